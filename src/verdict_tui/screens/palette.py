"""The command palette, where keys and clicks may come quicker than Textual's own expects them."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette

_MOVES = frozenset({"command_list", "cursor_down"})


class Palette(CommandPalette):
    """Textual's palette, guarded against two of its faults, as they are in 8.2.8.

    - A key that moves by pages raises `KeyError: 0` while there are options that have not been laid
      out: `OptionList._move_page` looks up on which line the first stands, and no line is there.
    - A second click beside it, while it is being closed, closes the screen below.
    """

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let keys move in the list as soon as it is there and has been laid out."""
        if action in _MOVES and not any(each.size for each in self.query(CommandList)):
            return False
        return super().check_action(action, parameters)

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close it, once."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
