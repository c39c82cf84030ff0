"""A digest as text, as lines without columns, as Markdown and as data."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import FREE, digests, money, named, tool
from verdict_tui import weeks
from verdict_tui.digest import Digest, Moved, Named, Pairing, Renamed, Repriced, Reviewed, Ruling
from verdict_tui.model import Review, Share, Standing
from verdict_tui.render import data, news, words
from verdict_tui.render import digest as pages
from verdict_tui.render.flow import width_of
from verdict_tui.weeks import Span

NOTE = "The critics and the votes are fictional."
MONDAY = date(2026, 11, 16)
W47 = weeks.week_of(MONDAY)
ALPHA, BETA = Named("alpha", "Alpha"), Named("beta-2", "Beta *2*")

FULL = Digest(
    W47,
    tools=(
        Standing(
            tool("Alpha", price=FREE)._replace(
                vendor="A Corp", tagline="It edits.", added_on=MONDAY
            ),
            Share(1, 2),
            Share(0, 0),
        ),
        Standing(tool("Beta *2*")._replace(added_on=MONDAY), Share(0, 0), Share(0, 0)),
    ),
    comparisons=(Pairing(ALPHA, BETA, date(2026, 11, 20)),),
    verdicts=(
        Reviewed(
            ALPHA,
            (
                Ruling(Review("Ann", "ship", "Good.", MONDAY), None, MONDAY),
                Ruling(Review("Bob", "skip", "Bad."), "ship", MONDAY),
                Ruling(Review("Cid", "ship", "Well."), None, MONDAY),
            ),
        ),
    ),
    prices=(Repriced(BETA, FREE, money("12"), MONDAY),),
    names=(Renamed(BETA, "Beta", "Beta *2*", MONDAY),),
    community=(Moved(ALPHA, Share(1, 2), Share(3, 5), weeks.moment(MONDAY)),),
)

TEXT = """\
What is new in 2026-W47, 16 to 22 Nov 2026

2 tools added
  Alpha     A Corp, Editors, Free
            It edits.
  Beta *2*  Editors

1 comparison published
  20 Nov 2026  Alpha vs Beta *2*

3 verdicts on 1 tool
  Alpha  ship: Ann and Cid; skip: Bob (was ship)

1 price changed
  Beta *2*  $12 / month, was Free

1 tool renamed
  Beta *2*  was Beta

Community moved on 1 tool
  Alpha  60% (3 of 5), was 50% (1 of 2, few)

The critics and the votes are fictional.
"""

LINES = """\
2 tools added:
Alpha: A Corp, Editors, Free. It edits.
Beta *2*: Editors.
1 comparison published:
20 Nov 2026: Alpha vs Beta *2*.
"""

MARKDOWN = r"""# What is new in 2026-W47, 16 to 22 Nov 2026

## 2 tools added

- **Alpha**: A Corp, Editors, Free. It edits.
- **Beta \*2\***: Editors

## 1 comparison published

- **20 Nov 2026**: Alpha vs Beta \*2\*

## 3 verdicts on 1 tool

- **Alpha**: ship: Ann and Cid; skip: Bob (was ship)

## 1 price changed

- **Beta \*2\***: $12 / month, was Free

## 1 tool renamed

- **Beta \*2\***: was Beta

## Community moved on 1 tool

- **Alpha**: 60% (3 of 5), was 50% (1 of 2, few)

---

