"""The comparison as a page: figures, answer, descriptions, and the scorecard.

Two columns stand side by side where there is room, else A above B for each critic. The names
of the two tools are not on the page: they stand above it and stay there while it scrolls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verdict_tui import figures
from verdict_tui.model import Share
from verdict_tui.render import words
from verdict_tui.render.answer import answer, panel_in_brief, panel_line
from verdict_tui.render.flow import cut, fit_right, width_of
from verdict_tui.render.page import (
    BLANK,
    Line,
    Page,
    Run,
    Spot,
    beside,
    hanging,
    indented,
    line_width,
    paragraph,
    titled_rule,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from verdict_tui.model import Column, Comparison, Review, ScoreRow, Standing, Verdict
    from verdict_tui.render.page import Tone

    _Block = Callable[[Standing, int], list[Line]]

COLUMN_MAX = 68
"""A quote is not set wider than this, in cells: longer lines are hard to follow."""
GAP = 4
TWO_COLUMNS = 72
"""The narrowest page with two columns, in cells."""
TALL = 30
"""From this height on, in lines, the descriptions stand before the scorecard."""
SHORT = 18
"""Below this height, in lines, one line of the answer stands before the scorecard."""

_LABEL = 10
_PERCENT = 5
_ANSWER_LABEL = 11
_BETWEEN = 3
_BAR_MIN = 4
_COUNT_MIN = 8
_COUNT_STEP = 4
_BAR_MAX = 22
_FEW = " few"
_MOST_FEW = Share(figures.FEW_VOTES - 1, figures.FEW_VOTES - 1)


class View(NamedTuple):
    """How the sheet is looked at."""

    width: int
    """In cells."""
    height: int = 100
    """Of the whole screen, in lines."""
    only_differing: bool = False
    critic: str = ""
    """The critic whose heading is marked as the current one."""


class Grid(NamedTuple):
    """Where the columns are on a page of a width."""

    two: bool
    column: int
    """The width of one column."""
    left: int
    """How far column A is from the left edge."""

    @property
    def width(self) -> int:
        """The width of everything that is not blank."""
        return self.column * 2 + GAP if self.two else self.column

    @property
    def b_at(self) -> int:
        """How far column B is from the left edge; the same as A's without two columns."""
        return self.left + self.column + GAP if self.two else self.left


