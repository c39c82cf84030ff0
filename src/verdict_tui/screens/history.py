"""My votes: what each changed, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from verdict_tui.render.historylist import HistoryEntries
from verdict_tui.screens.listed import ListedScreen
from verdict_tui.text import fold
from verdict_tui.widgets.bars import TitleBar
from verdict_tui.widgets.fitted import FittedBar

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from textual.binding import BindingType

    from verdict_tui.render.historylist import Event
    from verdict_tui.session import Outcome

SHOWN = 1000
"""How many events are listed; a log may hold a million."""


class HistoryScreen(ListedScreen):
    """Lists my votes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("H", "close", "Back", show=False, id="history.close"),
    ]
    ORDERS: ClassVar[Sequence[str]] = ("newest first", "by tool")

    _events: Sequence[Event] = ()

    async def gather(self) -> None:
        """Read the votes."""
        self._events = await self.session.history(SHOWN)

    async def make_entries(self) -> HistoryEntries:
        """List the votes on tools that meet the filters."""
        among = self.among()
        events = [each for each in self._events if self.is_among(each.vote.tool, among)]
        if self.order:
            events.sort(key=lambda each: fold(each.name))
        return HistoryEntries(events)

    def nothing(self) -> str:
        """Say why nothing is listed."""
        if self._events:
            return super().nothing()
        return "You have not voted yet. On any list, and on a comparison, + votes ship and - skip."

    def show_head(self) -> None:
        """Say how many votes there are."""
        title = self.query_one(TitleBar)
        title.question = "Your votes"
        count = len(self.list.entries)
        is_cut = len(self._events) == SHOWN
        shown = f"the newest {count:,}" if is_cut else f"{self.ORDERS[self.order]}, {count:,}"
        title.facts = tuple(filter(None, (self.filters, shown)))
        self.query_one(FittedBar).lay_out = lambda _: []

    def show_outcome(self, outcome: Outcome) -> None:
        """List the vote that was cast."""
        self.read(outcome.cast.tool)

    def show_votes(self, slugs: Collection[str]) -> None:
        """List what was voted elsewhere: it may be a vote of mine."""
        self.read()
