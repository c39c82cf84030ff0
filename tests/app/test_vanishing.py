"""Another program removes what is open here: the app says so, and goes on."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.app.conftest import running
from verdict_tui.screens.critic import CriticScreen
from verdict_tui.screens.tool import ToolScreen
from verdict_tui.store import votes
from verdict_tui.store.database import open_database
from verdict_tui.widgets.pageview import PageView

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app.conftest import Driver

GONE = "Code Llama 4 is no longer in this database."
TOOL, OTHER = "code-llama-4", "mistral-8b-instruct-v3"


def remove(path: Path, *slugs: str, thoroughly: bool = True) -> None:
    """Remove tools as another program does: with all that follows from them, or only them."""
    with closing(sqlite3.connect(path)) as other, other:
        for slug in slugs:
            if thoroughly:
                other.execute("PRAGMA foreign_keys = ON")
                for table in ("standings", "tallies"):
                    other.execute(f"DELETE FROM {table} WHERE tool = ?", (slug,))
            other.execute("DELETE FROM tools WHERE slug = ?", (slug,))


def remove_all(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("DELETE FROM tools")


@pytest.fixture(params=[True, False], ids=["with all that follows", "alone"])
def thoroughly(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.mark.parametrize("key", ["plus", "minus", "o", "B"])
async def test_acting_on_a_tool_that_has_vanished_says_so(
    sample_path: Path, key: str, thoroughly: bool
) -> None:
    async with running(sample_path, pair=(TOOL, OTHER)) as app:
        remove(sample_path, TOOL, thoroughly=thoroughly)
        await app.press(key)
        assert app.notice == GONE
    with open_database(sample_path) as database:
        assert votes.read_history(database) == []


@pytest.mark.parametrize("key", ["t", "w"])
async def test_a_page_about_a_tool_that_has_vanished_says_so(sample_path: Path, key: str) -> None:
    async with running(sample_path, pair=(TOOL, OTHER)) as app:
        remove(sample_path, TOOL)
        await app.press(key)
        assert GONE in app.app.screen.query_one(PageView).page.text()
        await app.press("plus", "w", "o", "c", "a", "escape", "escape")
        assert app.app.screen is app.screen


@pytest.mark.parametrize("key", ["u", "U"])
async def test_a_vote_on_a_tool_that_has_vanished_can_be_undone_and_redone(
    sample_path: Path, key: str, thoroughly: bool
) -> None:
    async with running(sample_path, pair=(TOOL, OTHER)) as app:
        await app.press("plus")
        if key == "U":
            await app.press("u")
        remove(sample_path, TOOL, thoroughly=thoroughly)
        await app.press(key)
        back = "ship" if key == "U" else "no vote"
        assert app.notice == f"{GONE[:-1]}; your vote on it is back to {back}."


async def followed(app: Driver) -> None:
    """Wait until the app has looked at what other programs changed."""
    await asyncio.sleep(0.6)
    await app.settle()
    await asyncio.sleep(0.1)
    await app.settle()


async def test_an_open_comparison_gives_way_to_one_that_is_there(sample_path: Path) -> None:
    async with running(sample_path, pair=(TOOL, OTHER)) as app:
        remove(sample_path, TOOL)
        await followed(app)
        assert "Code Llama 4" not in app.names
        assert app.notice == GONE
        assert not any("Code Llama 4" in line for line in app.text(app.picks))
        await app.press("plus")
        assert app.notice.startswith("✓ Saved")


async def test_back_and_forward_leave_out_what_has_vanished(sample_path: Path) -> None:
    async with running(sample_path, pair=(TOOL, OTHER)) as app:
        await app.press("slash", *"zed", "enter", "slash", *"cursor", "enter")
        remove(sample_path, "zed")
        await followed(app)
        await app.press("less_than_sign")
        assert "Zed is no longer" in app.notice
        assert app.names[0] == "Code Llama 4"


@pytest.mark.parametrize("view", ["", "rankings", "critics", "digest", "history", "tool"])
async def test_all_tools_may_vanish(sample_path: Path, view: str) -> None:
    async with running(sample_path, view=view) as app:
        remove_all(sample_path)
        await app.press("plus", "minus", "0", "u", "U", "o", "w", "escape", "j", "enter")
        await followed(app)
        while app.app.screen is not app.screen:
            await app.press("escape")
        assert app.screen.comparison is None
        assert "There are no tools here yet." in app.page
        await app.press("slash", *"zed", "enter", "escape", "plus", "t", "w", "y", "x", "B", "tab")
        await app.press("R", "escape", "P", "escape", "D", "escape", "H", "escape")


async def test_rankings_are_made_anew_without_what_has_vanished(sample_path: Path) -> None:
    async with running(sample_path, view="rankings") as app:
        assert any("Code Llama 4" in line for line in app.entries)
        remove(sample_path, TOOL)
        await followed(app)
        assert not any("Code Llama 4" in line for line in app.entries)


async def test_an_open_page_about_a_tool_says_that_it_has_vanished(sample_path: Path) -> None:
    async with running(sample_path, pair=(TOOL, OTHER), view="tool") as app:
        remove(sample_path, TOOL)
        await followed(app)
        assert isinstance(app.app.screen, ToolScreen)
        assert GONE in app.app.screen.query_one(PageView).page.text()
        await app.pilot.resize_terminal(80, 24)
        await app.settle()
        assert GONE in app.app.screen.query_one(PageView).page.text()


async def test_a_critic_may_vanish(sample_path: Path) -> None:
    async with running(sample_path, view="critics") as app:
        with closing(sqlite3.connect(sample_path)) as other, other:
            other.execute("DELETE FROM critics WHERE name = 'The Builder'")
        await app.press("enter")
        assert isinstance(app.app.screen, CriticScreen)
        assert any("not here any more" in line for line in app.entries)
        await app.press("m", "M", "plus", "s", "f", "escape", "escape")
        await followed(app)
        assert not any("The Builder" in line for line in app.entries)
        await app.press("escape", "m", "w", "escape", "enter", "escape", "bracketright")


async def test_a_muted_critic_who_vanishes_is_muted_no_longer(sample_path: Path) -> None:
    async with running(sample_path, view="critics") as app:
        await app.press("m")
        assert app.app.session.muted == {"The Builder"}
        with closing(sqlite3.connect(sample_path)) as other, other:
            other.execute("DELETE FROM critics WHERE name = 'The Builder'")
        await followed(app)
        assert app.app.session.muted == frozenset()
