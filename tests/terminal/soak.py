"""Random typing in a real terminal: every bound key, clicks, pastes and resizes, at random.

A run is a function of its seed, but for the time that everything takes. Only a key that quits may
end the program; whatever else ends it, stops it from reacting, or leaves a report of a crash is a
fault.
"""

from __future__ import annotations

import fcntl
import os
import random
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from bench.terminal import Terminal

from tests.conftest import ROOT
from verdict_tui.actions import ACTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VERDICT = (sys.executable, "-m", "verdict_tui")
SIZES = ((120, 40), (80, 24), (40, 10), (200, 50), (60, 15), (30, 8), (100, 30))
QUITS = (b"q", b"\x11", b"\x03")
"""Keys that quit, at least from the comparison, or when they are pressed twice."""
PALETTE = (b":", b"\x10")
"""Keys that open the command palette, in which Enter or a click may choose to quit."""
LATEST = 200
"""So many keys before an end can be the one that quit: the program may lag behind the typing."""
PATIENCE = 30.0
"""Seconds in which a program that still reacts has answered."""

_NAMED = {
    "question_mark": b"?", "colon": b":", "plus": b"+", "equals_sign": b"=", "add": b"+",
    "minus": b"-", "subtract": b"-", "enter": b"\r", "escape": b"\x1b", "tab": b"\t",
    "shift+tab": b"\x1b[Z", "space": b" ", "backspace": b"\x7f", "delete": b"\x1b[3~",
    "up": b"\x1b[A", "down": b"\x1b[B", "right": b"\x1b[C", "left": b"\x1b[D",
    "home": b"\x1b[H", "end": b"\x1b[F", "pageup": b"\x1b[5~", "pagedown": b"\x1b[6~",
    "f1": b"\x1bOP", "circumflex_accent": b"^", "exclamation_mark": b"!",
    "less_than_sign": b"<", "greater_than_sign": b">", "full_stop": b".", "comma": b",",
}  # fmt: skip
_PASTES = (
    "clde cod", "cat:editors cop", "two\nlines", "[/nope][red]", "x" * 5000, "\x1b[2Jred", "",
    "🙂é", "panel:>50 vote:none", '"licence',
)  # fmt: skip
_AT_ONCE = 1024  # bytes; a terminal takes some thousand that nobody has read
_TYPED = b"abcdefghijklmnopqrstuvwxyz0123456789 :>\"'"


def key_bytes(name: str) -> bytes:
    """Return what a terminal sends for a key, by the name that Textual gives it."""
    if name.startswith("ctrl+") and len(name) == len("ctrl+x"):
        return bytes([ord(name[-1].upper()) & 0x1F])
    return _NAMED.get(name) or name.encode()


KEYS = tuple(
    sorted({key_bytes(key) for keys in ACTIONS.values() for key in keys.split(",")} | {b"\x03"})
)
"""Every key that is bound somewhere, as a terminal sends it."""

HURRIED = (b"tt", b"t\x1b", b"RR", b"H", b"+", b"t", b"R", b"D", b"P", b"\x1b", b"?", b":", b"/")
"""Views opened, and closed before they are filled."""

