from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.unit.builders import FREE, NOBODY, comparisons, money, row, tool, versus
from tests.unit.pages import PAIR, QUOTES, in_tone, line_with, quoted, widest
from verdict_tui.model import Comparison, Share
from verdict_tui.render import sheet
from verdict_tui.render.answer import panel_in_brief, panel_line
from verdict_tui.render.sheet import View


def text_of(comparison: Comparison, width: int = 80, height: int = 100) -> str:
    return sheet.lay_out(comparison, View(width, height)).text()


def test_a_critics_two_verdicts_start_on_one_line_in_two_columns() -> None:
    line = line_with(text_of(PAIR), "✓ ship")
    assert line.split() == ["✓", "ship", "✗", "skip"]


def test_a_critics_verdicts_stand_above_each_other_in_one_column() -> None:
    lines = text_of(PAIR, 40).split("\n")
    at = lines.index("A ✓ ship")
    assert lines[at : at + 4] == ["A ✓ ship", f"“{QUOTES[0]}”", "B ✗ skip", f"“{QUOTES[1]}”"]


def test_the_columns_become_one_on_a_narrow_page() -> None:
    assert "A ✓ ship" not in text_of(PAIR, sheet.TWO_COLUMNS)
    assert "A ✓ ship" in text_of(PAIR, sheet.TWO_COLUMNS - 1)


def test_a_missing_review_is_said() -> None:
    only_b = versus(row("Cid", None, "ship", QUOTES))
    assert "no review" in line_with(text_of(only_b), "✓ ship")


def test_a_critic_who_reviewed_neither_is_named_below_and_has_no_row() -> None:
    page = sheet.lay_out(PAIR, View(80))
    assert "Dee reviewed neither." in page.text()
    assert "Dee" not in page.anchors


def test_the_rows_follow_the_panel() -> None:
    assert list(sheet.lay_out(PAIR, View(80)).anchors) == ["Ann", "Bob", "Cid"]


def test_an_anchor_leads_to_the_critics_heading() -> None:
    page = sheet.lay_out(PAIR, View(80))
    lines = page.text().split("\n")
    assert all(lines[at].startswith(critic) for critic, at in page.anchors.items())


def test_only_the_rows_that_differ_are_marked() -> None:
    page = sheet.lay_out(PAIR, View(80))
    lines = page.text().split("\n")
    marked = [critic for critic, at in page.anchors.items() if "≠" in lines[at]]
    assert marked == ["Ann"]


def test_the_rows_that_agree_can_be_hidden() -> None:
    assert list(sheet.lay_out(PAIR, View(80, only_differing=True)).anchors) == ["Ann"]


def test_it_is_said_when_hiding_leaves_no_row() -> None:
    agreeing = versus(row("Bob", "skip", "skip"))
    assert "Nobody parts ways" in sheet.lay_out(agreeing, View(80, only_differing=True)).text()


def test_it_is_said_when_no_critic_has_reviewed_either_tool() -> None:
    assert "No critic has reviewed either tool." in text_of(versus(silent=("Ann",)))


def test_the_answer_stands_above_the_scorecard() -> None:
    text = text_of(PAIR)
    assert text.index("▌ Panel") < text.index("▌ Price") < text.index("Ann  ≠")


def test_on_a_low_screen_one_line_of_the_answer_stands_above_the_scorecard() -> None:
    above, _, below = text_of(PAIR, 40, 10).partition("Ann  ≠")
    assert len(above.strip().split("\n")) <= 2
    assert "▌ Price" in below


@given(comparisons(), st.integers(20, 60))
def test_on_a_low_screen_the_answer_is_whole_on_its_one_line_or_says_that_it_is_cut(
    comparison: Comparison, width: int
) -> None:
    first, second = text_of(comparison, width, sheet.SHORT - 1).split("\n")[:2]
    assert first.startswith("▌ ")
    assert cell_len(first) <= width
    brief = panel_in_brief(comparison)[1]
    assert panel_line(comparison) in first or brief in first or first.endswith("…")
    assert not second.startswith("  ")


def test_descriptions_stand_before_the_scorecard_only_on_a_tall_screen() -> None:
    tall, usual = text_of(PAIR, 80, 60), text_of(PAIR, 80, 24)
    assert tall.index("No description.") < tall.index("Ann  ≠")
    assert usual.index("Ann  ≠") < usual.index("No description.")


@pytest.mark.parametrize("width", [40, 80])
def test_both_tools_are_introduced_by_vendor_and_tagline(width: int) -> None:
    told = tool()._replace(vendor="Acme", tagline="Quick.", description="An editor.")
    text = text_of(versus(a=told, b=told), width)
    for part in ("Acme · Editors", "Quick.", "An editor."):
        assert text.count(part) == 2


