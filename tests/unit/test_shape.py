"""The shape of a database: what is ours in it, at every version of the schema."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from verdict_tui import paths
from verdict_tui.store import shape
from verdict_tui.store.checking import look
from verdict_tui.store.rules import RULES
from verdict_tui.store.schema import FULL_TEXT, SCHEMA_VERSION, TABLES, foreign_triggers, imposters

if TYPE_CHECKING:
    from pathlib import Path

VERSIONS = range(1, SCHEMA_VERSION + 1)


def made(version: int) -> sqlite3.Connection:
    """Return a database in memory that has the schema of a version."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    for part in shape.plan(version).parts.values():
        if not part.name.startswith(f"{FULL_TEXT}_"):
            db.execute(part.sql)
    db.execute(f"PRAGMA user_version = {version}")
    return db


def test_the_newest_shape_is_that_of_the_schema_version() -> None:
    assert shape.newest().version == SCHEMA_VERSION
    assert len(shape.newest().steps) == SCHEMA_VERSION


@pytest.mark.parametrize("version", VERSIONS)
def test_a_fresh_database_of_any_version_has_nothing_foreign(version: int) -> None:
    with closing(made(version)) as db:
        wanted, parts = shape.plan_of(db), shape.read_parts(db)
        assert wanted.version == version
        assert list(shape.find_differences(wanted, parts)) == []
        assert list(shape.find_notes(wanted, parts)) == []
        assert foreign_triggers(db) == []
        assert imposters(db) == []


def test_every_table_is_known_and_has_rules_or_follows_from_others() -> None:
    assert shape.newest().columns.keys() == TABLES
    assert TABLES - RULES.keys() == {"standings", "tallies"}


@pytest.mark.parametrize("version", VERSIONS)
def test_every_column_has_a_rule(version: int) -> None:
    for table, rules in RULES.items():
        columns = shape.plan(version).columns.get(table, ())
        assert set(columns) <= set(rules), table


def test_the_packaged_sample_is_sound() -> None:
    assert look(paths.template()) == ((), ())


def test_a_trigger_of_ours_with_another_body_or_name_is_foreign(small_path: Path) -> None:
    with closing(sqlite3.connect(small_path)) as db:
        (ours,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'reviews_ai'").fetchone()
        db.execute("DROP TRIGGER reviews_ai")
        db.execute(ours.upper().replace("NEW.ROWID", "new.rowid").replace("\n", " \n\t"))
        assert foreign_triggers(db) == []
        db.execute(ours.replace("reviews_ai", "reviews_again"))
        assert foreign_triggers(db) == ["reviews_again"]


def test_what_stands_in_the_place_of_a_table_is_told_in_any_case(small_path: Path) -> None:
    with closing(sqlite3.connect(small_path)) as db:
        db.execute("DROP TABLE state")
        db.execute("CREATE VIEW State AS SELECT 1 AS key, 2 AS value")
        db.execute("CREATE VIEW reviews_fts_more AS SELECT 1")
        db.execute("CREATE VIEW mine AS SELECT * FROM tools")
        assert imposters(db) == [("view", "state"), ("view", "reviews_fts_more")]


def test_a_version_that_the_list_of_migrations_confirms_is_believed(small_path: Path) -> None:
    with closing(sqlite3.connect(small_path, isolation_level=None)) as db:
        db.execute("DROP TABLE changes")
        assert shape.plan_of(db).version == SCHEMA_VERSION
        db.execute("PRAGMA user_version = 1")
        assert shape.plan_of(db).version < SCHEMA_VERSION
