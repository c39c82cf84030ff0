from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import NOBODY, shares
from verdict_tui.catalogue import Catalogue, Entry
from verdict_tui.figures import Interval, wilson
from verdict_tui.model import Share
from verdict_tui.rankings import RULES, Rule, measure, rank

if TYPE_CHECKING:
    from verdict_tui.rankings import Place, Ranking

PANEL, COMMUNITY, DIVIDED, DIVIDED_VOTERS, GAP = RULES


def catalogue(**tools: tuple[Share, Share]) -> Catalogue:
    """Return tools by name, each with the panel's share and the community's."""
    return Catalogue(
        Entry(name.lower(), name, "Editors", _said(panel), community.ship, community.skip, None)
        for name, (panel, community) in tools.items()
    )


def _said(panel: Share) -> str:
    marks = "+" * panel.ship + "-" * panel.skip
    return "".join(f"{mark}{critic}" for critic, mark in enumerate(marks))


def panels(**tools: tuple[int, int]) -> Catalogue:
    return catalogue(**{name: (Share(*share), NOBODY) for name, share in tools.items()})


def votes(**tools: tuple[int, int]) -> Catalogue:
    return catalogue(**{name: (NOBODY, Share(*share)) for name, share in tools.items()})


def told(tools: Catalogue, ranking: Ranking) -> dict[str, list[str]]:
    """Return the names in each section, those with a rank after it, as in `1= Alpha`."""
    return {
        section.kind: [_told(tools.names[place.position], place) for place in section]
        for section in ranking.sections
    }


def _told(name: str, place: Place) -> str:
    return name if place.rank is None else f"{place.rank}{'=' if place.tied else ''} {name}"


def test_by_panel_the_greatest_share_is_first_and_of_equal_ones_that_of_more_voices() -> None:
    tools = panels(Half=(1, 2), Three=(3, 4), Six=(6, 8), None_=(0, 3), All=(1, 1))
    assert told(tools, rank(tools, PANEL)) == {
        "ranked": ["1 All", "2 Six", "3 Three", "4 Half", "5 None_"]
    }


def test_ties_share_a_rank_and_the_next_rank_counts_them() -> None:
    tools = panels(Cid=(1, 2), Bob=(3, 4), Ann=(3, 4), Dot=(1, 2), Eve=(0, 1))
    assert told(tools, rank(tools, PANEL)) == {
        "ranked": ["1= Ann", "1= Bob", "3= Cid", "3= Dot", "5 Eve"]
    }


def test_tools_that_no_critic_reviewed_have_a_section_of_their_own_by_name() -> None:
    tools = panels(beta=(0, 0), Alpha=(0, 0), Gamma=(0, 1))
    ranking = rank(tools, PANEL)
    assert told(tools, ranking) == {"ranked": ["1 Gamma"], "no reviews": ["Alpha", "beta"]}
    assert not any(place.tied for section in ranking.sections for place in section)


def test_where_nobody_reviewed_anything_nothing_has_a_rank() -> None:
    tools = panels(Alpha=(0, 0))
    assert told(tools, rank(tools, PANEL)) == {"no reviews": ["Alpha"]}
    assert told(tools, rank(tools, DIVIDED)) == {"no reviews": ["Alpha"]}
    assert rank(tools, GAP).sections == ()


@pytest.mark.parametrize("rule", RULES)
def test_without_tools_there_is_nothing_to_rank(rule: Rule) -> None:
    assert rank(Catalogue([]), rule) == (rule, (), 0, 0)


def test_by_community_many_votes_stand_above_a_few_that_are_unanimous() -> None:
    tools = votes(Unanimous=(5, 5), Many=(90, 100), Some=(8, 10))
    assert told(tools, rank(tools, COMMUNITY)) == {"ranked": ["1 Many", "2 Unanimous", "3 Some"]}


def test_under_five_votes_the_community_gives_no_rank() -> None:
    tools = votes(Four=(4, 4), Five=(5, 5), None_=(0, 0))
    assert told(tools, rank(tools, COMMUNITY)) == {
        "ranked": ["1 Five"],
        "too few votes": ["Four", "None_"],
    }


def test_tools_that_nobody_ships_are_tied_by_a_bound_of_zero() -> None:
    tools = votes(Few=(0, 5), Many=(0, 500), One=(1, 500))
    assert told(tools, rank(tools, COMMUNITY)) == {"ranked": ["1 One", "2= Few", "2= Many"]}


def test_the_panel_is_divided_by_its_minority_whichever_side_it_is_on() -> None:
    tools = panels(Quarter=(1, 4), Rest=(3, 4), Half=(3, 6), Pair=(1, 2), Agreed=(6, 6), No=(0, 0))
    assert told(tools, rank(tools, DIVIDED)) == {
        "ranked": ["1 Half", "2 Pair", "3= Quarter", "3= Rest"],
        "unanimous": ["Agreed"],
        "no reviews": ["No"],
    }


def test_one_of_two_voters_never_stands_above_45_of_100() -> None:
    tools = votes(Pair=(1, 2), Hundred=(45, 100), Ten=(5, 10), Agreed=(30, 30))
    assert told(tools, rank(tools, DIVIDED_VOTERS)) == {
        "ranked": ["1 Hundred", "2 Ten"],
        "unanimous": ["Agreed"],
        "too few votes": ["Pair"],
    }