BESIDE = """
import random, sqlite3, subprocess, sys, time
from contextlib import suppress
from pathlib import Path
from verdict_tui.errors import VerdictError
from verdict_tui.store import votes
from verdict_tui.store.database import open_database
path, folder, chance = Path(sys.argv[1]), Path(sys.argv[2]), random.Random(sys.argv[3])

def slug():
    with sqlite3.connect(path, timeout=5) as connection:
        rows = connection.execute("SELECT slug FROM tools").fetchall()
    return chance.choice(rows)[0] if rows else ""

def vote():
    with open_database(path, writing=True) as database:
        votes.cast(database, slug(), chance.choice(("ship", "skip", "none")))

def delete(table):
    connection = sqlite3.connect(path, timeout=5)
    connection.execute(f"PRAGMA foreign_keys = {chance.randrange(2)}")
    with connection:
        rows = connection.execute(f"SELECT rowid FROM {table}").fetchall()
        if rows:
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", chance.choice(rows))
    connection.close()

def bring():
    file = folder / "more.json"
    name = f"Tool {chance.randrange(30)}"
    file.write_text('[{"name": "%s", "category": "Odd", "reviews": '
        '[{"critic": "The Builder", "verdict": "ship", "quote": "It works."}]}]' % name)
    subprocess.run([sys.executable, "-m", "verdict_tui", "--db", path, "import", file],
        capture_output=True)

while True:
    act = chance.choice((vote, vote, bring, lambda: delete("tools"), lambda: delete("critics"),
        lambda: delete("comparisons"), lambda: delete("reviews")))
    with suppress(sqlite3.Error, VerdictError):
        act()
    time.sleep(chance.uniform(0.05, 0.4))
"""
"""A program beside it that votes, imports and deletes, as another window or sqlite3 would."""


class Fault(NamedTuple):
    """What went wrong, and the keys that led to it."""

    what: str
    keys: bytes

    def __str__(self) -> str:
        """Return both on a line."""
        return f"{self.what} after {self.keys!r}"


def soak(
    database: Path, folder: Path, seed: str, seconds: float, *, with_others: bool
) -> tuple[list[Fault], int]:
    """Type at random into the program for some time; begin it again when a key quit it.

    Args:
        database: the file to work on.
        folder: where its home, its reports and what others write are.
        seed: what everything random follows from.
        seconds: for how long.
        with_others: whether another program votes, imports and deletes beside it.

    Returns:
        The faults, and how many keys were sent.
    """
    env = _environment(database, folder)
    others = (
        subprocess.Popen([sys.executable, "-c", BESIDE, database, folder, seed], env=env)
        if with_others
        else None
    )
    chance = random.Random(seed)
    faults: list[Fault] = []
    sent = 0
    deadline = time.monotonic() + seconds
    try:
        while not faults and time.monotonic() < deadline:
            command = ("env", "-C", str(folder), *VERDICT)  # where it may save pictures
            faults, typed = _type_until_it_ends(command, env, chance, deadline)
            sent += typed
    finally:
        if others is not None:
            others.kill()
            others.wait()
    reports = [*(folder / "state").rglob("crash*.txt")]
    faults += [Fault(f"a report of a crash:\n{each.read_text()}", b"") for each in reports]
    return faults, sent


def _environment(database: Path, folder: Path) -> dict[str, str]:
    home = folder / "home"
    home.mkdir(exist_ok=True)
    usual = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    return {
        **usual,
        "HOME": str(home),
        "XDG_STATE_HOME": str(folder / "state"),
        "VERDICT_DB": str(database),
        "PYTHONPATH": str(ROOT / "src"),
        "BROWSER": "true",
        "EDITOR": "true",
        "VISUAL": "true",
    }


def _type_until_it_ends(
    command: tuple[str, ...], env: Mapping[str, str], chance: random.Random, deadline: float
) -> tuple[list[Fault], int]:
    typed: list[bytes] = []
    terminal = Terminal(command, env, chance.choice(SIZES))
    try:
        if chance.random() < 0.8:  # else keys come before the first picture
            terminal.until(b"\x1b[?1049h")
            _drain(terminal, chance.uniform(0, 0.5))
        while time.monotonic() < deadline:
            typed.append(_act(terminal, chance))
            if _ended(terminal, chance.uniform(0.04, 0.08)):
                return _judge(terminal, typed), len(typed)
        return _still_reacts(terminal, typed), len(typed)
    finally:
        terminal.close()


