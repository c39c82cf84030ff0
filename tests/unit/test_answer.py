"""The arithmetic of the answer: who leads with the community, and what would flip the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import score_rows
from verdict_tui.figures import (
    CommunityLead,
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


def test_nobody_leads_where_it_is_even_or_too_few_voted() -> None:
    assert community_lead(Share(4, 5), Share(2, 5)) == CommunityLead("few")
    assert community_lead(Share(10, 20), Share(10, 20)).leader is None


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


def test_the_probability_is_what_chances_come_to() -> None:
    import random

    chance = random.Random(1)
    a, b = Share(16, 20), Share(10, 20)
    draws = 40_000
    greater = sum(
        chance.betavariate(a.ship + 1, a.skip + 1) > chance.betavariate(b.ship + 1, b.skip + 1)
        for _ in range(draws)
    )
    assert greater / draws == pytest.approx(probability_greater(a, b), abs=0.005)


def test_many_votes_are_counted_as_nearly_as_few() -> None:
    exact = probability_greater(Share(10_000, 20_000), Share(9_950, 20_000))
    near = probability_greater(Share(10_002, 20_004), Share(9_952, 20_004))
    assert near == pytest.approx(exact, abs=1e-3)


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
    [(0.974, "97% sure"), (0.9999, "over 99% sure"), (1.0, "over 99% sure")],
)
def test_a_probability_is_never_overstated(probability: float, said: str) -> None:
    assert probably(probability) == said
