"""The lines of the picker: tools with their figures, quotes with what was found in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.unit.builders import TRICKY, names, prose
from tests.unit.test_search_finder import entry, listed
from verdict_tui.model import QuoteHit
from verdict_tui.render.page import line_width, plain
from verdict_tui.render.rows import QuoteRows, ToolRows, Why
from verdict_tui.render.words import matched
from verdict_tui.search.finder import Finder
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    from verdict_tui.catalogue import Entry
    from verdict_tui.render.page import Line, Tone

NO_PAIR = ("", "")
NARROWEST = 17
"""The mark of the column, the figures and my vote take as much."""
ROOMY, TIGHT = 40, 6

COPILOT = entry("GitHub Copilot", "Code editors", verdicts="+0+1+2-3", votes=(4, 2), mine="ship")


def line_of(
    tool: Entry, width: int, why: Why | None = None, pair: tuple[str, str] = NO_PAIR
) -> Line:
    rows = ToolRows(listed(tool), [0], (lambda _: why) if why else None)
    (line,) = rows.lines(0, width, pair)
    return line


def in_tone(line: Line, tone: Tone) -> str:
    return "".join(run.text for run in line if run.tone == tone)


def marked(line: Line) -> str:
    """Return a line's text with what matched in square brackets."""
    return "".join(f"[{run.text}]" if run.tone == "match" else run.text for run in line).strip()


# Tools


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (70, "  GitHub Copilot                      Code editors       75%   67%  ✓"),
        (46, "  GitHub Copi… Code editors       75%   67%  ✓"),
        (45, "  GitHub Copilot  Code editors   75%   67%  ✓"),
        (40, "  GitHub Copilot  Code e…   75%   67%  ✓"),
        (34, "  GitHub Copilot      75%   67%  ✓"),
        (25, "  GitHub…   75%   67%  ✓"),
    ],
)
def test_a_tool_is_a_line_with_its_category_and_figures(width: int, said: str) -> None:
    line = plain(line_of(COPILOT, width))
    assert line.split() == said.split()


@given(names, names, st.integers(NARROWEST, 120), st.none() | names)
def test_a_line_is_just_as_wide_as_it_should_be(
    name: str, category: str, width: int, matched: str | None
) -> None:
    why = Why(f"was {matched}") if matched else None
    line = line_of(entry(name, clean_line(category)), width, why)
    assert sum(cell_len(run.text) for run in line) == width


@pytest.mark.parametrize("width", [*range(NARROWEST, 28), 45, 46, 47, 80])
def test_a_line_of_tricky_characters_is_just_as_wide_as_it_should_be(width: int) -> None:
    for start in range(len(TRICKY)):
        name = clean_line(TRICKY[start:] + TRICKY)
        assert line_width(line_of(entry(name, name, vendor=name), width)) == width


@given(names, st.integers(NARROWEST, 120), st.data())
def test_marks_change_no_character(name: str, width: int, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.sets(st.integers(0, len(name)), max_size=6)))
    spans = tuple(zip(ends[::2], ends[1::2], strict=False))
    tool = entry(name)
    line = line_of(tool, width, Why("", spans))
    assert plain(line) == plain(line_of(tool, width))
    assert all(run.text for run in line)
    wanted = "".join(name[start:end] for start, end in spans)
    assert wanted.startswith(in_tone(line, "match"))


def test_what_matched_in_the_name_is_marked() -> None:
    line = line_of(COPILOT, 60, Why("", ((0, 3), (7, 10))))
    assert marked(line).startswith("[Git]Hub [Cop]ilot ")


def test_a_search_marks_what_it_matched() -> None:
    catalogue = listed(COPILOT)
    (match,) = Finder(catalogue).find("ghcp")
    rows = ToolRows(catalogue, [0], lambda _: Why("", match.name_spans(COPILOT.name)))
    assert marked(rows.lines(0, 60, NO_PAIR)[0]).startswith("[G]it[H]ub [C]o[p]ilot")


