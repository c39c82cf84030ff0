"""How much every week has brought. Only days are counted, so that a long list costs little."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from verdict_tui import weeks
from verdict_tui.digest import WeekNews
from verdict_tui.store.tools import read_date
from verdict_tui.weeks import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from verdict_tui.store.database import Database

_COUNTS = {
    "tools": "SELECT added_on, count(*) FROM tools WHERE added_on <= ? GROUP BY 1",
    "comparisons":
        "SELECT published_on, count(*) FROM comparisons WHERE published_on <= ? GROUP BY 1",
    "verdicts": "SELECT reviewed_on, count(*) FROM reviews WHERE reviewed_on <= ? GROUP BY 1",
    "changes":
        "SELECT changed_on, count(*) FROM changes"
        " WHERE changed_on <= ? AND field IN ('entry_price', 'name', 'verdict')"
        " AND json_remove(before, '$.as_of') <> json_remove(after, '$.as_of') GROUP BY 1",
}  # fmt: skip
"""How many of each kind on each day; a price that only got a new date has not changed."""


_VOTES = """
    SELECT (SELECT count(*) FROM votes WHERE ms >= ?1 AND ms < ?2)
        - (SELECT count(*) FROM votes WHERE ms >= ?1 AND ms < ?2 AND voter = ?3)
"""
"""Two ranges of two indexes: to look at each vote's voter would take ten times as long."""


def read_weeks(database: Database, today: date | None = None) -> list[WeekNews]:
    """Return the ISO weeks with news, the newest first, each with how much it has brought.

    Votes of others are counted as they were cast; whether they moved anything, only the week's
    digest says. Votes of mine are no news.

    Args:
        database: an open database.
        today: the day it is, by default the real one; what is dated later is left out.
    """
    today = today or weeks.today()
    counts: dict[Span, Counter[str]] = {}
    for kind, query in _COUNTS.items():
        for text, count in database.connection.execute(query, (today.isoformat(),)):
            day = read_date(text)
            if day:
                counts.setdefault(weeks.week_of(day), Counter())[kind] += count
    for week, count in _count_votes(database, today):
        counts.setdefault(week, Counter())["votes"] += count
    return [WeekNews(week, **counts[week]) for week in sorted(counts, reverse=True)]


def _count_votes(database: Database, today: date) -> Iterator[tuple[Span, int]]:
    """Yield the weeks in which others cast votes, with how many, going back from vote to vote."""
    _, end = weeks.moments(Span(today, today))
    while True:
        (newest,) = database.connection.execute(
            "SELECT max(ms) FROM votes WHERE ms < ?", (end,)
        ).fetchone()
        if newest is None:
            return
        week = weeks.week_of(weeks.day_of(newest))
        start = weeks.moment(week.first)
        (count,) = database.connection.execute(_VOTES, (start, end, database.voter)).fetchone()
        if count:
            yield week, count
        end = start
