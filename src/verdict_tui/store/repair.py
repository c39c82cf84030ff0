"""Mending a damaged database: what follows from the log anew, what can be read saved."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.errors import DamagedError, DatabaseError
from verdict_tui.store import votes
from verdict_tui.store.checking import find_damage, is_of_the_file
from verdict_tui.store.database import create_empty, open_database
from verdict_tui.store.slugs import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verdict_tui.store.database import Database

_TABLES = (
    "meta", "tools", "aliases", "critics", "reviews", "comparisons", "changes", "votes", "state",
)  # fmt: skip
_COMPANIONS = ("", "-wal", "-shm")


class Repaired(NamedTuple):
    """What a repair did."""

    backup: Path
    """The file as it was."""
    told: tuple[str, ...]
    """What was mended, and what was lost, a sentence each."""


def repair(path: Path) -> Repaired | None:
    """Mend a database after making a copy of it; None when there is nothing to mend.

    Raises:
        DatabaseError: it can't be mended; the file is as it was.
    """
    try:
        with open_database(path) as database:
            damage = find_damage(database)
    except DamagedError as error:
        damage = [str(error)]
        is_readable = False
    else:
        is_readable = not any(map(is_of_the_file, damage))
    if not damage:
        return None
    backup = _copy(path)
    told = _derive_anew(path) if is_readable else _save_what_can_be_read(path)
    return Repaired(backup, told)


def _copy(path: Path) -> Path:
    """Copy the file, and what belongs to it, to names that say when."""
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    backup = path.with_name(f"{path.name}.backup-{stamp}")
    number = 1
    while backup.exists():
        number += 1
        backup = path.with_name(f"{path.name}.backup-{stamp}-{number}")
    for companion in _COMPANIONS:
        with suppress(FileNotFoundError):
            shutil.copy2(f"{path}{companion}", f"{backup}{companion}")
    return backup


def _derive_anew(path: Path) -> tuple[str, ...]:
    with open_database(path, writing=True) as database:
        return _mend(database)


def _mend(database: Database) -> tuple[str, ...]:
    """Derive everything that can be derived, and drop what refers to nothing."""
    told: list[str] = []
    with database.transaction("the database was not repaired") as connection:
        dropped = _drop_dangling(connection)
        if dropped:
            told.append(f"dropped {dropped:,} rows that referred to nothing")
        slugs = connection.execute(
            "SELECT tool FROM votes UNION SELECT tool FROM standings UNION SELECT tool FROM tallies"
        ).fetchall()
        affected = {slug for (slug,) in slugs}
        affected |= {canonical(connection, slug) for slug in affected}
        votes.refold_all(connection, affected)
        connection.execute("INSERT INTO reviews_fts (reviews_fts) VALUES ('rebuild')")
        told.append("what counts was derived anew from the vote log")
    return tuple(told)


def _drop_dangling(connection: sqlite3.Connection) -> int:
    """Drop the rows that refer to nothing; return how many there were."""
    dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    for table, row, _, _ in dangling:
        if row is not None:
            connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))
    # Aliases have no row ids.
    connection.execute("DELETE FROM aliases WHERE tool_id NOT IN (SELECT id FROM tools)")
    return len(dangling)


def _save_what_can_be_read(path: Path) -> tuple[str, ...]:
    """Copy the rows that can still be read into a new file, and put it in the old one's place."""
    draft = path.with_name(f".{path.name}.repaired")
    draft.unlink(missing_ok=True)
    create_empty(draft)
    told: list[str] = []
    try:
        with open_database(draft, writing=True) as database:
            with database.transaction("nothing could be saved") as connection:
                connection.execute("PRAGMA defer_foreign_keys = ON")
                for table in _TABLES:
                    count, is_whole = _take_over(path, connection, table)
                    told.append(f"{table}: {count:,} rows{'' if is_whole else ', some are lost'}")
                _drop_dangling(connection)
            told += _mend(database)
            (kept,) = database.connection.execute("SELECT count(*) FROM tools").fetchone()
            logged = votes.last_seq(database.connection)
            database.connection.execute("PRAGMA journal_mode = DELETE")
        if not kept and not logged:
            raise DatabaseError(f"nothing in {path} can be read any more", remedy=_GO_BACK)
        for companion in _COMPANIONS[1:]:
            Path(f"{path}{companion}").unlink(missing_ok=True)
        draft.replace(path)
    finally:
        for companion in _COMPANIONS:
            Path(f"{draft}{companion}").unlink(missing_ok=True)
    return tuple(told)


_GO_BACK = "go back to a copy of it"


def _take_over(path: Path, target: sqlite3.Connection, table: str) -> tuple[int, bool]:
    """Copy a table's readable rows; return how many there are, and whether that is all."""
    there = {row[1] for row in _Readable(path, f"PRAGMA table_info({table})")}
    columns = [row[1] for row in target.execute(f"PRAGMA table_info({table})")]
    columns = [name for name in columns if name in there]  # the file may be of an earlier version
    names = ", ".join(columns)
    marks = ", ".join("?" * len(columns))
    is_whole = True
    if not columns:
        return 0, False
    clash = "REPLACE" if table == "meta" else "IGNORE"  # whose votes these are is in there
    for order in ("", f" ORDER BY {_key(table)} DESC"):  # from both ends towards the damage
        rows = _Readable(path, f"SELECT {names} FROM {table}{order}")
        for row in rows:
            with suppress(sqlite3.IntegrityError):
                target.execute(f"INSERT OR {clash} INTO {table} ({names}) VALUES ({marks})", row)
        is_whole = rows.is_whole
        if is_whole:
            break
    (count,) = target.execute(f"SELECT count(*) FROM {table}").fetchone()
    return count, is_whole


def _key(table: str) -> str:
    return {"meta": "key", "state": "key", "aliases": "tool_id"}.get(table, "rowid")


class _Readable:
    """The rows of a query as far as the file can be read."""

    def __init__(self, path: Path, query: str) -> None:
        self._path = path
        self._query = query
        self.is_whole = True

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        uri = self._path.absolute().as_uri() + "?mode=ro"
        try:
            source = sqlite3.connect(uri, uri=True)
            try:
                yield from source.execute(self._query)
            finally:
                source.close()
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            self.is_whole = False
