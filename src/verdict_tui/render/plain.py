"""Tools and comparisons as plain text, for pipes and for terminals without the app."""

from __future__ import annotations

from itertools import chain, repeat
from typing import TYPE_CHECKING

from verdict_tui.catalogue import Row
from verdict_tui.render import sheet, words
from verdict_tui.render.flow import cut, fit, width_of, wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from verdict_tui.model import Change, Comparison, Evidence, QuoteHit, Standing
    from verdict_tui.render.dossier import Part

WIDTH = 80
CUT_AT = {"category": 18, "tool": 30}
"""How wide a column of a table gets; in this order they give way to the others."""
_GAP = "  "
_LEAST = 12


def table(
    rows: Iterable[Row], why: Sequence[str] = (), muted: Collection[str] = (), note: str = ""
) -> str:
    """Return tools as a table, a line each, with columns as wide as what is in them.

    Args:
        rows: the tools.
        why: for each why it is there, when that is not plain from its name.
        muted: the critics who are not in the panel's figures.
        note: what goes below.
    """
    head = ("tool", "category", words.panel_label(muted), "community", "", "")
    reasons = chain(why, repeat(""))
    page = aligned([head, *((*_cells(row), next(reasons)) for row in rows)])
    return "\n".join([*page, *(("", *wrap(note, WIDTH)) if note else ())]) + "\n"


def aligned(
    rows: Sequence[Sequence[str]], *, width: int | None = None, giving: Sequence[int] = ()
) -> list[str]:
    """Return rows of cells as lines, with columns as wide as what is in them.

    Args:
        rows: the cells; as many in every row.
        width: how wide a line may be; as wide as it gets by default.
        giving: columns that are cut, in this order, where the lines would be wider.
    """
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    full = len(_GAP.join(" " * width for width in widths if width))
    over = full - width if width is not None else 0
    for column in giving:
        given = min(max(over, 0), max(widths[column] - _LEAST, 0))
        widths[column] -= given
        over -= given
    return [
        _GAP.join(fit(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _cells(row: Row) -> tuple[str, str, str, str, str]:
    return (
        cut(row.name, CUT_AT["tool"]),
        cut(row.category, CUT_AT["category"]),
        words.figure(row.panel, "none"),
        words.figure(row.community),
        f"{words.MARKS[row.my_vote]} me" if row.my_vote else "",
    )


def row_of(standing: Standing) -> Row:
    """Return a tool as a list shows it."""
    tool = standing.tool
    return Row(
        tool.slug,
        tool.name,
        tool.category,
        standing.panel,
        standing.community,
        standing.my_vote,
    )


def comparison_page(comparison: Comparison, note: str, width: int = WIDTH) -> str:
    """Return a comparison as the app shows it, with the names on top."""
    place = sheet.grid(width)
    question = wrap(words.question(comparison.a.tool, comparison.b.tool), width)
    page = sheet.lay_out(comparison, sheet.View(width)).text().rstrip()
    lines = [*question, "", *_heads(comparison, place), page]
    if note:
        lines += ["", *wrap(note, width)]
    return "\n".join(lines) + "\n"


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
        panel = words.figure(side.panel, words.no_panel(comparison.muted))
        label, community = words.panel_label(comparison.muted), words.figure(side.community)
        lines += [name, *wrap(f"{label} {panel}, community {community}", place.column)]
    return [*lines, rule]


def tool_page(
    evidence: Evidence, note: str, width: int = WIDTH, around: Iterable[Part] = ()
) -> str:
    """Return everything about one tool; `around` is what is near it."""
    standing, muted = evidence.standing, evidence.muted
    tool = standing.tool
    facts = [
        (words.panel_label(muted), words.figure(standing.panel, words.no_panel(muted))),
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
    for review in evidence.reviews:
        said = words.aside(review, muted)
        lines += ["", f"{review.critic}: {words.MARKS[review.verdict]} {review.verdict}{said}"]
        if review.quote:
            lines += wrap(f"“{review.quote}”", width)
    for part in around:
        lines += ["", part.title]
        lines += (f"  {line}" for said in part.lines for line in wrap(said, width - 2))
    if note:
        lines += ["", *wrap(note, width)]
    return "\n".join(lines) + "\n"


def changes(changes: Iterable[Change], width: int = WIDTH) -> str:
    """Return what fields said before, a line each, under the day of the change."""
    lines: list[str] = []
    day = ""
    for change in changes:
        if words.day(change.changed_on) != day:
            day = words.day(change.changed_on)
            lines.append(day)
        lines += [f"  {line}" for line in wrap(words.change(change), width - 2)]
    return "\n".join(lines) + "\n"


def quotes(hits: Iterable[QuoteHit], width: int = WIDTH) -> str:
    """Return quotes that were found, each under who said it of what."""
    lines: list[str] = []
    for hit in hits:
        passage = "".join(f"[{piece}]" if is_found else piece for piece, is_found in hit.passage)
        said = f"{words.MARKS[hit.verdict]} {hit.verdict}"
        lines += [f"{hit.name}, {hit.critic}: {said}", *wrap(f"“{passage}”", width), ""]
    return "\n".join(lines)
