"""Keeping the screen as it is for a moment, so that what belongs together is painted together."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import TimerHandle

    from verdict_tui.screens.base import BaseScreen


class Stillness:
    """Holds the painting back; never longer than it was told to, whatever becomes of the work."""

    def __init__(self, screen: BaseScreen) -> None:
        """Take a screen; nothing is held back yet."""
        self._screen = screen
        self._held = ExitStack()
        self._timer: TimerHandle | None = None
        self._is_overdue = False

    def begin(self, seconds: float) -> None:
        """Hold the painting back, unless it is already, or was for as long as may be."""
        if self._timer is None and not self._is_overdue:
            self._held.enter_context(self._screen.app.batch_update())
            self._timer = asyncio.get_running_loop().call_later(seconds, self._give_up)

    def _give_up(self) -> None:
        """Paint now; hold nothing back again before the work is done."""
        self.end()
        self._is_overdue = True

    def end(self) -> None:
        """Let the screen be painted."""
        self._is_overdue = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
            self._held.close()
            for screen in self._screen.app.screen_stack:  # one may have opened over it meanwhile
                screen.check_idle()
