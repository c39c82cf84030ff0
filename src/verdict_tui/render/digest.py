"""A digest on paper: as text in columns, as sentences, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.render import markdown, news, words
from verdict_tui.render.flow import fit, width_of, wrap
from verdict_tui.render.plain import CUT_AT, WIDTH

if TYPE_CHECKING:
    from verdict_tui.digest import Digest
    from verdict_tui.render.news import Item

_GAP = "  "


def text_page(digest: Digest, note: str = "", width: int = WIDTH) -> str:
    """Return what is new by sections, with what each item is about in a column.

    Args:
        digest: what is new.
        note: what the database says of its content; it goes below.
        width: how wide a line may be.
    """
    page = [*wrap(news.title(digest), width)]
    for section in news.sections(digest):
        widest = max(width_of(item.subject) for item in section.items)
        column = min(widest, CUT_AT["tool"], width // 2)
        page += ["", *wrap(section.heading, width)]
        for item in section.items:
            page += _item(item, column, width)
    return _joined([*page, *(["", *wrap(note, width)] if note else [])])


def _item(item: Item, column: int, width: int) -> list[str]:
    room = width - column - 2 * len(_GAP)
    beside = [*wrap(item.said, room), *(wrap(item.more, room) if item.more else ())]
    subjects = [item.subject, *[""] * (len(beside) - 1)]
    return [
        f"{_GAP}{fit(subject, column)}{_GAP}{line}".rstrip()
        for subject, line in zip(subjects, beside, strict=True)
    ]


def sentences(digest: Digest, note: str = "") -> str:
    """Return what is new as sentences, a line an item, to be listened to."""
    page = [f"{news.title(digest)}."]
    for section in news.sections(digest):
        page.append(f"{section.heading}:")
        page += (f"{item.subject}: {_sentences(item)}" for item in section.items)
    return _joined([*page, *([note] if note else [])])


def markdown_page(digest: Digest, note: str = "") -> str:
    """Return what is new as Markdown: a heading and a list for each section."""
    page = [f"# {markdown.escape(news.title(digest))}"]
    for section in news.sections(digest):
        page += ["", f"## {markdown.escape(section.heading)}", ""]
        for item in section.items:
            said = _sentences(item) if item.more else item.said
            page.append(f"- **{markdown.escape(item.subject)}**: {markdown.escape(said)}")
    return _joined([*page, *(["", "---", "", f"*{markdown.escape(note)}*"] if note else [])])


def _sentences(item: Item) -> str:
    return words.sentences(item.said, item.more)


def _joined(page: list[str]) -> str:
    return "\n".join(page) + "\n"
