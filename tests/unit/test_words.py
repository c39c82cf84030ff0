from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.unit.builders import CONTACT, FREE, NOBODY, UNKNOWN, money, row, tool, versus
from verdict_tui.figures import Interval
from verdict_tui.model import Price, Share, Standing
from verdict_tui.render import words
from verdict_tui.render.answer import (
    answer,
    community_line,
    panel_in_brief,
    panel_line,
    price_line,
    split_line,
)

if TYPE_CHECKING:
    from verdict_tui.model import Choice, Comparison, ScoreRow


@pytest.mark.parametrize(("count", "said"), [(0, "no"), (1, "one"), (12, "twelve"), (13, "13")])
def test_small_counts_are_spelled(count: int, said: str) -> None:
    assert words.number(count) == said


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 votes"), (1, "1 vote"), (2, "2 votes"), (1204, "1,204 votes")]
)
def test_only_one_is_singular(count: int, said: str) -> None:
    assert words.plural(count, "vote") == said


def test_a_figure_has_its_count() -> None:
    assert words.figure(Share(3, 4)) == "75%  3 of 4"


def test_a_figure_of_nobody_is_a_dash_and_says_who_is_missing() -> None:
    assert words.figure(NOBODY, "no reviews") == "—  no reviews"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(0.4902, 0.9433, "49–94%"), (0.0, 0.434, "0–43%"), (0.001, 1.0, "<1–100%")],
)
def test_an_interval_has_two_ends(low: float, high: float, said: str) -> None:
    assert words.interval(Interval(low, high)) == said


@pytest.mark.parametrize(
    ("part", "said"),
    [(0.25, "25 points"), (0.01, "1 point"), (0.001, "<1 point"), (0.314, "31 points")],
)
def test_two_shares_are_points_apart(part: float, said: str) -> None:
    assert words.points(part) == said


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_names_are_joined_as_in_a_sentence(items: list[str], said: str) -> None:
    assert words.names(items) == said


def test_a_date_is_said_without_ambiguity() -> None:
    assert words.day(date(2026, 11, 2)) == "2 Nov 2026"


def test_a_missing_date_is_said() -> None:
    assert words.day(None) == "no date"


@pytest.mark.parametrize(
    ("price", "said"),
    [
        (FREE, "Free"),
        (CONTACT, "Contact sales"),
        (UNKNOWN, "Unknown"),
        (money("20"), "$20 / month"),
        (money("20.00"), "$20 / month"),
        (money("19.5"), "$19.50 / month"),
        (money("0.002"), "$0.002 / month"),
        (money("1200", "year", "EUR"), "€1,200 / year"),
        (money("1E+3"), "$1,000 / month"),
        (money("99", "once"), "$99 once"),
        (money("20", per_seat=True), "$20 / month per seat"),
        (money("20", currency="CHF"), "20 CHF / month"),
    ],
)
def test_a_price_is_said_as_on_a_price_list(price: Price, said: str) -> None:
    assert words.price(price) == said


def test_a_price_that_was_not_understood_is_unknown_and_says_the_words() -> None:
    assert words.price(Price(words="from $5")) == "Unknown (“from $5”)"


def test_a_price_goes_with_its_licence_and_date() -> None:
    dated = tool(price=FREE._replace(as_of=date(2026, 11, 2)))._replace(licence="MIT")
    assert words.price_note(dated) == "MIT · as of 2 Nov 2026"


def test_an_unknown_price_has_no_date() -> None:
    assert words.price_note(tool(price=UNKNOWN._replace(as_of=date(2026, 11, 2)))) == ""


def test_a_tool_without_a_vendor_is_introduced_by_its_category() -> None:
    assert words.byline(tool()) == "Editors"
    assert words.byline(tool()._replace(vendor="Acme")) == "Acme · Editors"


def test_a_comparison_asks_which_to_ship_with() -> None:
    assert words.question(tool("A"), tool("B")) == "A or B: which should you ship with?"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "no leader: no critics have reviewed both"),
        ([row("Ann", "ship", "skip")], "no leader: one critic has reviewed both"),
        (
            [row("Ann", "ship", "skip"), row("Bob", "skip", "skip"), row("Cid", None, "ship")],
            "Alpha leads by one, two critics in common",
        ),
        (
            [row("Ann", "skip", "ship"), row("Bob", "skip", "ship")],
            "Beta leads by two, two critics in common",
        ),
        (
            [row("Ann", "skip", "ship"), row("Bob", "ship", "skip")],
            "tied at one ship each, two critics in common",
        ),
        (
            [row("Ann", "skip", "skip"), row("Bob", "skip", "skip")],
            "tied at no ships each, two critics in common",
        ),
    ],
)
def test_the_panel_line_says_who_leads_and_over_how_many(rows: list[ScoreRow], said: str) -> None:
    assert panel_line(versus(*rows)) == said


