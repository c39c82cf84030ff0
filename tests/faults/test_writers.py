"""Several processes that vote in one file at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.children import IS_TORTURE, TOOLS, damage, lines_in, logged, verdict, voting
from verdict_tui.store.database import open_database

if TYPE_CHECKING:
    from pathlib import Path

WRITERS = 8 if IS_TORTURE else 4
VOTES = 500 if IS_TORTURE else 25


def test_writers_at_once_lose_no_vote_and_double_none(small_path: Path) -> None:
    processes = [voting(small_path, VOTES) for _ in range(WRITERS)]
    answered: list[str] = []
    for process in processes:
        out, err = process.communicate()
        assert (err.decode(), process.returncode) == ("", 0)
        answered += lines_in(out)
    there = logged(small_path)
    assert len(answered) == WRITERS * VOTES
    assert sorted(there) == sorted(answered)
    assert len(set(there)) == len(there)
    with open_database(small_path) as database:
        rows = database.connection.execute("SELECT tool, ms, counter FROM votes ORDER BY seq")
        stamps = [(tool, (ms, counter)) for tool, ms, counter in rows]
    for tool in TOOLS:
        given = [stamp for on, stamp in stamps if on == tool]
        assert given == sorted(set(given)), "each vote on a tool comes after the one before"
    assert damage(small_path) == []
    assert verdict(small_path, "check").code == 0
