"""The first and the last line of the screen: what is open, and which keys help here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.events import Click
from textual.reactive import reactive, var

from verdict_tui.messages import HintPressed
from verdict_tui.render.flow import cut, width_of
from verdict_tui.render.page import Run
from verdict_tui.widgets.lines import Bar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verdict_tui.render.page import Line

_SPACE = 3
_DOT = " · "
_LEAST_NAME = 12
_WAYS_BACK = frozenset({"close", "screen.restore"})


class TitleBar(Bar):
    """The question, and what is true of the database."""

    question: reactive[str] = reactive("")
    """What the screen asks or shows."""
    called: reactive[str] = reactive("")
    """What the database calls itself; cut where room is short."""
    is_firm: var[bool] = var(False)
    """Whether the question stays where room is short, and the facts give way."""
    facts: reactive[tuple[str, ...]] = reactive(())
    """What else to say, the most important first; the last ones give way."""
    filters: var[str] = var("")
    """Which of the facts is the filters: it is cut where another would give way."""

    def lines(self, width: int) -> list[Line]:
        """Return the title; where room is short the question gives way to the facts."""
        brand = "verdict  "
        room = width - len(brand)
        question = self.question
        if not self.is_firm and width_of(question) + _SPACE + self._least_facts > room:
            question = ""
        question = cut(question, room)
        right = self._facts(room - width_of(question) - (_SPACE if question else 0))
        gap = " " * (room - width_of(question) - width_of(right))
        return [(Run(brand, "accent"), Run(question, "text"), Run(gap), Run(right, "muted"))]

    @property
    def _least_facts(self) -> int:
        facts = width_of(_DOT.join(self.facts))
        return facts + (width_of(_DOT) + _LEAST_NAME if self.called else 0)

    def _facts(self, room: int) -> str:
        facts = list(self.facts)
        while facts and width_of(_DOT.join(facts)) > room:
            last = facts.pop()
            left = room - width_of(_DOT.join([*facts, ""]))
            if last and last == self.filters and left >= _LEAST_NAME:
                facts.append(cut(last, left))
        rest = _DOT.join(facts)
        left = room - width_of(rest) - (len(_DOT) if rest else 0)
        name = cut(self.called, left) if left >= _LEAST_NAME else ""
        return _DOT.join(part for part in (name, rest) if part)


class Hint(NamedTuple):
    """A key, or keys that belong together, and what they do."""

    keys: str
    label: str
    action: str

    @property
    def width(self) -> int:
        """How many cells the hint takes."""
        return width_of(self.keys) + 1 + width_of(self.label)


class HintBar(Bar):
    """The keys that help here; for a moment after an action, what it did."""

    notice: reactive[str] = reactive("")
    """What was just done, shown instead of the hints."""

    def __init__(self, hints: Callable[[], Sequence[Hint]]) -> None:
        """Make the bar.

        Args:
            hints: asked at each drawing, so that the first one is true: the most important
                first; the last one is never left out.
        """
        super().__init__(id="hints")
        self._hints = hints

    def fitting(self, width: int) -> list[Hint]:
        """Return the hints that fit; help and the way back stay, of the others the last go."""
        kept = list(self._hints())
        while len(kept) > 1 and sum(hint.width + _SPACE for hint in kept) - _SPACE > width:
            others = [at for at, hint in enumerate(kept[:-1]) if hint.action not in _WAYS_BACK]
            del kept[others[-1] if others else 0]
        return kept

    def lines(self, width: int) -> list[Line]:
        """Return the notice, or the hints."""
        if self.notice:
            return [(Run(cut(self.notice, width), "text"),)]
        runs: list[Run] = []
        for hint in self.fitting(width):
            runs += [Run(hint.keys, "strong"), Run(f" {hint.label}{' ' * _SPACE}", "muted")]
        return [tuple(runs)]

    @on(Click)
    def press_hint(self, event: Click) -> None:
        """Do what the clicked hint says."""
        x = event.get_content_offset_capture(self).x
        for hint in self.fitting(self.width):
            if 0 <= x < hint.width:
                self.post_message(HintPressed(hint.action))
                return
            x -= hint.width + _SPACE
