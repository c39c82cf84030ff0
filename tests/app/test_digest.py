"""The digest as a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.app.conftest import running
from verdict_tui import weeks
from verdict_tui.screens.digest import DigestScreen
from verdict_tui.store import state
from verdict_tui.store.database import open_database
from verdict_tui.widgets.fitted import FittedBar

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _the_day_after_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    monkeypatch.setattr(weeks, "today", lambda: date(2026, 11, 23))


async def test_the_newest_week_with_news_opens(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("D")
        assert "2026-W47" in app.view
        assert any("Code Llama 4 vs Mistral 8B Instruct v3" in line for line in app.entries)


async def test_earlier_weeks_are_a_key_away(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("D", "right_square_bracket")
        assert "This is the newest week." in app.said
        await app.press("left_square_bracket")
        assert "2026-W46" in app.view
        assert "] 2026-W47" in " ".join(app.text(app.app.screen.query_one(FittedBar)))
        await app.press("right_square_bracket")
        assert "2026-W47" in app.view
        await app.press(*["left_square_bracket"] * 15)
        assert "There is no earlier news." in app.said


async def test_what_was_not_seen_is_marked_and_can_be_marked_seen(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("D")
        count = int(app.view.split()[-3])
        await app.press("r")
        assert f"{count - 1} not seen" in app.view
        assert not app.entries[1].startswith("●")
        await app.press("up", "r")
        assert f"{count} not seen" in app.view
        await app.press("A")
        assert "all seen" in app.view
        assert not any(line.startswith("●") for line in app.entries)
        await app.press("n")
        assert "seen all" in app.said


async def test_what_was_seen_stays_seen_at_the_next_start(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("D", "A")
    async with running(sample_path) as app:
        await app.press("D")
        assert "all seen" in app.view
        await app.press("left_square_bracket")
        assert "not seen" in app.view


async def test_opening_news_leads_to_the_tool_or_the_comparison(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("D", "enter")
        assert "Code Llama 4" in app.view
        await app.press("escape", "down", "down", "down", "enter")
        assert app.names == ("Pydantic AI", "Instructor")
        await app.press("escape")
        assert isinstance(app.app.screen, DigestScreen)
        assert not app.entries[1].startswith("●")


async def test_n_goes_to_the_next_that_was_not_seen(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("D", "r", "r", "up", "up", "up", "n")
        assert app.app.screen.query_one("EntryList").cursor == 2  # type: ignore[attr-defined]


async def test_the_look_is_remembered_for_the_command(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("D")
    with open_database(sample_path) as database:
        look = state.recall_look(database)
    assert look is not None
    assert look.isoformat() == "2026-11-23"


async def test_a_vote_from_the_digest_is_news(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("D", "plus")
        assert "Saved: ship on Code Llama 4" in app.said


async def test_news_can_be_sorted_by_tool(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("D", "s", "s")
        assert not any("tools added" in line for line in app.entries)


async def test_without_news_it_says_so(empty_path: Path) -> None:
    async with running(empty_path) as app:
        await app.press("D")
        assert [line.strip() for line in app.entries] == ["There is no news yet."]
