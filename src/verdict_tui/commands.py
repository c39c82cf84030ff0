"""What the command palette offers: every action that works here, and every tool."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content

from verdict_tui.messages import ToolPicked
from verdict_tui.render import words
from verdict_tui.screens.base import BaseScreen
from verdict_tui.screens.compare import CompareScreen
from verdict_tui.search.finder import score_of
from verdict_tui.search.index import Index
from verdict_tui.search.marks import spans
from verdict_tui.search.score import prepare

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.command import Hits

    from verdict_tui.search.marks import Spans

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
        """Offer the actions whose names, or what they do, match."""
        actions = list(self._actions().items())
        texts = [name for name, _ in actions] + [str(each.binding.tooltip) for _, each in actions]
        asked = prepare(query)
        steps = list(Index(texts).search(asked))
        best: dict[int, float] = {}
        for entry, cost in steps[-1] if steps else ():
            number = entry % len(actions)
            best[number] = min(cost, best.get(number, cost))
        for number, cost in best.items():
            name, active = actions[number]
            keys = self.app.get_key_display(active.binding)
            shown = _marked(name, spans(asked, name))
            does = f"{active.binding.tooltip}, key {keys}"
            yield Hit(score_of(cost) / 100, shown, partial(self._run, active), name, does)


def _marked(name: str, found: Spans) -> Content:
    """Return a name with what matched underlined."""
    content = Content(name)
    for start, end in found:
        content = content.stylize("bold underline", start, end)
    return content


class ToolProvider(Provider):
    """The tools, found as in the picker, to open in the active column."""

    async def search(self, query: str) -> Hits:
        """Offer the tools that match."""
        screen = self.screen
        if not isinstance(screen, CompareScreen) or screen.session.finder is None:
            return
        catalogue = screen.session.catalogue
        for match in screen.session.finder.find(query, limit=_TOOLS_SHOWN):
            name = catalogue.names[match.position]
            pick = partial(screen.post_message, ToolPicked(catalogue.slugs[match.position]))
            shown = _marked(name, match.name_spans(name))
            said = words.matched(match.matched_in, match.text)
            does = f"{said}: open in the active column" if said else "open in the active column"
            yield Hit(match.score / 100, shown, pick, name, does)
