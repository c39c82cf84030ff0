"""Voting from a screen: saved first, then shown; a vote that waits is told as waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.errors import VerdictError
from verdict_tui.render import words

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from verdict_tui.model import Choice, Standing
    from verdict_tui.screens.voting import VotingScreen
    from verdict_tui.session import Outcome

WAITING = "Not saved yet: another program holds the file. Waiting for it…"
_PATIENCE = 0.3  # seconds that a vote may take before it is told that it waits


class Ballot:
    """Takes votes, undos and redos to the session, and says what came of them."""

    def __init__(self, screen: VotingScreen, show: Callable[[Outcome], None]) -> None:
        """Make a ballot.

        Args:
            screen: where to say what happened.
            show: shows what a vote changed, once it is on disk.
        """
        self._screen = screen
        self._show = show

    def take(
        self, act: Awaitable[Outcome], tell: Callable[[Standing, Choice, Choice], str]
    ) -> None:
        """Do what was asked for behind the keys; each vote, in the order of asking.

        It is the app's work: what became of a vote matters also when its screen was closed.
        """
        self._screen.app.run_worker(self._change(act, tell), group="votes")

    async def _change(
        self, act: Awaitable[Outcome], tell: Callable[[Standing, Choice, Choice], str]
    ) -> None:
        screen = self._screen
        waiting = screen.app.set_timer(_PATIENCE, lambda: screen.say(WAITING, for_long=True))
        try:
            outcome = await act
        except VerdictError as error:
            screen.unsay()
            screen.complain(error)
            return
        finally:
            waiting.stop()
        self._show(outcome)
        cast = outcome.cast
        ahead = f" {words.dated_ahead(cast.vote.stamp)}" if cast.vote and cast.is_ahead else ""
        if outcome.standing is not None:
            screen.say(tell(outcome.standing, cast.before, cast.after) + ahead)
        else:
            called = screen.session.called(cast.tool)
            screen.say(words.sentence(words.restored_gone(called, cast.after)))
        if outcome.notice:
            screen.warn(outcome.notice)