*The critics and the votes are fictional.*
"""


def test_text_has_a_section_for_each_kind_of_news_and_the_note_below() -> None:
    assert pages.text_page(FULL, NOTE) == TEXT


def test_plain_text_has_a_line_for_each_item_and_no_columns() -> None:
    text = pages.sentences(FULL, NOTE)
    assert LINES in text
    assert text.endswith(f"\n{NOTE}\n")
    assert not any("  " in line or not line for line in text.splitlines())


def test_markdown_shows_names_as_they_are() -> None:
    assert pages.markdown_page(FULL, NOTE) == MARKDOWN


def test_a_kind_without_news_has_no_section() -> None:
    found = Digest(W47, names=FULL.names)
    assert [section.heading for section in news.sections(found)] == ["1 tool renamed"]
    assert pages.text_page(found, "").splitlines() == [
        "What is new in 2026-W47, 16 to 22 Nov 2026",
        "",
        "1 tool renamed",
        "  Beta *2*  was Beta",
    ]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 16), date(2026, 11, 22), "in 2026-W47, 16 to 22 Nov 2026"),
        (date(2026, 10, 26), date(2026, 11, 1), "in 2026-W44, 26 Oct to 1 Nov 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "in 2026-W53, 28 Dec 2026 to 3 Jan 2027"),
        (date(2026, 11, 16), date(2026, 11, 23), "since 16 Nov 2026"),
    ],
)
def test_the_title_names_the_week_or_the_first_day(first: date, last: date, said: str) -> None:
    span = Span(first, last)
    assert news.title(Digest(span)) == f"What is new {said}"
    newest = date(2026, 9, 1)
    assert news.nothing(span, newest) == f"Nothing new {said}; the newest news is of 1 Sep 2026."


def test_without_any_news_nothing_is_said_of_days() -> None:
    assert news.nothing(W47, None) == "There is no news yet."


def test_a_single_day_is_said_once() -> None:
    assert words.days(MONDAY, MONDAY) == "16 Nov 2026"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (Share(0, 0), Share(1, 1), "100% (1 of 1, few), was no votes"),
        (Share(5, 5), Share(0, 0), "no votes, was 100% (5 of 5)"),
        (Share(999, 1000), Share(1, 1001), "<1% (1 of 1,001), was >99% (999 of 1,000)"),
    ],
)
def test_a_share_is_never_said_without_its_count(before: Share, after: Share, said: str) -> None:
    assert news.moved(Moved(ALPHA, before, after, 0)) == said


@given(digests(), st.integers(24, 100))
def test_text_fits_into_any_width_and_sentences_name_everything(digest: Digest, width: int) -> None:
    page = pages.text_page(digest, NOTE, width)
    assert all(width_of(line) <= width for line in page.splitlines())
    lines = pages.sentences(digest, NOTE)
    for item in (item for section in news.sections(digest) for item in section.items):
        assert f"\n{item.subject}: {item.said}" in lines


@given(digests())
def test_every_item_is_one_item_of_markdown(digest: Digest) -> None:
    lines = pages.markdown_page(digest).splitlines()
    sections = news.sections(digest)
    assert sum(line.startswith("## ") for line in lines) == len(sections)
    count = sum(len(section.items) for section in sections)
    assert sum(line.startswith("- **") for line in lines) == count


def test_data_has_the_documented_shape() -> None:
    said = json.loads(data.to_json(data.digest_data(FULL)))
    assert (said["since"], said["until"], said["week"]) == ("2026-11-16", "2026-11-22", "2026-W47")
    assert [each["slug"] for each in said["tools"]] == ["alpha", "beta-2"]
    assert said["tools"][0]["panel"] == {"ship": 1, "total": 2, "share": 0.5}
    assert said["comparisons"] == [
        {
            "a": {"slug": "alpha", "name": "Alpha"},
            "b": {"slug": "beta-2", "name": "Beta *2*"},
            "published_on": "2026-11-20",
        }
    ]
    (verdicts,) = said["verdicts"]
    assert (verdicts["slug"], verdicts["name"]) == ("alpha", "Alpha")
    assert verdicts["reviews"][1] == {
        "critic": "Bob",
        "verdict": "skip",
        "quote": "Bad.",
        "reviewed_on": None,
        "before": "ship",
        "on": "2026-11-16",
    }
    (price,) = said["prices"]
    assert (price["before"]["kind"], price["after"]["text"]) == ("free", "$12 / month")
    assert price["changed_on"] == "2026-11-16"
    (name,) = said["names"]
    assert name == {
        "slug": "beta-2",
        "name": "Beta *2*",
        "before": "Beta",
        "after": "Beta *2*",
        "changed_on": "2026-11-16",
    }
    assert said["community"] == [
        {
            "slug": "alpha",
            "name": "Alpha",
            "before": {"ship": 1, "total": 2, "share": 0.5},
            "after": {"ship": 3, "total": 5, "share": 0.6},
        }
    ]


def test_data_of_days_that_are_no_week_has_none() -> None:
    span = Span(MONDAY, date(2026, 11, 23))
    assert json.loads(data.to_json(data.digest_data(Digest(span))))["week"] is None


def test_the_newest_of_it_is_the_newest_day_of_all_kinds() -> None:
    assert FULL.newest == date(2026, 11, 20)
    assert Digest(W47, tools=FULL.tools).newest == MONDAY
    assert Digest(W47).newest is None
    assert named(FULL.tools[0].tool) == ALPHA
