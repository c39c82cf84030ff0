"""The command that opens the app, and what happens without a terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from verdict_tui.cli.common import find_tool, open_chosen, write
from verdict_tui.errors import NotThereError, WrongUseError
from verdict_tui.store import tools
from verdict_tui.store.opening import open_with
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    from verdict_tui.store.database import Database


def why_no_app() -> str:
    """Return why the app can't be shown here; empty when it can."""
    for name, stream in (("input", sys.stdin), ("output", sys.stdout), ("error", sys.stderr)):
        if stream is None or not stream.isatty():
            return f"standard {name} is not a terminal"
    if os.environ.get("TERM", "dumb") == "dumb":
        return "the terminal is a dumb one (TERM)"
    return ""


def open_or_list(db: str | None) -> None:
    """Open the app on the last comparison; without a terminal print the tools instead."""
    reason = why_no_app()
    if not reason:
        _open_app(db, ())
        return
    from verdict_tui.render import plain

    with open_chosen(db) as database:
        write(plain.standings_table(list(tools.read_standings(database))))
    click.echo(f"The app needs a terminal, and {reason}. In one, open it with: verdict", err=True)


@click.command(name="open")
@click.argument("a")
@click.argument("b", required=False)
@click.pass_obj
def open_app(db: str | None, a: str, b: str | None) -> None:
    """Open the app on tool A, or on A beside B."""
    reason = why_no_app()
    if reason:
        names = " ".join(filter(None, (a, b)))
        command = "compare" if b else "show"
        raise WrongUseError(
            "can't open the app", reason, f"print it instead with 'verdict {command} {names}'"
        )
    _open_app(db, (a, b) if b else (a,))


def _open_app(db: str | None, names: tuple[str, ...]) -> None:
    # For writing, so that the first use is seen to; what can't be written can still be read.
    with open_chosen(db, writing=True) as database:
        opening = open_with(database, _pair(database, names) if names else None)
        path = database.path
    from verdict_tui.app import run_app  # Textual, from here on

    sys.exit(run_app(path, opening))


def _pair(database: Database, names: tuple[str, ...]) -> tuple[str, str]:
    slugs = [find_tool(database, name) for name in names]
    if len(slugs) == 1:
        partner = tools.partner_of(database, slugs[0])
        if partner is None:
            raise NotThereError(
                f"there is nothing to compare '{clean_line(names[0])}' with",
                "it is the only tool",
                "import another",
            )
        slugs.append(partner)
    if slugs[0] == slugs[1]:
        raise WrongUseError(
            "a comparison needs two tools",
            f"'{clean_line(names[0])}' and '{clean_line(names[1])}' are the same",
        )
    return slugs[0], slugs[1]


COMMANDS = {"open": open_app}
