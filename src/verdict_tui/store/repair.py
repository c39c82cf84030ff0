"""Repairing a damaged database: its rows are taken over, put right, into a schema made afresh.

What follows from the log and the quotes is derived again. Votes are what a repair is for: an
event is dropped only if it says nothing that could count.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui import files
from verdict_tui.errors import DamagedError, DatabaseError, NotSavedError
from verdict_tui.store import shape, votes
from verdict_tui.store.checking import is_of_the_file, look, strict_text
from verdict_tui.store.database import BUSY_MS, explained, is_in_wal_mode, open_database
from verdict_tui.store.migrations import apply_steps, migrations
from verdict_tui.store.rules import Rows
from verdict_tui.store.schema import CATALOGUE_VERSION, FULL_TEXT, TABLES
from verdict_tui.store.slugs import canonical
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verdict_tui.store.rules import Row
    from verdict_tui.store.shape import Part, Plan

_COMPANIONS = ("", "-wal", "-shm")
_DERIVED = ("standings", "tallies")
_GO_BACK = "go back to a copy of it"
_NOT_REPAIRED = "the database was not repaired"


class Repaired(NamedTuple):
    """What a repair did."""

    backup: Path
    """The file as it was."""
    told: tuple[str, ...]
    """What was repaired, and what was lost, a sentence each."""
    left: tuple[str, ...]
    """What a check still finds."""


def repair(path: Path) -> Repaired | None:
    """Repair a database after making a copy of it; None when it was sound.

    The full-text index is made again even then.

    Raises:
        DatabaseError: it can't be repaired; the file is as it was.
    """
    path = Path(os.path.realpath(path))
    try:
        damage = look(path).damage
        is_readable = not any(map(is_of_the_file, damage))
    except DamagedError:
        damage, is_readable = ("it can't be opened",), False
    if not damage:
        _index_again(path)
        return None
    backup = _copy(path)
    told = _rebuild(path) if is_readable else _save_what_can_be_read(path)
    return Repaired(backup, tuple(told), look(path).damage)


def _index_again(path: Path) -> None:
    """Make the full-text index again, where the file can be written."""
    with open_database(path, writing=True) as database:
        if not database.read_only:
            with database.transaction("the full-text index was not made again") as connection:
                _rebuild_index(connection)


def _rebuild_index(connection: sqlite3.Connection) -> None:
    connection.execute(f"INSERT INTO {FULL_TEXT} ({FULL_TEXT}) VALUES ('rebuild')")


def _copy(path: Path) -> Path:
    """Copy the file, and what belongs to it, to names that say when."""
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    backup = path.with_name(f"{path.name}.backup-{stamp}")
    number = 1
    while backup.exists():
        number += 1
        backup = path.with_name(f"{path.name}.backup-{stamp}-{number}")
    try:
        for companion in _COMPANIONS:
            with suppress(FileNotFoundError):
                shutil.copy2(f"{path}{companion}", f"{backup}{companion}")
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise NotSavedError(_NOT_REPAIRED, f"can't copy it to {backup} first: {why}") from None
    return backup


def _rebuild(path: Path) -> list[str]:
    """Make the schema again inside the file, in one transaction: other windows stay on it."""
    with (
        explained(path, _NOT_REPAIRED, NotSavedError, checks=False),
        closing(_connect(path, "rw")) as connection,
        _transaction(connection),
    ):
        plan = shape.plan_of(connection)
        sources = _set_aside(connection, plan)
        told = [f"removed {said}" for said in _drop_all(connection, plan)]
        _build(connection, plan)
        for table, columns in sources.items():
            rows: Iterator[Row] = connection.execute(f"SELECT * FROM temp.saved_{table}")
            told += _fill(connection, table, columns, rows)
            connection.execute(f"DROP TABLE temp.saved_{table}")
        return told + _finish(connection)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000)
    connection.text_factory = strict_text
    connection.execute("PRAGMA foreign_keys = OFF")  # no row is removed because another one is
    return connection


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _saved_tables(plan: Plan) -> list[str]:
    """Return the tables whose rows say something that is said nowhere else."""
    return [table for table in plan.columns if table not in _DERIVED]


def _set_aside(connection: sqlite3.Connection, plan: Plan) -> dict[str, list[str]]:
    """Copy the rows of our tables to temporary ones; return their columns by table."""
    parts = shape.read_parts(connection)
    found = {}
    for table in _saved_tables(plan):
        part = parts.get((False, table))
        if part is None or part.kind != "table":  # what a view shows is not ours
            continue
        there = shape.read_columns(connection, table)
        columns = [column for column in plan.columns[table] if column in there]
        if not columns:
            continue
        connection.execute(
            f"CREATE TEMP TABLE saved_{table} AS SELECT {_listed(columns)}"
            f" FROM main.{table} NOT INDEXED"
        )
        found[table] = columns
    return found


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(map(shape.quoted, columns))


def _drop_all(connection: sqlite3.Connection, plan: Plan) -> list[str]:
    """Drop every trigger, our tables, and what stands in their place; return what was foreign."""
    parts = shape.read_parts(connection)
    for part in parts.values():
        if part.kind == "trigger":
            connection.execute(f"DROP TRIGGER {shape.quoted(part.name)}")
    # A virtual table takes its own tables along, and every table its indexes.
    for kind in ("view", "virtual table", "table", "index"):
        for (_, name), part in shape.read_parts(connection).items():
            if part.kind == kind and ((False, name) in plan.parts or name in TABLES):
                _drop(connection, part)
    foreign = shape.foreign_parts(plan, parts)
    imposters = [
        part
        for key, part in parts.items()
        if key in plan.parts and part.kind != plan.parts[key].kind and part.kind != "table"
    ]
    removed = [part for part in foreign if part.kind == "trigger" or part.table in TABLES]
    return [f"{part.label} on {clean_line(part.table)}" for part in (*removed, *imposters)]


def _drop(connection: sqlite3.Connection, part: Part) -> None:
    kind = part.kind.removeprefix("virtual ").upper()
    try:
        connection.execute(f"DROP {kind} IF EXISTS {shape.quoted(part.name)}")
    except sqlite3.DatabaseError:
        if part.kind != "virtual table":
            raise
        # Its module is not there, or can't read its own tables: only the name has to go.
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = ?", (part.name,))
        connection.execute("PRAGMA writable_schema = RESET")


def _build(connection: sqlite3.Connection, plan: Plan) -> None:
    """Make the schema of a plan."""
    for part in plan.parts.values():
        if not part.name.startswith(f"{FULL_TEXT}_"):  # SQLite makes these with the index
            connection.execute(part.sql)
    now = str(datetime.now(UTC))
    connection.executemany(
        f"INSERT INTO {migrations.migrations_table} (migration_set, name, applied_at)"
        " VALUES (?, ?, ?)",
        [(migrations.name, step, now) for step in plan.steps],
    )


def _fill(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Row]
) -> list[str]:
    """Write rows into a table, put right; return what became of them, where they are not as before.

    Votes have their order in the log as a number of their own: one without a free number goes to
    the end.
    """
    rules = Rows(table, columns)
    insert = f"INSERT INTO {table} ({_listed(columns)}) VALUES ({', '.join('?' * len(columns))})"
    dropped = changed = 0
    for row in rows:
        fixed = rules.fixed(row)
        written = fixed is not None and (
            _try(connection, insert, fixed)
            or (table == "votes" and _try(connection, insert, _unnumbered(columns, fixed)))
        )
        dropped += not written
        changed += written and fixed != row
    told = []
    if changed:
        told.append(f"fixed {changed:,} rows of {table}")
    if dropped:
        told.append(f"dropped {dropped:,} rows of {table}, which can't be fixed")
    return told


def _try(connection: sqlite3.Connection, insert: str, row: Row) -> bool:
    try:
        connection.execute(insert, row)
    except (sqlite3.IntegrityError, OverflowError):
        return False
    return True


def _unnumbered(columns: Sequence[str], row: Row) -> Row:
    pairs = zip(columns, row, strict=True)
    return tuple(None if column == "seq" else value for column, value in pairs)


def _finish(connection: sqlite3.Connection) -> list[str]:
    """Bring what was filled to the newest schema, and derive everything that can be derived."""
    apply_steps(connection)
    told = []
    dropped = _drop_dangling(connection)
    if dropped:
        told.append(f"dropped {dropped:,} rows that referred to nothing")
    slugs = {slug for (slug,) in connection.execute("SELECT DISTINCT tool FROM votes")}
    votes.refold_all(connection, slugs | {canonical(connection, slug) for slug in slugs})
    _rebuild_index(connection)
    connection.execute(
        "INSERT INTO meta VALUES (?, '1')"
        " ON CONFLICT DO UPDATE SET value = CAST(value + 1 AS TEXT)",
        (CATALOGUE_VERSION,),
    )
    return [*told, "what counts was derived anew from the vote log"]


def _drop_dangling(connection: sqlite3.Connection) -> int:
    """Drop the rows that refer to nothing; return how many there were."""
    dropped = 0
    for table, column, parent in _REFERENCES:
        dropped += connection.execute(
            f"DELETE FROM {table} WHERE {column} NOT IN (SELECT id FROM {parent})"
        ).rowcount
    return dropped


_REFERENCES = (
    ("aliases", "tool_id", "tools"),
    ("reviews", "tool_id", "tools"),
    ("reviews", "critic_id", "critics"),
    ("comparisons", "a_id", "tools"),
    ("comparisons", "b_id", "tools"),
    ("changes", "tool_id", "tools"),
)


def _save_what_can_be_read(path: Path) -> list[str]:
    """Copy the rows that can still be read into a new file, and put it in the old one's place."""
    is_in_wal = is_in_wal_mode(path)  # else somebody has chosen that it is not
    with _locked(path), tempfile.TemporaryDirectory(prefix=".verdict-", dir=path.parent) as folder:
        draft = Path(folder) / path.name
        draft.touch()
        with (
            explained(path, _NOT_REPAIRED, NotSavedError, checks=False),
            closing(_connect(draft, "rw")) as connection,
        ):
            with _transaction(connection):
                told = _take_all_over(path, connection)
            (kept,) = connection.execute("SELECT count(*) FROM tools").fetchone()
            logged = votes.last_seq(connection)
            if is_in_wal:
                connection.execute("PRAGMA journal_mode = WAL")
        if not kept and not logged:
            raise DatabaseError(f"nothing in {path} can be read any more", remedy=_GO_BACK)
        for companion in _COMPANIONS[1:]:
            Path(f"{path}{companion}").unlink(missing_ok=True)
        with draft.open("r+b") as file:
            files.adopt(file.fileno(), path.stat())
        draft.replace(path)
    return told


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Let nobody write to a file meanwhile, as far as it can still be locked."""
    with (
        explained(path, _NOT_REPAIRED, NotSavedError, checks=False),
        closing(_connect(path, "rw")) as holder,
    ):
        try:
            holder.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise
        yield


def _take_all_over(path: Path, connection: sqlite3.Connection) -> list[str]:
    """Copy what can be read of every table: ours, and those of other programs."""
    source = _Source(path)
    plan, parts = source.plan, source.parts
    _build(connection, plan)
    told = []
    for table in _saved_tables(plan):
        there = source.columns(table)
        columns = [each for each in plan.columns[table] if each in there] or plan.columns[table]
        rows = source.rows(table, columns)
        told += _fill(connection, table, columns, rows)
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        told.append(f"{table}: {count:,} rows{'' if rows.is_whole else ', some are lost'}")
    for part in shape.foreign_parts(plan, parts):
        if part.table not in TABLES and part.kind == "table":
            _bring_along(source, connection, part)
    return told + _finish(connection)


def _bring_along(source: _Source, connection: sqlite3.Connection, part: Part) -> None:
    """Copy a table of another program."""
    columns = source.columns(part.name)
    if not columns:
        return
    insert = f"INSERT INTO {shape.quoted(part.name)} VALUES ({', '.join('?' * len(columns))})"
    with suppress(sqlite3.DatabaseError):
        connection.execute(part.sql)
        for row in source.rows(shape.quoted(part.name), columns):
            _try(connection, insert, row)


class _Source:
    """A damaged file, as far as it can be read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.plan, self.parts = shape.newest(), {}
        with suppress(sqlite3.Error, UnicodeDecodeError), closing(self.connect()) as connection:
            self.plan, self.parts = shape.plan_of(connection), shape.read_parts(connection)

    def connect(self) -> sqlite3.Connection:
        """Open the file, even if its schema makes no sense in parts."""
        connection = _connect(self._path, "ro")
        connection.execute("PRAGMA writable_schema = ON")
        return connection

    def columns(self, table: str) -> tuple[str, ...]:
        """Return the columns of a table; none when they can't be read."""
        with suppress(sqlite3.Error, UnicodeDecodeError), closing(self.connect()) as connection:
            return shape.read_columns(connection, table)
        return ()

    def rows(self, table: str, columns: Sequence[str]) -> _Readable:
        """Return the rows of a table."""
        return _Readable(self, table, columns)


class _Readable:
    """The rows of a table, from both ends towards the damage."""

    def __init__(self, source: _Source, table: str, columns: Sequence[str]) -> None:
        self._source = source
        self._queries = [
            f"SELECT {_listed(columns)} FROM {table} NOT INDEXED",
            f"SELECT {_listed(columns)} FROM {table} ORDER BY {_KEYS.get(table, 'rowid')} DESC",
        ]
        self.is_whole = False

    def __iter__(self) -> Iterator[Row]:
        seen: set[int] = set()
        for query in self._queries:
            for row in self._read(query):
                if hash(row) not in seen:
                    seen.add(hash(row))
                    yield row
            if self.is_whole:
                return

    def _read(self, query: str) -> Iterator[Row]:
        try:
            with closing(self._source.connect()) as connection:
                yield from connection.execute(query)
                self.is_whole = True
        except (sqlite3.Error, UnicodeDecodeError):
            return


_KEYS = {"meta": "key", "state": "key", "aliases": "tool_id", "devices": "device"}
"""What tables without row ids are ordered by."""
