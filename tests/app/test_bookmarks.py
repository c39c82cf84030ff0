"""Comparisons that are kept."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from tests.app.conftest import running

if TYPE_CHECKING:
    from pathlib import Path

OPEN = "Code Llama 4 vs Mistral 8B Instruct v3"


async def test_a_kept_pair_stands_first_while_nothing_is_typed(sample_path: Path) -> None:
    async with running(sample_path) as app:
        assert "★" not in "".join(app.text(app.picks))
        await app.press("B")
        assert app.text(app.picks)[0].strip().startswith("★ Code Llama 4 vs Mistral")
        assert "★ kept" in app.title
        assert "stands first" in app.notice
        await app.press("slash", "z")
        assert "★" not in "".join(app.text(app.picks))
        await app.press("escape")
        assert "★" in app.text(app.picks)[0]


async def test_b_again_keeps_it_no_longer_whichever_way_round(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("B", "x")
        assert "★ kept" in app.title
        await app.press("B")
        assert "★" not in app.title + "".join(app.text(app.picks))


async def test_a_kept_pair_is_previewed_kept_and_abandoned(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("B", "slash", *"zed", "enter")
        assert app.names[0] == "Zed"
        await app.press("slash", "home", *["pageup"] * 5)
        assert app.names == ("Code Llama 4", "Mistral 8B Instruct v3")
        await app.press("escape")
        assert app.names[0] == "Zed"
        await app.press("slash", *["pageup"] * 5, "enter")
        assert app.names == ("Code Llama 4", "Mistral 8B Instruct v3")
        await app.press("less_than_sign")
        assert app.names[0] == "Zed"


async def test_a_click_opens_a_kept_pair(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("B", "slash", *"zed", "enter")
        await app.pilot.click(app.picks, offset=(5, 0))
        await app.settle()
        assert app.names == ("Code Llama 4", "Mistral 8B Instruct v3")


async def test_kept_pairs_are_there_at_the_next_start(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("B", "x", "slash", *"zed", "enter", "B")
    async with running(sample_path) as app:
        first, second = app.text(app.picks)[:2]
        assert "Zed vs" in first
        assert "Code Llama 4" in second


async def test_a_vote_while_a_pair_is_highlighted_is_on_the_active_column(
    sample_path: Path,
) -> None:
    async with running(sample_path) as app:
        await app.press("B", "tab", "tab", "home", "plus")
        assert "Saved: ship on Mistral 8B" in app.notice


async def test_the_highlight_stays_on_its_tool_under_kept_pairs(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("B", "tab", "tab", "up", "down", "plus")
        assert app.picks.highlighted == "mistral-8b-instruct-v3"
        assert "✓" in app.row("B Mistral")


async def test_what_can_not_be_written_is_kept_for_the_session(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("plus")
    sample_path.chmod(stat.S_IREAD)
    async with running(sample_path) as app:
        app.app.session.opening = app.app.session.opening._replace(read_only="it is a test")
        await app.press("B")
        assert "★" in app.text(app.picks)[0]
        await app.press("B")
        assert "★" not in app.text(app.picks)[0]
