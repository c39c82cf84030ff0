"""Nothing that a screen draws steers the terminal, whatever is in the database."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from textual.widget import Widget

from tests import hostile
from tests.app.conftest import running
from tests.hostile import steering

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen

    from tests.app.conftest import Driver

WALK = (
    ("j", "j", "Enter"), ("t",), ("t", "G"), ("w",), ("R",), ("P",), ("P", "enter"), ("D",),
    ("H",), ("question_mark",), ("f",), ("s",), ("slash",), ("slash", "z", "e"),
    ("slash", "quotation_mark", "t", "h", "e"), ("colon",), ("B",), ("m",), ("o",),
    ("plus",), ("minus",), ("0",), ("u",), ("U",), ("x",), ("n",), ("N",), ("v",),
)  # fmt: skip
"""Keys that open every view and popover, and that make the app say something."""

IS_LONG = "VERDICT_EXAMPLES" in os.environ
"""Whether everything is tried on every kind of database; the usual run tries some."""

LOOK = tuple(keys for keys in WALK if not {"plus", "minus", "0", "u", "U"}.intersection(keys))
"""Those that do not vote: a tool whose slug is hostile can't be voted on."""


def drawn(screen: Screen[object]) -> str:
    """Return what all widgets of a screen draw, as it would reach the terminal."""
    return "".join(
        segment.text
        for widget in screen.walk_children(Widget)
        if widget.is_on_screen
        for y in range(widget.size.height)
        for segment in widget.render_line(y)
    )


def unsafe(app: Driver) -> set[str]:
    texts = [drawn(screen) for screen in app.app.screen_stack]
    return steering("".join(texts)) - {"\n"}


@pytest.mark.parametrize("kind", ["shown", "keyed", "replaced"])
async def test_no_screen_steers_the_terminal(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"{kind}.db"
    hostile.make(path, kind)
    async with running(path) as app:
        assert unsafe(app) == set()
        for keys in WALK if kind == "shown" else LOOK if IS_LONG else LOOK[::3]:
            await app.press(*keys)
            assert unsafe(app) == set(), keys
            for _ in range(3):
                await app.press("escape")
        assert app.app.is_running


@pytest.mark.parametrize("view", ["tool", "rankings", "critics", "digest", "history"])
async def test_no_view_draws_what_is_hostile(tmp_path: Path, view: str) -> None:
    path = tmp_path / "shown.db"
    hostile.make(path, "shown")
    async with running(path, view=view) as app:
        assert unsafe(app) == set()
        assert "␛" in drawn(app.app.screen)
