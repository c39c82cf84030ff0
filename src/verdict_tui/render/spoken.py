"""Tools, comparisons and votes as sentences, to be listened to: no columns, no boxes, no signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.render import words
from verdict_tui.render.answer import answer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from verdict_tui.catalogue import Row
    from verdict_tui.model import (
        Comparison,
        Evidence,
        Past,
        QuoteHit,
        Review,
        Standing,
    )
    from verdict_tui.render.dossier import Part


def tool_line(row: Row, why: str = "", muted: Collection[str] = ()) -> str:
    """Tell a tool of a list in one line: what it is, its figures, why it is there."""
    parts = [
        f"{row.name}{f' ({why})' if why else ''}, {row.category}",
        words.spoken("Panel", row.panel, words.no_panel(muted)),
        words.spoken("Community", row.community),
    ]
    if row.my_vote:
        parts.append(f"You say {row.my_vote}")
    return words.sentences(*parts)


def tool_page(evidence: Evidence, note: str, around: Iterable[Part] = ()) -> str:
    """Tell everything about one tool, and what is near it."""
    near = (
        f"{part.title}: {_unmarked(words.sentences(*part.lines)).replace('  ', ', ')}"
        for part in around
    )
    muted = evidence.muted
    reviews = (_review(each, is_muted=each.critic in muted) for each in evidence.reviews)
    return _page([*_about(evidence.standing, muted), *reviews, *near, note])


def comparison_page(comparison: Comparison, note: str) -> str:
    """Tell a comparison: both tools, the answer, then critic by critic what they say of each."""
    a, b = comparison.a, comparison.b
    page = [words.question(a.tool, b.tool)]
    for label, side in (("A", a), ("B", b)):
        first, *more = _about(side, comparison.muted)
        page += [f"{label}: {first}", *more]
    for line in answer(comparison):
        page.append(f"{line.label}: {words.sentence(line.said)}")
    for row in comparison.rows:
        parts = " and ".join(
            f"{review.verdict} {side.tool.name}" if review else f"has no review of {side.tool.name}"
            for side, review in ((a, row.a), (b, row.b))
        )
        aside = ", muted" if row.critic in comparison.muted else ""
        differs = ", and so differs" if row.differs else ""
        page.append(words.ended(f"{row.critic}{aside}: {parts}{differs}"))
        for side, review in ((a, row.a), (b, row.b)):
            if review and review.quote:
                page.append(f"On {side.tool.name}: {_line(review.quote)}")
    return _page([*page, words.silent_line(comparison), note])


def quote_line(hit: QuoteHit) -> str:
    """Tell a quote that was found."""
    passage = "".join(piece for piece, _ in hit.passage)
    return f"{hit.critic} says {hit.verdict} of {hit.name}: {passage}"


def event_line(past: Past, names: Mapping[str, str]) -> str:
    """Tell an event of the log."""
    event, said = past.vote, _unmarked(words.changed(past))
    return f"{names.get(event.tool, event.tool)}: {said}. {words.at_minute(event.at)}."


def _unmarked(said: str) -> str:
    for mark in words.MARKS.values():
        said = said.replace(f"{mark} ", "")
    return said


def _about(standing: Standing, muted: Collection[str]) -> list[str]:
    tool = standing.tool
    dated = f", as of {words.day(tool.entry_price.as_of)}" if tool.entry_price.as_of else ""
    facts = [
        words.spoken("Panel", standing.panel, words.no_panel(muted)),
        words.spoken("Community", standing.community),
        f"Your vote: {words.vote(standing.my_vote or 'none')}",
        f"Entry price: {words.price(tool.entry_price)}{dated}",
        f"Licence: {tool.licence}" if tool.licence else "",
        f"Formerly {words.names(tool.aliases)}" if tool.aliases else "",
        f"Added on {words.day(tool.added_on)}" if tool.added_on else "",
    ]
    by = f", by {tool.vendor}" if tool.vendor else ""
    return [
        words.ended(f"{tool.name}, {tool.category}{by}"),
        words.sentence(tool.tagline) if tool.tagline else "",
        words.sentences(*facts),
        _line(tool.description),
        f"Link: {tool.link}" if tool.link else "",
    ]


def _review(review: Review, *, is_muted: bool) -> str:
    said = f" on {words.day(review.reviewed_on)}" if review.reviewed_on else ""
    who = f"{review.critic}, muted," if is_muted else review.critic
    return f"{who} says {review.verdict}{said}. {_line(review.quote)}".rstrip()


def _line(text: str) -> str:
    return " ".join(text.split())


def _page(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line) + "\n"
