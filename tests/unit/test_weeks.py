"""Days, ISO weeks, and what somebody may mean by 'since'."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from verdict_tui import weeks
from verdict_tui.errors import WrongUseError
from verdict_tui.text import clean_line
from verdict_tui.weeks import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = date(2026, 11, 23)  # a Monday, in 2026-W48
days = st.dates(date(1, 1, 1), date(9999, 12, 26))


@pytest.fixture(params=["UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Apia"])
def _zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run a test in several places of the world."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 12, 27), "2026-W52"),
        (date(2026, 12, 28), "2026-W53"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
    ],
)
def test_a_week_belongs_to_the_year_that_has_its_thursday(day: date, week: str) -> None:
    assert weeks.week_of(day).week == week
    assert weeks.read_span(week, date(2030, 1, 1)) == weeks.week_of(day)


@given(days)
def test_every_day_is_in_one_week_that_can_be_asked_for_by_its_name(day: date) -> None:
    week = weeks.week_of(day)
    assert week.first <= day <= week.last
    assert (week.first.weekday(), week.last.weekday()) == (0, 6)
    year, number, _ = day.isocalendar()
    assert week.week == f"{year:04}-W{number:02}"
    assert weeks.read_span(week.week, date.max) == week


@given(days, st.integers(0, 400))
def test_only_seven_days_from_a_monday_are_a_week(first: date, more: int) -> None:
    more = min(more, (date.max - first).days)
    span = Span(first, first + timedelta(more))
    assert bool(span.week) == (first.weekday() == 0 and more == 6)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("7d", date(2026, 11, 16), TODAY),
        ("0d", TODAY, TODAY),
        ("2w", date(2026, 11, 9), TODAY),
        ("3M", date(2026, 8, 25), TODAY),
        ("1y", date(2025, 11, 23), TODAY),
        ("99999y", date(1, 1, 1), TODAY),
        ("2026-11-02", date(2026, 11, 2), TODAY),
        (" 2026-11-23 ", TODAY, TODAY),
        ("2026-W45", date(2026, 11, 2), date(2026, 11, 8)),
        ("2026w5", date(2026, 1, 26), date(2026, 2, 1)),
        ("2026-W48", TODAY, date(2026, 11, 29)),
    ],
)
def test_an_age_and_a_day_go_on_until_today_and_a_week_is_that_week(
    text: str, first: date, last: date
) -> None:
    assert weeks.read_span(text, TODAY) == Span(first, last)


@pytest.mark.parametrize("text", ["2026-11-24", "2026-W49", "2027-W01", "9999-W52", "9999-12-31"])
def test_the_future_is_told_with_the_day_and_the_week_it_is(text: str) -> None:
    with pytest.raises(WrongUseError, match=rf"{text} is in the future.*2026-11-23, in 2026-W48"):
        weeks.read_span(text, TODAY)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2025-W53", "2025 has the weeks W01 to W52"),
        ("2026-W54", "2026 has the weeks W01 to W53"),
        ("2026-W00", "2026 has the weeks W01 to W53"),
        ("2026-02-30", "try 7d, 2w, 3m, 2026-11-02, 2026-W45 or last"),
        ("0000-W01", "try 7d"),
        ("soon", "'soon' names no time; try 7d"),
        ("", "try 7d"),
        ("7", "try 7d"),
        ("-3d", "try 7d"),
        ("7 d", "try 7d"),
        ("123456d", "try 7d"),
    ],
)
def test_what_names_no_time_is_told_with_what_would(text: str, why: str) -> None:
    with pytest.raises(WrongUseError, match=why):
        weeks.read_span(text, TODAY)


@given(st.text(max_size=12))
@example("a\x1b[2J")
def test_any_text_is_a_span_until_now_or_a_sentence(text: str) -> None:
    said = ""
    try:
        span = weeks.read_span(text, TODAY)
    except WrongUseError as error:
        span, said = Span(TODAY, TODAY), str(error)
    assert said == clean_line(said)
    assert span.first <= TODAY
    assert span.first <= span.last <= weeks.week_of(TODAY).last


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2011, 12, 31), TODAY])
def test_a_day_begins_at_the_local_midnight_and_ends_where_the_next_begins(day: date) -> None:
    start, end = weeks.moments(Span(day, day))
    assert weeks.day_of(start) == weeks.day_of(end - 1) == day
    assert weeks.day_of(start - 1) < day < weeks.day_of(end)
    assert end == weeks.moment(day + timedelta(days=1))


@pytest.mark.usefixtures("_zone")
def test_days_before_the_first_votes_begin_with_these() -> None:
    assert weeks.moment(date(1, 1, 1)) == weeks.moment(date(1969, 12, 31)) == 0
    midnight = time.mktime((1970, 1, 1, 0, 0, 0, 0, 0, -1))
    assert weeks.moment(date(1970, 1, 1)) == max(0, 1000 * midnight)
    assert weeks.moment(date(1970, 1, 2)) == 1000 * (midnight + 24 * 3600)


def test_in_utc_a_moment_is_what_the_calendar_says(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        midnight = datetime(2026, 11, 23, tzinfo=UTC)
        assert weeks.moment(TODAY) == midnight.timestamp() * 1000
    time.tzset()
