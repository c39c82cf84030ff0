"""What is typed into the search field: how it is read, changed and completed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import texts
from tests.unit.test_search_finder import entry, listed
from verdict_tui.search import filters
from verdict_tui.search.query import complete, filter_in, filters_in, read_query, with_filter
from verdict_tui.text import fold

if TYPE_CHECKING:
    from verdict_tui.catalogue import Catalogue

TOOLS = [
    entry("Alpha", "Code editors", licence="MIT"),
    entry("Beta", "Code review", licence="Apache 2.0"),
    entry("Gamma", "Hosting"),
]


@pytest.fixture
def catalogue() -> Catalogue:
    return listed(*TOOLS)


def keys_and_values(typed: str, catalogue: Catalogue) -> list[tuple[str, str]]:
    return [(each.key, each.value) for each in read_query(typed, catalogue).conditions]


@pytest.mark.parametrize(
    ("typed", "text", "conditions"),
    [
        ("", "", []),
        ("alpha", "alpha", []),
        ("  code   llama ", "code llama ", []),
        ("cat:code", "", [("cat", "code")]),
        ("cat:code alpha", "alpha", [("cat", "code")]),
        ("alpha cat:code", "alpha", [("cat", "code")]),
        ("al cat:code pha", "al pha", [("cat", "code")]),
        ("cat:code price:<20 x", "x", [("cat", "code"), ("price", "<20")]),
        ('cat:"code editors" x', "x", [("cat", "code editors")]),
        ('cat:"code editors', "", [("cat", "code editors")]),
        ('licence:"Apache 2.0"', "", [("licence", "Apache 2.0")]),
        ("license:mit category:host", "", [("licence", "mit"), ("cat", "host")]),
        ("CAT:Code", "", [("cat", "Code")]),
        ("cat:code category:CODE cat:code-r", "", [("cat", "code"), ("cat", "code-r")]),
        ("GPT-4o:free", "GPT-4o:free", []),
        ("a1:b", "a1:b", []),
        ("cat: alpha", "alpha", []),
        ("zed:", "zed:", []),
        (": alpha", ": alpha", []),
        ('5"inch', '5"inch', []),
    ],
)
def test_filters_are_told_from_the_name(
    catalogue: Catalogue, typed: str, text: str, conditions: list[tuple[str, str]]
) -> None:
    wanted = read_query(typed, catalogue)
    assert (wanted.text, wanted.said, wanted.fault) == (text, None, "")
    assert keys_and_values(typed, catalogue) == conditions


@pytest.mark.parametrize(
    ("typed", "said", "conditions"),
    [
        ('"', "", []),
        ('"licence', "licence", []),
        ('"licence terms"', "licence terms", []),
        ('"licence terms" ', "licence terms", []),
        ('  "licence', "licence", []),
        ("“licence”", "licence", []),
        ('"licence" ', "licence", []),
        ('"licence ', "licence", []),
        ('""', "", []),
        ('"licence" cat:code', "licence", [("cat", "code")]),
        ('cat:code "licence" vote:any', "licence", [("cat", "code"), ("vote", "any")]),
        ('"open" "licence', "open licence", []),
        ('"open" cat:code “licence”', "open licence", [("cat", "code")]),
        ("„licence“", "licence", []),
        ("«licence»", "licence", []),
        ('cat:code "licence', "licence", [("cat", "code")]),
        ('cat:"code editors" "licence', "licence", [("cat", "code editors")]),
        ('"licence cat:code', "licence cat:code", []),
        ('"licence "terms', 'licence "terms', []),
    ],
)
def test_from_a_quotation_mark_on_the_critics_are_searched(
    catalogue: Catalogue, typed: str, said: str, conditions: list[tuple[str, str]]
) -> None:
    wanted = read_query(typed, catalogue)
    assert (wanted.text, wanted.said) == ("", said)
    assert keys_and_values(typed, catalogue) == conditions


@pytest.mark.parametrize(
    ("typed", "text", "said"),
    [
        ('alpha "licence', "alpha", "licence"),
        ('alpha beta "licence terms"', "alpha beta", "licence terms"),
        ('"licence" alpha', "alpha", "licence"),
        ('alpha "licence" beta', "alpha beta", "licence"),
        ('"" alpha', "alpha", ""),
        ('"5" screen"', 'screen"', "5"),
        ('"say "cheese" please', "please", 'say "cheese'),
    ],
)
def test_a_name_before_or_behind_the_words_is_that_of_the_tools(
    catalogue: Catalogue, typed: str, text: str, said: str
) -> None:
    wanted = read_query(typed, catalogue)
    assert (wanted.text, wanted.said) == (text, said)


@pytest.mark.parametrize(
    ("typed", "is_empty"),
    [("", True), ("   ", True), ("cat:code", True), ("cat:", True), ("a", False), ('"', False)],
)
def test_a_query_without_a_name_or_words_asks_for_nothing(
    catalogue: Catalogue, typed: str, is_empty: bool
) -> None:
    assert read_query(typed, catalogue).is_empty is is_empty


@pytest.mark.parametrize("key", sorted(filters.BY_KEY))
def test_behind_a_colon_it_says_what_can_stand_there(catalogue: Catalogue, key: str) -> None:
    kind = filters.BY_KEY[key]
    for typed in (f"{key}:", f"alpha {key.upper()}:"):
        wanted = read_query(typed, catalogue)
        assert wanted.hint == f"{kind.key}: {kind.usage}"
        assert (wanted.conditions, wanted.fault) == ((), "")


def test_a_hint_goes_when_something_else_is_typed(catalogue: Catalogue) -> None:
    assert read_query("cat: ", catalogue).hint == ""
    assert read_query("cat:code", catalogue).hint == ""


def test_a_filter_that_makes_no_sense_is_passed_over_and_explained(catalogue: Catalogue) -> None:
    wanted = read_query("cat:zzz price:free alpha", catalogue)
    assert "no category begins with 'zzz'" in wanted.fault
    assert wanted.text == "alpha"
    assert [each.key for each in wanted.conditions] == ["price"]


def test_the_first_fault_is_told(catalogue: Catalogue) -> None:
    wanted = read_query("prize:free vote:perhaps", catalogue)
    assert "there is no filter prize:" in wanted.fault
    assert "price:" in wanted.fault


def test_every_further_fault_is_a_sentence_of_its_own(catalogue: Catalogue) -> None:
    fault = read_query("cat:zzz cat:yyy", catalogue).fault
    first, second = fault.split(". ")
    assert first.startswith("no category begins with 'zzz'; there are code-editors")
    assert second.startswith("No category begins with 'yyy'; there are code-editors")


@given(texts)
def test_anything_typed_can_be_read(typed: str) -> None:
    catalogue = listed(*TOOLS)
    wanted = read_query(typed, catalogue)
    kept = read_query(filters_in(typed, catalogue), catalogue)
    assert (kept.text, kept.said, kept.fault) == ("", None, "")
    assert [each[:2] for each in kept.conditions] == [each[:2] for each in wanted.conditions]
    complete(typed, catalogue, "Alpha")


# Changing the filters


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("alpha", ""),
        ("cat:code alpha", "cat:code"),
        ("alpha cat:code  price:<20 beta", "cat:code price:<20"),
        ('cat:"code editors" alpha', 'cat:"code editors"'),
        ('cat:code "vote:any', "cat:code"),
        ('cat:code "free" vote:any', "cat:code vote:any"),
        ("cat:code cat:code category:Code cat:hosting", "cat:code cat:hosting"),
        ('cat:"code editors" cat:"Code Editors"', 'cat:"code editors"'),
        ("cat: alpha", ""),
        ("LICENSE:mit alpha", "LICENSE:mit"),
        ("what:ever alpha", ""),
        ("cat:zzz vote:any alpha", "vote:any"),
    ],
)
def test_the_filters_that_make_sense_are_kept_as_they_are_typed(
    catalogue: Catalogue, typed: str, kept: str
) -> None:
    assert filters_in(typed, catalogue) == kept


@pytest.mark.parametrize(
    ("typed", "key", "value", "then"),
    [
        ("", "cat", "code", "cat:code"),
        ("alpha", "cat", "code", "cat:code"),
        ("price:<20", "cat", "code", "price:<20 cat:code"),
        ("cat:hosting price:<20", "cat", "code", "price:<20 cat:code"),
        ("category:hosting CAT:code", "cat", "code-review", "cat:code-review"),
        ("license:mit", "licence", "", ""),
        ("cat:hosting price:<20 alpha", "cat", "", "price:<20"),
        ("price:<20", "cat", "", "price:<20"),
        ("what:ever cat:zzz vote:any", "cat", "code", "vote:any cat:code"),
        ('cat:"code editors" vote:any', "vote", "none", 'cat:"code editors" vote:none'),
    ],
)
def test_a_filter_can_be_set_replaced_and_taken_away(
    catalogue: Catalogue, typed: str, key: str, value: str, then: str
) -> None:
    assert with_filter(typed, catalogue, key, value) == then


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("cheap cat:code price:free", "cat:code"),
        ("CAT:code cheap", "CAT:code"),
        ('license:"Apache 2.0" terms', 'license:"Apache 2.0"'),
        ("what:ever vote:any", "vote:any"),
        ("cat: cheap", ""),
        ("cat cheap", ""),
        ("", ""),
    ],
)
def test_the_first_filter_among_words_is_found(said: str, first: str) -> None:
    assert filter_in(said) == first


settings_of_filters = st.one_of(
    st.tuples(st.just("cat"), st.sampled_from(["", "code", "host", "code-editors"])),
    st.tuples(st.just("price"), st.sampled_from(["", "free", "<20", ">=10eur"])),
    st.tuples(st.just("vote"), st.sampled_from(["", "none", "ship"])),
    st.tuples(st.just("licence"), st.sampled_from(["", "mit", "apache-2.0"])),
)


@given(st.lists(settings_of_filters, max_size=8))
def test_the_filters_last_set_are_the_ones_that_hold(steps: list[tuple[str, str]]) -> None:
    catalogue = listed(*TOOLS)
    typed = ""
    hold: dict[str, str] = {}
    for key, value in steps:
        typed = with_filter(typed, catalogue, key, value)
        hold.pop(key, None)
        if value:
            hold[key] = value
    assert typed == " ".join(f"{key}:{value}" for key, value in hold.items())


# Completing


@pytest.mark.parametrize(
    ("typed", "best", "then"),
    [
        ("", "Alpha", ""),
        ("al", "Alpha", "alpha"),
        ("AL", "Alpha", "ALpha"),
        ("alpha", "Alpha", ""),
        ("ph", "Alpha", ""),
        ("ec", "Éclair", "eclair"),
        ("claude c", "Claude Code", "claude code"),
        ("claude ", "Claude Code", "claude Code"),
        ("cat:code al", "Alpha", "cat:code alpha"),
        ("cat:code  vote:any al", "Alpha", "cat:code  vote:any alpha"),
        (" cat:code al", "Alpha", " cat:code alpha"),
        ('cat:"code editors" al', "Alpha", 'cat:"code editors" alpha'),
        ("cat:code ", "Alpha", ""),
        ("cat:", "", "cat:code-editors"),
        ("cat:ho", "", "cat:hosting"),
        ("cat:ho", "Hold", "cat:hosting"),
        ("al cat:ho", "Alpha", "al cat:hosting"),
        ("cat:code-", "", "cat:code-editors"),
        ("cat:code-r", "", "cat:code-review"),
        ("cat:hosting", "", ""),
        ("cat:zzz", "", ""),
        ("category:ho", "", "category:hosting"),
        ("price:", "", "price:free"),
        ("price:<5", "", "price:<50"),
        ("vote:s", "", "vote:ship"),
        ("vote:sk", "", "vote:skip"),
        ("licence:a", "", "licence:apache-2.0"),
        ("what:", "", ""),
        ("pri", "", "price:"),
        ("cat:code vo", "", "cat:code vote:"),
        ("v", "", ""),
        ("pri", "Prisma", "prisma"),
        ("xyz", "", ""),
        ('"pri', "", ""),
        ('"pri', "Prisma", ""),
        ('"cheap pri', "", ""),
        ('"cheap cat:ho', "", ""),
        ('alpha "cat:ho', "", ""),
        ('"cheap" pri', "", '"cheap" price:'),
        ('alpha "cheap pri', "", ""),
        ('al "cheap"', "Alpha", ""),
        ("a", "Alpha", "alpha"),
        ("CAT:HO", "", "CAT:HOsting"),
        ("cat", "", "cat:"),
        ("PRI", "", "PRIce:"),
        ("pri", "Spring", ""),
        ('"cheap" cat:ho', "", '"cheap" cat:hosting'),
    ],
)
def test_what_is_typed_is_completed(catalogue: Catalogue, typed: str, best: str, then: str) -> None:
    said = complete(typed, catalogue, best)
    assert fold(said) == fold(then)
    assert not said or said.startswith(typed)


@pytest.mark.parametrize(
    ("typed", "best"), [("strasse", "Straße AI"), ("ffic", "ﬃcient"), ("eclair", "E\u0301clair AI")]
)
def test_a_completed_name_is_the_name(catalogue: Catalogue, typed: str, best: str) -> None:
    assert fold(complete(typed, catalogue, best)) in ("", fold(best))


def test_an_accent_is_not_completed_on_a_letter_without_it(catalogue: Catalogue) -> None:
    assert complete("e", catalogue, "E\u0301clair") == "eclair"


def test_a_completed_filter_makes_sense(catalogue: Catalogue) -> None:
    for key in filters.BY_KEY:
        completed = complete(f"{key}:", catalogue, "")
        wanted = read_query(completed, catalogue)
        assert (wanted.fault, len(wanted.conditions)) == ("", 1)
