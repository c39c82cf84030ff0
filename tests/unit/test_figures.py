from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import (
    CONTACT,
    FREE,
    NOBODY,
    UNKNOWN,
    amounts,
    money,
    prices,
    row,
    score_rows,
    shares,
)
from verdict_tui.figures import (
    PriceOrder,
    compare_prices,
    dissents,
    is_few,
    leaning,
    minority,
    panel_lead,
    percent,
    percent_of,
    wilson,
)
from verdict_tui.model import Price, ScoreRow, Share, Verdict


@pytest.mark.parametrize(
    ("ship", "total", "said"),
    [
        (3, 4, "75%"),
        (4, 6, "67%"),
        (1, 8, "13%"),
        (1, 200, "1%"),
        (0, 3, "0%"),
        (3, 3, "100%"),
        (1, 201, "<1%"),
        (199, 200, ">99%"),
        (0, 0, "—"),
    ],
)
def test_a_share_is_said_as_a_whole_percentage(ship: int, total: int, said: str) -> None:
    assert percent(Share(ship, total)) == said


@given(shares())
def test_a_share_is_never_rounded_to_all_unless_unanimous(share: Share) -> None:
    assert (percent(share) == "100%") == (share.total > 0 and share.skip == 0)
    assert (percent(share) == "0%") == (share.total > 0 and share.ship == 0)


@given(shares().filter(lambda share: share.ship and share.skip))
def test_a_percentage_is_the_fraction_rounded_half_up(share: Share) -> None:
    rounded = int(Fraction(100 * share.ship, share.total) + Fraction(1, 2))
    said = {0: "<1%", 100: ">99%"}.get(rounded, f"{rounded}%")
    assert percent(share) == said


@pytest.mark.parametrize(("total", "few"), [(0, False), (1, True), (4, True), (5, False)])
def test_votes_are_few_from_the_first_to_the_fourth(total: int, few: bool) -> None:
    assert is_few(Share(0, total)) is few


@given(shares().filter(lambda share: share.total > 0))
def test_a_part_is_said_as_a_share_is(share: Share) -> None:
    part = Fraction(100 * share.ship, share.total)
    if (part + Fraction(1, 2)).denominator > 1:  # at the half a float may stand on either side
        assert percent_of(share.ship / share.total) == percent(share)


@pytest.mark.parametrize(
    ("part", "said"),
    [(0, "0%"), (1e-9, "<1%"), (0.125, "13%"), (0.625, "63%"), (1 - 1e-9, ">99%"), (1, "100%")],
)
def test_a_part_is_rounded_half_up_and_never_to_none_or_all(part: float, said: str) -> None:
    assert percent_of(part) == said


# Worked out from the textbook form of the formula with fifty decimals.
@pytest.mark.parametrize(
    ("ship", "total", "low", "high"),
    [
        (8, 10, 0.4902, 0.9433),
        (1, 2, 0.0945, 0.9055),
        (45, 100, 0.3561, 0.5476),
        (0, 5, 0, 0.4345),
        (5, 5, 0.5655, 1),
        (1, 1, 0.2065, 1),
    ],
)
def test_an_interval_is_wilsons(ship: int, total: int, low: float, high: float) -> None:
    assert wilson(Share(ship, total)) == pytest.approx((low, high), abs=5e-5)


def test_nobody_leaves_every_share_possible() -> None:
    assert wilson(NOBODY) == (0, 1)


@given(shares().filter(lambda share: share.total > 0))
def test_an_interval_is_around_its_share_within_0_and_1(share: Share) -> None:
    low, high = wilson(share)
    assert 0 <= low <= share.ship / share.total <= high <= 1
    assert (low == 0) == (share.ship == 0)
    assert (high == 1) == (share.skip == 0)


@given(shares())
def test_the_interval_of_those_who_skip_is_mirrored(share: Share) -> None:
    low, high = wilson(share)
    mirrored = wilson(Share(share.skip, share.total))
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(shares(10**4).filter(lambda share: share.total > 0), st.integers(2, 100))
def test_more_votes_for_the_same_share_make_the_interval_narrower(share: Share, more: int) -> None:
    low, high = wilson(share)
    closer = wilson(Share(share.ship * more, share.total * more))
    assert closer.high - closer.low < high - low


@given(shares())
def test_a_minority_is_never_more_than_half_and_the_same_for_both_sides(share: Share) -> None:
    assert minority(share) == minority(Share(share.skip, share.total))
    assert 2 * minority(share).ship <= minority(share).total == share.total


