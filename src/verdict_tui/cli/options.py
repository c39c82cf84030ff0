"""Options that several commands have: the formats, and a category."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verdict_tui.cli.common import write, write_long
from verdict_tui.cli.completion import CategoryName, FromDatabase
from verdict_tui.cli.naming import find_critic
from verdict_tui.errors import WrongUseError
from verdict_tui.render import words
from verdict_tui.store import schema
from verdict_tui.store.tools import read_panel, read_positions
from verdict_tui.text import clean_line, slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from click.decorators import FC

    from verdict_tui.catalogue import Catalogue
    from verdict_tui.store.database import Database

COUNT = click.IntRange(1, 1_000_000_000)
"""How many of something; what is more has no place in a database either."""

_ASKED = "verdict_tui.formats"


def _format(name: str, does: str) -> Callable[[FC], FC]:
    """Return the option that asks for a format; `chosen_format` tells which one it was."""

    def note(context: click.Context, parameter: click.Parameter, is_asked: bool) -> None:
        if is_asked:
            context.meta.setdefault(_ASKED, []).append(name)

    return click.option(f"--{name}", is_flag=True, expose_value=False, callback=note, help=does)


as_json = _format("json", "Print JSON.")
as_tsv = _format("tsv", "Print tab-separated lines with a head.")
as_markdown = _format("markdown", "Print Markdown, to paste elsewhere.")
as_plain = _format("plain", "Print sentences, to be listened to.")
of_category = click.option(
    "--category", metavar="C", type=CategoryName(), help="Only the tools of this category."
)


class CriticName(FromDatabase):
    """The name of a critic."""

    def find(self, database: Database, begun: str) -> list[tuple[str, str]]:
        """Return the critics whose names have this in them, as one word each."""
        names = read_panel(database)
        return [(slugify(name), name) for name in names if slugify(begun) in slugify(name)]


without = click.option(
    "--without",
    metavar="CRITIC",
    type=CriticName(),
    multiple=True,
    help="Leave a critic out of the panel's figures; may be given again.",
)


def muted_critics(database: Database, names: Sequence[str]) -> frozenset[str]:
    """Return the critics whom names mean.

    Raises:
        NotThereError: there is no such critic.
        WrongUseError: several could be meant.
    """
    if not names:
        return frozenset()
    panel = read_panel(database)
    return frozenset(panel[find_critic(panel, name)] for name in names)


def mute(database: Database, catalogue: Catalogue, names: Sequence[str]) -> frozenset[str]:
    """Count the panels of a catalogue without some critics; return who they are."""
    muted = muted_critics(database, names)
    positions = read_positions(database)
    catalogue.mute([positions[name] for name in muted])
    return muted


def noted(database: Database, muted: frozenset[str]) -> str:
    """Return what stands below what is printed: who is left out, and what the database says."""
    lens = words.lens_note(muted, read_positions(database))
    return " ".join(filter(None, (lens, clean_line(database.meta(schema.NOTE)))))


def chosen_format() -> str:
    """Return the name of the format that the running command was asked for; empty for text.

    Raises:
        WrongUseError: more than one was asked for.
    """
    asked: list[str] = click.get_current_context().meta.get(_ASKED, [])
    if len(set(asked)) > 1:
        said = words.names([f"--{name}" for name in asked])
        raise WrongUseError(f"{said} can't be had at once", remedy="name one of them")
    return asked[0] if asked else ""


def print_as(form: str, text: str) -> None:
    """Print what is in a format: for people in the pager where it is long, else as it is."""
    if form in ("json", "tsv"):
        write(text, form)
    else:
        write_long(text)
