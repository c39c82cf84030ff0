"""The command that ranks tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import click

from verdict_tui.cli.common import open_chosen
from verdict_tui.cli.naming import category_test
from verdict_tui.cli.options import (
    COUNT,
    as_json,
    as_markdown,
    as_plain,
    as_tsv,
    chosen_format,
    mute,
    noted,
    of_category,
    print_as,
    without,
)
from verdict_tui.errors import WrongUseError
from verdict_tui.rankings import By, Rule, Voices
from verdict_tui.rankings import rank as ranked
from verdict_tui.store import tools

if TYPE_CHECKING:
    from verdict_tui.catalogue import Catalogue
    from verdict_tui.rankings import Ranking
    from verdict_tui.store.database import Database


@click.command(
    short_help="Rank the tools; equal ones share a rank.",
    help="""Print the tools ranked; equal ones share a rank, as in 1=, 1=, 3.

    Tools that the rule finds too little on stand below without a rank.
    """,
    epilog="""\b
Rules:
  panel      the share of the critics who say ship; among equal shares, more critics first
  community  the lower end of the 95% Wilson interval of the voters' share, from 5 votes on
  divided    the share of the minority among the critics; with --of community, the lower
             end of the interval of the minority's share among the voters
  gap        how far panel and community are apart, where there are 12 votes or more and
             the panel's share is outside the community's interval
""",
)
@click.option(
    "--by",
    type=click.Choice(get_args(By)),
    default="panel",
    show_default=True,
    help="The rule; see below.",
)
@click.option(
    "--of",
    type=click.Choice(get_args(Voices)),
    help="With --by divided: who is divided.  [default: panel]",
)
@of_category
@without
@click.option("--limit", type=COUNT, help="Only the first.")
@as_json
@as_tsv
@as_markdown
@as_plain
@click.pass_obj
def rank(
    db: str | None,
    by: By,
    of: Voices | None,
    category: str | None,
    limit: int | None,
    without: tuple[str, ...],
) -> None:
    """Print the tools ranked; equal ones share a rank, as in 1=, 1=, 3."""
    form = chosen_format()
    if of and by != "divided":
        raise WrongUseError(f"--of says nothing of --by {by}", remedy="use it with --by divided")
    with open_chosen(db) as database:
        catalogue = tools.load_catalogue(database)
        muted = mute(database, catalogue, without)
        ranking = ranked(catalogue, Rule(by, of or "panel"), _among(catalogue, category))
        if limit is not None:
            ranking = ranking.head(limit)
        text = _shown(database, catalogue, ranking, form, muted)
    print_as(form, text)


def _among(catalogue: Catalogue, category: str | None) -> list[bool] | None:
    if category is None:
        return None
    is_wanted = category_test(catalogue.category.values, category)
    wanted = list(map(is_wanted, catalogue.category.values))
    return [wanted[number] for number in catalogue.category.numbers]


def _shown(
    database: Database,
    catalogue: Catalogue,
    ranking: Ranking,
    form: str,
    muted: frozenset[str],
) -> str:
    if form == "json":
        return _json(database, catalogue, ranking, muted)
    from verdict_tui.render import ranked as pages

    if form == "tsv":
        return pages.tsv(ranking, catalogue, muted)
    page = {"markdown": pages.markdown_page, "plain": pages.sentences}.get(form, pages.table)
    return page(ranking, catalogue, noted(database, muted), muted)


def _json(database: Database, catalogue: Catalogue, ranking: Ranking, muted: frozenset[str]) -> str:
    from verdict_tui.render import data, rankings

    slugs = [catalogue.slugs[at] for section in ranking.sections for at in section.positions]
    found = tools.read_standings_of(database, slugs)
    panels = dict(zip(catalogue.slugs, catalogue.panels(), strict=True))
    standings = {slug: each._replace(panel=panels[slug]) for slug, each in found.items()}
    return data.to_json(
        [
            data.ranked_data(line, section, standings[line.row.slug], muted)
            for section in ranking.sections
            for line in rankings.lines(ranking.rule, section, catalogue)
        ]
    )


COMMANDS = {"rank": rank}
