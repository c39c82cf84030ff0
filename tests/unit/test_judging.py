"""What is judged to be in need of mending, and what is not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import CONTACT, FREE, NOBODY, UNKNOWN, days, money, prices, tool
from verdict_tui.linting.findings import (
    AcrossCategories,
    DeadAlias,
    DoubtfulPrice,
    Evidence,
    FormerName,
    Kind,
    LongQuote,
    NearDuplicate,
    OneSided,
    QuoteLength,
    Unreviewed,
)
from verdict_tui.linting.judging import judge
from verdict_tui.model import Price, Share, Standing, Tool
from verdict_tui.text import slugify

if TYPE_CHECKING:
    from verdict_tui.linting.findings import Finding

TODAY = date(2026, 11, 23)
REVIEWED = Share(1, 2)


def standing(of: Tool, panel: Share = REVIEWED) -> Standing:
    return Standing(of, panel, NOBODY)


def judged(evidence: Evidence) -> list[Finding]:
    return judge(evidence, TODAY)


def judged_price(price: Price) -> list[Finding]:
    return judged(Evidence([standing(tool("Alpha", price=price))]))


@pytest.mark.parametrize("price", [FREE, CONTACT, money("20")])
def test_a_known_price_needs_a_date(price: Price) -> None:
    undated = tool("Alpha", price=price)
    assert judged(Evidence([standing(undated)])) == [DoubtfulPrice("undated-price", undated)]


def test_an_unknown_price_needs_no_date() -> None:
    assert judged_price(UNKNOWN) == []
    assert judged_price(UNKNOWN._replace(as_of=date(1999, 1, 1))) == []


def test_a_price_is_stale_after_ninety_days() -> None:
    assert judged_price(FREE._replace(as_of=TODAY)) == []
    assert judged_price(FREE._replace(as_of=TODAY - timedelta(90))) == []
    (found,) = judged_price(FREE._replace(as_of=TODAY - timedelta(91)))
    assert isinstance(found, DoubtfulPrice)
    assert (found.kind, found.days) == ("stale-price", 91)


def test_a_price_is_not_of_tomorrow() -> None:
    (found,) = judged_price(FREE._replace(as_of=TODAY + timedelta(1)))
    assert isinstance(found, DoubtfulPrice)
    assert (found.kind, found.days) == ("future-price", 1)


@given(prices, days)
def test_a_price_is_doubted_once_at_most_and_fresh_when_looked_up_today(
    price: Price, today: date
) -> None:
    assert len(judge(Evidence([standing(tool(price=price))]), today)) <= 1
    fresh = standing(tool(price=price._replace(as_of=today)))
    assert judge(Evidence([fresh]), today) == []


def test_prices_of_the_future_are_told_before_undated_and_stale_ones() -> None:
    ages = {"Stale": TODAY - timedelta(91), "Undated": None, "Future": TODAY + timedelta(1)}
    tools = [standing(tool(name, price=FREE._replace(as_of=day))) for name, day in ages.items()]
    found = [each.kind for each in judged(Evidence(tools))]
    assert found == ["future-price", "undated-price", "stale-price"]


def test_a_tool_without_reviews_is_told() -> None:
    alpha, beta = tool("Alpha"), tool("Beta")
    found = judged(Evidence([standing(alpha, NOBODY), standing(beta, Share(0, 1))]))
    assert found == [Unreviewed(alpha)]


def test_a_critic_who_always_says_the_same_is_told_from_five_reviews_on() -> None:
    critics = [
        ("Ann", Share(5, 5)), ("Bob", Share(0, 7)), ("Cid", Share(4, 4)), ("Dan", Share(0, 4)),
        ("Eve", Share(5, 6)), ("Flo", Share(1, 6)), ("Gil", NOBODY),
    ]  # fmt: skip
    assert judged(Evidence(critics=critics)) == [
        OneSided("Ann", "ship", 5),
        OneSided("Bob", "skip", 7),
    ]


def test_a_comparison_is_of_one_category_in_whatever_letters() -> None:
    tools = tool("Alpha", "Editors"), tool("Beta", "editors"), tool("Gamma", "Hosting")
    comparisons = [("alpha", "beta"), ("beta", "alpha"), ("gamma", "alpha")]
    found = judged(Evidence(list(map(standing, tools)), comparisons=comparisons))
    assert found == [AcrossCategories(tools[2], tools[0])]


def test_tools_that_may_be_one_are_told_by_how_their_names_are_alike() -> None:
    tools = tool("Code Llama"), tool("CodeLlama"), tool("Cursor"), tool("Cursr"), tool("Zed")
    assert judged(Evidence(list(map(standing, tools)))) == [
        NearDuplicate(tools[0], tools[1], "same"),
        NearDuplicate(tools[2], tools[3], "slip"),
    ]


@pytest.mark.parametrize("names", [("Codeium", "Codium"), ("Codium", "Codeium")])
def test_of_two_tools_one_may_have_the_others_name_as_a_former_one(names: tuple[str, str]) -> None:
    codeium = tool("Codeium")._replace(aliases=("Codium",))
    tools = {"Codeium": codeium, "Codium": tool("Codium")}
    found = judged(Evidence([standing(tools[name]) for name in names]))
    assert found == [NearDuplicate(codeium, tools["Codium"], "former")]


def dead(*former: tuple[str, str]) -> list[tuple[str, str, str, bool]]:
    """Return which of some tools' former names are dead, and where they lead."""
    tools = [standing(tool(name)) for name in ("Alpha", "Beta", "Gamma")]
    claims = [FormerName(slugify(owner), name, slugify(name)) for owner, name in former]
    found = judged(Evidence(tools, claims))
    assert all(isinstance(each, DeadAlias) for each in found)
    return [
        (each.tool.name, each.name, each.other.name, each.is_shared)
        for each in found
        if isinstance(each, DeadAlias)
    ]