def test_what_matched_beyond_the_cut_is_not_marked() -> None:
    line = line_of(COPILOT, 27, Why("", ((0, 3), (7, 14))))
    assert marked(line).startswith("[Git]Hub [Co]…")
    beyond = line_of(COPILOT, 24, Why("", ((11, 14),)))
    assert marked(beyond).startswith("GitHub…")


def test_marks_count_characters_and_not_cells() -> None:
    line = line_of(entry("日本語 Kit"), 60, Why("", ((2, 3), (4, 7))))
    assert marked(line).startswith("日本[語] [Kit]")


def test_a_name_that_ends_in_dots_of_its_own_is_marked_before_them() -> None:
    line = line_of(entry("Wait…"), 60, Why("", ((0, 4),)))
    assert marked(line).startswith("[Wait]…")


@pytest.mark.parametrize(
    ("width", "text", "said"),
    [
        (60, "was Codeium", "was Codeium"),
        (60, "was Exafunction", "was Exafunction"),
        (60, "was Exafunction AI", "Exafunction AI"),
        (60, "was Exafunction Codeium", "Exafunction Cod…"),
        (60, "by Anthropic Research", "Anthropic Resea…"),
        (40, "was Codeium", "was Codeium"),
        (38, "was Codeium", "was Codeium"),
        (37, "was Codeium", "Codeium"),
        (34, "was Codeium", "Codeium"),
        (33, "was Codeium", "Codeium"),
        (34, "was Exafunction", "Exafunc…"),
        (30, "was Codeium", "Codei…"),
        (26, "was Codeium", ""),
    ],
)
def test_the_name_that_matched_is_rather_shown_than_the_word_before(
    width: int, text: str, said: str
) -> None:
    why = Why(text, (), text.partition(" ")[2])
    line = line_of(entry("Windsurf", "Code editors"), width, why)
    assert in_tone(line, "accent").strip() == said


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, "Weights & Biases           was [wand]b"),
        (46, "Weights & B… was [wand]b"),
        (44, "Weights & Biases  was [wand]b"),
        (40, "Weights & Biases  [wand]b"),
        (38, "Weights & Bia…  [wand]b"),
        (30, "Weigh…  [wand]b"),
        (28, "Wei…  [wand]b"),
        (27, "Wei…  [wan]…"),
    ],
)
def test_why_a_tool_is_listed_is_marked_and_goes_before_the_end_of_its_name(
    width: int, shown: str
) -> None:
    why = Why("was wandb", (), "wandb", ((0, 4),))
    line = line_of(entry("Weights & Biases", "Evaluation"), width, why)
    assert marked(line).startswith(shown)
    assert line_width(line) == width


def test_a_vendor_or_a_category_takes_less_of_the_name() -> None:
    why = Why("by Anthropic", (), "Anthropic", is_common=True)
    assert marked(line_of(entry("Claude Code"), 37, why)).startswith("Claude Code  Anthro…")
    assert marked(line_of(entry("Claude Code"), 32, why)).startswith("Claude…  Anthr…")


@pytest.mark.parametrize(
    ("category", "said"),
    [("Local language models", "Local language…"), ("Telecommunications", "Telecommunicati…")],
)
def test_a_category_that_matched_keeps_its_first_word(category: str, said: str) -> None:
    line = line_of(entry("Windsurf", category), 60, Why(matched("category", category)))
    assert in_tone(line, "accent").strip() == said


def test_a_tool_of_the_comparison_is_marked_with_its_column() -> None:
    for pair, mark in (
        (("github-copilot", "x"), "A "),
        (("x", "github-copilot"), "B "),
        (("x", "y"), "  "),
        (("github-copilot", "github-copilot"), "A "),
    ):
        assert line_of(COPILOT, 60, pair=pair)[0] == (mark, "accent")


@pytest.mark.parametrize(("votes", "tone"), [((4, 1), "text"), ((3, 1), "muted")])
def test_few_votes_are_told_quietly(votes: tuple[int, int], tone: Tone) -> None:
    line = line_of(entry("Alpha", votes=votes), 60)
    assert line[-2].tone == tone


