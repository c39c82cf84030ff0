"""What the picker lists for what is typed, and what it says of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_search_finder import entry, listed
from verdict_tui.catalogue import Catalogue, Entry
from verdict_tui.listing import LIMIT, Listing, Rows
from verdict_tui.search.finder import Finder
from verdict_tui.search.order import SORTS, Sort, ordered

TOOLS = [
    entry("Cursor", "Code editors", verdicts="+0-1", votes=(1, 1), added_on=date(2026, 1, 1)),
    entry("Claude Code", "Agents", verdicts="+0+1", votes=(3, 0), mine="ship"),
    entry("Codeium", "Code editors", verdicts="-0-1", added_on=date(2026, 2, 1)),
    entry("Xenon", "Hosting"),
]


@pytest.fixture
def catalogue() -> Catalogue:
    return listed(*TOOLS)


def rows_for(catalogue: Catalogue, typed: str, sort: Sort = "featured") -> Rows:
    listing = Listing(catalogue, Finder(catalogue), typed, sort)
    assert listing.advance()
    return listing.rows


def names_for(catalogue: Catalogue, typed: str, sort: Sort = "featured") -> list[str]:
    return [catalogue.names[at] for at in rows_for(catalogue, typed, sort).positions]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("typed", ["", "   "])
def test_without_a_query_all_tools_are_listed_in_the_order_asked_for(
    catalogue: Catalogue, typed: str, sort: Sort
) -> None:
    rows = rows_for(catalogue, typed, sort)
    assert list(rows.positions) == list(ordered(catalogue, sort))
    assert rows[1:] == Rows(())[1:]


def test_a_name_lists_what_matches_best_first(catalogue: Catalogue) -> None:
    rows = rows_for(catalogue, "code")
    matched = [catalogue.names[at] for at in rows.positions]
    assert matched[:2] == ["Codeium", "Claude Code"]
    assert [match.position for match in rows.matches] == list(rows.positions)
    assert (rows.note, rows.is_fault, rows.are_best, rows.are_nearest) == ("", False, False, False)


def test_a_name_is_listed_by_likeness_whatever_the_order(catalogue: Catalogue) -> None:
    listings = [names_for(catalogue, "code", sort) for sort in SORTS]
    assert all(names == listings[0] for names in listings)


def test_filters_alone_keep_the_order(catalogue: Catalogue) -> None:
    assert names_for(catalogue, "cat:code") == ["Cursor", "Codeium"]
    assert names_for(catalogue, "cat:code", "newest") == ["Codeium", "Cursor"]


def test_filters_narrow_what_a_name_finds(catalogue: Catalogue) -> None:
    assert names_for(catalogue, "cat:agents code") == ["Claude Code"]


def test_where_nothing_meets_the_filters_it_is_said(catalogue: Catalogue) -> None:
    rows = rows_for(catalogue, "cat:code vote:ship")
    assert list(rows.positions) == []
    assert (rows.note, rows.is_fault) == ("No tool meets all these filters.", False)


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("cat:code cat:agents", "cat:code and cat:agents exclude each other."),
        ("vote:ship panel:>0 vote:none", "vote:ship and vote:none exclude each other."),
        ("panel:>60 panel:<50", "panel:>60 and panel:<50 exclude each other."),
        ("panel:>90 panel:<0", "No tool meets all these filters."),
    ],
)
def test_two_filters_that_exclude_each_other_are_told(
    catalogue: Catalogue, typed: str, note: str
) -> None:
    rows = rows_for(catalogue, typed)
    assert list(rows.positions) == []
    assert rows.note == note


def test_the_same_filter_twice_is_one(catalogue: Catalogue) -> None:
    assert names_for(catalogue, "cat:code cat:code") == names_for(catalogue, "cat:code")


def test_an_empty_database_is_not_the_fault_of_the_filters() -> None:
    assert rows_for(listed(), "vote:ship") == Rows([])


def test_where_nothing_matches_the_nearest_are_listed(catalogue: Catalogue) -> None:
    rows = rows_for(catalogue, "xenophobia")
    assert rows.note == "Nothing matches “xenophobia”. The nearest:"
    assert rows.are_nearest
    assert catalogue.names[rows.positions[0]] == "Xenon"
    assert len(rows.positions) <= 3
    assert not rows.is_fault


def test_the_nearest_meet_the_filters_too(catalogue: Catalogue) -> None:
    rows = rows_for(catalogue, "cat:code kodeyum")
    assert rows.note == "Nothing matches “kodeyum” under these filters. The nearest:"
    assert {catalogue.category[at] for at in rows.positions} == {"Code editors"}


@pytest.mark.parametrize("typed", ["zzqx", "qqqqqqq", "xxxxyyy", "cat:code xenophobia"])
def test_what_only_chance_makes_near_is_not_offered(catalogue: Catalogue, typed: str) -> None:
    rows = rows_for(catalogue, typed)
    assert list(rows.positions) == []
    assert "The nearest" not in rows.note


def test_a_former_name_can_be_the_nearest() -> None:
    catalogue = Catalogue([entry("Cursor")], former_names=[("cursor", "Xylem")])
    assert names_for(catalogue, "xylene gas") == ["Cursor"]


def test_where_there_is_no_nearest_none_is_promised(catalogue: Catalogue) -> None:
    rows = rows_for(catalogue, "!?")
    assert (rows.note, list(rows.positions)) == ("Nothing matches “!?”.", [])


def test_a_long_query_is_told_in_short(catalogue: Catalogue) -> None:
    assert f"“{'z' * 39}…”" in rows_for(catalogue, "z" * 500).note
    assert f"“{'z' * 40}”" in rows_for(catalogue, "z" * 40).note


def test_a_wrong_filter_is_explained_and_all_is_listed(catalogue: Catalogue) -> None:
    rows = rows_for(catalogue, "prize:free")
    assert rows.note == "There is no filter prize:; did you mean price:?"
    assert rows.is_fault
    assert len(rows.positions) == len(TOOLS)


def test_a_wrong_filter_is_explained_beside_what_a_name_finds(catalogue: Catalogue) -> None:
    rows = rows_for(catalogue, "cat:zzz codeium")
    assert rows.note.startswith("No category begins with 'zzz'")
    assert rows.is_fault
    assert catalogue.names[rows.positions[0]] == "Codeium"


def test_a_wrong_filter_is_explained_where_nothing_matches_either(catalogue: Catalogue) -> None:
    rows = rows_for(catalogue, "cat:zzz xenophobia")
    assert rows.are_nearest
    assert "o category begins with 'zzz'" in rows.note


def test_a_filter_being_typed_says_what_it_asks(catalogue: Catalogue) -> None:
    rows = rows_for(catalogue, "vote:")
    assert (rows.note, rows.is_fault) == ("vote: none, ship, skip or any", False)
    assert len(rows.positions) == len(TOOLS)


def test_of_very_many_matches_the_best_are_listed() -> None:
    catalogue = listed(*(f"Code {number}" for number in range(LIMIT + 5)))
    rows = rows_for(catalogue, "code")
    assert (len(rows.positions), rows.are_best) == (LIMIT, True)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("Code {}", "code"), ("My code {}", "code"), ("Ask me to code {}", "amtc"),
     ("Barcode {}", "arco"), ("Coder {}", "codet"), ("Cool oder {}", "cdr")],
)  # fmt: skip
def test_where_more_match_than_are_looked_at_the_best_are_listed(name: str, typed: str) -> None:
    catalogue = listed(*(name.format(number) for number in range(317)))
    rows = rows_for(catalogue, typed)
    assert rows.matches
    assert len(rows.positions) < 317
    assert rows.are_best


@pytest.mark.parametrize("name", ["Code {}", "My code {}", "Ask me to code {}", "Barcode {}"])
def test_as_many_are_listed_as_are_asked_for(name: str) -> None:
    catalogue = listed(*(name.format(number) for number in range(317)))
    listing = Listing(catalogue, Finder(catalogue), "code", limit=1000)
    assert listing.advance()
    assert (len(listing.rows.positions), listing.rows.are_best) == (317, False)


def test_tools_of_a_vendor_are_all_listed_when_asked_for() -> None:
    tools = [entry(f"{chr(97 + at % 26)}{at}", "Hosting", vendor="Acme") for at in range(317)]
    catalogue = listed(*tools)
    assert rows_for(catalogue, "acme").are_best
    listing = Listing(catalogue, Finder(catalogue), "acme", limit=1000)
    assert listing.advance()
    assert (len(listing.rows.positions), listing.rows.are_best) == (317, False)


@pytest.mark.parametrize(
    ("likely", "count", "other"),
    [(entry("Acme"), 14, entry("Zed Acme")), (entry("Acmed"), 9, entry("Z", vendor="Acme"))],
)
def test_where_enough_match_well_others_that_match_worse_are_not_counted_as_none(
    likely: Entry, count: int, other: Entry
) -> None:
    alone = rows_for(listed(likely, other), "acme")
    assert (len(alone.positions), alone.are_best) == (2, False)
    rows = rows_for(listed(*[likely] * count, other), "acme")
    assert (len(rows.positions), rows.are_best) == (count, True)


def test_those_that_would_not_be_shown_do_not_count() -> None:
    catalogue = listed(*[entry("Acme")] * 9, entry("Zed", vendor="Acme"))
    rows = rows_for(catalogue, "acme")
    assert (len(rows.positions), rows.are_best) == (9, False)


@pytest.mark.parametrize("name", ["🚀", "❤️", "!!!", "👩‍💻", "???", "¿?", "⌘ ⌥", "→"])
def test_a_name_of_signs_alone_is_found_by_it(name: str) -> None:
    catalogue = listed(*TOOLS, entry("🙂🙂", "Signs"), entry(name, "Signs"))
    rows = rows_for(catalogue, name)
    assert (catalogue.names[rows.positions[0]], rows.are_nearest) == (name, False)


def test_before_the_names_are_ready_all_tools_that_meet_the_filters_are_listed(
    catalogue: Catalogue,
) -> None:
    listing = Listing(catalogue, None, "cat:code xenophobia")
    assert listing.advance()
    assert [catalogue.names[at] for at in listing.rows.positions] == ["Cursor", "Codeium"]
    assert not listing.rows.matches


@pytest.mark.parametrize("typed", ["code", "cat:code co", "xenophobia", "", "agents code"])
def test_a_listing_in_slices_is_that_of_one_run(catalogue: Catalogue, typed: str) -> None:
    listing = Listing(catalogue, Finder(catalogue), typed)
    while not listing.advance(0):
        assert listing.rows == Rows(())
    assert listing.rows == rows_for(catalogue, typed)
    assert listing.advance()
    assert listing.rows == rows_for(catalogue, typed)


def test_the_tools_that_meet_the_filters_are_known_by_slug(catalogue: Catalogue) -> None:
    def slugs(typed: str) -> set[str] | None:
        return Listing(catalogue, None, typed).wanted_slugs()

    assert slugs("cat:code") == {"cursor", "codeium"}
    assert slugs('cat:code "licence') == {"cursor", "codeium"}
    assert slugs("cat:code vote:ship") == set()
    assert slugs("codeium") is None


def test_the_tools_of_a_name_before_the_quotation_mark_are_known_by_slug(
    catalogue: Catalogue,
) -> None:
    def slugs(typed: str) -> set[str] | None:
        listing = Listing(catalogue, Finder(catalogue), typed)
        assert listing.advance()
        return listing.wanted_slugs()

    assert slugs('cursor "licence') == {"cursor"}
    assert slugs('"licence" cursor') == {"cursor"}
    assert slugs('cat:agents code "licence') == {"claude-code"}
    assert slugs('xenophobia "licence') == set()
    assert slugs('"licence') is None
    assert slugs('cat:code "licence') == {"cursor", "codeium"}


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ('"', "Type what a critic wrote."),
        ('"xyzzy', "No critic wrote “xyzzy”."),
        ('cat:code "xyzzy', "No critic wrote “xyzzy” under these filters."),
        ('cursor "xyzzy', "No critic wrote “xyzzy” on what “cursor” finds."),
        ('xenophobia "xyzzy', "Nothing matches “xenophobia”."),
        (
            '"xyzzy price:free',
            "No critic wrote “xyzzy price:free”. "
            "To filter, close the quotation mark before price:free.",
        ),
        ('"xyzzy" prize:free', "There is no filter prize:; did you mean price:?"),
    ],
)
def test_where_no_quote_is_found_it_is_said_why(
    catalogue: Catalogue, typed: str, note: str
) -> None:
    listing = Listing(catalogue, Finder(catalogue), typed)
    assert listing.advance()
    assert listing.quotes_note(found=False) == note


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("wandb", "[wandb]"),
        ("wan", "[wan]db"),
        ("anthropic", "[Anthropic]"),
        ("antropic", "[Ant]h[ropic]"),
        ("code anthropic", "[Anthropic]"),
        ("anthropic cod", "[Anthropic]"),
        ("claude code", ""),
    ],
)
def test_what_matched_beside_the_name_is_marked(typed: str, reason: str) -> None:
    tools = [entry("Weights & Biases"), entry("Claude Code", vendor="Anthropic")]
    catalogue = Catalogue(tools, former_names=[("weights-and-biases", "wandb")])
    listing = Listing(catalogue, Finder(catalogue), typed)
    assert listing.advance()
    match = listing.rows.matches[0]
    shown, at = "", 0
    for start, end in listing.reason_spans(match):
        shown += f"{match.text[at:start]}[{match.text[start:end]}]"
        at = end
    assert shown + match.text[at:] == reason


# Keeping the highlighted tool


def test_a_tool_that_no_longer_meets_the_filters_keeps_its_place(catalogue: Catalogue) -> None:
    before = rows_for(catalogue, "vote:none")
    assert list(before.positions) == [0, 2, 3]
    catalogue.record("codeium", catalogue.row(2).community._replace(ship=1, total=1), "ship")
    after = rows_for(catalogue, "vote:none").kept(2, 1)
    assert list(after.positions) == [0, 2, 3]


def test_a_tool_that_is_still_listed_is_left_where_it_is(catalogue: Catalogue) -> None:
    rows = rows_for(catalogue, "code")
    assert rows.kept(rows.positions[0], 1) is rows


def test_a_tool_is_kept_at_the_end_of_a_list_that_has_become_short() -> None:
    assert list(Rows([4]).kept(7, 9).positions) == [4, 7]
    assert list(Rows([]).kept(7, 3).positions) == [7]


@given(
    st.lists(st.integers(0, 20), unique=True, max_size=10), st.integers(0, 20), st.integers(0, 12)
)
def test_keeping_a_tool_moves_no_other(positions: list[int], kept: int, row: int) -> None:
    rows = Rows(positions, note="A note.").kept(kept, row)
    assert rows.note == "A note."
    assert [at for at in rows.positions if at != kept] == [at for at in positions if at != kept]
    assert list(rows.positions).count(kept) == 1
    if kept not in positions:
        assert rows.positions[min(row, len(positions))] == kept
        assert not rows.matches
