"""The command line as a whole: help, errors, exit codes, pipes, what is imported."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from tests.conftest import ROOT, commands
from verdict_tui import __version__, paths

if TYPE_CHECKING:
    from tests.conftest import Run

COMMANDS = [
    "open", "compare", "show", "search", "list", "digest", "rank", "critics", "vote", "undo",
    "history", "whoami", "votes", "import", "export", "init", "check", "lint", "config",
    "completion",
]  # fmt: skip


def process(*words: str, db: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "verdict_tui", *words],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            **({"VERDICT_DB": str(db)} if db else {}),
            **env,
        },
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_version_and_help(run: Run) -> None:
    assert run("--version").out == f"verdict-tui {__version__}\n"
    text = run("--help").out
    assert all(f"  {command}" in text for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    answer = run(command, "--help")
    assert answer.code == 0
    assert answer.out.startswith(f"Usage: verdict {command}")


@pytest.mark.parametrize(
    "words",
    [
        ("lst",),
        ("compare",),
        ("compare", "zed"),
        ("compare", "zed", "cursor", "--json", "--markdown"),
        ("vote", "zed", "maybe"),
        ("search", "x", "--limit", "0"),
        ("list", "--sort", "loudness"),
        ("list", "--json", "--tsv"),
        ("rank", "--by", "loudness"),
        ("rank", "--json", "--plain"),
        ("critics", "--tsv", "--markdown"),
        ("rank", "--limit", "0"),
        ("--frobnicate",),
        ("import",),
    ],
)
def test_wrong_use_is_one_line_that_says_where_the_help_is(
    run: Run, words: tuple[str, ...]
) -> None:
    answer = run(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("verdict: ")
    assert answer.err.count("\n") == 1


def test_a_command_with_a_slip_is_told_the_right_one(run: Run) -> None:
    assert "did you mean 'list'?" in run("lst").err


@pytest.mark.parametrize("option", [("--db", "x.db"), ("--ascii",)])
@pytest.mark.parametrize("command", ["search", "list", "vote"])
def test_an_option_of_all_commands_behind_one_is_told_its_place(
    run: Run, option: tuple[str, ...], command: str
) -> None:
    answer = run(command, *option, "x")
    assert answer.code == 2
    said = f"{option[0]} stands before the command; as in 'verdict {option[0]} … {command}'"
    assert answer.err == f"verdict: {said}\n"


def test_an_unusable_database_is_exit_code_3(run: Run, tmp_path: Path) -> None:
    answer = run("--db", str(tmp_path / "nope.db"), "list")
    assert answer.code == 3
    assert "verdict init" in answer.err


@pytest.mark.parametrize(
    "words",
    [
        ("search", "x", "--json"),
        ("list",),
        ("compare", "zed", "cursor"),
        ("vote", "zed", "ship"),
        ("rank", "--json"),
        ("critics", "founder"),
        ("digest",),
        ("digest", "--format", "atom"),
    ],
)
def test_commands_never_import_textual_and_ordinary_ones_no_sqlite_utils(
    sample_path: Path, words: tuple[str, ...]
) -> None:
    code = (
        "import sys; sys.argv = ['verdict', *sys.argv[1:]]\n"
        "from verdict_tui.cli import run\n"
        "run()\n"
        "heavy = {'textual', 'sqlite_utils', 'pydantic'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "VERDICT_DB": str(sample_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_without_a_terminal_the_tools_are_listed(sample_path: Path) -> None:
    done = process(db=sample_path)
    assert done.returncode == 0
    assert "Code Llama 4" in done.stdout
    assert "verdict" in done.stderr
    assert "not a terminal" in done.stderr


def test_open_without_a_terminal_says_what_to_do_instead(sample_path: Path) -> None:
    done = process("open", "zed", "cursor", db=sample_path)
    assert done.returncode == 2
    assert "verdict compare zed cursor" in done.stderr


def test_the_users_own_database_is_made_from_the_sample_on_first_use(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    assert process("vote", "aider", "ship", db=None, **home).returncode == 0
    assert "ship" in process("vote", "aider", "ship", db=None, **home).stdout
    assert [path.name for path in (tmp_path / "data" / "verdict-tui").iterdir()] == ["verdict.db"]


def test_a_reader_that_leaves_early_is_no_error(sample_path: Path) -> None:
    command = f"{sys.executable} -m verdict_tui list --json | head -1"
    done = subprocess.run(
        ["sh", "-c", command],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "VERDICT_DB": str(sample_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("[\n", "")


def test_a_locale_that_is_not_utf_8_gets_question_marks_and_no_traceback(sample_path: Path) -> None:
    done = process("list", db=sample_path, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()


def test_an_empty_db_option_is_refused_and_not_taken_for_none(run: Run) -> None:
    answer = run("--db", "", "vote", "zed", "ship")
    assert answer.code == 2
    assert "--db names no file" in answer.err


def test_a_choice_that_is_missing_is_told_in_one_line(run: Run) -> None:
    answer = run("vote", "zed")
    assert answer.code == 2
    assert answer.err.count("\n") == 1


def test_output_that_cannot_be_written_is_told_in_one_line(sample_path: Path) -> None:
    command = [sys.executable, "-m", "verdict_tui", "--db", str(sample_path), "list"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, env=environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith("verdict: can't write the output")
    assert done.stderr.count("\n") == 1


def test_a_closed_output_is_no_error(sample_path: Path) -> None:
    command = f"{sys.executable} -m verdict_tui --db {sample_path} list >&-"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        command, shell=True, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_check_says_of_a_file_that_cannot_be_opened_what_to_do(run: Run, sample_path: Path) -> None:
    with sample_path.open("r+b") as file:
        file.seek(100)
        file.write(os.urandom(4000))
    answer = run("check")
    assert answer.code == 3
    assert "is damaged" in answer.err
    assert "'verdict check --repair'" in answer.err


def test_a_shell_completes_tools_and_categories(
    run: Run, sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def completed(*words: str) -> list[str]:
        monkeypatch.setenv("_VERDICT_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", " ".join(("verdict", *words)))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        return [line.partition(",")[2] for line in run().out.split()]

    assert completed("show", "cla") == ["claude-code", "claude-dev"]
    assert completed("list", "--category", "app") == ["app-builders"]
    assert completed("--db", str(sample_path), "compare", "zed", "cur") == ["cursor"]
    assert completed("--db", "/not/there.db", "show", "c") == []
    assert completed("vote", "zed", "s") == ["ship", "skip"]


def test_every_word_that_is_a_path_is_left_to_the_shell() -> None:
    found = set()
    for words, command in commands():
        for parameter in command.params:
            kind, name = parameter.type, (*words, parameter.name)
            offered = kind.shell_complete(click.Context(command), parameter, "x")
            if [(item.type, item.value) for item in offered] == [("file", "x")]:
                found.add(name)
            else:  # a new text says whether it is a path
                is_text = kind.name == "text" and type(kind) is type(click.STRING)
                assert not is_text or parameter.name in ("query", "since", "voter"), name
    assert found == {
        ("db",), ("import", "path"), ("votes", "import", "path"), ("init", "path"),
        ("export", "output"), ("votes", "export", "output"), ("digest", "output"),
    }  # fmt: skip


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_what_a_shell_reads(run: Run, shell: str) -> None:
    answer = run("completion", shell)
    assert answer.code == 0
    assert f"_VERDICT_COMPLETE={shell}_complete" in answer.out


def test_ascii_is_all_that_is_printed_where_it_is_asked_for(run: Run) -> None:
    for words in (("show", "zed"), ("compare", "zed", "cursor"), ("list",), ("rank",)):
        assert run(*words).out.isascii() is False
        assert run("--ascii", *words).out.isascii()
    said = run("--ascii", "show", "zed", "--json").out
    assert said.isascii()
    assert json.loads(said) == json.loads(run("show", "zed", "--json").out)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the settings are; there are none yet."""
    path = tmp_path / "config.toml"
    monkeypatch.setattr(paths, "settings", lambda: path)
    return path


