from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import prose, row
from tests.unit.pages import PAIR, QUOTES, in_tone, quoted, widest
from verdict_tui.model import Review, ScoreRow
from verdict_tui.render import keys, quotes, sheet
from verdict_tui.render.keys import Key
from verdict_tui.render.page import (
    BLANK,
    Page,
    Run,
    beside,
    hanging,
    indented,
    line_width,
    paragraph,
    plain,
    titled_rule,
)


def test_the_text_of_a_page_has_no_trailing_space() -> None:
    page = Page()
    page.add((Run("one  ", "strong"), Run("two   ")), BLANK, (Run("three"),))
    assert page.text() == "one  two\n\nthree"


def test_an_anchor_names_the_line_that_comes_next() -> None:
    page = Page()
    page.add((Run("one"),))
    page.anchor("here")
    page.add((Run("two"),))
    assert page.text().split("\n")[page.anchors["here"]] == "two"


def test_a_paragraph_has_one_tone() -> None:
    one, two = (Run("one", "muted"),), (Run("two", "muted"),)
    assert paragraph("one two\n\none", 4, "muted") == [one, two, BLANK, one]


def test_the_later_lines_beside_a_label_stand_under_the_text() -> None:
    lines = hanging((Run("Panel", "strong"),), "one two three", 14, 7)
    assert [plain(line) for line in lines] == ["Panel  one two", "       three"]


def test_two_blocks_stand_next_to_each_other_whichever_is_longer() -> None:
    one, two = paragraph("1", 3), paragraph("x\ny", 3)
    assert [plain(line) for line in beside(one, two, 3, 1)] == ["1   x", "    y"]
    assert [plain(line) for line in beside(two, one, 3, 1)] == ["x   1", "y"]


def test_a_blank_line_is_not_indented() -> None:
    assert indented([(Run("a"),), BLANK], 2) == [(Run("  "), Run("a")), BLANK]


def test_a_heading_is_drawn_out_to_the_edge() -> None:
    assert plain(titled_rule((Run("Ann"),), 10)) == "Ann ──────"
    assert line_width(titled_rule((Run("日本"),), 10)) == 10


def test_a_critics_quotes_are_shown_with_names_verdicts_and_dates() -> None:
    dated = Review("Ann", "ship", QUOTES[0], date(2026, 11, 2))
    page = quotes.lay_out(PAIR, ScoreRow("Ann", dated, PAIR.rows[0].b), 40)
    lines = page.text().split("\n")
    for line in ("Alpha", "✓ ship  2 Nov 2026", f"“{QUOTES[0]}”", "Beta", "✗ skip"):
        assert line in lines


def test_a_critics_quotes_stand_side_by_side_where_there_is_room() -> None:
    lines = quotes.lay_out(PAIR, PAIR.rows[0], 100).text().split("\n")
    assert lines[0].split() == ["Alpha", "Beta"]


def test_a_review_that_is_missing_or_has_no_quote_is_said() -> None:
    text = quotes.lay_out(PAIR, row("Ann", "ship", None), 40).text()
    assert "No quote." in text
    assert "no review" in text


@given(prose, prose, st.integers(20, 200))
def test_a_critics_page_keeps_both_quotes_within_the_width(a: str, b: str, width: int) -> None:
    both = row("Ann", "ship", "skip", (a or "Nothing.", b or "Nothing."))
    page = quotes.lay_out(PAIR, both, width)
    assert widest(page) <= width
    place = sheet.grid(width)
    if place.two:
        assert in_tone(page, "text", 0, place.b_at) == quoted(both.a)
        assert in_tone(page, "text", place.b_at, width) == quoted(both.b)
    else:
        assert in_tone(page, "text", 0, width) == quoted(both.a, both.b)


SECTIONS = {
    "Votes": [Key("+ =", "vote ship on the tool in the active column"), Key("-", "vote skip")],
    "Screens": [Key("?", "help")],
}


def test_keys_stand_beside_what_they_do() -> None:
    lines = keys.lay_out(SECTIONS, [], [], 80).text().split("\n")
    assert lines[:3] == [
        "Votes",
        "+ =   vote ship on the tool in the active column",
        "-     vote skip",
    ]


def test_every_section_of_keys_can_be_reached() -> None:
    page = keys.lay_out(SECTIONS, [], [], 80)
    lines = page.text().split("\n")
    assert [lines[at] for at in page.anchors.values()] == ["Votes", "Screens"]


def test_words_and_notes_stand_below_the_keys() -> None:
    text = keys.lay_out(SECTIONS, ["A word."], ["A note."], 80).text()
    assert text.index("help") < text.index("A word.") < text.index("A note.")


@pytest.mark.parametrize("width", [12, 20, 40])
def test_the_help_fits_a_narrow_screen(width: int) -> None:
    assert widest(keys.lay_out(SECTIONS, ["A word to explain."], ["A note."], width)) <= width


def test_long_names_of_keys_fit_a_narrow_screen() -> None:
    sections = {"Votes": [Key("plus, equals sign, keypad plus", "vote ship on this tool")]}
    assert widest(keys.lay_out(sections, [], [], 40)) <= 40
