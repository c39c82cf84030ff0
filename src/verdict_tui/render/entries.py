"""Entries of a list: blocks of lines, drawn only where visible, some of them under a heading."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.render.page import BLANK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verdict_tui.render.page import Line


FEW = 200
"""Up to so many entries are laid out at once; more are better laid out in a thread."""


class Layout(NamedTuple):
    """Where everything of a list stands at a width."""

    starts: Sequence[int]
    """The line on which each entry begins, and then how many lines there are in all."""
    heights: Sequence[int] | None
    """How many lines each entry takes; None for one each."""
    headings: Mapping[int, Sequence[Line]]
    """What stands above an entry, by its row; after the last one for what stands at the end."""

    def lines_of(self, row: int) -> range:
        """Return the lines on which an entry stands."""
        height = self.heights[row] if self.heights is not None else 1
        return range(self.starts[row], self.starts[row] + height)

    def row_at(self, line: int) -> int | None:
        """Return the entry that stands on a line; None for what is no entry's."""
        row = bisect_right(self.starts, line) - 1
        if 0 <= row < len(self.starts) - 1 and line in self.lines_of(row):
            return row
        return None

    def row_in(self, lines: range, line: int) -> int:
        """Return the entry that stands on a line or next below.

        Where it goes on below some lines, it is the nearest before it that begins within them
        and does not.
        """
        row = min(max(bisect_right(self.starts, line) - 1, 0), len(self.starts) - 2)
        if self.lines_of(row).stop <= line and row < len(self.starts) - 2:
            row += 1
        while self.lines_of(row).stop > lines.stop and row and self.starts[row - 1] >= lines.start:
            row -= 1
        return row

    def heading_at(self, line: int) -> Line:
        """Return the line of a heading; blank where there is none."""
        row = bisect_right(self.starts, line)
        above = self.headings.get(row, ())
        at = line - (self.starts[row] - len(above)) if row < len(self.starts) else -1
        return above[at] if at >= 0 else BLANK

    def top_of(self, row: int) -> int:
        """Return the line on which an entry begins with what stands above it."""
        return self.starts[row] - len(self.headings.get(row, ()))


class Entries:
    """What a list shows; this one is empty."""

    _laid_out: tuple[int, Layout] | None = None
    """The width that it was laid out for last, and the layout: one value, for the threads."""

    def __len__(self) -> int:
        """Return how many entries there are."""
        return 0

    def slug(self, row: int) -> str:
        """Return the slug of the tool that an entry is about; empty when it is about none."""
        raise NotImplementedError

    def sign(self, row: int) -> str:
        """Return what stands before an entry that is not marked; empty for nothing."""
        return ""

    def row_of(self, slug: str) -> int | None:
        """Return the first entry about a tool, or None."""
        return next((row for row in range(len(self)) if self.slug(row) == slug), None)

    def block(self, row: int, width: int) -> list[Line]:
        """Return the lines of an entry, at most `width` cells wide."""
        raise NotImplementedError

    def heights(self, width: int) -> Sequence[int] | None:
        """Return how many lines each entry takes at a width; None for one each."""
        return None

    def headings(self, width: int) -> Mapping[int, Sequence[Line]]:
        """Return what stands above entries, by their rows."""
        return {}

    @property
    def is_long(self) -> bool:
        """Whether laying it out takes longer than a person should wait for a key."""
        return len(self) > FEW

    def is_laid_out(self, width: int) -> bool:
        """Say whether the layout at a width is known."""
        return self._laid_out is not None and self._laid_out[0] == width

    def layout(self, width: int) -> Layout:
        """Return where everything stands at a width."""
        known = self._laid_out
        if known is None or known[0] != width:
            known = self._laid_out = width, self._lay_out(width)
        return known[1]

    def _lay_out(self, width: int) -> Layout:
        heights, headings = self.heights(width), self.headings(width)
        if heights is None and not headings:
            return Layout(range(len(self) + 1), None, {})
        ends = list(accumulate(heights or [1] * len(self), initial=0))
        above, at = 0, 0
        for row in sorted(headings):
            ends[at:row] = [end + above for end in ends[at:row]]
            above, at = above + len(headings[row]), row
        ends[at:] = [end + above for end in ends[at:]]
        return Layout(ends, heights, headings)
