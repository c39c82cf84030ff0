"""Three lines for whoever opens the app for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.render.page import Run, paragraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from verdict_tui.render.page import Line


def lines(key_of: Callable[[str], str], width: int) -> list[Line]:
    """Return the lines, under a rule.

    Args:
        key_of: returns what the key of an action is called, by the action's id.
        width: how wide they may be, in cells.
    """
    search, ship, skip, undo, help_, commands = map(
        key_of,
        ("compare.search", "vote.ship", "vote.skip", "vote.undo", "app.help", "app.commands"),
    )
    said = (
        f"{search} finds a tool, letters missing or wrong; Enter keeps it, Esc does not.",
        f"{ship} votes ship, {skip} skip on the tool marked ▸; {undo} undoes; "
        f"{key_of('compare.a')} and {key_of('compare.b')} move the mark.",
        f"{help_} lists every key, {commands} every command. Esc puts these lines away.",
    )
    rule: Line = (Run("─" * width, "rule"),)
    return [rule, *(line for text in said for line in paragraph(text, width))]


def briefly(key_of: Callable[[str], str]) -> str:
    """Return the same in one line."""
    search, ship, help_ = map(key_of, ("compare.search", "vote.ship", "app.help"))
    return f"{search} finds, {ship} ships, {help_} lists the keys."
