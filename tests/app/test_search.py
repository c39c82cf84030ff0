"""Finding tools in the app: names, filters, orders, and what the critics wrote."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from tests.app.conftest import Driver, running
from verdict_tui.listing import Listing
from verdict_tui.screens import chooser
from verdict_tui.session import Session
from verdict_tui.store import votes
from verdict_tui.store.database import open_database
from verdict_tui.widgets.pageview import PageView
from verdict_tui.widgets.picker import PickHead

if TYPE_CHECKING:
    from pathlib import Path

    from textual.strip import Strip

    from verdict_tui.model import QuoteHit


async def test_a_former_name_finds_the_tool_and_says_so(sample_path: Path) -> None:
    async with running(sample_path, size=(160, 50)) as app:
        await app.press("slash", *"codeium")
        assert "was Codeium" in app.row("Windsurf")


async def test_a_vendor_finds_its_tools_and_says_so(sample_path: Path) -> None:
    async with running(sample_path, size=(160, 50)) as app:
        await app.press("slash", *"anthropic")
        assert "by Anthropic" in app.row("Claude Code")


async def test_what_nothing_matches_is_said_and_the_nearest_can_be_kept(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"kursorr")
        assert "Nothing matches “kursorr”. The nearest:" in app.note
        assert app.text(app.screen.query_one(PickHead))[0].split()[:2] == ["2", "near"]
        assert app.names[0] == "Code Llama 4"
        await app.press("tab", "down", "enter")
        assert app.names[0] == "Cursor"
        assert not app.note


async def test_what_nothing_resembles_has_no_nearest(sample_path: Path) -> None:
    async with running(sample_path) as app:
        for typed in ("zzqx", "zzzzqqq"):
            await app.press("slash", "ctrl+u", *typed)
            assert app.note == f"Nothing matches “{typed}”."
            assert app.list_count == 0
            assert "0 of 46 tools" in app.text(app.screen.query_one(PickHead))[0]


async def test_a_query_without_letters_finds_nothing_and_changes_nothing(
    sample_path: Path,
) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"?!")
        assert "Nothing matches" in app.note
        assert app.list_count == 0
        await app.press("enter", "escape")
        assert app.names[0] == "Code Llama 4"
        assert app.list_count == 46


async def test_filters_are_typed_with_the_name(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"cat:editors cop")
        assert app.list_count == 1
        assert app.names[0] == "GitHub Copilot"


async def test_under_filters_alone_nothing_is_highlighted_and_down_begins_at_the_top(
    sample_path: Path,
) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"cat:editors")
        assert app.picks.highlighted is None
        assert app.names[0] == "Code Llama 4"
        await app.press("down")
        assert app.picks.highlighted == "zed"
        assert app.names[0] == "Zed"
        assert "Zed" in app.text(app.picks)[0]
        await app.press("escape", "slash", *"cat:models")
        assert app.picks.highlighted == "code-llama-4"


async def test_home_and_end_move_the_highlight_while_nothing_is_typed(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", "end")
        assert app.picks.cursor == 45
        assert app.names[0] == app.app.session.catalogue.names[45]
        await app.press("home")
        assert app.picks.cursor == 0
        await app.press(*"urs", "home", *"c", "end", *"o", "backspace")
        assert app.field.value == "curs"
        assert app.names[0] == "Cursor"


async def test_a_wrong_filter_is_explained_in_place(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"pric:free")
        assert "There is no filter pric:; did you mean price:?" in app.note
        assert app.list_count == 46
        await app.press("escape")
        assert (app.note, app.field.value) == ("", "")


async def test_a_filter_without_a_value_says_what_it_takes(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"price:")
        assert "price: free, <20" in app.note


async def test_right_at_the_end_completes_names_and_filters(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"curs", "right")
        assert app.field.value == "cursor"
        await app.press("ctrl+u", *"cat:e", "right")
        assert app.field.value == "cat:editors"


async def test_filters_stay_when_the_search_is_left_and_the_name_goes(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"cat:editors zed", "enter")
        assert app.names[0] == "Zed"
        assert app.field.value == "cat:editors"
        assert app.list_count == 5


async def test_the_menu_sets_and_unsets_filters(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("f", "down", "down", "down", "enter", "escape")
        assert app.field.value == "cat:editors"
        assert app.list_count == 5
        await app.press("f", "down", "down", "down", "space", "escape")
        assert app.field.value == ""
        assert app.list_count == 46


async def test_the_menu_can_clear_all(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"cat:editors price:free", "enter")
        await app.press("f", "backspace", "escape")
        assert app.list_count == 46


async def test_a_vote_never_takes_the_row_under_the_cursor_away(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"vote:none", "enter", "tab", "tab", "down", "down", "plus")
        voted = app.picks.highlighted
        assert voted is not None
        assert app.names[1] in "\n".join(app.text(app.picks))
        with open_database(sample_path) as database:
            assert votes.last_seq(database.connection)
        await app.pilot.pause(0.7)  # what another window would do: a look at the file
        assert app.picks.highlighted == voted


async def test_filters_order_and_place_survive_a_restart(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"cat:editors", "enter", "s")
        await app.press("tab", "tab", "down", "down")
        rows = app.text(app.picks)
        place = app.picks.highlighted
        app.app.exit()
    async with running(sample_path) as app:
        assert app.field.value == "cat:editors"
        assert [row[2:20] for row in app.text(app.picks)] == [row[2:20] for row in rows]
        assert app.picks.highlighted == place


async def test_the_list_is_sorted_by_what_comes_next(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("s")
        assert "by name" in app.notice
        assert "Aider" in app.text(app.picks)[0]
        await app.press("s", "s", "s", "s")
        assert "Code Llama 4" in app.text(app.picks)[0]


async def test_a_quotation_mark_searches_what_the_critics_wrote(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *'"enterprise licence')
        assert "Gemini CLI" in app.text(app.picks)[0]
        assert "The Operator" in app.text(app.picks)[0]
        assert "enterprise licence" in "\n".join(app.text(app.picks))
        assert app.names[0] == "Gemini CLI"
        await app.press("enter")
        await app.settle()
        assert app.names[0] == "Gemini CLI"
        assert app.sheet.current_critic() == "The Operator"


async def test_a_quote_opens_at_its_critic_also_where_only_those_who_part_ways_are_shown(
    sample_path: Path,
) -> None:
    async with running(sample_path, pair=("cursor", "zed")) as app:
        await app.press("d", "slash", *'"enterprise licence', "enter")
        comparison = app.screen.comparison
        assert comparison is not None
        assert not any(row.differs for row in comparison.rows if row.critic == "The Operator")
        assert app.sheet.current_critic() == "The Operator"
        assert "All critics are shown again: The Operator" in app.notice
        assert not app.screen.only_differing
        await app.press("d", "slash", *'"', "escape")
        assert app.screen.only_differing


async def test_words_that_no_critic_wrote_are_told(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *'"xyzzy')
        assert "No critic wrote “xyzzy”." in app.note


async def test_a_misspelt_word_for_the_critics_is_told_as_they_wrote_it(
    sample_path: Path,
) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *'"lisence')
        assert app.note == "No critic wrote “lisence”. Did you mean “licence”?"
        assert app.list_count == 0


async def test_a_name_before_the_quotation_mark_chooses_the_tools(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *'"price')
        everywhere = app.list_count
        await app.press("ctrl+u", *'cursor "price')
        assert 0 < app.list_count < everywhere
        assert app.picks.highlighted == "cursor"
        await app.press("ctrl+u", *'xyzzyq "price')
        assert "Nothing matches “xyzzyq”." in app.note


async def test_in_words_for_the_critics_no_filter_is_completed(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *'"cheap pri')
        assert ghost(app) == '"cheap pri'
        await app.press("ctrl+u", *'"price" cat:ed')
        assert ghost(app) == '"price" cat:editors'
        await app.press("right", "enter")
        assert app.field.value == "cat:editors"


async def test_a_search_behind_the_typing_shows_the_last_query_only(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chooser, "LARGE", 0)
    async with running(sample_path) as app:
        for key in ("slash", *"cursor"):
            app.app.simulate_key(key)
        await app.settle()
        await app.settle()
        assert app.names[0] == "Cursor"
        assert app.list_count == 1


async def test_a_search_by_turns_shows_the_last_query_only(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chooser, "LONG", 0)
    async with running(sample_path) as app:
        await type_ahead(app, "slash", *"cursor")
        assert app.names[0] == "Cursor"
        assert app.list_count == 1
        await type_ahead(app, "escape")
        assert app.list_count == 46


async def test_a_search_that_takes_long_lets_the_typed_letters_be_painted(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def search_slowly(listing: Listing, seconds: float | None = None) -> bool:
        time.sleep(0.005)
        return time.monotonic() > until and advance(listing, seconds)

    def paint_field(y: int) -> Strip:
        painted_at.append(time.monotonic())
        return paint(y)

    painted_at: list[float] = []
    advance = Listing.advance
    monkeypatch.setattr(chooser, "LONG", 0)
    async with running(sample_path) as app:
        await app.press("slash")
        until = time.monotonic() + 0.4
        monkeypatch.setattr(Listing, "advance", search_slowly)
        paint = app.field.render_line
        monkeypatch.setattr(app.field, "render_line", paint_field)
        await type_ahead(app, *"cursor")
        assert painted_at[0] < until
        assert app.names[0] == "Cursor"


@pytest.mark.parametrize(
    "pasted",
    ["a" * 10_000, "\x1b[31m", "💥" * 50, "'; DROP TABLE tools; --", 'NEAR("a" b)*', "\u0301" * 80],
)
async def test_whatever_is_pasted_is_searched_for_safely(sample_path: Path, pasted: str) -> None:
    async with running(sample_path) as app:
        await app.press("slash")
        app.field.insert_text_at_cursor(pasted)
        await app.settle()
        app.field.value = '"' + pasted
        await app.settle()
        await app.press("escape")
        assert app.names[0] == "Code Llama 4"


async def type_ahead(app: Driver, *keys: str) -> None:
    """Type keys without waiting for what they start."""
    for key in keys:
        app.app.simulate_key(key)
    await app.pilot.pause(0.6)
    await app.settle()


async def test_enter_before_a_preview_keeps_the_best_match(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chooser, "LONG", 0)
    monkeypatch.setattr(chooser, "REST", 5.0)
    async with running(sample_path) as app:
        await type_ahead(app, "slash", *"cursor", "enter", "plus")
        assert app.names[0] == "Cursor"
        assert "Saved: ship on Cursor" in app.notice


async def test_enter_before_the_end_of_a_search_keeps_what_it_finds(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def search_slowly(listing: Listing, seconds: float | None = None) -> bool:
        time.sleep(0.05)
        return advance(listing, seconds)

    advance = Listing.advance
    monkeypatch.setattr(Listing, "advance", search_slowly)
    monkeypatch.setattr(chooser, "LARGE", 0)
    async with running(sample_path) as app:
        await type_ahead(app, "slash", *"cursor", "enter")
        assert app.names[0] == "Cursor"
        assert not app.field.value


async def test_enter_before_the_end_of_a_quote_search_opens_what_it_finds(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def search_slowly(session: Session, said: str, among: set[str] | None) -> list[QuoteHit]:
        await asyncio.sleep(0.1)
        return await quotes(session, said, among)

    quotes = Session.quotes
    monkeypatch.setattr(Session, "quotes", search_slowly)
    async with running(sample_path) as app:
        await type_ahead(app, "slash", *'"enterprise licence', "enter")
        assert app.names[0] == "Gemini CLI"
        assert app.sheet.current_critic() == "The Operator"


async def test_the_nearest_are_kept_only_when_they_are_gone_to(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"kursorr", "enter")
        assert "The arrow keys go to the nearest" in app.notice
        await app.press("down")
        assert app.names[0] == "Cursor"
        await app.press("enter")
        assert app.names[0] == "Cursor"
        assert not app.field.has_focus


async def test_the_help_of_the_menu_tells_its_keys(sample_path: Path) -> None:
    async with running(sample_path) as app:
        for screen, key in (("f", "Clear all"), ("H", "Redo what was undone last")):
            await app.press(screen, "question_mark")
            page = app.app.screen.query_one(PageView).page.text()
            assert key in page
            assert "Down" in page
            await app.press("escape", "escape")


async def test_leaving_the_list_keeps_the_filters_that_were_chosen_since(sample_path: Path) -> None:
    async with running(sample_path, size=(120, 40)) as app:
        await app.press("f", "down", "down", "down", "enter", "escape")
        await app.press("tab", "tab", "down", "escape")
        assert app.field.value == "cat:editors"
        await app.press("slash", "ctrl+u", *"cat:gateways", "enter")
        await app.press("shift+tab", "escape")
        assert app.field.value == "cat:gateways"


def ghost(app: Driver) -> str:
    """Return what stands in the field, with what `→` would add to it."""
    return app.text(app.field)[0].strip()


async def test_what_right_would_add_is_that_of_the_row_on_top(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chooser, "LONG", 0)
    async with running(sample_path) as app:
        for typed in ("cu", "cur", "v", "z", "co", "cop"):
            await type_ahead(app, "slash", "ctrl+u", *typed)
            top = app.picks.highlighted
            assert top is not None
            name = app.app.session.catalogue.names[app.app.session.catalogue.slugs.index(top)]
            begins = name.lower().startswith(typed)
            assert ghost(app).lower() == (name.lower() if begins else typed), typed


async def test_while_a_search_is_under_way_nothing_is_completed(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def search_slowly(listing: Listing, seconds: float | None = None) -> bool:
        time.sleep(0.002)
        return time.monotonic() > until and advance(listing, seconds)

    advance = Listing.advance
    monkeypatch.setattr(chooser, "LONG", 0)
    async with running(sample_path) as app:
        await type_ahead(app, "slash", *"curs")
        until = time.monotonic() + 0.5
        monkeypatch.setattr(Listing, "advance", search_slowly)
        app.app.simulate_key("backspace")
        await app.pilot.pause(0.2)
        await app.press("right")
        assert app.field.value == "cur"


async def test_filters_that_were_not_accepted_are_gone_at_the_next_start(
    sample_path: Path,
) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"cat:editors", "enter", "slash", *"price:free")
        app.app.exit()
    async with running(sample_path) as app:
        assert app.field.value == "cat:editors"


async def test_moving_on_from_the_list_accepts_the_filters(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("slash", *"cat:editors", "tab", "tab")
        app.app.exit()
    async with running(sample_path) as app:
        assert app.field.value == "cat:editors"
