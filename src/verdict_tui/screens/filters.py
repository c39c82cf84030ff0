"""The filters as a menu; what is chosen is what one could have typed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding

from verdict_tui.messages import ChoiceMade
from verdict_tui.render import words
from verdict_tui.render.choices import Choice
from verdict_tui.screens.base import BaseScreen
from verdict_tui.search import filters
from verdict_tui.search.query import filters_in, read_query, with_filter
from verdict_tui.widgets.bars import HintBar, TitleBar
from verdict_tui.widgets.menu import Menu

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from verdict_tui.catalogue import Catalogue


class FilterScreen(BaseScreen):
    """Lists every filter with values worth choosing; its result is the filters as typed."""

    AUTO_FOCUS = "Menu"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f", "close", "Done", id="filters.close"),
        Binding("backspace,delete,0", "clear", "Clear all", id="filters.clear"),
    ]

    def __init__(self, catalogue: Catalogue, typed: str) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._before = self._typed = filters_in(typed, catalogue)
        self._values = [
            (kind, value) for kind in filters.KINDS for value in self._worth_offering(kind)
        ]

    def _worth_offering(self, kind: filters.Kind) -> list[str]:
        """Return what was typed for a kind of filter, and its values that are worth choosing."""
        conditions = read_query(self._typed, self._catalogue).conditions
        typed = [each.value for each in conditions if each.key == kind.key]
        offered = kind.choices(self._catalogue)
        return [*(value for value in typed if value not in offered), *offered]

    def compose(self) -> ComposeResult:
        """Make the bars and the menu."""
        title = TitleBar(id="title")
        title.is_firm = True
        yield title
        yield Menu("Set or unset")
        yield HintBar(self.hints)

    def on_mount(self) -> None:
        """Show what is set."""
        super().on_mount()
        self._show()

    def _show(self) -> None:
        set_now = {
            (condition.key, condition.value)
            for condition in read_query(self._typed, self._catalogue).conditions
        }
        choices: list[Choice] = []
        heading = None
        for kind, value in self._values:
            label = f"{kind.key}:{value}"
            first = kind.asks if kind.key != heading else ""
            choices.append(Choice(label, (kind.key, value) in set_now, first))
            heading = kind.key
        self.query_one(Menu).show(choices)
        self.query_one(TitleBar).question = f"Filters  {self._typed}"
        self._count()

    @work(group="count", exclusive=True)
    async def _count(self) -> None:
        conditions = read_query(self._typed, self._catalogue).conditions
        met = await asyncio.to_thread(filters.wanted, conditions, self._catalogue)
        total = words.plural(len(self._catalogue), "tool")
        fact = total if met is None else f"{sum(met):,} of {total}"
        self.query_one(TitleBar).facts = (fact,)

    @on(ChoiceMade)
    def toggle(self, message: ChoiceMade) -> None:
        """Set the filter to the chosen value, or unset it."""
        kind, value = self._values[message.number]
        conditions = read_query(self._typed, self._catalogue).conditions
        is_set = any((each.key, each.value) == (kind.key, value) for each in conditions)
        self._typed = with_filter(self._typed, self._catalogue, kind.key, "" if is_set else value)
        self._show()

    def action_clear(self) -> None:
        """Unset every filter."""
        self._typed = ""
        self._show()

    def action_close(self) -> None:
        """Go back, with the filters that are set."""
        self.dismiss(self._typed if self._typed != self._before else None)
