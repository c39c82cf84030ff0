"""Everything about one tool, as a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.app.conftest import Driver, running
from verdict_tui.screens.tool import ToolScreen
from verdict_tui.widgets.linkedpage import LinkedPage

if TYPE_CHECKING:
    from pathlib import Path

N8N = ("n8n", "dify")


def page(app: Driver) -> str:
    """Return the whole page."""
    return app.app.screen.query_one(LinkedPage).page.text()


async def test_it_shows_everything_about_the_active_tool(sample_path: Path) -> None:
    async with running(sample_path, pair=N8N) as app:
        await app.press("t")
        text = page(app)
        for part in (
            "formerly  nodemation",
            "76%",
            "29 of 38",
            "95% interval",
            "last 90 days",
            "6 reviews",
            "Nearest alternatives",
            "n8n vs Dify",
            "published 10 Nov 2026",
            "You have not voted on it.",
        ):
            assert part in text


async def test_a_vote_shows_in_the_figures_and_in_its_history(sample_path: Path) -> None:
    async with running(sample_path, pair=N8N) as app:
        await app.press("t", "plus", "minus")
        assert "29 of 39" in page(app)
        assert "✗ skip, was ship" in page(app)
        await app.press("u", "u")
        assert "29 of 38" in page(app)


async def test_tab_goes_from_link_to_link_and_enter_follows(sample_path: Path) -> None:
    async with running(sample_path, (80, 24), pair=N8N) as app:
        await app.press("t", "tab", "enter")
        assert "Dify" in app.view
        await app.press("escape")
        assert "n8n" in app.view
        await app.press("shift+tab", "enter")
        assert app.names == ("n8n", "Dify")
        await app.press("escape")
        assert isinstance(app.app.screen, ToolScreen)


async def test_c_compares_with_the_nearest_or_the_marked_alternative(sample_path: Path) -> None:
    async with running(sample_path, pair=("cursor", "n8n")) as app:
        await app.press("t", "c")
        assert app.names == ("Cursor", "Zed")
        await app.press("escape", "tab", "tab", "c")
        assert app.names == ("Cursor", "GitHub Copilot")


async def test_the_key_that_opens_it_closes_it(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("t", "t")
        assert app.app.screen is app.screen


async def test_t_shows_the_highlighted_tool_of_the_list(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("tab", "tab", "down", "down", "t")
        assert "Pydantic AI" in app.view


async def test_o_copies_the_link_and_says_so(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("o")
        assert app.app.clipboard == "https://www.llama.com"
        assert app.notice == "Copied: https://www.llama.com"
        await app.press("R", "o")
        assert app.said.startswith("Copied: https://")


async def test_a_tool_without_a_link_says_so(small_path: Path) -> None:
    async with running(small_path) as app:
        await app.press("o")
        assert app.notice == "No link of Alpha is known."


async def test_a_tool_with_nothing_around_it_says_so(small_path: Path) -> None:
    async with running(small_path, pair=("gamma", "alpha")) as app:
        await app.press("t")
        text = page(app)
        assert "No critic has reviewed it." in text
        assert "No other tool is of its category" in text
        assert "It stands in no published comparison." in text
        await app.press("c", "tab", "enter")
        assert isinstance(app.app.screen, ToolScreen)


async def test_a_click_follows_a_link(sample_path: Path) -> None:
    async with running(sample_path, pair=N8N) as app:
        await app.press("t")
        widget = app.app.screen.query_one(LinkedPage)
        spot = widget.page.spots[0]
        await app.pilot.click(widget, offset=(spot.x + 3, spot.y + 1))
        await app.settle()
        assert "Dify" in app.view
