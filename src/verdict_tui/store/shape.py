"""The shape of a database: its tables, indexes, triggers and views, and those it should have."""

from __future__ import annotations

import sqlite3
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sqlite_utils import Database

from verdict_tui.store.migrations import migrations
from verdict_tui.store.schema import FULL_TEXT, TABLES, normalized
from verdict_tui.text import as_text, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_STEPS = migrations.migrations_table
_OF_A_FILE = "SELECT type, name, tbl_name, sql, rootpage FROM sqlite_master ORDER BY rowid"


class Part(NamedTuple):
    """A table, an index, a trigger or a view."""

    kind: str
    """As SQLite calls it; `virtual table` for one that another module answers for."""
    name: str
    table: str
    """The table that it belongs to, in lower case."""
    sql: str

    @property
    def label(self) -> str:
        """What it is called in a sentence."""
        if self.name.lower() == FULL_TEXT:
            return f"the full-text index {FULL_TEXT}"
        return f"the {self.kind} {clean_line(self.name)}"


Key = tuple[bool, str]
"""Whether it is a trigger, and its name in lower case: triggers have names of their own."""


class Plan(NamedTuple):
    """The shape that a database of a schema has."""

    version: int
    parts: Mapping[Key, Part]
    columns: Mapping[str, tuple[str, ...]]
    """Of each table that holds data."""
    steps: tuple[str, ...]
    """The names of the migrations that lead to it."""


@cache
def plan(version: int) -> Plan:
    """Return the shape of a schema, by making a database of it in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        db = Database(connection, execute_plugins=False)
        steps = tuple(step.name for step in migrations.pending(db))
        migrations.apply(db, stop_before=steps[version:])
        parts = read_parts(connection)
        columns = {
            part.name: read_columns(connection, part.name)
            for part in parts.values()
            if part.kind == "table" and not part.name.startswith((f"{FULL_TEXT}_", _STEPS))
        }
        return Plan(version, parts, columns, steps[:version])
    finally:
        connection.close()


def newest() -> Plan:
    """Return the shape that this program reads and writes."""
    connection = sqlite3.connect(":memory:")
    try:
        return plan(len(migrations.pending(Database(connection, execute_plugins=False))))
    finally:
        connection.close()


def plan_of(connection: sqlite3.Connection) -> Plan:
    """Return the shape that a database should have: as it says, or else the nearest one.

    What a file says of its version may be as wrong as anything in it: it is believed if the list
    of migrations says the same. Of two shapes that are as near, the one that it says is meant.
    """
    parts = read_parts(connection)
    plans = [plan(version) for version in range(newest().version, 0, -1)]
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    steps = read_steps(connection, parts)
    for each in plans:
        if each.version == version and steps == set(each.steps):
            return each
    there = {
        table: set(read_columns(connection, table)) for table in TABLES if is_table(parts, table)
    }
    return min(plans, key=lambda each: (_distance(each, there), each.version != version))


def _distance(wanted: Plan, there: Mapping[str, set[str]]) -> int:
    tables = wanted.columns.keys() | there.keys()
    return sum(
        len(set(wanted.columns.get(table, ())) ^ there.get(table, set())) for table in tables
    )


def is_table(parts: Mapping[Key, Part], name: str) -> bool:
    """Say whether an ordinary table has a name."""
    part = parts.get((False, name))
    return part is not None and part.kind == "table"


def read_steps(connection: sqlite3.Connection, parts: Mapping[Key, Part]) -> set[str] | None:
    """Return the names of the migrations that have been applied; None where no list is."""
    if not is_table(parts, _STEPS) or "name" not in read_columns(connection, _STEPS):
        return None
    return {as_text(name) for (name,) in connection.execute(f"SELECT name FROM {_STEPS}")}


def read_parts(connection: sqlite3.Connection) -> dict[Key, Part]:
    """Return what a database is made of, without what SQLite makes by itself."""
    found = {}
    for row in connection.execute(_OF_A_FILE):
        kind, name, table, sql = map(as_text, row[:4])
        if name.startswith("sqlite_"):
            continue
        if kind == "table" and not row[4]:
            kind = "virtual table"
        found[kind == "trigger", name.lower()] = Part(kind, name, table.lower(), sql)
    return found


def read_columns(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """Return the names of a table's columns."""
    rows = connection.execute(f"PRAGMA table_info({quoted(table)})")
    return tuple(as_text(row[1]) for row in rows)


def quoted(name: str) -> str:
    """Return a name as SQL has it."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def find_differences(wanted: Plan, parts: Mapping[Key, Part]) -> Iterator[str]:
    """Yield what of a database is not as it should be, a sentence each."""
    for key, part in wanted.parts.items():
        present = parts.get(key)
        if present is None:
            yield f"the schema: {part.label} is missing"
        elif present.kind != part.kind:
            yield f"the schema: a {present.kind} stands in the place of {part.label}"
        elif not _is_same(part, present):
            yield f"the schema: {part.label} was changed by another program"
    for part in foreign_parts(wanted, parts):
        if part.kind == "trigger" or part.table in TABLES:
            yield f"the schema: {part.label} on {clean_line(part.table)} is foreign"


def _is_same(wanted: Part, present: Part) -> bool:
    if wanted.table.startswith(f"{FULL_TEXT}_"):
        return True  # SQLite's own words, which are not the same in all of its versions
    return normalized(wanted.sql) == normalized(present.sql)


def foreign_parts(wanted: Plan, parts: Mapping[Key, Part]) -> list[Part]:
    """Return what another program has put into a database."""
    return [part for key, part in parts.items() if key not in wanted.parts]


def find_notes(wanted: Plan, parts: Mapping[Key, Part]) -> Iterator[str]:
    """Yield what is foreign in a database and does no harm, a sentence each."""
    for part in foreign_parts(wanted, parts):
        if part.kind != "trigger" and part.table not in TABLES:
            yield f"{part.label} is foreign, and left alone"
