"""My votes: what each changed, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from verdict_tui.errors import VerdictError
from verdict_tui.render.historylist import HistoryEntries
from verdict_tui.screens.listed import ListedScreen
from verdict_tui.widgets.bars import TitleBar
from verdict_tui.widgets.fitted import FittedBar

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from textual.binding import BindingType

    from verdict_tui.render.entries import Entries
    from verdict_tui.render.historylist import Event
    from verdict_tui.session import Outcome

SHOWN = 1000
"""How many events are listed at most; a log may hold a million."""


class HistoryScreen(ListedScreen):
    """Lists my votes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "H", "close", "Back", show=False, id="history.close", tooltip="Back to where you were"
        ),
    ]
    FIRST_HINTS: ClassVar[Sequence[str]] = (
        "entry.open",
        "vote.undo",
        "vote.redo",
        "vote.retract",
        "vote.ship",
        "vote.skip",
    )
    ORDERS: ClassVar[Sequence[str]] = ("newest first", "by tool")

    _count = 0
    """How many votes are on the tools that meet the filters, listed or not."""

    async def gather(self) -> None:
        """Wait for nothing: a log may be long, and what is listed of it is read as it is asked."""

    async def make_entries(self) -> Entries:
        """Read and list the votes on tools that meet the filters, as many as are shown."""
        try:
            events = await self._read()
        except VerdictError as error:
            self.complain(error)
            return self.list.entries
        return HistoryEntries(events)

    async def _read(self) -> list[Event]:
        if not (self.filters or self.order):
            events, self._count = await self.session.history(SHOWN)
            return events
        voted = await self.session.voted()
        among = await self.aside(self.among)
        on = [each for each in voted if self.is_among(each.slug, among)]
        self._count = sum(each.times for each in on)
        return await self.session.history_on(on, SHOWN, by_tool=self.order == 1)

    def nothing(self) -> str:
        """Say why nothing is listed."""
        if self.filters:
            return super().nothing()
        return "You have not voted yet. On any list, and on a comparison, + votes ship and - skip."

    def show_head(self) -> None:
        """Say how many votes there are, and how many of them are listed."""
        title = self.query_one(TitleBar)
        title.question = "Your votes"
        shown = len(self.list.entries)
        of = f"{shown:,} of " if shown < self._count else ""
        count = f"{of}{self._count:,} {'entry' if self._count == 1 else 'entries'}"
        self.show_facts(self.filters, self.ORDERS[self.order], count)
        self.query_one(FittedBar).lay_out = lambda _: []

    def show_outcome(self, outcome: Outcome) -> None:
        """List the vote that was cast."""
        self.read(outcome.cast.tool)

    def show_votes(self, slugs: Collection[str]) -> None:
        """List what was voted elsewhere: it may be a vote of mine."""
        self.read()
