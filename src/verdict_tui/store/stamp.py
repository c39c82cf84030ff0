"""The order of votes: a hybrid logical clock, so that a vote beats what its author could see.

After Kulkarni et al., "Logical Physical Clocks" (2014): physical milliseconds with a logical
counter for what happens within one, or before a clock that was ahead.
"""

from __future__ import annotations

from verdict_tui.model import Stamp

MOST_COUNTED = 1 << 31
"""A counter stays below this; then it is carried into the milliseconds."""


def next_stamp(now_ms: int, last: Stamp | None, replaced: Stamp | None) -> Stamp:
    """Return the stamp of a new vote.

    It is (now, 0), unless what it must come after is not smaller: then that one's
    milliseconds, and its counter plus one.

    Args:
        now_ms: the wall clock, in milliseconds since 1970.
        last: the last stamp this device gave.
        replaced: the stamp of the vote that the new one replaces.
    """
    now = Stamp(now_ms, 0)
    latest = max((stamp for stamp in (last, replaced) if stamp is not None), default=None)
    if latest is None or latest < now:
        return now
    if latest.counter + 1 == MOST_COUNTED:
        return Stamp(latest.ms + 1, 0)
    return Stamp(latest.ms, latest.counter + 1)
