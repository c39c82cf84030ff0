"""Streams that are closed, full, endless or no longer read: one line, and the right exit code."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import click
import pytest
from bench.terminal import Terminal

from tests.faults.children import VERDICT, environment
from verdict_tui import paths
from verdict_tui.cli.main import verdict as group

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Answer, Run

COMMANDS = group.list_commands(click.Context(group))
"""All of them, also those that come later."""
WORDS = {
    "compare": ("compare", "zed", "cursor"), "show": ("show", "zed"), "search": ("search", "zed"),
    "vote": ("vote", "zed", "ship"), "undo": ("undo", "--help"), "open": ("open", "--help"),
    "votes": ("votes", "export"), "import": ("import", "--help"), "init": ("init", "--help"),
    "completion": ("completion", "zsh"), "lint": ("lint", "--help"),
    "whoami": ("whoami", "--new"),
}  # fmt: skip
"""What the command can be asked so that it has something to print; by default nothing else."""
QUICK = 30
"""Seconds; a machine that has much else to do is slow, and minutes are far from it."""


def shell(path: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script of a shell in which `$verdict` is the command."""
    done = subprocess.run(
        ["bash", "-c", script],
        env=environment(verdict=" ".join(VERDICT), VERDICT_DB=str(path)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=4 * QUICK,
    )
    assert "Traceback" not in done.stderr
    assert "unexpected" not in done.stderr
    return done


def without_reader(path: Path, *words: str, stream: str = "stdout") -> tuple[int, bytes]:
    """Run a command whose reader has gone already; return its code and what it complained of."""
    reader, writer = os.pipe()
    os.close(reader)
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, stream: writer}
    done = subprocess.run(
        [*VERDICT, *words],
        env=environment(VERDICT_DB=str(path)),
        stdin=subprocess.DEVNULL,
        stdout=streams["stdout"],
        stderr=streams["stderr"],
        check=False,
    )
    os.close(writer)
    return done.returncode, done.stderr or b""


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_who_has_gone_is_no_error(sample_path: Path, command: str) -> None:
    assert without_reader(sample_path, *WORDS.get(command, (command,)))[0] == 0


@pytest.mark.parametrize("words", [(), ("--help",), ("--version",), ("vote", "--help")])
def test_a_reader_of_the_help_who_has_gone_is_no_error(
    sample_path: Path, words: tuple[str, ...]
) -> None:
    code, complaint = without_reader(sample_path, *words)
    assert code == 0
    assert complaint == b"" or not words


