from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.unit.builders import characters, texts
from verdict_tui.render.flow import CLOSING, cut, fit, fit_right, width_of, wrap

paragraphs = st.text(st.one_of(characters, st.just("\n")), max_size=120)
widths = st.integers(2, 40)


@given(texts)
def test_a_text_is_as_wide_as_the_terminal_library_draws_it(text: str) -> None:
    assert width_of(text) == cell_len(text)


def test_a_text_that_fits_is_not_cut() -> None:
    assert cut("Alpha", 5) == "Alpha"


@pytest.mark.parametrize(
    ("width", "left"), [(4, "Alp…"), (1, "…"), (0, ""), (-1, "")], ids=lambda value: str(value)
)
def test_a_text_too_wide_is_cut_with_an_ellipsis(width: int, left: str) -> None:
    assert cut("Alpha", width) == left


def test_a_wide_character_is_not_cut_in_half() -> None:
    assert cut("日本語", 4) == "日…"


def test_no_space_is_left_before_the_ellipsis() -> None:
    assert cut("Code Llama", 6) == "Code…"


@given(texts, st.integers(0, 40))
def test_what_is_cut_never_exceeds_the_width(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= width


@given(texts, st.integers(0, 40))
def test_what_is_fitted_has_exactly_the_width(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width
    assert cell_len(fit_right(text, width)) == width


def test_padding_stands_on_the_side_that_was_asked_for() -> None:
    assert (fit("75%", 5), fit_right("75%", 5)) == ("75%  ", "  75%")


def test_text_is_wrapped_at_its_spaces() -> None:
    assert wrap("one two three", 8) == ("one two", "three")


def test_a_text_of_exactly_the_width_stays_on_one_line() -> None:
    assert wrap("one two", 7) == ("one two",)
    assert wrap("日本 語", 7) == ("日本 語",)


def test_line_breaks_and_blank_lines_of_a_text_stay() -> None:
    assert wrap("one\n\ntwo", 20) == ("one", "", "two")


def test_a_text_without_characters_is_one_empty_line() -> None:
    assert wrap("", 20) == ("",)


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert wrap("a verylongword", 5) == ("a", "veryl", "ongwo", "rd")


def test_text_without_spaces_between_words_is_broken_at_the_width() -> None:
    assert wrap("日本語日本語", 5) == ("日本", "語日", "本語")


def test_an_emoji_of_several_parts_is_not_taken_apart() -> None:
    family = "👩\u200d👩\u200d👧"
    assert wrap(f"{family} {family}", 3) == (family, family)


def test_a_width_of_nothing_still_shows_every_character() -> None:
    assert wrap("abc", 0) == ("a", "b", "c")


@given(paragraphs, widths)
def test_no_wrapped_line_exceeds_the_width(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in wrap(text, width))


@given(paragraphs, st.integers(1, 40))
def test_wrapping_loses_nothing_but_space(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@given(st.text(st.sampled_from("   abc\né日"), max_size=60), widths)
@example(" abcd", 4)
def test_a_word_that_fits_on_a_line_is_not_broken(text: str, width: int) -> None:
    whole = {word for line in wrap(text, width) for word in line.split()}
    assert {word for word in text.split() if cell_len(word) <= width} <= whole


def test_a_no_break_space_does_not_break() -> None:
    assert wrap("日本 10\u00a0km", 9) == ("日本", "10\u00a0km")


def test_no_line_begins_with_a_closing_mark() -> None:
    assert wrap("日本語、句読点。", 6) == ("日本", "語、句", "読点。")
    assert wrap("“短い、文。”", 8) == ("“短い、", "文。”")
    assert wrap("ですっ、と", 6) == ("で", "すっ、", "と")


def test_flags_side_by_side_are_broken_between_them() -> None:
    assert wrap("🇩🇪🇩🇪、", 4) == ("🇩🇪", "🇩🇪、")
    assert wrap("🇩🇪🇫🇷🇩🇪、", 6) == ("🇩🇪🇫🇷", "🇩🇪、")


def test_marks_that_fill_a_line_are_broken_all_the_same() -> None:
    assert wrap("。。。。。", 4) == ("。。", "。。", "。")


SIGNS = (*"日本語かな、。”」）っーe", "e\u0301", "👩\u200d👧", "🇩🇪")


@given(st.lists(st.sampled_from(SIGNS), max_size=60).map("".join), st.integers(2, 40))
def test_closing_marks_stay_with_what_they_close(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines) == text
    assert all(cell_len(line) <= width for line in lines)
    for line, following in pairwise(lines):
        if following[0] in CLOSING:  # only after a sign that could not have come along alone
            assert "".join(each for each in line if each not in CLOSING) in ("", *SIGNS)
