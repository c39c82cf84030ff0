"""Whole screens as text, held to what they were when somebody last looked at them.

After a change that is meant: `UPDATE_PICTURES=1 pytest tests/app/test_pictures.py`, and look at
the difference before committing it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.app.conftest import running

if TYPE_CHECKING:
    from textual.app import App

PICTURES = Path(__file__).with_name("pictures")

SCREENS: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "wide": ((200, 50), ()),
    "usual": ((120, 40), ()),
    "search": ((120, 30), ("b", "slash", *"llma")),
    "classic": ((80, 24), ("plus",)),
    "classic-search": ((80, 24), ("slash", *"code")),
    "small": ((40, 10), ()),
    "small-search": ((40, 10), ("slash", *"zed")),
    "quotes": ((100, 30), ("right_square_bracket", "enter")),
    "narrow": ((60, 30), ("d",)),
    "rankings": ((100, 30), ("R", "s", "space", "down", "plus")),
    "rankings-small": ((40, 10), ("R",)),
    "panel": ((80, 24), ("P",)),
    "critic": ((80, 24), ("P", "down", "enter")),
    "digest": ((80, 24), ("D", "down")),
    "tool-small": ((40, 10), ("t",)),
}


def text_of(app: App[None]) -> str:
    strips = app.screen._compositor.render_strips()
    return "".join(strip.text.rstrip() + "\n" for strip in strips)


@pytest.mark.parametrize("name", SCREENS)
async def test_the_screen_is_as_it_was(sample_path: Path, name: str) -> None:
    size, keys = SCREENS[name]
    async with running(sample_path, size) as app:
        await app.press(*keys)
        drawn = text_of(app.app)
    stored = PICTURES / f"{name}.txt"
    if os.environ.get("UPDATE_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        stored.write_text(drawn)
    assert drawn == stored.read_text()
