"""CSV in and out: a tool a line, or a review a line.

A program that opens a CSV file runs cells that begin as a formula does; on the way out such a cell
gets an apostrophe before it, as spreadsheets do, and on the way in it is taken away.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Literal

from verdict_tui.text import clipped, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verdict_tui.exchange.values import Data

TOOL_COLUMNS = (
    "slug", "name", "vendor", "category", "tagline", "description", "aliases", "entry_price",
    "price_as_of", "licence", "link", "added_on",
)  # fmt: skip
REVIEW_COLUMNS = ("tool", "critic", "verdict", "quote", "reviewed_on")
_COLUMNS = frozenset((*TOOL_COLUMNS, *REVIEW_COLUMNS))
MOST_COLUMNS = 200
BETWEEN_ALIASES = "|"
_DELIMITERS = ",;\t"
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NEEDED = (
    "it needs the columns 'name' and 'category' (a tool a line) or 'tool', 'critic' and 'verdict'"
    " (a review a line)"
)


def is_head(line: str) -> bool:
    """Say whether a line looks like the head of a table of ours."""
    head = _cells(line, _delimiter(line))
    return {"name", "category"} <= set(head) or {"critic", "verdict"} <= set(head)


def read_table(
    text: str,
) -> Iterator[tuple[int, Literal["tool", "review"], dict[str, Data] | str]]:
    """Yield the rows of a table: the line, what it is, and its fields or what is wrong with it.

    Empty cells are left out, as if the column were not there.
    """
    delimiter = _delimiter(text.split("\n", 1)[0])
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    kind: Literal["tool", "review"] = "tool"
    begun = 1
    try:
        head = [cell.strip().lower() for cell in next(rows)]
        kind = "review" if {"critic", "verdict"} <= set(head) else "tool"
        if not ({"name", "category"} if kind == "tool" else {"tool"}) <= set(head):
            yield 1, kind, _NEEDED
            return
        if len(head) > MOST_COLUMNS:
            yield 1, kind, f"it has {len(head):,} columns; at most {MOST_COLUMNS} are read"
            return
        for wrong in _wrong_columns(head, kind):
            yield 1, kind, wrong
        begun = rows.line_num + 1
        for cells in rows:
            if cells:
                yield begun, kind, _fields(head, cells)
            begun = rows.line_num + 1
    except csv.Error as error:
        yield begun, kind, f"is not CSV: {error}"


def _delimiter(head: str) -> str:
    """Return what stands between the cells: programs of some countries write semicolons."""
    known = {*TOOL_COLUMNS, *REVIEW_COLUMNS}
    return max(_DELIMITERS, key=lambda mark: len(known.intersection(_cells(head, mark))))


def _cells(line: str, delimiter: str) -> list[str]:
    return [cell.strip().strip('"').lower() for cell in line.split(delimiter)]


def _wrong_columns(head: list[str], kind: Literal["tool", "review"]) -> Iterator[str]:
    columns = TOOL_COLUMNS if kind == "tool" else REVIEW_COLUMNS
    for name in dict.fromkeys(head):
        if name not in columns:
            near = did_you_mean(name, columns)
            meant = f"did you mean '{near}'?" if near else f"there are {', '.join(columns)}"
            yield f"there is no column '{clipped(name)}'; {meant}"
        elif head.count(name) > 1:
            yield f"the column '{name}' stands there twice"


def _fields(head: Sequence[str], cells: Sequence[str]) -> dict[str, Data] | str:
    if len(cells) != len(head):
        return f"the line has {len(cells)} of the {len(head)} cells of the head"
    fields: dict[str, Data] = {}
    for name, cell in zip(head, cells, strict=True):
        text = cell[1:] if cell[:1] == "'" and _FORMULA.match(cell[1:]) else cell
        if not text.strip() or name not in _COLUMNS:
            continue
        if name == "aliases":
            fields[name] = [part.strip() for part in text.split(BETWEEN_ALIASES) if part.strip()]
        else:
            fields[name] = text
    return fields


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, each with its line break, safe to open in a spreadsheet."""
    yield _line(columns)
    for row in rows:
        yield _line([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row])


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
