"""My votes as a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.app.conftest import Driver, running
from verdict_tui.widgets.menu import Menu

if TYPE_CHECKING:
    from pathlib import Path


def entries(app: Driver) -> list[str]:
    """Return what the history lists, without the times."""
    lines = app.text(app.app.screen.query_one(Menu))
    return [line.strip().split("  ", 1)[-1] for line in lines if line.strip()]


async def test_the_history_lists_votes_newest_first_and_what_they_changed(
    sample_path: Path,
) -> None:
    async with running(sample_path) as app:
        await app.press("plus", "minus", "H")
        assert entries(app) == ["Code Llama 4: ✗ skip, was ship", "Code Llama 4: ✓ ship"]


async def test_undo_works_from_the_history_and_shows_on_the_main_screen(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("plus", "H", "u")
        assert entries(app)[0] == "Code Llama 4: back to no vote"
        await app.press("escape")
        assert "no votes of mine" in app.title
        assert "no votes" in app.page


async def test_enter_opens_the_tool_that_was_voted_on(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"zed", "enter", "plus", "less_than_sign", "H", "enter")
        assert app.names[0] == "Zed"


async def test_without_votes_the_history_says_how_to_vote(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("H")
        assert "You have not voted yet" in entries(app)[0]
        await app.press("enter", "escape")
        assert app.names[0] == "Code Llama 4"
