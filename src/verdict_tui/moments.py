"""Moments as people read them: in the time of where they are."""

from __future__ import annotations


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
