"""The arithmetic of the answer: who leads with the community, and what would flip the panel."""

from __future__ import annotations

from fractions import Fraction
from math import comb, erf, sqrt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import NOBODY, score_rows
from tests.unit.builders import row as said_by
from verdict_tui.figures import (
    CommunityLead,
    Flip,
    community_lead,
    flip,
    panel_lead,
    probability_greater,
)
from verdict_tui.model import Overlap, Review, Share
from verdict_tui.render.answer import probably, voters_line
from verdict_tui.store.tools import read_comparison

if TYPE_CHECKING:
    from verdict_tui.model import ScoreRow
    from verdict_tui.store.database import Database

counts = st.integers(0, 60)
shares = st.builds(lambda ship, skip: Share(ship, ship + skip), counts, counts)


@pytest.mark.parametrize(
    ("a", "b", "call", "probability"),
    [
        (Share(16, 20), Share(10, 20), "leads", 0.974),
        (Share(8, 10), Share(5, 10), "leaning", 0.909),
        (Share(4, 5), Share(2, 5), "few", None),
        (Share(4, 4), Share(2, 90), "few", None),
        (Share(10, 20), Share(10, 20), "close", 0.5),
    ],
)
def test_worked_examples(a: Share, b: Share, call: str, probability: float | None) -> None:
    lead = community_lead(a, b)
    assert lead.call == call
    assert lead.probability == (probability and pytest.approx(probability, abs=5e-4))


@pytest.mark.parametrize(
    ("a", "b", "is_enough"),
    [
        (Share(6, 6), Share(0, 6), True),
        (Share(5, 5), Share(0, 7), True),
        (Share(5, 5), Share(0, 6), False),
        (Share(4, 4), Share(0, 8), False),
        (NOBODY, Share(0, 90), False),
    ],
)
def test_nothing_is_said_under_five_votes_on_a_side_or_twelve_on_both(
    a: Share, b: Share, is_enough: bool
) -> None:
    for lead in (community_lead(a, b), community_lead(b, a)):
        assert (lead == CommunityLead("few")) is not is_enough


def by_counting(one: Share, other: Share) -> Fraction:
    """Return the probability that one's true share is greater, exactly.

    A share with a uniform prior is distributed as the (ship + 1)th of (total + 1) numbers drawn
    evenly from 0 to 1. Of all orders in which the numbers of both can lie, those are counted in
    which the other's comes first: before it lie all the other's ships and at most `one.ship` of
    one's numbers.
    """
    before, behind = other.ship, other.skip
    numbers = one.total + 1
    # The ways for none of one's numbers before it; each next count follows from the last.
    ways = found = comb(behind + numbers, numbers)
    for many in range(1, one.ship + 1):
        ways = ways * (before + many) * (numbers - many + 1)
        ways //= many * (behind + numbers - many + 1)
        found += ways
    return Fraction(found, comb(other.total + 1 + numbers, numbers))


@given(shares, shares)
def test_a_probability_is_what_counting_all_orders_gives(a: Share, b: Share) -> None:
    assert probability_greater(a, b) == pytest.approx(float(by_counting(a, b)), abs=1e-10)


def by_normal(one: Share, other: Share) -> float:
    """Return the probability by the normal distribution of the difference."""
    means = [Fraction(each.ship + 1, each.total + 2) for each in (one, other)]
    spread = sum(
        mean * (1 - mean) / (each.total + 3) for mean, each in zip(means, (one, other), strict=True)
    )
    return (1 + erf(float(means[0] - means[1]) / sqrt(2 * spread))) / 2


@pytest.mark.parametrize("rarest", [10_000, 10_001])
def test_up_to_ten_thousand_of_the_rarest_answer_are_counted_and_more_are_estimated(
    rarest: int,
) -> None:
    a, b = Share(rarest, 30_000), Share(20_050, 60_000)
    counted, estimated = float(by_counting(a, b)), by_normal(a, b)
    assert abs(counted - estimated) > 1e-5, "the two can be told apart"
    right = pytest.approx(counted if rarest == 10_000 else estimated, abs=1e-8)
    not_a, not_b = (Share(each.skip, each.total) for each in (a, b))
    assert probability_greater(a, b) == probability_greater(not_b, not_a) == right
    assert 1 - probability_greater(b, a) == 1 - probability_greater(not_a, not_b) == right


