"""What the command palette offers: every action that works here, and every tool."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content

from verdict_tui.messages import ToolPicked
from verdict_tui.screens.base import BaseScreen
from verdict_tui.screens.compare import CompareScreen

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.command import Hits

_TOOLS_SHOWN = 20


class ActionProvider(Provider):
    """The actions of the screen below, each with its key."""

    def _actions(self) -> dict[str, ActiveBinding]:
        screen = self.screen
        if not isinstance(screen, BaseScreen):
            return {}
        actions: dict[str, ActiveBinding] = {}
        for active in screen.active_bindings.values():
            if active.enabled and active.binding.id and active.binding.tooltip:
                actions.setdefault(active.binding.description, active)  # its first key is its own
        return actions

    async def _run(self, active: ActiveBinding) -> None:
        await self.app.run_action(active.binding.action, active.node)

    async def discover(self) -> Hits:
        """Offer every action before anything is typed."""
        for name, active in self._actions().items():
            keys = self.app.get_key_display(active.binding)
            yield DiscoveryHit(
                Content(name), partial(self._run, active), text=name, help=f"key {keys}"
            )

    async def search(self, query: str) -> Hits:
        """Offer the actions whose names match."""
        matcher = self.matcher(query)
        for name, active in self._actions().items():
            score = matcher.match(name)
            if score > 0:
                keys = self.app.get_key_display(active.binding)
                yield Hit(
                    score, Content(name), partial(self._run, active), text=name, help=f"key {keys}"
                )


class ToolProvider(Provider):
    """The tools, found as in the picker, to open in the active column."""

    async def search(self, query: str) -> Hits:
        """Offer the tools that match."""
        screen = self.screen
        if not isinstance(screen, CompareScreen) or screen.session.index is None:
            return
        catalogue = screen.session.catalogue
        for match in screen.session.index.search(query, _TOOLS_SHOWN):
            name = catalogue.names[match.position]
            pick = partial(screen.post_message, ToolPicked(catalogue.slugs[match.position]))
            yield Hit(
                match.score / 100, Content(name), pick, text=name, help="open in the active column"
            )
