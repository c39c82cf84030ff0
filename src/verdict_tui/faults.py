"""Faults that nobody expected, in the app: reported, said on the screen, and survived.

Textual ends the app after the first of them, and has no public way to go on. Two of its internals
are used here for that, as they are in 8.2.8:

- `App._handle_exception` is where all faults arrive: those of workers, timers, handlers, callbacks,
  of composing, mounting and drawing. The app hands them to `Faults.survives`.
- `MessagePump._dispatch_message` hands a message to its handlers. After a fault in one of them the
  loop of that widget ends for good; if the widget has the focus, or is the app, nobody listens to
  keys any more. It is replaced, so that a fault costs only the message that it came from.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual._context import active_message_pump
from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.dom import DOMNode, NoScreen
from textual.message_pump import MessagePump
from textual.widget import MountError
from textual.worker import NoActiveWorker, WorkerFailed, get_current_worker

from verdict_tui import crash

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.message import Message
    from textual.screen import Screen

MOST = 10
"""How many faults in a row are survived: one in drawing may come again with each frame."""
_PEACE = 0.25
"""How long it has to be quiet for a row of faults to end, in seconds."""

_LOOKING_AROUND = (NoMatches, NoScreen, MountError, ScreenStackError)
"""What is raised where there is nothing left around a widget."""


def is_gone(node: DOMNode) -> bool:
    """Say whether a screen or a widget is being removed, or was: all screens are at the end."""
    return node._pruning or not node.is_attached


def is_of_the_gone(error: BaseException) -> bool:
    """Say whether an error only says that what it comes from has gone meanwhile."""
    node = _source()
    return isinstance(cause(error), _LOOKING_AROUND) and node is not None and is_gone(node)


def cause(error: BaseException) -> BaseException:
    """Return what was raised in the first place."""
    return error.error if isinstance(error, WorkerFailed) else error


def _source() -> DOMNode | None:
    """Return the screen, widget or app whose code runs now."""
    try:
        return get_current_worker().node
    except NoActiveWorker:
        pump = active_message_pump.get(None)
        return pump if isinstance(pump, DOMNode) else None


class Faults:
    """What becomes of faults: the app goes on as long as it makes sense."""

    def __init__(self, app: App[None], say: Callable[[str], None]) -> None:
        """Let the app outlive the faults of its widgets.

        Args:
            app: the app.
            say: says something where it is seen.
        """
        self._app, self._say = app, say
        self._count, self._latest = 0, 0.0
        MessagePump._dispatch_message = _dispatch  # type: ignore[method-assign]

    def survives(self, error: Exception) -> bool:
        """Report a fault, and say so; or say that it is one that the app does not survive.

        It does not survive what fails before the first screen is there, at its end, or so often
        that nothing else could happen; where a view over the first screen does, the view is closed.
        """
        stack = self._app.screen_stack
        if not (self._app.is_running and stack and stack[0].is_mounted and stack[0].is_attached):
            return False
        if self._is_too_often() or not self._made(stack[-1]):
            if len(stack) == 1:
                return False
            self._count = 0
            self._app.pop_screen()
        self._say(crash.told_in_passing(cause(error)))
        return True

    def _is_too_often(self) -> bool:
        before, self._latest = self._latest, monotonic()
        self._count = self._count + 1 if self._latest - before < _PEACE else 1
        return self._count > MOST

    def _made(self, screen: Screen[object]) -> bool:
        """Say whether a fault was not in making a screen, which then can't be used."""
        source = _source()
        return screen.is_mounted or source is None or screen not in source.ancestors_with_self


_DISPATCH = MessagePump._dispatch_message


async def _dispatch(self: MessagePump, message: Message) -> None:
    try:
        await _DISPATCH(self, message)
    except Exception as error:  # noqa: BLE001 - whatever it is, the next message is waiting
        self.app._handle_exception(error)
