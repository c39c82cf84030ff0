"""Searching among many tools: what it costs, and how soon it is painted."""

from __future__ import annotations

import gc
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench import many, report
from bench.holding import LOADING, Gap
from bench.places import VERDICT, environment
from bench.terminal import Terminal
from verdict_tui.search.finder import Finder
from verdict_tui.search.keys import cached_key
from verdict_tui.store.database import open_database
from verdict_tui.store.tools import load_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from verdict_tui.catalogue import Catalogue

FEW, MANY, MILLION = 30, 100_000, 1_000_000
WITH_A_MILLION = "BENCH_MILLION"
QUERIES = (
    "x", "co", "copilot", "git cop", "cdlma4", "gihub copliot", "langchian", "claude code",
    "stab diff web", "lama index", "nrouter", "tgwui", "qwertyuiop",
)  # fmt: skip
TYPED = ("copilot", "git cop", "gihub copliot", "langchian", "cdlma4", "x", "qwertyuiop")
"""Typed letter by letter."""
TRIES = 3
FZF_RUNS = 5
"""Runs in one try: a system counts user time by ticks of milliseconds."""
STARTS = 10
BETWEEN = 0.3
"""Seconds of quiet; the blinking cursor allows no half second."""
PATIENCE = 240.0
MIDDLE_AIM, HIGH_AIM = 16.0, 33.0
MEMORY_AIM = 250.0
HELD_AIM = 20.0
BETWEEN_KEYS = 0.08
YARDSTICK = (sys.executable, str(Path(__file__).with_name("smallest_field.py")))
_PROBE = "q"
_SHOWN = 3
_NAME_CELLS = 10
_PAINTED = re.compile(r"\x1b\[(\d+);\d+H((?:[^\x1b]|\x1b\[[^Hm]*m)*)")
_STYLE = re.compile(r"\x1b\[[^m]*m")


def run() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, database = folder / "few.db", folder / "many.db"
        many.build(few, FEW)
        many.build(database, MANY)
        _first_paint(few, database, folder)
        _held(database, MANY)
        finder, catalogue = _finder(database)
        _work(finder, catalogue, folder)
        _keys(database, finder, catalogue, folder)
        del finder, catalogue
        if not os.environ.get(WITH_A_MILLION):
            report.heading(f"The same on {MILLION:,} tools")
            print(f"left out; {WITH_A_MILLION}=1 python -m bench searching measures it too")
            return
        database = folder / "million.db"
        many.build(database, MILLION)
        _held(database, MILLION)
        finder, catalogue = _finder(database)
        _keys(database, finder, catalogue, folder)


def _finder(database: Path) -> tuple[Finder, Catalogue]:
    with open_database(database) as opened:
        started = time.process_time()
        catalogue = load_catalogue(opened)
        read = time.process_time()
        finder = Finder(catalogue)
        indexed = time.process_time()
    gc.freeze()  # as the app does when the list is there
    report.heading(f"To load {len(catalogue):,} tools, once")
    print(f"reading the list {read - started:6.2f} s, making it searchable {indexed - read:6.2f} s")
    return finder, catalogue


# Starting


def _first_paint(few: Path, database: Path, folder: Path) -> None:
    report.heading(f"First paint on {MANY:,} tools and on {FEW}")
    times: dict[Path, list[float]] = {few: [], database: []}
    for _ in range(STARTS + 1):  # the first pair only warms the caches
        for path, taken in times.items():
            with Terminal((*VERDICT, "--db", str(path)), environment(folder)) as terminal:
                taken.append(terminal.until(b"help"))
    report.line(f"{FEW} tools", times[few][1:])
    report.line(f"{MANY:,} tools", times[database][1:])
    report.ratio(f"{MANY:,} tools / {FEW} tools", times[database][1:], times[few][1:], "1")


# The work of a search


def _work(finder: Finder, catalogue: Catalogue, folder: Path) -> None:
    report.heading(f"Processor time of one search in {len(catalogue):,} names, best of {TRIES}")
    has_fzf = shutil.which("fzf") is not None
    if not has_fzf:
        print("fzf is not installed: left out")
    names = folder / "names.txt"
    names.write_text("\n".join(catalogue.names) + "\n", encoding="utf-8")
    start = min(_fzf_time("x", Path(os.devnull)) for _ in range(TRIES)) if has_fzf else 0.0
    not_slower = 0
    print(f"{'query':20}{'verdict ms':>12}{'fzf ms':>10}{'verdict / fzf':>15}")
    for query in QUERIES:
        ours = min(_our_time(finder, query) for _ in range(TRIES))
        if has_fzf:
            theirs = max(min(_fzf_time(query, names) for _ in range(TRIES)) - start, 1e-4)
            not_slower += ours <= theirs
            rest = f"{theirs * 1e3:10.1f}{ours / theirs:15.2f}"
        else:
            rest = ""
        print(f"{query:20}{ours * 1e3:12.1f}{rest}")
    if has_fzf:
        count = f"{not_slower} of {len(QUERIES)}"
        report.aim("no slower than fzf in every query", not_slower == len(QUERIES), count)


def _our_time(finder: Finder, query: str) -> float:
    cached_key.cache_clear()  # as if nothing like it had been typed before
    started = time.thread_time()
    finder.find(query)
    return time.thread_time() - started


