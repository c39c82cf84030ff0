"""What columns hold, as values of the model. What can't be there counts as nothing there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verdict_tui.model import Choice, Verdict
    from verdict_tui.text import Stored

MOST = 1 << 31
"""A count in a column stays below this."""

MOST_AMOUNT = 1e12
"""An amount of money in a column stays below this."""


def as_verdict(value: Stored) -> Verdict:
    """Return what a review says; every count of the program takes what is no `ship` for a skip."""
    return "ship" if value == "ship" else "skip"


def as_vote(value: Stored) -> Verdict | None:
    """Return the verdict that a vote counts for; None for none."""
    return "ship" if value == "ship" else "skip" if value == "skip" else None


def as_choice(value: Stored) -> Choice:
    """Return what a vote says."""
    return as_vote(value) or "none"


def as_count(value: Stored) -> int:
    """Return how many a column says there are."""
    return value if isinstance(value, int) and 0 <= value < MOST else 0


def as_lines(value: Stored) -> list[str]:
    """Return the lines of a JSON list."""
    import json  # most commands ask for no list

    if not isinstance(value, str) or value == "[]":
        return []
    try:
        found: object = json.loads(value)
    except (ValueError, RecursionError):
        return []
    return [str(line) for line in found] if isinstance(found, list) else []
