"""Damaged files: `check` tells, `check --repair` saves what it can after a copy, in sentences."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from typing import TYPE_CHECKING

import pytest

from tests.faults.children import KILLS, damage, kill_after, lines_in, logged, voting
from verdict_tui.store import votes
from verdict_tui.store.database import open_database

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

SCHEMA_TABLE = "sqlite_schema"
CANT_BE_SAVED = (SCHEMA_TABLE,)


def tables() -> list[str]:
    """Return what has pages of its own in a database of ours: tables, indexes, the search."""
    from verdict_tui import paths

    with sqlite3.connect(paths.template()) as template:
        rows = template.execute("SELECT name FROM sqlite_master WHERE rootpage > 0")
        return [SCHEMA_TABLE, *(name for (name,) in rows)]


def spoil(path: Path, table: str) -> None:
    """Write garbage over the first page of a table."""
    with sqlite3.connect(path) as meddler:
        (size,) = meddler.execute("PRAGMA page_size").fetchone()
        row = meddler.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,))
        (page,) = row.fetchone() or (1,)
    meddler.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(random.Random(table).randbytes(size))


def backups(path: Path) -> list[Path]:
    return sorted(
        found
        for found in path.parent.glob(f"{path.name}.backup-*")
        if not found.name.endswith(("-wal", "-shm"))
    )


@pytest.mark.parametrize("table", tables())
def test_a_page_of_garbage_is_told_and_mended_or_nothing_is_touched(
    sample_path: Path, run: Run, table: str
) -> None:
    with open_database(sample_path, writing=True) as database:
        for slug in ("zed", "cursor", "aider"):
            votes.cast(database, slug, "ship")
        mine = votes.read_log(database)
        saved = {vote.id for vote in mine}
        voter = database.voter
    spoil(sample_path, table)
    spoilt = sample_path.read_bytes()

    checked = run("check")
    assert checked.code == 3
    assert checked.err.startswith("verdict: ")
    assert checked.out == ""

    repaired = run("check", "--repair")
    if repaired.code:
        assert repaired.code == 3
        assert repaired.err.startswith("verdict: ")
        assert sample_path.read_bytes() == spoilt
        assert table in CANT_BE_SAVED, repaired.err
        return
    assert "Repaired" in repaired.out
    assert [backup.read_bytes() for backup in backups(sample_path)] == [spoilt]
    assert run("check").code == 0
    assert damage(sample_path) == []
    with open_database(sample_path, writing=True) as database:
        if table not in ("votes", "meta"):
            assert {vote.id for vote in votes.read_log(database)} == saved
            assert database.voter == voter
        votes.cast(database, "zed", "skip")
    assert damage(sample_path) == []


@pytest.mark.parametrize("size", [1, 99, 512, 4096, 9000])
def test_a_file_that_was_cut_off_is_told_and_mended_or_nothing_is_touched(
    sample_path: Path, run: Run, size: int
) -> None:
    whole = sample_path.read_bytes()
    sample_path.write_bytes(whole[:size])
    assert run("check").code == 3
    repaired = run("check", "--repair")
    if repaired.code:
        assert repaired.code == 3
        assert repaired.err.startswith("verdict: ")
        assert sample_path.read_bytes() == whole[:size]
    else:
        assert damage(sample_path) == []
        assert backups(sample_path)[0].read_bytes() == whole[:size]


@pytest.mark.parametrize("seed", range(max(KILLS, 12)))
def test_garbage_anywhere_is_never_a_traceback(sample_path: Path, run: Run, seed: int) -> None:
    chance = random.Random(seed)
    spoilt = bytearray(sample_path.read_bytes())
    for _ in range(chance.choice((1, 3, 30))):
        at, length = chance.randrange(100, len(spoilt)), chance.choice((1, 8, 300))
        at = chance.choice((at, at % 3900 + 100))  # the first page is hit as often as all others
        spoilt[at : at + length] = chance.randbytes(length)
    sample_path.write_bytes(spoilt)
    for words in (("check",), ("show", "zed"), ("vote", "zed", "ship"), ("history",)):
        assert run(*words).code in (0, 1, 3)
    if run("check", "--repair").code == 0:
        assert run("check").code == 0


def test_a_log_file_that_was_lost_after_a_kill_leaves_a_sound_older_state(
    small_path: Path, tmp_path: Path
) -> None:
    process = voting(small_path)
    assert process.stdout
    first = process.stdout.readline()
    out, _ = kill_after(process, 0.3)
    answered = lines_in(first + out)
    wal = small_path.with_name(f"{small_path.name}-wal")
    assert wal.stat().st_size
    whole = tmp_path / "whole.db"
    shutil.copy(small_path, whole)
    shutil.copy(wal, f"{whole}-wal")
    wal.unlink()
    assert damage(small_path) == []
    there = logged(small_path)
    assert there == answered[: len(there)]
    with open_database(small_path, writing=True) as database:
        votes.cast(database, "alpha", "ship")
        votes.cast(database, "alpha", "skip")
    assert damage(small_path) == []
    assert logged(whole)[: len(answered)] == answered
    assert damage(whole) == []


def test_a_log_file_that_breaks_off_leaves_the_votes_before_it(small_path: Path) -> None:
    process = voting(small_path)
    assert process.stdout
    process.stdout.readline()
    time.sleep(0.05)
    process.kill()
    process.communicate()
    there = logged(small_path)
    wal = small_path.with_name(f"{small_path.name}-wal")
    with wal.open("r+b") as file:
        file.truncate(wal.stat().st_size * 2 // 3)
    small_path.with_name(f"{small_path.name}-shm").unlink(missing_ok=True)
    left = logged(small_path)
    assert left == there[: len(left)]
    assert damage(small_path) == []


@pytest.mark.parametrize("words", [("check",), ("vote", "zed", "ship")])
def test_a_schema_that_is_no_text_any_more_is_told_in_a_sentence(
    sample_path: Path, run: Run, words: tuple[str, ...]
) -> None:
    spoilt = sample_path.read_bytes().replace(b"CREATE TABLE state", b"CREATE TAB\x87\x88 state")
    sample_path.write_bytes(spoilt)
    answer = run(*words)
    assert answer.code == 3
    assert "is damaged" in answer.err
    assert sample_path.read_bytes() == spoilt
    assert run("check", "--repair").code == 0
    assert run("check").code == 0
    assert "Zed" in run("show", "zed").out
