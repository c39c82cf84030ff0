"""The app in a real terminal: how it leaves, how it sleeps, what reaches the terminal."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING

import pytest
from bench.terminal import Terminal

from tests.conftest import ROOT
from verdict_tui.store import votes
from verdict_tui.store.database import open_database

if TYPE_CHECKING:
    from pathlib import Path

VERDICT = (sys.executable, "-m", "verdict_tui")
PAINTED = b"help"  # the end of the last line of the screen

MODES = {
    b"1049": "the alternate screen",
    b"1000": "mouse reports",
    b"1003": "mouse movements",
    b"1006": "mouse coordinates",
    b"2004": "bracketed paste",
    b"1004": "focus reports",
}


def environment(path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    return {**kept, "VERDICT_DB": str(path), "PYTHONPATH": str(ROOT / "src")}


def left_on(painted: bytes) -> list[str]:
    """Return what is still switched on after all that was written."""
    found = []
    for mode, name in MODES.items():
        switches = re.findall(rb"\x1b\[\?" + mode + rb"([hl])", painted)
        if switches and switches[-1] == b"h":
            found.append(name)
    cursor = re.findall(rb"\x1b\[\?25([hl])", painted)
    if cursor and cursor[-1] == b"l":
        found.append("a hidden cursor")
    return found


def ended(terminal: Terminal) -> int:
    """Wait until the program has ended, and return its status as a shell would."""
    terminal.settle(1.0)
    _, status = os.waitpid(terminal.pid, 0)
    return os.waitstatus_to_exitcode(status)


def attributes(terminal: Terminal) -> list[object]:
    return list(termios.tcgetattr(terminal.fd)[:4])


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 0)]
)
def test_a_signal_leaves_the_terminal_as_it_was(
    sample_path: Path, number: signal.Signals, code: int
) -> None:
    terminal = Terminal(VERDICT, environment(sample_path))
    before = attributes(terminal)
    terminal.until(PAINTED)
    terminal.settle(0.3)
    painted = terminal.seen
    terminal.press(b"+")
    terminal.until(b"Saved")
    painted += terminal.seen
    os.kill(terminal.pid, number)
    assert ended(terminal) == code
    assert left_on(painted + terminal.seen) == []
    assert attributes(terminal) == before
    assert b"Traceback" not in terminal.seen
    with open_database(sample_path) as database:
        assert votes.read_tally(database.connection, "code-llama-4") == (1, 1)


def test_a_closed_terminal_ends_it_and_no_vote_is_lost(sample_path: Path) -> None:
    terminal = Terminal(VERDICT, environment(sample_path))
    terminal.until(PAINTED)
    terminal.settle(0.3)
    terminal.press(b"+")
    terminal.until(b"Saved")
    os.close(terminal.fd)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if os.waitpid(terminal.pid, os.WNOHANG)[0]:
            break
        time.sleep(0.05)
    else:
        os.kill(terminal.pid, signal.SIGKILL)
        pytest.fail("it went on without a terminal")
    with open_database(sample_path) as database:
        assert votes.read_tally(database.connection, "code-llama-4") == (1, 1)


def test_q_leaves_the_terminal_as_it_was(sample_path: Path) -> None:
    terminal = Terminal(VERDICT, environment(sample_path))
    terminal.until(PAINTED)
    terminal.settle(0.3)
    painted = terminal.seen
    terminal.press(b"q")
    assert ended(terminal) == 0
    assert left_on(painted + terminal.seen) == []


def broken(method: str, tmp_path: Path, sample_path: Path) -> Terminal:
    """Run the program with a method of its main screen broken."""
    program = (
        "from verdict_tui.screens.compare import CompareScreen\n"
        "def fail(self): raise RuntimeError('the tests broke it')\n"
        f"CompareScreen.{method} = fail\n"
        "from verdict_tui.__main__ import main\n"
        "import sys; sys.argv = ['verdict']\n"
        "main()\n"
    )
    env = {**environment(sample_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    return Terminal((sys.executable, "-c", program), env, (200, 40))


def test_after_an_unexpected_error_it_says_so_and_goes_on(
    sample_path: Path, tmp_path: Path
) -> None:
    terminal = broken("action_swap", tmp_path, sample_path)
    terminal.until(PAINTED)
    terminal.settle(0.3)
    terminal.press(b"x")
    terminal.until(b"Unexpected error, RuntimeError: the tests broke it")
    reports = list((tmp_path / "state").rglob("crash.txt"))
    assert "RuntimeError: the tests broke it" in reports[0].read_text()
    terminal.press(b"+")
    terminal.until(b"Saved")
    terminal.press(b"q")
    assert ended(terminal) == 0
    assert b"Traceback" not in terminal.seen


def test_a_crash_is_a_sentence_with_a_report_and_a_clean_terminal(
    sample_path: Path, tmp_path: Path
) -> None:
    terminal = broken("compose", tmp_path, sample_path)
    before = attributes(terminal)
    terminal.until(b"an unexpected error ended it, RuntimeError: the tests broke it")
    assert ended(terminal) == 1
    assert left_on(terminal.seen) == []
    assert attributes(terminal) == before
    assert b"Traceback" not in terminal.seen
    reports = list((tmp_path / "state").rglob("crash.txt"))
    assert "RuntimeError: the tests broke it" in reports[0].read_text()


@pytest.mark.parametrize("delay", [0, 0.01, 0.03, 0.06, 0.1, 0.2])
def test_q_soon_after_the_start_leaves_quietly(
    sample_path: Path, tmp_path: Path, delay: float
) -> None:
    env = {**environment(sample_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    terminal = Terminal(VERDICT, env)
    terminal.until(b"\x1b[?1049h")
    time.sleep(delay)
    terminal.press(b"q")
    assert ended(terminal) == 0
    left = terminal.seen.rsplit(b"\x1b[?1049l", 1)[-1]
    assert b"rror" not in left
    assert b"Traceback" not in left
    assert not list(tmp_path.rglob("crash.txt"))


def test_a_vote_right_before_q_is_in_a_plain_copy_of_the_file(
    sample_path: Path, tmp_path: Path
) -> None:
    terminal = Terminal(VERDICT, environment(sample_path))
    terminal.until(PAINTED)
    terminal.settle(0.3)
    terminal.press(b"+q")
    assert ended(terminal) == 0
    copy = tmp_path / "copy.db"
    copy.write_bytes(sample_path.read_bytes())
    with open_database(copy) as database:
        assert votes.read_tally(database.connection, "code-llama-4") == (1, 1)


def test_it_can_be_suspended_and_comes_back_whole(sample_path: Path) -> None:
    shell = ("bash", "--norc", "--noprofile", "-i")
    with Terminal(shell, {**environment(sample_path), "PS1": "ready> "}) as terminal:
        terminal.until(b"ready> ")
        terminal.press(f"{sys.executable} -m verdict_tui\n".encode())
        terminal.until(PAINTED)
        terminal.settle(0.4)
        terminal.press(b"\x1a")
        terminal.until(b"ready> ")
        assert b"\x1b[?1049l" in terminal.seen
        terminal.press(b"fg\n")
        for seen in (b"verdict  ", b"Code Llama 4", b"leads by one", b"The Builder", PAINTED):
            terminal.until(seen)
        terminal.press(b"q")
        terminal.until(b"ready> ")


def test_a_wish_to_suspend_waits_while_the_terminal_is_taken(
    sample_path: Path, tmp_path: Path
) -> None:
    program = (
        "import os, signal\n"
        "from textual.drivers import linux_driver\n"
        "def suspend():\n"
        "    os.environ['SUSPENDED'] = 'yes'\n"
        "    os.kill(os.getpid(), signal.SIGTSTP)\n"
        "class Thread(linux_driver.Thread):\n"
        "    def start(self):\n"
        "        if not os.environ.get('SUSPENDED'): suspend()\n"
        "        super().start()\n"
        "linux_driver.Thread = Thread\n"
        "from verdict_tui.__main__ import main\n"
        "import sys; sys.argv = ['verdict']\n"
        "main()\n"
    )
    shell = ("bash", "--norc", "--noprofile", "-i")
    with Terminal(shell, {**environment(sample_path), "PS1": "ready> "}) as terminal:
        terminal.until(b"ready> ")
        (tmp_path / "program.py").write_text(program)
        terminal.press(f"{sys.executable} {tmp_path / 'program.py'}\n".encode())
        terminal.until(b"ready> ")
        assert b"Error" not in terminal.seen
        terminal.press(b"fg\n")
        terminal.until(PAINTED)
        terminal.settle(0.3)
        terminal.press(b"q")
        terminal.until(b"ready> ")


EVIL = (
    "\x1b[2J\x1b]0;owned\x07\x1b]52;c;ZXZpbA==\x1b\\\x9b31m\x00\x7f\u202e\u200b\ufeff[/nope][red]x"
)


def test_nothing_in_the_data_can_command_the_terminal(sample_path: Path) -> None:
    with sqlite3.connect(sample_path) as meddler:
        for table, columns in {
            "tools": ("name", "vendor", "category", "tagline", "description", "licence"),
            "critics": ("name", "motto"),
            "reviews": ("quote",),
        }.items():
            for column in columns:
                meddler.execute(f"UPDATE {table} SET {column} = {column} || ?", (EVIL,))
        for key in ("title", "note"):
            meddler.execute("UPDATE meta SET value = value || ? WHERE key = ?", (EVIL, key))
    with Terminal(VERDICT, environment(sample_path)) as terminal:
        terminal.until(PAINTED)
        terminal.settle(0.3)
        painted = terminal.seen
        for keys in (b"]", b"]", b"\r", b"\x1b", b"?", b"\x1b", b"/evil", b"\r", b"+", b"d", b":"):
            terminal.press(keys)
            terminal.settle(0.1)
            painted += terminal.seen
        os.kill(terminal.pid, 0)  # still there
    assert "␛[2J".encode() in painted
    assert b"\x1b[2J" not in painted.split(b"\x1b[?1049h", 1)[1]
    for command in (b"\x1b]0;owned", b"\x1b]52", b"\xc2\x9b", b"\x00"):
        assert command not in painted
    for sign in ("\u202e", "\u200b", "\ufeff"):
        assert sign.encode() not in painted


def test_pasted_commands_do_not_reach_the_terminal(sample_path: Path) -> None:
    with Terminal(VERDICT, environment(sample_path)) as terminal:
        terminal.until(PAINTED)
        terminal.settle(0.3)
        terminal.press(b"/")
        terminal.settle(0.1)
        terminal.press("\x1b[200~ze\x9b31m\x07d\nmore\x1b[201~".encode())
        terminal.until(b"ze")
        terminal.settle(0.2)
        assert b"\x07" not in terminal.seen
        assert b"\xc2\x9b" not in terminal.seen


def test_keys_that_are_no_text_are_passed_over(sample_path: Path) -> None:
    with Terminal(VERDICT, environment(sample_path)) as terminal:
        terminal.until(PAINTED)
        terminal.settle(0.3)
        terminal.press(b"\xe9\xff\x9b")
        terminal.settle(0.2)
        terminal.press(b"+")
        terminal.until(b"Saved")


@pytest.mark.parametrize(
    "name",
    ["😀 faces 👨‍👩‍👧‍👦", "通义千问 工具", "ẑ̷̢͔̦̮a̶l̵̛g̷o", "a" * 150, "שלום עולם", "tab\tand\nline"],
)
def test_odd_names_are_shown(sample_path: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / "odd.json"
    quote = f"{name} " * 2000
    review = {"critic": "The Builder", "verdict": "ship", "quote": quote[:20_000]}
    file.write_text(json.dumps([{"name": name, "category": "Odd", "reviews": [review]}]))
    env = environment(sample_path)
    subprocess.run([*VERDICT, "import", str(file)], env=env, check=True, capture_output=True)
    with Terminal((*VERDICT, "open", name, "zed"), env) as terminal:
        terminal.until(PAINTED)
        terminal.until(b"The Builder")
        terminal.press(b"G")
        terminal.settle(0.2)
        terminal.press(b"q")
        assert ended(terminal) == 0


def test_without_colour_the_highlight_is_still_seen(sample_path: Path) -> None:
    wants = {**environment(sample_path), "NO_COLOR": "1", "COLORTERM": "truecolor"}
    with Terminal(VERDICT, wants) as terminal:
        terminal.until(PAINTED)
        terminal.press(b"/")
        terminal.settle(0.3)
        painted = terminal.seen
    styles = re.findall(rb"\x1b\[([0-9;]*)m", painted)
    asked = {part for style in styles for part in style.split(b";")}
    assert b"7" in asked
    assert not {part for part in asked if re.fullmatch(rb"(3|4|9|10)[0-8]", part)}