@pytest.mark.parametrize(
    ("words", "code"),
    [(("nosuch",), 2), (("show", "nosuchtool"), 1), (("votes", "import", "x"), 2)],
)
def test_an_error_that_nobody_reads_has_its_code(
    sample_path: Path, tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    log = tmp_path / "x"
    log.write_text("{\n")
    words = tuple(str(log) if word == "x" else word for word in words)
    assert without_reader(sample_path, *words, stream="stderr")[0] == code
    said = " ".join(words)
    assert shell(sample_path, f"$verdict {said} 2>&-").returncode == code
    assert shell(sample_path, f"$verdict {said} 2>/dev/full").returncode == code


@pytest.mark.parametrize("command", COMMANDS)
def test_closed_streams_are_no_error_and_nothing_is_printed_into_a_file(
    sample_path: Path, command: str
) -> None:
    words = " ".join(WORDS.get(command, (command,)))
    done = shell(sample_path, f"$verdict {words} <&- >&- 2>&-")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = shell(sample_path, f"$verdict {words} <&- >/dev/null")
    assert done.returncode == 0
    assert shell(sample_path, "$verdict check").returncode == 0


@pytest.mark.parametrize("words", ["votes import -", "import -"])
def test_a_closed_input_is_one_line(sample_path: Path, words: str) -> None:
    done = shell(sample_path, f"$verdict {words} <&-")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "standard input: it is closed" in done.stderr


@pytest.mark.parametrize("words", ["list", "export", "--help", "completion bash"])
def test_an_output_without_room_is_named_as_the_cause(sample_path: Path, words: str) -> None:
    done = shell(sample_path, f"$verdict {words} >/dev/full")
    assert done.returncode == 2
    assert done.stderr == "verdict: can't write the output: no space left on device\n"


# The pager.


@pytest.mark.parametrize(
    "pager", ['less "', "'", "no-such-pager", "/dev/null", "true", "false", "{script}"]
)
def test_a_pager_that_makes_no_sense_is_done_without(
    sample_path: Path, tmp_path: Path, pager: str
) -> None:
    script = tmp_path / "pager"
    script.write_bytes(b"\x7fno program")
    script.chmod(0o755)
    env = environment(
        VERDICT_DB=str(sample_path), LINES="10", PAGER=pager.format(script=script), TERM="xterm"
    )
    with Terminal(("sh", "-c", f"{' '.join(VERDICT)} show zed; echo code=$?"), env) as terminal:
        terminal.until(b"code=0")
        assert b"Traceback" not in terminal.seen


# Numbers.


@pytest.mark.parametrize("digits", [400, 5000])
def test_a_long_number_is_one_line_that_is_not_long(run: Run, digits: int) -> None:
    number = "9" * digits
    for words in (
        ("search", "zed", "--limit", number),
        ("rank", "--limit", number),
        ("history", "--limit", number),
        ("digest", "--since", number),
        ("digest", "--since", f"{number}d"),
        ("whoami", "--link", number),
        ("search", f"price:<{number}"),
        ("search", f"new:{number}d"),
    ):
        answer = run(*words)
        assert (answer.code, answer.err.count("\n")) == (2, 1), words
        assert len(answer.err) < 500


@pytest.mark.parametrize("digits", [400, 5000])
@pytest.mark.parametrize(
    "price",
    [
        '"${}/month"',
        '{{"kind": "amount", "amount": {}, "currency": "USD", "period": "month"}}',
        '{{"kind": "amount", "amount": 1e{}, "currency": "USD", "period": "month"}}',
    ],
)
def test_a_long_price_is_not_understood(run: Run, tmp_path: Path, price: str, digits: int) -> None:
    file = tmp_path / "a.json"
    amount = price.format("9" * digits)
    file.write_text(f'{{"name": "A", "category": "B", "entry_price": {amount}}}')
    answer = run("import", "--strict", str(file))
    assert answer.code == 2
    assert len(answer.err) < 500


@pytest.mark.parametrize("name", ["COLUMNS", "LINES", "ESCDELAY", "TEXTUAL_SLOW_THRESHOLD"])
@pytest.mark.parametrize("digits", [400, 5000])
def test_a_long_number_in_the_environment_is_passed_over(
    sample_path: Path, name: str, digits: int
) -> None:
    env = {**environment(VERDICT_DB=str(sample_path), TERM="xterm-256color"), name: "9" * digits}
    with Terminal(VERDICT, env) as terminal:
        terminal.until(b"help")
        terminal.settle(0.3)
        terminal.press(b"q")
        terminal.settle(1.0)
        assert os.waitstatus_to_exitcode(os.waitpid(terminal.pid, 0)[1]) == 0
    words = [*VERDICT, "show", "zed"]
    assert subprocess.run(words, env=env, capture_output=True, check=False).returncode == 0


# Sizes.


@pytest.fixture
def limited(run: Run) -> Iterator[Run]:
    """Return what runs a command that may take seconds, and not minutes."""

    def run_command(*words: str) -> Answer:
        begun = time.monotonic()
        answer = run(*words)
        assert time.monotonic() - begun < QUICK
        assert len(answer.err) < 20_000
        assert "Traceback" not in answer.err
        return answer

    def too_late(number: int, frame: object) -> None:
        raise TimeoutError("it took minutes")

    before = signal.signal(signal.SIGALRM, too_late)
    signal.alarm(4 * QUICK)
    yield run_command
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


DEEP = ".".join(["a"] * 20_000)
REFUSED: dict[str, Callable[[], str]] = {
    "fields.json": lambda: '{"name": "A", ' + ",".join(f'"k{i}": 1' for i in range(300_000)) + "}",
    "fields.toml": lambda: "\n".join(f"k{i} = 1" for i in range(60_000)),
    "tables.toml": lambda: "\n".join(f"[k{i}]" for i in range(60_000)),
    "deep.toml": lambda: f"{DEEP} = 1",
    "deep table.toml": lambda: f"[{DEEP}]",
    "deep inline.toml": lambda: f"x = {{ {DEEP} = 1 }}",
    "deep quoted.toml": lambda: ".".join(['"a b"'] * 20_000) + " = 1",
    "deep list.toml": lambda: "x = " + "[" * 20_000,
    "deep.json": lambda: "[" * 100_000,
    "columns.csv": lambda: "name,category," + ",".join(f"c{i}" for i in range(10**5)),
    "cells.csv": lambda: "name,category\n" + "a\n" * 150_000,
    "one line.csv": lambda: "name,category\nA,B," + "x" * 20_000_000,
    "lines.jsonl": lambda: "{\n" * 150_000,
    "empty lines.jsonl": lambda: "\n" * 20_000_000 + "{",
    "slug.json": lambda: '{"name": "A", "category": "B", "slug": "' + "a" * 30_000_000 + '"}',
    "key.json": lambda: '{"' + "ä" * 10_000_000 + '": 1}',
    "twice.json": lambda: '{"' + "a" * 10_000_000 + '": 1, "' + "a" * 10_000_000 + '": 1}',
    "text.json": lambda: '{"name": "A", "category": "B", "tagline": "' + "x" * 20_000_000 + '"}',
    "reviews.json": lambda: '{"name": "A", "category": "B", "reviews": ['
    + ",".join(f'{{"critic": "c{i}", "verdict": "ship"}}' for i in range(100_000)) + "]}",
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_absurdly_large_is_refused_soon(limited: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(REFUSED[name]())
    answer = limited("import", str(tmp_path / name))
    assert answer.code == 2
    if name.startswith(("fields", "tables")):
        assert "fields; at most 1,000 are read" in answer.err


def test_a_device_that_is_named_is_not_opened(run: Run) -> None:
    for words in (("import",), ("votes", "import")):
        for device in ("/dev/null", "/dev/zero", "/dev/tty"):
            assert run(*words, device).err.endswith(f"can't read {device}: it is a device\n")


def test_only_the_first_mistakes_are_named_and_the_others_counted(
    limited: Run, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("name,category\n" + "a\n" * 1234)
    lines = limited("import", str(file)).err.splitlines()
    assert lines[0] == "verdict: nothing was imported"
    assert lines[-1] == "and 1,184 more"
    assert len(lines) == 52


def test_after_very_many_mistakes_nothing_more_is_checked(limited: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("name,category\n" + "a\n" * 60_000)
    said = limited("import", str(file)).err.splitlines()[-1]
    assert said == "and 49,951 more, and what follows was not checked"


SETTINGS: dict[str, Callable[[], str]] = {
    "keys": lambda: "\n".join(f"k{i} = 1" for i in range(10**6)),
    "some keys": lambda: "\n".join(f"k{i} = 1" for i in range(20_000)),
    "tables": lambda: "\n".join(f"[k{i}]" for i in range(300_000)),
    "deep": lambda: f"{DEEP} = 1",
    "spaces": lambda: "name = [\n[" + " " * 900_000 + "\n1]]",
    "number": lambda: "name = " + "9" * 5000,
    "null": lambda: 'name = "\0"',
}


@pytest.mark.parametrize("what", SETTINGS)
def test_absurd_settings_are_refused_soon(limited: Run, what: str) -> None:
    settings = paths.settings()
    assert settings is not None
    settings.parent.mkdir(parents=True)
    settings.write_text(SETTINGS[what]())
    assert limited("config").code == 2
    answer = limited("show", "zed")
    assert answer.code == 0
    assert answer.err.startswith("verdict: passed over the settings: ")


@pytest.mark.parametrize("kind", ["pipe", "socket", "/dev/zero", "/dev/tty", "folder", "loop"])
def test_settings_that_are_no_file_are_refused_and_not_waited_for(limited: Run, kind: str) -> None:
    settings = paths.settings()
    assert settings is not None
    settings.parent.mkdir(parents=True)
    if kind == "pipe":
        os.mkfifo(settings)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as listener:
            os.chdir(settings.parent)
            listener.bind(settings.name)
    elif kind == "folder":
        settings.mkdir()
    else:
        settings.symlink_to(settings if kind == "loop" else kind)
    answer = limited("config")
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert "can't read the settings" in answer.err


@pytest.mark.parametrize("words", ["import", "votes import"])
@pytest.mark.parametrize("source", ["- </dev/zero", "/dev/zero", "- < <(yes '{{')", "<(yes '')"])
def test_an_endless_input_is_refused_soon(sample_path: Path, words: str, source: str) -> None:
    begun = time.monotonic()
    done = shell(sample_path, f"$verdict {words} {source}")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert time.monotonic() - begun < QUICK


def test_a_pipe_that_is_named_is_read(sample_path: Path) -> None:
    tool = '{"name": "Piped", "category": "C"}'
    done = shell(sample_path, f"$verdict import <(echo '{tool}')")
    assert (done.stdout, done.stderr) == ("Imported: 1 tool (1 new).\n", "")
    done = shell(sample_path, "$verdict votes import <($verdict votes export)")
    assert (done.returncode, done.stderr) == (0, "verdict: you have not voted here yet\n")


def test_in_a_folder_only_files_are_read_and_the_others_are_named(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "a.json").write_text('{"name": "A", "category": "B"}')
    os.mkfifo(folder / "pipe.json")
    (folder / "zero.toml").symlink_to("/dev/zero")
    (folder / "loop.csv").symlink_to("loop.csv")
    (folder / "loop.csv").unlink()
    answer = run("import", str(folder))
    assert answer.out == "Imported: 1 tool (1 new).\n"
    assert answer.err.splitlines() == [
        f"verdict: skipped {folder}/pipe.json: it is a pipe",
        f"verdict: skipped {folder}/zero.toml: it is a device",
    ]


def test_a_link_to_itself_in_a_folder_is_a_mistake_and_no_traceback(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "loop.csv").symlink_to("loop.csv")
    answer = run("import", str(tmp_path / "d"))
    assert answer.code == 2
    assert "too many levels of symbolic links" in answer.err


def test_an_error_that_nobody_expected_is_one_line_with_a_report(tmp_path: Path) -> None:
    program = (
        "from verdict_tui import cli\n"
        "def fail(): raise RuntimeError('the tests broke it')\n"
        "cli.run = fail\n"
        "from verdict_tui.__main__ import main\n"
        "main()\n"
    )
    for env in ({"XDG_STATE_HOME": str(tmp_path)}, {"HOME": ""}):
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=environment(**env),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
        assert "RuntimeError: the tests broke it" in done.stderr
    assert "no home directory" in done.stderr
    (report,) = tmp_path.rglob("crash.txt")
    assert "the tests broke it" in report.read_text()
