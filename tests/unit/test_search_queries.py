"""The ranking, held to what people type for real names (`tests/data`)."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.conftest import ROOT
from tests.unit.test_search_finder import listed
from verdict_tui.search.finder import Finder

KINDS = (
    "exact",
    "prefix",
    "word_prefix",
    "abbreviation",
    "substring",
    "slip",
    "slips",
    "order",
    "spelling",
)
DATA = ROOT / "tests" / "data"
LEAST_OF_ALL = 0.985
LEAST_OF_A_KIND = 0.95
LEAST_QUERIES = 200


class Asked(NamedTuple):
    kind: str
    text: str
    meant: frozenset[str]
    """Any of these names is right."""
    rank: int
    """Where the first of them stands, from 1; 0 when none was found."""

    @property
    def reciprocal(self) -> float:
        return 1 / self.rank if self.rank else 0.0


@pytest.fixture(scope="module")
def asked() -> list[Asked]:
    """Ask every query of the file."""
    names = (DATA / "tool_names.txt").read_text("utf-8").splitlines()
    finder = Finder(listed(*names))
    answers = []
    for line in (DATA / "queries.tsv").read_text("utf-8").splitlines():
        kind, text, given = line.split("\t")
        meant = frozenset(given.split(" | "))
        assert meant <= set(names), f"{meant - set(names)} is not among the names"
        found = [names[match.position] for match in finder.find(text)]
        rank = next((place for place, name in enumerate(found, 1) if name in meant), 0)
        answers.append(Asked(kind, text, meant, rank))
    return answers


def mean(asked: list[Asked]) -> float:
    return sum(each.reciprocal for each in asked) / len(asked)


def test_the_queries_are_many_and_of_every_kind(asked: list[Asked]) -> None:
    assert len(asked) >= LEAST_QUERIES
    assert {each.kind for each in asked} == set(KINDS)
    assert len({(each.kind, each.text) for each in asked}) == len(asked)


def test_what_is_meant_stands_first_nearly_always(asked: list[Asked]) -> None:
    assert mean(asked) >= LEAST_OF_ALL


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_query_finds_what_is_meant(asked: list[Asked], kind: str) -> None:
    of_kind = [each for each in asked if each.kind == kind]
    missed = [
        f"{each.text!r} has {' or '.join(sorted(each.meant))} at {each.rank or 'no place'}"
        for each in of_kind
        if each.rank != 1
    ]
    assert mean(of_kind) >= LEAST_OF_A_KIND, "; ".join(missed)


def test_a_whole_name_is_always_first(asked: list[Asked]) -> None:
    assert [each.text for each in asked if each.kind == "exact" and each.rank != 1] == []
