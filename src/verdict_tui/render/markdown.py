"""A comparison or a digest as Markdown, to paste where it is discussed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verdict_tui.render import news, words
from verdict_tui.render.answer import answer

if TYPE_CHECKING:
    from verdict_tui.digest import Digest
    from verdict_tui.model import Comparison, Review, Standing

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")
_BEGINNING = re.compile(r"^(\s*\d*)([-+=.)])")
"""What makes a list or a rule of a line that begins with it."""


def escape(text: str) -> str:
    """Return text so that Markdown shows it as it is."""
    return _BEGINNING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def comparison_page(comparison: Comparison, note: str = "") -> str:
    """Return a comparison: the figures as a table, the answer as a list, then the critics.

    Args:
        comparison: what to show.
        note: what the database says of its content; it goes below.
    """
    sides = (comparison.a, comparison.b)
    names = [escape(side.tool.name) for side in sides]
    table = [
        ["", *names],
        ["Category", *(escape(side.tool.category) for side in sides)],
        ["Panel", *(_figure(words.figure(side.panel, "no reviews")) for side in sides)],
        ["Community", *(_figure(words.figure(side.community)) for side in sides)],
        ["Entry", *(escape(_entry(side)) for side in sides)],
    ]
    lines = [
        f"# {names[0]} vs {names[1]}",
        "",
        escape(words.question(sides[0].tool, sides[1].tool)),
        "",
        _row(table[0]),
        "|---|---|---|",
        *map(_row, table[1:]),
        "",
        *(f"- **{line.label}**: {escape(line.said)}" for line in answer(comparison)),
    ]
    for row in comparison.rows:
        lines += ["", f"## {escape(row.critic)}"]
        for side, review in zip(sides, (row.a, row.b), strict=True):
            lines += ["", *_review(side, review)]
    silent = words.silent_line(comparison)
    if silent:
        lines += ["", f"*{escape(silent)}*"]
    return _noted(lines, note)


def digest_page(digest: Digest, note: str = "") -> str:
    """Return what is new: a heading and a list for each section.

    Args:
        digest: what to show.
        note: what the database says of its content; it goes below.
    """
    lines = [f"# {escape(news.title(digest))}"]
    for section in news.sections(digest):
        lines += ["", f"## {escape(section.heading)}", ""]
        for item in section.items:
            more = f". {item.more}" if item.more else ""
            lines.append(f"- **{escape(item.subject)}**: {escape(item.said + more)}")
    return _noted(lines, note)


def _noted(lines: list[str], note: str) -> str:
    """Return lines as text, with what the database says of its content below."""
    if note:
        lines = [*lines, "", "---", "", f"*{escape(note)}*"]
    return "\n".join(lines) + "\n"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _figure(text: str) -> str:
    return escape(text.replace("  ", ", "))


def _entry(side: Standing) -> str:
    note = words.price_note(side.tool)
    price = words.price(side.tool.entry_price)
    return f"{price} ({note})" if note else price


def _review(side: Standing, review: Review | None) -> list[str]:
    name = escape(side.tool.name)
    if review is None:
        return [f"**{name}**: no review"]
    verdict = f"**{name}**: {words.MARKS[review.verdict]} {review.verdict}"
    if not review.quote:
        return [verdict]
    return [verdict, "", *(f"> {escape(line)}".rstrip() for line in review.quote.split("\n"))]
