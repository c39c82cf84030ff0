"""What no one should type, and someone does: it is searched for, and nothing breaks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.builders import TRICKY, names, texts
from tests.unit.test_search_finder import entry, listed
from verdict_tui.listing import Listing
from verdict_tui.search import marks
from verdict_tui.search.finder import Finder
from verdict_tui.search.keys import prepare
from verdict_tui.search.query import complete, filters_in, with_filter

TOOLS = [
    entry("Cursor", "Code editors", vendor="Anysphere"),
    entry("Weights & Biases", "Evaluation", vendor="CoreWeave"),
    entry("C++", "Languages"),
    entry("日本語 Kit", "Languages", vendor="Éclair"),
    entry("🙂", "🙃", vendor="👩‍👧"),
    entry("DROP TABLE tools", "SELECT"),
]
CATALOGUE = listed(*TOOLS)
FINDER = Finder(CATALOGUE)

WITHOUT_LETTERS = {
    "spaces": " " * 50,
    "all kinds of space": "\t\n\r\x0b\u00a0\u2003\u3000\u200b",
    "punctuation": "!?.,;'()[]{}<>-_=*/\\|~^%$@",
    "a tower of accents": "\u0301" * 500,
    "emoji": "🙂👩‍👩‍👧👍🏽🇩🇪❤️",
    "lone surrogates": "\ud800\udfff",
    "NUL": "\x00\x00",
    "control characters": "\x1b[\x07\x9b",
    "directions": "\u202e\u2066\u200f",
    "a colon": ":",
    "colons": ":::",
    "quotation marks": '"""',
    "an empty quotation": '""',
}
WITH_LETTERS = {
    "ten thousand letters": "a" * 10_000,
    "ten thousand digits": "7" * 10_000,
    "ten thousand words": "ab " * 3_333,
    "a name again and again": "cursor " * 1_400,
    "many plus signs": "+" * 10_000,
    "many ampersands": "&" * 10_000,
    "a letter under a tower": "c" + "\u0301" * 10_000,
    "many filters": "cat:code " * 1_100,
    "many wrong filters": "foo:bar " * 1_250,
    "an endless filter": "cat:" + "x" * 10_000,
    "an endless number": "price:<" + "9" * 10_000,
    "an endless quotation": '"' + "a " * 5_000,
    "SQL": "'; DROP TABLE tools; --",
    "more SQL": '" OR 1=1 --',
    "a wildcard": "c%r_*?",
    "full-text syntax": 'cursor AND NOT (quote: "x"* NEAR/2 ^y)',
    "a pattern": r"(c+)+$ [a-z]* \d{9999} .*",
    "a format": "%s {0} {name!r} ${HOME} $(id) `id`",
    "markup": "[bold red]cursor[/] [@click=quit]x[/]",
    "a path": "../../etc/passwd",
    "NUL among letters": "cur\x00sor",
    "a surrogate among letters": "cur\ud800sor",
    "expanding letters": "\ufdfa" * 555,
    "sharp s": "ß" * 5_000,
    "a wide range": "".join(map(chr, range(0x20, 0x2600))),
    "tricky": TRICKY * 100,
}  # fmt: skip


def everything(typed: str) -> None:
    """Do with what is typed all that the search field does with it."""
    listing = Listing(CATALOGUE, FINDER, typed)
    while not listing.advance(0.001):
        pass
    assert set(listing.rows.positions) <= set(range(len(CATALOGUE)))
    for match in FINDER.find(typed):
        name = CATALOGUE.names[match.position]
        assert all(0 <= start < end <= len(name) for start, end in match.name_spans(name))
    for name in CATALOGUE.names:
        marks.spans(prepare(typed), name)
    filters_in(typed, CATALOGUE)
    with_filter(typed, CATALOGUE, "cat", "code-editors")
    complete(typed, CATALOGUE, "Cursor")


@pytest.mark.parametrize("text", WITHOUT_LETTERS.values(), ids=WITHOUT_LETTERS)
def test_where_no_letter_and_no_digit_is_typed_nothing_is_found(text: str) -> None:
    assert FINDER.find(text) == []
    assert FINDER.nearest(text) == []
    everything(text)


@pytest.mark.parametrize("text", WITH_LETTERS.values(), ids=WITH_LETTERS)
def test_whatever_is_typed_is_searched_for(text: str) -> None:
    everything(text)


@pytest.mark.parametrize("text", ["a" * 10_000, "\ud800", "\x1b]0;x\x07", "x" * 41, "\x00"])
def test_what_is_said_of_bad_input_is_short_and_safe(text: str) -> None:
    listing = Listing(CATALOGUE, FINDER, text)
    assert listing.advance()
    assert len(listing.rows.note) < 100
    assert listing.rows.note.isprintable()


UNSAFE = {
    "a surrogate": "\ud800",
    "an escape": "\x1b]0;x\x07",
    "a direction": "\u202etxt",
}
KEYS = ("cat", "licence", "price", "vote", "new", "panel", "community")


def fault_of(typed: str) -> str:
    """Return what is said of a filter that makes no sense."""
    listing = Listing(CATALOGUE, FINDER, typed)
    assert listing.advance()
    assert listing.rows.is_fault
    return listing.rows.note


@pytest.mark.parametrize("value", UNSAFE.values(), ids=UNSAFE)
def test_what_is_said_of_a_bad_filter_is_safe(value: str) -> None:
    unsafe = [key for key in KEYS if not fault_of(f"{key}:{value}").isprintable()]
    assert unsafe == []


def test_what_is_said_of_a_bad_filter_is_short() -> None:
    endless = "x" * 10_000
    typed = [f"{endless}:1", *(f"{key}:{endless}" for key in KEYS)]
    assert [each[:12] for each in typed if len(fault_of(each)) > 250] == []


@pytest.mark.parametrize("text", ["cur\x00sor", "cur sor", "CUR-SOR", "[cursor]", "'cursor';"])
def test_a_name_is_found_in_what_is_around_it(text: str) -> None:
    assert CATALOGUE.names[FINDER.find(text)[0].position] == "Cursor"


def test_a_tool_without_letters_is_listed_and_never_found() -> None:
    listing = Listing(CATALOGUE, FINDER, "")
    assert listing.advance()
    assert list(listing.rows.positions) == list(range(len(TOOLS)))
    assert all(match.position != 4 for match in FINDER.find("🙂 kit"))


@given(st.one_of(st.text(max_size=60), texts))
def test_no_text_breaks_the_search(text: str) -> None:
    everything(text)


@given(st.text(st.characters(categories=("Cs", "Cc", "Zs", "Po", "Mn", "Sm")), max_size=30))
def test_no_text_of_odd_characters_breaks_the_search(text: str) -> None:
    everything(text)


@settings(max_examples=40)
@given(st.lists(st.one_of(names, st.text(min_size=1, max_size=20)), max_size=8), texts)
def test_no_name_breaks_the_search(named: list[str], text: str) -> None:
    tools = listed(*(entry(name, vendor=text, licence=text) for name in named))
    finder = Finder(tools)
    for typed in (text, *named[:2]):
        for match in finder.find(typed):
            match.name_spans(tools.names[match.position])
        finder.nearest(typed)
