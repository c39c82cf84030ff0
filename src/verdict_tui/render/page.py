"""A page: lines of text in named tones, with the places in it that can be reached.

Tones are meanings; which colour a tone has is the theme's business. A page knows no terminal,
so that a layout can be tested as text, and printed as text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from verdict_tui.render.flow import ELLIPSIS, cut, width_of, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

Tone = Literal[
    "text", "strong", "muted", "tagline", "quote",
    "ship", "skip", "accent", "bar", "track", "rule", "active-rule", "match",
]  # fmt: skip


class Run(NamedTuple):
    """A piece of a line in one tone."""

    text: str
    tone: Tone = "text"


Line = tuple[Run, ...]
BLANK: Line = ()


class Spot(NamedTuple):
    """A place on a page that can be clicked: part of a line, and what it stands for."""

    y: int
    x: int
    width: int
    target: str


class Page:
    """Lines, and where things are in them."""

    anchors: dict[str, int]
    """The line on which a named part begins, in reading order."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.anchors = {}
        self.spots: list[Spot] = []

    def add(self, *lines: Line) -> None:
        """Append lines."""
        self.lines.extend(lines)

    def part(self, title: str) -> None:
        """Let the next line be the beginning of a part, whatever a tool or a critic is called."""
        self.anchor(f"part\n{title}")  # names have no line breaks

    def anchor(self, name: str) -> None:
        """Name the line that comes next."""
        self.anchors[name] = len(self.lines)

    def text(self) -> str:
        """Return the page as plain text, without trailing space."""
        return "\n".join(plain(line) for line in self.lines)


def plain(line: Line) -> str:
    """Return a line's text without its tones."""
    return "".join(run.text for run in line).rstrip()


def line_width(line: Line) -> int:
    """Return how many cells a line takes."""
    return sum(width_of(run.text) for run in line)


def padded(line: Line, width: int) -> Line:
    """Fill a line with space up to `width` cells."""
    missing = width - line_width(line)
    return (*line, Run(" " * missing)) if missing > 0 else line


def cut_line(line: Line, width: int) -> Line:
    """Cut a line to at most `width` cells, with `…` where something is missing."""
    if line_width(line) <= width:
        return line
    kept: list[Run] = []
    left = width
    for run in line:
        if width_of(run.text) >= left:  # what follows is missing, so this one ends in `…`
            kept.append(run._replace(text=cut(run.text + ELLIPSIS, left)))
            break
        kept.append(run)
        left -= width_of(run.text)
    return tuple(kept)


def paragraph(text: str, width: int, tone: Tone = "text") -> list[Line]:
    """Wrap a text into lines of one tone."""
    return [(Run(piece, tone),) if piece else BLANK for piece in wrap(text, width)]


def sentence_page(text: str, width: int) -> Page:
    """Return a page that says one thing."""
    page = Page()
    page.add(*paragraph(text, width))
    return page


def hanging(label: Line, text: str, width: int, indent: int, tone: Tone = "text") -> list[Line]:
    """Wrap a text beside a label; its later lines stand under the text, not the label.

    A label that leaves no space before the text has a line of its own.
    """
    pieces = wrap(text, width - indent)
    is_set_off = plain(label) != "".join(run.text for run in label)  # it ends with a space
    if line_width(label) < indent + is_set_off:
        head, pieces = [(*padded(label, indent), Run(pieces[0], tone))], pieces[1:]
    else:
        head = [cut_line(label, width)]
    return [*head, *((Run(" " * indent), Run(piece, tone)) for piece in pieces)]


def beside(left: list[Line], right: list[Line], width: int, gap: int) -> list[Line]:
    """Set two blocks next to each other, each `width` cells wide and `gap` cells apart."""
    height = max(len(left), len(right))
    left = left + [BLANK] * (height - len(left))
    right = right + [BLANK] * (height - len(right))
    return [
        (*padded(cut_line(one, width), width + gap), *cut_line(other, width))
        if other
        else cut_line(one, width)
        for one, other in zip(left, right, strict=True)
    ]


def below(one: Page, other: Page) -> Page:
    """Return two pages as one, the second below the first."""
    return _joined(one, other, one.lines + other.lines, 0, len(one.lines))


def abreast(one: Page, other: Page, width: int, gap: int) -> Page:
    """Return two pages as one, next to each other as `beside` sets them."""
    lines = beside(one.lines, other.lines, width, gap)
    return _joined(one, other, lines, width + gap, 0)


def _joined(one: Page, other: Page, lines: list[Line], x: int, y: int) -> Page:
    page = Page()
    page.lines = lines
    page.anchors = {name: line + y for name, line in other.anchors.items()} | one.anchors
    page.spots = [*one.spots]
    page.spots += (spot._replace(x=spot.x + x, y=spot.y + y) for spot in other.spots)
    return page


def indented(lines: Iterable[Line], by: int) -> list[Line]:
    """Move lines to the right."""
    return [(Run(" " * by), *line) if line and by else line for line in lines]


def titled_rule(title: Line, width: int) -> Line:
    """Return a heading with a hairline from its end to the right edge."""
    left = width - line_width(title) - 1
    return (*title, Run(" " + "─" * left, "rule")) if left > 0 else cut_line(title, width)
