"""Whatever is clicked, the keys go on working: only what acts on keys can have the focus.

`VERDICT_CELLS` says how many cells of each screen are clicked: in the usual run some all over it
and the corners of every widget, in `make torture` every cell.
"""

from __future__ import annotations

import os
from contextlib import suppress
from math import gcd
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from textual.command import CommandInput, CommandList, CommandPalette
from textual.events import AppBlur, AppFocus, MouseDown, MouseUp
from textual.scroll_view import ScrollView
from textual.widgets import Input
from textual.worker import WorkerCancelled

from tests.app.conftest import Driver, running
from verdict_tui.widgets.cursor import CursorList
from verdict_tui.widgets.lines import Paged

if TYPE_CHECKING:
    from pathlib import Path

    from textual.geometry import Region
    from textual.screen import Screen
    from textual.widget import Widget

CELLS = int(os.environ.get("VERDICT_CELLS", "3"))
SIZES = ((120, 40), (80, 24), (40, 10))
WAYS: dict[str, tuple[str, ...]] = {
    "compare": (),
    "search": ("slash",),
    "list": ("slash", "tab"),
    "quotes": ("enter",),
    "why": ("w",),
    "help": ("question_mark",),
    "filters": ("f",),
    "tool": ("t",),
    "rankings": ("R",),
    "finding": ("R", "slash"),
    "critics": ("P",),
    "critic": ("P", "enter"),
    "digest": ("D",),
    "history": ("plus", "minus", "H"),
}
"""The keys that lead from the comparison to each screen."""
TYPING = ("search", "finding")
"""Those on which a field has the focus."""
_TRIES = 6
_HOPS = 4
"""From how many to how many a message goes at most: list, screen, app, another screen."""
_PATIENCE = 0.5
"""How many seconds a key may take to show: what scrolls waits for the next frame."""

of_sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def _places(screen: Screen[object]) -> list[object]:
    """Return where everything that scrolls stands, what is highlighted and what is typed."""
    found: list[object] = [each.scroll_offset for each in screen.query(ScrollView)]
    found += [each.cursor for each in screen.query(CursorList)]
    found += [each.value for each in screen.query(Input)]
    return found


