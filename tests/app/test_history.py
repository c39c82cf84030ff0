"""My votes as a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.app.conftest import Driver, running

if TYPE_CHECKING:
    from pathlib import Path


def entries(app: Driver) -> list[str]:
    """Return what the history lists, without the times."""
    return [line.strip().split("  ", 1)[-1] for line in app.entries]


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


async def test_a_vote_on_an_entry_is_listed_at_once(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("plus", "H", "minus")
        assert entries(app)[0] == "Code Llama 4: ✗ skip, was ship"


async def test_enter_opens_the_tool_that_was_voted_on(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"zed", "enter", "plus", "H", "enter")
        assert "Zed" in app.view
        await app.press("escape")
        assert "Your votes" in app.view


async def test_the_history_can_be_sorted_and_filtered(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("b", "plus", "a", "plus", "H")
        assert entries(app)[0].startswith("Code Llama 4")
        await app.press("s")
        assert entries(app)[0].startswith("Code Llama 4")
        assert "by tool" in app.view
        app.app.screen._filter("cat:editors")  # type: ignore[attr-defined]
        await app.settle()
        assert entries(app) == ["No tool meets these filters. f chooses others."]


async def test_without_votes_the_history_says_how_to_vote(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("H")
        assert "You have not voted yet" in entries(app)[0]
        await app.press("enter", "escape")
        assert app.names[0] == "Code Llama 4"
