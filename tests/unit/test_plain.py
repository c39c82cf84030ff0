from __future__ import annotations

import html
import json
import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from tests.unit.builders import (
    CONTACT,
    FREE,
    NOBODY,
    UNKNOWN,
    comparisons,
    money,
    row,
    shares,
    tool,
    versus,
)
from tests.unit.pages import PAIR, QUOTES, line_with
from verdict_tui.catalogue import Row
from verdict_tui.model import Comparison, Evidence, Price, Review, Share, Standing, Tool
from verdict_tui.render import data, markdown, plain, sheet, tabbed

ALPHA = Standing(
    Tool(
        slug="alpha",
        name="Alpha",
        category="Editors",
        vendor="Acme",
        tagline="Quick.",
        description="An editor.",
        aliases=("Aleph", "Ox"),
        entry_price=money("20", per_seat=True)._replace(as_of=date(2026, 11, 2)),
        licence="MIT",
        link="https://example.org",
        added_on=date(2026, 11, 1),
    ),
    panel=Share(3, 4),
    community=Share(4, 6),
    my_vote="ship",
)
BARE = Standing(tool("Bare"), NOBODY, NOBODY)
REVIEW = Review("Ann", "ship", "I like it.", date(2026, 11, 2))


# Plain text.


def test_a_table_has_a_line_for_each_tool_below_its_head() -> None:
    head, alpha, bare = plain.table(map(plain.row_of, [ALPHA, BARE])).splitlines()
    assert head.split() == ["tool", "category", "panel", "community"]
    assert alpha.split("  ")[0] == "Alpha"
    assert "Bare" in bare


def test_a_table_has_figures_with_counts_and_my_vote() -> None:
    line = line_with(plain.table(map(plain.row_of, [ALPHA])), "Alpha")
    assert re.sub(r" {2,}", "|", line) == "Alpha|Editors|75%|3 of 4|67%|4 of 6|✓ me"


def test_a_long_name_is_cut_in_a_table_and_its_columns_stay() -> None:
    long = Row("x", "日本語" * 20, "Editors", NOBODY, NOBODY, None)
    short = long._replace(name="x")
    lines = plain.table([long, short]).splitlines()[1:]
    assert "…" in lines[0]
    before = [cell_len(line[: line.index("Editors")]) for line in lines]
    assert before[0] == before[1]


def test_a_panel_of_ten_does_not_touch_the_next_column() -> None:
    standing = BARE._replace(panel=Share(10, 10), community=Share(1, 7))
    assert "10 of 10  14%" in plain.table(map(plain.row_of, [standing]))


def test_a_table_does_not_cut_a_count() -> None:
    standing = BARE._replace(panel=Share(100, 1000))
    assert "100 of 1,000" in plain.table(map(plain.row_of, [standing]))


def test_tab_separated_values_have_a_cell_for_every_head() -> None:
    head, *lines = tabbed.standings([ALPHA, BARE]).splitlines()
    cells = [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines]
    assert cells[0] == {
        "slug": "alpha",
        "name": "Alpha",
        "category": "Editors",
        "panel_ship": "3",
        "panel_total": "4",
        "community_ship": "4",
        "community_total": "6",
        "my_vote": "ship",
        "entry_price": "$20 / month per seat",
    }
    assert cells[1]["my_vote"] == ""


def test_a_comparison_begins_with_its_question_and_ends_with_the_note() -> None:
    lines = plain.comparison_page(PAIR, "All of it is fictional.").splitlines()
    assert lines[0] == "Alpha or Beta: which should you ship with?"
    assert lines[-1] == "All of it is fictional."


def test_a_comparison_in_text_says_what_the_sheet_says() -> None:
    text = plain.comparison_page(PAIR, "")
    assert sheet.lay_out(PAIR, sheet.View(80)).text().strip() in text


@pytest.mark.parametrize(
    "width",
    [
        80,
        200,
    ],
)
def test_the_names_of_the_tools_stand_above_their_columns(width: int) -> None:
    lines = plain.comparison_page(PAIR, "", width).splitlines()
    names = next(line for line in lines if re.fullmatch(r" *A Alpha +B Beta", line))
    place = sheet.grid(width)
    assert (names.index("A "), names.index("B ")) == (place.left, place.b_at)


def test_long_names_do_not_run_into_each_other() -> None:
    name = "An exceedingly long name for a tool that edits"
    text = plain.comparison_page(versus(a=tool(name), b=tool(name)), "")
    names = line_with(text, "B An").rstrip()
    assert "  B An" in names
    assert cell_len(names) <= 80