def _cells(screen: Widget) -> list[tuple[int, int]]:
    """Return the cells to click, by lines: some all over the screen, two of every widget."""
    width, height = screen.size
    step = max(width * height // CELLS, 1)
    while gcd(step, width) > 1:  # else some columns never have their turn
        step += 1
    cells = {(number % width, number // width) for number in range(0, width * height, step)}
    for widget in screen.query("*"):
        area: Region = widget.region.intersection(screen.region)
        if widget.is_on_screen and area:
            cells |= {(area.x, area.y), (area.right - 1, area.bottom - 1)}
    return sorted(cells, key=lambda cell: (cell[1], cell[0]))


async def _settle(driver: Driver) -> None:
    """Wait until nothing is opened or read any more, without the pauses of a person."""
    for _ in range(_HOPS):
        await driver.pilot.pause(0)
    until = monotonic() + _PATIENCE
    while driver.app.is_reading or (driver.app.focused is None and monotonic() < until):
        await driver.pilot.pause(0)
    for worker in driver.app.workers:
        with suppress(WorkerCancelled):
            await worker.wait()
    await driver.pilot.pause(0)


async def _click(driver: Driver, x: int, y: int) -> None:
    for kind in (MouseDown, MouseUp):
        driver.app.post_message(
            kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
        )
    await _settle(driver)


async def _press(driver: Driver, *keys: str) -> None:
    for key in keys:
        driver.app.simulate_key(key)
        await _settle(driver)


async def _arrive(driver: Driver, way: str) -> Screen[object]:
    """Go from wherever one is to a screen."""
    driver.app.animation_level = "none"
    for _ in range(_TRIES):
        is_at_home = driver.app.screen is driver.screen
        await _press(driver, "escape")
        if is_at_home:
            break
    await _press(driver, *WAYS[way])
    return driver.app.screen


def _fault(driver: Driver) -> str:
    """Say what is wrong with the focus; empty when nothing is."""
    focused = driver.app.focused
    if not isinstance(focused, Paged | CursorList | Input):
        return f"{focused} has the focus"
    if not focused.is_on_screen or not focused.region.overlaps(driver.app.screen.region):
        return f"{focused} has the focus and is not to be seen"
    return ""


def _has_more(driver: Driver) -> bool:
    """Say whether there is anywhere to move to."""
    focused = driver.app.focused
    if isinstance(focused, CursorList):
        return focused.count > 1 or focused.max_scroll_y > 0
    return isinstance(focused, Input) or bool(focused and focused.max_scroll_y)


def _onward(driver: Driver) -> str:
    """Return the key that moves on from here: back from the end."""
    focused = driver.app.focused
    if isinstance(focused, CursorList):
        return "k" if focused.cursor >= focused.count - 1 else "j"
    return "k" if focused and focused.scroll_y and focused.is_vertical_scroll_end else "j"


async def _moves(driver: Driver) -> bool:
    """Say whether a key that moves on does, or types itself."""
    before = _places(driver.app.screen)
    driver.app.simulate_key(_onward(driver))
    until = monotonic() + _PATIENCE
    while monotonic() < until:
        await driver.pilot.pause(0)
        if _places(driver.app.screen) != before:
            return True
    return False


@pytest.mark.parametrize("way", WAYS)
@of_sizes
async def test_after_tab_or_a_click_on_any_cell_the_keys_still_move(
    sample_path: Path, size: tuple[int, int], way: str
) -> None:
    async with running(sample_path, size) as driver:
        await _arrive(driver, way)
        for key in ("tab",) * 4 + ("shift+tab",) * 4:
            await _press(driver, key)
            fault = _fault(driver)
            assert not fault, f"after {key} {fault}"
        screen = await _arrive(driver, way)
        for x, y in _cells(screen):
            await _click(driver, x, y)
            if driver.app.screen is not screen:  # the click has opened another, or closed this one
                await _press(driver, "escape")
            if driver.app.screen is not screen:
                screen = await _arrive(driver, way)
            fault = _fault(driver)
            assert not fault, f"after a click at {x}, {y} {fault}"
            if _has_more(driver):
                assert await _moves(driver), f"after a click at {x}, {y} j does not move"
            if isinstance(driver.app.focused, Input):
                await _press(driver, "backspace")
            elif way in TYPING:
                screen = await _arrive(driver, way)


@of_sizes
async def test_a_click_on_a_message_leaves_the_focus(
    sample_path: Path, size: tuple[int, int]
) -> None:
    async with running(sample_path, size) as driver:
        for _ in range(3):
            driver.app.notify("Something happened.", timeout=60)
            await driver.pilot.pause()
            await _click(driver, size[0] - 4, size[1] - 4)
            assert not _fault(driver)
            assert await _moves(driver)


async def test_a_click_beside_the_commands_leaves_a_focus(sample_path: Path) -> None:
    async with running(sample_path, (80, 24)) as driver:
        driver.app.animation_level = "none"
        for x, y in _cells(driver.screen):
            if not isinstance(driver.app.screen, CommandPalette):
                await driver.press("colon")
            widget, _ = driver.app.screen.get_widget_at(x, y)
            if any(isinstance(each, CommandList) for each in widget.ancestors_with_self):
                continue  # it would do whatever stands there
            await _click(driver, x, y)
            if isinstance(driver.app.screen, CommandPalette):
                assert isinstance(driver.app.focused, CommandInput)
            else:
                assert not _fault(driver)
                assert await _moves(driver)


async def test_the_highlight_shows_whether_the_list_has_the_focus(sample_path: Path) -> None:
    async with running(sample_path) as driver:
        y = driver.picks.cursor - driver.picks.scroll_offset.y
        without = driver.picks.render_line(y)
        await driver.press("tab", "tab")
        assert driver.picks.has_focus
        assert driver.picks.render_line(y) != without


async def test_a_focus_that_is_hidden_goes_back_to_the_page(sample_path: Path) -> None:
    async with running(sample_path) as driver:
        await driver.press("tab", "tab")
        await driver.pilot.resize_terminal(80, 24)
        await driver.settle()
        assert not _fault(driver)
        assert await _moves(driver)


async def test_the_focus_comes_back_with_the_terminals(sample_path: Path) -> None:
    async with running(sample_path, view="rankings") as driver:
        driver.app.post_message(AppBlur())
        await driver.settle()
        nothing: Widget | None = driver.app.focused
        driver.app.post_message(AppFocus())
        await driver.settle()
        assert nothing is None
        assert not _fault(driver)
