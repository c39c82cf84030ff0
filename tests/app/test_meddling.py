"""The app on databases that other programs have meddled with: it shows what there is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.app.conftest import running
from tests.faults.meddling import TEXTS, meddle
from verdict_tui.store.database import open_database

if TYPE_CHECKING:
    from pathlib import Path

OPENED = (
    "an infinite price", "a critic in no place", "what excites a critic is no JSON",
    "a tally that is text", "no UTF-8 in tools.name", "a BLOB in tools.slug",
    "a BLOB in critics.name", "a BLOB in votes.at", "a BLOB in changes.before",
    "a BLOB in state.value", "a tool without a name", "an unknown verdict",
    "no full-text index", "an index that is missing", "a table without rules for tools",
)  # fmt: skip


@pytest.mark.parametrize("damage", OPENED)
async def test_the_app_goes_on_whatever_is_in_the_database(sample_path: Path, damage: str) -> None:
    with open_database(sample_path, writing=True):
        pass
    meddle(sample_path, damage)
    async with running(sample_path, pair=("zed", "cursor")) as driver:
        assert damage in TEXTS or driver.names[1] == "Cursor"
        for view in "tRPDH":
            await driver.press(view)
            await driver.press("j", "k", "escape")
        await driver.press("/", *"ed", "down", "enter", "plus", "u", "d", "w", "escape")
        assert driver.names


async def test_a_foreign_trigger_makes_the_app_read_only(sample_path: Path) -> None:
    with closing(sqlite3.connect(sample_path)) as db:
        db.execute("CREATE TRIGGER evil AFTER INSERT ON votes BEGIN DELETE FROM tools; END")
    async with running(sample_path, pair=("zed", "cursor")) as driver:
        assert "read-only" in driver.title
        await driver.press("plus")
        assert "no votes of mine" in driver.title
        assert driver.names == ("Zed", "Cursor")


async def test_a_trigger_that_comes_while_the_app_is_open_is_not_run(sample_path: Path) -> None:
    async with running(sample_path, pair=("zed", "cursor")) as driver:
        with closing(sqlite3.connect(sample_path)) as db:
            db.execute("CREATE TRIGGER evil AFTER INSERT ON votes BEGIN DELETE FROM tools; END")
        await driver.press("plus")
        assert "no votes of mine" in driver.title
        assert driver.names == ("Zed", "Cursor")
