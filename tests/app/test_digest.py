"""The digest as a view."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.app.conftest import Driver, running
from verdict_tui import weeks
from verdict_tui.asciify import asciified
from verdict_tui.render.newslist import UNSEEN
from verdict_tui.screens.digest import DigestScreen
from verdict_tui.store import state, votes
from verdict_tui.store.database import open_database
from verdict_tui.text import fold
from verdict_tui.widgets.bars import HintBar
from verdict_tui.widgets.fitted import FittedBar
from verdict_tui.widgets.pageview import PageView

if TYPE_CHECKING:
    from pathlib import Path

    from verdict_tui.model import Choice

NOW = weeks.moment(date(2026, 11, 23)) + 3_600_000


@pytest.fixture(autouse=True)
def _the_day_after_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
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
        assert not app.entries[1].startswith(UNSEEN)
        await app.press("up", "r")
        assert f"{count} not seen" in app.view
        await app.press("A")
        assert "all seen" in app.view
        assert not any(line.startswith(UNSEEN) for line in app.entries)
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
        assert not app.entries[1].startswith(UNSEEN)


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


def cast_by_another(path: Path, *choices: Choice, tool: str = "zed") -> None:
    with open_database(path, writing=True) as database:
        for choice in choices:
            with database.transaction("it was not saved") as connection:
                current = votes.counting(connection, tool, "another")
                vote = votes.made(database, tool, choice, current, NOW, "another", "imported")
                votes.insert(connection, vote)


def head(app: Driver) -> str:
    return " ".join(app.text(app.app.screen.query_one(FittedBar)))


async def test_votes_of_mine_are_no_news(sample_path: Path) -> None:
    with open_database(sample_path, writing=True) as database:
        for choice in ("ship", "skip", "none", "ship"):
            votes.cast(database, "zed", choice, now=NOW)
    async with running(sample_path) as app:
        await app.press("D", "A")
        assert "2026-W47" in app.view
        assert "]" not in head(app)
        await app.press("plus")
        assert "Saved: ship on Code Llama 4" in app.said
        assert "2026-W47" in app.view
        assert "all seen" in app.view
        assert "]" not in head(app)


async def test_votes_of_others_are_news_and_a_vote_of_mine_leaves_them_seen(
    sample_path: Path,
) -> None:
    cast_by_another(sample_path, "ship")
    async with running(sample_path) as app:
        await app.press("D")
        assert "2026-W48" in app.view
        assert "1 not seen" in app.view
        assert any("Zed" in line for line in app.entries)
        await app.press("A", "minus")
        assert "Saved: skip on Zed" in app.said
        assert "all seen" in app.view
        await app.press("[")
        assert "] 2026-W48: community on 1 tool" in head(app)


async def test_a_week_in_which_votes_came_to_nothing_is_left_out(sample_path: Path) -> None:
    cast_by_another(sample_path, "ship", "none")
    async with running(sample_path) as app:
        await app.press("D")
        assert "2026-W47" in app.view
        assert "]" not in head(app)
        await app.press("]")
        assert "This is the newest week." in app.said


async def test_a_mark_is_another_sign_than_what_is_not_seen(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("D", "space")
        first, second = app.entries[1], app.entries[3]
        assert first.split()[0] != second.split()[0]
        assert asciified(first)[0] != asciified(second)[0]


async def test_sorted_by_tool_a_comparison_stands_with_its_first_tool(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("D", "s", "s")
        assert "by tool" in app.view
        assert not any("tools added" in line for line in app.entries)
        begun = [line[2:32].strip() for line in app.entries if line[2:3].strip()]
        assert begun == sorted(begun, key=fold)
        assert any(
            " ".join(line.split()) == f"{UNSEEN} Pydantic AI comparison vs Instructor"
            for line in app.entries
        )


async def test_the_newest_first_says_day_and_kind_of_each(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("D", "s")
        assert "newest first" in app.view
        kinds = ("added", "comparison", "verdicts", "price", "renamed", "community")
        begun = [line for line in app.entries if line[2:3].strip()]
        days = [int(line.partition(" Nov  ")[0].split()[-1]) for line in begun]
        assert days == sorted(days, reverse=True)
        assert all(any(kind in line for kind in kinds) for line in begun)


async def test_a_comparison_says_that_it_is_one(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("D", "down", "down")
        for key in ("space", "plus", "a", "t"):
            await app.press(key)
            assert app.said == "This is a comparison of two tools. Enter opens it."


async def test_without_news_it_says_so_and_nothing_else(empty_path: Path) -> None:
    async with running(empty_path) as app:
        await app.press("D")
        assert [line.strip() for line in app.entries] == ["There is no news yet."]
        assert not head(app).strip()


async def test_the_hints_begin_with_what_matters_in_a_view(sample_path: Path) -> None:
    async with running(sample_path, (80, 24)) as app:
        for view, keys in (("D", {"+", "-", "f"}), ("H", {"u", "U", "0"})):
            await app.press(view)
            bar = app.app.screen.query_one(HintBar)
            assert keys <= {hint.keys for hint in bar.fitting(bar.width)}
            await app.press("escape")
        await app.press("P")
        assert "undo" not in {hint.label for hint in app.app.screen.hints()}  # type: ignore[attr-defined]


async def test_help_tells_the_way_back_alike_in_all_views(sample_path: Path) -> None:
    async with running(sample_path, (120, 100)) as app:
        for view in "RPDH":
            await app.press(view, "question_mark")
            text = app.text(app.app.screen.query_one(PageView))
            back = [line for line in text if "Back to where you were" in line]
            assert len(back) == 1
            assert view in back[0].split()
            await app.press("escape", "escape")
