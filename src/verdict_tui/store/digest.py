"""Reading what is new in some days. What is dated in the future is not news yet."""

from __future__ import annotations

import os
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING

from verdict_tui import weeks
from verdict_tui.digest import Digest, Named, Pairing, Renamed, Repriced, Reviewed, Ruling
from verdict_tui.errors import NotSavedError
from verdict_tui.model import Price, Review
from verdict_tui.store import schema
from verdict_tui.store.changelog import read_change
from verdict_tui.store.movement import read_movements
from verdict_tui.store.rows import read_date, read_verdict
from verdict_tui.store.tools import read_added
from verdict_tui.store.weekly import read_weeks
from verdict_tui.text import clean, clean_line, fold
from verdict_tui.weeks import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from verdict_tui.model import Change, Verdict
    from verdict_tui.store.database import Database

_PUBLISHED = """
    SELECT a.slug, a.name, b.slug, b.name, published_on
    FROM comparisons JOIN tools AS a ON a.id = a_id JOIN tools AS b ON b.id = b_id
    WHERE published_on BETWEEN :first AND :last ORDER BY published_on DESC, comparisons.id
"""

_REVIEWED = """
    SELECT tools.slug, tools.name, critics.name, verdict, quote, reviewed_on
    FROM reviews JOIN tools ON tools.id = tool_id JOIN critics ON critics.id = critic_id
    WHERE reviews.id IN (
        SELECT id FROM reviews WHERE reviewed_on BETWEEN :first AND :last
        UNION
        SELECT reviews.id FROM changes
        JOIN critics ON critics.name = critic
        JOIN reviews ON reviews.tool_id = changes.tool_id AND critic_id = critics.id
        WHERE field = 'verdict' AND changed_on BETWEEN :first AND :last)
    ORDER BY critics.position, critics.id
"""

_CHANGED = """
    SELECT tools.slug, tools.name, field, before, after, changed_on, critic
    FROM changes JOIN tools ON tools.id = tool_id
    WHERE field IN ('entry_price', 'name', 'verdict') AND changed_on BETWEEN :first AND :last
    ORDER BY changes.id
"""


_PLACES = uuid.UUID("47cddddc-c30b-4cc4-901c-34a9a9948f7e")
"""The name space (RFC 9562, section 5.5) of ids made of a path: a number drawn once."""


def feed_id(database: Database) -> uuid.UUID:
    """Return what the feeds of a database are known by; drawn for the first of them.

    Where nothing can be written it is made of the path instead.
    """
    if not database.meta(schema.FEED):
        with suppress(NotSavedError), database.transaction("the feed got no id"):
            if not database.meta(schema.FEED):  # another process may have been first
                database.set_meta(schema.FEED, str(uuid.uuid4()))
    try:
        return uuid.UUID(database.meta(schema.FEED))
    except ValueError:
        return uuid.uuid5(_PLACES, os.path.realpath(database.path))


def read_digest(database: Database, span: Span, today: date | None = None) -> Digest:
    """Return what is new in some days.

    Args:
        database: an open database.
        span: the days.
        today: the day it is, by default the real one; what is dated later is left out.
    """
    days = Span(span.first, min(span.last, today or weeks.today()))
    if days.last < days.first:
        return Digest(span)
    changes = _read_changes(database, days)
    return Digest(
        span,
        tools=tuple(read_added(database, days)),
        comparisons=tuple(_read_comparisons(database, days)),
        verdicts=tuple(_read_verdicts(database, days, changes)),
        prices=tuple(_prices(changes)),
        names=tuple(_names(changes)),
        community=tuple(read_movements(database, *weeks.moments(days))),
    )


def read_newest(database: Database, today: date | None = None) -> Digest | None:
    """Return what is new in the newest week with news, or None when there is none at all.

    Args:
        database: an open database.
        today: the day it is, by default the real one; what is dated later is left out.
    """
    for week in read_weeks(database, today):
        digest = read_digest(database, week, today)
        if digest.newest:  # votes and changes may have come to nothing
            return digest
    return None


