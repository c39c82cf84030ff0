"""Looking for damage: in the file, its schema, its rows, its references, and what is derived."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, contextmanager
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.errors import DatabaseError
from verdict_tui.store import shape
from verdict_tui.store.database import check_identity, explained, open_as_it_is
from verdict_tui.store.history import find_doubtful
from verdict_tui.store.rules import RULES, Rows
from verdict_tui.store.schema import FULL_TEXT, SCHEMA_VERSION
from verdict_tui.store.slugs import PRESENT_SLUG
from verdict_tui.store.stamp import IS_POSSIBLE
from verdict_tui.text import Stored, as_text, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from verdict_tui.store.database import Database
    from verdict_tui.store.shape import Key, Part, Plan

_FILE = "the file: "
_MOST = 20
"""How many lines of one kind of damage are reported."""
_EVERY = 4096
_OPERATIONS = 1_000_000  # of SQLite's machine: some hundredths of a second
_SHOWN = 40

_OF_CONTENT = re.compile(
    r"(NULL value in|CHECK constraint failed in|[\w-]+ value in|row \d+ missing from index"
    r"|row \d+ values differ from index|wrong # of entries in index|non-unique entry in index"
    r"|malformed inverted index)"
)
"""What SQLite says of rows and indexes in a file whose pages can all be read."""

_COUNTING = f"""
    SELECT present AS tool, voter, choice, ms, counter, device, id FROM (
        SELECT *, row_number() OVER (PARTITION BY present, voter
            ORDER BY ms DESC, counter DESC, device DESC, id DESC) AS place
        FROM (SELECT said.*, {PRESENT_SLUG} AS present FROM votes AS said WHERE {IS_POSSIBLE})
    ) WHERE place = 1
"""

_STANDING = "SELECT tool, voter, choice, ms, counter, device, vote_id FROM standings"

_WRONG_STANDINGS = f"""
    SELECT DISTINCT tool FROM (
        SELECT * FROM ({_STANDING} EXCEPT {_COUNTING})
        UNION SELECT * FROM ({_COUNTING} EXCEPT {_STANDING})
    )
"""

_COUNTED = f"""
    SELECT tool, sum(choice = 'ship') AS ship, sum(choice = 'skip') AS skip
    FROM ({_COUNTING}) GROUP BY tool
"""

_WRONG_TALLIES = f"""
    SELECT DISTINCT tool FROM (
        SELECT * FROM (SELECT tool, ship, skip FROM tallies EXCEPT {_COUNTED})
        UNION SELECT * FROM ({_COUNTED} EXCEPT SELECT tool, ship, skip FROM tallies)
    )
"""


class Findings(NamedTuple):
    """What a check found, a sentence each."""

    damage: tuple[str, ...]
    """Empty when the database is sound."""
    notes: tuple[str, ...]
    """What is odd and does no harm: in the schema, or in the log."""


def is_of_the_file(damage: str) -> bool:
    """Say whether the file itself is damaged, not only what is in it."""
    return damage.startswith(_FILE)


def look(path: Path, told: Callable[[int], None] | None = None) -> Findings:
    """Check a file, whatever is in it. Nothing is written.

    Args:
        path: the file.
        told: is told now and then how many rows have been checked.

    Raises:
        DatabaseError: it can't even be read, or is another program's.
    """
    with closing(open_as_it_is(path)) as connection:
        return _looked(path, connection, told)


def find_damage(database: Database) -> list[str]:
    """Return what is wrong with a database, a sentence each; empty when it is sound.

    Raises:
        DatabaseError: it can't even be read.
    """
    return list(_looked(database.path, database.connection, None).damage)


def find_notes(database: Database) -> list[str]:
    """Return what is odd in a database and does no harm, a sentence each.

    Raises:
        DatabaseError: it can't even be read.
    """
    return list(_looked(database.path, database.connection, None).notes)


def _looked(
    path: Path, connection: sqlite3.Connection, told: Callable[[int], None] | None
) -> Findings:
    check = _Check(path, connection, told)
    try:
        with _read_strictly(connection, check.advance):
            damage = tuple(dict.fromkeys(check.damage()))
            notes = () if any(map(is_of_the_file, damage)) else tuple(check.notes())
    except (sqlite3.Error, UnicodeDecodeError) as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        if code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR):
            return Findings((*check.found, f"{_FILE}{clean_line(str(error))}"), ())
        with explained(path, "the check could not be finished", checks=False):
            raise
    return Findings(damage, notes)


@contextmanager
def _read_strictly(
    connection: sqlite3.Connection, advance: Callable[[], None]
) -> Iterator[sqlite3.Connection]:
    """Let text that is not UTF-8 come as bytes, and say now and then that work goes on."""
    before = connection.text_factory
    connection.text_factory = strict_text
    connection.set_progress_handler(advance, _OPERATIONS)
    try:
        yield connection
    finally:
        connection.set_progress_handler(None, 0)
        connection.text_factory = before


def strict_text(raw: bytes) -> str | bytes:
    """Return UTF-8 as text and other bytes as they are; it is a connection's `text_factory`."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw


