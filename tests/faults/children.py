"""Processes of their own: one that votes and says so, commands, and what a file holds."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests.conftest import ROOT, Answer
from verdict_tui.store.checking import find_damage
from verdict_tui.store.database import open_database

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KILLS = int(os.environ.get("VERDICT_KILLS", "12"))
"""How many processes are killed; `make torture` kills more."""
IS_TORTURE = KILLS >= 500
VERDICT = (sys.executable, "-m", "verdict_tui")
TOOLS = ("alpha", "beta", "gamma")

VOTING = """
import os, sys
from itertools import count
from pathlib import Path
from verdict_tui.store import votes
from verdict_tui.store.database import open_database
path, most = Path(sys.argv[1]), int(sys.argv[2])
tools, said = ("alpha", "beta", "gamma"), ("ship", "skip", "none")
with open_database(path, writing=True) as database:
    number = 0
    for turn in count():
        if number == most:
            break
        cast = votes.cast(database, tools[turn % 3], said[(turn // 3) % 3])
        if cast.vote is not None:
            number += 1
            os.write(1, f"{cast.vote.id}\\n".encode())
"""
"""Votes on and on; the id of an event goes out when the vote is saved."""


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), **more}


def verdict(path: Path, *words: str, env: Mapping[str, str] | None = None) -> Answer:
    """Run a command on a database in a process of its own."""
    done = subprocess.run(
        [*VERDICT, "--db", str(path), *words],
        env=env or environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return Answer(done.stdout, done.stderr, done.returncode)


def voting(path: Path, most: int = -1) -> subprocess.Popen[bytes]:
    """Begin to vote in a process of its own; it ends after so many votes, by default never."""
    return subprocess.Popen(
        [sys.executable, "-c", VOTING, str(path), str(most)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,  # reading a line takes no more than that line
    )


def lines_in(out: bytes) -> list[str]:
    """Return the whole lines of an output that may break off."""
    return out.decode().splitlines()[: out.count(b"\n")]


def kill_after(process: subprocess.Popen[bytes], seconds: float) -> tuple[bytes, bytes]:
    """Kill a process some time after it was begun, and return what it had written."""
    time.sleep(seconds)
    process.kill()
    return process.communicate()


def logged(path: Path) -> list[str]:
    """Return the ids of a file's events in the order of their coming."""
    with open_database(path) as database:
        rows = database.connection.execute("SELECT id FROM votes ORDER BY seq").fetchall()
    return [identity for (identity,) in rows]


def damage(path: Path) -> list[str]:
    with open_database(path) as database:
        return find_damage(database)
