"""Commands that print: compare, show, search, list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verdict_tui.cli.common import (
    category_test,
    chosen_format,
    find_tool,
    open_chosen,
    write,
    write_long,
)
from verdict_tui.cli.completion import CategoryName, ToolName
from verdict_tui.errors import WrongUseError
from verdict_tui.figures import best_first
from verdict_tui.render import words
from verdict_tui.store import schema, tools
from verdict_tui.text import clean_line, fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from verdict_tui.catalogue import Catalogue
    from verdict_tui.listing import Rows
    from verdict_tui.model import QuoteHit, Standing
    from verdict_tui.render.data import Data
    from verdict_tui.search.finder import Match

_as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.command()
@click.argument("a", type=ToolName())
@click.argument("b", type=ToolName())
@_as_json
@click.option("--markdown", is_flag=True, help="Print Markdown, to paste elsewhere.")
@click.pass_obj
def compare(db: str | None, a: str, b: str, as_json: bool, markdown: bool) -> None:
    """Print two tools side by side: the figures, the answer, every critic's two quotes."""
    form = chosen_format(json=as_json, markdown=markdown)
    with open_chosen(db) as database:
        slugs = find_tool(database, a), find_tool(database, b)
        if slugs[0] == slugs[1]:
            raise WrongUseError(
                "a comparison needs two tools",
                f"'{clean_line(a)}' and '{clean_line(b)}' are the same",
            )
        comparison = tools.read_comparison(database, *slugs)
        note = clean_line(database.meta(schema.NOTE))
    assert comparison is not None, "both tools were found"
    if form == "json":
        from verdict_tui.render import data

        write(data.to_json(data.comparison_data(comparison)))
    elif form == "markdown":
        from verdict_tui.render import markdown as md

        write(md.comparison_page(comparison, note))
    else:
        from verdict_tui.render import plain

        write_long(plain.comparison_page(comparison, note))


@click.command()
@click.argument("tool", type=ToolName())
@click.option("--changes", is_flag=True, help="What its fields said before, newest first.")
@_as_json
@click.pass_obj
def show(db: str | None, tool: str, changes: bool, as_json: bool) -> None:
    """Print everything about one tool."""
    if changes:
        _show_changes(db, tool, as_json=as_json)
        return
    with open_chosen(db) as database:
        slug = find_tool(database, tool)
        standing = tools.read_standing(database, slug)
        reviews = tools.read_reviews(database, slug)
        note = clean_line(database.meta(schema.NOTE))
    assert standing is not None, "the tool was found"
    if as_json:
        from verdict_tui.render import data

        write(data.to_json(data.show_data(standing, reviews)))
    else:
        from verdict_tui.render import plain

        write_long(plain.tool_page(standing, reviews, note))


def _show_changes(db: str | None, tool: str, *, as_json: bool) -> None:
    from verdict_tui.store.changelog import read_changes

    with open_chosen(db) as database:
        slug = find_tool(database, tool)
        changes = read_changes(database, slug)
        name = tools.read_names(database)[slug]
    if as_json:
        from verdict_tui.render import data

        write(data.to_json([data.change_data(change) for change in changes]))
    elif changes:
        from verdict_tui.render import plain

        write_long(plain.changes(changes))
    else:
        click.echo(f"verdict: nothing of {name} has changed", err=True)


@click.command()
@click.argument("query")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="How many.")
@click.option("--quotes", is_flag=True, help="Search what the critics wrote instead.")
@_as_json
@click.pass_obj
def search(db: str | None, query: str, limit: int, quotes: bool, as_json: bool) -> None:
    """Print the tools that match a query, best first; letters may be wrong or missing.

    Filters work as in the app: cat:editors price:<20 panel:>70 vote:none new:30d licence:mit.
    """
    from verdict_tui.listing import Listing
    from verdict_tui.search.finder import Finder
    from verdict_tui.store.quotes import search_quotes

    if not query.strip():
        raise WrongUseError("nothing is searched for", remedy="name a tool, or a part of its name")
    with open_chosen(db) as database:
        catalogue = tools.load_catalogue(database)
        listing = Listing(catalogue, Finder(catalogue), query)
        if listing.query.fault:
            raise WrongUseError(listing.query.fault)
        said = listing.query.said
        if quotes and said is None:
            said = listing.query.text
        if said is not None:
            hits = search_quotes(database, said, listing.wanted_slugs(), limit + 1)
            _write_quotes(hits[:limit], said, as_json=as_json)
            if len(hits) > limit and not as_json:
                click.echo(f"verdict: there are more; --limit {2 * limit} shows more", err=True)
            return
    listing.advance()
    _write_rows(listing.rows, limit, catalogue, as_json=as_json)


