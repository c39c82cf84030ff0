"""The names of the two tools, above the page and always in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import Click
from textual.reactive import reactive

from verdict_tui import figures
from verdict_tui.messages import ColumnChosen
from verdict_tui.render import sheet, words
from verdict_tui.render.flow import fit, width_of
from verdict_tui.render.page import Run
from verdict_tui.widgets.lines import Bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verdict_tui.model import Column, Comparison, Share, Standing
    from verdict_tui.render.page import Line, Tone

COLUMNS: tuple[Column, Column] = ("a", "b")


class Heads(Bar):
    """Both names, the active one marked; with the figures when the page has scrolled past them."""

    comparison: reactive[Comparison | None] = reactive(None)
    active: reactive[Column] = reactive("a")
    figures_shown: reactive[bool] = reactive(False)
    """Whether the figures stand beside the names."""

    def lines(self, width: int) -> list[Line]:
        """Return the names: beside each other over two columns, else below each other."""
        if self.comparison is None:
            return []
        place = sheet.grid(width)
        if not place.two:
            return [self._head(column, width, figures_shown=True) for column in COLUMNS]
        margin = Run(" " * place.left)
        gap = Run(" " * sheet.GAP)
        names: list[Run] = []
        rules: list[Run] = []
        for column in COLUMNS:
            names += [*self._head(column, place.column, figures_shown=self.figures_shown), gap]
            is_active = column == self.active
            tone: Tone = "active-rule" if is_active else "rule"
            rules += [Run(("━" if is_active else "─") * place.column, tone), gap]
        return [(margin, *names), (margin, *rules)]

    def _head(self, column: Column, width: int, *, figures_shown: bool) -> tuple[Run, ...]:
        assert self.comparison is not None, "a head is drawn for a comparison"
        standing = self.comparison.side(column)
        is_active = column == self.active
        shown = [
            *_mine(standing),
            *(_figures(standing, self.comparison.muted) if figures_shown else ()),
        ]
        room = width - 3 - sum(width_of(run.text) for run in shown)
        return (
            Run(
                f"{column.upper()}{'▸' if is_active else ' '} ", "accent" if is_active else "muted"
            ),
            Run(fit(standing.tool.name, room), "strong" if is_active else "text"),
            *shown,
        )

    @on(Click)
    def choose_column(self, event: Click) -> None:
        """Make the clicked column the active one."""
        offset = event.get_content_offset_capture(self)
        place = sheet.grid(self.width)
        in_b = offset.x >= place.b_at - sheet.GAP // 2 if place.two else offset.y == 1
        self.post_message(ColumnChosen("b" if in_b else "a"))


def _mine(standing: Standing) -> list[Run]:
    mine = standing.my_vote
    return [Run(f" {words.MARKS[mine]} me", mine)] if mine else []


def _figures(standing: Standing, muted: Sequence[str]) -> list[Run]:
    return [
        Run(f" {words.panel_label(muted)} ", "muted"),
        Run(_fraction(standing.panel), "strong"),
        Run(" com ", "muted"),
        Run(_fraction(standing.community), "strong"),
    ]


def _fraction(share: Share) -> str:
    """Say a share in the fewest cells: the count is the number."""
    return f"{share.ship}/{share.total}" if share.total else figures.percent(share)
