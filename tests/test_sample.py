"""The sample: real tools, a fictional panel, the seed comparison with its figures."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from verdict_tui import paths
from verdict_tui.model import Share
from verdict_tui.render.answer import price_line, split_line
from verdict_tui.store import tools
from verdict_tui.store.database import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verdict_tui.store.database import Database


@pytest.fixture(scope="module")
def sample() -> Iterator[Database]:
    with open_database(paths.template()) as opened:
        yield opened


def test_the_panel_has_six_critics_and_the_first_four_are_the_seed_pages(sample: Database) -> None:
    panel = tools.read_panel(sample)
    assert panel[:4] == ["The Builder", "The Skeptic", "The Futurist", "The Founder"]
    assert len(panel) == 6


def test_it_opens_on_the_seed_comparison_with_its_figures(sample: Database) -> None:
    pair = tools.first_pair(sample)
    assert pair == ("code-llama-4", "mistral-8b-instruct-v3")
    comparison = tools.read_comparison(sample, *pair)
    assert comparison
    assert (comparison.a.panel, comparison.b.panel) == (Share(3, 4), Share(4, 4))
    assert comparison.a.community == comparison.b.community == Share(0, 0)
    assert price_line(comparison) == "both free"
    assert split_line(comparison) == "The Founder parts ways"


def test_there_are_tools_enough_in_categories_enough(sample: Database) -> None:
    standings = list(tools.read_standings(sample))
    assert len(standings) >= 30
    assert len({standing.tool.category for standing in standings}) >= 6


def test_every_tool_says_what_it_is_and_where_it_is(sample: Database) -> None:
    for standing in tools.read_standings(sample):
        tool = standing.tool
        assert tool.vendor
        assert tool.tagline
        assert len(tool.tagline) <= 90
        assert tool.description
        assert tool.link.startswith("https://")
        assert tool.added_on
        price = tool.entry_price
        assert price.kind == "unknown" or price.as_of, f"{tool.name}: an undated price"


def test_the_panel_disagrees_and_does_not_review_everything(sample: Database) -> None:
    shares = [standing.panel for standing in tools.read_standings(sample)]
    assert sum(share.total < 6 for share in shares) > len(shares) / 2
    assert sum(0 < share.ship < share.total for share in shares) > len(shares) / 2
    assert any(share.ship * 2 < share.total for share in shares)


def test_quotes_are_of_a_length_to_be_read() -> None:
    for file in (ROOT / "sample" / "tools").glob("*.toml"):
        for review in tomllib.loads(file.read_text())["reviews"]:
            length = len(review["quote"].split())
            assert 60 <= length <= 120, f"{file.name}, {review['critic']}: {length} words"


def test_there_are_figures_with_no_votes_few_more_and_many(sample: Database) -> None:
    totals = [standing.community.total for standing in tools.read_standings(sample)]
    assert min(totals) == 0
    assert any(0 < total < 5 for total in totals)
    assert any(5 <= total < 30 for total in totals)
    assert any(total > 100 for total in totals)


def test_comparisons_were_published_over_several_weeks_the_seed_last(sample: Database) -> None:
    rows = sample.connection.execute(
        "SELECT published_on FROM comparisons ORDER BY published_on DESC"
    ).fetchall()
    days = [date.fromisoformat(day) for (day,) in rows]
    assert len(days) >= 12
    assert len({day.isocalendar()[:2] for day in days}) >= 4
    assert Counter(days)[days[0]] == 1


def test_votes_of_the_sample_are_marked_and_nobody_real_has_voted(sample: Database) -> None:
    origins = sample.connection.execute("SELECT DISTINCT origin FROM votes").fetchall()
    assert origins == [("sample",)]
    assert sample.voter == sample.device == ""


def test_it_says_that_it_is_fictional(sample: Database) -> None:
    assert "fictional" in sample.meta("note")


def test_it_is_left_so_that_a_read_only_folder_will_do(sample: Database) -> None:
    assert sample.connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
