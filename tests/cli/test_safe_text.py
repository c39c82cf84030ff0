"""Nothing that a command prints steers the terminal, whatever it read it from."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING

import click
import pytest

from tests import hostile
from tests.hostile import HOSTILE, steering
from verdict_tui import paths
from verdict_tui.cli.main import verdict
from verdict_tui.store.database import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Answer, Run

FORMATS = ("json", "tsv", "markdown", "plain")

ARGUMENTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "open": (("zed",), ("--view", "history")),
    "compare": (("zed", "cursor"), ("zed", "cursor", "--without", "a")),
    "show": (("zed",), ("zed", "--why"), ("zed", "--changes"), ("aider", "--without", "a")),
    "search": (("zed",), ("qqqqq",), ("cat:zzz",), ("--quotes", "the"), ("--quotes", "lisence")),
    "list": ((), ("--category", "zzz"), ("--without", "a")),
    "rank": ((), ("--by", "divided"), ("--category", "zzz")),
    "critics": ((), ("a",), ("zzz",)),
    "digest": (
        (), ("--since", "10y"), ("--since", "last"), ("--since", "2026-W45"),
        ("--format", "atom"), ("--since", "99y", "--format", "atom"),
    ),
    "vote": (("zed", "ship"), ("Zed", "retract"), ("qqqqq", "ship")),
    "undo": ((),),
    "history": ((), ("zed",), ("aider",)),
    "votes export": ((),),
    "votes import": (("nowhere.jsonl",), ("{folder}/log.jsonl",), ("{folder}/log.jsonl", "--mine")),
    "whoami": ((), ("--new",), ("--link", str(uuid.UUID(int=5)))),
    "import": (("nowhere.json",), ("{folder}/tools.json",), ("{folder}/tools.json", "--dry-run")),
    "export": (*(("--format", form) for form in ("json", "jsonl", "toml", "csv")),
               ("--format", "csv", "--reviews")),
    "init": (("/dev/null/x",),),
    "lint": ((),),
    "check": ((), ("--repair",)),
    "config": ((),),
    "completion": (("bash",),),
}  # fmt: skip
"""What each command is tried with; a command that is missing here fails a test."""

QUOTED = (
    ("open", HOSTILE), ("compare", HOSTILE, "zed"), ("show", HOSTILE), ("search", HOSTILE),
    ("search", f"cat:{HOSTILE}"), ("search", f"{HOSTILE}:x"), ("search", "--quotes", HOSTILE),
    ("list", "--category", HOSTILE), ("list", "--sort", HOSTILE), ("list", "--without", HOSTILE),
    ("rank", "--by", HOSTILE), ("rank", "--limit", HOSTILE), ("critics", HOSTILE),
    ("digest", "--since", HOSTILE), ("digest", "--format", HOSTILE),
    ("vote", HOSTILE, "ship"), ("vote", "zed", HOSTILE), ("history", HOSTILE),
    ("whoami", "--link", HOSTILE), ("completion", HOSTILE), (HOSTILE,), (f"--{HOSTILE}",),
    ("show", f"--{HOSTILE}"), ("votes", HOSTILE), ("--db", HOSTILE, "list"),
    ("open", HOSTILE, "zed", "--view", "tool"), ("--db", HOSTILE, "open"),
)  # fmt: skip


def leaves(command: click.Command, *words: str) -> Iterator[tuple[str, click.Command]]:
    """Yield the commands that do something, with their words."""
    if not isinstance(command, click.Group):
        yield " ".join(words), command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found
        yield from leaves(found, *words, name)


def in_all_formats(command: click.Command, words: tuple[str, ...]) -> list[tuple[str, ...]]:
    formats = [param.name for param in command.params if param.name in FORMATS]
    formats += ["json"] if any(param.name == "as_json" for param in command.params) else []
    return [words, *((*words, f"--{name}") for name in formats)]


CASES = [
    (*name.split(), *words)
    for name, command in leaves(verdict)
    for some in ARGUMENTS.get(name, ())
    for words in in_all_formats(command, some)
]


def is_safe(answer: Answer) -> bool:
    """Say whether a command ended as commands do, and printed only what is harmless."""
    assert answer.code in (0, 1, 2, 3)
    assert "Traceback" not in answer.err
    return not steering(answer.out + answer.err)


def write_files(folder: Path, path: Path) -> None:
    """Write a log in the name of who votes in a database, and content that changes what is there.

    What was there before is quoted then.
    """
    with open_database(path) as database:
        voter = database.voter
    event = {
        "id": str(uuid.UUID(int=1)), "voter": voter if len(voter) == 36 else str(uuid.UUID(int=2)),
        "device": str(uuid.UUID(int=3)), "tool": "zed", "choice": "ship", "ms": 1_900_000_000_000,
        "counter": 0, "at": "2026-11-28T10:00:00Z",
    }  # fmt: skip
    (folder / "log.jsonl").write_text(json.dumps(event))
    tool = {
        "name": "Zed", "category": "Other", "vendor": "Other", "tagline": "Other",
        "description": "Other", "entry_price": "$7/month", "licence": "Other",
        "reviews": [{"critic": "The Founder", "verdict": "skip", "quote": "Other"}],
    }  # fmt: skip
    about = {"title": "Other", "note": "Other", "tools": [tool]}
    about["critics"] = [{"name": "The Founder", "motto": "Other", "excited": ["Other"]}]
    about["comparisons"] = [{"a": "Zed", "b": "Cursor", "published_on": "2026-01-01"}]
    (folder / "tools.json").write_text(json.dumps(about))


def test_every_command_is_tried() -> None:
    assert {name for name, _ in leaves(verdict)} == ARGUMENTS.keys()


@pytest.mark.parametrize("kind", ["shown", "keyed", "replaced"])
def test_nothing_in_a_database_steers_the_terminal(
    run: Run, sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path = tmp_path / f"{kind}.db"
    hostile.make(path, kind)
    write_files(tmp_path, path)
    whole = path.read_bytes()
    unsafe = []
    for words in CASES:
        path.write_bytes(whole)
        for companion in ("-wal", "-shm"):
            path.with_name(path.name + companion).unlink(missing_ok=True)
        if not is_safe(run("--db", str(path), *(word.format(folder=tmp_path) for word in words))):
            unsafe.append(words)
    assert unsafe == []


def test_what_is_hostile_would_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "shown.db"
    hostile.make(path, "shown")
    with open_database(path) as database:
        for table, column in hostile.text_columns(database.connection):
            if (table, column) in hostile.KEYS | hostile.WORDS or table == "_sqlite_migrations":
                continue
            rows = database.connection.execute(f"SELECT {column} FROM {table}").fetchall()
            text = "".join(value for (value,) in rows if value)
            assert steering(text) or "\\u001b" in text, (table, column)


@pytest.mark.parametrize("words", QUOTED, ids=lambda words: words[0] if words else "")
def test_no_argument_that_is_echoed_steers_the_terminal(run: Run, words: tuple[str, ...]) -> None:
    assert is_safe(run(*words))


@pytest.mark.parametrize("name", ["VERDICT_DB", "XDG_CONFIG_HOME", "COLUMNS"])
def test_nothing_in_the_environment_steers_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, HOSTILE)
    for words in (("list",), ("config",), ("check",), ("digest",), ("whoami",)):
        assert is_safe(run(*words))


@pytest.mark.parametrize(
    "line",
    [
        'name = "{}"', 'theme = "{}"', '"{}" = 1', 'mouse = "{}"', '[keymap]\n"{}" = "x"',
        '[keymap]\n"vote.ship" = "{}"', '[keymap]\n"vote.ship" = 5 # {}', "{} = 5", "x = {}",
    ],
)  # fmt: skip
def test_no_setting_steers_the_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    escaped = HOSTILE.encode("ascii", "backslashreplace").decode().replace("\\x", "\\u00")
    path = tmp_path / "config.toml"
    monkeypatch.setattr(paths, "settings", lambda: path)
    for said in (HOSTILE, escaped):
        path.write_text(line.replace("{}", said), encoding="utf-8")
        for words in (("config",), ("whoami", "--new"), ("list",), ("open", "zed")):
            assert is_safe(run(*words))


def test_no_name_of_a_file_steers_the_terminal(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / HOSTILE.replace("/", "")
    folder.mkdir()
    named = str(folder / "mine")
    run("vote", "zed", "ship")
    for words in (
        ("init", f"{named}.db"), ("init", f"{named}.db"), ("init", f"{named}2.db", "--empty"),
        ("--db", f"{named}.db", "check"), ("--db", f"{named}.db", "vote", "zed", "ship"),
        ("--db", f"{named}.db", "check", "--repair"), ("--db", f"{named}.db", "open"),
        ("--db", f"{named}.db", "digest", "--format", "atom"), ("--db", f"{named}3.db", "list"),
        ("votes", "export", "-o", f"{named}.jsonl"), ("votes", "import", f"{named}.jsonl"),
        ("votes", "export", "-o", f"{named}.db"), ("votes", "export", "-o", str(folder)),
        ("votes", "import", str(folder)), ("votes", "import", f"{named}.nothing"),
        ("export", "-o", f"{named}.json"), ("import", f"{named}.json"), ("export", "-o", named),
        ("import", str(folder)), ("import", named), ("import", f"{named}.toml"),
        ("digest", "-o", f"{named}.txt"), ("digest", "-o", str(folder)),
        ("digest", "-o", f"{named}/no/where"),
    ):  # fmt: skip
        answer = run(*words)
        assert is_safe(answer), words
        assert answer.err.count("\n") <= 3 or words[0] == "import"


def test_a_copy_at_a_hostile_place_says_so_harmlessly(
    run: Run, tmp_path: Path, sample_path: Path
) -> None:
    run("vote", "zed", "ship")
    copied = tmp_path / (HOSTILE.replace("/", "") + ".db")
    copied.write_bytes(sample_path.read_bytes())
    answer = run("--db", str(copied), "vote", "aider", "ship")
    assert "whoami --new" in answer.err
    assert is_safe(answer)


@pytest.mark.parametrize(
    "field", ["id", "voter", "device", "tool", "choice", "at", "undoes", "origin", HOSTILE]
)
def test_no_field_of_a_log_steers_the_terminal(run: Run, tmp_path: Path, field: str) -> None:
    run("vote", "zed", "ship")
    event = json.loads(run("votes", "export").out)
    for said in (HOSTILE, event.get(field, "") + HOSTILE, f"2026-11-28{HOSTILE[0]}10:00:00"):
        log = tmp_path / "log.jsonl"
        log.write_text(json.dumps({**event, "id": str(uuid.uuid4()), field: said}))
        answer = run("votes", "import", str(log), "--mine")
        assert is_safe(answer)
        assert answer.code == 2 or field == "origin"
        for words in (("history",), ("show", "zed"), ("show", "zed", "--why"), ("undo",)):
            assert is_safe(run(*words))
        run("vote", "zed", "ship")


@pytest.mark.parametrize("at", ["then", "2026-11-28", "", "2026-11-28x10:00:00", "9" * 41])
def test_the_moment_of_an_event_is_one(run: Run, tmp_path: Path, at: str) -> None:
    run("vote", "zed", "ship")
    event = json.loads(run("votes", "export").out)
    log = tmp_path / "log.jsonl"
    log.write_text(json.dumps({**event, "id": str(uuid.uuid4()), "at": at}))
    answer = run("votes", "import", str(log), "--mine")
    expected = 0 if at == "2026-11-28" else 2
    assert answer.code == expected
    assert ("at should be a moment in ISO 8601" in answer.err) == bool(expected)
