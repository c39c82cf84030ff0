"""The command palette: actions, tools, kept comparisons, themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.style import Style
from textual.command import CommandInput, CommandList
from textual.events import Click, Key

from tests.app.conftest import running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app.conftest import Driver


def offered(app: Driver) -> list[str]:
    """Return what the palette offers: what each is called, and what it does."""
    options = app.app.screen.query_one(CommandList).options
    return [str(option.prompt) for option in options]


async def open_palette(app: Driver, typed: str = "") -> None:
    """Open the palette and type into it."""
    await app.press("colon", *["space" if letter == " " else letter for letter in typed])
    await app.pilot.pause(0.5)


async def open_themes(app: Driver) -> None:
    """Open the list of themes."""
    app.app.search_themes()
    await app.pilot.pause(0.5)


async def choose_command(app: Driver, typed: str) -> None:
    """Type into the command palette, and take the first that it offers."""
    await open_palette(app, typed)
    await app.press("enter")
    await app.pilot.pause(0.3)
    await app.settle()


async def test_the_palette_opens_kept_comparisons(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("B", "slash", *"zed", "enter")
        await choose_command(app, "llama vs mistral")
        assert app.names == ("Code Llama 4", "Mistral 8B Instruct v3")


async def test_the_palette_has_every_theme(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await choose_command(app, "theme verdict-light")
        assert app.app.theme == "verdict-light"


async def test_the_palette_opens_views_and_from_them_tools(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await choose_command(app, "rankings")
        assert "Ranked by panel" in app.view
        await choose_command(app, "qdrnt")
        assert "Qdrant" in app.view


async def test_the_palette_finds_tools_as_the_picker_does(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("colon", *"qdrnt")
        await app.pilot.pause(0.5)
        await app.press("enter")
        await app.pilot.pause(0.3)
        await app.settle()
        assert app.names[0] == "Qdrant"


async def test_the_palette_begins_with_what_one_looks_for_and_says_what_it_does(
    sample_path: Path,
) -> None:
    async with running(sample_path) as app:
        await app.press("B")
        await open_palette(app)
        found = offered(app)
        assert found[0] == "Search\nSearch: letters may be missing or wrong, key /"
        names = [each.partition("\n")[0] for each in found]
        assert names.index("Rankings") < names.index("Ship") < names.index("Next stop")
        assert "★ Code Llama 4 vs Mistral 8B Instruct v3" in names
        assert names.index("Theme") < names.index("Ship")
        assert not any(each.partition("\n")[2].startswith("key ") for each in found)


async def test_the_palette_finds_kept_comparisons_by_that_word(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("B")
        await open_palette(app, "kept")
        assert any("Code Llama 4 vs Mistral" in each for each in offered(app))


async def test_themes_are_previewed_and_esc_brings_the_one_before_back(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await open_themes(app)
        first, *others = offered(app)
        assert first == "● verdict-dark"
        assert all("verdict-" in each for each in others[:2])
        assert app.app.theme == "verdict-dark"
        await app.press("down", "down")
        assert app.app.theme == "verdict-light"
        await app.press("escape")
        assert app.app.theme == "verdict-dark"
    async with running(sample_path) as app:
        assert app.app.theme == "verdict-dark"


async def test_a_theme_that_was_chosen_stays(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await open_themes(app)
        await app.press(*"nord")
        await app.pilot.pause(0.5)
        assert app.app.theme == "nord"
        await app.press("enter")
        await app.pilot.pause(0.3)
        assert app.app.theme == "nord"
        await open_palette(app, "theme verdict-light")
        assert app.app.theme == "verdict-light"
        await app.press("escape")
        assert app.app.theme == "nord"
    async with running(sample_path) as app:
        assert app.app.theme == "nord"
        await open_themes(app)
        assert offered(app)[0] == "● nord"


async def test_ctrl_c_says_in_the_last_line_how_to_leave(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("ctrl+c")
        assert app.notice == "q quits; your votes are saved."
        await app.press("R", "ctrl+c")
        assert app.said.endswith("q quits; your votes are saved.")
        assert app.said != app.notice


async def test_ctrl_q_quits_from_the_palette_too(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await open_palette(app, "x")
        await app.press("ctrl+q")
        assert not app.app.is_running


MOVES = ("up", "down", "pageup", "pagedown", "home", "end", "ctrl+home", "ctrl+end", "enter")


@pytest.mark.parametrize("key", MOVES)
@pytest.mark.parametrize("typed", ["", "zzzzzz"])
async def test_keys_that_move_may_come_before_anything_is_offered(
    sample_path: Path, key: str, typed: str
) -> None:
    async with running(sample_path) as app:
        await app.pilot.press("colon", *typed)
        screen = app.app.screen
        for _ in range(40):  # from before the list is filled until it is laid out
            app.app.post_message(Key(key, None))
            await app.pilot.pause(0.01)
            if app.app.screen is not screen:
                break
        await app.settle()


async def test_options_that_are_not_laid_out_yet_can_not_be_moved_in(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await open_palette(app)
        options = app.app.screen.query_one(CommandList)
        options.styles.height = 0
        await app.pilot.pause()
        await app.press(*"sort")
        await app.pilot.pause(0.5)
        assert options.option_count
        await app.press("pagedown", "pageup", "down", "up")
        options.styles.height = 6
        await app.pilot.pause()
        await app.press("down")
        assert options.highlighted == 1


async def test_two_clicks_beside_the_palette_close_only_it(sample_path: Path) -> None:
    async with running(sample_path, view="rankings") as app:
        await app.press("colon")
        palette = app.app.screen
        palette.dismiss()
        palette.dismiss()
        await app.settle()
        assert "Ranked by panel" in app.view


async def test_the_palette_opens_once(sample_path: Path) -> None:
    async with running(sample_path) as app:
        app.app.action_command_palette()
        app.app.action_command_palette()
        await app.settle()
        assert len(app.app.screen_stack) == 2
        assert app.app.screen.query_one(CommandInput).has_focus


async def test_a_click_on_what_is_offered_no_more_does_nothing(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await open_palette(app)
        options = app.app.screen.query_one(CommandList)
        last = options.option_count - 1
        style = Style.from_meta({"option": last})
        await app.press(*"theme")
        await app.pilot.pause(0.5)
        assert options.option_count <= last
        x, y = options.region.offset
        click = Click(options, 1, 1, 0, 0, 1, False, False, False, x + 1, y + 1, style=style)
        options.post_message(click)
        await app.settle()
        assert app.app.screen.query_one(CommandInput).value == "theme"
