"""Running commands as a shell would, without the cost of a process each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pytest

from verdict_tui import cli

if TYPE_CHECKING:
    from pathlib import Path


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