def _write_rows(rows: Rows, limit: int, catalogue: Catalogue, *, as_json: bool) -> None:
    positions = () if rows.are_nearest else rows.positions[:limit]
    matches = rows.matches[: len(positions)]
    if as_json:
        from verdict_tui.render import data
        from verdict_tui.search.finder import Match

        found = matches or [Match(position, 100.0) for position in positions]
        write(data.to_json([_match_data(match, catalogue) for match in found]))
    elif positions:
        from verdict_tui.render import plain

        why = [words.matched(match.matched_in, match.text) for match in matches]
        write_long(plain.table(map(catalogue.row, positions), why))
        if len(rows.positions) > limit:
            there = f"{len(rows.positions):,}{' and more' if rows.are_best else ''}"
            click.echo(f"verdict: {limit:,} of {there}; --limit shows more", err=True)
    else:
        near = words.nearest([catalogue.names[position] for position in rows.positions])
        said = rows.note.removesuffix(" The nearest:").rstrip(".")
        click.echo("verdict: " + "; ".join(filter(None, (said, near))), err=True)


def _match_data(match: Match, catalogue: Catalogue) -> Data:
    from verdict_tui.render import data

    row = catalogue.row(match.position)
    return {
        "slug": row.slug,
        "name": row.name,
        "category": row.category,
        "score": match.score,
        "matched_in": match.matched_in,
        "matched_text": match.text or row.name,
        "panel": data.share_data(row.panel),
        "community": data.share_data(row.community),
        "my_vote": row.my_vote,
    }


def _write_quotes(hits: list[QuoteHit], query: str, *, as_json: bool) -> None:
    if as_json:
        from verdict_tui.render import data

        write(data.to_json([data.quote_data(hit) for hit in hits]))
    elif hits:
        from verdict_tui.render import plain

        write_long(plain.quotes(hits))
    else:
        click.echo(f"verdict: no critic wrote '{clean_line(query)}'", err=True)


_SORTS: dict[str, Callable[[Standing], tuple[float | int | str, ...]]] = {
    "name": lambda standing: (fold(standing.tool.name),),
    "panel": lambda standing: best_first(standing.panel),
    "community": lambda standing: best_first(standing.community),
    "newest": lambda standing: (
        -standing.tool.added_on.toordinal() if standing.tool.added_on else 0,
    ),
}


@click.command(name="list")
@click.option(
    "--category",
    metavar="C",
    type=CategoryName(),
    help="Only the tools of this category.",
)
@click.option("--sort", type=click.Choice(list(_SORTS)), default="name", show_default=True)
@_as_json
@click.option("--tsv", is_flag=True, help="Print tab-separated lines with a head.")
@click.pass_obj
def list_tools(
    db: str | None,
    category: str | None,
    sort: str,
    as_json: bool,
    tsv: bool,
) -> None:
    """Print all tools with their figures."""
    form = chosen_format(json=as_json, tsv=tsv)
    with open_chosen(db) as database:
        standings = sorted(tools.read_standings(database), key=_SORTS[sort])
    if category is not None:
        is_wanted = category_test((each.tool.category for each in standings), category)
        standings = [each for each in standings if is_wanted(each.tool.category)]
    if form == "json":
        from verdict_tui.render import data

        write(data.to_json([data.standing_data(standing) for standing in standings]))
        return
    from verdict_tui.render import plain

    if form == "tsv":
        write(plain.tsv(standings))
    else:
        write_long(plain.standings_table(standings))


COMMANDS = {"compare": compare, "show": show, "search": search, "list": list_tools}
