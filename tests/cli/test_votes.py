"""vote, undo, check, init, import on the command line."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from verdict_tui.store.database import open_database

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def community(run: Run, tool: str) -> tuple[int, int]:
    share = json.loads(run("show", tool, "--json").out)["community"]
    return share["ship"], share["total"]


def test_a_vote_is_counted_and_told_with_the_full_name_and_the_figure(run: Run) -> None:
    answer = run("vote", "mistral", "ship")
    assert "Mistral 8B Instruct v3" in answer.out
    assert "100%, 1 of 1" in answer.out
    assert community(run, "mistral") == (1, 1)


def test_the_same_vote_again_changes_nothing_and_says_so(run: Run) -> None:
    run("vote", "zed", "skip")
    before = community(run, "zed")
    assert "nothing changed" in run("vote", "zed", "skip").out
    assert community(run, "zed") == before


def test_retract_and_undo(run: Run) -> None:
    ship, total = community(run, "zed")
    run("vote", "zed", "ship")
    run("vote", "zed", "retract")
    assert community(run, "zed") == (ship, total)
    assert "Zed is back to ship" in run("undo").out
    assert community(run, "zed") == (ship + 1, total + 1)


def test_undo_without_votes_is_not_there(run: Run) -> None:
    assert run("undo").code == 1


@pytest.mark.parametrize("name", ["cursr", "llama", "the best one"])
def test_a_vote_is_never_cast_on_a_guess(run: Run, name: str) -> None:
    answer = run("vote", name, "ship")
    assert answer.code in (1, 2)
    assert run("undo").code == 1


def test_a_sound_database_checks_out(run: Run) -> None:
    run("vote", "zed", "ship")
    assert run("check").code == 0


def test_check_finds_figures_that_do_not_follow_from_the_log(run: Run, sample_path: Path) -> None:
    with sqlite3.connect(sample_path) as meddler:
        meddler.execute("UPDATE tallies SET ship = ship + 1 WHERE tool = 'zed'")
        meddler.execute("DELETE FROM standings WHERE tool = 'cursor'")
    answer = run("check")
    assert answer.code == 3
    assert "zed" in answer.err
    assert "cursor" in answer.err


def test_init_makes_a_database_and_never_over_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    assert run("init", str(path)).code == 0
    assert run("--db", str(path), "show", "zed").code == 0
    assert run("init", str(path)).code == 2


def test_init_empty_makes_one_to_import_into(run: Run, tmp_path: Path) -> None:
    path, file = tmp_path / "mine.db", tmp_path / "tools.json"
    file.write_text(
        '{"tools": [{"name": "Hammer", "category": "Tools", "entry_price": "$9 once"}]}'
    )
    assert run("init", str(path), "--empty").code == 0
    answer = run("--db", str(path), "import", str(file))
    assert "1 tool (1 new)" in answer.out
    assert "$9 once" in run("--db", str(path), "show", "hammer").out


def test_importing_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "tools.jsonl"
    file.write_text(
        '{"name": "Hammer", "category": "Tools"}\n{"name": "Saw", "category": "Tools"}\n'
    )
    run("import", str(file))
    assert "2 tools (2 same)" in run("import", str(file)).out


def test_a_dry_run_writes_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "tools.json"
    file.write_text('[{"name": "Hammer", "category": "Tools"}]')
    assert "Would import: 1 tool (1 new)" in run("import", str(file), "--dry-run").out
    assert run("show", "hammer").code in (1, 2)


def test_one_mistake_keeps_everything_out_and_every_mistake_is_told(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "tools.json"
    file.write_text(
        json.dumps(
            [
                {"name": "Hammer", "category": "Tools"},
                {"name": "", "category": "Tools"},
                {"name": "Saw", "category": "Tools", "licnce": "MIT"},
            ]
        )
    )
    answer = run("import", str(file))
    assert answer.code == 2
    assert "[1].name" in answer.err
    assert "did you mean 'licence'" in answer.err
    assert run("show", "hammer").code in (1, 2)


def test_content_that_would_break_a_terminal_is_made_safe(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "evil.json"
    evil = "\x1b[2J\x1b]52;c;ZXZpbA==\x07\x9b31m\u202ereversed\u200b[red]markup[/nope]"
    tool = {
        "name": "Evil " + evil,
        "category": "Tools",
        "tagline": evil,
        "reviews": [
            {"critic": "Mallory " + evil, "verdict": "ship", "quote": evil + "\t\n" + evil}
        ],
    }
    file.write_text(json.dumps([tool]))
    assert run("import", str(file)).code == 0
    for words in (("show", "evil"), ("list",), ("search", "evil"), ("list", "--tsv")):
        out = run(*words).out
        assert "Evil" in out
        assert not any(c in out for c in "\x1b\x07\x9b\u202e\u200b")
        if words[0] == "show":
            assert "[red]markup[/nope]" in out


def test_content_written_past_the_program_is_made_safe_too(run: Run, sample_path: Path) -> None:
    with sqlite3.connect(sample_path) as meddler:
        meddler.execute("UPDATE tools SET name = 'Z\x1b[2Jed' || char(8238), tagline = char(155)")
    with open_database(sample_path) as database:
        assert database.connection.execute("SELECT name FROM tools").fetchone()[0][1] == "\x1b"
    assert not any(c in run("list").out + run("show", "zed").out for c in "\x1b\x9b\u202e")
