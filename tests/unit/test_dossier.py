"""Everything about one tool: what is near it, and how it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import CONTACT, FREE, NOBODY, UNKNOWN, money, tool
from verdict_tui import alternatives
from verdict_tui.dossier import Alternative
from verdict_tui.model import Share, Standing
from verdict_tui.render import dossier as told
from verdict_tui.store import votes
from verdict_tui.store.dossier import read_dossier

if TYPE_CHECKING:
    from verdict_tui.model import Price
    from verdict_tui.store.database import Database

DAY = 86_400_000


def standing(
    name: str, category: str = "Editors", price: Price = FREE, panel: Share = NOBODY,
    community: Share = NOBODY,
) -> Standing:  # fmt: skip
    return Standing(tool(name, category, price=price), panel, community)


def other(
    name: str, *, compared: bool = False, shipped_too: int = 0, price: Price = FREE
) -> Alternative:
    return Alternative(
        standing(name, price=price), compared, in_category=True, shipped_too=shipped_too
    )


HERE = standing("Here", panel=Share(3, 4), community=Share(10, 12))


def names(*found: Alternative) -> list[str]:
    return [each.standing.tool.name for each in alternatives.nearest(HERE, found)]


def test_a_published_comparison_counts_most() -> None:
    assert names(other("Close", shipped_too=5), other("Compared", compared=True))[0] == "Compared"


def test_voters_who_ship_both_bring_a_tool_nearer() -> None:
    assert names(other("A"), other("B", shipped_too=3))[0] == "B"


def test_a_price_of_the_same_kind_brings_a_tool_nearer() -> None:
    assert names(other("A", price=money("20")), other("B", price=FREE))[0] == "B"


def test_what_has_nothing_in_common_is_no_alternative() -> None:
    assert names(Alternative(standing("Far", "Hosting"), shipped_too=9)) == []


def test_what_is_compared_is_an_alternative_in_another_category() -> None:
    assert names(Alternative(standing("Far", "Hosting"), compared=True)) == ["Far"]


def test_on_a_tie_the_name_decides_and_the_list_is_short() -> None:
    many = [other(name) for name in ("a", "B", "c", "D", "e", "Éa", "F", "g")]
    assert names(*reversed(many)) == ["a", "B", "c", "D", "e", "Éa"]


@pytest.mark.parametrize(
    ("compared", "in_category", "both", "ships", "points"),
    [
        (False, False, 0, 0, 0),
        (True, False, 0, 0, 3),
        (False, True, 0, 0, 2),
        (True, True, 0, 0, 5),
        (False, False, 5, 5, 2),
        (False, False, 1, 8, 0.25),
        (False, False, 4, 4, 0),
        (True, True, 6, 12, 6),
    ],
)
def test_the_signals_weigh_what_is_written(
    *, compared: bool, in_category: bool, both: int, ships: int, points: float
) -> None:
    here = standing("Here", price=UNKNOWN, community=Share(ships, 2 * ships))
    there = Alternative(standing("There", price=UNKNOWN), compared, in_category, both)
    assert alternatives.nearness(here, there) == points


@pytest.mark.parametrize(
    ("one", "two", "points"),
    [
        (FREE, FREE, 0.75),
        (FREE, money("20"), 0),
        (money("20"), money("20"), 0.75),
        (money("5"), money("20"), 0.1875),
        (money("10"), money("120", "year"), 0.75),
        (money("10", "once"), money("120", "once"), 0.0625),
        (money("0"), money("0"), 0.75),
        (money("0"), money("20"), 0),
        (money("0.25", "once"), money("0.5", "once"), 0.375),
        (money("20"), money("20", currency="EUR"), 0),
        (money("20"), money("20", per_seat=True), 0),
        (money("20"), money("20", "once"), 0),
        (CONTACT, CONTACT, 0),
        (UNKNOWN, FREE, 0),
    ],
)
def test_prices_are_alike_as_often_as_the_cheaper_goes_into_the_dearer(
    one: Price, two: Price, points: float
) -> None:
    for here, there in ((one, two), (two, one)):
        other = Alternative(standing("There", price=there))
        assert (
            alternatives.nearness(standing("Here", price=here, community=Share(5, 5)), other)
            == points
        )


@pytest.mark.parametrize(
    ("one", "two", "points"),
    [
        (Share(3, 4), Share(6, 8), 0.75),
        (Share(3, 4), Share(1, 4), 0.375),
        (Share(1, 1), Share(0, 1), 0),
        (Share(0, 1), NOBODY, 0),
        (NOBODY, NOBODY, 0),
    ],
)
def test_panels_are_alike_less_the_distance_of_their_shares(
    one: Share, two: Share, points: float
) -> None:
    for here, there in ((one, two), (two, one)):
        other = Alternative(standing("There", price=UNKNOWN, panel=there))
        assert alternatives.nearness(standing("Here", price=UNKNOWN, panel=here), other) == points


shares = st.integers(0, 30).flatmap(
    lambda total: st.integers(0, total).map(lambda ship: Share(ship, total))
)


@given(shares, shares, shares, st.booleans(), st.booleans(), st.integers(0, 30))
def test_nearness_is_bounded_whatever_the_figures(
    panel: Share, other_panel: Share, community: Share, compared: bool, same: bool, both: int
) -> None:
    one = standing("One", panel=panel, community=community)
    two = Alternative(standing("Two", panel=other_panel), compared, same, min(both, community.ship))
    assert 0 <= alternatives.nearness(one, two) <= 8.5


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        (FREE, FREE, "free too"),
        (money("20"), FREE, "free to start with"),
        (money("20"), money("10"), "cheaper ($10 / month)"),
        (money("20"), money("20"), "as dear ($20 / month)"),
        (money("10"), money("20"), ""),
        (money("20"), money("20", currency="EUR"), ""),
    ],
)
def test_the_price_is_a_reason_when_it_speaks_for_the_other(
    one: Price, two: Price, said: str
) -> None:
    here = standing("Here", price=one)
    reasons = told.reasons(here, Alternative(standing("There", price=two), in_category=True))
    assert reasons == ["also in Editors", *([said] if said else [])]


def test_voters_are_a_reason_only_where_there_are_enough() -> None:
    few = standing("Few", community=Share(4, 9))
    assert told.reasons(few, other("B", shipped_too=4)) == ["also in Editors", "free too"]
    assert "shipped by 4 of the 10 who ship it" in told.reasons(HERE, other("B", shipped_too=4))


def test_a_dossier_holds_what_the_database_knows(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    votes.cast(small, "alpha", "skip")
    found = read_dossier(small, "alpha", votes.now_ms())
    assert found is not None
    assert found.recent == Share(0, 1)
    assert found.my_vote == "skip"
    assert [(past.vote.choice, past.before) for past in found.votes] == [
        ("skip", "ship"),
        ("ship", "none"),
    ]
    assert [each.standing.tool.name for each in found.alternatives] == ["Beta"]
    assert found.alternatives[0].compared
    assert [each.names for each in found.appearances] == [("Alpha", "Beta")]


def test_old_votes_are_not_recent(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    (past,) = votes.read_history(small)
    on_the_day = read_dossier(small, "alpha", past.vote.stamp.ms + 90 * DAY)
    later = read_dossier(small, "alpha", past.vote.stamp.ms + 90 * DAY + 1)
    assert on_the_day is not None
    assert later is not None
    assert on_the_day.recent == Share(1, 1)
    assert later.recent == Share(0, 0)
    assert later.standing.community == Share(1, 1)


def test_a_retracted_vote_is_not_recent(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    votes.cast(small, "alpha", "none")
    found = read_dossier(small, "alpha", votes.now_ms())
    assert found is not None
    assert found.recent == Share(0, 0)


def test_a_tool_that_is_not_there_has_no_dossier(small: Database) -> None:
    assert read_dossier(small, "nothing", 0) is None


@pytest.mark.parametrize("width", [34, 36, 80, 116, 200])
def test_the_page_fits_its_width_and_its_links_are_where_they_say(
    small: Database, width: int
) -> None:
    found = read_dossier(small, "alpha", votes.now_ms())
    assert found is not None
    page = told.lay_out(found, (), width)
    lines = page.text().split("\n")
    assert max(map(len, lines)) <= width
    linked = [lines[spot.y][spot.x : spot.x + spot.width] for spot in page.spots]
    assert linked == ["Beta", "Alpha vs Beta"]
    assert [told.target(spot.target) for spot in page.spots] == [("beta",), ("alpha", "beta")]
