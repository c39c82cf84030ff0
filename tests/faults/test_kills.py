"""Processes that are killed at any moment: what they had answered is there, and nothing else."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import time
import uuid
from typing import TYPE_CHECKING

import pytest
from bench.terminal import Terminal

from tests.faults.children import (
    KILLS,
    VERDICT,
    damage,
    environment,
    kill_after,
    lines_in,
    logged,
    verdict,
    voting,
)
from verdict_tui.store.database import open_database

if TYPE_CHECKING:
    from pathlib import Path

STARTING = 0.5
"""A time in seconds within which a process has begun to vote, at the latest on a busy machine."""
IMPORTED = 5000
BATCHES = [min(100, KILLS - start) for start in range(0, KILLS, 100)]
"""How many kills each file has to bear: a long log takes long to check after each."""
_PAINTED_SAVED = re.compile(rb"Saved: (ship|skip) on")


@pytest.mark.parametrize("kills", BATCHES)
def test_every_vote_that_was_answered_is_there_after_a_kill(small_path: Path, kills: int) -> None:
    chance = random.Random()
    answered: list[str] = []
    unanswered = 0
    for kill in range(kills):
        process = voting(small_path)
        assert process.stdout
        first = b"" if kill % 4 == 3 else process.stdout.readline()  # some are killed as they open
        moment = chance.uniform(0, STARTING / 2 if kill % 4 == 3 else 0.06)
        out, err = kill_after(process, moment)
        assert err == b""
        answered += lines_in(first + out)
        there = logged(small_path)
        under_way = set(there) - set(answered)
        assert set(there) >= set(answered)
        assert len(there) == len(set(there))
        assert len(under_way) <= 1, "only the vote that was under way may be there unanswered"
        unanswered += len(under_way)
        answered = there
        assert damage(small_path) == []
    assert len(answered) > kills
    checked = verdict(small_path, "check")
    assert (checked.code, checked.err) == (0, "")
    assert logged(small_path) == answered
    print(f"{kills} kills: {len(answered)} votes are there, {unanswered} of them unanswered")


def test_a_vote_on_the_command_line_is_there_or_not_there_after_a_kill(small_path: Path) -> None:
    chance = random.Random()
    for kill in range(max(KILLS // 2, 4)):
        before = logged(small_path)
        process = subprocess.Popen(
            [*VERDICT, "--db", str(small_path), "vote", "alpha", ("ship", "skip")[kill % 2]],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        out, err = kill_after(process, chance.uniform(0.05, STARTING))
        assert err == b""
        after = logged(small_path)
        assert after[: len(before)] == before
        assert len(after) - len(before) <= 1
        if b"Saved" in out:
            with open_database(small_path) as database:
                row = database.connection.execute("SELECT choice FROM standings").fetchone()
            assert row[0] == ("ship", "skip")[kill % 2]
        assert damage(small_path) == []


def test_a_log_goes_in_whole_or_not_at_all_when_the_import_is_killed(
    small_path: Path, tmp_path: Path
) -> None:
    chance = random.Random()
    file = tmp_path / "theirs.jsonl"
    command = [*VERDICT, "--db", str(small_path), "votes", "import", str(file)]
    for _ in range(max(KILLS // 4, 3)):
        write_log(file)
        before = len(logged(small_path))
        process = subprocess.Popen(
            command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        out, err = kill_after(process, chance.uniform(0.2, 2 * STARTING))
        assert err == b""
        came = len(logged(small_path)) - before
        assert came in (0, IMPORTED)
        assert came == IMPORTED or b"new" not in out
    assert verdict(small_path, "check").code == 0


def write_log(file: Path) -> None:
    """Write a log of votes that nobody knows, by many voters."""
    with file.open("w") as lines:
        for number in range(IMPORTED):
            event = {
                "id": str(uuid.uuid4()),
                "voter": str(uuid.UUID(int=number % 997)),
                "device": str(uuid.UUID(int=1)),
                "tool": ("alpha", "beta")[number % 2],
                "choice": ("ship", "skip", "none")[number % 3],
                "ms": number,
                "counter": 0,
                "at": "2026-11-18T12:00:00.000+00:00",
            }
            lines.write(json.dumps(event) + "\n")


@pytest.mark.parametrize("run", range(max(KILLS // 12, 1)))
def test_every_vote_that_the_app_had_shown_as_saved_is_there_after_a_kill(
    sample_path: Path, run: int
) -> None:
    chance = random.Random()
    with open_database(sample_path) as database:
        (before,) = database.connection.execute("SELECT max(seq) FROM votes").fetchone()
    with Terminal(VERDICT, environment(VERDICT_DB=str(sample_path))) as terminal:
        terminal.until(b"help")
        terminal.settle(0.3)
        terminal.press(b"")
        typed = 0
        for _ in range(chance.randrange(5, 30)):
            os.write(terminal.fd, b"+-"[typed % 2 :][:1])
            typed += 1
            wait_and_read(terminal, chance.uniform(0, 0.06))
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.settle(1.0)
        seen = terminal.seen
    shown = [found.decode() for found in _PAINTED_SAVED.findall(seen)]
    changes = [now for was, now in zip(["", *shown], shown, strict=False) if now != was]
    with open_database(sample_path) as database:
        rows = database.connection.execute("SELECT choice FROM votes WHERE seq > ?", (before or 0,))
        there = [choice for (choice,) in rows]
    assert there == (["ship", "skip"] * typed)[: len(there)]
    assert len(changes) <= len(there) <= typed
    if changes:
        last = max(place for place, choice in enumerate(there, 1) if choice == changes[-1])
        assert last >= len(changes)
    assert damage(sample_path) == []


def wait_and_read(terminal: Terminal, seconds: float) -> None:
    """Let some time pass while the terminal goes on reading."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        terminal.settle(min(left, 0.01))
        time.sleep(0.001)
