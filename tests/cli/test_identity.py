"""Who votes, on the command line: copies are told, and nobody votes in another's name unasked."""

from __future__ import annotations

import json
import shutil
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run

NEW = "whoami --new"


@pytest.fixture
def handed_out(run: Run, tmp_path: Path) -> tuple[str, str]:
    """Return a database whose owner has voted, and the copy that somebody else was given."""
    mine, theirs = str(tmp_path / "mine.db"), str(tmp_path / "theirs.db")
    run("init", mine)
    run("--db", mine, "vote", "zed", "ship")
    shutil.copyfile(mine, theirs)
    return mine, theirs


def community(run: Run, path: str) -> str:
    return next(
        line.split("  ", 1)[1].strip()
        for line in run("--db", path, "show", "zed").out.splitlines()
        if line.startswith("community")
    )


def log_of(run: Run, path: str) -> str:
    log = str(Path(path).with_suffix(".jsonl"))
    run("--db", path, "votes", "export", "-o", log)
    return log


def test_whoami_before_the_first_vote_says_that_nobody_has_voted(run: Run) -> None:
    answer = run("whoami")
    assert (answer.code, answer.out) == (1, "")
    assert NEW in answer.err
    voter, device = run("whoami", "--new").out.splitlines()[1:]
    assert run("whoami").out.splitlines() == [voter, device]
    run("vote", "zed", "ship")
    assert run("whoami").out.splitlines() == [voter, device]


def test_two_people_with_copies_of_a_new_database_count_twice(run: Run, tmp_path: Path) -> None:
    one, two = str(tmp_path / "one.db"), str(tmp_path / "two.db")
    run("init", one)
    shutil.copyfile(one, two)
    for path in (one, two):
        assert run("--db", path, "vote", "zed", "ship").err == ""
    assert run("--db", one, "votes", "import", log_of(run, two)).code == 0
    assert community(run, one) == "74%  29 of 39"


def test_who_votes_in_a_copy_hears_of_it_once(run: Run, handed_out: tuple[str, str]) -> None:
    _, theirs = handed_out
    assert NEW in run("--db", theirs, "vote", "aider", "ship").err
    assert run("--db", theirs, "vote", "aider", "skip").err == ""
    assert run("--db", theirs, "whoami").err == ""


def test_whoami_in_a_copy_tells_of_it_too(run: Run, handed_out: tuple[str, str]) -> None:
    mine, theirs = handed_out
    answer = run("--db", theirs, "whoami")
    assert (answer.code, NEW in answer.err) == (0, True)
    before = run("--db", mine, "whoami")
    assert before.err == ""
    voter, device = answer.out.splitlines()
    assert voter == before.out.splitlines()[0]
    assert device != before.out.splitlines()[1]


@pytest.mark.parametrize("voted_before", [True, False])
def test_who_was_handed_a_copy_becomes_somebody_else(
    run: Run, handed_out: tuple[str, str], voted_before: bool
) -> None:
    mine, theirs = handed_out
    if voted_before:
        assert NEW in run("--db", theirs, "vote", "zed", "ship").err
        for choice in ("skip", "ship"):
            run("--db", theirs, "vote", "zed", choice)
        assert "1 vote cast in this copy went over" in run("--db", theirs, "whoami", "--new").out
    else:
        run("--db", theirs, "whoami", "--new")
        run("--db", theirs, "vote", "zed", "ship")
    log = log_of(run, theirs)
    if voted_before:
        refused = run("--db", mine, "votes", "import", log)
        assert (refused.code, refused.out) == (2, "")
        assert "events in your name" in refused.err
    assert run("--db", mine, "votes", "import", "--mine", log).code == 0
    for path in handed_out:
        assert community(run, path) == "74%  29 of 39"
        assert run("--db", path, "check").code == 0


def test_a_forged_vote_is_refused_with_all_of_its_log(run: Run, tmp_path: Path) -> None:
    run("vote", "zed", "ship")
    mine = json.loads(run("votes", "export").out)
    forged = mine | {"id": str(uuid.uuid4()), "choice": "skip", "ms": mine["ms"] + 5000}
    theirs = forged | {"id": str(uuid.uuid4()), "voter": str(uuid.uuid4()), "tool": "aider"}
    log = tmp_path / "log.jsonl"
    log.write_text(f"{json.dumps(theirs)}\n{json.dumps(forged)}\n")
    answer = run("votes", "import", str(log))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("verdict: nothing was imported from log.jsonl: ")
    assert "1 event in your name" in answer.err
    assert "1 vote of yours" in answer.err
    assert "--mine" in answer.err
    assert answer.err.count("\n") == 1
    assert len(run("votes", "export").out.splitlines()) == 1
    taken = run("votes", "import", str(log), "--mine")
    assert "2 new" in taken.out
    assert "1 in your name" in taken.out
    assert taken.out.endswith("Replaced 1 vote of yours.\n")


def test_link_and_new_are_not_for_one_run(run: Run) -> None:
    assert run("whoami", "--new", "--link", str(uuid.uuid4())).code == 2


@pytest.mark.parametrize("name", ["sample", "linked", "local", "imported"])
def test_a_log_of_any_name_is_exported_again(run: Run, tmp_path: Path, name: str) -> None:
    run("vote", "zed", "ship")
    event = json.loads(run("votes", "export").out)
    log = tmp_path / name
    log.write_text(json.dumps(event | {"id": str(uuid.uuid4()), "voter": str(uuid.uuid4())}))
    run("votes", "import", str(log))
    assert len(run("votes", "export").out.splitlines()) == 2
