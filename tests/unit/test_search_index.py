"""The index of names, the shelves under it, and searching in slices of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.unit.builders import names
from tests.unit.test_search_finder import entry, listed
from verdict_tui.catalogue import Catalogue
from verdict_tui.search import index, score, shelves
from verdict_tui.search.finder import Finder
from verdict_tui.search.index import Index
from verdict_tui.search.keys import prepare
from verdict_tui.search.shelves import Shelves

if TYPE_CHECKING:
    from random import Random

FEW = settings(max_examples=30)
"""For what takes long to draw."""

short_names = st.from_regex(r"[abAB0é]{1,4}([ -][abAB0]{1,3}){0,2}", fullmatch=True)
"""So few letters that names are often like each other."""
many_names = st.lists(st.one_of(short_names, names), min_size=1, max_size=12)
queries = st.one_of(short_names, names)


def cheapest(index: Index, text: str) -> dict[int, float]:
    """Return all that an index finds, with the costs."""
    steps = list(index.search(prepare(text)))
    return {found.entry: found.cost for found in (steps[-1] if steps else [])}


@FEW
@given(many_names, st.data())
def test_every_name_finds_itself_at_no_cost(named: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(named) - 1))
    assume(prepare(named[at]).text)
    assert cheapest(Index(named), named[at])[at] == 0


@FEW
@given(many_names, st.data())
def test_a_tool_is_first_for_its_whole_name_or_shares_it(
    named: list[str], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(named))
    assume(prepare(name).text)
    best = Finder(listed(*named)).find(name)[0]
    assert prepare(named[best.position]).key.words == prepare(name).key.words
    assert best.score == 100


@FEW
@given(many_names, queries)
def test_what_is_found_costs_what_the_name_costs(named: list[str], text: str) -> None:
    query = prepare(text)
    for at, cost in cheapest(Index(named), text).items():
        assert cost == score.cost(query, prepare(named[at]).key)


@FEW
@given(many_names, queries)
def test_each_step_keeps_what_was_found_before(named: list[str], text: str) -> None:
    before: set[int] = set()
    for found in Index(named).search(prepare(text)):
        entries = [each.entry for each in found]
        assert len(set(entries)) == len(entries)
        assert before <= set(entries)
        before = set(entries)


@FEW
@given(st.lists(short_names, max_size=9), st.text("ab0", min_size=2, max_size=4))
def test_no_name_with_the_letters_in_it_is_overlooked(named: list[str], text: str) -> None:
    having = {at for at, name in enumerate(named) if text in prepare(name).text}
    assert having <= set(cheapest(Index(named), text))


@st.composite
def slipped(draw: st.DrawFn, name: str) -> str:
    """Draw a name with one slip after its first letter."""
    at = draw(st.integers(1, len(name) - 2))
    letter = draw(st.sampled_from("abz"))
    return draw(
        st.sampled_from(
            (
                name[:at] + letter + name[at:],
                name[:at] + name[at + 1 :],
                name[:at] + letter + name[at + 1 :],
                name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            )
        )
    )


@FEW
@given(st.lists(short_names, max_size=9), st.text("abcdef", min_size=5, max_size=12), st.data())
def test_no_name_with_a_slip_is_overlooked(
    named: list[str], meant: str, data: st.DataObject
) -> None:
    index = Index([*named, meant])
    assert len(named) in cheapest(index, data.draw(slipped(meant)))


catalogues = st.builds(
    lambda named, vendors, categories, former: Catalogue(
        [
            entry(name, categories[at % len(categories)], vendor=vendors[at % len(vendors)])
            for at, name in enumerate(named)
        ],
        former_names=[(entry(named[at % len(named)]).slug, name) for at, name in former],
    ),
    many_names,
    st.lists(queries, min_size=1, max_size=3),
    st.lists(queries, min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 30), queries), max_size=5),
)


@FEW
@given(catalogues, queries, queries, st.randoms(use_true_random=False))
def test_only_tools_that_are_asked_for_are_found(
    catalogue: Catalogue, first: str, second: str, chance: Random
) -> None:
    wanted = [chance.random() < 0.5 for _ in range(len(catalogue))]
    finder = Finder(catalogue)
    for text in (first, f"{first} {second}"):
        assert all(wanted[match.position] for match in finder.find(text, wanted))
        assert all(wanted[match.position] for match in finder.nearest(text, wanted))


@FEW
@given(catalogues, queries)
def test_asking_for_all_is_asking_for_any(catalogue: Catalogue, text: str) -> None:
    finder = Finder(catalogue)
    assert finder.find(text, [True] * len(catalogue)) == finder.find(text)


@FEW
@given(catalogues, queries, queries)
def test_a_search_in_slices_finds_what_one_run_finds(
    catalogue: Catalogue, first: str, second: str
) -> None:
    finder = Finder(catalogue)
    for text in (first, f"{first} {second}"):
        search = finder.search(text)
        slices = 1
        while not search.advance(0):
            assert search.matches == []
            slices += 1
            assert slices < 1000
        assert search.matches == finder.find(text)


@FEW
@given(catalogues, queries, queries)
def test_a_tool_is_found_once_and_the_best_first(
    catalogue: Catalogue, first: str, second: str
) -> None:
    for text in (first, f"{first} {second}"):
        matches = Finder(catalogue).find(text)
        positions = [match.position for match in matches]
        scores = [match.score for match in matches]
        assert len(set(positions)) == len(positions)
        assert scores == sorted(scores, reverse=True)


def test_a_search_can_be_left_and_carried_on() -> None:
    finder = Finder(listed("Code", "Codeium", "Claude Code"))
    search = finder.search("code")
    assert not search.advance(0)
    assert search.matches == []
    assert search.advance()
    assert search.matches == finder.find("code")
    assert search.advance()
    assert search.matches == finder.find("code")


@given(st.lists(st.text("ab", max_size=6)), st.text("ab", min_size=1, max_size=3))
def test_a_text_is_found_once_in_each_line_also_where_two_stretches_meet(
    lines: list[str], text: str
) -> None:
    hay = "".join(f"{line}\n" for line in lines)
    with pytest.MonkeyPatch.context() as small:
        small.setattr(index, "_STRETCH", 3)
        found = list(index.lines_with(text, hay))
    assert [hay.count("\n", 0, at) for at in found] == [
        number for number, line in enumerate(lines) if text in line
    ]


# Shelves


def shelves_of(kept: list[str]) -> Shelves:
    shelves = Shelves()
    for at, text in enumerate(kept):
        shelves.add(text, at)
    shelves.sort()
    return shelves


letters = st.text("abé日", min_size=1, max_size=5)


@FEW
@given(st.lists(letters, max_size=40), st.text("abé日", max_size=3))
def test_texts_are_found_by_their_beginning_the_shortest_first(kept: list[str], start: str) -> None:
    found = [at for entries in shelves_of(kept).beginning(start) for at in entries]
    assert sorted(found) == [at for at, text in enumerate(kept) if text.startswith(start)]
    assert [len(kept[at]) for at in found] == sorted(len(kept[at]) for at in found)


@FEW
@given(st.lists(letters, max_size=40), st.lists(letters, max_size=10, unique=True))
def test_texts_are_found_whole(kept: list[str], sought: list[str]) -> None:
    found = sorted(shelves_of(kept).holding(sought))
    assert found == sorted((text, at) for at, text in enumerate(kept) if text in sought)


@FEW
@given(st.lists(letters, max_size=40))
def test_shelves_hold_all_texts_by_length_and_in_order(kept: list[str]) -> None:
    shelves = shelves_of(kept)
    held = [
        (text, at) for texts, entries in shelves for text, at in zip(texts, entries, strict=True)
    ]
    assert sorted(held) == sorted((text, at) for at, text in enumerate(kept))
    for texts, _ in shelves:
        assert len({len(text) for text in texts}) == 1
        assert texts == sorted(texts)
    assert shelves.longest == max(map(len, kept), default=0)
    assert shelves.alphabet == {text[0] for text in kept}


@given(st.lists(letters, max_size=40))
def test_texts_are_in_the_same_order_when_they_are_sorted_by_small_steps(kept: list[str]) -> None:
    with pytest.MonkeyPatch.context() as small:
        small.setattr(shelves, "_RUN", 1)
        assert [list(texts) for texts, _ in shelves_of(kept)] == [
            sorted(text for text in kept if len(text) == length)
            for length in sorted({len(text) for text in kept})
        ]


@pytest.mark.parametrize(("lengths", "start"), [((1, 9), ""), ((3, 3), ""), ((1, 9), "a")])
@FEW
@given(kept=st.lists(letters, max_size=40), query=letters)
def test_a_scan_finds_all_that_are_near_enough(
    kept: list[str], query: str, lengths: tuple[int, int], start: str
) -> None:
    from rapidfuzz.distance import OSA

    found = sorted(shelves_of(kept).scan(query, OSA.distance, 1, lengths, start))
    assert found == sorted(
        (text, at)
        for at, text in enumerate(kept)
        if lengths[0] <= len(text) <= lengths[1]
        and text.startswith(start)
        and OSA.distance(text, query) <= 1
    )
