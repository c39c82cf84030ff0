"""From a key to the painted change: moving the highlight, opening a comparison, a vote."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench import report
from bench.places import VERDICT, environment, sample
from bench.terminal import Terminal
from verdict_tui.store.database import open_database
from verdict_tui.store.tools import load_catalogue

MOVES = 40
VOTES = 40
AIM = "(aim: p95 under 50 ms)"
HEAD = "▸ ".encode()
"""Part of the name above the active column: painted when its tool changes."""


def run() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = sample(folder)
        with open_database(database) as opened:
            names = load_catalogue(opened).names
        with Terminal((*VERDICT, "--db", str(database)), environment(folder)) as terminal:
            terminal.until(b"help")
            terminal.settle(0.5)
            _measure(terminal, names)


def _measure(terminal: Terminal, names: list[str]) -> None:
    report.heading("From key to paint on the sample")
    moves: list[float] = []
    previews: list[float] = []
    _type(terminal, b"\t\t")  # to the list, by column B
    _type(terminal, b"g")
    for name in names[1 : MOVES + 1]:
        terminal.press(b"j")
        moves.append(terminal.until(name[:12].encode()))  # its row, drawn as the highlighted one
        previews.append(terminal.until(HEAD))
        terminal.settle()
    report.line("moving the highlight", moves, AIM)
    report.line("  until its comparison is there", previews, AIM)
    for _ in range(MOVES):  # a trail of comparisons to go back through
        _type(terminal, b"\r")
        _type(terminal, b"\t")
        _type(terminal, b"k")
    _type(terminal, b"\x1b")
    opened: list[float] = []
    for _ in range(MOVES):
        terminal.press(b"<")
        opened.append(terminal.until(HEAD))
        terminal.settle()
    report.line("opening a comparison", opened, AIM)
    votes: list[float] = []
    for turn in range(VOTES):
        terminal.press(b"-" if turn % 2 else b"+")
        votes.append(terminal.until(b"Saved"))
        terminal.settle()
    report.line("a vote, committed and painted", votes, AIM)


def _type(terminal: Terminal, keys: bytes) -> None:
    terminal.press(keys)
    terminal.settle(0.08)
