"""Rankings in words: as a table, as sentences, as Markdown, as tab-separated lines, as data."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.unit.builders import NOBODY, names, shares
from tests.unit.pages import line_with
from verdict_tui.catalogue import Catalogue, Entry
from verdict_tui.model import Share, Standing, Tool
from verdict_tui.rankings import RULES, Rule, rank
from verdict_tui.render import data, ranked, rankings

PANEL, COMMUNITY, DIVIDED, DIVIDED_VOTERS, GAP = RULES

TOOLS = Catalogue(
    [
        Entry("alpha", "Alpha", "Editors", "+0+1+2-3", 45, 55, "ship"),
        Entry("beta", "Beta", "Hosting", "+0+1+2-3", 1, 1, None),
        Entry("gamma", "Gamma", "Hosting", "", 9, 1, "skip"),
        Entry("delta", "Delta", "Editors", "-0-1", 0, 0, None),
    ]
)


def cells(line: str) -> list[str]:
    return re.split(r" {2,}", line.strip())


def test_a_table_has_the_rule_then_the_ranks_then_the_sections() -> None:
    lines = ranked.table(rank(TOOLS, PANEL), TOOLS, "A note.").splitlines()
    assert " ".join(lines[:2]).startswith("Ranked by panel: the share of the critics who say ship;")
    assert [cells(line) for line in lines[3:]] == [
        ["tool", "category", "panel", "community", "me"],
        ["1=", "Alpha", "Editors", "75%", "3 of 4", "45%", "45 of 100", "✓"],
        ["1=", "Beta", "Hosting", "75%", "3 of 4", "50%", "1 of 2"],
        ["3", "Delta", "Editors", "0%", "0 of 2", "—", "no votes"],
        [""],
        ["No reviews: 1 tool"],
        ["Gamma", "Hosting", "—", "none", "90%", "9 of 10", "✗"],
        [""],
        ["A note."],
    ]


def test_a_table_of_the_community_shows_the_interval_of_what_is_ranked() -> None:
    page = ranked.table(rank(TOOLS, COMMUNITY), TOOLS)
    assert cells(line_with(page, "Gamma"))[:5] == ["1", "Gamma", "90%", "9 of 10", "60–98%"]
    assert "Too few votes (under 5): 2 tools" in page
    assert cells(line_with(page, "Beta")) == ["Beta", "50%", "1 of 2", "75%", "3 of 4"]


def test_a_table_of_the_divided_shows_the_minority_whichever_side_it_is() -> None:
    page = ranked.table(rank(TOOLS, DIVIDED), TOOLS)
    assert cells(line_with(page, "Alpha"))[3:7] == ["25%", "1 of 4", "75%", "3 of 4"]
    assert "Unanimous: 1 tool" in page
    assert "--of community" in page
    voters = ranked.table(rank(TOOLS, DIVIDED_VOTERS), TOOLS)
    assert cells(line_with(voters, "Gamma"))[2:5] == ["10%", "1 of 10", "2–40%"]
    assert "--of panel" in voters


def test_a_table_of_the_gaps_says_which_side_is_higher_and_how_many_have_none() -> None:
    page = ranked.table(rank(TOOLS, GAP), TOOLS)
    assert cells(line_with(page, "Alpha"))[2] == "panel by 30 points"
    assert "3 other tools have no such gap." in page


def test_without_a_gap_or_a_tool_a_ranking_says_so() -> None:
    one = Catalogue([Entry("beta", "Beta", "Hosting", "+0", 1, 1, None)])
    assert "No tool has such a gap." in ranked.table(rank(one, GAP), one)
    none = Catalogue([])
    for page in (ranked.table, ranked.sentences, ranked.markdown_page):
        assert "There are no tools." in page(rank(none, PANEL), none)
    assert "tool " not in ranked.table(rank(none, PANEL), none)


def test_the_head_of_a_ranking_says_how_many_are_not_listed() -> None:
    page = ranked.table(rank(TOOLS, PANEL).head(3), TOOLS)
    assert "1 more tool not listed." in page
    assert "No reviews" not in page


def test_where_i_have_no_votes_there_is_no_column_for_them() -> None:
    tools = Catalogue([Entry("beta", "Beta", "Hosting", "+0", 1, 1, None)])
    page = ranked.table(rank(tools, PANEL), tools)
    assert cells(line_with(page, "tool"))[-1] == "community"
    assert " me " not in ranked.markdown_page(rank(tools, PANEL), tools)


@given(
    st.lists(st.tuples(names, names, shares(9), shares(5000)), min_size=1, max_size=5),
    st.sampled_from(RULES),
)
def test_a_table_is_no_wider_than_a_terminal(
    tools: list[tuple[str, str, Share, Share]], rule: Rule
) -> None:
    catalogue = Catalogue(
        Entry(str(at), name, category, "+0" * panel.ship + "-1" * panel.skip, *votes, "ship")
        for at, (name, category, panel, (ship, total)) in enumerate(tools)
        for votes in [(ship, total - ship)]
    )
    lines = ranked.table(rank(catalogue, rule), catalogue).splitlines()
    assert max(map(cell_len, lines)) <= 80


def test_sentences_are_a_line_a_tool_without_columns_and_marks() -> None:
    lines = ranked.sentences(rank(TOOLS, PANEL), TOOLS, "A note.").splitlines()
    assert lines[1:] == [
        "Rank 1, tied: Alpha, Editors. Panel 75%, 3 of 4. Community 45%, 45 of 100. You say ship.",
        "Rank 1, tied: Beta, Hosting. Panel 75%, 3 of 4. Community 50%, 1 of 2.",
        "Rank 3: Delta, Editors. Panel 0%, 0 of 2. Community: no votes.",
        "No reviews: 1 tool.",
        "Gamma, Hosting. Panel: no reviews. Community 90%, 9 of 10. You say skip.",
        "A note.",
    ]


def test_sentences_say_what_was_measured() -> None:
    gap = ranked.sentences(rank(TOOLS, GAP), TOOLS)
    assert "The panel is higher by 30 points. 95% interval from 36% to 55%." in gap
    voters = ranked.sentences(rank(TOOLS, DIVIDED_VOTERS), TOOLS)
    assert "Minority 45%, 45 of 100. 95% interval from 36% to 55%." in voters


@pytest.mark.parametrize("rule", RULES)
def test_sentences_need_no_alignment_and_no_signs(rule: Rule) -> None:
    page = ranked.sentences(rank(TOOLS, rule), TOOLS)
    assert "  " not in page
    assert not set("─│✓✗—–=") & set(page)


def test_markdown_has_a_table_for_each_section() -> None:
    lines = ranked.markdown_page(rank(TOOLS, PANEL), TOOLS, "A *note*.").splitlines()
    assert lines[0] == "# Ranked by panel"
    assert "| rank | tool | category | panel | community | me |" in lines
    assert "| 1= | Alpha | Editors | 75%, 3 of 4 | 45%, 45 of 100 | ✓ |" in lines
    assert "## No reviews: 1 tool" in lines
    assert "| Gamma | Hosting | —, none | 90%, 9 of 10 | ✗ |" in lines
    assert lines[-1] == r"*A \*note\*.*"


@pytest.mark.parametrize("rule", RULES)
def test_tab_separated_lines_have_a_cell_for_each_head(rule: Rule) -> None:
    page = ranked.tsv(rank(TOOLS, rule), TOOLS)
    rows = list(csv.DictReader(io.StringIO(page), delimiter="\t", strict=True))
    assert all(None not in row and None not in row.values() for row in rows)
    for row in rows:
        at = TOOLS.position(row["slug"])
        assert at is not None
        assert (int(row["panel_ship"]), int(row["panel_total"])) == TOOLS.panel[at]
        assert (row["rank"] == "") == (row["section"] != "ranked")


def test_data_has_the_figures_and_where_the_tool_stands() -> None:
    ranking = rank(TOOLS, COMMUNITY)
    section = ranking.sections[0]
    line = next(rankings.lines(COMMUNITY, section, TOOLS))
    stale = Standing(Tool("gamma", "Gamma", "Hosting"), NOBODY, NOBODY)
    found = data.ranked_data(line, section, stale)
    assert isinstance(found, dict)
    assert found["community"] == {"ship": 9, "total": 10, "share": 0.9}
    assert found["my_vote"] == "skip"
    assert (found["rank"], found["tied"], found["section"]) == (1, False, "ranked")
    assert (found["by"], found["of"], found["higher"]) == ("community", None, None)
    assert line.found
    assert line.found.interval
    low, high = line.found.interval
    assert (found["value"], found["interval"]) == (low, {"low": low, "high": high})
