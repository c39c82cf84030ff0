"""The order of votes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verdict_tui.model import Stamp
from verdict_tui.store.stamp import next_stamp

times = st.integers(0, 5_000_000_000_000)
stamps = st.builds(Stamp, times, st.integers(0, 1000))


def test_it_begins_at_now_and_zero() -> None:
    assert next_stamp(1700, None, None) == Stamp(1700, 0)


def test_a_clock_that_has_moved_on_starts_the_counter_again() -> None:
    assert next_stamp(1700, Stamp(1699, 7), Stamp(1600, 2)) == Stamp(1700, 0)


def test_two_votes_in_one_millisecond_are_told_apart_by_the_counter() -> None:
    assert next_stamp(1700, Stamp(1700, 0), None) == Stamp(1700, 1)


def test_a_clock_that_jumped_back_does_not_take_the_order_back() -> None:
    assert next_stamp(1000, Stamp(1700, 3), None) == Stamp(1700, 4)


def test_a_vote_from_the_future_is_beaten_by_the_one_that_replaces_it() -> None:
    year_2099 = 4_070_908_800_000
    assert next_stamp(1700, None, Stamp(year_2099, 0)) == Stamp(year_2099, 1)


@given(times, st.none() | stamps, st.none() | stamps)
def test_a_new_stamp_is_greater_than_all_it_must_come_after(
    now: int, last: Stamp | None, replaced: Stamp | None
) -> None:
    new = next_stamp(now, last, replaced)
    assert all(new > stamp for stamp in (last, replaced) if stamp is not None)
    assert new >= Stamp(now, 0)