def test_in_one_column_the_names_stand_above_each_other() -> None:
    lines = plain.comparison_page(PAIR, "", 40).splitlines()
    assert 0 < lines.index("A Alpha") < lines.index("B Beta")


def test_in_one_column_a_comparison_still_has_its_figures() -> None:
    assert "1 of 2" in plain.comparison_page(PAIR, "", 40)


def test_a_tools_page_says_everything_about_it() -> None:
    page = plain.tool_page(Evidence(ALPHA, (REVIEW,)), "All of it is fictional.")
    for part in (
        "Alpha\nAcme · Editors\nQuick.\n",
        "panel      75%  3 of 4\n",
        "community  67%  4 of 6\n",
        "my vote    ship\n",
        "entry      $20 / month per seat, as of 2 Nov 2026\n",
        "licence    MIT\n",
        "link       https://example.org\n",
        "added      1 Nov 2026\n",
        "formerly   Aleph and Ox\n",
        "\nAn editor.\n",
        "\nAnn: ✓ ship (2 Nov 2026)\n“I like it.”\n",
        "\nAll of it is fictional.\n",
    ):
        assert part in page


def test_a_tools_page_leaves_out_what_is_not_known() -> None:
    page = plain.tool_page(Evidence(BARE), "")
    assert page.splitlines() == [
        "Bare",
        "Editors",
        "",
        "panel      —  no reviews",
        "community  —  no votes",
        "my vote    no vote",
        "entry      Unknown",
    ]


def test_a_review_without_a_date_or_a_quote_is_its_verdict() -> None:
    assert plain.tool_page(Evidence(BARE, (Review("Ann", "skip"),)), "").endswith(
        "\n\nAnn: ✗ skip\n"
    )


# Markdown.


def shown(text: str) -> str:
    """Return what a reader of Markdown sees."""
    rendered = MarkdownIt("commonmark").enable("table").render(text)
    return html.unescape(re.sub(r"<[^>]*>", "", rendered)).strip()


@pytest.mark.parametrize(
    "text", ["*a* _b_ `c`", "<b>bold</b>", "# 1", "> quoted", "a | b", "[a](b)", "a\\b", "~~a~~"]
)
def test_markup_in_a_text_is_shown_as_it_is(text: str) -> None:
    assert shown(markdown.escape(text)) == text


@given(st.text(st.sampled_from("ab1 -+.)*_#&;<>[]()!`~|=\\"), max_size=20))
@example("a &lt; b")
@example("- not a list")
@example("1. not a list")
@example("---")
def test_any_line_is_shown_as_it_is(text: str) -> None:
    line = " ".join(text.split())
    assert shown(markdown.escape(line)) == line


def test_markdown_begins_with_the_names_the_question_and_the_table() -> None:
    page = markdown.comparison_page(PAIR._replace(a=ALPHA))
    assert page.split("\n")[:7] == [
        "# Alpha vs Beta",
        "",
        "Alpha or Beta: which should you ship with?",
        "",
        "|  | Alpha | Beta |",
        "|---|---|---|",
        "| Category | Editors | Editors |",
    ]
    assert "| Entry | $20 / month per seat (MIT · as of 2 Nov 2026) | Unknown |" in page


def test_markdown_has_the_figures_in_a_table_with_their_counts() -> None:
    page = markdown.comparison_page(PAIR._replace(a=ALPHA))
    assert "| Panel | 75%, 3 of 4 | 33%, 1 of 3 |" in page


def test_markdown_has_the_answer_as_a_list() -> None:
    page = markdown.comparison_page(PAIR)
    assert re.findall(r"^- \*\*(\w+)\*\*: \S", page, re.MULTILINE) == [
        "Panel",
        "Split",
        "Community",
        "Price",
    ]


def test_markdown_has_every_critics_quotes_under_a_heading() -> None:
    section = markdown.comparison_page(PAIR).split("## ")[1]
    assert section.split("\n\n") == [
        "Ann",
        "**Alpha**: ✓ ship",
        f"> {QUOTES[0]}",
        "**Beta**: ✗ skip",
        f"> {QUOTES[1]}",
        "",
    ]


def test_markdown_says_what_is_missing_and_who_was_silent() -> None:
    page = markdown.comparison_page(PAIR)
    assert "**Alpha**: no review" in page
    assert "*Dee reviewed neither.*" in page


def test_the_note_of_the_database_stands_under_the_markdown() -> None:
    page = markdown.comparison_page(PAIR, "All of it is fictional.")
    assert page.endswith("---\n\n*All of it is fictional.*\n")


