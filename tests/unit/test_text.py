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
    assert clean("\x00\x08\x0b\x0c\x0e\x1f !") == "␀␈␋␌␎␟ !"


@pytest.mark.parametrize("character", ["\x80", "\x84", "\x86", "\x9f", "\ud800\udfff"])
def test_what_has_no_picture_becomes_a_replacement_character(character: str) -> None:
    assert clean(f"a{character}b") == "a" + len(character) * "\ufffd" + "b"


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


UNSEEN = [  # the first and the last of each range that shows nothing
    "\u00ad\u00ad", "\u061c\u061c", "\u115f\u1160", "\u17b4\u17b5", "\u180b\u180f",
    "\u200b\u200b", "\u200e\u200f", "\u202a\u202e", "\u2060\u206f", "\u3164\u3164",
    "\ufeff\ufeff", "\uffa0\uffa0", "\ufff9\ufffb", "\U0001d173\U0001d17a",
    "\U000e0000\U000e01ef",
]  # fmt: skip


def unseen() -> set[str]:
    return {chr(code) for ends in UNSEEN for code in range(ord(ends[0]), ord(ends[1]) + 1)}


def test_a_character_that_cannot_be_seen_vanishes_and_all_others_leave_something() -> None:
    others = {*range(0x3200), *range(0xFE00, 0x10000), *range(0x1D100, 0x1D200)}
    assert {chr(code) for code in others if clean(f"a{chr(code)}b") == "ab"} == {
        character for character in unseen() if ord(character) in others
    }
    assert all(clean(f"a{character}b") == "ab" for character in unseen())
    beside = "\ud7ff\ue000\U000dffff\U000e01f0"
    assert clean(beside) == beside


def test_what_formats_text_unseen_is_none_of_the_characters_that_stay() -> None:
    needed = {"\u200c", "\u200d"}  # they join and part letters and emoji
    of_a_script = [range(0x13430, 0x13460), range(0x1BCA0, 0x1BCA4)]  # hieroglyphs, shorthand
    seen = {  # they stand before numbers, as signs
        *map(chr, range(0x600, 0x606)), "\u06dd", "\u070f", "\u0890", "\u0891", "\u08e2",
        "\U000110bd", "\U000110cd",
    }  # fmt: skip
    formats = {chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cf"}
    left = formats - unseen() - needed - seen
    assert {each for each in left if not any(ord(each) in some for some in of_a_script)} == set()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        "\u0300\u036f",
        "\u0483\u0489",
        "\u1ab0\u1aff",
        "\u1dc0\u1dff",
        "\u20d0\u20ff",
        "\ufe20\ufe2f",
    ],
)
def test_two_accents_stay_on_a_letter_of_each_kind(first: str, last: str) -> None:
    for accent in (first, last):
        assert clean("a" + 2 * accent + "b") == "a" + 2 * accent + "b"
        assert clean("a" + 3 * accent + "b") == "a" + 2 * accent + "b"
    for other in (chr(ord(first) - 1), chr(ord(last) + 1)):
        assert clean(3 * other) == 3 * other
    assert clean("a" + first + last + first + "b") == "a" + first + last + "b"


@pytest.mark.parametrize("mark", ["\u0e49", "\u0e38", "\u05b8", "\ua670"])
def test_four_other_marks_stay_on_a_letter(mark: str) -> None:
    assert clean("ก" + 4 * mark + "!") == "ก" + 4 * mark + "!"
    assert clean(5 * mark) == 4 * mark
    assert clean("ก" + 5 * mark + "!ก" + 4 * mark) == "ก" + 4 * mark + "!ก" + 4 * mark


def test_vowels_beside_a_letter_make_no_tower() -> None:
    assert clean("क" + 9 * "ा") == "क" + 9 * "ा"


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


def test_white_space_of_any_kind_is_one_space_in_a_line() -> None:
    assert clean_line("\n a \t\x85 b\u2028c\u00a0\r\n") == "a b c"


@given(hostile)
def test_a_cleaned_line_is_one_line_with_single_spaces(text: str) -> None:
    line = clean_line(text)
    assert line == " ".join(line.split())


def test_hard_wrapped_prose_is_joined_and_its_paragraphs_are_kept() -> None:
    assert clean_paragraphs("\n \n\none\ntwo \r\n \t\n\n\nthree\n \n\n") == "one two\n\nthree"


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
