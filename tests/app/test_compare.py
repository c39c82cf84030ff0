"""The main screen: what is on it, how one moves about and chooses tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.app.conftest import running
from verdict_tui.screens.help import HelpScreen
from verdict_tui.screens.quotes import QuotesScreen
from verdict_tui.widgets.pageview import PageView

if TYPE_CHECKING:
    from pathlib import Path

SIZES = [(200, 50), (120, 40), (80, 24), (79, 24), (60, 18), (40, 10)]


async def test_it_opens_on_the_seed_comparison(sample_path: Path) -> None:
    async with running(sample_path) as app:
        assert app.names == ("Code Llama 4", "Mistral 8B Instruct v3")
        top = "\n".join(app.text(app.sheet))
        for seen in ("75%", "3 of 4", "100%", "4 of 4", "no votes", "Free", "leads by one"):
            assert seen in top
        assert "fictional" in app.title


async def test_both_quotes_of_a_critic_start_on_the_same_line(sample_path: Path) -> None:
    async with running(sample_path) as app:
        for name, y in app.sheet.page.anchors.items():
            comparison = app.screen.comparison
            assert comparison
            row = next(row for row in comparison.rows if row.critic == name)
            assert row.a
            assert row.b
            line = "".join(run.text for run in app.sheet.page.lines[y + 2])
            assert row.a.quote[:20] in line
            assert row.b.quote[:20] in line


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_is_wider_than_the_screen_at_any_size(
    sample_path: Path, size: tuple[int, int]
) -> None:
    async with running(sample_path, size) as app:
        for line in app.sheet.page.lines:
            assert sum(len(run.text) for run in line) <= app.sheet.width
        await app.press("slash")
        assert app.field.region.width > 0
        assert app.picks.size.height >= 2


async def test_at_40_by_10_names_figures_and_four_lines_of_scorecard_are_in_sight(
    sample_path: Path,
) -> None:
    async with running(sample_path, (40, 10)) as app:
        assert "Code Llama 4" in app.heads[0]
        assert "3/4" in app.heads[0]
        assert "Mistral" in app.heads[1]
        assert "4/4" in app.heads[1]
        lines = app.text(app.sheet)
        first = next(y for y, line in enumerate(lines) if "The Builder" in line)
        assert len(lines) - first >= 4


async def test_a_resize_keeps_the_place_and_the_focus(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("right_square_bracket", "right_square_bracket", "right_square_bracket")
        for size in SIZES:
            await app.pilot.resize_terminal(*size)
            await app.settle()
            assert "The Futurist" in "\n".join(app.text(app.sheet))
            assert app.screen.focused is app.sheet


async def test_one_letter_keys_work_at_once(sample_path: Path) -> None:
    async with running(sample_path) as app:
        assert app.screen.focused is app.sheet
        await app.press("x")
        assert app.names == ("Mistral 8B Instruct v3", "Code Llama 4")


async def test_a_misspelt_fragment_finds_a_tool_and_enter_keeps_it(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"clde cod", "enter")
        assert app.names == ("Claude Code", "Mistral 8B Instruct v3")
        assert app.screen.focused is app.sheet
        assert app.field.value == ""


async def test_keys_typed_ahead_are_read_in_order(sample_path: Path) -> None:
    async with running(sample_path) as app:
        for key in ("slash", "z", "e", "d", "enter", "b", "plus"):
            app.app.simulate_key(key)  # without waiting between them
        await app.settle()
        await app.settle()
        assert app.names[0] == "Zed"
        assert app.screen.active == "b"
        comparison = app.screen.comparison
        assert comparison
        assert comparison.b.my_vote == "ship"


async def test_the_highlight_previews_and_escape_restores(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"zed")
        assert app.names == ("Zed", "Mistral 8B Instruct v3")
        await app.press("escape")
        assert app.names == ("Code Llama 4", "Mistral 8B Instruct v3")
        await app.press("less_than_sign")
        assert "first comparison" in app.notice


async def test_the_arrows_move_the_highlight_while_typing(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"llama")
        first = app.names[0]
        await app.press("down")
        assert app.names[0] != first
        await app.press("up")
        assert app.names[0] == first


async def test_a_tool_goes_into_the_active_column(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("b", "slash", *"zed", "enter")
        assert app.names == ("Code Llama 4", "Zed")


async def test_picking_the_other_columns_tool_swaps_them(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"mistral", "enter")
        assert app.names == ("Mistral 8B Instruct v3", "Code Llama 4")


async def test_a_search_that_finds_nothing_changes_nothing(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"qqqqqqq")
        assert "Nothing matches “qqqqqqq”." in app.note
        assert app.names == ("Code Llama 4", "Mistral 8B Instruct v3")


async def test_matched_letters_are_marked(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"zed")
        marked = [
            segment.text
            for segment in app.picks.render_line(0)
            if segment.style and segment.style.underline
        ]
        assert marked == ["Zed"]


async def test_back_and_forward_go_through_what_was_kept(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"zed", "enter", "x")
        await app.press("less_than_sign")
        assert app.names == ("Zed", "Mistral 8B Instruct v3")
        await app.press("less_than_sign")
        assert app.names == ("Code Llama 4", "Mistral 8B Instruct v3")
        await app.press("greater_than_sign", "greater_than_sign")
        assert app.names == ("Mistral 8B Instruct v3", "Zed")


async def test_the_last_kept_comparison_opens_at_the_next_start(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"zed", "enter", "slash", *"cursor", "escape")
    async with running(sample_path) as app:
        assert app.names == ("Zed", "Mistral 8B Instruct v3")


async def test_tab_goes_from_column_to_column_to_the_list(sample_path: Path) -> None:
    async with running(sample_path) as app:
        stops = []
        for _ in range(4):
            await app.press("tab")
            stops.append("list" if app.picks.has_focus else app.screen.active)
        assert stops == ["b", "list", "a", "b"]
        await app.press("shift+tab")
        assert app.screen.active == "a"


async def test_moving_on_from_the_list_keeps_what_it_showed(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("tab", "tab", "end", "tab")
        shown = app.names
        await app.press("less_than_sign")
        assert app.names == ("Code Llama 4", "Mistral 8B Instruct v3")
        await app.press("greater_than_sign")
        assert app.names == shown


async def test_only_the_critics_who_part_ways(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("d")
        assert list(app.sheet.page.anchors) == ["The Founder"]
        await app.press("d")
        assert len(app.sheet.page.anchors) == 4


async def test_the_critics_are_gone_through_one_by_one(sample_path: Path) -> None:
    async with running(sample_path) as app:
        seen = []
        for _ in range(5):
            await app.press("right_square_bracket")
            seen.append(app.sheet.critic)
        assert seen == ["The Builder", "The Skeptic", "The Futurist", "The Founder", "The Founder"]
        await app.press("left_square_bracket")
        assert app.sheet.critic == "The Futurist"


async def test_enter_opens_a_critics_quotes_and_returns_to_the_critic(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("right_square_bracket", "enter")
        assert isinstance(app.app.screen, QuotesScreen)
        await app.press("right_square_bracket")
        page = " ".join(app.app.screen.query_one(PageView).page.text().split())
        assert "DeepSeek Coder V3" in page
        await app.press("q")
        assert app.sheet.critic == "The Skeptic"


async def test_the_names_keep_their_figures_when_the_page_scrolls_past_them(
    sample_path: Path,
) -> None:
    async with running(sample_path, (120, 24)) as app:
        assert "3/4" not in app.heads[0]
        await app.press("pagedown", "pagedown")
        assert "3/4" in app.heads[0]


async def test_help_lists_the_keys_that_are_bound(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("question_mark")
        assert isinstance(app.app.screen, HelpScreen)
        text = app.app.screen.query_one(PageView).page.text()
        for key, does in (("+ =", "Vote ship"), ("x", "Swap A and B"), ("/", "Search")):
            assert any(line.startswith(key) and does in line for line in text.splitlines())
        assert "fictional" in text
        await app.press("escape")
        assert not isinstance(app.app.screen, HelpScreen)


async def test_a_remapped_key_is_the_one_that_help_shows(sample_path: Path) -> None:
    async with running(sample_path) as app:
        app.app.set_keymap({"compare.swap": "s"})
        await app.press("s")
        assert app.names == ("Mistral 8B Instruct v3", "Code Llama 4")
        await app.press("question_mark")
        text = app.app.screen.query_one(PageView).page.text()
        assert any(line.split(maxsplit=1) == ["s", "Swap A and B"] for line in text.splitlines())


async def test_copy_gives_markdown_with_the_databases_note(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("y")
        assert app.app.clipboard.startswith("# Code Llama 4 vs Mistral 8B Instruct v3")
        assert "fictional" in app.app.clipboard
        assert "Copied" in app.notice


async def test_a_click_on_a_row_keeps_its_tool(sample_path: Path) -> None:
    async with running(sample_path) as app:
        rows = app.text(app.picks)
        y = next(y for y, line in enumerate(rows) if "Qdrant" in line)
        await app.pilot.click(app.picks, offset=(5, y))
        await app.settle()
        assert app.names[0] == "Qdrant"
        assert app.screen.focused is app.sheet


async def test_a_click_on_a_column_makes_it_the_active_one(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.pilot.click(app.sheet, offset=(60, 2))
        await app.settle()
        assert app.screen.active == "b"


async def test_a_click_on_the_search_field_opens_it(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.pilot.click(app.field)
        await app.press(*"zed", "enter")
        assert app.names[0] == "Zed"


async def test_an_empty_database_says_how_to_fill_it(empty_path: Path) -> None:
    async with running(empty_path) as app:
        assert "import FILE" in "\n".join(app.text(app.sheet))
        await app.press(
            *("x", "plus", "u", "d", "right_square_bracket", "enter", "y", "less_than_sign")
        )
        await app.press("slash", *"abc", "enter", "escape", "tab", "tab", "down", "enter")
        assert "import FILE" in "\n".join(app.text(app.sheet))


async def test_only_the_differing_stays_near_the_place_and_comes_back_to_it(
    sample_path: Path,
) -> None:
    async with running(sample_path, size=(80, 24)) as app:
        await app.press(*("right_square_bracket",) * 3)
        before = app.sheet.scroll_offset.y
        await app.press("d")
        here = app.sheet.page.anchors["The Founder"]
        assert abs(here - app.sheet.scroll_offset.y) < 4
        await app.press("d")
        assert app.sheet.scroll_offset.y == before


async def test_the_title_tells_how_many_the_filters_leave(sample_path: Path) -> None:
    async with running(sample_path, size=(80, 24)) as app:
        assert " 46 tools" in app.title
        await app.press("slash", *"cat:editors", "enter")
        assert "5 of 46 tools" in app.title
        assert "cat:editors" in app.title
        await app.press("slash", *"price:<20", "enter")
        assert "5 of 46 tools · cat:editors price:<20" in app.title
        await app.pilot.resize_terminal(44, 12)
        await app.settle()
        assert app.title.endswith("5 of 46 tools · cat:editors pr…")
        await app.pilot.resize_terminal(120, 40)
        await app.settle()
        assert "5 of 46 tools · no votes of mine" in app.title
        await app.press("slash", "ctrl+u", "enter")
        assert "of 46" not in app.title


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (100, 30)])
async def test_figures_have_bars_where_two_columns_fit(
    sample_path: Path, size: tuple[int, int]
) -> None:
    async with running(sample_path, size, ("cursor", "zed")) as app:
        line = next(line for line in app.page.splitlines() if "74 of 112" in line)
        assert line.count("━") > 3
        assert "28 of 38" in line or "27 of 37" in line