def test_a_quote_of_several_paragraphs_stays_one_quote() -> None:
    quoted = versus(row("Ann", "ship", None, ("One.\n\nTwo.", "")))
    assert "\n> One.\n>\n> Two.\n" in markdown.comparison_page(quoted)


# Data for other programs.


def test_a_share_is_given_with_its_count_and_total() -> None:
    assert data.share_data(Share(3, 4)) == {"ship": 3, "total": 4, "share": 0.75}


def test_a_share_of_nobody_is_null() -> None:
    assert data.share_data(NOBODY) == {"ship": 0, "total": 0, "share": None}


@given(shares())
def test_a_share_given_as_a_number_is_one_only_when_unanimous(share: Share) -> None:
    given_as = json.loads(data.to_json(data.share_data(share)))
    assert (given_as["share"] == 1) == (share.total > 0 and share.skip == 0)


def test_a_tool_has_the_promised_shape() -> None:
    assert data.standing_data(ALPHA) == {
        "slug": "alpha",
        "name": "Alpha",
        "vendor": "Acme",
        "category": "Editors",
        "tagline": "Quick.",
        "description": "An editor.",
        "aliases": ["Aleph", "Ox"],
        "entry_price": {
            "kind": "amount",
            "amount": 20,
            "currency": "USD",
            "period": "month",
            "per_seat": True,
            "as_of": "2026-11-02",
            "words": None,
            "text": "$20 / month per seat",
        },
        "licence": "MIT",
        "link": "https://example.org",
        "added_on": "2026-11-01",
        "panel": {"ship": 3, "total": 4, "share": 0.75},
        "community": {"ship": 4, "total": 6, "share": 4 / 6},
        "my_vote": "ship",
        "without": [],
    }


def test_a_tool_that_says_little_has_the_same_fields() -> None:
    bare = data.standing_data(BARE)
    assert bare.keys() == data.standing_data(ALPHA).keys()
    assert (bare["added_on"], bare["my_vote"], bare["aliases"]) == (None, None, [])


@pytest.mark.parametrize(
    ("price", "kind", "amount"),
    [
        (FREE, "free", None),
        (CONTACT, "contact", None),
        (UNKNOWN, "unknown", None),
        (money("19.50"), "amount", 19.5),
    ],
)
def test_a_price_says_its_kind_and_amount(price: Price, kind: str, amount: float | None) -> None:
    given_as = json.loads(data.to_json(data.price_data(price)))
    assert (given_as["kind"], given_as["amount"]) == (kind, amount)


def test_a_whole_amount_is_given_as_a_whole_number() -> None:
    assert '"amount": 20,' in data.to_json(data.price_data(money("20.00")))


def test_a_review_has_the_promised_shape() -> None:
    assert data.review_data(REVIEW) == {
        "critic": "Ann",
        "verdict": "ship",
        "quote": "I like it.",
        "reviewed_on": "2026-11-02",
    }


def test_what_is_shown_of_a_tool_has_its_reviews() -> None:
    shown_of_it = json.loads(data.to_json(data.show_data(Evidence(ALPHA, (REVIEW,)))))
    assert shown_of_it["slug"] == "alpha"
    assert shown_of_it["reviews"] == [data.review_data(REVIEW)]


def test_a_comparison_has_the_promised_shape() -> None:
    compared = json.loads(data.to_json(data.comparison_data(PAIR)))
    assert compared.keys() >= {"question", "a", "b", "answer", "scorecard"}
    assert compared["answer"].keys() >= {"text", "panel", "split", "community", "price", "flip"}
    assert (compared["a"]["slug"], compared["b"]["slug"]) == PAIR.pair


def test_the_scorecard_says_who_differs_and_who_is_missing() -> None:
    compared = json.loads(data.to_json(data.comparison_data(PAIR)))
    rows = [
        (row["critic"], *(row[side] and row[side]["verdict"] for side in "ab"), row["differs"])
        for row in compared["scorecard"]
    ]
    assert rows == [
        ("Ann", "ship", "skip", True),
        ("Bob", "skip", "skip", False),
        ("Cid", None, "ship", False),
    ]


def test_the_split_is_given_as_names() -> None:
    compared = json.loads(data.to_json(data.comparison_data(PAIR)))
    assert compared["answer"]["split"] == ["Ann"]


@given(comparisons())
def test_any_comparison_survives_being_json(comparison: Comparison) -> None:
    made = data.comparison_data(comparison)
    assert json.loads(data.to_json(made)) == made


def test_json_is_in_the_language_it_is_written_in() -> None:
    assert data.to_json({"name": "Łódź"}) == '{\n  "name": "Łódź"\n}'
