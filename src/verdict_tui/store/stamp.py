"""The order of votes: a hybrid logical clock, so that a vote beats what its author could see.

After Kulkarni et al., "Logical Physical Clocks" (2014): physical milliseconds with a logical
counter for what happens within one, or before a clock that was ahead. Unlike theirs, a stamp comes
after the one that it replaces and is compared with nothing else: a wrong clock spoils no other.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from verdict_tui.errors import NotSavedError
from verdict_tui.model import Stamp

MOST_COUNTED = 1 << 31
"""A counter stays below this; then it is carried into the milliseconds."""

AHEAD_MS = 24 * 60 * 60 * 1000
"""How far a stamp may be ahead of the clock, in milliseconds, before people hear of it."""

END_OF_CLOCKS_MS = 4_102_444_800_000
"""The year 2100: a clock that says so, or that it is before 1970, is wrong, and dates no vote."""

REACH_MS = END_OF_CLOCKS_MS
"""How far ahead of its own clock a log's reader takes stamps in, in milliseconds.

Whatever two clocks say from 1970 to 2100, a vote dated by the one is taken in by the other. The
bound moves with the clock, so that there is no last stamp that nobody could come after.
"""

END_OF_STAMPS_MS = END_OF_CLOCKS_MS + REACH_MS
"""The year 2230: no stamp from here on was ever given or taken in."""

IS_POSSIBLE = f"ms < {END_OF_STAMPS_MS} AND counter < {MOST_COUNTED}"
"""What is true, in SQL, of the stamps of events that can count."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def next_stamp(now_ms: int, replaced: Stamp | None) -> Stamp:
    """Return the stamp of a new vote.

    It is (now, 0), unless the stamp that it replaces is not smaller: then the one directly after.

    Args:
        now_ms: the wall clock, in milliseconds since 1970.
        replaced: the stamp of the vote that the new one replaces.
    """
    now = Stamp(now_ms, 0)
    return now if replaced is None or replaced < now else successor(replaced)


def successor(stamp: Stamp) -> Stamp:
    """Return the stamp directly after another."""
    if stamp.counter + 1 == MOST_COUNTED:
        return Stamp(stamp.ms + 1, 0)
    return Stamp(stamp.ms, stamp.counter + 1)


def is_ahead(stamp: Stamp, now_ms: int) -> bool:
    """Say whether a stamp is so far in the future that people should hear of it."""
    return stamp.ms - now_ms > AHEAD_MS


def fault(stamp: Stamp, now_ms: int) -> str:
    """Say why a log's stamp is not taken in; empty when it is.

    Args:
        stamp: the event's.
        now_ms: the wall clock, in milliseconds since 1970.
    """
    if stamp.counter >= MOST_COUNTED:
        return f"counter is not under {MOST_COUNTED}"
    if stamp.ms - now_ms >= REACH_MS:
        return f"ms is in {_year(stamp.ms)}, more than 130 years ahead of this computer's clock"
    return ""


def check_clock(now_ms: int, undone: str) -> None:
    """Refuse to go by a clock that can't be right.

    Args:
        now_ms: the wall clock, in milliseconds since 1970.
        undone: what is not done because of it, as in "your vote was not saved".

    Raises:
        NotSavedError: the clock is before 1970, or after 2099.
    """
    if not 0 <= now_ms < END_OF_CLOCKS_MS:
        raise NotSavedError(
            undone, f"this computer's clock says {_year(now_ms)}", "set the clock and try again"
        )


def _year(ms: int) -> str:
    try:
        return f"the year {(_EPOCH + timedelta(milliseconds=ms)).year}"
    except OverflowError:
        return "a year after 9999" if ms > 0 else "a year before 1"
