"""The views that open over the comparison, and the way back to them."""

from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING

from verdict_tui.faults import is_gone
from verdict_tui.screens.voting import VotingScreen

if TYPE_CHECKING:
    from textual.app import App

    from verdict_tui.session import Session

VIEWS = {
    "rankings": "RankingsScreen",
    "critics": "CriticsScreen",
    "digest": "DigestScreen",
    "history": "HistoryScreen",
}
"""The class of each view; its module has the view's name."""


class Views:
    """What is open over the comparison, or was until a comparison was opened from it."""

    def __init__(self, app: App[None], session: Session) -> None:
        self._app, self._session = app, session
        self._aside: list[VotingScreen] = []
        """The views that a comparison was opened from, the lowest first; they live on."""

    @property
    def all(self) -> list[VotingScreen]:
        """Every screen that shows figures by now, also those that are not to be seen."""
        screens = [*self._app.screen_stack, *self._aside]
        voting = [screen for screen in screens if isinstance(screen, VotingScreen)]
        return [screen for screen in voting if screen.is_mounted and not is_gone(screen)]

    @property
    def are_aside(self) -> bool:
        """Whether there are views to go back to."""
        return bool(self._aside)

    async def prepare(self) -> None:
        """Load what the views need, in a thread, so that the first of them opens at once too."""
        for name in (*VIEWS, "tool", "critic"):
            await asyncio.to_thread(importlib.import_module, f"verdict_tui.screens.{name}")

    def open(self, name: str) -> None:
        """Open a view; one that is open, or was, is shown again as it was."""
        kind = self._class_of(name)
        if any(type(screen) is kind for screen in self._aside):
            self.go_back()
        stack = self._app.screen_stack
        depth = next((at for at, screen in enumerate(stack) if type(screen) is kind), None)
        if depth is not None:
            for _ in stack[depth + 1 :]:
                self._app.pop_screen()
            return
        self._forget()
        self._app.push_screen(kind(self._session))

    def _class_of(self, name: str) -> type[VotingScreen]:
        module = importlib.import_module(f"verdict_tui.screens.{name}")
        kind: type[VotingScreen] = getattr(module, VIEWS[name])
        return kind

    def open_tool(self, slug: str) -> None:
        """Show everything about a tool."""
        from verdict_tui.screens.tool import ToolScreen  # only when it is asked for

        top = self._app.screen
        if not (isinstance(top, ToolScreen) and top.slug == slug):
            self._forget()
            self._app.push_screen(ToolScreen(self._session, slug))

    def set_aside(self) -> None:
        """Show the comparison again; the views over it are kept, to go back to."""
        over = self._app.screen_stack[1:]
        if not over:
            return
        self._forget()
        self._aside = [screen for screen in over if isinstance(screen, VotingScreen)]
        for screen in reversed(over):
            if isinstance(screen, VotingScreen):
                # An installed screen lives on when it leaves the stack.
                self._app.install_screen(screen, f"aside-{id(screen)}")
            self._app.pop_screen()

    def go_back(self) -> None:
        """Show the views again that were set aside."""
        aside, self._aside = self._aside, []
        for screen in aside:
            self._app.uninstall_screen(screen)
            self._app.push_screen(screen)

    def _forget(self) -> None:
        for screen in self._aside:
            self._app.uninstall_screen(screen)
            screen.remove()
        self._aside = []