def test_ascii_in_the_settings_is_obeyed_on_paper(run: Run, settings: Path) -> None:
    settings.write_text("ascii = true\n")
    for words in (("show", "zed"), ("compare", "zed", "cursor"), ("list",), ("rank",), ()):
        assert run(*words).out.isascii()
    said = run("show", "zed", "--json").out
    settings.write_text("ascii = false\n")
    assert said.isascii()
    assert json.loads(said) == json.loads(run("show", "zed", "--json").out)


@pytest.mark.parametrize("words", [(), ("list",), ("vote", "zed", "ship")])
def test_settings_that_make_no_sense_are_told_and_passed_over(
    run: Run, settings: Path, words: tuple[str, ...]
) -> None:
    settings.write_text("asci = true\n")
    answer = run(*words)
    assert answer.code == 0
    assert answer.out
    told = f"verdict: passed over the settings: {settings}:1: there is no setting 'asci'"
    assert answer.err.startswith(told)


@pytest.mark.parametrize(
    ("locale", "is_ascii"),
    [
        ({"LC_ALL": "C"}, True),
        ({"LC_ALL": "POSIX", "LANG": "C.UTF-8"}, True),
        ({"LANG": "C"}, True),
        ({"LC_CTYPE": "C", "LANG": "C"}, True),
        ({}, False),
        ({"LANG": "C", "LC_ALL": "C.UTF-8"}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({"LC_ALL": "C", "PYTHONUTF8": "1"}, False),
        ({"LC_ALL": "C", "PYTHONIOENCODING": "utf-8"}, False),
    ],
)
def test_the_locale_c_gets_ascii_and_no_locale_does_not(
    sample_path: Path, locale: dict[str, str], is_ascii: bool
) -> None:
    code = "from verdict_tui.cli import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            "PATH": os.environ["PATH"], "HOME": os.environ["HOME"],
            "PYTHONPATH": str(ROOT / "src"), "VERDICT_DB": str(sample_path), **locale,
        },
        capture_output=True,
        check=True,
    )  # fmt: skip
    assert done.stdout.decode("utf-8").isascii() is is_ascii


