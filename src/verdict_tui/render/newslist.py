"""What is new as a list: a piece of news each, with what has not been seen marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from verdict_tui.render.entries import Entries
from verdict_tui.render.flow import fit, width_of, wrap
from verdict_tui.render.page import BLANK, Run, paragraph

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from verdict_tui.render.news import Item, Section
    from verdict_tui.render.page import Line, Tone

UNSEEN = "●"
_SUBJECT = 30
_WIDEST = 110
_PAIR = 2


class News(NamedTuple):
    """A piece of news and what it is among."""

    item: Item
    heading: str

    @property
    def number(self) -> int:
        """A number that this news has and hardly any other: it tells what has been seen."""
        item = self.item
        kind = self.heading.partition(" ")[2].rstrip("s")
        on = item.on.isoformat() if item.on else ""
        return crc32("\n".join((kind, *item.slugs, on, item.said)).encode())


def pieces(sections: Sequence[Section]) -> list[News]:
    """Return the news of all sections, in their order."""
    return [News(item, section.heading) for section in sections for item in section.items]


class NewsEntries(Entries):
    """News, what it is about in a column and what is said of it beside."""

    def __init__(
        self, news: Sequence[News], seen: Collection[int], *, under_headings: bool
    ) -> None:
        """List news.

        Args:
            news: what is listed.
            seen: the numbers of what has been seen; looked at whenever a line is drawn.
            under_headings: whether it goes by its kinds.
        """
        self.news = news
        self._seen = seen
        self._under_headings = under_headings

    def __len__(self) -> int:
        return len(self.news)

    def slug(self, row: int) -> str:
        """Return the slug of the tool that news is about; empty for a comparison's."""
        slugs = self.news[row].item.slugs
        return slugs[0] if len(slugs) == 1 else ""

    def pair(self, row: int) -> tuple[str, str] | None:
        """Return the tools of the comparison that news is about; None for a tool's."""
        slugs = self.news[row].item.slugs
        return (slugs[0], slugs[1]) if len(slugs) == _PAIR else None

    def sign(self, row: int) -> str:
        """Return a sign for what has not been seen."""
        return "" if self.news[row].number in self._seen else UNSEEN

    @property
    def unseen(self) -> int:
        """How much of it has not been seen."""
        return sum(news.number not in self._seen for news in self.news)

    def heights(self, width: int) -> Sequence[int]:
        """Return how many lines each piece takes."""
        return [len(self.block(row, width)) for row in range(len(self))]

    def headings(self, width: int) -> Mapping[int, Sequence[Line]]:
        """Return the kinds of news, each above its first piece."""
        found: dict[int, Sequence[Line]] = {}
        before = ""
        for row, news in enumerate(self.news if self._under_headings else ()):
            if news.heading != before:
                heading = paragraph(news.heading, width, "accent")
                found[row] = [*([BLANK] if row else []), *heading]
                before = news.heading
        return found

    def block(self, row: int, width: int) -> list[Line]:
        """Return the lines of a piece: beside its subject, or below where room is short."""
        item = self.news[row].item
        width = min(width, _WIDEST)
        tone: Tone = "muted" if self.news[row].number in self._seen else "strong"
        column = min(_SUBJECT, width // 3)
        if width_of(item.subject) > column and width < _SUBJECT * 2:
            lines: list[Line] = [(Run(piece, tone),) for piece in wrap(item.subject, width)]
            return lines + [(Run("  "), *line) for line in _said(item, width - 2)]
        said = _said(item, width - column - 2)
        subjects = wrap(item.subject, column)
        count = max(len(subjects), len(said))
        return [
            (
                Run(fit(subjects[at] if at < len(subjects) else "", column) + "  ", tone),
                *(said[at] if at < len(said) else ()),
            )
            for at in range(count)
        ]


def _said(item: Item, width: int) -> list[Line]:
    said = paragraph(item.said, width) if item.said else []
    return [*said, *(paragraph(item.more, width, "muted") if item.more else ())]