@given(shares(60).filter(lambda share: share.total >= 5 and share.ship != share.skip))
def test_more_votes_divided_alike_are_more_surely_divided(share: Share) -> None:
    more = Share(2 * share.ship, 2 * share.total)
    few, many = measure(DIVIDED_VOTERS, NOBODY, share), measure(DIVIDED_VOTERS, NOBODY, more)
    assert few
    assert many
    assert many.value > few.value or not (share.ship and share.skip)


def test_a_gap_is_told_only_outside_the_interval_of_twelve_votes_or_more() -> None:
    panel = Share(4, 4)
    tools = catalogue(
        Wide=(panel, Share(1, 12)),
        Eleven=(panel, Share(1, 11)),
        Near=(panel, Share(12, 12)),
        Inside=(Share(3, 4), Share(8, 12)),
        Alike=(Share(0, 4), Share(0, 12)),
        Unseen=(NOBODY, Share(1, 12)),
        Lower=(Share(1, 4), Share(18, 20)),
    )
    ranking = rank(tools, GAP)
    assert told(tools, ranking) == {"ranked": ["1 Wide", "2 Lower"]}
    assert (ranking.total, ranking.left_out) == (2, 5)


def test_a_gap_says_which_side_is_higher_and_how_far() -> None:
    higher = measure(GAP, Share(4, 4), Share(3, 12))
    lower = measure(GAP, Share(1, 4), Share(18, 20))
    assert higher == (0.75, wilson(Share(3, 12)), "panel")
    assert lower == (0.65, wilson(Share(18, 20)), "community")


def test_gaps_that_are_the_same_fraction_are_tied() -> None:
    tools = catalogue(
        Tenths=(Share(1, 1), Share(21, 30)),
        Thirtieths=(Share(7, 10), Share(12, 30)),
        Other=(Share(3, 10), Share(0, 30)),
    )
    assert told(tools, rank(tools, GAP)) == {"ranked": ["1= Other", "1= Tenths", "1= Thirtieths"]}


@given(shares(200), shares(200))
def test_a_gap_is_the_difference_of_the_fractions(panel: Share, community: Share) -> None:
    found = measure(GAP, panel, community)
    if found is None:
        return
    apart = Fraction(panel.ship, panel.total) - Fraction(community.ship, community.total)
    assert found.value == pytest.approx(abs(float(apart)))
    assert (found.higher == "panel") == (apart > 0)


def test_a_measure_has_an_interval_where_votes_are_judged() -> None:
    panel, community = Share(3, 4), Share(8, 10)
    assert measure(PANEL, panel, community) == (0.75, None, None)
    assert measure(DIVIDED, panel, community) == (0.25, None, None)
    low, high = wilson(community)
    assert measure(COMMUNITY, panel, community) == (low, Interval(low, high), None)
    few = measure(DIVIDED_VOTERS, panel, community)
    assert few
    assert few.interval
    assert few.interval == pytest.approx((1 - high, 1 - low))
    assert few.value == few.interval[0]


def test_only_the_tools_asked_for_take_part() -> None:
    tools = panels(Alpha=(3, 3), Beta=(2, 3), Gamma=(2, 3))
    ranking = rank(tools, PANEL, among=[False, True, True])
    assert told(tools, ranking) == {"ranked": ["1= Beta", "1= Gamma"]}


def test_the_head_of_a_ranking_keeps_ranks_ties_and_how_many_there_are() -> None:
    tools = panels(Alpha=(3, 3), Beta=(3, 3), Gamma=(0, 0), Delta=(0, 0))
    ranking = rank(tools, PANEL)
    first = ranking.head(1)
    assert told(tools, first) == {"ranked": ["1= Alpha"]}
    assert (first.total, first.sections[0].total) == (4, 2)
    assert told(tools, ranking.head(3)) == {
        "ranked": ["1= Alpha", "1= Beta"],
        "no reviews": ["Delta"],
    }
    assert told(tools, ranking.head(9)) == told(tools, ranking)


def test_the_head_goes_through_as_many_sections_as_it_needs() -> None:
    tools = panels(A=(1, 2), B=(1, 3), C=(1, 3), D=(2, 2), E=(0, 0), F=(0, 0))
    ranking = rank(tools, DIVIDED)
    assert [section.total for section in ranking.sections] == [3, 1, 2]
    for count in range(8):
        first = ranking.head(count)
        assert [place for each in first.sections for place in each] == [
            place for each in ranking.sections for place in each
        ][:count]
        assert all(len(section) for section in first.sections), "none is empty"


@given(st.lists(st.tuples(shares(8), shares(40)), max_size=20), st.sampled_from(RULES))
def test_ranks_follow_the_measures_and_nobody_is_lost(
    standings: list[tuple[Share, Share]], rule: Rule
) -> None:
    tools = catalogue(**{f"Tool{number}": pair for number, pair in enumerate(standings)})
    ranking = rank(tools, rule)
    listed = [place for section in ranking.sections for place in section]
    assert len({place.position for place in listed}) == len(listed)
    assert len(listed) + ranking.left_out == len(standings)
    ranked = [place for place in listed if place.rank is not None]
    values = [measure(rule, *standings[place.position]) for place in ranked]
    found = [value.value for value in values if value]
    assert len(found) == len(ranked)
    assert found == sorted(found, reverse=True)
    for row, place in enumerate(ranked):
        alike = [other.rank for other in ranked].count(place.rank)
        assert place.tied == (alike > 1)
        assert place.rank is not None
        assert place.rank <= row + 1 < place.rank + alike