def _bounds(days: Span) -> dict[str, str]:
    return {"first": days.first.isoformat(), "last": days.last.isoformat()}


def _named(slug: str, name: str) -> Named:
    return Named(clean_line(slug), clean_line(name))


def _read_comparisons(database: Database, days: Span) -> Iterator[Pairing]:
    rows = database.connection.execute(_PUBLISHED, _bounds(days))
    for slug_a, name_a, slug_b, name_b, day in rows:
        published_on = read_date(day)
        if published_on:
            yield Pairing(_named(slug_a, name_a), _named(slug_b, name_b), published_on)


def _read_changes(database: Database, days: Span) -> list[tuple[Named, Change]]:
    """Return what changed, the oldest first: of several changes on a day what they come to."""
    net: dict[tuple[Named, str, str, date], Change] = {}
    for slug, name, *row in database.connection.execute(_CHANGED, _bounds(days)):
        field, before, after, day, critic = row
        change = read_change((field, before, after, day, critic))
        key = (_named(slug, name), change.field, change.critic, change.changed_on)
        net[key] = change._replace(before=net.get(key, change).before)
    return [
        (key[0], change)
        for key, change in net.items()
        if _undated(change.before) != _undated(change.after)
    ]


def _undated(value: str | Price) -> str | Price:
    """Return a price without the date on which it was true: a new date alone changes nothing."""
    return value if isinstance(value, str) else value._replace(as_of=None)


def _prices(changes: Iterable[tuple[Named, Change]]) -> list[Repriced]:
    found = [
        Repriced(tool, change.before, change.after, change.changed_on)
        for tool, change in changes
        if isinstance(change.before, Price) and isinstance(change.after, Price)
    ]
    return sorted(found, key=lambda each: _newest_first(each.on, each.tool))


def _names(changes: Iterable[tuple[Named, Change]]) -> list[Renamed]:
    found = [
        Renamed(tool, _line(change.before), _line(change.after), change.changed_on)
        for tool, change in changes
        if change.field == "name"
    ]
    return sorted(found, key=lambda each: _newest_first(each.on, each.tool))


def _line(value: str | Price) -> str:
    return clean_line(value) if isinstance(value, str) else ""


def _newest_first(on: date, tool: Named) -> tuple[int, str]:
    return -on.toordinal(), fold(tool.name)


def _read_verdicts(
    database: Database, days: Span, changes: Iterable[tuple[Named, Change]]
) -> list[Reviewed]:
    changed: dict[tuple[str, str], list[Change]] = {}
    for tool, change in changes:
        if change.field == "verdict":
            changed.setdefault((tool.slug, change.critic), []).append(change)
    found: dict[Named, list[Ruling]] = {}
    rows = database.connection.execute(_REVIEWED, _bounds(days))
    for slug, name, critic, verdict, quote, day in rows:
        tool = _named(slug, name)
        review = Review(clean_line(critic), read_verdict(verdict), clean(quote), read_date(day))
        ruling = _ruling(review, changed.get((tool.slug, review.critic), ()), days)
        if ruling:
            found.setdefault(tool, []).append(ruling)
    verdicts = [Reviewed(tool, tuple(rulings)) for tool, rulings in found.items()]
    return sorted(verdicts, key=lambda each: _newest_first(each.on, each.tool))


def _ruling(review: Review, changes: Sequence[Change], days: Span) -> Ruling | None:
    """Return what is new about a review: that it was written, or that its verdict changed.

    Args:
        review: the review as it is now.
        changes: of its verdict within the days, the oldest first.
        days: the days.
    """
    on = review.reviewed_on
    is_new = on is not None and days.first <= on <= days.last
    said: Verdict = review.verdict
    before: Verdict | None = None
    if changes:
        said = _verdict(changes[-1].after)
        before = _verdict(changes[0].before)
    if before in (None, said):
        return Ruling(review._replace(verdict=said), None, on) if is_new and on else None
    latest = changes[-1].changed_on
    newest = max(latest, on) if is_new and on else latest
    return Ruling(review._replace(verdict=said), before, newest)


def _verdict(said: str | Price) -> Verdict:
    return "ship" if said == "ship" else "skip"
