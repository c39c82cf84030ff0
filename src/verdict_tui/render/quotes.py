"""One critic's two quotes on a page of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.render import sheet, words
from verdict_tui.render.page import BLANK, Page, Run, beside, indented, paragraph

if TYPE_CHECKING:
    from verdict_tui.model import Comparison, Review, ScoreRow, Tool
    from verdict_tui.render.page import Line


def lay_out(comparison: Comparison, row: ScoreRow, width: int) -> Page:
    """Lay out what a critic says of both tools, side by side where there is room."""
    place = sheet.grid(width)
    page = Page()
    left = _block(comparison.a.tool, row.a, place.column)
    right = _block(comparison.b.tool, row.b, place.column)
    page.add(*(beside(left, right, place.column, sheet.GAP) if place.two else [*left, *right]))
    page.lines = indented(page.lines, place.left)
    return page


def _block(tool: Tool, review: Review | None, width: int) -> list[Line]:
    name = paragraph(tool.name, width, "strong")
    if review is None:
        return [*name, (Run("no review", "muted"),), BLANK]
    dated: Line = (
        (Run(f"  {words.day(review.reviewed_on)}", "muted"),) if review.reviewed_on else ()
    )
    return [
        *name,
        (sheet.verdict_run(review.verdict), *dated),
        BLANK,
        *paragraph(f"“{review.quote}”" if review.quote else "No quote.", width),
        BLANK,
    ]
