"""The first start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.app.conftest import Driver, running
from verdict_tui.widgets.fitted import FittedBar

if TYPE_CHECKING:
    from pathlib import Path


def welcome(app: Driver) -> str:
    """Return the lines for whoever is new, as far as they are to be seen."""
    bar = app.screen.query_one("#welcome", FittedBar)
    return " ".join(app.text(bar)) if bar.display else ""


async def test_the_first_start_shows_how_to_begin_and_the_second_does_not(
    sample_path: Path,
) -> None:
    async with running(sample_path, is_first=True) as app:
        lines = app.text(app.screen.query_one("#welcome"))
        assert len(lines) == 4  # a rule and three lines
        assert "/ finds a tool" in lines[1]
        assert "+ votes ship, - skip" in lines[2]
        assert "? lists every key, : every command" in lines[3]
    async with running(sample_path, is_first=True) as app:
        assert welcome(app) == ""


async def test_esc_puts_the_lines_away(sample_path: Path) -> None:
    async with running(sample_path, is_first=True) as app:
        await app.press("plus", "escape")
        assert welcome(app) == ""
        assert app.sheet.size.height > 30


async def test_in_a_small_terminal_it_is_one_line(sample_path: Path) -> None:
    async with running(sample_path, (40, 10), is_first=True) as app:
        assert welcome(app) == ""
        assert app.notice == "/ finds, + ships, ? lists the keys."
        await app.press("slash")
        assert app.notice == ""


async def test_the_lines_name_the_keys_that_the_user_chose(sample_path: Path) -> None:
    async with running(sample_path, is_first=True) as app:
        app.app.set_keymap({"vote.ship": "v"})
        await app.settle()
        bar = app.screen.query_one("#welcome", FittedBar)
        assert "v votes ship" in " ".join(app.text(bar))