class _Check:
    """One look at a file, from its pages to what follows from the log."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, told: Callable[[int], None] | None
    ) -> None:
        self._path = path
        self._connection = connection
        self._told = told
        self._count = 0
        self.found: list[str] = []

    def advance(self) -> None:
        """Say how far the work has come."""
        if self._told:
            self._told(self._count)

    def damage(self) -> Iterator[str]:
        """Yield what is wrong; with pages missing, the rest would only repeat it."""
        yield from self._of_the_file()
        if any(map(is_of_the_file, self.found)):
            return
        wanted, parts = shape.plan_of(self._connection), shape.read_parts(self._connection)
        differences = self._noted(shape.find_differences(wanted, parts))
        yield from differences
        yield from self._noted(self._of_the_version(wanted, parts))
        for table, columns in wanted.columns.items():
            if table in RULES and shape.is_table(parts, table):
                yield from self._noted(islice(self._of_rows(table, columns), _MOST))
        if not differences:
            yield from self._noted(self._of_what_follows())

    def notes(self) -> Iterator[str]:
        """Yield what is odd and does no harm: in the schema, or in the log."""
        wanted, parts = shape.plan_of(self._connection), shape.read_parts(self._connection)
        yield from shape.find_notes(wanted, parts)
        if wanted.version == SCHEMA_VERSION:
            yield from islice(find_doubtful(self._connection), _MOST)

    def _noted(self, said: Iterator[str]) -> list[str]:
        found = list(said)
        self.found += found
        return found

    def _of_the_file(self) -> list[str]:
        rows = self._connection.execute(f"PRAGMA integrity_check({_MOST})")
        said = [clean_line(line).removeprefix(_IN_MAIN) for (line,) in rows]
        return self._noted(
            f"the rows: {line}" if _OF_CONTENT.match(line) else f"{_FILE}{line}"
            for line in said
            if line != "ok"
        )

    def _of_the_version(self, wanted: Plan, parts: dict[Key, Part]) -> Iterator[str]:
        """Yield what the file says of itself and is not so."""
        connection = self._connection
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        steps = shape.read_steps(connection, parts)
        try:
            check_identity(self._path, connection)
        except DatabaseError as error:
            is_newer = version > SCHEMA_VERSION and (steps or set()) - set(wanted.steps)
            if is_newer or not all(shape.is_table(parts, table) for table in _OURS):
                raise
            yield f"the header: {error.why}"
        else:
            if version != wanted.version:
                yield f"the header: it says version {version} and has version {wanted.version}"
        if steps is not None and steps != set(wanted.steps):
            yield "the header: the list of migrations does not fit the schema"

    def _of_rows(self, table: str, columns: tuple[str, ...]) -> Iterator[str]:
        """Yield the values that no program of ours has written."""
        there = shape.read_columns(self._connection, table)
        names = [column for column in columns if column in there]
        rules = Rows(table, names)
        selected = ", ".join(map(shape.quoted, names))
        for row in self._connection.execute(f"SELECT {selected} FROM {table} NOT INDEXED"):
            self._count += 1
            if not self._count % _EVERY:
                self.advance()
            fixed = rules.fixed(row)
            if fixed != row:
                yield _row_told(table, names, row, rules)

    def _of_what_follows(self) -> Iterator[str]:
        connection = self._connection
        dangling = connection.execute("PRAGMA foreign_key_check")
        for table, row, parent, _ in islice(dangling, _MOST):
            yield f"the references: row {row} of {table} refers to a {parent} that is not there"
        for (tool,) in connection.execute(f"{_WRONG_STANDINGS} LIMIT {_MOST}"):
            yield f"the votes: what counts for {clean_line(tool)} is not what the log says"
        for (tool,) in connection.execute(f"{_WRONG_TALLIES} LIMIT {_MOST}"):
            yield f"the tallies: the count of {clean_line(tool)} is not what the log says"
        yield from _of_the_full_text(connection)


_IN_MAIN = "*** in database main *** "
_OURS = ("meta", "tools", "votes")


def _row_told(table: str, names: list[str], row: tuple[Stored, ...], rules: Rows) -> str:
    """Say which value of a row is wrong."""
    wrong = rules.wrong(row)
    place = names.index(wrong)
    which = next((row[names.index(name)] for name in _CALLED if name in names), row[0])
    said = "no UTF-8" if isinstance(row[place], bytes) else clean_line(repr(row[place]))
    if len(said) > _SHOWN:
        said = f"{said[:_SHOWN]}… with {len(as_text(row[place])):,} characters"
    return f"the rows: {wrong} of {clean_line(which)[:_SHOWN]} in {table} can't be {said}"


_CALLED = ("slug", "key", "name", "id")


def _of_the_full_text(connection: sqlite3.Connection) -> Iterator[str]:
    """Compare the full-text index with the quotes, in a copy: SQLite only does it in writing."""
    if not connection.execute(
        "SELECT 1 FROM sqlite_master WHERE name = ?", (FULL_TEXT,)
    ).fetchone():
        return
    with closing(sqlite3.connect("", isolation_level=None)) as copy:  # on disk, and temporary
        connection.backup(copy)
        try:
            copy.execute(
                f"INSERT INTO {FULL_TEXT} ({FULL_TEXT}, rank) VALUES ('integrity-check', 1)"
            )
        except sqlite3.DatabaseError:
            yield "the full-text index: it is not what the quotes say"
