"""What the command palette offers: what can be done here, kept comparisons, tools, themes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content
from textual.markup import escape

from verdict_tui import themes
from verdict_tui.actions import ACTIONS
from verdict_tui.messages import PairAsked, ThemeChosen, ToolAsked, ToolPicked
from verdict_tui.render import words
from verdict_tui.screens.base import BaseScreen
from verdict_tui.screens.compare import CompareScreen
from verdict_tui.screens.voting import VotingScreen
from verdict_tui.search.finder import score_of
from verdict_tui.search.index import Index
from verdict_tui.search.keys import prepare
from verdict_tui.search.marks import spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from textual.binding import ActiveBinding
    from textual.command import Hits
    from textual.screen import Screen

    from verdict_tui.search.marks import Spans

_TOOLS_SHOWN = 20
_OURS = frozenset(theme.name for theme in themes.OURS)
_PLACES = {action: place for place, action in enumerate(ACTIONS)}
_FIRST = ("compare.search", "view.", "vote.", "compare.", "entry.", "")
"""What the ids of actions begin with, in the order in which they are offered."""
_LAST = ("compare.next_stop", "compare.previous_stop", "scroll.", "list.")


class _Choice(NamedTuple):
    """One thing to choose."""

    name: str
    does: str
    do: Callable[[], object]


class ThemeChoice:
    """Choosing a theme; while it is only highlighted, the app shows it."""

    def __init__(self, name: str, screen: Screen[object]) -> None:
        self.name = name
        self._screen = screen

    def __call__(self) -> None:
        """Choose it."""
        self._screen.post_message(ThemeChosen(self.name))


def _themes(screen: Screen[object]) -> list[_Choice]:
    """Return the themes: the present one first, then ours, then the others."""
    present = screen.app.theme

    def place(name: str) -> tuple[bool, bool, str]:
        return name != present, name not in _OURS, name

    return [
        _Choice(
            name,
            "These are the colours now" if name == present else "Use these colours from now on",
            ThemeChoice(name, screen),
        )
        for name in sorted(screen.app.available_themes, key=place)
    ]


def _found(choices: Sequence[_Choice], query: str) -> Iterator[Hit]:
    """Yield the choices whose names, or what they do, match."""
    asked = prepare(query)
    texts = [choice.name for choice in choices] + [choice.does for choice in choices]
    steps = list(Index(texts).search(asked))
    best: dict[int, float] = {}
    for entry, cost in steps[-1] if steps else ():
        number = entry % len(choices)
        best[number] = min(cost, best.get(number, cost))
    for number, cost in best.items():
        name, does, do = choices[number]
        yield Hit(score_of(cost) / 100, _marked(name, spans(asked, name)), do, name, escape(does))


def _offered(choices: Iterable[_Choice]) -> Iterator[DiscoveryHit]:
    for name, does, do in choices:
        yield DiscoveryHit(Content(name), do, name, escape(does))


def _marked(name: str, found: Spans) -> Content:
    """Return a name with what matched underlined."""
    content = Content(name)
    for start, end in found:
        content = content.stylize("bold underline", start, end)
    return content


class ThemeProvider(Provider):
    """The themes alone."""

    def _choices(self) -> list[_Choice]:
        present = self.app.theme
        return [
            choice._replace(name=f"{'●' if choice.name == present else ' '} {choice.name}", does="")
            for choice in _themes(self.screen)
        ]

    async def discover(self) -> Hits:
        """Offer every theme."""
        for hit in _offered(self._choices()):
            yield hit

    async def search(self, query: str) -> Hits:
        """Offer the themes whose names match."""
        for hit in _found(self._choices(), query):
            yield hit


class CommandProvider(Provider):
    """What can be done on the screen below and with the program, and kept comparisons."""

    async def discover(self) -> Hits:
        """Offer it all before anything is typed, what one would look for first."""
        for hit in _offered(self._choices()):
            yield hit

    async def search(self, query: str) -> Hits:
        """Offer what matches, themes too."""
        colours = [each._replace(name=f"Theme {each.name}") for each in _themes(self.screen)]
        for hit in _found([*self._choices(), *colours], query):
            yield hit

    def _choices(self) -> list[_Choice]:
        actions = self._actions()
        first = [choice for place, choice in actions if place[0] < _FIRST.index("vote.")]
        others = [choice for place, choice in actions if place[0] >= _FIRST.index("vote.")]
        return [*first, *self._kept(), *self._of_the_program(), *others]

    def _actions(self) -> list[tuple[tuple[int, int], _Choice]]:
        """Return the actions that work here, in order, each with its place."""
        screen = self.screen
        if not isinstance(screen, BaseScreen):
            return []
        actions: dict[str, ActiveBinding] = {}
        for active in screen.active_bindings.values():
            if active.enabled and active.binding.id and active.binding.tooltip:
                actions.setdefault(active.binding.description, active)  # its first key is its own
        found = [(_place(each.binding.id or ""), self._choice(each)) for each in actions.values()]
        return sorted(found, key=lambda each: each[0])

    def _choice(self, active: ActiveBinding) -> _Choice:
        binding = active.binding
        does = f"{binding.tooltip}, key {self.app.get_key_display(binding)}"
        return _Choice(binding.description, does, partial(self._run, active))

    async def _run(self, active: ActiveBinding) -> None:
        await self.app.run_action(active.binding.action, active.node)

    def _kept(self) -> list[_Choice]:
        screen = self.screen
        kept = screen.session.kept if isinstance(screen, VotingScreen) else ()
        return [
            _Choice(
                f"{words.KEPT} {' vs '.join(each.names)}",
                "Open this kept comparison",
                partial(screen.post_message, PairAsked(each.slugs)),
            )
            for each in kept
        ]

    def _of_the_program(self) -> list[_Choice]:
        commands = self.app.get_system_commands(self.screen)
        return [_Choice(each.title, each.help, each.callback) for each in commands]


def _place(action: str) -> tuple[int, int]:
    """Return where an action is offered: by what it is for, then as in the table of actions."""
    group = next(at for at, start in enumerate(_FIRST) if action.startswith(start))
    return len(_FIRST) if action.startswith(_LAST) else group, _PLACES.get(action, 0)


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
            yield Hit(match.score / 100, shown, pick, name, escape(does))
