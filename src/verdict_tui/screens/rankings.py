"""Rankings: the tools by what the panel says, what the community says, and where they part."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

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

    from verdict_tui.rankings import Ranking, Rule
    from verdict_tui.render.page import Line

MANY = 10_000
"""From so many tools on they are ranked in a thread."""


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
        catalogue = self.session.catalogue
        if len(catalogue) < MANY:
            ranking = self._rank()
        else:
            ranking = await asyncio.to_thread(self._rank)
        self._ranking = ranking
        return RankedEntries(ranking, catalogue, self.session.muted)

    def _rank(self) -> Ranking:
        return rankings.rank(self.session.catalogue, self._rule, self.among())

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
        """Rank anew what votes have changed; the highlighted tool stays where it is.

        A tool that the vote takes out of the ranking stays until it is sorted otherwise: nothing
        vanishes under the highlight.
        """
        if len(self.session.catalogue) < MANY and len(self.list.entries):
            muted = self.session.muted
            entries = RankedEntries(self._rank(), self.session.catalogue, muted)
            row = entries.row_of(self.list.highlighted)
            if row is not None:
                self._ranking = entries.ranking
                self.list.show_in_place(entries, row)
        super().show_votes(slugs)
