"""From the key that opens a view to the view: on the sample, and on many tools with many votes."""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

from bench import many, report, votelog
from bench.holding import held
from bench.places import VERDICT, environment, sample
from bench.terminal import Terminal

TOOLS, VOTES = 10_000, 100_000
DAYS = 120
"""Over how many days the votes are spread."""
TIMES = 10
AIM_SAMPLE, AIM_MANY, AIM_HELD = 100.0, 300.0, 20.0
KEYS: tuple[tuple[str, str, bytes, bytes], ...] = (
    ("help, the yardstick", "question_mark", b"?", b"Vote ship"),
    ("rankings", "R", b"R", b"rank tool"),
    ("the panel", "P", b"P", b"agrees with me"),
    ("the digest", "D", b"D", b"not seen"),
    ("a tool", "t", b"t", b"Nearest alternatives"),
    ("my votes", "H", b"H", b"newest"),
)
"""The view, its key by name and as it is typed, and what is painted when it is there."""
_MS = 1000
_DAY = 86_400


def run() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = sample(folder)
        subprocess.run(
            (*VERDICT, "--db", str(database), "vote", "zed", "ship"),
            env=environment(folder), check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        _measure(database, folder, "the sample", AIM_SAMPLE)
        database = folder / "many.db"
        many.build(database, TOOLS, reviewed=1)
        first = round(time.time() - DAYS * _DAY) * _MS
        votelog.take_in(database, VOTES, folder, first, DAYS * _DAY * _MS // VOTES)
        _measure(database, folder, f"{TOOLS:,} tools with {VOTES:,} votes", AIM_MANY)
        _held(database)


def _measure(database: Path, folder: Path, on: str, aim: float) -> None:
    report.heading(f"From key to view, on {on}")
    taken: dict[str, list[float]] = {view: [] for view, *_ in KEYS}
    with Terminal((*VERDICT, "--db", str(database)), environment(folder)) as terminal:
        terminal.until(b"help")
        terminal.settle(2.0)  # until the list has been read
        for _ in range(TIMES):
            for view, _, key, painted in KEYS:
                terminal.press(key)
                taken[view].append(terminal.until(painted))
                terminal.settle()
                terminal.press(b"\x1b")
                terminal.settle()
    yardstick, *views = taken
    report.line(yardstick, taken[yardstick])
    for view in views:
        report.line(view, taken[view], f"{report.times_as_long(taken[view], taken[yardstick])}")
    slowest = max(report.figures(taken[view]).high for view in views)
    report.aim(f"p95 of each under {aim:.0f} ms", slowest < aim, f"{slowest:.1f}")


def _held(database: Path) -> None:
    report.heading("How long the event loop is held by opening one")
    steps = [step for _, name, *_ in KEYS for step in (f"{name} {name}", "back escape")]
    longest = held(database, steps)
    for view, name, *_ in KEYS:
        print(f"{view:44}{longest[name].seconds * _MS:9.1f} ms at most")
    most = max(longest[name].seconds for _, name, *_ in KEYS[1:]) * _MS
    report.aim(f"never more than {AIM_HELD:.0f} ms", most <= AIM_HELD, f"{most:.1f}")
