"""Comparisons that are kept, to come back to: in the state, the latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.catalogue import Kept
from verdict_tui.store import state
from verdict_tui.store.slugs import canonical
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    from verdict_tui.store.database import Database

_KEY = "bookmarks"


def read_kept(database: Database) -> tuple[Kept, ...]:
    """Return the comparisons that are kept and whose tools are both here, the latest first."""
    found = (_named(database, pair) for pair in _read(database))
    return tuple(kept for kept in found if kept)


def toggle(database: Database, pair: tuple[str, str]) -> bool:
    """Keep a comparison, or no longer, whichever way round; say whether it is kept now.

    Raises:
        NotSavedError: the file could be written when it was opened, but not now.
    """
    pairs = _read(database)
    others = [each for each in pairs if set(each) != set(pair)]
    is_new = len(others) == len(pairs)
    kept = [pair, *others] if is_new else others
    state.remember(database, _KEY, [[a, b] for a, b in kept])
    return is_new


def _read(database: Database) -> list[tuple[str, str]]:
    value = state.recall(database, _KEY)
    pairs = map(state.as_pair, value if isinstance(value, list) else [])
    return [pair for pair in pairs if pair]


def _named(database: Database, pair: tuple[str, str]) -> Kept | None:
    a, b = (_tool(database, slug) for slug in pair)
    return Kept((a[0], b[0]), (a[1], b[1])) if a and b else None


def _tool(database: Database, slug: str) -> tuple[str, str] | None:
    """Return the slug and the name that a tool has now, which may have been renamed."""
    row = database.connection.execute(
        "SELECT slug, name FROM tools WHERE slug = ?", (canonical(database.connection, slug),)
    ).fetchone()
    return (clean_line(row[0]), clean_line(row[1])) if row else None
