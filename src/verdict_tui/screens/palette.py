"""The command palette, where keys and clicks may come quicker than Textual's own expects them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import command
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Click

_MOVES = frozenset({"command_list", "cursor_down"})


class _Offers(CommandList):
    """The list, which passes over a click on what has been replaced meanwhile."""

    def on_click(self, event: Click) -> None:
        """Let Textual's own handler have the click only if what was clicked is still there."""
        clicked: int | None = event.style.meta.get("option")
        if clicked is not None and clicked >= self.option_count:
            event.prevent_default()


class Palette(CommandPalette):
    """Textual's palette, guarded against three of its faults, as they are in 8.2.8.

    - A key that moves by pages raises `KeyError: 0` while there are options that have not been laid
      out: `OptionList._move_page` looks up on which line the first stands, and no line is there.
    - A second click beside it, while it is being closed, closes the screen below.
    - A click that arrives after the list was filled anew raises `IndexError`:
      `OptionList._on_click` looks the option up by the place that it had when it was drawn.
    """

    def compose(self) -> ComposeResult:
        """Make it with a list of ours: Textual's has no other way in."""
        vars(command)["CommandList"] = _Offers
        yield from super().compose()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let keys move in the list as soon as it is there and has been laid out."""
        if action in _MOVES and not any(each.size for each in self.query(CommandList)):
            return False
        return super().check_action(action, parameters)

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close it, once."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
