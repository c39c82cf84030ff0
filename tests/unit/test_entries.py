"""Where the entries of a list stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from verdict_tui.render.entries import Entries
from verdict_tui.render.page import Run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verdict_tui.render.page import Line


class Blocks(Entries):
    """Entries of some heights, some of them under headings of some lines."""

    def __init__(self, heights: Sequence[int], headings: Mapping[int, int]) -> None:
        self._heights = heights
        self._headings = headings

    def __len__(self) -> int:
        return len(self._heights)

    def slug(self, row: int) -> str:
        return f"tool-{row}"

    def block(self, row: int, width: int) -> list[Line]:
        return [(Run(f"{row}.{part}"),) for part in range(self._heights[row])]

    def heights(self, width: int) -> Sequence[int]:
        return self._heights

    def headings(self, width: int) -> Mapping[int, Sequence[Line]]:
        return {
            row: [(Run(f"above {row}.{part}"),) for part in range(count)]
            for row, count in self._headings.items()
            if row <= len(self)
        }


@given(
    st.lists(st.integers(1, 4), max_size=12),
    st.dictionaries(st.integers(0, 12), st.integers(1, 3), max_size=5),
)
def test_every_line_is_an_entrys_or_a_headings_in_order(
    heights: list[int], headings: dict[int, int]
) -> None:
    entries = Blocks(heights, headings)
    layout = entries.layout(80)
    drawn = []
    for line in range(layout.starts[-1]):
        row = layout.row_at(line)
        if row is None:
            drawn.append("".join(run.text for run in layout.heading_at(line)))
        else:
            assert line in layout.lines_of(row)
            drawn.append(f"{row}.{line - layout.lines_of(row).start}")
    expected = []
    for row in range(len(heights) + 1):
        expected += [f"above {row}.{part}" for part in range(headings.get(row, 0))]
        if row < len(heights):
            expected += [f"{row}.{part}" for part in range(heights[row])]
    assert drawn == expected


def test_without_headings_every_entry_takes_one_line() -> None:
    class Lines(Blocks):
        def heights(self, width: int) -> None:  # type: ignore[override]
            return None

    layout = Lines([1, 1, 1], {}).layout(10)
    assert [layout.row_at(line) for line in range(4)] == [0, 1, 2, None]
    assert layout.starts[-1] == 3


def test_a_tool_is_found_by_its_slug() -> None:
    entries = Blocks([1, 1], {})
    assert entries.row_of("tool-1") == 1
    assert entries.row_of("tool-2") is None
    assert len(Entries()) == 0


def test_the_entry_on_a_line_is_one_that_ends_within_the_screen() -> None:
    layout = Blocks([2, 3, 2, 20], {0: 10, 2: 1}).layout(80)
    assert layout.starts == [10, 12, 16, 18, 38]
    assert layout.row_in(range(8), 3) == 0  # nothing but what stands above the first
    assert layout.row_in(range(6, 14), 11) == 0
    assert layout.row_in(range(6, 14), 13) == 0  # the second would go on below
    assert layout.row_in(range(10, 20), 15) == 2  # a heading's line: the entry below it
    assert layout.row_in(range(18, 28), 20) == 3  # longer than the screen
