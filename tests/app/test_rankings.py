"""Rankings as a view, and the manners that all views share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.app.conftest import running
from verdict_tui.screens.rankings import RankingsScreen
from verdict_tui.screens.tool import ToolScreen
from verdict_tui.widgets.fitted import FittedBar

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app.conftest import Driver


def head(app: Driver) -> str:
    """Return what stands above the list."""
    return " ".join(app.text(app.app.screen.query_one(FittedBar)))


async def test_rankings_open_by_panel_and_name_their_rule(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("R")
        assert "Ranked by panel" in app.view
        assert "The share of the critics who say ship" in head(app)
        ranks = [line.split()[0] for line in app.entries[:4]]
        assert ranks == ["1=", "1=", "3", "4="]


async def test_s_goes_from_rule_to_rule(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("R", "s")
        assert "Ranked by community" in app.view
        assert "Wilson" in head(app)
        await app.press("s", "s", "s")
        assert "gap" in app.view
        assert "have no such gap" in app.entries[-1]
        await app.press("s")
        assert "Ranked by panel" in app.view


async def test_too_few_votes_are_a_section_of_their_own(sample_path: Path) -> None:
    async with running(sample_path, (120, 70)) as app:
        await app.press("R", "s")
        at = next(n for n, line in enumerate(app.entries) if "Too few votes" in line)
        ranked, others = app.entries[:at], app.entries[at + 1 :]
        assert all(line.split()[0].strip("=").isdigit() for line in ranked)
        assert others
        assert not any(line.split()[0].strip("=").isdigit() for line in others[:3])


async def test_a_vote_ranks_anew_and_keeps_the_highlight_on_the_tool(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("R", "s", *["down"] * 7)
        slug, before = app.highlighted, app.entries
        line = next(line for line in before if "LLM" in line and "12" in line)
        await app.press("minus")
        assert app.highlighted == slug == "llm"
        assert app.entries != before
        now = next(line for line in app.entries if "11 of 13" in line)
        assert int(now.split()[0]) > int(line.split()[0])
        assert "Saved: skip on LLM" in app.said


async def test_a_vote_shows_in_the_comparison_and_the_list_below(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("R")
        row = next(n for n, line in enumerate(app.entries) if "Code Llama 4" in line)
        await app.press(*["down"] * row, "plus", "escape")
        assert "1 of 1" in app.page
        assert "✓" in app.row("Code Llama 4")


async def test_enter_opens_the_tool_and_esc_returns_to_the_same_row(sample_path: Path) -> None:
    async with running(sample_path, (80, 24)) as app:
        await app.press("R", "pagedown", "pagedown")
        before = app.entries, app.highlighted
        await app.press("enter")
        assert not isinstance(app.app.screen, RankingsScreen)
        await app.press("escape")
        assert (app.entries, app.highlighted) == before


async def test_two_marked_tools_are_compared_and_esc_leads_back(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("R", "space", "down", "space", "c")
        assert app.names == ("Codex CLI", "Mistral 8B Instruct v3")
        assert app.app.screen is app.screen
        assert "Esc goes back" in app.notice
        await app.press("escape")
        assert isinstance(app.app.screen, RankingsScreen)
        assert sum("●" in line for line in app.entries) == 2
        await app.press("down", "space")
        assert sum("●" in line for line in app.entries) == 1
        assert app.said == "Marked: promptfoo; mark another."
        await app.press("escape", "escape")
        assert app.app.screen is app.screen


async def test_a_third_mark_takes_the_oldest_away(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("R", "space", "space", "space")
        assert [line.strip().startswith("●") for line in app.entries[:3]] == [False, True, True]
        await app.press("up", "space")
        assert sum("●" in line for line in app.entries) == 1


async def test_one_mark_is_compared_with_the_highlighted_one(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("R", "c")
        assert "Mark a tool" in app.said
        await app.press("space", "c")
        assert app.names == ("Codex CLI", "pgvector")


async def test_a_and_b_put_a_tool_into_a_column(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("R", "b")
        assert app.names == ("Code Llama 4", "Codex CLI")
        await app.press("escape", "down", "a")
        assert app.names == ("pgvector", "Codex CLI")
        await app.press("less_than_sign")
        assert app.names == ("Code Llama 4", "Codex CLI")


async def test_filters_leave_out_what_does_not_meet_them(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("R", "f")
        await app.press(*["down"] * 3, "space", "escape")
        assert "cat:" in app.view
        assert 0 < len(app.entries) < 20


async def test_a_muted_critic_is_left_out_of_the_ranking(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("R")
        before = app.entries
        await app.press("P", "m")
        assert "without The Builder" in app.view
        await app.press("escape")
        assert app.entries != before
        assert "panel*" in head(app)


async def test_the_key_of_an_open_view_comes_back_to_it(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("R", "down", "P", "R")
        assert isinstance(app.app.screen, RankingsScreen)
        assert app.highlighted == "pgvector"
        assert len(app.app.screen_stack) == 2
        await app.press("R")
        assert len(app.app.screen_stack) == 1


async def test_a_view_left_for_a_comparison_is_come_back_to_by_its_key(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("R", "down", "b", "R")
        assert app.highlighted == "pgvector"
        await app.press("b", "D", "escape")
        assert app.app.screen is app.screen
        await app.press("escape")
        assert app.app.screen is app.screen  # what was opened since has taken its place


@pytest.mark.parametrize("view", ["rankings", "critics", "digest", "history", "tool"])
@pytest.mark.parametrize("size", [(40, 10), (200, 50)])
async def test_each_view_has_an_address_and_fits_any_size(
    sample_path: Path, view: str, size: tuple[int, int]
) -> None:
    async with running(sample_path, size, view=view) as app:
        assert app.app.screen is not app.screen
        strips = app.app.screen._compositor.render_strips()
        assert all(strip.cell_length == size[0] for strip in strips)
        await app.press("down", "pagedown", "end", "home", "question_mark", "escape", "escape")
        assert app.app.screen is app.screen


@pytest.mark.parametrize("key", ["R", "P", "D", "H", "t"])
async def test_an_empty_database_says_what_to_do(empty_path: Path, key: str) -> None:
    async with running(empty_path) as app:
        await app.press(key, "enter", "plus", "space", "c", "a", "s", "f", "escape", "escape")
        assert app.app.is_running


async def test_votes_of_another_program_show_in_a_view(sample_path: Path) -> None:
    from verdict_tui.store import votes
    from verdict_tui.store.database import open_database

    async with running(sample_path) as app:
        await app.press("R")
        with open_database(sample_path, writing=True) as database:
            votes.cast(database, "codex-cli", "skip")
        await app.app._take_news()
        await app.settle()
        assert "✗" in next(line for line in app.entries if "Codex CLI" in line)


async def test_keys_typed_ahead_of_a_view_wait_for_it(sample_path: Path) -> None:
    async with running(sample_path) as app:
        for key in "Rt":
            app.app.simulate_key(key)
        await app.pilot.pause(0.5)
        await app.settle()
        assert isinstance(app.app.screen, ToolScreen)


async def test_the_order_is_that_of_the_last_time_and_sorting_stays_on_a_chosen_tool(
    sample_path: Path,
) -> None:
    async with running(sample_path) as app:
        await app.press("R", "s")
        assert app.entries[0].split()[:2] == ["1", "pgvector"]
        await app.press("down", "down")
        chosen = app.highlighted
        await app.press("s")
        assert app.highlighted == chosen
        title = app.view
        await app.press("escape", "R")
        assert app.view == title


async def test_a_list_at_its_top_stays_there_when_a_tool_falls(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("R", "s", "down", "down", "down")
        first, chosen = app.entries[0], app.highlighted
        await app.press("minus", "0", "minus")
        assert app.highlighted == chosen
        assert app.entries[0] == first


@pytest.mark.parametrize("view", ["R", "D"])
async def test_a_tool_of_a_list_is_found_by_a_few_letters(sample_path: Path, view: str) -> None:
    async with running(sample_path) as app:
        await app.press(view)
        before = app.highlighted
        await app.press("slash", *"mixtarl", *("backspace",) * 6, *"istarl")
        found = app.highlighted
        assert found == "mistral-8b-instruct-v3"
        await app.press("escape")
        assert app.highlighted == before
        await app.press("slash", *"mistarl", "enter", "t")
        assert isinstance(app.app.screen, ToolScreen)
        await app.press("escape")
        assert app.highlighted == found


async def test_finding_goes_from_match_to_match_and_says_when_there_is_none(
    sample_path: Path,
) -> None:
    async with running(sample_path) as app:
        await app.press("R", "slash", *"code")
        first = app.highlighted
        await app.press("down")
        assert app.highlighted != first
        await app.press("up")
        assert app.highlighted == first
        await app.press(*"zzq")
        assert app.said == "No tool of this list matches “codezzq”."
        await app.press("enter")
        assert app.said == ""
