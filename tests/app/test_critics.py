"""The panel as a view, and a critic's profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.app.conftest import running
from verdict_tui.screens.critic import CriticScreen
from verdict_tui.screens.critics import CriticsScreen
from verdict_tui.widgets.entrylist import EntryList

if TYPE_CHECKING:
    from pathlib import Path


async def test_the_panel_shows_each_critic_with_counts(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("P")
        assert "6 critics" in app.view
        builder = next(line for line in app.entries if "The Builder" in line)
        assert "76%  31 of 41" in builder
        assert "none" in builder  # I have not voted


async def test_under_ten_cases_it_says_too_few(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("plus", "P")
        builder = next(line for line in app.entries if "The Builder" in line)
        assert "too few  1 of 1" in builder


async def test_a_critic_opens_with_the_profile_and_the_quotes(sample_path: Path) -> None:
    async with running(sample_path, (120, 40)) as app:
        await app.press("P", "down", "enter")
        assert isinstance(app.app.screen, CriticScreen)
        text = "\n".join(app.entries)
        assert "Compared with what?" in text
        assert "a benchmark somebody else ran" in text
        assert "ships by category" in text
        assert "39 quotes" in text
        await app.press("escape")
        assert isinstance(app.app.screen, CriticsScreen)


async def test_a_quote_opens_its_tool_and_esc_returns_to_it(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("P", "enter", *["down"] * 30)
        slug = app.highlighted
        before = app.entries
        await app.press("enter", "escape")
        assert (app.highlighted, app.entries) == (slug, before)


async def test_a_vote_on_a_quote_shows_beside_it(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("P", "enter", "plus")
        row = next(line for line in app.entries if "Aider" in line)
        assert "me ✓" in row


async def test_quotes_are_sorted_and_filtered(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("P", "enter", "s", "s")
        assert "ships first" in app.view
        await app.press("s", "end")
        assert "against the others" in app.view


async def test_going_down_reads_the_profile_before_the_first_quote(sample_path: Path) -> None:
    async with running(sample_path, (80, 24)) as app:
        await app.press("P", "enter")
        assert "Show me the primitive." in app.entries[0]
        first = app.highlighted
        await app.press("down", "down")
        assert app.highlighted == first
        assert "Show me the primitive." not in app.entries[0]


@pytest.mark.parametrize("key", ["plus", "minus", "0", "enter", "space", "t", "o", "a", "c"])
async def test_nothing_is_done_to_a_quote_that_is_out_of_sight(sample_path: Path, key: str) -> None:
    async with running(sample_path, (80, 24)) as app:
        await app.press("P", "enter", key)
        assert isinstance(app.app.screen, CriticScreen)
        assert "Saved" not in app.said
        assert any("Aider" in line for line in app.entries)
        assert app.app.screen.query_one(EntryList).is_in_sight


async def test_the_key_acts_when_it_is_pressed_again(sample_path: Path) -> None:
    async with running(sample_path, (80, 24)) as app:
        await app.press("P", "enter", "plus")
        assert "again" in app.said
        await app.press("plus")
        assert "Saved: ship on Aider" in app.said


async def test_a_page_is_a_page_from_the_profile_to_the_last_quote_and_back(
    sample_path: Path,
) -> None:
    async with running(sample_path, (80, 24)) as app:
        await app.press("P", "enter")
        entries = app.app.screen.query_one(EntryList)
        assert isinstance(entries, EntryList)
        room, seen = entries.size.height, [round(entries.scroll_y)]
        for key in ("pagedown", "pageup"):
            moved = 1
            while moved:
                await app.press(key)
                moved = abs(round(entries.scroll_y) - seen[-1])
                assert moved in (0, room - 1) or round(entries.scroll_y) in (
                    0, round(entries.max_scroll_y),
                )  # fmt: skip
                seen.append(round(entries.scroll_y))
                assert entries.is_in_sight or entries.cursor == 0
        assert seen[-1] == 0
        await app.press("pagedown")
        assert app.highlighted == "aider"
        assert entries.is_in_sight
        await app.press("end")
        assert entries.cursor == entries.count - 1
        await app.press("home")
        assert round(entries.scroll_y) == 0


async def test_a_long_quote_is_read_to_its_end_in_a_small_terminal(sample_path: Path) -> None:
    async with running(sample_path, (60, 12)) as app:
        await app.press("P", "enter")
        presses = 0
        while presses < 80 and not any("”" in line for line in app.entries):
            await app.press("down")
            presses += 1
        assert any("”" in line for line in app.entries)


async def test_muting_in_the_panel_is_said_there(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("P", "m")
        assert any("muted" in line for line in app.entries)
        await app.press("M")
        assert not any("muted" in line for line in app.entries)


async def test_what_is_for_tools_is_not_offered_for_critics(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("P", "plus", "space", "c", "a")
        assert isinstance(app.app.screen, CriticsScreen)
        assert "no votes of mine" in app.title
        hints = {hint.label for hint in app.app.screen.hints()}
        assert not hints & {"ship", "mark", "compare"}


async def test_the_panel_is_sorted_by_what_stands_in_its_columns(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("P")
        assert "in panel order" in app.view
        for order, column in (("ship", 0), ("dissent", 1)):
            while f"by how often they {order}" not in app.view:
                await app.press("s")
            critics = [line for line in app.entries if "%  " in line]
            percents = [int(line.split("%")[column].split()[-1]) for line in critics]
            assert percents == sorted(percents, reverse=True)
        await app.press("s")
        assert "by how often they agree with me" in app.view


async def test_keys_typed_ahead_of_a_critics_page_do_no_harm(sample_path: Path) -> None:
    async with running(sample_path) as app:
        for key in ("P", "enter", "plus", "s"):
            app.app.simulate_key(key)
        await app.pilot.pause(0.6)
        await app.settle()
        assert isinstance(app.app.screen, CriticScreen)
        assert "The Builder" in app.view
