"""Screens that open over the comparison, and what can be done in all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from verdict_tui.messages import ColumnAsked
from verdict_tui.screens.voting import VotingScreen

if TYPE_CHECKING:
    from textual.binding import BindingType

    from verdict_tui.model import Column

_INTO = Binding.Group("into column")


class ViewScreen(VotingScreen):
    """Leads back to where one was, and on to the comparison."""

    HORIZONTAL_BREAKPOINTS = [(0, "-one-column"), (80, "-two-columns")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "put('a')", "Into column A", id="over.a", group=_INTO,
                tooltip="Put the tool into column A of the comparison"),
        Binding("b", "put('b')", "Into column B", id="over.b", group=_INTO,
                tooltip="Put the tool into column B of the comparison"),
        Binding("w", "why", "Why", id="over.why", show=False,
                tooltip="Why: who, when and how its figures are counted"),
        Binding("escape,q", "close", "Back", id="over.close", tooltip="Back to where you were"),
    ]  # fmt: skip

    is_reading = True

    def action_put(self, column: Column) -> None:
        """Put the highlighted tool into a column of the comparison."""
        if self.voted_slug:
            self.post_message(ColumnAsked(self.voted_slug, column))
        else:
            self.say_no_tool()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss("")
