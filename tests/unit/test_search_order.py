"""The orders of the list, against a plain sort."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.builders import names
from tests.unit.test_search_finder import entry, listed
from verdict_tui.search import order
from verdict_tui.search.order import SORTS, ordered
from verdict_tui.text import fold

if TYPE_CHECKING:
    from verdict_tui.catalogue import Catalogue, Entry
    from verdict_tui.model import Share

few_names = st.one_of(st.sampled_from(["Alpha", "alpha", "Álpha", "beta", "Beta 2", "éc"]), names)
entries = st.lists(
    st.builds(
        entry,
        few_names,
        verdicts=st.text("+-", max_size=5).map(
            lambda said: "".join(f"{mark}{at}" for at, mark in enumerate(said))
        ),
        votes=st.tuples(st.integers(0, 6), st.integers(0, 6)),
        added_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 9)),
    ),
    max_size=15,
)


def best_first(share: Share) -> tuple[Fraction, int]:
    """Rank a share: by its fraction, the more votes first, none at all last."""
    return (-Fraction(share.ship, share.total) if share.total else Fraction(1), -share.total)


def plainly(catalogue: Catalogue, sort: order.Sort) -> list[int]:
    """Sort in the plainest way; ties stay in the order of the catalogue."""
    positions = range(len(catalogue))
    if sort == "name":
        return sorted(positions, key=lambda at: fold(catalogue.names[at]))
    if sort == "panel":
        return sorted(positions, key=lambda at: best_first(catalogue.row(at).panel))
    if sort == "community":
        return sorted(positions, key=lambda at: best_first(catalogue.row(at).community))
    if sort == "newest":
        return sorted(positions, key=lambda at: -catalogue.added[at])
    return list(positions)


@settings(max_examples=40)
@given(entries)
def test_an_order_is_that_of_a_plain_sort(tools: list[Entry]) -> None:
    catalogue = listed(*tools)
    for sort in SORTS:
        assert list(ordered(catalogue, sort)) == plainly(catalogue, sort)


@pytest.mark.parametrize("sort", SORTS)
def test_an_empty_list_has_every_order(sort: order.Sort) -> None:
    assert list(ordered(listed(), sort)) == []


def test_a_long_list_is_sorted_by_name_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "_PIECE", 7)
    catalogue = listed(*(f"{chr(97 + 31 * at % 26)} {at % 5}" for at in range(100)))
    assert list(ordered(catalogue, "name")) == plainly(catalogue, "name")


def test_a_tool_that_nobody_judged_is_last() -> None:
    catalogue = listed(
        "Unjudged",
        entry("Skipped", verdicts="-0", votes=(0, 9)),
        entry("Shipped", verdicts="+0", votes=(1, 0)),
    )
    assert list(ordered(catalogue, "panel")) == [2, 1, 0]
    assert list(ordered(catalogue, "community")) == [2, 1, 0]


def test_of_equal_shares_the_one_of_more_votes_is_first() -> None:
    catalogue = listed(entry("Few", votes=(1, 1)), entry("Many", votes=(50, 50)))
    assert list(ordered(catalogue, "community")) == [1, 0]


def test_a_tool_whose_day_is_not_known_is_the_oldest() -> None:
    catalogue = listed("Unknown", entry("Old", added_on=date(1990, 1, 1)))
    assert list(ordered(catalogue, "newest")) == [1, 0]


def test_a_vote_changes_the_order() -> None:
    catalogue = listed(entry("Alpha", votes=(1, 1)), entry("Beta", votes=(2, 1)))
    assert list(ordered(catalogue, "community")) == [1, 0]
    catalogue.record("alpha", catalogue.row(0).community._replace(ship=4, total=5), "ship")
    assert list(ordered(catalogue, "community")) == [0, 1]
