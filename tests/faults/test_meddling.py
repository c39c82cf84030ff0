"""What other programs put into a database: no command fails without a sentence, all is found and
repaired."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import click
import pytest

from tests.faults.meddling import ROWS, SCHEMAS, TEXTS, loosened, meddle, unguarded
from verdict_tui.cli.main import verdict
from verdict_tui.errors import NotSavedError
from verdict_tui.store import votes
from verdict_tui.store.database import open_database

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Answer, Run

EXAMPLES = int(os.environ.get("VERDICT_EXAMPLES", "0"))
"""How many databases are damaged at random; few in the usual run."""
SOME = 3
"""How many commands are tried on each kind of damage in the usual run."""
DAMAGES = (*ROWS, *(TEXTS if EXAMPLES else [*TEXTS][::7]), *SCHEMAS)
"""Every kind; in the usual run one column of seven for what all columns have in common."""

COMMANDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "open": (("open", "zed"),),
    "compare": (("compare", "zed", "cursor"), ("compare", "zed", "cursor", "--json")),
    "show": (("show", "zed"), ("show", "zed", "--json"), ("show", "zed", "--why"),
             ("show", "zed", "--changes")),
    "search": (("search", "ed"), ("search", "--quotes", "licence")),
    "list": (("list",), ("list", "--json")),
    "rank": (("rank",), ("rank", "--json")),
    "critics": (("critics",), ("critics", "the")),
    "digest": (("digest",), ("digest", "--since", "2026-11-01", "--json")),
    "history": (("history",), ("history", "zed", "--json")),
    "whoami": (("whoami",),),
    "export": (("export",), ("export", "--format", "csv"), ("export", "--format", "toml")),
    "lint": (("lint",),),
    "check": (("check",),),
    "votes": (("votes", "export"), ("votes", "import", "{log}")),
    "import": (("import", "{content}"),),
    "vote": (("vote", "zed", "skip"), ("vote", "zed", "ship")),
    "undo": (("undo",),),
}  # fmt: skip
NO_DATABASE = {"init", "config", "completion"}


def test_every_command_that_opens_a_database_is_tried() -> None:
    assert set(COMMANDS) | NO_DATABASE == set(verdict.list_commands(click.Context(verdict)))


@pytest.fixture
def used(run: Run, sample_path: Path, tmp_path: Path) -> Used:
    """Return a database with votes and an undo, and files to import."""
    used = Used(run, sample_path, tmp_path)
    used.fill()
    return used


class Used:
    """A database that has been used, and commands on it."""

    def __init__(self, run: Run, path: Path, folder: Path) -> None:
        self._run = run
        self.path = path
        self._files = {"log": folder / "log.jsonl", "content": folder / "content.json"}

    def fill(self) -> None:
        """Vote, and write files to import."""
        for words in (
            ("vote", "zed", "ship"),
            ("vote", "cursor", "skip"),
            ("vote", "aider", "ship"),
        ):
            assert self._run(*words).code == 0
        self._files["log"].write_text(self._run("votes", "export").out)
        exported = self._run("export").out
        self._files["content"].write_text(exported.replace('"tagline": "', '"tagline": "New. ', 1))
        assert self._run("undo").code == 0

    def verdict(self, *words: str) -> Answer:
        """Run a command; its words may name the files to import."""
        paths = {name: str(path) for name, path in self._files.items()}
        return self._run(*(word.format(**paths) for word in words))

    def tries(self, *commands: str) -> list[tuple[tuple[str, ...], Answer]]:
        """Run commands in all of their ways."""
        return [
            (words, self.verdict(*words))
            for command in commands or COMMANDS
            for words in COMMANDS[command]
        ]


def failures(tries: list[tuple[tuple[str, ...], Answer]]) -> list[str]:
    """Return the commands for which the database could not be used, having seen their sentences."""
    found = []
    for words, answer in tries:
        assert answer.code in (0, 1, 2, 3), (words, answer)
        if answer.code == 3:
            last = answer.err.splitlines()[-1]
            assert last.startswith("verdict: "), (words, answer.err)
            assert "check" in last or "update verdict-tui" in last, (words, answer.err)
            found.append(" ".join(words))
    return found


def chosen(seed: str) -> list[str]:
    """Return all commands, or in the usual run some, others for each seed."""
    return list(COMMANDS) if EXAMPLES else random.Random(seed).sample(list(COMMANDS), SOME)


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_other_programs_write_is_found_and_repaired(used: Used, damage: str) -> None:
    before = used.verdict("votes", "export").out.splitlines()
    meddle(used.path, damage)

    checked = used.verdict("check")
    assert checked.code == 3, "check is blind"
    assert len(checked.err.splitlines()) == 1
    failures(used.tries(*chosen(damage)))

    repaired = used.verdict("check", "--repair")
    assert repaired.code == 0, repaired.err
    checked = used.verdict("check")
    assert checked.code == 0, checked.err
    assert failures(used.tries(*chosen(f"{damage}, repaired"))) == []
    if "vote" not in damage and damage not in OF_THE_LOG:
        assert set(before) <= set(used.verdict("votes", "export").out.splitlines())


OF_THE_LOG = ("an unknown choice",)
"""Damages of the log itself that do not have it in their name."""


def rows_of(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as db:
        (count,) = db.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(count)


EVIL = (
    "CREATE TRIGGER evil AFTER INSERT ON votes BEGIN DELETE FROM comparisons; END",
    "CREATE TRIGGER evil AFTER DELETE ON standings BEGIN DELETE FROM comparisons; END",
    "CREATE TRIGGER evil BEFORE DELETE ON reviews BEGIN DELETE FROM comparisons; END",
    "CREATE TRIGGER evil AFTER UPDATE ON tools BEGIN DELETE FROM comparisons; END",
    "CREATE TRIGGER evil AFTER INSERT ON meta BEGIN DELETE FROM comparisons; END",
    "CREATE TRIGGER Reviews_AI AFTER INSERT ON reviews BEGIN DELETE FROM comparisons; END",
)


@pytest.mark.parametrize("trigger", EVIL)
@pytest.mark.parametrize(
    "words",
    [
        ("vote", "zed", "skip"),
        ("undo",),
        ("import", "{content}"),
        ("votes", "import", "{log}"),
        ("check", "--repair"),
    ],
)
def test_a_foreign_trigger_is_never_run(used: Used, trigger: str, words: tuple[str, ...]) -> None:
    there = rows_of(used.path, "comparisons")
    with closing(sqlite3.connect(used.path)) as db:
        db.execute("DROP TRIGGER IF EXISTS reviews_ai" if "Reviews_AI" in trigger else "SELECT 1")
        db.execute(trigger)
    answer = used.verdict(*words)
    assert rows_of(used.path, "comparisons") == there
    if "--repair" in words:
        assert answer.code == 0
        assert used.verdict("vote", "zed", "skip").code == 0
        return
    assert answer.code == 3
    assert "foreign" in answer.err
    assert "check --repair" in answer.err
    assert used.verdict("show", "zed").code == 0


def test_a_trigger_that_comes_while_a_database_is_open_is_not_run(used: Used) -> None:
    with open_database(used.path, writing=True) as database:
        votes.cast(database, "zed", "skip")
        with closing(sqlite3.connect(used.path)) as db:
            db.execute(EVIL[0])
        there = rows_of(used.path, "comparisons")
        with pytest.raises(NotSavedError, match="foreign"):
            votes.cast(database, "zed", "ship")
        assert rows_of(used.path, "comparisons") == there


@pytest.mark.parametrize("words", [("show", "zed"), ("list",), ("vote", "zed", "skip")])
def test_a_view_is_never_taken_for_a_table(used: Used, words: tuple[str, ...]) -> None:
    meddle(used.path, "a view for tallies")
    answer = used.verdict(*words)
    assert answer.code == 3
    assert "has a view 'tallies' in the place of a table" in answer.err


def test_what_another_program_keeps_beside_our_tables_is_a_note_and_stays(used: Used) -> None:
    with closing(sqlite3.connect(used.path, isolation_level=None)) as db:
        db.execute("CREATE TABLE recipes (name TEXT UNIQUE)")
        db.execute("INSERT INTO recipes VALUES ('soup')")
        db.execute("CREATE VIEW ships AS SELECT * FROM reviews WHERE verdict = 'ship'")
        db.execute("ANALYZE")
    checked = used.verdict("check")
    assert checked.code == 0
    assert "The table recipes is foreign" in checked.out
    assert "The view ships is foreign" in checked.out
    meddle(used.path, "a negative tally")
    assert used.verdict("check", "--repair").code == 0
    assert rows_of(used.path, "recipes") == 1
    assert rows_of(used.path, "ships") > 0


def test_a_repair_keeps_the_link_the_mode_and_the_file_that_others_have_open(
    used: Used, tmp_path: Path, run: Run
) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(used.path)
    used.path.chmod(0o640)
    with open_database(used.path, writing=True) as other:
        meddle(used.path, "no tallies")
        assert run("--db", str(link), "check", "--repair").code == 0
        assert votes.cast(other, "zed", "skip").vote is not None
    assert link.is_symlink()
    assert used.path.stat().st_mode & 0o777 == 0o640
    assert run("--db", str(link), "check").code == 0


def test_a_repair_waits_for_nobody_who_writes(used: Used, monkeypatch: pytest.MonkeyPatch) -> None:
    meddle(used.path, "no tallies")
    monkeypatch.setattr("verdict_tui.store.repair.BUSY_MS", 10)
    with closing(sqlite3.connect(used.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = used.verdict("check", "--repair")
    assert answer.code == 3
    assert "is locked by another program" in answer.err


def test_the_full_text_index_is_made_again_even_if_nothing_is_wrong(used: Used) -> None:
    def made() -> int:
        with closing(sqlite3.connect(used.path)) as db:
            (count,) = db.execute("SELECT count(*) FROM reviews_fts_idx").fetchone()
        return int(count)

    with closing(sqlite3.connect(used.path, isolation_level=None)) as db:
        db.execute("INSERT INTO reviews (tool_id, critic_id, verdict, quote) SELECT tools.id,"
                   " critics.id, 'ship', 'One more.' FROM tools JOIN critics LIMIT 3"
                   " ON CONFLICT DO UPDATE SET quote = excluded.quote")  # fmt: skip
    pieces = made()
    assert used.verdict("check", "--repair").code == 0
    assert made() != pieces


@pytest.mark.parametrize("seed", range(EXAMPLES or 12))
def test_any_damage_is_told_in_a_sentence_and_found(used: Used, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(chance.choice((1, 1, 2, 4))):
        chance.choice((spoil_a_value, spoil_a_value, spoil_the_schema, spoil_bytes))(
            used.path, chance
        )
    commands = chance.sample(list(COMMANDS), 4)
    was_blind = used.verdict("check").code == 0
    failed = failures(used.tries(*commands))
    assert not (was_blind and failed), failed
    repaired = used.verdict("check", "--repair")
    assert repaired.code in (0, 3), repaired
    if repaired.code == 0:
        assert used.verdict("check").code == 0
        assert failures(used.tries(*commands)) == []


VALUES = (
    "NULL", "''", "'x'", "0", "-1", "1.5", "9e999", "-9e999", "9223372036854775807", "x'00ff'",
    "CAST(x'41ff' AS TEXT)", "'[]'", "'{'", "'ship'", "'zed'", "'2026-02-30'", "char(27)", "id",
    "printf('%5000s', 'y')",
)  # fmt: skip


def spoil_a_value(path: Path, chance: random.Random) -> None:
    """Put any value into any column of a row or of all."""
    with suppress(sqlite3.DatabaseError), loosened(path) as db, unguarded(db):
        table = chance.choice(tables_of(db))
        column = chance.choice([row[1] for row in db.execute(f'PRAGMA table_info("{table}")')])
        some = chance.choice(("", f" LIMIT {chance.randrange(9)}"))
        with suppress(sqlite3.IntegrityError, sqlite3.OperationalError):
            db.execute(
                f'UPDATE OR REPLACE "{table}" SET "{column}" = {chance.choice(VALUES)}'
                f' WHERE "{column}" IN (SELECT "{column}" FROM "{table}"{some})'
            )


def spoil_the_schema(path: Path, chance: random.Random) -> None:
    """Drop, replace or rename any table, index, trigger or view."""
    with (
        suppress(sqlite3.DatabaseError),
        closing(sqlite3.connect(path, isolation_level=None)) as db,
    ):
        rows = db.execute("SELECT type, name FROM sqlite_master WHERE sql NOT NULL").fetchall()
        kind, name = chance.choice(rows)
        db.execute("PRAGMA legacy_alter_table = ON")
        if kind == "table" and chance.random() < 0.5:
            db.execute(f'ALTER TABLE "{name}" RENAME TO other')
        else:
            db.execute(f'DROP {kind} "{name}"')
        body = chance.choice((None, "TABLE {} (id, slug, name)", "VIEW {} AS SELECT 1 AS id",
                              "VIRTUAL TABLE {} USING fts5 (name, quote)",
                              "TRIGGER {} AFTER INSERT ON votes BEGIN DELETE FROM tools; END",
                              "TABLE {} AS SELECT * FROM other"))  # fmt: skip
        if body:
            db.execute("CREATE " + body.format(f'"{name}"'))


def spoil_bytes(path: Path, chance: random.Random) -> None:
    """Write garbage somewhere into the file."""
    spoilt = bytearray(path.read_bytes())
    at, length = chance.randrange(len(spoilt)), chance.choice((1, 8, 300))
    spoilt[at : at + length] = chance.randbytes(length)
    path.write_bytes(spoilt)


def tables_of(db: sqlite3.Connection) -> list[str]:
    rows = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0")
    return [name for (name,) in rows]
