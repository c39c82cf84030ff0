"""ASCII only: nothing else is left, and nothing moves."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from verdict_tui.asciify import asciified, escaped

letters = st.characters(min_codepoint=32, max_codepoint=0x24FF, exclude_categories=["C", "M"])
wide = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“Café” — naïve…", '"Cafe" - naive~'),
        ("✓ ship ✗ skip ≠", "+ ship x skip !"),
        ("▌ Panel ━━── 3 of 4", "| Panel ==-- 3 of 4"),
        ("日本", "????"),
        ("🔎 kept", ">  kept"),
        ("e\u0301", "e"),
        ("plain", "plain"),
    ],
)
def test_signs_become_those_that_are_alike(text: str, said: str) -> None:
    assert asciified(text) == said


@pytest.mark.parametrize(
    ("signs", "alike"),
    [
        ("…“”„«»‘’·", '~"""""\'\'.'),
        ("—–─━│▌┃", "---=|||"),
        ("✓✗≠▸→←↑↓●×", "+x!>><^v*x"),
        ("ßłŁøØđ", "slLoOd"),
        ("€£¥\u00a0", "ELY "),
        ("🔎🔍", "> > "),
    ],
)
def test_each_sign_has_one_that_is_alike(signs: str, alike: str) -> None:
    assert asciified(signs) == alike
    assert cell_len(signs) == cell_len(alike)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("╭┐▁▔▏▐", "      "),
        ("éÑž", "eNz"),
        ("Ａ１", "A 1 "),
        ("ﬁ", "f"),
        ("й", "?"),
        ("😀", "??"),
        ("a\u200db\u20ddc\u0e49d\u0301e", "abcde"),
    ],
)
def test_other_characters_become_their_letter_or_room_of_their_width(text: str, said: str) -> None:
    assert asciified(text) == said


@given(st.text())
def test_nothing_else_is_left(text: str) -> None:
    assert asciified(text).isascii()


@given(st.text(letters | wide))
def test_a_text_takes_as_many_cells_as_before(text: str) -> None:
    shown = "".join(character for character in text if cell_len(character))
    assert cell_len(asciified(shown)) == cell_len(shown)


@given(st.text())
def test_json_says_the_same(text: str) -> None:
    said = json.dumps({text: [text]}, ensure_ascii=False)
    assert escaped(said).isascii()
    assert json.loads(escaped(said)) == {text: [text]}
