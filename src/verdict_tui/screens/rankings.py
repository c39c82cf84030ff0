"""Rankings: the tools by what the panel says, what the community says, and where they part."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding

from verdict_tui import rankings
from verdict_tui.rankings import RULES
from verdict_tui.render import rankings as told
from verdict_tui.render import ranklist, words
from verdict_tui.render.page import Run
from verdict_tui.render.ranklist import RankedEntries
from verdict_tui.screens.listed import ListedScreen, head_lines
from verdict_tui.widgets.bars import TitleBar
from verdict_tui.widgets.entrylist import GUTTER
from verdict_tui.widgets.fitted import FittedBar

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from textual.binding import BindingType

    from verdict_tui.rankings import Rule
    from verdict_tui.render.page import Line


class RankingsScreen(ListedScreen):
    """Ranks the tools by one rule after the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "R", "close", "Back", show=False, id="rankings.close", tooltip="Back to where you were"
        ),
    ]
    HAS_HEADS = True
    ORDERS: ClassVar[Sequence[str]] = [told.title(rule).removeprefix("Ranked ") for rule in RULES]

    @property
    def _rule(self) -> Rule:
        return RULES[self.order]

    async def make_entries(self) -> RankedEntries:
        """Rank the tools that meet the filters."""
        entries = await self.aside(self._rank)
        self._ranking = entries.ranking
        return entries

    def _rank(self) -> RankedEntries:
        catalogue = self.session.catalogue
        ranking = rankings.rank(catalogue, self._rule, self.among())
        return RankedEntries(ranking, catalogue, self.session.muted)

    def nothing(self) -> str:
        """Say why nothing is ranked."""
        return ranklist.nothing(self._ranking) or super().nothing()

    def show_head(self) -> None:
        """Name the rule, and say how many tools there are."""
        title = self.query_one(TitleBar)
        rule = self._rule
        title.question = told.title(rule)
        count = words.plural(len(self.list.entries), "tool")
        self.show_facts(self.filters, self.session.lens, count)
        self.query_one(FittedBar).lay_out = self._head

    def _head(self, width: int) -> list[Line]:
        said = words.sentence(told.explanation(self._rule))
        columns = ranklist.head(self._rule, width - GUTTER, has_lens=bool(self.session.muted))
        indented = (Run(" " * GUTTER), *columns)
        return head_lines(said, indented, width, is_short=self.has_class("-short"))

    def show_votes(self, slugs: Collection[str]) -> None:
        """Show the figures that votes have changed, and rank anew."""
        super().show_votes(slugs)
        self._rank_again()

    @work(group="list", exclusive=True)
    async def _rank_again(self) -> None:
        """Rank anew; the highlighted tool stays where it is.

        A tool that a vote takes out of the ranking stays until it is sorted otherwise: nothing
        vanishes under the highlight.
        """
        entries = await self.aside(self._rank)
        row = await self.place(entries, self.list.highlighted)
        if row is not None:
            self._ranking = entries.ranking
            self.list.show_in_place(entries, row)
            self.show_head()
