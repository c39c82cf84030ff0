"""A comparison as Markdown, to paste where it is discussed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verdict_tui.render import words
from verdict_tui.render.answer import answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verdict_tui.model import Change, Comparison, Evidence, Review, Standing
    from verdict_tui.render.dossier import Part

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")
_BEGINNING = re.compile(r"^(\s*\d*)([-+=.)])")
"""What makes a list or a rule of a line that begins with it."""


def escape(text: str) -> str:
    """Return text so that Markdown shows it as it is."""
    return _BEGINNING.sub(r"\1\\\2", _within(text))


def _within(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def comparison_page(comparison: Comparison, note: str = "") -> str:
    """Return a comparison: the figures as a table, the answer as a list, then the critics.

    Args:
        comparison: what to show.
        note: what the database says of its content; it goes below.
    """
    sides, muted = (comparison.a, comparison.b), comparison.muted
    label = words.panel_label(muted).capitalize()
    names = [escape(side.tool.name) for side in sides]
    rows = [
        ["", *(side.tool.name for side in sides)],
        ["Category", *(side.tool.category for side in sides)],
        [label, *(words.figure(side.panel, words.no_panel(muted)) for side in sides)],
        ["Community", *(words.figure(side.community) for side in sides)],
        ["Entry", *map(_entry, sides)],
    ]
    lines = [
        f"# {names[0]} vs {names[1]}",
        "",
        escape(words.question(sides[0].tool, sides[1].tool)),
        "",
        *table(rows),
        "",
        *(f"- **{line.label}**: {escape(line.said)}" for line in answer(comparison)),
    ]
    for row in comparison.rows:
        aside = " (muted)" if row.critic in muted else ""
        lines += ["", f"## {escape(row.critic)}{aside}"]
        for side, review in zip(sides, (row.a, row.b), strict=True):
            lines += ["", *_review(side, review)]
    silent = words.silent_line(comparison)
    if silent:
        lines += ["", f"*{escape(silent)}*"]
    if note:
        lines += ["", "---", "", f"*{escape(note)}*"]
    return "\n".join(lines) + "\n"


def tool_page(evidence: Evidence, note: str = "", around: Iterable[Part] = ()) -> str:
    """Return everything about one tool: the figures as a list, the critics, what is near it."""
    standing, muted = evidence.standing, evidence.muted
    tool = standing.tool
    panel = escape(words.panel_label(muted).capitalize())
    facts = [
        (panel, _within(words.in_passing(standing.panel, words.no_panel(muted)))),
        ("Community", _within(words.in_passing(standing.community))),
        ("Entry", escape(_entry(standing))),
        ("Link", escape(tool.link)),
        ("Formerly", escape(words.names(tool.aliases))),
    ]
    lines = [f"# {escape(tool.name)}", "", escape(words.byline(tool))]
    for text in (tool.tagline, tool.description):
        lines += ["", escape(text)] if text else []
    lines += ["", *(f"- **{label}**: {said}" for label, said in facts if said)]
    for review in evidence.reviews:
        said = f"{words.MARKS[review.verdict]} {review.verdict}{words.aside(review, muted)}"
        lines += ["", f"## {escape(review.critic)}", "", said]
        lines += ["", *quoted(review.quote)] if review.quote else []
    for part in around:
        lines += ["", f"## {part.title}", "", *(f"- {escape(line)}" for line in part.lines)]
    if note:
        lines += ["", "---", "", f"*{escape(note)}*"]
    return "\n".join(lines) + "\n"


def changes(name: str, found: Iterable[Change]) -> str:
    """Return what fields of a tool said before, newest first."""
    lines = [f"# {escape(name)}: changes", ""]
    lines += (f"- {words.day(each.changed_on)}: {escape(words.change(each))}" for each in found)
    return "\n".join(lines) + "\n"


def table(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table, its head first; cells are escaped, figures get a comma."""
    cells = [[_within(cell.replace("  ", ", ")) for cell in row] for row in rows]
    head, *others = (f"| {' | '.join(row)} |" for row in cells)
    return [head, "|---" * len(cells[0]) + "|", *others]


def quoted(text: str) -> list[str]:
    """Return the lines of a quotation."""
    return [f"> {escape(line)}".rstrip() for line in text.split("\n")]


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
    return [verdict, "", *quoted(review.quote)]
