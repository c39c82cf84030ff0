"""Which two tools are open: kept, previewed over what is kept, or kept before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from verdict_tui.errors import NotThereError, VerdictError
from verdict_tui.screens.trail import Trail
from verdict_tui.store import state

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.worker import Worker

    from verdict_tui.model import Column, Comparison
    from verdict_tui.screens.base import BaseScreen
    from verdict_tui.session import Pair, Session


class Opened:
    """Opens pairs: each is read behind the keys, and only the last one asked for is shown."""

    def __init__(
        self, screen: BaseScreen, session: Session, show: Callable[[Comparison | None], None]
    ) -> None:
        """Begin with the comparison that was read at the start.

        Args:
            screen: where to say what goes wrong.
            session: reads the comparisons.
            show: shows a comparison that was read, or that there is none any more.
        """
        self._screen, self._session, self._show = screen, session, show
        first = session.opening.comparison
        self.wanted: Pair = first.pair if first else ("", "")
        """The pair that was asked for last; it is shown as soon as it is read."""
        self._base = self.wanted
        self._trail = Trail(self.wanted)
        self._lost: set[Pair] = set()
        """Pairs that could not be read, since one was: none of them is tried again by itself."""

    @property
    def is_preview(self) -> bool:
        """Whether the pair has not been kept."""
        return self.wanted != self._trail.current

    def open(self, pair: Pair) -> None:
        """Show a pair as soon as it is read."""
        self.wanted = pair
        if all(pair):
            # Not begun here: Python complains of a coroutine that is given up before it begins.
            self._reading: Worker[None] = self._screen.run_worker(
                partial(self._read, pair), group="open", exclusive=True
            )

    async def _read(self, pair: Pair) -> None:
        try:
            comparison = await self._session.comparison(pair)
        except NotThereError as error:
            self._screen.complain(error)
            await self._lose(pair)
            return
        except VerdictError as error:
            self._screen.complain(error)
            return
        self._lost.clear()
        if pair == self.wanted:
            self._show(comparison)

    async def _lose(self, pair: Pair) -> None:
        """Go back to what was kept before a pair that is not there any more."""
        self._lost.add(pair)
        self._trail.drop(pair)
        if all(self._trail.current):
            self.restore()
            return
        self.wanted = self._base = await self._session.some_pair() or ("", "")
        if all(self.wanted) and self.wanted not in self._lost:
            self.open(self.wanted)
            self.keep()
        else:
            self._show(None)

    def preview(self, slug: str | None, column: Column) -> None:
        """Show a tool in a column, over the pair that is open; None shows that pair itself."""
        a, b = self._base
        other = b if column == "a" else a
        if slug is None:
            self.open(self._base)
        elif slug == other:
            self.open((b, a))
        else:
            self.open((slug, b) if column == "a" else (a, slug))

    def settle(self) -> None:
        """Let what is shown be what previews are made over."""
        self._base = self.wanted

    def keep(self) -> None:
        """Enter the pair into back and forward, and into the next start."""
        self._base = self.wanted
        self._trail.go(self.wanted)
        self._session.keep(state.LAST_COMPARISON, list(self.wanted))

    def restore(self) -> None:
        """Show the pair that was kept last."""
        self._base = self._trail.current
        self.open(self._base)

    def walk(self, by: int) -> bool:
        """Open the pair kept before (-1) or after (1) this one; say whether there is one."""
        if not self._trail.walk(by):
            return False
        self.restore()
        self._session.keep(state.LAST_COMPARISON, list(self._base))
        return True
