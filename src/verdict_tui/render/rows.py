"""What the picker lists, as lines: tools one line each, quotes with the passage that matched."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from verdict_tui import figures
from verdict_tui.render import words
from verdict_tui.render.flow import cut, fit_right, width_of, wrap
from verdict_tui.render.page import BLANK, Run, cut_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verdict_tui.catalogue import Catalogue, Kept, Row
    from verdict_tui.model import QuoteHit, Share
    from verdict_tui.render.page import Line, Tone

FIGURE = 6
MARK = 3
_COLUMN_FROM = 46  # from this width on the categories stand in a column of their own
_CATEGORY = 16
_LEAST_CATEGORY = 8
_LEAST_REASON = 6
_LEAST_NAME = 0.4
_ROOMY = 8

Spans = tuple[tuple[int, int], ...]
Pair = tuple[str, str]


class Why(NamedTuple):
    """Why a row is listed."""

    text: str = ""
    """What matched, when it is not the name."""
    spans: Spans = ()
    """The characters of the name that matched, as half-open ranges."""
    short: str = ""
    """What matched, for little room: the end of `text`."""
    short_spans: Spans = ()
    """The characters of `short` that matched."""
    is_common: bool = False
    """Whether other tools may have the same: a vendor, a category."""


class Rows(Protocol):
    """What a list of rows shows."""

    height: int
    """How many lines a row takes."""

    def __len__(self) -> int:
        """Return how many rows there are."""

    def slug(self, row: int) -> str:
        """Return the slug of the tool of a row; empty for a row that is a comparison."""

    def pair(self, row: int) -> Pair | None:
        """Return the tools of the comparison that a row is; None for a row that is a tool's."""

    def lines(self, row: int, width: int, pair: Pair) -> list[Line]:
        """Return the lines of a row, at most `width` cells wide; `pair` are the columns' tools."""


class ToolRows:
    """Tools of a catalogue, one line each; above them the comparisons that are kept."""

    height = 1

    def __init__(
        self,
        catalogue: Catalogue,
        positions: Sequence[int],
        explain: Callable[[int], Why] | None = None,
        kept: Sequence[Kept] = (),
    ) -> None:
        """List tools.

        Args:
            catalogue: where they are from.
            positions: their positions in it.
            explain: says why a tool is listed; asked only for those that are drawn.
            kept: the comparisons above them.
        """
        self.catalogue = catalogue
        self.positions = positions
        self.kept = kept
        self._explain = explain

    def __len__(self) -> int:
        return len(self.kept) + len(self.positions)

    def row_of(self, position: int) -> int:
        """Return the row of a tool by its position.

        Raises:
            ValueError: it is not listed.
        """
        return len(self.kept) + self.positions.index(position)

    def slug(self, row: int) -> str:
        """Return the slug of the tool of a row; empty for a comparison."""
        row -= len(self.kept)
        return self.catalogue.slugs[self.positions[row]] if row >= 0 else ""

    def pair(self, row: int) -> Pair | None:
        """Return the tools of a comparison that is kept; None for a tool."""
        return self.kept[row].slugs if row < len(self.kept) else None

    def lines(self, row: int, width: int, pair: Pair) -> list[Line]:
        """Return the line of a tool, or of a comparison."""
        if row < len(self.kept):
            kept = self.kept[row]
            mark = Run(f"{words.KEPT} ", "accent")
            return [cut_line((mark, Run(" vs ".join(kept.names), _shown(kept, pair))), width)]
        row -= len(self.kept)
        tool = self.catalogue.row(self.positions[row])
        why = self._explain(row) if self._explain else Why()
        return [_tool_line(tool, why, width, pair)]


class QuoteRows:
    """Quotes that were searched for, each with its passage under the tool and the critic."""

    def __init__(self, hits: Sequence[QuoteHit], room: int = 40) -> None:
        """List quotes.

        Args:
            hits: the quotes.
            room: how many lines the list shows; where they are few, rows are short.
        """
        self.hits = hits
        self._passage_lines, self._gap = (2, 1) if room >= _ROOMY else (1, 0)
        self.height = 1 + self._passage_lines + self._gap

    def __len__(self) -> int:
        return len(self.hits)

    def slug(self, row: int) -> str:
        """Return the slug of the tool that the quote is about."""
        return self.hits[row].slug

    def pair(self, row: int) -> Pair | None:
        """Return None: a quote is about one tool."""
        return None

    def lines(self, row: int, width: int, pair: Pair) -> list[Line]:
        """Return who says it of what, and the passage with the hit marked."""
        hit = self.hits[row]
        head: Line = (
            Run(_column_mark(hit.slug, pair) + " ", "accent"),
            Run(words.MARKS[hit.verdict] + " ", hit.verdict),
            Run(hit.name, "strong"),
            Run(f"  {hit.critic}", "muted"),
        )
        passage = _around_the_hit(_marked_lines(hit.passage, width - 4), self._passage_lines)
        passage += [BLANK] * (self._passage_lines - len(passage))
        under = [(Run("  "), *line) for line in passage]
        return [cut_line(head, width), *under, *[BLANK] * self._gap]


