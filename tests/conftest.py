"""What the tests share: fresh databases, small content, a clock that stands still."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import click
import pytest

from verdict_tui import cli
from verdict_tui.cli.main import verdict
from verdict_tui.model import Critic, Review, Tool
from verdict_tui.store import content as contents
from verdict_tui.store.database import create_empty, create_from_sample, open_database
from verdict_tui.submission import Content, Given, Published, Submission
from verdict_tui.text import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verdict_tui.model import Verdict
    from verdict_tui.store.database import Database

ROOT = Path(__file__).resolve().parents[1]


def pytest_xdist_auto_num_workers() -> int:
    """Take three workers for each core: the tests of the app wait more than they compute."""
    return 3 * (os.cpu_count() or 1)


@pytest.fixture(autouse=True)
def _no_user_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the files of whoever runs it."""
    for name in ("VERDICT_DB", "NO_COLOR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


def submit(
    name: str, category: str = "Editors", *, reviews: dict[str, Verdict] | None = None
) -> Submission:
    """Return a tool as a file would give it, with reviews by critic."""
    tool = Tool(slugify(name), name, category, added_on=date(2026, 11, 1))
    said = (Review(who, verdict, f"{who} on {name}.") for who, verdict in (reviews or {}).items())
    return Submission(
        Given(tool, frozenset({"name", "category", "added_on"})),
        tuple(Given(review, frozenset(Review._fields)) for review in said),
    )


SMALL = Content(
    critics=tuple(Given(Critic(name), frozenset({"name"})) for name in ("Ann", "Bob", "Cid")),
    tools=(
        submit("Alpha", reviews={"Ann": "ship", "Bob": "skip"}),
        submit("Beta", reviews={"Ann": "ship", "Bob": "ship"}),
        submit("Gamma", "Hosting"),
    ),
    comparisons=(
        Given(Published("Alpha", "Beta", date(2026, 11, 2)), frozenset(Published._fields)),
    ),
)
"""Three tools, two of them reviewed by Ann and Bob; Cid has reviewed none."""


def commands(
    group: click.Group = verdict, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with the words that name it, the groups too."""
    yield path, group
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


@pytest.fixture
def empty_path(tmp_path: Path) -> Path:
    """Return the path of a database without tools."""
    path = tmp_path / "empty.db"
    create_empty(path)
    return path


@pytest.fixture
def small_path(empty_path: Path) -> Path:
    """Return the path of a database with three tools."""
    with open_database(empty_path, writing=True) as opened:
        contents.apply(opened, SMALL)
    return empty_path


@pytest.fixture
def small(small_path: Path) -> Iterator[Database]:
    """Return an open database with three tools."""
    with open_database(small_path, writing=True) as opened:
        yield opened


@pytest.fixture
def sample_path(tmp_path: Path) -> Path:
    """Return the path of a database made from the packaged sample."""
    path = tmp_path / "sample.db"
    create_from_sample(path)
    return path


class Answer(NamedTuple):
    """What a command left behind."""

    out: str
    err: str
    code: int


class Run(Protocol):
    """Runs a command on a database."""

    def __call__(self, *words: str) -> Answer:
        """Run it."""


@pytest.fixture
def run(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Return what runs `verdict` on a database made from the sample."""
    monkeypatch.setenv("VERDICT_DB", str(sample_path))

    def run_command(*words: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["verdict", *words])
        code: int | str | None = 0
        try:
            cli.run()
        except SystemExit as leaving:
            code = leaving.code
        captured = capsys.readouterr()
        assert isinstance(code, int)
        return Answer(captured.out, captured.err, code)

    return run_command
