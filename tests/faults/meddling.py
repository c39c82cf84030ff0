"""What other programs do to a database: rows, schemas and indexes that we never write."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NO_TEXT = "CAST(x'41ff42' AS TEXT)"
ENDLESS = "replace(hex(zeroblob(300000)), '0', 'x')"
SCHEMA_WRITABLE = "PRAGMA writable_schema = ON"


@contextmanager
def loosened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database without its rules: any value goes into any column."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        sound = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        db.execute(SCHEMA_WRITABLE)
        for name, sql in sound:
            if "STRICT" in sql:
                free = sql.replace("STRICT, ", "").replace("STRICT", "").replace(" TEXT", " BLOB")
                free = free.replace("BLOB NOT NULL", "BLOB").replace("GER NOT NULL", "GER")
                db.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (free, name))
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        yield db
        db.execute(SCHEMA_WRITABLE)
        for name, sql in sound:
            db.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, name))


def meddle(path: Path, damage: str) -> None:
    """Damage a database."""
    if damage in SCHEMAS:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            _run(db, SCHEMAS[damage])
    else:
        with loosened(path) as db, unguarded(db):
            _run(db, {**ROWS, **TEXTS}[damage])


def _run(db: sqlite3.Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        db.execute(statement)


@contextmanager
def unguarded(db: sqlite3.Connection) -> Iterator[None]:
    """Do without the triggers that guard the log and follow the quotes."""
    chosen = "FROM sqlite_master WHERE type = 'trigger'"
    triggers = db.execute(f"SELECT name, sql {chosen}").fetchall()
    _run(db, tuple(f"DROP TRIGGER {name}" for name, _ in triggers))
    yield
    _run(db, tuple(sql for _, sql in triggers))


def _set(table: str, column: str, value: str, where: str = "") -> tuple[str, ...]:
    chosen = where or f"rowid = (SELECT min(rowid) FROM {table})"
    return (f"UPDATE {table} SET {column} = {value} WHERE {chosen}",)


_ZED = "slug = 'zed'"
_MINE = "voter = (SELECT value FROM meta WHERE key = 'voter')"

ROWS: dict[str, tuple[str, ...]] = {
    "an infinite price": (
        "UPDATE tools SET price_kind = 'amount', price_amount = 9e999, price_currency = 'USD',"
        " price_period = 'month' WHERE slug = 'zed'",
    ),
    "a negative price": (
        "UPDATE tools SET price_kind = 'amount', price_amount = -5, price_currency = 'USD',"
        " price_period = 'month' WHERE slug = 'zed'",
    ),
    "an amount without a currency": (
        "UPDATE tools SET price_kind = 'amount', price_amount = 5, price_currency = '',"
        " price_period = NULL WHERE slug = 'zed'",
    ),
    "an amount that is text": _set("tools", "price_amount", "'lots'", _ZED),
    "an unknown kind of price": _set("tools", "price_kind", "'barter'", _ZED),
    "an unknown period": _set("tools", "price_period", "'fortnight'", _ZED),
    "a currency that is none": _set("tools", "price_currency", "'doubloons'", _ZED),
    "a seat that is text": _set("tools", "price_per_seat", "'yes'", _ZED),
    "a day that is none": _set("tools", "added_on", "'2026-02-30'", _ZED),
    "a day that is a number": _set("tools", "price_as_of", "20261101", _ZED),
    "a slug in capitals": _set("tools", "slug", "'Zed The Editor'", _ZED),
    "an empty slug": _set("tools", "slug", "''", _ZED),
    "a tool without a name": _set("tools", "name", "NULL", _ZED),
    "a tool without a category": _set("tools", "category", "''", _ZED),
    "an endless tagline": _set("tools", "tagline", ENDLESS, _ZED),
    "an unknown verdict": _set("reviews", "verdict", "'perhaps'"),
    "a review of no tool": _set("reviews", "tool_id", "999999"),
    "a review of no critic": _set("reviews", "critic_id", "999999"),
    "a quote that is a number": _set("reviews", "quote", "5"),
    "a comparison of no tool": _set("comparisons", "a_id", "999999"),
    "a comparison of a day that is none": _set("comparisons", "published_on", "'soon'"),
    "two critics in one place": _set("critics", "position", "1"),
    "a critic in no place": _set("critics", "position", "NULL"),
    "a critic before the first": _set("critics", "position", "-3"),
    "what excites a critic is no JSON": _set("critics", "excited", "'['"),
    "what tires a critic is no list": _set("critics", "tired", "'5'"),
    "what tires a critic are numbers": _set("critics", "tired", "'[1, null]'"),
    "a name of nobody": ("INSERT INTO aliases VALUES (999999, 0, 'Ghost', 'ghost')",),
    "a former name without a slug": (
        "INSERT INTO aliases SELECT id, 7, 'Ghost', '' FROM tools WHERE slug = 'zed'",
    ),
    "a change that is no JSON": (
        "INSERT INTO changes SELECT 1, id, '2026-11-01', '', 'name', '{', '\"Z\"' FROM tools"
        " WHERE slug = 'zed'",
    ),
    "a change to no price": (
        "INSERT INTO changes SELECT 1, id, '2026-11-01', '', 'entry_price',"
        ' \'{"kind": "amount", "amount": "sNaN"}\', \'[]\' FROM tools WHERE slug = \'zed\'',
    ),
    "a change on no day": (
        "INSERT INTO changes SELECT 1, id, 'never', '', 'name', '\"Y\"', '\"Z\"' FROM tools"
        " WHERE slug = 'zed'",
    ),
    "an unknown choice": _set("votes", "choice", "'maybe'", _MINE),
    "a vote without a moment": _set("votes", "ms", "NULL", _MINE),
    "a vote after the end of time": _set("votes", "ms", "9000000000000000000", _MINE),
    "a vote with an endless counter": _set("votes", "counter", "9223372036854775807", _MINE),
    "a vote on a number": _set("votes", "tool", "5", _MINE),
    "a vote from nowhere": _set("votes", "origin", "NULL", _MINE),
    "a vote at no time": _set("votes", "at", "NULL", _MINE),
    "a negative tally": _set("tallies", "ship", "-3", "tool = 'zed'"),
    "a tally that is text": _set("tallies", "skip", "'many'", "tool = 'zed'"),
    "a tally too many": ("INSERT OR REPLACE INTO tallies VALUES ('nothing', 5, 5)",),
    "no tallies": ("DELETE FROM tallies",),
    "no standings": ("DELETE FROM standings",),
    "a standing of an unknown choice": _set("standings", "choice", "'maybe'", "tool = 'zed'"),
    "a standing of a vote that is not there": _set(
        "standings", "vote_id", "'gone'", "tool = 'zed'"
    ),
    "a version of the catalogue that is no number": (
        "INSERT OR REPLACE INTO meta VALUES ('catalogue version', 'two')",
    ),
    "a title that is a number": ("INSERT OR REPLACE INTO meta VALUES ('title', 5)",),
    "a state that is no JSON": ("INSERT OR REPLACE INTO state VALUES ('list', '{')",),
    "a state that is a number": ("INSERT OR REPLACE INTO state VALUES ('lens', 5)",),
}
"""Values that no program of ours writes, by what they are."""

_TEXTS = {
    "tools": ("slug", "name", "vendor", "category", "tagline", "description", "price_kind",
              "price_currency", "price_period", "price_as_of", "licence", "link", "added_on"),
    "aliases": ("name", "slug"),
    "critics": ("name", "motto", "voice", "excited", "tired"),
    "reviews": ("verdict", "quote", "reviewed_on"),
    "comparisons": ("published_on",),
    "votes": ("voter", "device", "tool", "choice", "at", "undoes", "origin"),
    "standings": ("tool", "voter", "choice", "device", "vote_id"),
    "tallies": ("tool",),
    "changes": ("changed_on", "critic", "field", "before", "after"),
    "state": ("value",),
}  # fmt: skip

_SEED = (
    "INSERT INTO aliases SELECT id, 8, 'Old Zed', 'old-zed' FROM tools WHERE slug = 'zed'",
    "INSERT INTO changes SELECT 9, id, '2026-11-01', '', 'name', '\"Y\"', '\"Z\"' FROM tools"
    " WHERE slug = 'zed'",
    "INSERT OR REPLACE INTO state VALUES ('list', '{}')",
)

TEXTS: dict[str, tuple[str, ...]] = {
    f"{what} in {table}.{column}": (
        *_SEED,
        f"UPDATE OR REPLACE {table} SET {column} = {value}"
        f" WHERE {column} IS (SELECT {column} FROM {table} LIMIT 1)",
    )
    for table, columns in _TEXTS.items()
    for column in columns
    for what, value in (("no UTF-8", NO_TEXT), ("a BLOB", "x'00ff'"))
}
"""What is not text, in every column that is."""

_VIEW = "ALTER TABLE {0} RENAME TO real_{0}"

SCHEMAS: dict[str, tuple[str, ...]] = {
    "no full-text index": ("DROP TABLE reviews_fts",),
    "a full-text index that is a table": (
        "DROP TABLE reviews_fts",
        "CREATE TABLE reviews_fts (quote)",
    ),
    "a full-text index that is a view": (
        "DROP TABLE reviews_fts",
        "CREATE VIEW reviews_fts AS SELECT quote FROM reviews",
    ),
    "a full-text index of something else": (
        "DROP TABLE reviews_fts",
        "CREATE VIRTUAL TABLE reviews_fts USING fts5 (quote)",
    ),
    "a full-text index that is stale": (
        "DROP TRIGGER reviews_au",
        "UPDATE reviews SET quote = 'Quite another one.' WHERE id = 3",
        "CREATE TRIGGER reviews_au AFTER UPDATE ON reviews BEGIN INSERT INTO reviews_fts"
        " (reviews_fts, rowid, quote) VALUES('delete', old.rowid, old.quote); INSERT INTO"
        " reviews_fts (rowid, quote) VALUES (new.rowid, new.quote); END",
    ),
    "a full-text index with holes": ("DELETE FROM reviews_fts_data WHERE id > 10",),
    "a full-text index without its settings": ("DELETE FROM reviews_fts_config",),
    "a full-text index without a table": ("DROP TABLE reviews_fts_docsize",),
    "a full-text index with a view in it": (
        "DROP TABLE reviews_fts_docsize",
        "CREATE VIEW reviews_fts_docsize AS SELECT 1 AS id, x'00' AS sz",
    ),
    "an index that is missing": ("DROP INDEX votes_by_tool",),
    "an index that is foreign": ("CREATE UNIQUE INDEX mine ON reviews (verdict, quote, id)",),
    "an index on other columns": (
        "DROP INDEX votes_by_tool",
        "CREATE INDEX votes_by_tool ON votes (at)",
    ),
    "no trigger on the log": ("DROP TRIGGER votes_are_never_changed",),
    "a trigger that does nothing": (
        "DROP TRIGGER reviews_ai",
        "CREATE TRIGGER reviews_ai AFTER INSERT ON reviews BEGIN SELECT 1; END",
    ),
    "a foreign trigger": (
        "CREATE TRIGGER evil AFTER INSERT ON votes BEGIN DELETE FROM tools; END",
    ),
    "a foreign trigger on what follows": (
        "CREATE TRIGGER evil AFTER DELETE ON standings BEGIN DELETE FROM tools; END",
    ),
    "another column": ("ALTER TABLE tools ADD COLUMN mood TEXT",),
    "a column that is generated": (
        "ALTER TABLE tools ADD COLUMN loud TEXT AS (upper(name)) VIRTUAL",
    ),
    "a column that is missing": ("ALTER TABLE tools DROP COLUMN tagline",),
    "a column of another name": ("ALTER TABLE critics RENAME COLUMN motto TO creed",),
    "no list of migrations": ("DROP TABLE _sqlite_migrations",),
    "an empty list of migrations": ("DELETE FROM _sqlite_migrations",),
    "a step too many": (
        "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('verdict', 'm999')",
    ),
    "a version too low": ("PRAGMA user_version = 1",),
    "a version too high": ("PRAGMA user_version = 99",),
    "another application id": ("PRAGMA application_id = 7",),
    **{f"no table {table}": (f"DROP TABLE {table}",) for table in (*_TEXTS, "meta")},
    **{
        f"a view for {table}": (
            "PRAGMA legacy_alter_table = ON",
            _VIEW.format(table),
            f"CREATE VIEW {table} AS SELECT * FROM real_{table}",
        )
        for table in (*_TEXTS, "meta")
    },
    **{
        f"a table without rules for {table}": (
            f"CREATE TABLE copy AS SELECT * FROM {table}",
            f"DROP TABLE {table}",
            "PRAGMA legacy_alter_table = ON",
            f"ALTER TABLE copy RENAME TO {table}",
        )
        for table in (*_TEXTS, "meta")
    },
    "a virtual table for tools": (
        "DROP TABLE tools",
        "CREATE VIRTUAL TABLE tools USING fts5 (slug, name)",
    ),
}
"""Schemas that no migration of ours makes, by what is wrong with them."""
