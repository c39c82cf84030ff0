"""Tools and comparisons as plain text, for pipes and for terminals without the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.catalogue import Row
from verdict_tui.render import news, sheet, words
from verdict_tui.render.flow import cut, fit, width_of, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verdict_tui.digest import Digest
    from verdict_tui.model import Comparison, QuoteHit, Review, Standing
    from verdict_tui.render.news import Item

WIDTH = 80
_NAME = 30
_CATEGORY = 18
_INDENT = "  "


def table(rows: Iterable[Row]) -> str:
    """Return tools as a table, a line each, with columns as wide as what is in them."""
    head = ("tool", "category", "panel", "community", "")
    cells = [head, *map(_cells, rows)]
    widths = [max(map(width_of, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(fit(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    return "\n".join(lines) + "\n"


def _cells(row: Row) -> tuple[str, str, str, str, str]:
    return (
        cut(row.name, _NAME),
        cut(row.category, _CATEGORY),
        words.figure(row.panel, "none"),
        words.figure(row.community),
        f"{words.MARKS[row.my_vote]} me" if row.my_vote else "",
    )


def standings_table(standings: Iterable[Standing]) -> str:
    """Return tools with their figures as a table, a line each."""
    return table(
        Row(
            each.tool.slug,
            each.tool.name,
            each.tool.category,
            each.panel,
            each.community,
            each.my_vote,
        )
        for each in standings
    )


TSV_HEAD = (
    "slug", "name", "category", "panel_ship", "panel_total",
    "community_ship", "community_total", "my_vote", "entry_price",
)  # fmt: skip


def tsv(standings: Iterable[Standing]) -> str:
    """Return tools as tab-separated lines with a head; names hold no tabs or line breaks."""
    lines = ["\t".join(TSV_HEAD)]
    for each in standings:
        cells = (
            each.tool.slug, each.tool.name, each.tool.category, *each.panel, *each.community,
            each.my_vote or "", words.price(each.tool.entry_price),
        )  # fmt: skip
        lines.append("\t".join(map(str, cells)))
    return "\n".join(lines) + "\n"


def comparison_page(comparison: Comparison, note: str, width: int = WIDTH) -> str:
    """Return a comparison as the app shows it, with the names on top."""
    place = sheet.grid(width)
    question = wrap(words.question(comparison.a.tool, comparison.b.tool), width)
    page = sheet.lay_out(comparison, sheet.View(width)).text().rstrip()
    return _noted([*question, "", *_heads(comparison, place), page], note, width)


def _heads(comparison: Comparison, place: sheet.Grid) -> list[str]:
    """Return the names of the tools; in one column, where the page has none, with figures."""
    a, b = (
        cut(f"{label} {side.tool.name}", place.column)
        for label, side in (("A", comparison.a), ("B", comparison.b))
    )
    rule = "─" * place.column
    if place.two:
        margin, gap = " " * place.left, " " * sheet.GAP
        return [margin + fit(a, place.column) + gap + b, margin + rule + gap + rule]
    lines = []
    for name, side in ((a, comparison.a), (b, comparison.b)):
        panel, community = words.figure(side.panel, "no reviews"), words.figure(side.community)
        lines += [name, *wrap(f"panel {panel}, community {community}", place.column)]
    return [*lines, rule]


def tool_page(standing: Standing, reviews: Iterable[Review], note: str, width: int = WIDTH) -> str:
    """Return everything about one tool."""
    tool = standing.tool
    facts = [
        ("panel", words.figure(standing.panel, "no reviews")),
        ("community", words.figure(standing.community)),
        ("my vote", words.vote(standing.my_vote or "none")),
        ("entry", words.price(tool.entry_price)),
        ("licence", tool.licence),
        ("link", tool.link),
        ("added", words.day(tool.added_on) if tool.added_on else ""),
        ("formerly", words.names(tool.aliases)),
    ]
    dated = f", as of {words.day(tool.entry_price.as_of)}" if tool.entry_price.as_of else ""
    lines = [
        tool.name,
        words.byline(tool),
        *(wrap(tool.tagline, width) if tool.tagline else ()),
        "",
    ]
    for label, value in facts:
        if value:
            lines.append(f"{label:11}{value}{dated if label == 'entry' else ''}")
    if tool.description:
        lines += ["", *wrap(tool.description, width)]
    for review in reviews:
        said = f" ({words.day(review.reviewed_on)})" if review.reviewed_on else ""
        lines += ["", f"{review.critic}: {words.MARKS[review.verdict]} {review.verdict}{said}"]
        if review.quote:
            lines += wrap(f"“{review.quote}”", width)
    return _noted(lines, note, width)


def quotes(hits: Iterable[QuoteHit], width: int = WIDTH) -> str:
    """Return quotes that were found, each under who said it of what."""
    lines: list[str] = []
    for hit in hits:
        passage = "".join(f"[{piece}]" if is_found else piece for piece, is_found in hit.passage)
        said = f"{words.MARKS[hit.verdict]} {hit.verdict}"
        lines += [f"{hit.name}, {hit.critic}: {said}", *wrap(f"“{passage}”", width), ""]
    return "\n".join(lines)


def digest_page(digest: Digest, note: str, width: int = WIDTH) -> str:
    """Return what is new, by sections: what each item is about in a column, then what is said."""
    lines = [news.title(digest)]
    for section in news.sections(digest):
        column = min(max(width_of(item.subject) for item in section.items), _NAME)
        lines += ["", section.heading]
        for item in section.items:
            lines += _item(item, column, width)
    return _noted(lines, note, width)


def _item(item: Item, column: int, width: int) -> list[str]:
    room = width - column - 2 * len(_INDENT)
    beside = [*wrap(item.said, room), *(wrap(item.more, room) if item.more else ())]
    subjects = [item.subject, *[""] * (len(beside) - 1)]
    return [
        f"{_INDENT}{fit(subject, column)}{_INDENT}{line}".rstrip()
        for subject, line in zip(subjects, beside, strict=True)
    ]


def digest_lines(digest: Digest, note: str) -> str:
    """Return what is new, a line for each item, without columns."""
    lines = [news.title(digest)]
    for section in news.sections(digest):
        lines += ["", f"{section.heading}:"]
        for item in section.items:
            lines.append(f"{item.subject}: {item.said}" + (f". {item.more}" if item.more else ""))
    return _noted(lines, note, None)


def _noted(lines: list[str], note: str, width: int | None) -> str:
    """Return lines as text, with what the database says of its content below."""
    if note:
        lines = [*lines, "", *(wrap(note, width) if width else [note])]
    return "\n".join(lines) + "\n"
