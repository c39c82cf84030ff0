"""What other programs put into a database: no command fails without a sentence, all is found and
repaired."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.faults.meddling import ROWS, SCHEMAS, TEXTS, meddle
from verdict_tui.cli.main import verdict

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Answer, Run

EXAMPLES = int(os.environ.get("VERDICT_EXAMPLES", "0"))
"""How many databases are damaged at random; few in the usual run."""
DAMAGES = (*ROWS, *TEXTS, *SCHEMAS)

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
    assert set(COMMANDS) | NO_DATABASE == set(verdict.list_commands(None))


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
        self._files["content"].write_text(exported.replace("licence", "Licence", 1))
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


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_other_programs_write_is_found_and_repaired(used: Used, damage: str) -> None:
    before = {event for event in used.verdict("votes", "export").out.splitlines()}
    meddle(used.path, damage)

    checked = used.verdict("check")
    assert checked.code == 3, "check is blind"
    assert len(checked.err.splitlines()) == 1
    failures(used.tries())

    repaired = used.verdict("check", "--repair")
    assert repaired.code == 0, repaired.err
    checked = used.verdict("check")
    assert checked.code == 0, checked.err
    assert failures(used.tries()) == []
    if damage not in ROWS and damage not in TEXTS and "votes" not in damage:
        assert before <= set(used.verdict("votes", "export").out.splitlines())
