"""What a long list costs is paid behind the keys: the event loop works for what is visible."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.app.conftest import running
from verdict_tui.render import criticlist, newslist
from verdict_tui.render.entries import FEW, Entries
from verdict_tui.search import filters
from verdict_tui.store.database import open_database
from verdict_tui.widgets.entrylist import EntryList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from verdict_tui.catalogue import Catalogue
    from verdict_tui.search.filters import Condition

COUNT = FEW + 300
CRITIC = "Quentin"


@pytest.fixture
def long_path(empty_path: Path) -> Path:
    """Return the path of a database in which one critic wrote of every tool, all of them new."""
    numbers = range(1, COUNT + 1)
    with (
        open_database(empty_path, writing=True) as opened,
        opened.transaction("the tools were not made") as connection,
    ):
        connection.executemany(
            "INSERT INTO tools (id, slug, name, category, added_on)"
            " VALUES (?, ?, ?, ?, date('now'))",
            [(at, f"t{at}", f"Tool {at:03}", "Odd" if at % 2 else "Even") for at in numbers],
        )
        connection.execute("INSERT INTO critics (id, position, name) VALUES (1, 1, ?)", (CRITIC,))
        connection.executemany(
            "INSERT INTO reviews (tool_id, critic_id, verdict, quote) VALUES (?, 1, 'ship', ?)",
            [(at, f"A quote on tool {at} " + "that goes on and on " * 6) for at in numbers],
        )
    return empty_path


class Watch:
    """Notes on which thread work is done that costs the more the longer a list is."""

    def __init__(self) -> None:
        self.on_loop: list[str] = []
        self.aside: list[str] = []

    def note(self, name: str) -> None:
        is_loop = threading.current_thread() is threading.main_thread()
        (self.on_loop if is_loop else self.aside).append(name)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Watch who lays lists out and who goes through all tools for the filters."""
    seen = Watch()

    def watched(kind: type[Entries]) -> None:
        heights: Callable[[Entries, int], object] = kind.heights

        def noting(self: Entries, width: int) -> object:
            if len(self) > FEW:
                seen.note(kind.__name__)
            return heights(self, width)

        monkeypatch.setattr(kind, "heights", noting)

    watched(criticlist.SaidEntries)
    watched(newslist.NewsEntries)
    wanted = filters.wanted

    def meeting(conditions: Sequence[Condition], catalogue: Catalogue) -> list[bool] | None:
        if conditions:
            seen.note("filters")
        return wanted(conditions, catalogue)

    monkeypatch.setattr(filters, "wanted", meeting)
    return seen


async def test_thousands_of_quotes_are_filtered_and_laid_out_behind_the_keys(
    long_path: Path, watch: Watch
) -> None:
    async with running(long_path) as app:
        await app.press("P", "enter")
        assert f"{COUNT:,} quotes" in app.view
        await app.press("s", "f", "enter", "escape")
        assert f"{COUNT // 2:,} quotes" in app.view
        await app.pilot.resize_terminal(60, 20)
        await app.settle()
    assert not watch.on_loop
    assert set(watch.aside) == {"SaidEntries", "filters"}


async def test_the_news_of_thousands_of_tools_is_laid_out_behind_the_keys(
    long_path: Path, watch: Watch
) -> None:
    async with running(long_path) as app:
        await app.press("D")
        assert any("Tool 001" in line for line in app.entries)
        await app.press("s", "plus", "A", "r")
        assert "1 not seen" in app.view
        await app.pilot.resize_terminal(60, 20)
        await app.settle()
    assert not watch.on_loop
    assert watch.aside


async def test_resized_the_list_fits_and_the_highlight_stays_in_sight(long_path: Path) -> None:
    async with running(long_path) as app:
        await app.press("P", "enter", *["pagedown"] * 4)
        before = app.highlighted
        for size in ((60, 20), (44, 12), (120, 40)):
            await app.pilot.resize_terminal(*size)
            await app.settle()
            assert app.highlighted == before
            shown = "\n".join(app.entries)
            assert f"Tool {before[1:].zfill(3)}" in shown
            assert "goes on and on" in shown
        entries = app.app.screen.query_one(EntryList)
        await app.press("G")
        assert entries.max_scroll_y == round(entries.scroll_y)


async def test_after_a_vote_elsewhere_the_quotes_show_it(long_path: Path) -> None:
    async with running(long_path) as app:
        await app.press("P", "enter", "pagedown")
        await app.press("t", "plus", "escape")
        assert any("me ✓" in line for line in app.entries)


async def test_a_tool_is_found_at_once_in_a_long_list(long_path: Path) -> None:
    async with running(long_path, view="rankings") as app:
        await app.press("slash", *"tool", "space", *"417", "enter")
        assert app.highlighted == "t417"


async def test_a_search_that_finds_more_than_is_listed_says_that_these_are_the_best(
    long_path: Path,
) -> None:
    async with running(long_path) as app:
        await app.press("slash", *"tool")
        head = "\n".join(app.text(app.screen.query_one("#pick-head")))
        assert f"best 200 of {COUNT:,}" in head
        await app.press(*["backspace"] * 4, '"', *"quote")
        assert "best 100 quotes" in "\n".join(app.text(app.screen.query_one("#pick-head")))