def test_advice_is_on_the_database_in_use(run: Run, sample_path: Path, empty_path: Path) -> None:
    found = run("--db", str(empty_path), "show", "qqqqqq").err
    assert found.endswith(f"see 'verdict --db {empty_path} list'\n")
    found = run("--db", str(empty_path), "critics", "qqqqqq").err
    assert found.endswith(f"see 'verdict --db {empty_path} critics'\n")
    found = run("--db", str(sample_path), "open", "zed", "cursor").err
    assert f"verdict --db {sample_path} compare zed cursor" in found


def test_a_damaged_file_is_told_with_the_command_that_looks_at_it(
    run: Run, sample_path: Path
) -> None:
    with sample_path.open("r+b") as file:
        file.seek(100)
        file.write(os.urandom(4000))
    answer = run("--db", str(sample_path), "list")
    assert answer.code == 3
    assert f"run 'verdict --db {sample_path} check' to see what can be saved" in answer.err


@pytest.mark.parametrize("form", ["json", "jsonl", "toml", "csv"])
def test_an_export_is_utf8_whatever_the_output_is_thought_to_be(
    run: Run, sample_path: Path, tmp_path: Path, form: str
) -> None:
    (tmp_path / "a.toml").write_text('name = "Łódź"\ncategory = "Éditeurs"', encoding="utf-8")
    run("import", str(tmp_path / "a.toml"))
    done = subprocess.run(
        [sys.executable, "-m", "verdict_tui", "--db", str(sample_path), "export", "--format", form],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode("utf-8") == run("export", "--format", form).out
    assert "Łódź" in done.stdout.decode("utf-8")


def test_a_tool_whose_slug_is_none_is_told_and_no_traceback(run: Run, sample_path: Path) -> None:
    with sqlite3.connect(sample_path) as meddler:
        meddler.execute("UPDATE tools SET slug = 'ze' || char(7) || 'd' WHERE slug = 'zed'")
    for words in (("show", "zed"), ("compare", "zed", "cursor"), ("vote", "Zed", "ship")):
        answer = run(*words)
        assert answer.code == 3
        assert "Zed" in answer.err


def test_wrong_settings_are_told_before_a_link_is_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run("whoami").out
    settings = tmp_path / "config.toml"
    settings.write_text("nmae = 1\n")
    monkeypatch.setattr(paths, "settings", lambda: settings)
    assert run("whoami", "--link", "11111111-1111-4111-8111-111111111111").code == 2
    settings.write_text("")
    assert run("whoami").out == before