def _act(terminal: Terminal, chance: random.Random) -> bytes:
    """Do something at random; return what was sent."""
    width, height = chance.choice(SIZES)
    kind = chance.random()
    if kind < 0.02:
        size = struct.pack("HHHH", height, width, 0, 0)
        fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, size)
        return b"<resize>"
    if kind < 0.12:
        button = chance.choice((0, 0, 0, 64, 65, 2))
        place = f"{button};{chance.randint(1, width)};{chance.randint(1, height)}"
        keys = f"\x1b[<{place}M\x1b[<{place}m".encode()
    elif kind < 0.15:
        keys = f"\x1b[200~{chance.choice(_PASTES)}\x1b[201~".encode()
    elif kind < 0.25:
        keys = bytes(chance.choices(_TYPED, k=chance.randint(1, 5)))
    elif kind < 0.55:
        keys = chance.choice(HURRIED)
    else:
        keys = chance.choice(KEYS)
        if keys in QUITS and chance.random() < 0.8:  # seldom: most of the time should be used
            keys = b"j"
    _send(terminal, keys)
    return keys


def _send(terminal: Terminal, keys: bytes) -> None:
    """Type, as far as the program still reads: what has ended or is ending reads no more."""
    with suppress(OSError):
        while keys and select.select([], [terminal.fd], [], 1.0)[1]:
            keys = keys[os.write(terminal.fd, keys[:_AT_ONCE]) :]
            _drain(terminal, 0)


def _drain(terminal: Terminal, seconds: float) -> None:
    """Read what is painted for some time; only the last of it is remembered."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 or not seconds:
        ready, _, _ = select.select([terminal.fd], [], [], max(left, 0))
        if not ready:
            return
        try:
            data = os.read(terminal.fd, 1 << 16)
        except OSError:  # the other end is closed
            return
        terminal.seen = (terminal.seen + data)[-20_000:]


def _ended(terminal: Terminal, seconds: float) -> bool:
    """Read for some time, and say whether the program has ended."""
    _drain(terminal, seconds)
    state = os.waitid(os.P_PID, terminal.pid, os.WEXITED | os.WSTOPPED | os.WNOHANG | os.WNOWAIT)
    if state is not None and state.si_code == os.CLD_STOPPED:
        os.waitid(os.P_PID, terminal.pid, os.WSTOPPED)
        os.kill(terminal.pid, signal.SIGCONT)  # as a shell does for `fg`
        return False
    return state is not None


def _judge(terminal: Terminal, typed: list[bytes]) -> list[Fault]:
    """Judge an end: by a key that quits, with nothing to complain of, or not."""
    _drain(terminal, 0.05)
    ending = os.waitid(os.P_PID, terminal.pid, os.WEXITED | os.WNOWAIT)
    code = ending.si_status if ending is not None and ending.si_code == os.CLD_EXITED else -1
    last = terminal.seen[-400:]
    if code != 0 or b"Traceback" in terminal.seen or b"unexpected error" in terminal.seen:
        return [Fault(f"it ended with status {code}: {last!r}", b" ".join(typed[-LATEST:]))]
    latest = typed[-LATEST:]
    is_chosen = any(keys in latest for keys in PALETTE) and any(map(_chooses, latest))
    if not (is_chosen or any(quit_key in keys for keys in latest for quit_key in QUITS)):
        return [Fault(f"it ended by itself: {last!r}", b" ".join(typed[-LATEST:]))]
    return []


def _chooses(keys: bytes) -> bool:
    return keys == b"\r" or keys.startswith((b"\x1b[<0;", b"\x1b[<2;"))


def _still_reacts(terminal: Terminal, typed: list[bytes]) -> list[Fault]:
    """Quit it: a program that still reacts ends, and with nothing to complain of."""
    if _ended(terminal, 0.3):
        return _judge(terminal, typed)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        _send(terminal, b"\x11")  # again and again: what is suspended loses a key
        if _ended(terminal, 1.0):
            return _judge(terminal, [*typed, b"\x11"])
    return [Fault("it no longer reacts", b" ".join(typed[-LATEST:]))]
