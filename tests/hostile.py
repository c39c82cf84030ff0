"""Databases in which another program has put what steers a terminal into every column of text."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from verdict_tui.store import bookmarks, state, votes
from verdict_tui.store.database import create_from_sample, open_database
from verdict_tui.store.merging import merge

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "\x1b]52;c;aGk=\x07\x9b31m\u202e\x85\u2028\x7f\u200b"
"""Copies to the clipboard, colours, turns text round and breaks lines, where it gets through."""

_STEERING = frozenset({*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0))} - {"\n", "\t"})
_TURNING = frozenset(
    "\u200b\u200e\u200f\u061c\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2069"
)

KEYS = {
    ("meta", "key"), ("meta", "value"), ("state", "key"), ("tools", "slug"), ("aliases", "slug"),
    ("critics", "name"),
    ("votes", "voter"), ("votes", "tool"), ("votes", "device"),
    ("standings", "tool"), ("standings", "voter"), ("tallies", "tool"),
    ("devices", "device"), ("devices", "place"),
}  # fmt: skip
"""What rows are found by; a tool whose slug is wrapped can't be asked for."""

WORDS = {
    ("tools", "price_kind"), ("tools", "price_period"), ("reviews", "verdict"),
    ("votes", "choice"), ("votes", "origin"), ("standings", "choice"), ("changes", "field"),
    ("tools", "added_on"), ("tools", "price_as_of"), ("comparisons", "published_on"),
    ("reviews", "reviewed_on"), ("changes", "changed_on"),
}  # fmt: skip
"""What has to be one of a few words, or a date."""


def steering(text: str) -> set[str]:
    """Return what in a text would steer a terminal."""
    return set(text) & (_STEERING | _TURNING)


def make(path: Path, kind: str) -> None:
    """Make a database in which text is hostile.

    Args:
        path: where.
        kind: `shown` wraps what is shown, `keyed` also what rows are found by, `replaced`
            replaces all text, JSON, dates and words of which there are few, too.
    """
    create_from_sample(path)
    _live_in(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("DROP TRIGGER votes_are_never_changed")
        for table, column in text_columns(connection):
            is_key, is_word = (table, column) in KEYS, (table, column) in WORDS
            if kind == "replaced" or (not is_word and (kind == "keyed" or not is_key)):
                _spoil(connection, table, column, is_whole=kind == "replaced")
        if kind == "shown":
            connection.execute(
                "UPDATE meta SET value = ? || value WHERE key IN ('title', 'note')", (HOSTILE,)
            )
        connection.commit()


def text_columns(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the columns of text of all tables but SQLite's own and the full-text index."""
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'reviews_fts%'"
    ).fetchall()
    return [
        (table, column)
        for (table,) in tables
        for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall()
        if kind == "TEXT"
    ]


def _spoil(connection: sqlite3.Connection, table: str, column: str, *, is_whole: bool) -> None:
    """Make a column hostile; JSON stays JSON, with hostile strings, unless it is replaced."""
    rows = connection.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall()
    for number, (value,) in enumerate(rows):
        if value is None:
            continue
        spoilt = f"{HOSTILE}{number}" if is_whole else f"{HOSTILE}{value}{HOSTILE}"
        if not is_whole and (value[:1] + value[-1:]) in ('""', "[]", "{}"):
            escaped = json.dumps(HOSTILE)[1:-1]
            spoilt = value.replace('"', f'"{escaped}', 1)
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (spoilt, value))


def _live_in(path: Path) -> None:
    """Leave a row at least in every table, as somebody who uses the program does."""
    with open_database(path, writing=True) as database:
        for tool, choice in (("zed", "ship"), ("aider", "skip"), ("zed", "skip")):
            votes.cast(database, tool, "ship" if choice == "ship" else "skip")
        votes.undo(database)
        theirs = [
            vote._replace(id=f"another {vote.id}", voter="somebody", undoes=None)
            for vote in votes.read_log(database)
        ]
        merge(database, enumerate(theirs, 1), "log.jsonl")
        bookmarks.toggle(database, ("zed", "cursor"))
        for key in (state.THEME, state.LIST, state.LENS, state.SEEN, state.LAST_COMPARISON):
            state.remember(database, key, ["zed", "cursor"])
        state.remember(database, state.LIST, {"filters": "cat:x", "sort": "name", "at": "zed"})
        with database.transaction("nothing") as connection:
            connection.execute(
                "INSERT INTO changes (tool_id, changed_on, critic, field, before, after)"
                " SELECT id, date(), 'Ann', 'tagline', '\"old\"', '\"new\"' FROM tools"
            )
            connection.execute(
                "INSERT INTO changes (tool_id, changed_on, field, before, after) SELECT id, date(),"
                " 'name', '\"old\"', '\"new\"' FROM tools WHERE slug = 'zed'"
            )
            connection.execute(
                "INSERT INTO aliases SELECT id, 7, 'Zedd', 'zedd' FROM tools WHERE slug = 'zed'"
            )
