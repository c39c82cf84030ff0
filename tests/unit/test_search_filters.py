"""The filters: what each value asks for, and what is said of one that makes no sense."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from operator import and_, eq, ge, gt, le, lt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import CONTACT, FREE, UNKNOWN, money
from tests.unit.test_search_finder import entry, listed
from verdict_tui.errors import WrongUseError
from verdict_tui.search import filters

if TYPE_CHECKING:
    from decimal import Decimal

    from verdict_tui.catalogue import Catalogue
    from verdict_tui.search.filters import Test

TODAY = date(2026, 11, 20)

TOOLS = [
    entry("Alpha", "Code editors", price=FREE, licence="MIT", verdicts="+0+1-2",
          votes=(2, 1), mine="ship", added_on=date(2026, 11, 19)),
    entry("Beta", "Hosting", price=money("20"), licence="Apache 2.0", verdicts="+0-1",
          votes=(1, 3), mine="skip", added_on=date(2026, 10, 21)),
    entry("Gamma", "Local runtimes", price=money("120", "year"), licence="MIT",
          verdicts="+0+1+2", votes=(4, 0), added_on=date(2025, 11, 20)),
    entry("Delta", "Code review", price=money("15", currency="EUR"), verdicts="-0"),
    entry("Epsilon", "Hosting", price=CONTACT),
    entry("Zeta", "Éclairs", price=money("10", "once"), licence="Proprietary"),
    entry("Eta", "Hosting", price=UNKNOWN, votes=(0, 2)),
]  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return listed(*TOOLS)


def those(catalogue: Catalogue, test: Test) -> str:
    """Return the names of the tools that meet a test."""
    met = test(catalogue)
    return " ".join(name for name, is_met in zip(catalogue.names, met, strict=True) if is_met)


def asked(catalogue: Catalogue, typed: str) -> str:
    """Return the names of the tools that a filter asks for."""
    key, _, value = typed.partition(":")
    return those(catalogue, filters.read(key, value, catalogue).test)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("cat:hosting", "Beta Epsilon Eta"),
        ("cat:host", "Beta Epsilon Eta"),
        ("cat:code", "Alpha Delta"),
        ("cat:code-editors", "Alpha"),
        ("cat:Code editors", "Alpha"),
        ("cat:editors", "Alpha"),
        ("cat:eclairs", "Zeta"),
        ("cat:ÉCL", "Zeta"),
        ("category:local", "Gamma"),
        ("licence:mit", "Alpha Gamma"),
        ("license:apache-2.0", "Beta"),
        ("licence:Apache 2.0", "Beta"),
        ("licence:2.0", "Beta"),
        ("LICENCE:prop", "Zeta"),
        ("price:free", "Alpha"),
        ("price:FREE", "Alpha"),
        ("price:contact", "Epsilon"),
        ("price:unknown", "Eta"),
        ("price:paid", "Beta Gamma Delta Epsilon Zeta"),
        ("price:<20", "Alpha Gamma Delta"),
        ("price:<=20", "Alpha Beta Gamma Delta"),
        ("price:<10", "Alpha"),
        ("price:10", "Alpha Gamma"),
        ("price:=10", "Gamma"),
        ("price:<10.01", "Alpha Gamma"),
        ("price:>10", "Beta Delta"),
        ("price:>=10", "Beta Gamma Delta"),
        ("price:>0", "Beta Gamma Delta"),
        ("price:0", "Alpha"),
        ("price:>=10eur", "Delta"),
        ("price:>=10 EUR", "Delta"),
        ("price:<20eur", "Alpha Delta"),
        ("price:<$20", "Alpha Gamma"),
        ("price:<20$", "Alpha Gamma"),
        ("price:>10usd", "Beta"),
        ("price:>$10", "Beta"),
        ("price:>=10€", "Delta"),
        ("entry:free", "Alpha"),
        ("panel:none", "Epsilon Zeta Eta"),
        ("panel:>50", "Alpha Gamma"),
        ("panel:>=50", "Alpha Beta Gamma"),
        ("panel:50", "Alpha Beta Gamma"),
        ("panel:=50", "Beta"),
        ("panel:<50", "Delta"),
        ("panel:<=0", "Delta"),
        ("panel:100", "Gamma"),
        ("panel:100%", "Gamma"),
        ("panel:>100", ""),
        ("community:none", "Delta Epsilon Zeta"),
        ("community:>50", "Alpha Gamma"),
        ("com:<=25", "Beta Eta"),
        ("community:25", "Alpha Beta Gamma"),
        ("vote:none", "Gamma Delta Epsilon Zeta Eta"),
        ("vote:ship", "Alpha"),
        ("vote:SKIP", "Beta"),
        ("vote:any", "Alpha Beta"),
        ("me:ship", "Alpha"),
        ("new:2026-11-19", "Alpha"),
        ("added:2026-01-01", "Alpha Beta"),
        ("new:2025-11-20", "Alpha Beta Gamma"),
        ("new:99999y", "Alpha Beta Gamma"),
    ],
)
def test_a_filter_asks_for_tools(catalogue: Catalogue, typed: str, names: str) -> None:
    assert asked(catalogue, typed) == names


@pytest.mark.parametrize(
    ("typed", "what", "remedy"),
    [
        ("cat:hostign", "no category begins with 'hostign'", "did you mean cat:hosting?"),
        ("cat:zzz", "no category begins with 'zzz'",
         "there are code-editors, code-review, eclairs, hosting, local-runtimes"),
        ("cat:osting", "no category begins with", "did you mean cat:hosting?"),
        ("licence:gpl", "no licence begins with 'gpl'", "there are apache-2.0, mit, proprietary"),
        ("price:$$20", "'price:$$20' says nothing", "try free"),
        ("price:cheap", "'price:cheap' says nothing", "try free, <20"),
        ("price:<", "'price:<' says nothing", "paid, contact or unknown"),
        ("price:<20euros", "says nothing", ">=10eur (a month)"),
        ("price:-5", "says nothing", "try free"),
        ("price:<1.000", "'1.000' can mean 1000 or 1", "try free"),
        ("price:<¥20", "'¥' can mean CNY or JPY", "try free"),
        ("price:<$20eur", "$ and eur are different currencies", "try free"),
        ("price:<20per", "'per' isn't a currency", "try free"),
        ("price:99999999999", "isn't less than 1,000,000,000", "try free"),
        ("panel:good", "'panel:good' says nothing", "try panel:>70, panel:<=50 or panel:none"),
        ("panel:>70x", "says nothing", "panel:>70"),
        ("panel:>101", "'panel:>101' is no percentage", "0 to 100 are"),
        ("price:>10chf", "no price is in CHF", "there are EUR, USD"),
        ("new:2999-01-01", "is in the future", "try new:30d"),
        ("community:", "says nothing", "try community:>70, community:<=50 or community:none"),
        ("vote:yes", "'vote:yes' says nothing", "try vote:none, vote:ship, vote:skip or vote:any"),
        ("new:soon", "'new:soon' says nothing", "try new:30d, new:2w or new:2026-11-01"),
        ("new:2026-02-30", "says nothing", "try new:30d"),
        ("new:2026", "says nothing", "try new:30d"),
        ("new:-3d", "says nothing", "try new:30d"),
        ("new:123456d", "says nothing", "try new:30d"),
        ("catt:hosting", "there is no filter catt:", "did you mean cat:?"),
        ("pric:free", "there is no filter pric:", "did you mean price:?"),
        ("licens:mit", "there is no filter licens:", "did you mean licen"),
        ("qqq:1", "there is no filter qqq:",
         "there are cat: price: panel: community: vote: new: licence:"),
    ],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_says_what_would(
    catalogue: Catalogue, typed: str, what: str, remedy: str
) -> None:
    with pytest.raises(WrongUseError) as raised:
        asked(catalogue, typed)
    assert what in str(raised.value)
    assert remedy in str(raised.value)


def test_of_many_values_eight_are_named_and_the_others_counted() -> None:
    for count, rest in ((8, "h"), (9, "h and 1 more"), (11, "h and 3 more")):
        tools = listed(*(entry(letter, letter) for letter in "abcdefghijk"[:count]))
        with pytest.raises(WrongUseError) as raised:
            asked(tools, "cat:zzz")
        assert raised.value.remedy == f"there are a, b, c, d, e, f, g, {rest}"


def test_what_was_typed_is_told_up_to_forty_characters(catalogue: Catalogue) -> None:
    for value, told in ((40 * "z", 40 * "z"), (41 * "z", 39 * "z" + "…"), ("z\x1b", "z␛")):
        with pytest.raises(WrongUseError) as raised:
            asked(catalogue, f"cat:{value}")
        assert raised.value.what == f"no category begins with '{told}'"
        assert filters.shown(value) == told


@pytest.mark.parametrize(("symbol", "currency"), [("$", "USD"), ("€", "EUR"), ("£", "GBP")])
def test_a_currency_may_be_asked_for_by_its_sign(symbol: str, currency: str) -> None:
    tools = listed(
        entry("Here", price=money("20", currency=currency)),
        entry("Elsewhere", price=money("20", currency="CHF")),
    )
    for value in (f"<=20{symbol}", f"<={symbol}20", f"<=20{currency.lower()}"):
        assert asked(tools, f"price:{value}") == "Here"


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("cat:code", "category:CODE", True),
        ("cat:ÉCL", "cat:ecl", True),
        ("cat:code", "cat:code-r", False),
        ("panel:>50", "community:>50", False),
    ],
)
def test_filters_are_the_same_that_ask_for_the_same(
    catalogue: Catalogue, *, one: str, other: str, is_same: bool
) -> None:
    first, second = (
        filters.read(key, value, catalogue)
        for key, _, value in (each.partition(":") for each in (one, other))
    )
    assert first.is_same(second) is second.is_same(first) is is_same


def test_where_there_are_no_values_there_is_none_to_name() -> None:
    for tools, typed, remedy in (
        (listed("Alpha"), "licence:mit", "no tool has one"),
        (listed(), "cat:host", "there are none"),
    ):
        with pytest.raises(WrongUseError) as raised:
            asked(tools, typed)
        assert raised.value.remedy == remedy


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("1d", "Alpha"),
        ("0d", ""),
        ("29d", "Alpha"),
        ("30d", "Alpha Beta"),
        ("1m", "Alpha Beta"),
        ("29", "Alpha"),
        ("30", "Alpha Beta"),
        ("365", "Alpha Beta Gamma"),
        ("1W", "Alpha"),
        ("12w", "Alpha Beta"),
        ("364d", "Alpha Beta"),
        ("365d", "Alpha Beta Gamma"),
        ("1y", "Alpha Beta Gamma"),
        ("2026-11-19", "Alpha"),
        ("2026-11-20", ""),
    ],
)
def test_an_age_is_counted_back_from_today(catalogue: Catalogue, value: str, names: str) -> None:
    assert those(catalogue, filters.since(value, TODAY)) == names


def test_a_tool_whose_day_is_not_known_is_never_new() -> None:
    assert those(listed("Alpha"), filters.since("99999y", TODAY)) == ""


# Shares and prices are compared as they are, not as they are shown


def test_two_of_three_is_more_than_66_percent_and_less_than_67() -> None:
    two_of_three = listed(entry("Alpha", verdicts="+0+1-2", votes=(2, 1)))
    for key in ("panel", "community"):
        assert asked(two_of_three, f"{key}:>66") == "Alpha"
        assert asked(two_of_three, f"{key}:>66.6666") == "Alpha"
        assert asked(two_of_three, f"{key}:<67") == "Alpha"
        assert asked(two_of_three, f"{key}:>=67") == ""
        assert asked(two_of_three, f"{key}:=67") == ""


OPERATORS = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "": ge}
hundredths = st.decimals(0, 100, places=2)


@given(st.integers(0, 50), st.integers(0, 50), hundredths, st.sampled_from(sorted(OPERATORS)))
def test_a_share_is_compared_as_a_fraction(
    ships: int, skips: int, percent: Decimal, operator: str
) -> None:
    asked_for = asked(listed(entry("Alpha", votes=(ships, skips))), f"com:{operator}{percent}")
    total = ships + skips
    is_met = total > 0 and OPERATORS[operator](Fraction(100 * ships, total), Fraction(percent))
    assert asked_for == ("Alpha" if is_met else "")


@given(
    st.decimals(0, 2000, places=2),
    st.sampled_from(("month", "year", "once")),
    hundredths,
    st.sampled_from(sorted(OPERATORS)),
)
def test_a_price_is_compared_by_the_month(
    amount: Decimal, period: str, limit: Decimal, operator: str
) -> None:
    price = money(str(amount), "year" if period == "year" else "month")
    if period == "once":
        price = money(str(amount), "once")
    months = {"month": 1, "year": 12}.get(period)
    compare = OPERATORS[operator or "<="]
    is_met = months is not None and compare(Fraction(amount) / months, Fraction(limit))
    priced = listed(entry("Alpha", price=price))
    assert asked(priced, f"price:{operator}{limit}") == ("Alpha" if is_met else "")


# All the filters together


def test_no_filters_want_no_answer(catalogue: Catalogue) -> None:
    assert filters.wanted([], catalogue) is None


GOOD = ["cat:code", "price:<20", "panel:>50", "community:50", "vote:none", "new:2026-01-01",
        "licence:mit", "price:paid", "panel:none", "cat:host"]  # fmt: skip


@given(st.lists(st.sampled_from(GOOD), min_size=1, max_size=5))
def test_several_filters_ask_for_what_meets_them_all(typed: list[str]) -> None:
    tools = listed(*TOOLS)
    each = [
        filters.read(key, value, tools) for key, _, value in (one.partition(":") for one in typed)
    ]
    expected = [True] * len(tools)
    for condition in each:
        expected = list(map(and_, expected, condition.test(tools)))
    assert filters.wanted(each, tools) == expected


@pytest.mark.parametrize("kind", filters.KINDS, ids=lambda kind: kind.key)
def test_every_value_that_is_offered_makes_sense(catalogue: Catalogue, kind: filters.Kind) -> None:
    assert kind.choices(catalogue)
    for choice in kind.choices(catalogue):
        test = filters.read(kind.key, choice, catalogue).test
        assert len(test(catalogue)) == len(catalogue)
        assert not any(character.isspace() for character in choice)


@given(
    st.sampled_from(list(filters.BY_KEY)),
    st.one_of(st.text(max_size=12), st.from_regex(r"[<>=]{0,3}\d{0,12}[.%$]?[a-z]{0,4}")),
)
def test_any_value_gives_a_test_or_a_sentence(key: str, value: str) -> None:
    tools = listed(*TOOLS)
    remedy, met = "", None
    try:
        met = filters.read(key, value, tools).test(tools)
    except WrongUseError as error:
        remedy = error.remedy
    assert remedy if met is None else len(met) == len(tools)


def test_a_condition_says_its_filter_by_its_first_key(catalogue: Catalogue) -> None:
    condition = filters.read("LICENSE", "mit", catalogue)
    assert (condition.key, condition.value) == ("licence", "mit")


@pytest.mark.parametrize("value", [" ", "-", "\u0301"])
def test_a_category_of_no_letters_is_none(catalogue: Catalogue, value: str) -> None:
    with pytest.raises(WrongUseError):
        filters.read("cat", value, catalogue)


def test_a_vote_changes_what_a_filter_asks_for() -> None:
    tools = listed(entry("Alpha"), entry("Beta"))
    condition = filters.read("vote", "none", tools)
    tools.record("alpha", tools.row(0).community._replace(ship=1, total=1), "ship")
    assert those(tools, condition.test) == "Beta"