# The pairs of up to 25 votes that are nearest to the thresholds, and those exactly on them.
@pytest.mark.parametrize(
    ("a", "b", "call", "sure"),
    [
        (Share(1, 5), Share(0, 18), "leads", "95% sure"),
        (Share(9, 11), Share(9, 18), "leads", "95% sure"),
        (Share(11, 23), Share(4, 18), "leaning", "94% sure"),
        (Share(7, 7), Share(5, 7), "leaning", "90% sure"),
        (Share(1, 6), Share(0, 13), "leaning", "90% sure"),
        (Share(16, 25), Share(3, 8), "close", "89% sure"),
    ],
)
def test_a_tool_leads_from_95_percent_and_leans_from_90(
    a: Share, b: Share, call: str, sure: str
) -> None:
    skips = [Share(each.skip, each.total) for each in (b, a)]
    for one, other in ((a, b), skips):
        for lead, leader in (community_lead(one, other), "a"), (community_lead(other, one), "b"):
            assert (lead.call, lead.leader, probably(lead.probability)) == (call, leader, sure)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Share(10, 20), Share(10, 20)),
        (Share(10, 20), Share(30, 60)),
        (Share(3, 30), Share(3, 30)),
        (Share(10_000, 10**7), Share(10_000, 10**7)),
        (Share(123, 10**9), Share(123, 10**9)),
    ],
)
def test_nobody_leads_where_it_is_even(a: Share, b: Share) -> None:
    assert community_lead(a, b) == CommunityLead("close", None, 0.5)


@given(shares, shares)
def test_either_is_greater(a: Share, b: Share) -> None:
    assert probability_greater(a, b) + probability_greater(b, a) == pytest.approx(1)
    assert 0 <= probability_greater(a, b) <= 1


@given(shares, shares)
def test_to_ask_about_skips_is_to_ask_the_other_way_round(a: Share, b: Share) -> None:
    turned = [Share(each.skip, each.total) for each in (a, b)]
    assert probability_greater(*turned) == pytest.approx(probability_greater(b, a))


@given(shares, shares)
def test_a_ship_more_makes_it_likelier(a: Share, b: Share) -> None:
    more = Share(a.ship + 1, a.total + 1)
    assert probability_greater(more, b) > probability_greater(a, b) - 1e-12


def with_ships(rows: tuple[ScoreRow, ...], column: str, critics: tuple[str, ...]) -> list[ScoreRow]:
    """Return rows in which some critics ship a tool that they skipped."""
    changed = []
    for row in rows:
        review = row.a if column == "a" else row.b
        if row.critic in critics:
            assert review is not None
            assert review.verdict == "skip"
            shipped: Review = review._replace(verdict="ship")
            row = row._replace(a=shipped) if column == "a" else row._replace(b=shipped)
        changed.append(row)
    return changed


@given(score_rows())
def test_a_flip_ties_and_nothing_smaller_does(rows: tuple[ScoreRow, ...]) -> None:
    found = flip(rows)
    lead = panel_lead(rows)
    if lead.leader is None:
        assert found is None
        return
    assert found is not None
    assert len(found.critics) == lead.by
    after = panel_lead(with_ships(rows, found.column, found.critics))
    assert (after.leader, after.a) == (None, after.b)
    before_last = panel_lead(with_ships(rows, found.column, found.critics[:-1]))
    assert before_last.leader == lead.leader


def test_a_flip_names_those_who_ship_only_the_leader_in_panel_order() -> None:
    rows = (
        said_by("Neither", "skip", "skip"),
        said_by("Only A", "ship", None),
        said_by("First", "ship", "skip"),
        said_by("Only B", "skip", "ship"),
        said_by("Both", "ship", "ship"),
        said_by("Second", "ship", "skip"),
        said_by("Third", "ship", "skip"),
    )
    assert flip(rows) == Flip("b", ("First", "Second"))
    turned = [each._replace(a=each.b, b=each.a) for each in rows]
    assert flip(turned) == Flip("a", ("First", "Second"))


def test_those_who_voted_on_both_are_counted(small: Database) -> None:
    said = [("ship", "skip")] * 2 + [("skip", "ship"), ("ship", "ship"), ("skip", "none")]
    for number, (alpha, beta) in enumerate(said):
        with small.transaction("test") as connection:
            for tool, choice in (("alpha", alpha), ("beta", beta)):
                connection.execute(
                    "INSERT INTO standings VALUES (?, ?, ?, 1, 0, 'd', ?)",
                    (tool, f"voter {number}", choice, f"{tool} {number}"),
                )
    comparison = read_comparison(small, "alpha", "beta")
    assert comparison
    assert comparison.voters == Overlap(only_a=2, only_b=1, both=1, neither=0)
    assert voters_line(comparison) == (
        "of 4 who voted on both, 2 would ship only A, 1 only B, 1 both, 0 neither"
    )


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.5, "50% sure"),
        (0.90999, "90% sure"),
        (0.974, "97% sure"),
        (0.97999, "97% sure"),
        (0.98999, "98% sure"),
        (0.99, "99% sure"),
        (0.99001, "over 99% sure"),
        (1.0, "over 99% sure"),
    ],
)
def test_a_probability_is_never_overstated(probability: float, said: str) -> None:
    assert probably(probability) == said