@pytest.mark.parametrize(
    ("verdict", "others", "dissenting"),
    [
        ("ship", Share(0, 2), True),
        ("ship", Share(1, 3), True),
        ("ship", Share(2, 3), False),
        ("skip", Share(2, 3), True),
        ("skip", Share(1, 2), None),
        ("skip", Share(1, 1), None),
        ("ship", NOBODY, None),
    ],
)
def test_a_critic_dissents_from_a_majority_of_two_others_or_more(
    verdict: Verdict, others: Share, dissenting: bool | None
) -> None:
    assert dissents(verdict, others) is dissenting


@pytest.mark.parametrize(
    ("ship", "total", "verdict"),
    [
        (9, 10, "ship"),
        (1, 10, "skip"),
        (10, 10, "ship"),
        (8, 10, None),
        (9, 9, None),
        (17, 19, None),
        (18, 20, "ship"),
    ],
)
def test_a_critic_leans_from_nine_in_ten_of_ten_reviews(
    ship: int, total: int, verdict: Verdict | None
) -> None:
    assert leaning(Share(ship, total)) == verdict


def test_the_panel_leads_by_the_ships_of_critics_who_reviewed_both() -> None:
    lead = panel_lead([row("Ann", "ship", "skip"), row("Bob", "ship", "skip")])
    assert (lead.leader, lead.by, lead.common) == ("a", 2, 2)


def test_a_critic_who_reviewed_one_tool_does_not_count_for_the_lead() -> None:
    lead = panel_lead(
        [row("Ann", "ship", "ship"), row("Bob", "skip", "ship"), row("Cid", "ship", None)]
    )
    assert (lead.leader, lead.a, lead.b, lead.common) == ("b", 1, 2, 2)


def test_one_critic_in_common_makes_no_leader() -> None:
    assert panel_lead([row("Ann", "ship", "skip"), row("Bob", "ship", None)]).leader is None


def test_as_many_ships_on_both_sides_are_a_tie() -> None:
    lead = panel_lead([row("Ann", "ship", "skip"), row("Bob", "skip", "ship")])
    assert (lead.leader, lead.by) == (None, 0)


@given(score_rows())
def test_swapping_the_tools_swaps_the_lead(rows: tuple[ScoreRow, ...]) -> None:
    lead = panel_lead(rows)
    swapped = panel_lead(each._replace(a=each.b, b=each.a) for each in rows)
    mirrored = {"a": "b", "b": "a", None: None}
    assert swapped.leader == mirrored[lead.leader]
    assert (swapped.a, swapped.b, swapped.common) == (lead.b, lead.a, lead.common)


@pytest.mark.parametrize(
    ("a", "b", "order"),
    [
        (FREE, FREE, PriceOrder(None)),
        (FREE, money("20"), PriceOrder("a")),
        (money("10"), money("9.99"), PriceOrder("b")),
        (money("10"), money("120", "year"), PriceOrder(None)),
        (money("10"), money("119.99", "year"), PriceOrder("b")),
        (money("99", "once"), money("100", "once"), PriceOrder("a")),
        (money("20"), money("20", currency="EUR"), PriceOrder(None, "currency")),
        (money("20"), money("20", per_seat=True), PriceOrder(None, "seat")),
        (money("20", "once"), money("20"), PriceOrder(None, "period")),
        (FREE, UNKNOWN, PriceOrder(None, "unknown")),
        (FREE, CONTACT, PriceOrder(None, "contact")),
        (money("20"), CONTACT, PriceOrder(None, "contact")),
        (UNKNOWN, UNKNOWN, PriceOrder(None, "unknown")),
    ],
)
def test_prices_are_ordered_where_they_can_be_compared(
    a: Price, b: Price, order: PriceOrder
) -> None:
    assert compare_prices(a, b) == order


@given(prices, prices)
def test_swapping_two_prices_swaps_which_is_cheaper(a: Price, b: Price) -> None:
    order = compare_prices(a, b)
    mirrored = {"a": "b", "b": "a", None: None}
    swapped = compare_prices(b, a)
    assert (swapped.cheaper, swapped.obstacle) == (mirrored[order.cheaper], order.obstacle)


@given(amounts)
def test_no_price_is_cheaper_than_itself(price: Price) -> None:
    assert compare_prices(price, price) == PriceOrder(None)


@given(st.integers(0, 10**6))
def test_a_year_costs_as_much_as_twelve_months(cents: int) -> None:
    month, year = money(str(cents)), money(str(12 * cents), "year")
    assert compare_prices(month, year) == PriceOrder(None)


def test_a_share_counts_those_who_skip() -> None:
    assert (Share(3, 4).skip, NOBODY.skip) == (1, 0)
