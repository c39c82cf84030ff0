"""Findings in sentences, under headings, and as data."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest

from tests.conftest import ROOT
from tests.unit.builders import FREE, money, tool
from verdict_tui.linting.findings import (
    AcrossCategories,
    DeadAlias,
    DoubtfulPrice,
    Finding,
    Kind,
    LongQuote,
    NearDuplicate,
    OneSided,
    Unreviewed,
)
from verdict_tui.render.findings import finding_data, page, sentence

ALPHA, BETA = tool("Alpha"), tool("Beta", "Hosting")
DAY = date(2026, 8, 1)

SAID: list[tuple[Finding, str]] = [
    (
        DeadAlias(ALPHA, "Beta", BETA),
        "Alpha: the former name 'Beta' leads to the tool Beta; take that tool out if it is Alpha,"
        " else the former name.",
    ),
    (
        DeadAlias(ALPHA, "First", BETA, is_shared=True),
        "Alpha: the former name 'First' leads to Beta, which had it before; take it out of one of"
        " the two.",
    ),
    (
        DeadAlias(ALPHA, "ALPHA", ALPHA),
        "Alpha: the former name 'ALPHA' leads nowhere that the present name doesn't; take it out.",
    ),
    (
        NearDuplicate(tool("Code Llama"), tool("CodeLlama"), "same"),
        "Code Llama and CodeLlama: the names are the same but for case, accents, punctuation and"
        " spacing; if they are one tool, take one out, and list its name as a former name of the"
        " other.",
    ),
    (
        NearDuplicate(tool("Cursor"), tool("Cursr"), "slip"),
        "Cursor and Cursr: the names are a letter apart; if they are one tool, take one out, and"
        " list its name as a former name of the other.",
    ),
    (
        NearDuplicate(tool("Cursor"), tool("Cursr"), "former"),
        "Cursr is a tool, and a former name of Cursor too; take the tool Cursr out if it is Cursor,"
        " else the former name.",
    ),
    (
        NearDuplicate(ALPHA, ALPHA._replace(slug="alpha-2"), "same"),
        "Alpha is the name of two tools, alpha and alpha-2; give them names of their own, or take"
        " one out.",
    ),
    (
        AcrossCategories(ALPHA, BETA),
        "Alpha and Beta are compared, but are of two categories, Editors and Hosting; import one of"
        " them with the other's category, or take the comparison out.",
    ),
    (
        DoubtfulPrice("future-price", tool(price=FREE._replace(as_of=DAY)), 1),
        "Alpha: the entry price, Free, is dated 1 Aug 2026, 1 day ahead; import it with the day on"
        " which it was true as 'as_of'.",
    ),
    (
        DoubtfulPrice("undated-price", tool(price=money("20"))),
        "Alpha: the entry price, $20 / month, has no date; look it up, and import it with the day"
        " as 'as_of'.",
    ),
    (
        DoubtfulPrice("stale-price", tool(price=FREE._replace(as_of=DAY)), 1204),
        "Alpha: the entry price, Free, is 1,204 days old, of 1 Aug 2026; look it up, and import it"
        " with the day as 'as_of'.",
    ),
    (
        OneSided("Ann", "skip", 12),
        "Ann says skip of all 12 tools they reviewed, which tells none from another; look at the"
        " reviews again, and import those that change.",
    ),
    (
        LongQuote(ALPHA, "Ann", 1234),
        "Alpha: the quote of Ann has 1,234 characters, more than 1,000; shorten it, and import it.",
    ),
    (Unreviewed(ALPHA), "Alpha: no critic has reviewed it; import a review."),
]


@pytest.mark.parametrize(("finding", "said"), SAID)
def test_a_finding_says_what_is_wrong_and_what_to_do(finding: Finding, said: str) -> None:
    assert sentence(finding) == said


def test_findings_are_a_line_each_under_a_heading_for_each_kind() -> None:
    findings: list[Finding] = [
        NearDuplicate(tool("Cursor"), tool("Cursr"), "slip"),
        Unreviewed(ALPHA),
        Unreviewed(BETA),
    ]
    assert page(findings, 1204).splitlines() == [
        "Tools that may be one (1)",
        f"  {sentence(findings[0])}",
        "",
        "Tools without reviews (2)",
        "  Alpha: no critic has reviewed it; import a review.",
        "  Beta: no critic has reviewed it; import a review.",
        "",
        "3 findings in 1,204 tools.",
    ]


def test_every_kind_has_a_heading_and_is_documented() -> None:
    assert {finding.kind for finding, _ in SAID} == set(get_args(Kind))
    headings = {page([finding], 1).splitlines()[0] for finding, _ in SAID}
    assert len(headings) == len(get_args(Kind))
    documented = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")
    assert all(f"| `{kind}` |" in documented for kind in get_args(Kind))


@pytest.mark.parametrize(
    ("tools", "said"), [(0, "0 tools"), (1, "1 tool"), (100_000, "100,000 tools")]
)
def test_where_nothing_is_found_there_is_nothing_to_mend(tools: int, said: str) -> None:
    assert page([], tools) == f"Nothing to mend in {said}.\n"


def test_as_data_a_finding_says_what_it_is_about() -> None:
    assert finding_data(Unreviewed(ALPHA)) == {
        "kind": "no-reviews",
        "tool": "alpha",
        "other": None,
        "critic": None,
        "text": "Alpha: no critic has reviewed it; import a review.",
    }


@pytest.mark.parametrize(
    ("finding", "about"),
    [
        (OneSided("Ann", "ship", 5), (None, None, "Ann")),
        (LongQuote(ALPHA, "Ann", 1001), ("alpha", None, "Ann")),
        (AcrossCategories(BETA, ALPHA), ("beta", "alpha", None)),
        (DeadAlias(ALPHA, "Beta", BETA), ("alpha", "beta", None)),
        (NearDuplicate(ALPHA, BETA, "slip"), ("alpha", "beta", None)),
    ],
)
def test_as_data_a_finding_names_the_tools_by_slug_and_the_critic_by_name(
    finding: Finding, about: tuple[str | None, str | None, str | None]
) -> None:
    data = finding_data(finding)
    assert isinstance(data, dict)
    assert (data["tool"], data["other"], data["critic"]) == about


def test_a_price_as_old_as_a_day_is_said_in_the_singular() -> None:
    yesterday = tool(price=FREE._replace(as_of=DAY - timedelta(1)))
    assert "1 day old, of 31 Jul 2026" in sentence(DoubtfulPrice("stale-price", yesterday, 1))
