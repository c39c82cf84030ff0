"""What marks a file as ours, and which schema this program reads and writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

APPLICATION_ID = 0x56524443
"""SQLite's `application_id` of our files: the letters VRDC."""

SCHEMA_VERSION = 7
"""SQLite's `user_version` of a file whose every migration has been applied."""

CATALOGUE_VERSION = "catalogue version"
"""The `meta` key that goes up with every change of the catalogue, for other windows to see."""

FEED = "feed"
"""The `meta` key of the id of the feeds; made with the first feed."""

TITLE = "title"
"""The `meta` key of what a database calls itself."""

NOTE = "note"
"""The `meta` key of what a database says of its content."""

FULL_TEXT = "reviews_fts"
"""The full-text index; the tables in which SQLite keeps it are named after it."""

TABLES = frozenset(
    (
        "meta", "tools", "aliases", "critics", "reviews", "comparisons", "votes", "standings",
        "tallies", "state", "changes", "devices",
    )
)  # fmt: skip
"""The tables of every schema so far, without the full-text index."""

_TRIGGERS = frozenset(
    (
        "create trigger votes_are_never_changed before update on votes"
        " begin select raise (abort, 'the vote log is append-only'); end",
        "create trigger votes_are_never_removed before delete on votes"
        " begin select raise (abort, 'the vote log is append-only'); end",
        "create trigger reviews_ai after insert on reviews begin"
        " insert into reviews_fts (rowid, quote) values (new.rowid, new.quote); end",
        "create trigger reviews_ad after delete on reviews begin"
        " insert into reviews_fts (reviews_fts, rowid, quote)"
        " values('delete', old.rowid, old.quote); end",
        "create trigger reviews_au after update on reviews begin"
        " insert into reviews_fts (reviews_fts, rowid, quote)"
        " values('delete', old.rowid, old.quote);"
        " insert into reviews_fts (rowid, quote) values (new.rowid, new.quote); end",
    )
)
"""Every trigger that a migration made, as `normalized` has it: any other is not ours to run."""

_QUOTES = re.compile(r'["`\[\]]')


def normalized(sql: str) -> str:
    """Return a statement of a schema without what may differ: case, white space, quoted names."""
    return " ".join(_QUOTES.sub("", sql).lower().split())


def foreign_triggers(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the triggers that no migration made. They would run when we write."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return [str(name) for name, sql in rows if normalized(str(sql)) not in _TRIGGERS]


def imposters(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return what stands in the place of our tables and is none: its kind, and its name."""
    rows = connection.execute(
        "SELECT name, type FROM sqlite_master WHERE type IN ('view', 'table') AND rootpage = 0"
    )
    return list(_imposters(rows))


def _imposters(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, kind in rows:
        plain = str(name).lower()
        is_full_text = plain == FULL_TEXT and kind == "table"
        if plain in TABLES or (plain.startswith(FULL_TEXT) and not is_full_text):
            yield "view" if kind == "view" else "virtual table", plain