def test_a_former_name_that_leads_to_its_tool_is_alive() -> None:
    assert dead(("Alpha", "Aleph"), ("Alpha", "ALEPH"), ("Beta", "Bet")) == []


def test_a_former_name_that_is_another_tool_is_dead() -> None:
    assert dead(("Alpha", "Beta")) == [("Alpha", "Beta", "Beta", False)]


def test_a_former_name_that_another_tool_claimed_before_is_dead() -> None:
    claims = ("Gamma", "First"), ("Alpha", "first"), ("Beta", "FIRST")
    assert dead(*claims) == [("Alpha", "first", "Gamma", True), ("Beta", "FIRST", "Gamma", True)]


def test_a_former_name_that_is_the_tools_own_in_other_letters_is_dead() -> None:
    assert dead(("Alpha", "ALPHA")) == [("Alpha", "ALPHA", "Alpha", False)]


def test_a_quote_is_long_beyond_a_thousand_characters() -> None:
    alpha = tool("Alpha")
    quotes = [QuoteLength("alpha", "Ann", 1000), QuoteLength("alpha", "Bob", 1001)]
    found = judged(Evidence([standing(alpha)], quotes=quotes))
    assert found == [LongQuote(alpha, "Bob", 1001)]


@given(st.permutations(("Alpha", "Alpah", "Beta", "Gamma")))
def test_findings_are_told_kind_after_kind_and_tools_in_their_order(names: list[str]) -> None:
    tools = [standing(tool(name, price=FREE), NOBODY) for name in names]
    former = [FormerName("alpha", "Beta", "beta")]
    found = judged(Evidence(tools, former, [("Ann", Share(9, 9))]))
    kinds = [finding.kind for finding in found]
    assert kinds == sorted(kinds, key=get_args(Kind).index)
    assert set(kinds) == {
        "dead-alias", "near-duplicate", "undated-price", "one-sided-critic", "no-reviews",
    }  # fmt: skip
    assert [each.tool.name for each in found if isinstance(each, Unreviewed)] == names


def test_there_is_nothing_to_mend_in_nothing() -> None:
    assert judged(Evidence()) == []