@pytest.mark.parametrize(
    ("rows", "leader", "said"),
    [
        ([], "", "no leader: none reviewed both"),
        ([row("Ann", "ship", "skip")], "", "no leader: one reviewed both"),
        ([row("Ann", "skip", "ship"), row("Bob", "skip", "ship")], "Beta", " leads by two of two"),
        ([row("Ann", "skip", "ship"), row("Bob", "ship", "skip")], "", "tied at one of two each"),
        ([row("Ann", "skip", "skip"), row("Bob", "skip", "skip")], "", "tied at none of two each"),
    ],
)
def test_the_panel_line_in_brief(rows: list[ScoreRow], leader: str, said: str) -> None:
    assert panel_in_brief(versus(*rows)) == (leader, said)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row("Ann", "ship", "skip"), row("Bob", "skip", "ship")], "Ann and Bob part ways"),
        ([row("Ann", "ship", "ship")], "nobody parts ways"),
        ([row("Ann", "ship", None)], "nobody reviewed both"),
    ],
)
def test_the_split_line_names_those_who_part_ways(rows: list[ScoreRow], said: str) -> None:
    assert split_line(versus(*rows)) == said


def test_no_community_is_said_once_for_both() -> None:
    assert "no votes on either" in community_line(versus())


def test_the_community_line_has_no_number_without_its_count() -> None:
    line = community_line(versus(votes=(Share(12, 18), NOBODY)))
    assert line == "not enough votes: A 67%, 12 of 18; B no votes"


def priced(a: Price, b: Price) -> Comparison:
    return versus(a=tool("Alpha", price=a), b=tool("Beta", price=b))


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        (FREE, FREE, "both free"),
        (FREE, money("20"), "Alpha is free; Beta $20 / month"),
        (money("20"), FREE, "Beta is free; Alpha $20 / month"),
        (money("9"), money("20"), "Alpha is cheaper: $9 / month against $20 / month"),
        (money("20"), money("20"), "both $20 / month"),
        (FREE, CONTACT, "not comparable: the price of Beta is on request"),
        (UNKNOWN, UNKNOWN, "not comparable: the prices of Alpha and Beta are unknown"),
        (
            money("9"),
            money("9", currency="EUR"),
            "not comparable: two currencies ($9 / month, €9 / month)",
        ),
    ],
)
def test_the_price_line_says_which_is_cheaper_or_why_not(a: Price, b: Price, said: str) -> None:
    assert price_line(priced(a, b)) == said


@pytest.mark.parametrize("other", [money("9", "once"), money("9", per_seat=True)])
def test_prices_on_another_basis_are_not_compared(other: Price) -> None:
    assert price_line(priced(money("9"), other)).startswith("not comparable: one is ")


def test_equal_prices_that_are_put_differently_are_both_said() -> None:
    assert "$120 / year" in price_line(priced(money("10"), money("120", "year")))


def test_the_critics_who_reviewed_neither_are_named() -> None:
    assert words.silent_line(versus(silent=("Ann", "Bob"))) == "Ann and Bob reviewed neither."


def test_nothing_is_said_when_no_critic_was_silent() -> None:
    assert words.silent_line(versus()) == ""


ALPHA = Standing(tool("Alpha"), NOBODY, Share(4, 6))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("none", "ship", "✓ Saved: ship on Alpha. Community now 67%, 4 of 6."),
        ("ship", "skip", "✗ Saved: skip on Alpha. Community now 67%, 4 of 6."),
        ("skip", "none", "Retracted your skip on Alpha. Community now 67%, 4 of 6."),
        ("ship", "ship", "You already say ship on Alpha; nothing changed."),
        ("none", "none", "You have no vote on Alpha; nothing changed."),
    ],
)
def test_a_vote_is_answered_with_what_it_did(before: Choice, after: Choice, said: str) -> None:
    assert words.cast(ALPHA, before, after) == said


def test_retracting_the_only_vote_leaves_no_percentage() -> None:
    alone = ALPHA._replace(community=NOBODY)
    assert words.cast(alone, "ship", "none").endswith("The community has no votes now.")


def test_an_undo_says_what_was_restored() -> None:
    said = words.restored("Undone", ALPHA, "ship", "none")
    assert said == "Undone: Alpha is back to no vote. Community now 67%, 4 of 6."


def test_the_answer_is_at_most_four_lines_in_the_order_of_reading() -> None:
    labels = [line.label for line in answer(versus())]
    assert labels == ["Panel", "Split", "Community", "Price"]
