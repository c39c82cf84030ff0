from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from verdict_tui.text import (
    clean,
    clean_line,
    clean_paragraphs,
    fold,
    is_clean,
    slugify,
)

BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
ZERO_WIDTH = set("\u00ad\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff")
NASTY = "\x00\x07\x1b\x7f\x85\x9b\t\r\n\u061c\u200b\u200e\u202e\u2028\u2066\ufeff\u0301\u20dd"

hostile = st.text(st.one_of(st.sampled_from(NASTY + "e [;m"), st.characters()), max_size=40)
MARKS_BEHIND_A_GAP = "e\u0301\u0301\u200b\u0301"


def test_an_escape_sequence_becomes_harmless_and_visible() -> None:
    assert clean("\x1b[31mred\x7f") == "␛[31mred␡"


@pytest.mark.parametrize("character", ["\x80", "\x9b", "\x9f", "\ud800"])
def test_what_has_no_picture_becomes_a_replacement_character(character: str) -> None:
    assert clean(f"a{character}b") == "a\ufffdb"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_break_becomes_one_newline(newline: str) -> None:
    assert clean(f"a{newline}b") == "a\nb"


def test_a_tab_becomes_spaces() -> None:
    assert clean("a\tb") == "a   b"


@pytest.mark.parametrize(
    "text", ["👩\u200d👩\u200d👧", "می\u200cخواهم", "e\u0301", "❤\ufe0f", "Łódź"]
)
def test_what_scripts_and_emoji_need_stays(text: str) -> None:
    assert clean(text) == text


def test_a_tower_of_accents_is_cut_to_two() -> None:
    assert clean("Z" + "\u0301\u0302\u0303" * 30 + "!") == "Z\u0301\u0302!"


def test_a_tower_of_thai_tone_marks_is_cut_too() -> None:
    assert len(clean("ก" + "\u0e49" * 30)) < 10


@pytest.mark.parametrize(
    "character",
    [
        "\u200b",
        "\u202e",
        "\U000e0041",
        "\u3164",
        "\U0001d173",
    ],
)
def test_a_character_that_cannot_be_seen_vanishes(character: str) -> None:
    assert clean(f"a{character}b") == "ab"


@given(hostile)
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    for character in clean(text):
        assert character == "\n" or unicodedata.category(character) not in ("Cc", "Cs")
        assert unicodedata.bidirectional(character) not in BIDI_CONTROLS
        assert character not in ZERO_WIDTH


@given(hostile)
@example(MARKS_BEHIND_A_GAP)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(hostile)
def test_a_cleaned_line_is_one_line_with_single_spaces(text: str) -> None:
    line = clean_line(text)
    assert line == " ".join(line.split())


def test_hard_wrapped_prose_is_joined_and_its_paragraphs_are_kept() -> None:
    assert clean_paragraphs("\none\ntwo \r\n \t\n\n\nthree\n") == "one two\n\nthree"


def test_plain_text_is_clean_and_a_control_character_is_not() -> None:
    assert is_clean("plain, Łódź\n")
    assert not is_clean("a\x1bb")


def test_text_with_a_tab_is_not_clean() -> None:
    assert not is_clean("a\tb")


@pytest.mark.parametrize(
    ("one", "other"),
    [("STRASSE", "straße"), ("Café", "cafe"), ("\uff27\uff30\uff34", "gpt"), ("İ", "i")],
)
def test_case_width_and_accents_make_no_difference_between_names(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Code Llama 4", "code-llama-4"),
        ("Weights & Biases", "weights-and-biases"),
        ("  v0.dev!  ", "v0-dev"),
        ("Ça va?", "ca-va"),
        ("snake_case", "snake-case"),
        ("日本語", "日本語"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("!?", "u21-u3f"),
    ],
)
def test_a_slug_is_made_of_letters_digits_and_single_dashes(name: str, slug: str) -> None:
    assert slugify(name) == slug


@given(st.text(min_size=1, max_size=40))
def test_every_name_has_a_slug_and_a_slug_is_its_own(name: str) -> None:
    slug = slugify(name)
    assert slug
    assert slugify(slug) == slug


@given(st.text(max_size=40))
@example("≠")
def test_a_slug_does_not_depend_on_how_accents_are_encoded(name: str) -> None:
    assert slugify(unicodedata.normalize("NFD", name)) == slugify(
        unicodedata.normalize("NFC", name)
    )


def test_names_that_differ_in_a_vowel_sign_have_different_slugs() -> None:
    assert slugify("दिल") != slugify("दाल")
