"""Tab in a real shell: files where a file is wanted, names elsewhere."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from bench.terminal import Terminal

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SHELLS = {
    "bash": (("--norc", "--noprofile", "-i"), 'eval "$(verdict completion bash)"'),
    "zsh": (
        ("-f", "-i"),
        'autoload -Uz compinit; compinit -D -u; eval "$(verdict completion zsh)"',
    ),
    "fish": (("--no-config", "-i"), "verdict completion fish | source"),
}
"""The options that leave out the user's own files, and how completion is switched on."""

LINES = {
    "import to": "import tools-of-mine.toml",
    "import --dry-run x.json folder/de": "import --dry-run x.json folder/deep.json",
    "votes import to": "votes import tools-of-mine.toml",
    "--db to": "--db tools-of-mine.toml",
    "export -o to": "export -o tools-of-mine.toml",
    "digest --output to": "digest --output tools-of-mine.toml",
    "show claude-co": "show claude-code",
}
"""What is typed, and what Tab makes of it."""


CLEAR = b"\x15"  # Ctrl+U


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with files to complete, and the command `verdict` in it."""
    place = tmp_path / "place"
    (place / "folder").mkdir(parents=True)
    (place / "tools-of-mine.toml").touch()
    (place / "folder" / "deep.json").touch()
    command = tmp_path / "bin" / "verdict"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m verdict_tui "$@"\n')
    command.chmod(0o755)
    return place


def shell_in(folder: Path, shell: str, sample_path: Path) -> Terminal:
    options, _ = SHELLS[shell]
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"{shell} is not installed")
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    env = {
        "PATH": f"{folder.parent / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "VERDICT_DB": str(sample_path),
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
    }
    enter = 'cd "$1" && shift && exec "$@"'
    return Terminal(("/bin/sh", "-c", enter, "sh", str(folder), found, *options), env, (200, 40))


@pytest.mark.parametrize("shell", SHELLS)
def test_tab_completes(shell: str, folder: Path, sample_path: Path) -> None:
    with shell_in(folder, shell, sample_path) as terminal:
        terminal.settle(0.5)
        terminal.press(f"{SHELLS[shell][1]}; echo rea''dy\r".encode())
        terminal.until(b"ready")
        terminal.settle()
        for typed, completed in LINES.items():
            terminal.press(f"verdict {typed}\t".encode())
            terminal.until(f"verdict {completed}".encode())
            terminal.press(CLEAR)
            terminal.settle()
