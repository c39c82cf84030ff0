"""My votes, newest first: what each changed, and the way back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding

from verdict_tui.errors import VerdictError
from verdict_tui.messages import ChoiceMade
from verdict_tui.moments import local_minute
from verdict_tui.render import words
from verdict_tui.render.choices import Choice
from verdict_tui.screens.ballot import Ballot
from verdict_tui.screens.base import BaseScreen
from verdict_tui.widgets.bars import HintBar, TitleBar
from verdict_tui.widgets.menu import Menu

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from verdict_tui.session import Event, Outcome, Session

SHOWN = 1000
"""How many events are listed; a log may hold a million."""


class HistoryScreen(BaseScreen):
    """Lists my votes; its result is the slug of the tool that was chosen, or nothing."""

    AUTO_FOCUS = "Menu"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "Undo", id="history.undo", tooltip="Undo your last vote"),
        Binding("U", "redo", "Redo", id="history.redo", tooltip="Redo what was undone last"),
        Binding("escape,q,H", "close", "Back", id="history.close"),
    ]

    def __init__(self, session: Session, voted: Callable[[Outcome], None]) -> None:
        """Make the screen.

        Args:
            session: whose votes are listed.
            voted: told what an undo or a redo changed.
        """
        super().__init__()
        self._session = session
        self._voted = voted
        self._events: list[Event] = []
        self._ballot = Ballot(self, self._show_outcome)

    def compose(self) -> ComposeResult:
        """Make the bars and the list."""
        yield TitleBar(id="title")
        yield Menu("Open")
        yield HintBar(self.hints)

    def on_mount(self) -> None:
        """Read the votes."""
        super().on_mount()
        self.query_one(TitleBar).question = "Your votes"
        self._read()

    @work(group="history", exclusive=True)
    async def _read(self) -> None:
        try:
            self._events = await self._session.history(SHOWN)
        except VerdictError as error:
            self.complain(error)
            return
        choices = [_choice(event) for event in self._events]
        empty = "You have not voted yet. On a comparison, + votes ship and - skip."
        self.query_one(Menu).show(choices, empty)
        count = len(choices)
        shown = f"the newest {count:,}" if count == SHOWN else f"newest first, {count:,}"
        self.query_one(TitleBar).facts = (shown,)

    @on(ChoiceMade)
    def open_tool(self, message: ChoiceMade) -> None:
        """Open the tool that was voted on."""
        self.dismiss(self._events[message.number].vote.tool)

    def action_undo(self) -> None:
        """Take back my last vote."""
        self._ballot.take(self._session.undo(("", "")), partial(words.restored, "Undone"))

    def action_redo(self) -> None:
        """Cast again what was undone last."""
        self._ballot.take(self._session.redo(("", "")), partial(words.restored, "Redone"))

    def _show_outcome(self, outcome: Outcome) -> None:
        self._voted(outcome)
        self._read()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss("")


def _choice(event: Event) -> Choice:
    """Return the line of an event: when, which tool, what changed."""
    when = local_minute(event.vote.at)
    said = f"{event.name}: {words.changed(event.vote, event.before)}"
    return Choice(said, when=when, briefly=when[5:10])
