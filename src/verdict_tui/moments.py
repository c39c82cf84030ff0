"""Moments as people read them: in the time of where they are."""

from __future__ import annotations

_LONGEST = 40
_OF_MOMENTS = frozenset("0123456789-:.,+TZW ")


def local_minute(moment: str) -> str:
    """Say an ISO 8601 moment to the minute in local time: `2026-11-23 16:48`.

    What is no moment is returned as it is.
    """
    from datetime import datetime

    try:
        local = datetime.fromisoformat(moment).astimezone()
    except (ValueError, OverflowError):
        return moment
    return f"{local:%Y-%m-%d %H:%M}"


def is_moment(text: str) -> bool:
    """Say whether text is a moment in ISO 8601, such as `2026-11-23T16:48:00.123+00:00`."""
    from datetime import datetime

    # Python takes any character for the T, so only those that belong there are let in.
    if len(text) > _LONGEST or not _OF_MOMENTS.issuperset(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def moment_of(ms: int) -> str:
    """Return milliseconds since 1970 as a moment in ISO 8601, in UTC; empty beyond all years."""
    from datetime import UTC, datetime

    try:
        return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError, OSError):
        return ""
