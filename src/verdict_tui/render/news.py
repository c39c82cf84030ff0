"""What is new, in words: the sections of a digest, before they become text or Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verdict_tui import figures
from verdict_tui.render import words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from verdict_tui.digest import Digest, Moved, Pairing, Renamed, Repriced, Reviewed, Ruling
    from verdict_tui.model import Share, Standing
    from verdict_tui.weeks import Span


class Item(NamedTuple):
    """One piece of news."""

    subject: str
    """What it is about, in a few words."""
    said: str
    more: str = ""
    """A sentence that may stand below."""
    slugs: tuple[str, ...] = ()
    """The tool that it is about, or the two that are compared."""
    on: date | None = None
    """The day of it."""
    kind: str = ""
    """What sort of news it is, in a word."""
    known_by: str = ""
    """What tells it from other news of its kind, tools and day, where that is not `said`."""
    names: tuple[str, ...] = ()
    """The names of the two tools that are compared; empty for other news."""


class Section(NamedTuple):
    """News of one kind; never without items."""

    heading: str
    """What they are, with their count."""
    items: tuple[Item, ...]


def title(digest: Digest) -> str:
    """Say what a digest is: `What is new in 2026-W47, 16 to 22 Nov 2026`."""
    return f"What is new {_within(digest.span)}"


def nothing(span: Span, newest: date | None) -> str:
    """Say that nothing is new in some days, and when the newest news was.

    Args:
        span: the days.
        newest: the day of the newest news; None when there is none at all.
    """
    if newest is None:
        return "There is no news yet."
    return f"Nothing new {_within(span)}; the newest news is of {words.day(newest)}."


def _within(span: Span) -> str:
    if span.week:
        return f"in {span.week}, {words.days(*span)}"
    return f"since {words.day(span.first)}"


def sections(digest: Digest) -> list[Section]:
    """Return the news by kinds; a kind without news has no section."""
    rulings = sum(len(each.rulings) for each in digest.verdicts)
    found = (
        (
            f"{words.plural(len(digest.tools), 'tool')} added",
            [
                Item(tool.name, added(each), tool.tagline, (tool.slug,), tool.added_on, "added")
                for each in digest.tools
                for tool in (each.tool,)
            ],
        ),
        (
            f"{words.plural(len(digest.comparisons), 'comparison')} published",
            [
                Item(
                    words.day(each.on), pairing(each), "", (each.a.slug, each.b.slug), each.on,
                    "comparison", names=(each.a.name, each.b.name),
                )
                for each in digest.comparisons
            ],
        ),
        (
            f"{words.plural(rulings, 'verdict')} on {words.plural(len(digest.verdicts), 'tool')}",
            [_item(each, "verdicts", verdicts(each.rulings)) for each in digest.verdicts],
        ),
        (
            f"{words.plural(len(digest.prices), 'price')} changed",
            [_item(each, "price", repriced(each)) for each in digest.prices],
        ),
        (
            f"{words.plural(len(digest.names), 'tool')} renamed",
            [
                _item(each, "renamed", renamed(each))._replace(subject=each.after)
                for each in digest.names
            ],
        ),
        (
            f"Community moved on {words.plural(len(digest.community), 'tool')}",
            [
                _item(each, "community", moved(each))._replace(known_by=_moved_by_others(each))
                for each in digest.community
            ],
        ),
    )  # fmt: skip
    return [Section(heading, tuple(items)) for heading, items in found if items]


def brought(digest: Digest) -> str:
    """Say what a week has brought: `2026-W47: 2 tools, 13 verdicts, community on 3 tools`."""
    rulings = sum(len(each.rulings) for each in digest.verdicts)
    changes = len(digest.prices) + len(digest.names)
    moved = words.plural(len(digest.community), "tool")
    parts = (
        words.plural(len(digest.tools), "tool") if digest.tools else "",
        words.plural(len(digest.comparisons), "comparison") if digest.comparisons else "",
        words.plural(rulings, "verdict") if rulings else "",
        words.plural(changes, "change") if changes else "",
        f"community on {moved}" if digest.community else "",
    )
    return f"{digest.span.week}: {', '.join(filter(None, parts))}"


def _item(news: Reviewed | Repriced | Renamed | Moved, kind: str, said: str) -> Item:
    return Item(news.tool.name, said, "", (news.tool.slug,), news.on, kind)


def added(standing: Standing) -> str:
    """Say of a tool that was added who makes it, of which category it is, what it costs."""
    tool = standing.tool
    price = "" if tool.entry_price.kind == "unknown" else words.price(tool.entry_price)
    return ", ".join(filter(None, (tool.vendor, tool.category, price)))


def pairing(published: Pairing) -> str:
    """Name a comparison: `Zed vs Cursor`."""
    return f"{published.a.name} vs {published.b.name}"


def verdicts(rulings: Iterable[Ruling]) -> str:
    """Say who ships and who skips: `ship: Ann and Bob; skip: Cid (was ship)`."""
    sides: dict[str, list[str]] = {"ship": [], "skip": []}
    for ruling in rulings:
        sides[ruling.review.verdict].append(_critic(ruling))
    return "; ".join(
        f"{said}: {words.names(critics)}" for said, critics in sides.items() if critics
    )


def verdict(ruling: Ruling) -> str:
    """Say what one critic says: `Cid: skip (was ship)`."""
    was = f" (was {ruling.before})" if ruling.before else ""
    return f"{ruling.review.critic}: {ruling.review.verdict}{was}"


def _critic(ruling: Ruling) -> str:
    return (
        f"{ruling.review.critic} (was {ruling.before})" if ruling.before else ruling.review.critic
    )


def repriced(change: Repriced) -> str:
    """Say what a tool costs and what it did: `$12 / month, was Free`."""
    return f"{words.price(change.after)}, was {words.price(change.before)}"


def renamed(change: Renamed) -> str:
    """Say what a tool was called: `was Alpha`."""
    return f"was {change.before}"


def moved(change: Moved) -> str:
    """Say where the community stands and stood: `60% (3 of 5), was 50% (1 of 2, few)`."""
    return f"{_share(change.after)}, was {_share(change.before)}"


def _moved_by_others(change: Moved) -> str:
    before, after = change.others or (change.before, change.after)
    return moved(change._replace(before=before, after=after))


def _share(share: Share) -> str:
    if not share.total:
        return words.count(share)
    few = ", few" if figures.is_few(share) else ""
    return f"{figures.percent(share)} ({words.count(share)}{few})"
