"""Content out: what goes out comes in again, the same to the byte."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verdict_tui.exchange.content import read_content
from verdict_tui.exchange.documents import read_documents
from verdict_tui.exchange.writing import Format, written
from verdict_tui.model import Critic, Price, Review, Tool
from verdict_tui.store import content as contents
from verdict_tui.store.database import create_empty, create_from_sample, open_database
from verdict_tui.store.tools import read_reviews, read_standing
from verdict_tui.submission import Content, Given, Published, Submission
from verdict_tui.text import clean_line, clean_paragraphs, slugify

if TYPE_CHECKING:
    from pathlib import Path

    from verdict_tui.store.database import Database

WHOLE: tuple[Format, ...] = ("json", "jsonl", "toml")

lines = st.text(max_size=30).map(clean_line)
names = st.text("aAéßŁ .-+&'|=", min_size=1, max_size=12).map(clean_line).filter(str)
prose = st.text(max_size=60).map(clean_paragraphs)
days = st.none() | st.dates(date(1990, 1, 1))
amounts = st.integers(0, 10**8).map(lambda cents: Decimal(repr(cents / 100)))
prices = (
    st.builds(Price, st.sampled_from(["free", "contact", "unknown"]), as_of=days)
    | st.builds(
        Price,
        st.just("amount"),
        amounts,
        st.sampled_from(["USD", "EUR", "CHF"]),
        st.sampled_from(["once", "month", "year"]),
        st.booleans(),
        days,
    )
    | st.builds(Price, as_of=days, words=lines)
)
reviews = st.builds(
    Review, st.sampled_from(["Ann", "Bob"]), st.sampled_from(["ship", "skip"]), prose, days
)
critics = st.builds(
    Critic, st.sampled_from(["Cid", "Ann"]), lines, prose, st.lists(lines.filter(str)).map(tuple)
)


@st.composite
def submissions(draw: st.DrawFn, name: str) -> Submission:
    tool = Tool(
        slugify(name),
        name,
        draw(names),
        draw(lines),
        draw(lines),
        draw(prose),
        draw(st.sampled_from([(), (f"Former {name}", f"Older {name}")])),
        entry_price=draw(prices),
        licence=draw(lines),
        added_on=draw(days),
    )
    said = draw(st.lists(reviews, unique_by=lambda review: review.critic))
    all_fields = frozenset(Tool._fields) - {"slug"}
    return Submission(
        Given(tool, all_fields), tuple(Given(each, frozenset(Review._fields)) for each in said)
    )


@st.composite
def whole_contents(draw: st.DrawFn) -> Content:
    called = draw(st.lists(names, max_size=4, unique_by=slugify))
    described = draw(st.lists(critics, max_size=2, unique_by=lambda critic: critic.name))
    pairs = [(a, b) for a in called for b in called if a != b]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=3, unique=True)) if pairs else []
    return Content(
        critics=tuple(Given(each, frozenset(Critic._fields)) for each in described),
        tools=tuple(draw(submissions(name)) for name in called),
        comparisons=tuple(
            Given(Published(a, b, draw(days)), frozenset(Published._fields)) for a, b in chosen
        ),
        title=draw(lines),
        note=draw(lines),
    )


def export(database: Database, form: Format) -> str:
    return "".join(written(database, form))


@pytest.mark.parametrize("form", WHOLE)
@settings(max_examples=25, deadline=None)
@given(content=whole_contents())
def test_what_goes_out_comes_in_again(
    tmp_path_factory: pytest.TempPathFactory, form: Format, content: Content
) -> None:
    folder = tmp_path_factory.mktemp("out")
    for name in ("first.db", "second.db"):
        create_empty(folder / name)
    with open_database(folder / "first.db", writing=True) as first:
        contents.apply(first, content)
        out = export(first, form)
    file = folder / f"out.{form}"
    file.write_text(out, encoding="utf-8", newline="")
    with open_database(folder / "second.db", writing=True) as second:
        if out.strip():
            contents.apply(second, read_content(read_documents([str(file)])))
        assert export(second, form) == out


@pytest.mark.parametrize("form", WHOLE)
def test_the_sample_goes_out_and_comes_in_whole(tmp_path: Path, form: Format) -> None:
    create_from_sample(tmp_path / "a.db")
    create_empty(tmp_path / "b.db")
    file = tmp_path / f"out.{form}"
    with (
        open_database(tmp_path / "a.db") as sample,
        open_database(tmp_path / "b.db", writing=True) as copy,
    ):
        file.write_text(export(sample, form), encoding="utf-8")
        contents.apply(copy, read_content(read_documents([str(file)])))
        assert export(copy, form) == file.read_text(encoding="utf-8")
        before, after = (read_standing(each, "cursor") for each in (sample, copy))
        assert before
        assert after
        assert before.tool == after.tool
        assert read_reviews(sample, "cursor") == read_reviews(copy, "cursor")


def test_nothing_that_is_derived_goes_out(sample_path: Path) -> None:
    with open_database(sample_path) as sample:
        (cursor,) = [
            tool for tool in json.loads(export(sample, "json"))["tools"] if tool["name"] == "Cursor"
        ]
    assert not {"panel", "community", "my_vote"} & set(cursor)


def test_csv_holds_the_tools_or_the_reviews(tmp_path: Path) -> None:
    create_from_sample(tmp_path / "a.db")
    create_empty(tmp_path / "b.db")
    for reviews, name in ((False, "tools.csv"), (True, "reviews.csv")):
        with open_database(tmp_path / "a.db") as sample:
            text = "".join(written(sample, "csv", reviews=reviews))
        (tmp_path / name).write_text(text, encoding="utf-8")
    tools = list(csv.DictReader(io.StringIO((tmp_path / "tools.csv").read_text("utf-8"))))
    assert len(tools) == 46
    with open_database(tmp_path / "b.db", writing=True) as copy:
        files = [str(tmp_path / name) for name in ("tools.csv", "reviews.csv")]
        done = contents.apply(copy, read_content(read_documents(files)))
        found = read_standing(copy, "cursor")
    assert (done.tools["new"], done.reviews["new"]) == (46, 227)
    with open_database(tmp_path / "a.db") as sample:
        meant = read_standing(sample, "cursor")
    assert found
    assert meant
    assert (found.tool, found.panel) == (meant.tool, meant.panel)
