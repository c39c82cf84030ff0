"""Keys and pastes in the order of typing: each is done with before the next is looked at.

Textual hands a key to whatever has the focus when the key arrives. When several arrive at once
(a slow connection, a fast hand, a macro), a key that moves the focus is still on its way through
the queues of the widgets while the keys after it are already handed to the old focus, and `/`
followed by a name would be read as commands. Here a marker follows each key through the same
queues, and those of the screen that it may have opened, and the next key waits for it.
"""

from __future__ import annotations

from collections import deque
from time import monotonic
from typing import TYPE_CHECKING

from textual.app import App
from textual.events import Event, Key, Paste

from verdict_tui.keyboard import KEYBOARD

if TYPE_CHECKING:
    from textual.dom import DOMNode

HOLD_SECONDS = 0.02
_LONGEST_HOLD = 50
"""How many times in a row a key is held back: a second in all."""
LOST_SECONDS = 0.2
"""When a marker counts as lost: the key closed the screen that the marker was in."""


class TypeAheadApp(App[None]):
    """An app that can be typed ahead of."""

    def __init__(self) -> None:
        super().__init__(driver_class=KEYBOARD)
        self._waiting: deque[Key | Paste] = deque()
        self._sent_at: float | None = None
        """When the key that is on its way was sent; None when none is."""
        self._holds = 0

    @property
    def is_reading(self) -> bool:
        """Whether what keys would act on is not there yet: they wait for it, a second at most."""
        return False

    async def on_event(self, event: Event) -> None:
        """Let what was typed or pasted wait for what was typed before it."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            self._waiting.append(event)
            if self._sent_at is None:
                await self._send_next()
            else:
                self.set_timer(LOST_SECONDS, self._send_if_lost)
        else:
            await super().on_event(event)

    async def _send_next(self) -> None:
        if not self._waiting:
            self._sent_at = None
            return
        self._sent_at = monotonic()
        # A screen that is still being made has no widgets to act on, however long that takes.
        if not self.screen.is_mounted or (self.is_reading and self._holds < _LONGEST_HOLD):
            self._holds += 1
            self.set_timer(HOLD_SECONDS, self._send_next)
            return
        self._holds = 0
        target = self.focused or self.screen
        await super().on_event(self._waiting.popleft())
        self._send_marker(target)

    def _send_marker(self, node: DOMNode | None, lap: int = 0) -> None:
        """Send the marker through a node's queue, and so on up to the app's.

        Twice through each: what the key makes a node say stands in the node's own queue behind the
        marker's first lap, and before its second.
        """
        while node is not None and node is not self:
            goes_on, next_lap = (node.parent, 0) if lap else (node, 1)
            if node.call_later(self._send_marker, goes_on, next_lap):
                return
            node, lap = node.parent, 0  # closed: there is no queue to go through
        if not lap:
            self.call_later(self._send_marker, None, 1)
        elif not self.screen.call_later(self.call_later, self._send_next):
            self.call_later(self._send_next)

    async def _send_if_lost(self) -> None:
        is_lost = self._sent_at is not None and monotonic() - self._sent_at >= LOST_SECONDS
        if self._waiting and is_lost and not self._holds:
            await self._send_next()
