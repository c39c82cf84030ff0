"""What is new as a list: a piece of news each, with what has not been seen marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from verdict_tui.render import words
from verdict_tui.render.entries import Entries
from verdict_tui.render.flow import fit, width_of, wrap
from verdict_tui.render.page import BLANK, Run, hanging, paragraph

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from verdict_tui.render.news import Item, Section
    from verdict_tui.render.page import Line, Tone

UNSEEN = "▌"
_SUBJECT = 30
_WIDEST = 110
_PAIR = 2
_KIND = 12
_DAY = 8
_LEAST_BESIDE = 30


class News(NamedTuple):
    """A piece of news and what it is among."""

    item: Item
    heading: str
    number: int
    """A number that this news has and hardly any other: it tells what has been seen."""

    @property
    def tool(self) -> str:
        """The name of the tool that it is about, of a comparison the first one's."""
        return self.item.names[0] if self.item.names else self.item.subject


def pieces(sections: Sequence[Section]) -> list[News]:
    """Return the news of all sections, in their order."""
    return [
        News(item, section.heading, _number(item)) for section in sections for item in section.items
    ]


def _number(item: Item) -> int:
    on = item.on.isoformat() if item.on else ""
    return crc32("\n".join((item.kind, *item.slugs, on, item.known_by or item.said)).encode())


class NewsEntries(Entries):
    """News, what it is about in a column and what is said of it beside."""

    def __init__(
        self,
        news: Sequence[News],
        seen: Collection[int],
        *,
        under_headings: bool,
        with_days: bool = False,
    ) -> None:
        """List news.

        Args:
            news: what is listed.
            seen: the numbers of what has been seen; looked at whenever a line is drawn.
            under_headings: whether it goes by its kinds; else each says its own.
            with_days: whether each says its day.
        """
        self.news = news
        self._seen = seen
        self._under_headings = under_headings
        self._with_days = with_days
        self._widest = max((width_of(self._subject(each)) for each in news), default=0)

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
        news = self.news[row]
        subject = self._subject(news)
        width = min(width, _WIDEST)
        tone: Tone = "muted" if news.number in self._seen else "strong"
        column = max(min(_SUBJECT, width // 3), min(self._widest, width * 2 // 5))
        if width_of(subject) > column and width < _SUBJECT * 2:
            lines: list[Line] = [(Run(piece, tone),) for piece in wrap(subject, width)]
            return lines + [(Run("  "), *line) for line in self._said(news, width - 2)]
        said = self._said(news, width - column - 2)
        subjects = wrap(subject, column)
        count = max(len(subjects), len(said))
        return [
            (
                Run(fit(subjects[at] if at < len(subjects) else "", column) + "  ", tone),
                *(said[at] if at < len(said) else ()),
            )
            for at in range(count)
        ]

    def _subject(self, news: News) -> str:
        return news.item.subject if self._under_headings else news.tool

    def _said(self, news: News, width: int) -> list[Line]:
        item = news.item
        if self._under_headings:
            return [*(paragraph(item.said, width) if item.said else ()), *self._more(item, width)]
        day = words.day_of_year(item.on) if item.on and self._with_days else ""
        text = f"vs {item.names[1]}" if item.names else item.said
        indent = _KIND + (_DAY if self._with_days else 0)
        if width - indent < _LEAST_BESIDE:
            label = ", ".join(filter(None, (day, item.kind)))
            lines = paragraph(label, width, "muted")
            lines += paragraph(text, width) if text else []
            return [*lines, *self._more(item, width)]
        days = f"{day:{_DAY}}" if self._with_days else ""
        lines = hanging((Run(f"{days}{item.kind}", "muted"),), text, width, indent)
        return [*lines, *((Run(" " * indent), *line) for line in self._more(item, width - indent))]

    def _more(self, item: Item, width: int) -> list[Line]:
        return paragraph(item.more, width, "muted") if item.more else []
