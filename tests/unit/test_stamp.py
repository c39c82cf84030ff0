"""The order of votes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verdict_tui.errors import NotSavedError
from verdict_tui.model import Stamp
from verdict_tui.store.stamp import check_clock, fault, is_ahead, next_stamp, successor

NOW = 1_800_000_000_000  # in January 2027
DAY = 86_400_000
IN_1970, IN_2100 = 0, 4_102_444_800_000
LAST_COUNT = 2**31 - 1

clocks = st.integers(IN_1970, IN_2100 - 1)
stamps = st.builds(Stamp, clocks, st.integers(0, LAST_COUNT))


def test_it_begins_at_now_and_zero() -> None:
    assert next_stamp(1700, None) == Stamp(1700, 0)


def test_a_clock_that_has_moved_on_starts_the_counter_again() -> None:
    assert next_stamp(1700, Stamp(1699, 7)) == Stamp(1700, 0)


def test_two_votes_in_one_millisecond_are_told_apart_by_the_counter() -> None:
    assert next_stamp(1700, Stamp(1700, 0)) == Stamp(1700, 1)


def test_a_clock_that_jumped_back_does_not_take_the_order_back() -> None:
    assert next_stamp(1000, Stamp(1700, 3)) == Stamp(1700, 4)


def test_a_vote_from_the_future_is_beaten_by_the_one_that_replaces_it() -> None:
    year_2099 = 4_070_908_800_000
    assert next_stamp(1700, Stamp(year_2099, 0)) == Stamp(year_2099, 1)


def test_a_counter_that_is_full_is_carried_into_the_milliseconds() -> None:
    assert next_stamp(1000, Stamp(1700, LAST_COUNT - 1)) == Stamp(1700, LAST_COUNT)
    assert next_stamp(1000, Stamp(1700, LAST_COUNT)) == Stamp(1701, 0)


@given(clocks, st.none() | stamps)
def test_a_new_stamp_is_greater_than_the_one_that_it_replaces(
    now: int, replaced: Stamp | None
) -> None:
    new = next_stamp(now, replaced)
    assert replaced is None or new > replaced
    assert new >= Stamp(now, 0)
    assert new.counter <= LAST_COUNT


@given(stamps)
def test_nothing_comes_between_a_stamp_and_its_successor(stamp: Stamp) -> None:
    after = successor(stamp)
    assert after > stamp
    assert after in (Stamp(stamp.ms, stamp.counter + 1), Stamp(stamp.ms + 1, 0))
    assert (after.ms > stamp.ms) == (stamp.counter == LAST_COUNT)


@given(clocks, clocks)
def test_what_one_clock_dates_another_takes_in(one: int, another: int) -> None:
    assert fault(next_stamp(one, None), another) == ""


@given(clocks, stamps)
def test_what_comes_after_a_stamp_that_was_taken_in_is_taken_in_a_millisecond_later(
    now: int, stamp: Stamp
) -> None:
    ahead = Stamp(now + stamp.ms, stamp.counter)
    if fault(ahead, now) == "":
        assert fault(next_stamp(now, ahead), now + 1) == ""


def test_a_stamp_130_years_ahead_is_refused_and_its_year_is_told() -> None:
    assert fault(Stamp(NOW + IN_2100 - 1, 0), NOW) == ""
    assert "the year 2157" in fault(Stamp(NOW + IN_2100, 0), NOW)


@pytest.mark.parametrize("ms", [253_402_300_800_000, 2**63 - 1, 10**400])
def test_a_stamp_after_the_year_9999_is_refused(ms: int) -> None:
    assert "a year after 9999" in fault(Stamp(ms, 0), NOW)


@pytest.mark.parametrize("counter", [LAST_COUNT + 1, 2**63 - 1, 10**400])
def test_a_counter_that_was_never_given_is_refused(counter: int) -> None:
    assert fault(Stamp(NOW, LAST_COUNT), NOW) == ""
    assert "counter" in fault(Stamp(NOW, counter), NOW)


def test_more_than_a_day_ahead_is_ahead() -> None:
    assert not is_ahead(Stamp(NOW + DAY, 5), NOW)
    assert is_ahead(Stamp(NOW + DAY + 1, 0), NOW)


@pytest.mark.parametrize(
    ("clock", "year"),
    [
        (IN_1970 - 1, "the year 1969"),
        (IN_2100, "the year 2100"),
        (-(10**17), "a year before 1"),
        (10**17, "a year after 9999"),
    ],
)
def test_a_clock_that_cannot_be_right_is_named(clock: int, year: str) -> None:
    with pytest.raises(NotSavedError, match=f"nothing was done: .* clock says {year}; set"):
        check_clock(clock, "nothing was done")


@pytest.mark.parametrize("clock", [IN_1970, NOW, IN_2100 - 1])
def test_a_clock_that_may_be_right_is_gone_by(clock: int) -> None:
    check_clock(clock, "nothing was done")
