"""Without docstrings and asserts, and with every warning an error, nothing is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import commands

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

STRICT = ("-OO", "-W", "error", "-X", "dev")

PILOT = """
import asyncio, sys
from pathlib import Path
from verdict_tui.app import VerdictApp
from verdict_tui.session import Session
from verdict_tui.store.database import open_database
from verdict_tui.store.opening import open_with

async def drive(path):
    asyncio.get_running_loop().slow_callback_duration = 60  # the machine may be busy
    with open_database(path, writing=True) as database:
        opening = open_with(database, None)
    app = VerdictApp(Session(path, opening), view="")
    seen = []
    async with app.run_test(size=(120, 40)) as pilot:
        for key in ("t", "R", "P", "D", "H", "question_mark", "w", "f", "s", "ctrl+p"):
            await pilot.press(key)
            await pilot.pause()
            seen.append(type(app.screen).__name__)
            await pilot.press("escape", "escape")
        await pilot.press("plus", "slash", *"zed", "enter")
        await pilot.pause()
    print(len(set(seen)))

asyncio.run(drive(Path(sys.argv[1])))
"""
"""Opens every view, votes and searches; a script, since pytest needs its asserts."""


def python(*words: str, path: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "VERDICT_DB": str(path), "COLUMNS": "80"}
    return subprocess.run(
        [sys.executable, *words], env=env, capture_output=True, text=True, check=False
    )


HELP = """
import sys
from verdict_tui.cli.main import main
for words in sys.argv[1:]:
    try:
        main([*words.split(), "--help"])
    except SystemExit:
        pass
"""


def test_every_help_is_the_same_without_docstrings(sample_path: Path) -> None:
    words = [" ".join(path) for path, _ in commands()]
    assert len(words) > 20
    full = python("-c", HELP, *words, path=sample_path)
    bare = python(*STRICT, "-c", HELP, *words, path=sample_path)
    assert (bare.stdout, bare.stderr) == (full.stdout, "")
    for path, command in commands():
        assert command.help, path
        assert command.help.split(maxsplit=1)[0] in full.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--json"),
        ("compare", "cursor", "zed", "--markdown"),
        ("show", "cursor", "--why"),
        ("search", "cursr"),
        ("search", "--quotes", "licence"),
        ("rank", "--by", "gap"),
        ("critics", "founder"),
        ("digest", "--since", "99y", "--format", "atom"),
        ("vote", "zed", "ship"),
        ("votes", "export"),
        ("export", "--format", "toml"),
        ("lint",),
        ("check",),
        ("completion", "bash"),
        ("nonsense",),
    ],
    ids=" ".join,
)
def test_a_command_says_the_same(sample_path: Path, words: Sequence[str]) -> None:
    bare = python(*STRICT, "-m", "verdict_tui", *words, path=sample_path)
    full = python("-m", "verdict_tui", *words, path=sample_path)
    assert (bare.returncode, bare.stderr) == (full.returncode, full.stderr)
    assert "Traceback" not in bare.stderr
    if words[0] not in ("vote", "votes"):  # the second vote changes nothing and says so
        assert bare.stdout == full.stdout


def test_what_is_imported_is_the_same(empty_path: Path, tmp_path: Path) -> None:
    file = tmp_path / "tools.toml"
    file.write_text('[[tools]]\nname = "A"\ncategory = "B"\nentry_price = "$20/month"\n')
    said = python(*STRICT, "-m", "verdict_tui", "import", str(file), path=empty_path)
    assert (said.returncode, said.stderr) == (0, "")
    assert "$20 / month" in python("-m", "verdict_tui", "show", "a", path=empty_path).stdout


def test_the_app_opens_every_view(sample_path: Path) -> None:
    driven = python(*STRICT, "-c", PILOT, str(sample_path), path=sample_path)
    assert (driven.returncode, driven.stderr) == (0, "")
    assert int(driven.stdout) >= 8