def grid(width: int) -> Grid:
    """Divide a width into columns; on a very wide page they stay together in the middle."""
    two = width >= TWO_COLUMNS
    column = min((width - GAP) // 2 if two else width, COLUMN_MAX)
    used = column * 2 + GAP if two else column
    return Grid(two, column, max(width - used, 0) // 2 if two else 0)


def lay_out(comparison: Comparison, view: View) -> Page:
    """Lay a comparison out as a page.

    The figures and the answer come first. What is long stands before the scorecard on a tall
    screen and after it on a low one; on a very low one the full answer does too.
    """
    place = grid(view.width)
    page = Page()
    if view.height < SHORT:
        page.add(_panel_on_one_line(comparison, place.width))
        _add_scorecard(page, comparison, view, place)
        _add_introduction(page, comparison, place)
        _add_answer(page, comparison, view, place)
        _add_about(page, comparison, place)
    else:
        _add_introduction(page, comparison, place)
        _add_answer(page, comparison, view, place)
        if place.two and view.height >= TALL:
            _add_about(page, comparison, place)
            _add_scorecard(page, comparison, view, place)
        else:
            _add_scorecard(page, comparison, view, place)
            _add_about(page, comparison, place)
    page.lines = indented(page.lines, place.left)
    page.spots = [spot._replace(x=spot.x + place.left) for spot in page.spots]
    return page


def _panel_on_one_line(comparison: Comparison, width: int) -> Line:
    """Return the panel's line of the answer, in brief where there is no room for all of it."""
    mark = Run("▌ ", "accent")
    room = width - width_of(mark.text)
    said = panel_line(comparison)
    if width_of(said) > room:
        leader, rest = panel_in_brief(comparison)
        said = cut(cut(leader, room - width_of(rest)) + rest, room)
    return (mark, Run(said))


def lay_out_nothing(tools: int, command: str, width: int) -> Page:
    """Say what to do where there are fewer than two tools to compare.

    Args:
        tools: how many there are.
        command: what opens this database on the command line.
        width: how wide the page is, in cells.
    """
    page = Page()
    text = "There are no tools here yet." if not tools else "There is only one tool here."
    page.add(*paragraph(text, width, "strong"), BLANK)
    page.add(*paragraph("Add some from a file, and they appear at once:", width), BLANK)
    page.add(*indented(paragraph(f"{command} import FILE", width - 2, "accent"), 2), BLANK)
    advice = "Or begin with the sample, in a database of its own: verdict init PATH"
    page.add(*paragraph(advice, width, "muted"))
    return page


def _add_introduction(page: Page, comparison: Comparison, place: Grid) -> None:
    """Add who makes the tools, and the figures; in one column they stand above the page."""
    if place.two:
        page.add(*_beside(place, _introduction, comparison), BLANK)
        page.add(*_beside_figures(place, comparison), BLANK)


def _beside(place: Grid, block: _Block, comparison: Comparison) -> list[Line]:
    left, right = (block(side, place.column) for side in (comparison.a, comparison.b))
    return beside(left, right, place.column, GAP)


def _introduction(standing: Standing, width: int) -> list[Line]:
    tool = standing.tool
    return [
        *paragraph(words.byline(tool), width, "muted"),
        *(paragraph(tool.tagline, width, "tagline") if tool.tagline else ()),
    ]


def _description(standing: Standing, width: int) -> list[Line]:
    text = standing.tool.description or "No description."
    return paragraph(text, width, "muted")


def _beside_figures(place: Grid, comparison: Comparison) -> list[Line]:
    """Set the figures side by side, with bars of one length that no vote can change."""
    widest = max(
        width_of(words.count(share))
        for side in (comparison.a, comparison.b)
        for share in (side.panel, side.community)
    )
    count = -(-max(widest, _COUNT_MIN) // _COUNT_STEP) * _COUNT_STEP
    few = width_of(words.count(_MOST_FEW)) + width_of(_FEW)  # what is few is short too
    room = place.column - _LABEL - _PERCENT - 2 - max(count, few)
    bar = min(room, _BAR_MAX) if room >= _BAR_MIN else 0

    def block(standing: Standing, width: int) -> list[Line]:
        return [
            panel_figure(standing, comparison.muted, bar),
            figure_line("community", standing.community, bar, "no votes"),
            *entry_lines(standing, width),
        ]

    return _beside(place, block, comparison)


def entry_lines(standing: Standing, width: int) -> list[Line]:
    """Return the price, its licence and date beside it or below it."""
    label: Line = (Run("entry".ljust(_LABEL), "muted"),)
    price, note = words.price(standing.tool.entry_price), words.price_note(standing.tool)
    value = fit_right(price, _PERCENT) if width_of(price) <= _PERCENT else price
    head: Line = (*label, Run(value + "  ", "strong"))
    indent = line_width(head)
    if width_of(price) <= _PERCENT or indent + width_of(note) <= width:
        return hanging(head, note, width, indent, "muted")
    below = _LABEL + _PERCENT + 1
    return [
        *hanging(label, price, width, _LABEL, "strong"),
        *indented(paragraph(note, width - below, "muted"), below),
    ]


def figure_line(label: str, share: Share, bar: int, nobody: str) -> Line:
    """Return a share as number, bar and count.

    Args:
        label: whose share it is.
        share: the share.
        bar: how long the bar is, in cells.
        nobody: what is said when nobody has spoken.
    """
    filled = round(bar * share.ship / share.total) if share.total else 0
    few = label == "community" and figures.is_few(share)
    return (
        Run(label.ljust(_LABEL), "muted"),
        Run(fit_right(figures.percent(share), _PERCENT) + " ", "strong"),
        Run("━" * filled, "bar"),
        Run("─" * (bar - filled), "track"),
        Run(" " + words.count(share, nobody), "text" if share.total else "muted"),
        Run(_FEW if few else "", "muted"),
    )


def panel_figure(standing: Standing, muted: Collection[str], bar: int) -> Line:
    """Return what the critics say who are not muted, with a bar so long."""
    return figure_line(words.panel_label(muted), standing.panel, bar, words.no_panel(muted))


def _add_answer(page: Page, comparison: Comparison, view: View, place: Grid) -> None:
    width = place.width - 2
    for line in answer(comparison):
        label = (Run(line.label, "strong"),)
        rows = hanging(label, line.said, width, min(_ANSWER_LABEL, width // 3))
        if line.label == "Split" and len(comparison.rows) > 1:
            rows += _add_strip(page, comparison, view, width, len(page.lines) + len(rows))
        page.add(*((Run("▌ ", "accent"), *row) for row in rows))
    page.add(BLANK)


def _add_strip(
    page: Page, comparison: Comparison, view: View, width: int, first: int
) -> list[Line]:
    """Return the critics with their two marks each, and note where each one is."""
    indent = min(_ANSWER_LABEL, width // 3)
    lines: list[list[Run]] = [[Run(" " * indent)]]
    used = indent
    for row in comparison.rows:
        name = cut(row.critic.removeprefix("The "), width - indent - 3)
        size = width_of(name) + 3
        if used > indent and used + _BETWEEN + size > width:
            lines.append([Run(" " * indent)])
            used = indent
        if used > indent:
            lines[-1].append(Run(" " * _BETWEEN))
            used += _BETWEEN
        tone: Tone = "accent" if row.critic == view.critic else "text" if row.differs else "muted"
        is_muted = row.critic in comparison.muted
        marks = [Run("–", "muted")] * 2 if is_muted else [_mark(row.a), _mark(row.b)]
        lines[-1] += [Run(name + " ", tone), *marks]
        page.spots.append(Spot(first + len(lines) - 1, 2 + used, size, row.critic))
        used += size
    return [tuple(line) for line in lines]


def _mark(review: Review | None) -> Run:
    if review is None:
        return Run("·", "muted")
    return Run(words.MARKS[review.verdict], review.verdict)


def _add_about(page: Page, comparison: Comparison, place: Grid) -> None:
    """Add the descriptions; in one column also what stands beside the figures otherwise."""
    if place.two:
        page.add(*_beside(place, _description, comparison), BLANK)
        return
    for column in ("a", "b"):
        standing = comparison.side(column)
        price, note = words.price(standing.tool.entry_price), words.price_note(standing.tool)
        page.add(
            titled_rule(_name(column, standing), place.column),
            *_introduction(standing, place.column),
            *paragraph(f"{price} · {note}" if note else price, place.column),
            *_description(standing, place.column),
            BLANK,
        )


def _name(column: Column, standing: Standing) -> Line:
    return (Run(f"{column.upper()} ", "accent"), Run(standing.tool.name, "strong"))


def _add_scorecard(page: Page, comparison: Comparison, view: View, place: Grid) -> None:
    rows = [row for row in comparison.rows if row.differs or not view.only_differing]
    for row in rows:
        page.anchor(row.critic)
        page.spots.append(Spot(len(page.lines), 0, place.width, row.critic))
        page.add(_heading(row, view, place, is_muted=row.critic in comparison.muted))
        if place.two:
            page.add(*beside(*_reviews(row, place), place.column, GAP))
        else:
            page.add(*_stacked(row, place.column))
        page.add(BLANK)
    if not rows:
        page.add(*paragraph(_no_rows(view), place.width, "muted"), BLANK)
    silent = words.silent_line(comparison)
    if silent and rows:
        page.add(*paragraph(silent, place.width, "muted"), BLANK)


def _no_rows(view: View) -> str:
    if view.only_differing:
        return "Nobody parts ways here. All critics: d"
    return "No critic has reviewed either tool."


def _heading(row: ScoreRow, view: View, place: Grid, *, is_muted: bool) -> Line:
    tone: Tone = "accent" if row.critic == view.critic else "strong"
    title: Line = (Run(row.critic, tone),)
    if is_muted:
        title = (*title, Run("  muted", "muted"))
    elif row.differs:
        title = (*title, Run(f"  {words.DIFFERS}", "skip"))
    return titled_rule(title, place.width)


def _reviews(row: ScoreRow, place: Grid) -> tuple[list[Line], list[Line]]:
    return _review(row.a, place.column), _review(row.b, place.column)


def _review(review: Review | None, width: int) -> list[Line]:
    if review is None:
        return [(Run("no review", "muted"),)]
    verdict: Line = (verdict_run(review.verdict),)
    quote = paragraph(f"“{review.quote}”", width, "quote") if review.quote else []
    return [verdict, *quote]


def verdict_run(verdict: Verdict) -> Run:
    """Return a verdict as it is shown: its mark and its word."""
    return Run(f"{words.MARKS[verdict]} {verdict}", verdict)


def _stacked(row: ScoreRow, width: int) -> list[Line]:
    lines: list[Line] = []
    for label, review in (("A ", row.a), ("B ", row.b)):
        verdict, *quote = _review(review, width)
        lines += [(Run(label, "accent"), *verdict), *quote]
    return lines
