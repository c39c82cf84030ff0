"""Names that are nearly the same: which pairs are found, and that families don't explode."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, Postfix, Prefix

from tests.unit.builders import names
from verdict_tui.linting.twins import MOST, SHORTEST, Pair, compact, find_pairs

letters = st.sampled_from("ab1é2 -A")


@st.composite
def families(draw: st.DrawFn) -> list[str]:
    """Draw names that are one name with a slip or two, or none."""
    base = draw(st.text(letters, min_size=4, max_size=8))
    return [slipped(draw, base, draw(st.integers(0, 2))) for _ in range(MOST + 1)]


def slipped(draw: st.DrawFn, name: str, times: int) -> str:
    for _ in range(times):
        place = draw(st.integers(0, len(name)))
        end = draw(st.integers(place, place + 2))
        name = name[:place] + draw(st.just(name[place:end][::-1]) | letters) + name[end:]
    return name


def pairs_of(named: list[str]) -> set[Pair]:
    """Return the pairs by comparing every name with every other."""
    keys = [compact(name) for name in named]
    found = set()
    for first, second in combinations(range(len(named)), 2):
        one, other = keys[first], keys[second]
        if not (one and other):
            continue
        if one == other:
            found.add(Pair(first, second, is_same=True))
        elif (
            min(len(one), len(other)) >= SHORTEST
            and OSA.distance(one, other) == 1
            and not differing(one, other).isdigit()
            and keys.index(one) == first
            and keys.index(other) == second
        ):
            found.add(Pair(first, second, is_same=False))
    return found


def differing(one: str, other: str) -> str:
    """Return the characters of two texts between what they have in common at both ends."""
    start = Prefix.similarity(one, other)
    one, other = one[start:], other[start:]
    end = Postfix.similarity(one, other)
    return one[: len(one) - end] + other[: len(other) - end]


@given(families() | st.lists(names, max_size=MOST + 1))
def test_the_pairs_are_those_that_comparing_all_would_find(named: list[str]) -> None:
    found = find_pairs(named)
    assert set(found) == pairs_of(named)
    assert found == sorted(set(found))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CodeLlama", "Code Llama"),
        ("ZED", "zed"),
        ("Café", "cafe"),
        ("llama.cpp", "llama cpp"),
        ("GPT-4", "GPT4"),
        ("Weights & Biases", "weights and biases"),
        ("v0", "V 0"),
    ],
)
def test_case_accents_punctuation_and_spacing_make_no_other_name(one: str, other: str) -> None:
    assert find_pairs([one, other]) == [Pair(0, 1, is_same=True)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cursor", "Cursr"),
        ("Cursr", "Cursor"),
        ("Cursor", "Cursoor"),
        ("Cursor", "Xcursor"),
        ("Cursor", "Cursors"),
        ("Cursor", "Cursir"),
        ("Cursor", "Cusror"),
        ("Cursor", "Curs0r"),
        ("Cursor", "Kursor"),
        ("Cursor", "Ucrsor"),
        ("Llama", "Lalma"),
        ("Llama", "Llana"),
        ("Llama", "Lloma"),
        ("Llama", "Llamas"),
        ("Llama 3b", "Llama b3"),
        ("Llama 3", "Llama 3b"),
        ("Windsurf", "wind-sruf"),
    ],
)
def test_names_may_be_a_letter_apart(one: str, other: str) -> None:
    assert find_pairs([one, other]) == [Pair(0, 1, is_same=False)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-4", "GPT-5"),
        ("GPT-4 mini", "GPT-5 mini"),
        ("Model 12", "Model 21"),
        ("Llama", "Llama 3"),
        ("Llama 3", "Llama 33"),
        ("Tool v1", "Tool v2"),
        ("v1", "v2"),
    ],
)
def test_names_that_differ_only_in_digits_are_versions(one: str, other: str) -> None:
    assert find_pairs([one, other]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Milo", "Mila"),
        ("Milo", "Milos"),
        ("C", "C++"),
        ("C++", "C#"),
        ("Cursor", "Curs"),
        ("Cursor", "Crusro"),
        ("😀", "😁"),
        ("😀", "u1f600"),
        ("Claude", "Claude+"),
        ("กี", "กิ"),
    ],
)
def test_other_names_are_no_pair(one: str, other: str) -> None:
    assert find_pairs([one, other]) == []


def test_a_family_is_not_told_pair_by_pair() -> None:
    same = ["Zed" + "." * each for each in range(50)]
    letters = [f"Model {chr(0x4E00 + each)}" for each in range(50)]
    for family in (same, letters, [*letters[:49], "Model 4"]):
        found = find_pairs(family)
        assert {pair.second for pair in found} == set(range(1, 50)), "each is told"
        assert len(found) == sum(min(each, 5) for each in range(50)), "with the first five"


def test_of_names_that_are_the_same_the_first_stands_for_all() -> None:
    assert find_pairs(["Cursor", "Cursr", "CURSOR"]) == [
        Pair(0, 1, is_same=False),
        Pair(0, 2, is_same=True),
    ]
