"""Votes in the app: saved first, then shown everywhere at once."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.app.conftest import running
from tests.app.test_safe_text import drawn
from verdict_tui import paths
from verdict_tui.store import votes
from verdict_tui.store.database import open_database
from verdict_tui.widgets.bars import TitleBar

if TYPE_CHECKING:
    from pathlib import Path


def on_disk(path: Path, tool: str) -> tuple[int, int]:
    with open_database(path) as database:
        return votes.read_tally(database.connection, tool)


async def test_a_vote_shows_in_the_column_the_row_and_the_header(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("plus")
        assert "100% " in app.page
        assert "1 of 1 few" in app.page
        assert "✓ me" in app.heads[0]
        assert "✓" in app.row("Code Llama 4")
        assert "100%" in app.row("Code Llama 4")
        assert "1 vote of mine" in app.title
        assert "Saved" in app.notice
    assert on_disk(sample_path, "code-llama-4") == (1, 1)


async def test_everything_changes_in_the_same_frame(sample_path: Path) -> None:
    async with running(sample_path) as app:
        frames: list[tuple[str, str, str]] = []

        def look() -> None:
            frames.append(
                (
                    "1 of 1" if "1 of 1" in app.page else "none",
                    "✓" if "✓" in app.row("Code Llama 4") else "none",
                    app.screen.query_one(TitleBar).facts[-1],
                )
            )

        app.app.screen.screen_layout_refresh_signal.subscribe(app.screen, lambda _: look())
        watching = asyncio.create_task(watch(look))
        await app.press("plus")
        watching.cancel()
        assert set(frames) == {
            ("none", "none", "no votes of mine"),
            ("1 of 1", "✓", "1 vote of mine"),
        }


async def watch(look: object) -> None:
    assert callable(look)
    while True:
        look()
        await asyncio.sleep(0)


@pytest.mark.parametrize("key", ["plus", "equals_sign", "add"])
async def test_every_key_with_a_plus_on_it_votes_ship(sample_path: Path, key: str) -> None:
    async with running(sample_path) as app:
        await app.press(key)
    assert on_disk(sample_path, "code-llama-4") == (1, 1)


@pytest.mark.parametrize("key", ["minus", "subtract"])
async def test_every_key_with_a_minus_on_it_votes_skip(sample_path: Path, key: str) -> None:
    async with running(sample_path) as app:
        await app.press(key)
    assert on_disk(sample_path, "code-llama-4") == (0, 1)


async def test_a_held_key_does_not_toggle(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("plus", "plus", "plus")
        assert "nothing changed" in app.notice
    assert on_disk(sample_path, "code-llama-4") == (1, 1)


async def test_retract_undo_and_redo(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("plus", "0")
        assert "Retracted" in app.notice
        await app.press("u")
        assert "Undone" in app.notice
        assert "✓ me" in app.heads[0]
        await app.press("u", "u")
        assert app.notice == "There is no vote to undo that was cast here."
        await app.press("U")
        assert "Redone" in app.notice
    assert on_disk(sample_path, "code-llama-4") == (1, 1)


async def test_a_vote_that_is_dated_in_the_future_says_so(sample_path: Path) -> None:
    ten_years = 10 * 365 * 86_400_000
    with open_database(sample_path, writing=True) as database:
        votes.cast(database, "code-llama-4", "ship", now=votes.now_ms() + ten_years)
    async with running(sample_path) as app:
        await app.press("minus")
        assert "Saved: skip" in app.notice
        assert "because it replaces a vote with that date." in app.notice
        await app.press("b", "minus")
        assert "Saved: skip" in app.notice
        assert "with that date" not in app.notice


async def test_a_vote_by_a_clock_that_cannot_be_right_is_not_saved_and_the_next_one_is(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(sample_path) as app:
        monkeypatch.setattr(votes, "now_ms", lambda: -1)
        await app.press("plus")
        assert "✓ me" not in app.heads[0]
        assert on_disk(sample_path, "code-llama-4") == (0, 0)
        monkeypatch.undo()
        await app.press("plus")
        assert "Saved" in app.notice
    assert on_disk(sample_path, "code-llama-4") == (1, 1)


async def test_the_vote_goes_to_the_active_column(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("b", "minus")
        assert "✗ me" in app.heads[0]
    assert on_disk(sample_path, "mistral-8b-instruct-v3") == (0, 1)


async def test_in_the_list_the_vote_goes_to_the_highlighted_tool(sample_path: Path) -> None:
    async with running(sample_path) as app:
        before = on_disk(sample_path, "qdrant")
        await app.press("tab", "tab", "g", *("down",) * 5)
        slug = app.picks.highlighted
        assert slug == "qdrant"
        await app.press("plus")
        assert on_disk(sample_path, "qdrant") == (before[0] + 1, before[1] + 1)
        assert "✓" in app.row("Qdrant")


async def test_signs_typed_into_the_search_are_not_votes(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", "plus", "minus", "0", "x", "question_mark")
        assert app.field.value == "+-0x?"
        assert "no votes of mine" in app.title


async def test_votes_are_there_after_a_restart(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("plus")
    async with running(sample_path) as app:
        assert "✓ me" in app.heads[0]
        assert "1 vote of mine" in app.title


async def test_two_windows_agree_within_a_second(sample_path: Path) -> None:
    async with running(sample_path) as one:
        with open_database(sample_path, writing=True) as other:
            votes.cast(other, "code-llama-4", "ship")
            votes.cast(other, "qdrant", "ship")
        for _ in range(20):
            await one.pilot.pause(0.05)
            if "1 of 1" in one.page:
                break
        assert "1 of 1" in one.page
        assert "✓" in one.row("Qdrant")
        assert "2 votes of mine" in one.title


async def test_quitting_while_a_vote_waits_says_what_is_not_saved(sample_path: Path) -> None:
    with sqlite3.connect(sample_path, isolation_level=None) as other:
        async with running(sample_path) as app:
            other.execute("BEGIN IMMEDIATE")
            app.app.simulate_key("plus")
            await app.pilot.pause(0.4)
            assert "Not saved yet" in app.notice
            app.app.exit()
        other.execute("ROLLBACK")
    assert app.app.unsaved == ["ship on code-llama-4"]
    assert on_disk(sample_path, "code-llama-4") == (0, 0)


async def test_the_packaged_sample_can_be_read_but_not_voted_on() -> None:
    async with running(paths.template()) as app:
        assert "read-only" in app.title
        await app.press("plus")
        messages = " ".join(str(note.message) for note in app.app._notifications)
        assert "never written" in messages
        assert "no votes of mine" in app.title


async def test_a_vote_while_another_comparison_opens_goes_where_it_was_meant(
    sample_path: Path,
) -> None:
    async with running(sample_path) as app:
        app.app.simulate_key("plus")
        app.app.simulate_key("x")
        await app.settle()
        await app.settle()
        assert app.names == ("Mistral 8B Instruct v3", "Code Llama 4")
        comparison = app.screen.comparison
        assert comparison
        assert (comparison.a.my_vote, comparison.b.my_vote) == (None, "ship")


async def test_a_vote_that_waits_for_a_lock_says_so_and_goes_in(sample_path: Path) -> None:
    async with running(sample_path) as app:
        with sqlite3.connect(sample_path, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            app.app.simulate_key("plus")
            await app.pilot.pause(0.6)
            assert "Waiting" in app.notice
            assert "no votes of mine" in app.title
            other.execute("ROLLBACK")
        await app.settle()
        assert "Saved" in app.notice
        assert "1 vote of mine" in app.title


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
async def test_a_file_that_is_emptied_underneath_is_told_and_nothing_ends(
    sample_path: Path,
) -> None:
    async with running(sample_path) as app:
        sample_path.write_bytes(b"")
        await app.press("plus")
        assert [note for note in app.app._notifications if "✓" not in note.message]
        assert "no votes of mine" in app.title


async def test_a_vote_in_a_copy_tells_of_it_once_and_can_be_undone(
    sample_path: Path, tmp_path: Path
) -> None:
    with open_database(sample_path, writing=True) as database:
        votes.cast(database, "zed", "ship")
        voter = database.voter
    copy = tmp_path / "copy.db"
    shutil.copyfile(sample_path, copy)
    async with running(copy, pair=("aider", "zed")) as app:
        await app.press("plus")
        (told,) = app.app._notifications
        assert "whoami --new" in told.message
        assert "Saved" in app.notice
        app.app.clear_notifications()
        await app.press("minus")
        assert not list(app.app._notifications)
        await app.press("u")
        await app.press("u")
        assert on_disk(copy, "aider") == on_disk(sample_path, "aider")
        await app.press("u")
        assert app.notice == "There is no vote to undo that was cast here."
    with open_database(copy) as database:
        assert votes.counting(database.connection, "zed", voter)


async def test_the_first_vote_is_seen_in_every_view_at_once(sample_path: Path) -> None:
    async with running(sample_path, pair=("aider", "zed")) as app:
        await app.press("plus", "H")
        assert any("Aider" in line for line in app.entries)
        await app.press("escape", "t")
        assert "my vote" in drawn(app.app.screen)
