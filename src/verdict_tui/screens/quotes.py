"""One critic's two quotes, in full and side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from verdict_tui.render import quotes, words
from verdict_tui.screens.paged import PagedScreen
from verdict_tui.widgets.bars import TitleBar
from verdict_tui.widgets.pageview import PageView

if TYPE_CHECKING:
    from textual.binding import BindingType

    from verdict_tui.model import Comparison

_CRITIC = Binding.Group("critic")


class QuotesScreen(PagedScreen):
    """Shows a critic at a time; ends with the name of the one shown last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("[", "step(-1)", "Previous critic", group=_CRITIC, id="quotes.previous"),
        Binding("]", "step(1)", "Next critic", group=_CRITIC, id="quotes.next"),
        Binding("escape,q,enter", "close", "Back", id="quotes.close"),
    ]

    def __init__(self, comparison: Comparison, critic: str) -> None:
        super().__init__()
        self._comparison = comparison
        self._critics = [row.critic for row in comparison.rows]
        self._at = self._critics.index(critic)

    def on_mount(self) -> None:
        """Show the critic who was asked for."""
        super().on_mount()
        self._show()

    def _show(self) -> None:
        row = self._comparison.rows[self._at]
        bar = self.query_one(TitleBar)
        bar.question = row.critic
        bar.facts = (f"critic {self._at + 1} of {len(self._critics)}",)
        parted = f"{words.DIFFERS} parts ways" if row.differs else ""
        bar.facts = (*((parted,) if parted else ()), *bar.facts)
        self.query_one(PageView).layout_page = partial(quotes.lay_out, self._comparison, row)

    def action_step(self, by: int) -> None:
        """Show the next critic, or the one before."""
        self._at = (self._at + by) % len(self._critics)
        self._show()

    def action_close(self) -> None:
        """Go back to the comparison, at this critic."""
        self.dismiss(self._critics[self._at])
