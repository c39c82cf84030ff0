"""How soon the app is there, and how soon a command has answered."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import report
from bench.places import VERDICT, environment, sample
from bench.terminal import Terminal

ROUNDS = 15
YARDSTICK = (sys.executable, str(Path(__file__).with_name("smallest.py")))
IMPORTS = (sys.executable, "-c", "import sqlite3, rapidfuzz")


def run() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env, database = environment(folder), sample(folder)
        _first_paint({**env, "VERDICT_DB": str(database)})
        _commands(env, database)


def _first_paint(env: dict[str, str]) -> None:
    report.heading("First paint on the sample, in a terminal of 120x40")
    ours: list[float] = []
    smallest: list[float] = []
    app = VERDICT
    for _ in range(ROUNDS + 1):  # the first pair only warms the caches
        for command, wanted, times in (
            (YARDSTICK, b"painted", smallest),
            (app, b"help", ours),  # the end of the last line of the screen
        ):
            with Terminal(command, env) as terminal:
                times.append(terminal.until(wanted))
    report.line("smallest Textual app", smallest[1:])
    report.line("verdict", ours[1:])
    report.ratio("verdict / smallest Textual app", ours[1:], smallest[1:], "1.15, at most 1.35")


def _commands(env: dict[str, str], database: Path) -> None:
    report.heading("A command from start to end")
    command = (*VERDICT, "--db", str(database), "search", "x", "--json")
    ours: list[float] = []
    imports: list[float] = []
    for _ in range(2 * ROUNDS + 1):
        for words, times in ((IMPORTS, imports), (command, ours)):
            started = time.perf_counter()
            subprocess.run(words, env=env, check=True, stdout=subprocess.DEVNULL)
            times.append(time.perf_counter() - started)
    report.line('python -c "import sqlite3, rapidfuzz"', imports[1:])
    report.line("verdict search x --json", ours[1:])
    report.ratio("verdict search / the imports", ours[1:], imports[1:], "2")
