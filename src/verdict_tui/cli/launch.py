"""Opening the app, and what happens without a terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from verdict_tui.cli.common import (
    asks_for_ascii,
    command,
    is_utf8,
    open_chosen,
    warn,
    warn_of_settings,
    write,
)
from verdict_tui.cli.naming import find_tool
from verdict_tui.config import read_settings
from verdict_tui.errors import NotThereError, WrongUseError
from verdict_tui.store import tools
from verdict_tui.store.opening import open_with
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    from verdict_tui.store.database import Database


_NUMBERS = ("ESCDELAY", "COLUMNS", "LINES")
_MOST_DIGITS = 5

TWINS = {
    "tool": "show",
    "rankings": "rank",
    "critics": "critics",
    "digest": "digest",
    "history": "history",
}
"""The views, and the command that prints what each shows."""


def why_no_app() -> str:
    """Return why the app can't be shown here; empty when it can."""
    for name, stream in (("input", sys.stdin), ("output", sys.stdout), ("error", sys.stderr)):
        if stream is None or not stream.isatty():
            return f"standard {name} is not a terminal"
    if os.environ.get("TERM", "dumb") == "dumb":
        return "the terminal is a dumb one (TERM)"
    return ""


def open_or_list(db: str | None, *, in_ascii: bool = False) -> None:
    """Open the app on the last comparison; without a terminal print the tools instead."""
    reason = why_no_app()
    if not reason:
        _open_app(db, (), "", in_ascii=in_ascii or asks_for_ascii())
        return
    warn_of_settings()
    from verdict_tui.render import plain

    with open_chosen(db) as database:
        write(plain.table(map(plain.row_of, tools.read_standings(database))))
    hint = f"the app needs a terminal, and {reason}. In one, open it with: {command()}"
    warn(hint)


def open_on(
    db: str | None, names: tuple[str, ...], view: str = "", *, in_ascii: bool = False
) -> None:
    """Open the app on one tool or two, by their names, or on a view.

    Raises:
        WrongUseError: there is no terminal to open it in, or the names are not clear.
    """
    if view == "tool" and not names:
        raise WrongUseError("which tool?", remedy="name it: 'verdict open TOOL --view tool'")
    reason = why_no_app()
    if reason:
        twin = "compare" if len(names) > 1 else "show" if names else "list"
        if view:
            twin, names = TWINS[view], names[:1] if view in ("tool", "history") else ()
        raise WrongUseError(
            "can't open the app",
            reason,
            f"print it instead with: {command(twin, *names)}",
        )
    _open_app(db, names, view, in_ascii=in_ascii)


def _open_app(db: str | None, names: tuple[str, ...], view: str, *, in_ascii: bool) -> None:
    settings = read_settings()
    if in_ascii or not is_utf8(sys.stderr):  # where the app is drawn
        settings = settings._replace(ascii=True)
    # For writing, so that the first use is seen to; what can't be written can still be read.
    with open_chosen(db, writing=True) as database:
        opening = open_with(database, _pair(database, names) if names else None)
        path = database.path
    _drop_long_numbers()
    # Twice Textual's own rate: what a thread brings is painted sooner. Read when it is imported.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    if os.environ.get("NO_COLOR"):
        os.environ["TEXTUAL_THEME"] = "ansi-dark"  # else Textual only turns colours to grey
    from verdict_tui.app import run_app  # Textual, from here on

    sys.exit(run_app(path, opening, settings, view))


def _drop_long_numbers() -> None:
    """Leave out what Textual would take for a number of the environment and fail over."""
    for name, value in list(os.environ.items()):
        is_number = name in _NUMBERS or name.startswith("TEXTUAL_")
        if is_number and len(value) > _MOST_DIGITS and value.strip().lstrip("+-").isdecimal():
            del os.environ[name]


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
