"""My votes as a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.app.conftest import Driver, running
from verdict_tui.screens import history
from verdict_tui.store import votes
from verdict_tui.store.database import open_database

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


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
        assert entries(app)[0] == "Code Llama 4: undone, back to no vote"
        await app.press("escape")
        assert "no votes of mine" in app.title
        assert "no votes" in app.page


async def test_a_vote_on_an_entry_is_listed_at_once(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("plus", "H", "minus")
        assert entries(app)[0] == "Code Llama 4: ✗ skip, was ship"


async def test_undo_and_redo_say_which_they_are(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("plus", "minus", "H", "u", "u", "U")
        assert entries(app)[:3] == [
            "Code Llama 4: redone, back to ship",
            "Code Llama 4: undone, back to no vote",
            "Code Llama 4: undone, back to ship",
        ]


async def test_the_head_says_the_order_and_how_many(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("plus", "H")
        assert "newest first · 1 entry" in app.view
        await app.press("minus", "s")
        assert "by tool · 2 entries" in app.view


async def test_filters_and_orders_are_of_all_votes_not_of_the_newest(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "SHOWN", 3)
    with open_database(sample_path, writing=True) as database:
        for tool in ("zed", "aider", "zed", "cursor", "cursor", "cursor", "cursor"):
            choice = votes.counting(database.connection, tool, database.voter)
            votes.cast(database, tool, "skip" if choice and choice.choice == "ship" else "ship")
    async with running(sample_path) as app:
        await app.press("H")
        assert "newest first · 3 of 7 entries" in app.view
        assert {line.partition(":")[0] for line in entries(app)} == {"Cursor"}
        await app.press("s")
        assert "by tool · 3 of 7 entries" in app.view
        assert [line.partition(":")[0] for line in entries(app)] == ["Aider", "Cursor", "Cursor"]
        await app.press("s")
        app.app.screen._filter("cat:agents")  # type: ignore[attr-defined]
        await app.settle()
        assert "newest first · 1 entry" in app.view
        assert entries(app) == ["Aider: ✓ ship"]


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
