"""Logs of many votes, taken in as a person would: by the command."""

from __future__ import annotations

import json
import random
import subprocess
import time
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bench.places import VERDICT, environment
from verdict_tui.store.database import open_database
from verdict_tui.store.linking import start_anew

if TYPE_CHECKING:
    from pathlib import Path

VOTERS = 1000
"""Every second event is mine, from another device; the others are of so many voters."""
FIRST_MS = 1_600_000_000_000
SECOND = 1000


def take_in(
    path: Path, count: int, folder: Path, first_ms: int = FIRST_MS, apart: int = SECOND
) -> float:
    """Let a database take in a log, and return the seconds that it took.

    Args:
        path: the database, whose tools are voted on.
        count: how many events.
        folder: where to put the log for a while.
        first_ms: when the first is, in milliseconds since 1970.
        apart: how many milliseconds lie between two.
    """
    log = folder / "log.jsonl"
    _write(path, log, count, first_ms, apart)
    command = [*VERDICT, "--db", str(path), "votes", "import", "--mine", str(log)]
    begun = time.perf_counter()
    subprocess.run(command, env=environment(folder), check=True, stdout=subprocess.DEVNULL)
    took = time.perf_counter() - begun
    log.unlink()
    return took


def _write(path: Path, log: Path, count: int, first_ms: int, apart: int) -> None:
    chance = random.Random(count)
    with open_database(path, writing=True) as database:
        if not database.voter:
            start_anew(database)
        me = database.voter
        slugs = [slug for (slug,) in database.connection.execute("SELECT slug FROM tools")]
    others = [str(uuid.UUID(int=number)) for number in range(1, VOTERS + 1)]
    device = str(uuid.UUID(int=0))
    with log.open("w", encoding="utf-8") as file:
        for number in range(count):
            ms = first_ms + apart * number
            event = {
                "id": str(uuid.UUID(int=chance.getrandbits(128))),
                "voter": chance.choice(others) if number % 2 else me,
                "device": device,
                "tool": chance.choice(slugs),
                "choice": chance.choice(("ship", "skip", "none")),
                "ms": ms,
                "counter": 0,
                "at": datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds"),
            }
            file.write(json.dumps(event) + "\n")
