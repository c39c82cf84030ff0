"""Another program removes a tool: commands say so in one line."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from verdict_tui.cli.naming import find_tool

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run
    from verdict_tui.store.database import Database

TOOL = "code-llama-4"


def remove(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        for table in ("standings", "tallies"):
            other.execute(f"DELETE FROM {table} WHERE tool = ?", (TOOL,))
        other.execute("DELETE FROM tools WHERE slug = ?", (TOOL,))


@pytest.mark.parametrize(
    "words", [("show", TOOL), ("vote", TOOL, "ship"), ("history", TOOL), ("compare", TOOL, "zed")]
)
def test_a_tool_that_has_been_removed_is_not_there(
    run: Run, sample_path: Path, words: tuple[str, ...]
) -> None:
    remove(sample_path)
    answer = run(*words)
    assert answer.code == 1
    assert answer.err.count("\n") == 1
    assert f"there is no tool called '{TOOL}'" in answer.err


def test_a_vote_on_a_tool_that_has_been_removed_is_listed_and_undone(
    run: Run, sample_path: Path
) -> None:
    assert run("vote", TOOL, "ship").code == 0
    remove(sample_path)
    assert TOOL in run("history").out
    undone = run("undo")
    assert undone.code == 0
    said = f"{TOOL.capitalize()} is no longer in this database; your vote on it is back to no vote."
    assert undone.out == f"{said}\n"
    assert run("undo").code == 1


@pytest.mark.parametrize(
    "words", [("show", TOOL), ("show", TOOL, "--why"), ("compare", TOOL, "zed")]
)
def test_a_tool_that_is_removed_while_a_command_runs_is_reported(
    run: Run, sample_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    def find_and_lose(database: Database, name: str) -> str:
        slug = find_tool(database, name)
        remove(sample_path)
        return slug

    monkeypatch.setattr("verdict_tui.cli.browse.find_tool", find_and_lose)
    answer = run(*words)
    assert answer.code == 1
    assert answer.err == f"verdict: {TOOL} is no longer in this database\n"
    assert "Traceback" not in answer.err
