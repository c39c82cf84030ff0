"""What the app remembers between runs, in the database but in no export."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from verdict_tui.store.rows import Json, read_date, read_json

if TYPE_CHECKING:
    from datetime import date

    from verdict_tui.store.database import Database

Value: TypeAlias = Json

LAST_COMPARISON = "last comparison"
THEME = "theme"
LIST = "list"
"""Filters, sort and highlighted tool of the picker."""
LENS = "lens"
"""The names of the muted critics."""
LAST_LOOK = "last look at the digest"
"""A day, as `YYYY-MM-DD`."""

WELCOMED = "welcomed"
"""Whether the lines for whoever is new have been shown."""
SEEN = "seen in the digest"
"""Of each week, by its first day, the numbers of what I have seen."""


def recall(database: Database, key: str) -> Value:
    """Return what is remembered under a key; None for nothing, or for what can't be read."""
    row = database.connection.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
    return read_json(row[0]) if row else None


def remember(database: Database, key: str, value: Value) -> None:
    """Remember a value. A database that can't be written remembers nothing.

    Raises:
        NotSavedError: the file could be written when it was opened, but not now.
    """
    if database.read_only or recall(database, key) == value:
        return
    with database.transaction(f"the {key} was not remembered"):
        database.connection.execute(
            "INSERT INTO state VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (key, json.dumps(value, ensure_ascii=False)),
        )


def recall_pair(database: Database) -> tuple[str, str] | None:
    """Return the slugs of the comparison that was open last."""
    return as_pair(recall(database, LAST_COMPARISON))


def as_pair(value: Value) -> tuple[str, str] | None:
    """Return a value that was remembered as the slugs of a pair; None for what is none."""
    if not (isinstance(value, list) and len(value) == 2):
        return None
    a, b = value
    return (a, b) if isinstance(a, str) and isinstance(b, str) else None


def recall_lens(database: Database) -> frozenset[str]:
    """Return the names of the critics who are muted."""
    value = recall(database, LENS)
    names = value if isinstance(value, list) else []
    return frozenset(name for name in names if isinstance(name, str))


def recall_seen(database: Database) -> dict[str, list[int]]:
    """Return what was marked as seen in the digest: numbers of items, by week."""
    value = recall(database, SEEN)
    weeks = value if isinstance(value, dict) else {}
    return {
        week: [number for number in numbers if isinstance(number, int)]
        for week, numbers in weeks.items()
        if isinstance(numbers, list)
    }


def recall_look(database: Database) -> date | None:
    """Return the day on which the digest was looked at last."""
    value = recall(database, LAST_LOOK)
    return read_date(value) if isinstance(value, str) else None


def remember_look(database: Database, day: date) -> None:
    """Remember the day on which the digest was looked at, as `remember` does.

    Raises:
        NotSavedError: the file could be written when it was opened, but not now.
    """
    remember(database, LAST_LOOK, day.isoformat())
