"""Days and ISO weeks, and the span of days that news is asked for.

A day begins where the program runs: the local midnight.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from verdict_tui.errors import WrongUseError
from verdict_tui.text import clean_line, clipped

LAST = "last"
"""Asks for what is new since the last look, which the database knows (`store.state`)."""

_USAGE = f"7d, 2w, 3m, 2026-11-02, 2026-W45 or {LAST}"

_AGE = re.compile(r"(\d{1,5})([dwmy])", re.ASCII | re.IGNORECASE)
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.ASCII | re.IGNORECASE)
_SUNDAY = timedelta(days=6)
_EPOCH_YEAR = 1970


class Span(NamedTuple):
    """Some days in a row."""

    first: date
    last: date
    """The last of them, which belongs to it."""

    @property
    def week(self) -> str:
        """The name of the ISO week that it is, as `2026-W47`; empty for any other span."""
        return _name(self.first) if self == week_of(self.first) else ""


def today() -> date:
    """Return the day it is here."""
    return date.today()


def moment(day: date) -> int:
    """Return when a day begins here, in milliseconds since 1970; 0 for a day before that."""
    if day.year < _EPOCH_YEAR:
        return 0
    return max(round(datetime.combine(day, time.min).timestamp() * 1000), 0)


def moments(span: Span) -> tuple[int, int]:
    """Return when some days begin here and when they are over, in milliseconds since 1970."""
    return moment(span.first), moment(span.last + timedelta(days=1))


def day_of(ms: int) -> date:
    """Return the day that it is here at a moment, given in milliseconds since 1970."""
    return date.fromtimestamp(ms // 1000)


def week_of(day: date) -> Span:
    """Return the ISO week of a day, from Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + _SUNDAY)


def days_of(age: str) -> int | None:
    """Return how many days an age has; None for what is no age.

    Ages are written `7d`, `2w`, `3m` (months of 30 days), `1y` (years of 365).
    """
    found = _AGE.fullmatch(age)
    return int(found[1]) * _DAYS[found[2].lower()] if found else None


def days_ago(days: int, today: date) -> date:
    """Return the day that was so many days ago, or the first that there is."""
    return date.fromordinal(max(today.toordinal() - days, 1))


def read_span(text: str, today: date) -> Span:
    """Read the span that is meant by an age, a day or a week.

    An age and a day go on until today; a week is that week.

    Args:
        text: what was asked for.
        today: the day it is.

    Raises:
        WrongUseError: it is none of these, or in the future; the message says what is right.
    """
    asked = text.strip()
    days = days_of(asked)
    if days is not None:
        return Span(days_ago(days, today), today)
    week = _WEEK.fullmatch(asked)
    first = _monday(int(week[1]), int(week[2])) if week else _day(asked)
    if first > today:
        raise WrongUseError(
            f"{clean_line(asked)} is in the future",
            f"today is {today.isoformat()}, in {_name(today)}",
            "name a day or a week that has begun",
        )
    return week_of(first) if week else Span(first, today)


def _name(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _monday(year: int, week: int) -> date:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        pass
    try:
        weeks = date(year, 12, 28).isocalendar().week  # this day is always in the last one
    except ValueError:
        raise _nothing(f"{year:04}-W{week:02}") from None
    raise WrongUseError(
        f"there is no week {year:04}-W{week:02}", f"{year} has the weeks W01 to W{weeks}"
    )


def _day(asked: str) -> date:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        raise _nothing(asked) from None


def _nothing(asked: str) -> WrongUseError:
    return WrongUseError(f"'{clipped(asked)}' names no time", remedy=f"try {_USAGE}")
