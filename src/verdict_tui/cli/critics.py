"""The command about the critics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verdict_tui.cli.common import not_clear, open_chosen
from verdict_tui.cli.options import (
    CriticName,
    as_json,
    as_markdown,
    as_plain,
    as_tsv,
    chosen_format,
    print_as,
)
from verdict_tui.errors import NotThereError
from verdict_tui.store import critics as store
from verdict_tui.store import schema
from verdict_tui.text import clean_line, fold, slugify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verdict_tui.model import Record
    from verdict_tui.render.panel import Profile

_NEAREST = 3


@click.command()
@click.argument("name", type=CriticName(), required=False)
@as_json
@as_tsv
@as_markdown
@as_plain
@click.pass_obj
def critics(db: str | None, name: str | None) -> None:
    """Print the panel, or one critic with everything they said.

    The beginning or a part of a name is enough where only one critic has it.
    """
    from verdict_tui.render.panel import Profile

    form = chosen_format()
    with open_chosen(db) as database:
        records = store.read_records(database)
        note = clean_line(database.meta(schema.NOTE))
        if name is None:
            print_as(form, _panel(records, form, note))
            return
        record = records[find_critic([each.critic.name for each in records], name)]
        found = record.critic.name
        categories = store.read_categories(database, found)
        profile = Profile(record, categories, list(store.read_said(database, found)))
    print_as(form, _profile(profile, form, note))


def find_critic(names: Sequence[str], name: str) -> int:
    """Return which critic a name means: the whole name, its beginning or a part, in any case.

    Args:
        names: the critics' names.
        name: what was asked for.

    Raises:
        NotThereError: none is meant; the message names the nearest.
        WrongUseError: several could be meant; the message names them.
    """
    if name in names:
        return names.index(name)
    wanted = slugify(clean_line(name))
    folded = list(map(slugify, names))
    ways = (
        [at for at, each in enumerate(folded) if each == wanted],
        [at for at, each in enumerate(folded) if each.startswith(wanted)],
        [at for at, each in enumerate(folded) if wanted in each],
    )
    found = next(filter(None, ways), [])
    if len(found) == 1:
        return found[0]
    if found:
        raise not_clear(name, [names[at] for at in found])
    near = ", ".join(_nearest(names, fold(clean_line(name))))
    raise NotThereError(
        f"there is no critic called '{clean_line(name)}'",
        remedy=f"the nearest: {near}" if near else "see 'verdict critics'",
    )


def _nearest(names: Sequence[str], wanted: str) -> list[str]:
    from difflib import get_close_matches

    # A whole name, or one of its words: nobody types the article.
    places = {word: name for name in names for word in (*fold(name).split(), fold(name))}
    near = get_close_matches(wanted, places, 2 * _NEAREST, 0.5)
    return list(dict.fromkeys(places[word] for word in near))[:_NEAREST]


def _panel(records: Sequence[Record], form: str, note: str) -> str:
    from verdict_tui.render import data, panel

    if form == "json":
        return data.to_json([data.record_data(record) for record in records])
    if form == "tsv":
        return panel.tsv(records)
    page = {"markdown": panel.markdown_page, "plain": panel.sentences}.get(form, panel.table)
    return page(records, note)


def _profile(profile: Profile, form: str, note: str) -> str:
    from verdict_tui.render import data, panel

    if form == "json":
        return data.to_json(data.profile_data(profile))
    if form == "tsv":
        return panel.tsv_profile(profile)
    pages = {"markdown": panel.markdown_profile, "plain": panel.spoken_profile}
    return pages.get(form, panel.profile)(profile, note)


COMMANDS = {"critics": critics}