def _shown(kept: Kept, pair: Pair) -> Tone:
    """Return the tone of a comparison that is kept: another for the one that is open."""
    return "strong" if set(kept.slugs) == set(pair) else "text"


def _tool_line(tool: Row, why: Why, width: int, pair: Pair) -> Line:
    room = width - 2 - 2 * FIGURE - MARK
    in_its_column = width >= _COLUMN_FROM
    least = min(_room_for(why), _LEAST_REASON) if why.text else _LEAST_CATEGORY
    name = cut(tool.name, room - _CATEGORY - 1 if in_its_column else _name_room(tool, why, room))
    rest = room - width_of(name)
    aside = _CATEGORY if in_its_column else rest - 2 if rest >= least else 0
    said, spans = _reason(why, aside) if why.text else (tool.category, ())
    said = cut(said, aside)
    runs = (
        Run(_column_mark(tool.slug, pair) + " ", "accent"),
        *_marked(name, why.spans),
        Run(" " * (rest - aside)),
        *_marked(said, spans, "accent" if why.text else "muted"),
        Run(" " * (aside - width_of(said))),
        Run(fit_right(figures.percent(tool.panel), FIGURE), "text"),
        _community(tool.community),
        _my_mark(tool),
    )
    return tuple(run for run in runs if run.text)


def _name_room(tool: Row, why: Why, room: int) -> int:
    """Return how wide a name may be: its end gives way to why it is listed.

    A part of it always stays, and more where the reason does not tell a tool from others.
    """
    if not why.text:
        return room
    reason = _room_for(why)
    if why.is_common:
        reason = min(reason, _LEAST_CATEGORY)
    return max(room - reason, min(width_of(tool.name), round(_LEAST_NAME * room)))


def _room_for(why: Why) -> int:
    """Return how much room it takes to say in short why a tool is listed."""
    return 2 + width_of(why.short or why.text)


def _reason(why: Why, room: int) -> tuple[str, Spans]:
    """Return why a tool is listed, in short where there is little room, and what matched of it."""
    if not why.short or width_of(why.text) <= room:
        before = len(why.text) - len(why.short)
        return why.text, tuple((start + before, end + before) for start, end in why.short_spans)
    return why.short, why.short_spans


def _column_mark(slug: str, pair: Pair) -> str:
    return {pair[1]: "B", pair[0]: "A"}.get(slug, " ")


def _community(share: Share) -> Run:
    tone: Tone = "text" if share.total >= figures.FEW_VOTES else "muted"
    return Run(fit_right(figures.percent(share), FIGURE), tone)


def _my_mark(tool: Row) -> Run:
    if tool.my_vote is None:
        return Run(" " * MARK)
    return Run(fit_right(words.MARKS[tool.my_vote], MARK), tool.my_vote)


def _marked(name: str, spans: Spans, tone: Tone = "text") -> list[Run]:
    """Return a name, perhaps cut, with the characters that matched in their own tone."""
    runs: list[Run] = []
    at = 0
    shown = len(name) - name.endswith("…")
    for start, end in spans:
        runs += [Run(name[at:start], tone), Run(name[start : min(end, shown)], "match")]
        at = max(start, min(end, shown))
    runs.append(Run(name[at:], tone))
    return [run for run in runs if run.text]


def _around_the_hit(lines: list[Line], count: int) -> list[Line]:
    """Return so many lines, among them the first with something marked; `…` where more follow."""
    marked = (at for at, line in enumerate(lines) if any(run.tone == "match" for run in line))
    before = 1 if count > 1 else 0
    first = max(min(next(marked, 0) - before, len(lines) - count), 0)
    shown = lines[first : first + count]
    if first:
        shown[0] = (Run("…", "quote"), *shown[0])
    if first + count < len(lines):
        shown[-1] = (*shown[-1], Run("…", "quote"))
    return shown


def _marked_lines(passage: Sequence[tuple[str, bool]], width: int) -> list[Line]:
    """Wrap a passage whose pieces are marked or not."""
    text = "".join(piece for piece, _ in passage)
    is_marked = [mark for piece, mark in passage for _ in piece]
    lines: list[Line] = []
    at = 0
    for line in wrap(text, width):
        runs: list[Run] = []
        for character in line:
            at = max(text.find(character, at), at)
            tone: Tone = "match" if at < len(is_marked) and is_marked[at] else "quote"
            if runs and runs[-1].tone == tone:
                runs[-1] = Run(runs[-1].text + character, tone)
            else:
                runs.append(Run(character, tone))
            at += 1
        lines.append(tuple(runs))
    return lines
