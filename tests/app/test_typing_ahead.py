"""What is typed or pasted faster than the screen follows: nothing of it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.command import CommandInput
from textual.events import Key, Paste

from tests.app.conftest import running
from verdict_tui.widgets.findfield import FindField

if TYPE_CHECKING:
    from pathlib import Path


def typed(text: str) -> list[Key]:
    """Return keys that arrive at once."""
    names = {"/": "slash", ":": "colon"}
    return [Key(names.get(letter, letter), letter) for letter in text]


async def test_a_paste_right_behind_the_key_that_opens_the_search_goes_into_it(
    sample_path: Path,
) -> None:
    async with running(sample_path) as app:
        for event in (*typed("/"), Paste("ze"), *typed("d")):
            app.app.post_message(event)
        await app.settle()
        assert app.field.value == "zed"


async def test_a_paste_goes_into_the_field_that_a_key_of_a_list_makes(sample_path: Path) -> None:
    async with running(sample_path, view="rankings") as app:
        for event in (*typed("/"), Paste("ze"), *typed("d")):
            app.app.post_message(event)
        await app.settle()
        assert app.app.screen.query_one(FindField).value == "zed"


@pytest.mark.parametrize("way", ["typed", "pasted"])
async def test_what_follows_the_key_that_opens_the_palette_goes_into_it(
    sample_path: Path, way: str
) -> None:
    async with running(sample_path) as app:
        for event in (*typed(":"), *(typed("zed") if way == "typed" else [Paste("zed")])):
            app.app.post_message(event)
        await app.settle()
        assert app.app.screen.query_one(CommandInput).value == "zed"


async def test_keys_right_behind_one_that_opens_a_view_act_on_that_view(sample_path: Path) -> None:
    async with running(sample_path) as app:
        for event in typed("Rs"):
            app.app.post_message(event)
        await app.settle()
        assert "Sorted by community" in app.said
