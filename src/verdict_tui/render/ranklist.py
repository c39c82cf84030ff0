"""A ranking as a list to go through: a line a tool, its sections under headings."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui import figures
from verdict_tui.rankings import Rule, measure
from verdict_tui.render import rankings, words
from verdict_tui.render.entries import Entries
from verdict_tui.render.flow import fit, fit_right
from verdict_tui.render.page import BLANK, Run, paragraph
from verdict_tui.render.rankings import COLUMNS, Line

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from verdict_tui.catalogue import Catalogue
    from verdict_tui.rankings import Place, Ranking
    from verdict_tui.render import page
    from verdict_tui.render.page import Tone

_RANK = 6
_LEAST_NAME = 14
_WIDEST_NAME = 44
_WIDTHS = {
    "category": 18,
    "panel": 14,
    "community": 18,
    "minority": 18,
    "95% interval": 12,
    "higher": 24,
    "me": 2,
}
_NARROW = 50
_NARROW_FIGURE = 14
_FIRST_TO_GO = ("category", "panel", "community", "95% interval", "minority", "higher")
_JUDGED = {"panel": "panel", "community": "community", "divided": "minority", "gap": "higher"}
"""The column that a rule ranks by, which stays where room is short."""


class Columns(NamedTuple):
    """Which columns there is room for, with the cells each takes after a gap."""

    name: int
    """How many cells the name takes."""
    others: tuple[tuple[str, int], ...]
    gap: int


def columns(rule: Rule, width: int) -> Columns:
    """Return the columns of a ranking for a width, in cells."""
    gap = 1 if width < _NARROW else 2
    widths = {column: _WIDTHS[column] for column in COLUMNS[rule] if column != "tool"}
    if width < _NARROW:
        widths = {column: min(cells, _NARROW_FIGURE) for column, cells in widths.items()}
    for column in _FIRST_TO_GO:
        if column != _JUDGED[rule.by] and _left(width, widths, gap) < _LEAST_NAME:
            widths.pop(column, None)
    name = min(max(_left(width, widths, gap), 1), _WIDEST_NAME)
    return Columns(name, tuple(widths.items()), gap)


def _left(width: int, widths: Mapping[str, int], gap: int) -> int:
    """Return how many cells some columns leave for the name."""
    return width - _RANK - sum(widths.values()) - gap * len(widths)


def head(rule: Rule, width: int, *, has_lens: bool) -> page.Line:
    """Return the heads of the columns."""
    shown = columns(rule, width)
    cells = [f"{'rank':>{_RANK - 1}} ", fit("tool", shown.name)]
    for column, room in shown.others:
        said = "panel*" if column == "panel" and has_lens else column
        cells.append(" " * shown.gap + fit(said, room))
    return (Run("".join(cells), "muted"),)


class RankedEntries(Entries):
    """The tools of a ranking."""

    def __init__(self, ranking: Ranking, catalogue: Catalogue, muted: Collection[str] = ()) -> None:
        self.ranking = ranking
        self._muted = muted
        self._catalogue = catalogue
        self._ends = list(accumulate(map(len, ranking.sections)))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def place(self, row: int) -> Place:
        """Return who stands in a row, and on which rank."""
        section = bisect_right(self._ends, row)
        start = self._ends[section - 1] if section else 0
        return self.ranking.sections[section].place(row - start)

    def slug(self, row: int) -> str:
        """Return the slug of the tool of a row."""
        return self._catalogue.slugs[self.place(row).position]

    def row_of(self, slug: str) -> int | None:
        """Return the row of a tool, or None."""
        position = self._catalogue.position(slug)
        start = 0
        for section in self.ranking.sections:
            if position in section.positions:
                return start + section.positions.index(position)
            start += len(section)
        return None

    def headings(self, width: int) -> Mapping[int, Sequence[page.Line]]:
        """Return what the tools of a section have in common, and what is left out at the end."""
        found: dict[int, Sequence[page.Line]] = {}
        start = 0
        for section in self.ranking.sections:
            said = rankings.heading(section, self._muted)
            if said:
                above = [BLANK] if start else []
                found[start] = [*above, *paragraph(said, width, "accent")]
            start += len(section)
        rest = rankings.rest(self.ranking)
        if rest and len(self):
            found[len(self)] = [BLANK, *paragraph(rest, width, "muted")]
        return found

    def block(self, row: int, width: int) -> list[page.Line]:
        """Return the line of a tool."""
        place = self.place(row)
        tool = self._catalogue.row(place.position)
        rule = self.ranking.rule
        line = Line(rule, place, tool, measure(rule, tool.panel, tool.community))
        shown = columns(rule, width)
        is_ranked = place.rank is not None
        runs = [
            Run(
                fit_right(rankings.rank(place), _RANK - 1) + " ", "strong" if is_ranked else "text"
            ),
            Run(fit(tool.name, shown.name), "strong" if is_ranked else "text"),
        ]
        for column, room in shown.others:
            said = _cell(column, line, is_narrow=width < _NARROW)
            text = " " * shown.gap + fit(said, room)
            runs.append(Run(text, _tone(column, line)))
        return [tuple(runs)]


def _cell(column: str, line: Line, *, is_narrow: bool) -> str:
    """Return what stands in a column, percentages under each other."""
    if is_narrow and column == "higher" and line.found:
        return f"{line.found.higher} +{words.points(line.found.value).split()[0]}"
    said = rankings.cell(column, line)
    percentage, _, rest = said.partition("  ")
    if is_narrow:
        rest = rest.replace(" of ", "/")
    return f"{percentage:>4}  {rest}" if rest else said


def _tone(column: str, line: Line) -> Tone:
    if column == "me" and line.row.my_vote:
        return line.row.my_vote
    if column == _JUDGED[line.rule.by] and line.found:
        return "text"
    if column in ("category", "95% interval"):
        return "muted"
    share = line.row.community if column == "community" else line.row.panel
    return "muted" if share.total < figures.FEW_VOTES and column == "community" else "text"


def nothing(ranking: Ranking) -> str:
    """Say why a ranking is empty."""
    return rankings.rest(ranking) if ranking.left_out else ""
