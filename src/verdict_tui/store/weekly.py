"""Which weeks there may be news in. Only days are looked at, so that a long list costs little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui import weeks
from verdict_tui.store.rows import read_date
from verdict_tui.weeks import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from verdict_tui.store.database import Database

_DAYS = """
    SELECT added_on FROM tools WHERE added_on <= :today
    UNION SELECT published_on FROM comparisons WHERE published_on <= :today
    UNION SELECT reviewed_on FROM reviews WHERE reviewed_on <= :today
    UNION SELECT changed_on FROM changes
        WHERE changed_on <= :today AND field IN ('entry_price', 'name', 'verdict')
        AND json_valid(before) AND json_valid(after)
        AND json_remove(before, '$.as_of') <> json_remove(after, '$.as_of')
"""
"""The days of news; a price that only got a new date has not changed."""

_VOTES_OF_OTHERS = """
    SELECT (SELECT count(*) FROM votes WHERE ms >= :start AND ms < :end)
        - (SELECT count(*) FROM votes WHERE ms >= :start AND ms < :end AND voter = :me)
"""
"""Two ranges of two indexes: to look at each vote's voter would take ten times as long."""


def read_weeks(database: Database, today: date | None = None) -> list[Span]:
    """Return the ISO weeks in which something came about, the newest first.

    Votes of others may have moved nothing, and changes of a day may come to nothing: whether a
    week has news, only its digest says. Votes of mine are no news.

    Args:
        database: an open database.
        today: the day it is, by default the real one; what is dated later is left out.
    """
    today = today or weeks.today()
    rows = database.connection.execute(_DAYS, {"today": today.isoformat()})
    days = (read_date(text) for (text,) in rows)
    found = {weeks.week_of(day) for day in days if day}
    return sorted(found.union(_with_votes(database, today)), reverse=True)


def _with_votes(database: Database, today: date) -> Iterator[Span]:
    """Yield the weeks in which others cast votes, going back from vote to vote."""
    _, end = weeks.moments(Span(today, today))
    while True:
        (newest,) = database.connection.execute(
            "SELECT max(ms) FROM votes WHERE ms < ?", (end,)
        ).fetchone()
        if newest is None:
            return
        week = weeks.week_of(weeks.day_of(newest))
        start = weeks.moment(week.first)
        span = {"start": start, "end": end, "me": database.voter}
        (count,) = database.connection.execute(_VOTES_OF_OTHERS, span).fetchone()
        if count:
            yield week
        end = start
