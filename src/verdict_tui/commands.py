"""What the command palette offers: every action that works here, and every tool."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content

from verdict_tui import themes
from verdict_tui.messages import PairAsked, ToolAsked, ToolPicked
from verdict_tui.render import words
from verdict_tui.screens.base import BaseScreen
from verdict_tui.screens.compare import CompareScreen
from verdict_tui.screens.voting import VotingScreen
from verdict_tui.search.finder import score_of
from verdict_tui.search.index import Index
from verdict_tui.search.marks import spans
from verdict_tui.search.score import prepare

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import ActiveBinding
    from textual.command import Hits

    from verdict_tui.search.marks import Spans

_TOOLS_SHOWN = 20
_OURS = frozenset(theme.name for theme in themes.OURS)


class _Choice(NamedTuple):
    """One thing to choose."""

    name: str
    does: str
    do: Callable[[], object]


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
    """The tools, found as in the picker: opened in the active column, from a view on their own."""

    async def search(self, query: str) -> Hits:
        """Offer the tools that match."""
        screen = self.screen
        if not isinstance(screen, VotingScreen) or screen.session.finder is None:
            return
        is_column = isinstance(screen, CompareScreen)
        where = "open in the active column" if is_column else "everything about it"
        ask = ToolPicked if is_column else ToolAsked
        catalogue = screen.session.catalogue
        for match in screen.session.finder.find(query, limit=_TOOLS_SHOWN):
            name = catalogue.names[match.position]
            pick = partial(screen.post_message, ask(catalogue.slugs[match.position]))
            shown = _marked(name, match.name_spans(name))
            said = words.matched(match.matched_in, match.text)
            does = f"{said}: {where}" if said else where
            yield Hit(match.score / 100, shown, pick, name, does)


class ChoiceProvider(Provider):
    """The comparisons that are kept, and the themes."""

    def _choices(self) -> list[_Choice]:
        screen = self.screen
        kept = screen.session.kept if isinstance(screen, VotingScreen) else ()
        choices = [
            _Choice(
                f"{words.KEPT} {' vs '.join(each.names)}",
                "Open this comparison",
                partial(screen.post_message, PairAsked(each.slugs)),
            )
            for each in kept
        ]
        app = self.app
        for name in sorted(app.available_themes, key=lambda name: (name not in _OURS, name)):
            use = partial(setattr, app, "theme", name)
            choices.append(_Choice(f"Theme {name}", "Use these colours from now on", use))
        return choices

    async def search(self, query: str) -> Hits:
        """Offer those whose names match."""
        choices = self._choices()
        asked = prepare(query)
        steps = list(Index([choice.name for choice in choices]).search(asked))
        for entry, cost in steps[-1] if steps else ():
            choice = choices[entry]
            shown = _marked(choice.name, spans(asked, choice.name))
            yield Hit(score_of(cost) / 100, shown, choice.do, choice.name, choice.does)
