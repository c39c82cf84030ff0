"""A vote log that grows: a vote, an undo, the history, and taking in the log of others."""

from __future__ import annotations

import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench import report, votelog
from verdict_tui.errors import NotThereError
from verdict_tui.store import votes
from verdict_tui.store.database import create_from_sample, open_database

if TYPE_CHECKING:
    from collections.abc import Callable

    from verdict_tui.store.database import Database

FEW, SOME, MANY = 100, 100_000, 1_000_000
"""How many events a log has."""
TIMES = 200
HISTORIES = 10
NEWEST = 1000
AIM = 2.0
_TOOL = "zed"


def run() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        databases = {count: folder / f"{count}.db" for count in (FEW, SOME, MANY)}
        report.heading("verdict votes import")
        seconds = {count: _import(path, count, folder) for count, path in databases.items()}
        each = seconds[MANY] / MANY / (seconds[SOME] / SOME)
        report.aim("as long for each event of the longer log", each < AIM, f"{each:.2f} x")
        report.heading(f"Logs of {FEW} and of {MANY:,} events, every second of them mine")
        with (
            open_database(databases[FEW], writing=True) as few,
            open_database(databases[MANY], writing=True) as many,
        ):
            _compare("nothing to undo", few, many, _undo_nothing, HISTORIES)
            _compare("a vote", few, many, _vote, TIMES)
            _compare("an undo", few, many, _undo, TIMES)
            for limit in (FEW // 2, NEWEST):
                read = partial(_read_history, limit)
                _compare(f"the newest {limit} of my history", few, many, read, HISTORIES)


def _import(path: Path, count: int, folder: Path) -> float:
    """Make a database with a log, and return the seconds that taking it in took."""
    create_from_sample(path)
    took = votelog.take_in(path, count, folder)
    print(f"{count:9,} events {took:9.1f} s {count / took:10,.0f} a second")
    return took


def _compare(
    name: str, few: Database, many: Database, act: Callable[[Database, int], object], times: int
) -> None:
    """Do the same in both in turn, and print how long it takes."""
    taken: dict[Database, list[float]] = {few: [], many: []}
    for turn in range(times):
        for database, seconds in taken.items():
            begun = time.perf_counter()
            act(database, turn)
            seconds.append(time.perf_counter() - begun)
    report.line(f"{name}, {FEW} events", taken[few])
    report.line(f"{name}, {MANY:,} events", taken[many])
    report.ratio(f"{name}, {MANY:,} / {FEW}", taken[many], taken[few], f"under {AIM:.0f}")


def _vote(database: Database, turn: int) -> None:
    votes.cast(database, _TOOL, "ship" if turn % 2 else "skip")


def _undo(database: Database, _turn: int) -> None:
    votes.undo(database)


def _undo_nothing(database: Database, _turn: int) -> None:
    try:
        votes.undo(database)
    except NotThereError:
        return
    raise AssertionError("there was something to undo")


def _read_history(limit: int, database: Database, _turn: int) -> None:
    votes.read_history(database, limit=limit)


if __name__ == "__main__":
    run()
