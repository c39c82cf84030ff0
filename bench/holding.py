"""How long the event loop is held: `python -m bench.holding DATABASE`, a program of its own.

It runs the app without a terminal, types, and looks at the clock every millisecond. For each
look it prints what was going on, the seconds since the look before, and how many of them the
loop's own thread worked; the rest it waited for another thread or another program.
"""

from __future__ import annotations

import asyncio
import gc
import re
import subprocess
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.app import VerdictApp
from verdict_tui.session import Session
from verdict_tui.store.database import open_database
from verdict_tui.store.opening import open_with

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from textual.pilot import Pilot

LOADING = "loading"
STEPS = "--steps"
"""Before steps to take, instead of what is typed."""
_QUIET = 1.0
BETWEEN_KEYS = 0.05
BETWEEN_STEPS = 0.3
_TICK = 0.001
_SIZE = re.compile(r"\d+x\d+")


class Gap(NamedTuple):
    """The time between two looks at the clock, in seconds."""

    doing: str
    """What was typed last, or `LOADING`."""
    seconds: float
    worked: float
    """How many of them the loop's own thread had the processor."""


class _Watch:
    """Looks at the clock as often as the loop lets it."""

    def __init__(self) -> None:
        self.doing = LOADING
        self.gaps: list[Gap] = []

    async def look(self) -> None:
        last, last_worked = perf_counter(), thread_time()
        while True:
            await asyncio.sleep(_TICK)
            now, worked = perf_counter(), thread_time()
            self.gaps.append(Gap(self.doing, now - last, worked - last_worked))
            last, last_worked = now, worked


@asynccontextmanager
async def _running(path: Path) -> AsyncIterator[tuple[Session, Pilot[None]]]:
    """Run the app on a database."""
    with open_database(path, writing=True) as database:
        opening = open_with(database)
    session = Session(path, opening)
    async with VerdictApp(session).run_test(size=(120, 40)) as pilot:
        yield session, pilot


async def watched(path: Path, queries: Sequence[str]) -> list[Gap]:
    """Run the app, type the queries letter by letter, and return all gaps."""
    watch = _Watch()
    async with _running(path) as (session, pilot):
        looking = asyncio.create_task(watch.look())
        await session.loaded()
        await asyncio.sleep(_QUIET)  # the list is shown
        for query in queries:
            await pilot.press("slash")
            for at, letter in enumerate(query, 1):
                watch.doing = query[:at]
                await pilot.press("space" if letter == " " else letter)
                await asyncio.sleep(BETWEEN_KEYS)
            await pilot.press("escape")
            await asyncio.sleep(BETWEEN_KEYS)
        looking.cancel()
    return watch.gaps


async def watched_steps(path: Path, steps: Sequence[str]) -> list[Gap]:
    """Run the app, take steps, and return all gaps, each with the name of its step.

    Args:
        path: the database.
        steps: each is a name, then keys to press one after the other; `100x40` resizes.
    """
    watch = _Watch()
    async with _running(path) as (session, pilot):
        await session.loaded()
        await asyncio.sleep(_QUIET)
        looking = asyncio.create_task(watch.look())
        for step in steps:
            watch.doing, *keys = step.split()
            for key in keys:
                if _SIZE.fullmatch(key):
                    await pilot.resize_terminal(*map(int, key.split("x")))
                else:
                    await pilot.press(key)
                await asyncio.sleep(BETWEEN_STEPS)
            await asyncio.sleep(_QUIET)
        looking.cancel()
    return watch.gaps


def held(path: Path, steps: Sequence[str]) -> dict[str, Gap]:
    """Take steps in a process of its own, and return by their names how each held the loop.

    The seconds and those in which the loop's thread worked are each the most, not of one gap.
    """
    command = (sys.executable, "-m", "bench.holding", str(path), STEPS, *steps)
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    most: dict[str, Gap] = {}
    for doing, seconds, worked in (line.split("\t") for line in answer.stdout.splitlines()):
        before = most.get(doing, Gap(doing, 0.0, 0.0))
        most[doing] = Gap(
            doing, max(float(seconds), before.seconds), max(float(worked), before.worked)
        )
    return most


def main(path: Path, queries: Sequence[str]) -> None:
    gc.disable()  # as the command does at its start
    watch = watched_steps if queries[:1] == [STEPS] else watched
    for gap in asyncio.run(watch(path, [query for query in queries if query != STEPS])):
        print(gap.doing, gap.seconds, gap.worked, sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