def _fzf_time(query: str, names: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    for _ in range(FZF_RUNS):
        with names.open("rb") as lines:
            command = ("fzf", "-i", f"--filter={query}")
            subprocess.run(command, stdin=lines, stdout=subprocess.DEVNULL, check=False)
    return (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before) / FZF_RUNS


# From key to paint


def _keys(database: Path, finder: Finder, catalogue: Catalogue, folder: Path) -> None:
    report.heading(f"From key to paint, typing into the search of {len(catalogue):,} tools")
    report.line("a letter in the smallest app with a field", _yardstick(folder))
    letters: list[tuple[str, float]] = []
    rows: list[tuple[str, float]] = []
    command = (*VERDICT, "--db", str(database))
    with Terminal(command, environment(folder)) as terminal:
        terminal.until(b"help")
        terminal.press(b"/")
        terminal.until(f" search {len(catalogue):,} tools".encode())
        field = _line_of(terminal.seen, " search ")
        terminal.press(_PROBE.encode())  # its rows come when the list has been read
        is_loaded = _has_rows(_first_names(finder, catalogue, _PROBE), field)
        terminal.until_met(is_loaded, "the list", PATIENCE)
        loaded = time.perf_counter() - terminal.started
        terminal.settle(BETWEEN)
        memory = terminal.memory()
        _press(terminal, b"\x1b")
        for query in TYPED:
            _press(terminal, b"/")
            for at, letter in enumerate(query, 1):
                typed = query[:at]
                is_letter_there = _has_letters(typed, field)
                are_rows_there = _has_rows(_first_names(finder, catalogue, typed), field)
                terminal.press(letter.encode())
                letters.append((typed, terminal.until_met(is_letter_there, f"“{typed}”")))
                rows.append((typed, terminal.until_met(are_rows_there, f"the rows of “{typed}”")))
                terminal.settle(BETWEEN_KEYS)
            _press(terminal, b"\x1b")
    print(f"searchable {loaded:.1f} s after the start")
    for name, times in (("the typed letter", letters), ("the new rows", rows)):
        report.line(name, [seconds for _, seconds in times])
    slowest = sorted(rows, key=lambda row: -row[1])[:5]
    print("slowest: " + ", ".join(f"“{typed}” {took * 1e3:.0f} ms" for typed, took in slowest))
    print(f"memory {memory:.0f} MB")
    if len(catalogue) == MANY:
        middle, high, _ = report.figures([seconds for _, seconds in rows])
        report.aim(
            f"median of the rows under {MIDDLE_AIM} ms", middle < MIDDLE_AIM, f"{middle:.1f}"
        )
        report.aim(f"p95 of the rows under {HIGH_AIM} ms", high < HIGH_AIM, f"{high:.1f}")
        report.aim(f"memory under {MEMORY_AIM} MB", memory < MEMORY_AIM, f"{memory:.0f}")


def _yardstick(folder: Path) -> list[float]:
    """Return how long a typed letter takes where nothing is searched for."""
    times: list[float] = []
    with Terminal(YARDSTICK, environment(folder)) as terminal:
        terminal.until(b"painted")
        terminal.settle(BETWEEN)
        for letter in "abcdefghijklmnopqrst":
            terminal.press(letter.encode())
            times.append(terminal.until_met(_has_letters(letter, 2), f"“{letter}”"))
            terminal.settle(BETWEEN_KEYS)
    return times


def _press(terminal: Terminal, keys: bytes) -> None:
    terminal.press(keys)
    terminal.settle(BETWEEN)


def _first_names(finder: Finder, catalogue: Catalogue, typed: str) -> list[str]:
    """Return the names that the first rows should have."""
    matches = finder.find(typed) or finder.nearest(typed)
    return [catalogue.names[match.position] for match in matches[:_SHOWN]]


def _painted(seen: bytes) -> list[tuple[int, str]]:
    """Return what was painted, each with the line of the screen it begins on."""
    text = seen.decode(errors="ignore")
    return [(int(line), _STYLE.sub("", what)) for line, what in _PAINTED.findall(text)]


def _line_of(seen: bytes, text: str) -> int:
    return next(line for line, what in _painted(seen) if text in what)


def _has_letters(typed: str, field: int) -> Callable[[bytes], bool]:
    """Return the condition that the field shows what is typed."""

    def is_met(seen: bytes) -> bool:
        return any(line == field and typed in what for line, what in _painted(seen))

    return is_met


def _has_rows(names: list[str], field: int) -> Callable[[bytes], bool]:
    """Return the condition that rows with these names are painted below the field."""
    starts = [name[:_NAME_CELLS] for name in names]

    def is_met(seen: bytes) -> bool:
        # A row begins with a space and the place where A and B are marked.
        rows = [what[3:] for line, what in _painted(seen) if line > field]
        return all(any(row.startswith(start) for row in rows) for start in starts)

    return is_met


# The event loop


def _held(database: Path, count: int) -> None:
    report.heading(f"How long the event loop is held, on {count:,} tools")
    command = (sys.executable, "-m", "bench.holding", str(database), *TYPED)
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    gaps = [_gap(line) for line in answer.stdout.splitlines()]
    _tell_held("while typing", [gap for gap in gaps if gap.doing != LOADING])
    _tell_held("while the list is read", [gap for gap in gaps if gap.doing == LOADING])


def _gap(line: str) -> Gap:
    doing, seconds, worked = line.split("\t")
    return Gap(doing, float(seconds), float(worked))


def _tell_held(name: str, gaps: list[Gap]) -> None:
    ordered = sorted(gap.seconds * 1e3 for gap in gaps)
    high = ordered[len(ordered) * 99 // 100]
    print(f"{name:28}median {median(ordered):5.1f} ms  p99 {high:6.1f}  max {ordered[-1]:6.1f}")
    report.aim(f"never more than {HELD_AIM} ms", ordered[-1] <= HELD_AIM, f"{ordered[-1]:.1f}")
    for gap in sorted(gaps, key=lambda gap: -gap.seconds)[:5]:
        milliseconds, worked = gap.seconds * 1e3, gap.worked * 1e3
        print(f"  {milliseconds:6.1f} ms, of which worked {worked:6.1f}, after “{gap.doing}”")