def test_a_short_price_stands_under_the_percentages() -> None:
    text = text_of(versus(row("Ann", "ship", "ship"), a=tool(price=FREE), b=tool(price=FREE)))
    panel, entry = line_with(text, "panel"), line_with(text, "entry")
    assert panel.index("100%") == entry.index("Free")


@pytest.mark.parametrize("height", [8, 20, 60])
@pytest.mark.parametrize("width", [30, 100])
def test_the_same_things_are_on_the_page_at_every_size(width: int, height: int) -> None:
    text = text_of(PAIR, width, height)
    for part in ("Panel", "Split", "Community", "Price", "No description.", "Dee reviewed"):
        assert part in text


def test_the_heading_of_the_current_critic_stands_out() -> None:
    page = sheet.lay_out(PAIR, View(80, critic="Bob"))
    tones = {critic: page.lines[at][0].tone for critic, at in page.anchors.items()}
    assert tones == {"Ann": "strong", "Bob": "accent", "Cid": "strong"}


def test_the_figures_have_their_counts() -> None:
    text = text_of(versus(row("Ann", "ship", "skip"), votes=(Share(4, 6), NOBODY)))
    panel, community = line_with(text, "panel"), line_with(text, "community")
    assert "100%" in panel
    assert "0 of 1" in panel
    assert "67%" in community
    assert "no votes" in community


@pytest.mark.parametrize(("total", "few"), [(0, False), (4, True), (5, False)])
def test_a_few_votes_are_marked_as_few(total: int, few: bool) -> None:
    voted = versus(votes=(Share(total, total), NOBODY))
    assert ("few" in line_with(text_of(voted), "community")) is few


def bars(comparison: Comparison, width: int) -> list[int]:
    """Return the lengths of all bars on the page."""
    page = sheet.lay_out(comparison, View(width))
    tracks = [
        [run.text for run in line[i : i + 2]]
        for line in page.lines
        for i, run in enumerate(line)
        if run.tone == "bar"
    ]
    return [len("".join(track)) for track in tracks]


@given(comparisons(), st.integers(sheet.TWO_COLUMNS, 200))
def test_all_bars_of_a_page_have_one_length(comparison: Comparison, width: int) -> None:
    found = bars(comparison, width)
    assert len(found) == 4
    assert len(set(found)) == 1


def test_a_bar_is_filled_as_far_as_the_share_goes() -> None:
    page = sheet.lay_out(versus(votes=(Share(1, 2), Share(2, 2))), View(160))
    community = next(line for line in page.lines if any("community" in run.text for run in line))
    filled = [len(run.text) for run in community if run.tone == "bar"]
    assert filled[1] == 2 * filled[0] > 0


def test_a_vote_does_not_change_the_length_of_the_bars() -> None:
    after = PAIR._replace(
        a=PAIR.a._replace(community=Share(1, 1)), b=PAIR.b._replace(community=Share(1, 1))
    )
    assert bars(after, 80) == bars(PAIR, 80)


def test_on_a_wide_page_the_columns_stay_together_in_the_middle() -> None:
    place = sheet.grid(300)
    assert place.column == sheet.COLUMN_MAX
    assert abs(place.left - (300 - place.left - place.width)) <= 1


@given(st.integers(20, 300))
def test_the_columns_never_exceed_the_page(width: int) -> None:
    place = sheet.grid(width)
    assert place.left >= 0
    assert place.left + place.width <= width
    assert place.b_at + place.column <= width


PANEL = ["Builder", "Skeptic", "Futurist", "Founder", "Maintainer", "Newcomer"]
MANY = versus(*(row(f"The {name}", "ship", "skip") for name in PANEL))


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_click_on_a_name_in_the_strip_reaches_that_critic(width: int) -> None:
    page = sheet.lay_out(MANY, View(width))
    lines = page.text().split("\n")
    hits = [
        (spot.target, lines[spot.y][spot.x : spot.x + spot.width])
        for spot in page.spots
        if spot.y < page.anchors["The Builder"]
    ]
    assert hits == [(f"The {name}", f"{name} ✓✗") for name in PANEL]


def test_the_strip_stands_once_and_under_the_split() -> None:
    text = text_of(MANY)
    assert text.count("Skeptic ✓✗") == 1
    assert text.index("Split") < text.index("Skeptic ✓✗") < text.index("Community")


def test_the_strip_shows_a_missing_review_as_a_dot() -> None:
    assert "Ann ✓✗   Bob ✗✗   Cid ·✓" in text_of(PAIR)


