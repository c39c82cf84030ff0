"""The command about the critics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verdict_tui.cli.common import open_chosen
from verdict_tui.cli.naming import find_critic
from verdict_tui.cli.options import (
    CriticName,
    as_json,
    as_markdown,
    as_plain,
    as_tsv,
    chosen_format,
    print_as,
)
from verdict_tui.store import critics as store
from verdict_tui.store import schema
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verdict_tui.dossier import Profile
    from verdict_tui.model import Record


@click.command(
    help="""Print the panel, or one critic and what they said.

    The beginning or a part of a name is enough where only one critic has it.
    """,
)
@click.argument("name", type=CriticName(), required=False)
@as_json
@as_tsv
@as_markdown
@as_plain
@click.pass_obj
def critics(db: str | None, name: str | None) -> None:
    """Print the panel, or one critic and what they said."""
    form = chosen_format()
    with open_chosen(db) as database:
        records = store.read_records(database)
        note = clean_line(database.meta(schema.NOTE))
        if name is None:
            print_as(form, _panel(records, form, note))
            return
        record = records[find_critic([each.critic.name for each in records], name)]
        profile = store.read_profile(database, record)
    print_as(form, _profile(profile, form, note))


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