def test_rows_know_their_tools() -> None:
    rows = ToolRows(listed("Alpha", "Beta", "Gamma"), [2, 0])
    assert (len(rows), rows.height) == (2, 1)
    assert [rows.slug(at) for at in range(2)] == ["gamma", "alpha"]


def test_only_a_row_that_is_drawn_is_explained() -> None:
    asked: list[int] = []

    def explain(row: int) -> Why:
        asked.append(row)
        return Why()

    rows = ToolRows(listed("Alpha", "Beta", "Gamma"), [2, 0, 1], explain)
    rows.lines(1, 60, NO_PAIR)
    assert asked == [1]


# Quotes

HIT = QuoteHit(
    "alpha", "Alpha", "Ann", "ship",
    (("…the ", False), ("licence", True), (" is fine, and so is the ", False), ("licensing", True),
     (" of its many parts, of which there are more than fit here…", False)),
)  # fmt: skip


def test_a_quote_stands_under_its_tool_and_its_critic() -> None:
    lines = QuoteRows([HIT]).lines(0, 60, ("alpha", "beta"))
    assert plain(lines[0]) == "A ✓ Alpha  Ann"
    assert marked(lines[1]) == "…the [licence] is fine, and so is the [licensing] of its"
    assert plain(lines[2]) == "  many parts, of which there are more than fit here…"
    assert plain(lines[3]) == ""


def test_of_a_long_passage_the_lines_around_the_hit_are_shown() -> None:
    passage = (
        ("one two three four five six seven ", False),
        ("licence", True),
        (" eight" * 9, False),
    )
    _, first, second, _ = QuoteRows([HIT._replace(passage=passage)]).lines(0, 24, NO_PAIR)
    assert plain(first) == "  …five six seven"
    assert marked(second) == "[licence] eight eight…"


def test_where_there_is_little_room_a_quote_is_short() -> None:
    rows = QuoteRows([HIT], TIGHT)
    lines = rows.lines(0, 60, NO_PAIR)
    assert (rows.height, len(lines)) == (2, 2)
    assert QuoteRows([HIT], ROOMY).height == 4


passages = st.lists(
    st.tuples(st.one_of(prose.map(clean_line), names), st.booleans()), min_size=1, max_size=6
)
hits = st.builds(
    QuoteHit, st.just("slug"), names, names, st.sampled_from(("ship", "skip")), passages.map(tuple)
)


@settings(max_examples=40)
@given(st.lists(hits, min_size=1, max_size=3), st.integers(8, 120), st.sampled_from((ROOMY, TIGHT)))
def test_a_quote_takes_its_lines_and_no_more_than_the_width(
    found: list[QuoteHit], width: int, room: int
) -> None:
    rows = QuoteRows(found, room)
    assert len(rows) == len(found)
    for at, hit in enumerate(found):
        lines = rows.lines(at, width, NO_PAIR)
        assert rows.slug(at) == hit.slug
        assert len(lines) == rows.height
        assert max(sum(cell_len(run.text) for run in line) for line in lines) <= width


def without_space(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=40)
@given(hits, st.integers(12, 80))
def test_what_was_found_is_marked_wherever_the_lines_break(hit: QuoteHit, width: int) -> None:
    lines = QuoteRows([hit]).lines(0, width, NO_PAIR)[1:3]
    said = without_space("".join(run.text for line in lines for run in line))
    assert said.strip("…") in without_space("".join(piece for piece, _ in hit.passage))
    shown = without_space("".join(in_tone(line, "match") for line in lines))
    found = without_space("".join(piece for piece, is_found in hit.passage if is_found))
    assert shown in found
    assert bool(shown) == bool(found)


@settings(max_examples=40)
@given(hits)
def test_of_a_passage_that_fits_all_that_was_found_is_marked(hit: QuoteHit) -> None:
    line = QuoteRows([hit]).lines(0, 2000, NO_PAIR)[1]
    found = without_space("".join(piece for piece, is_found in hit.passage if is_found))
    assert without_space(in_tone(line, "match")) == found