def test_one_critic_needs_no_strip() -> None:
    assert "Ann ✓✗" not in text_of(versus(row("Ann", "ship", "skip")))


def test_the_current_critic_stands_out_in_the_strip() -> None:
    page = sheet.lay_out(MANY, View(80, critic="The Skeptic"))
    above = page.lines[: page.anchors["The Builder"]]
    names = {run.text.strip(): run.tone for line in above for run in line if run.text.strip()}
    assert (names["Skeptic"], names["Builder"]) == ("accent", "text")


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_click_on_a_heading_reaches_that_critic(width: int) -> None:
    page = sheet.lay_out(PAIR, View(width))
    headings = {spot.y: spot.target for spot in page.spots}
    assert [headings[at] for at in page.anchors.values()] == list(page.anchors)


@pytest.mark.parametrize(("tools", "said"), [(0, "no tools"), (1, "only one tool")])
def test_a_page_without_a_comparison_says_how_to_get_one(tools: int, said: str) -> None:
    page = sheet.lay_out_nothing(tools, "verdict --db my.db", 40)
    assert said in page.text()
    assert "verdict --db my.db import FILE" in page.text()
    assert widest(page) <= 40


@given(comparisons(), st.integers(20, 200), st.integers(6, 60))
def test_no_word_of_a_quote_is_lost(comparison: Comparison, width: int, height: int) -> None:
    page = sheet.lay_out(comparison, View(width, height))
    place, rows = sheet.grid(width), comparison.rows
    if place.two:
        assert in_tone(page, "quote", 0, place.b_at) == quoted(*(row.a for row in rows))
        assert in_tone(page, "quote", place.b_at, width) == quoted(*(row.b for row in rows))
    else:
        both = (review for row in rows for review in (row.a, row.b))
        assert in_tone(page, "quote", 0, width) == quoted(*both)


LONG = "An exceedingly long name that nobody would give to anything, " * 2


@given(comparisons(), st.integers(20, 200), st.integers(6, 60))
@example(versus(), 20, 60)
def test_no_line_is_wider_than_the_page(comparison: Comparison, width: int, height: int) -> None:
    assert widest(sheet.lay_out(comparison, View(width, height))) <= width


@pytest.mark.parametrize("width", range(40, 200, 8))
def test_an_ordinary_comparison_fits_every_usual_width(width: int) -> None:
    voted = PAIR._replace(b=PAIR.b._replace(community=Share(12, 18)))
    assert widest(sheet.lay_out(voted, View(width))) <= width


@pytest.mark.parametrize("width", [20, 29])
def test_a_label_of_the_answer_is_set_off_from_its_text(width: int) -> None:
    assert line_with(text_of(versus(), width), "Community").split()[1] == "Community"


def test_a_critics_long_name_is_cut_in_the_heading() -> None:
    page = sheet.lay_out(versus(row(LONG, "ship", "skip")), View(80))
    assert cell_len(page.text().split("\n")[page.anchors[LONG]]) <= 80


def test_a_critics_long_name_is_cut_in_the_strip() -> None:
    page = sheet.lay_out(versus(row(LONG, "ship", "skip"), row("Bob", "ship", "ship")), View(80))
    above = page.text().split("\n")[: page.anchors[LONG]]
    assert max(map(cell_len, above)) <= 80


def test_what_can_be_clicked_lies_on_the_page() -> None:
    page = sheet.lay_out(versus(row(LONG, "ship", "skip"), row("Bob", "ship", "ship")), View(80))
    assert all(spot.x + spot.width <= 80 for spot in page.spots)


def test_a_tools_long_name_is_cut_above_its_description() -> None:
    assert widest(sheet.lay_out(versus(a=tool(LONG)), View(40))) <= 40


def test_many_votes_do_not_push_the_other_column_away() -> None:
    text = text_of(versus(votes=(Share(123_456, 234_567), Share(123_456, 234_567))), 72)
    assert line_with(text, "panel").rindex("panel") == line_with(text, "comm").rindex("comm")
    assert cell_len(line_with(text, "community")) <= 72


def test_a_long_price_does_not_push_the_other_column_away() -> None:
    dear = money("123456.5", per_seat=True)
    text = text_of(versus(a=tool("Alpha", price=dear), b=tool("Beta", price=dear)), 72)
    assert line_with(text, "panel").rindex("panel") == line_with(text, "entry").rindex("entry")


def test_a_price_keeps_its_licence_and_date() -> None:
    dated = tool(price=FREE._replace(as_of=date(2026, 11, 2)))._replace(licence="MIT")
    for width in (40, 120):
        assert "MIT · as of 2 Nov 2026" in text_of(versus(a=dated), width)
