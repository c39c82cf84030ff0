from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verdict_tui.catalogue import Catalogue, Column, Entry, Row
from verdict_tui.model import Price, Share

ENTRIES = [
    Entry("alpha", "Alpha", "Editors", "+0-1+2-3", 4, 2, "ship"),
    Entry("beta", "Beta", "Hosting", "+0-1+2-3", 0, 1, "skip"),
    Entry("gamma", "Gamma", "Editors", "", 0, 0, None),
]


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue(ENTRIES)


def test_a_row_says_what_the_entry_said(catalogue: Catalogue) -> None:
    assert catalogue.row(0) == Row("alpha", "Alpha", "Editors", Share(2, 4), Share(4, 6), "ship")
    assert catalogue.row(1) == Row("beta", "Beta", "Hosting", Share(2, 4), Share(0, 1), "skip")


def test_a_tool_that_nobody_judged_has_empty_shares(catalogue: Catalogue) -> None:
    assert catalogue.row(2)[3:] == (Share(0, 0), Share(0, 0), None)


def test_a_critic_with_a_position_of_two_digits_counts_once() -> None:
    said = Catalogue([ENTRIES[0]._replace(verdicts="+9-10+11")])
    assert said.row(0).panel == Share(2, 3)


def test_the_order_of_the_entries_is_kept(catalogue: Catalogue) -> None:
    assert [catalogue.row(i).slug for i in range(len(catalogue))] == ["alpha", "beta", "gamma"]


def test_a_tool_is_found_by_its_slug(catalogue: Catalogue) -> None:
    assert catalogue.position("beta") == 1


def test_finding_a_tool_does_not_go_through_all_of_them() -> None:
    compared = []

    class Slug(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            compared.append(other)
            return str.__eq__(self, other)

    many = Catalogue(ENTRIES[0]._replace(slug=Slug(f"tool-{at}")) for at in range(2000))
    compared.clear()
    assert many.position("tool-1999") == 1999
    assert len(compared) < 20


def test_my_vote_is_known_by_the_slug(catalogue: Catalogue) -> None:
    votes = [catalogue.my_vote(slug) for slug in ("alpha", "beta", "gamma", "delta")]
    assert votes == ["ship", "skip", None, None]


def test_a_tool_that_is_not_there_has_no_position(catalogue: Catalogue) -> None:
    assert catalogue.position("delta") is None


def test_a_whole_catalogue_counts_its_tools_and_my_votes() -> None:
    whole = Catalogue([*ENTRIES, ENTRIES[2]._replace(slug="delta", name="Delta")])
    assert (whole.total, whole.my_votes) == (4, 2)


def test_the_head_of_a_catalogue_says_how_many_there_are_in_all() -> None:
    head = Catalogue(ENTRIES[:1], total=900, my_votes=40)
    assert (len(head), head.total, head.my_votes) == (1, 900, 40)


def test_a_vote_changes_the_figures_of_its_tool_only(catalogue: Catalogue) -> None:
    assert catalogue.record("gamma", Share(1, 1), "ship")
    assert catalogue.row(2)[-2:] == (Share(1, 1), "ship")
    assert catalogue.row(1)[-2:] == (Share(0, 1), "skip")


def test_a_change_gives_a_new_version(catalogue: Catalogue) -> None:
    before = catalogue.version
    catalogue.record("alpha", Share(5, 7), "ship")
    assert catalogue.version > before


def test_the_same_figures_again_are_no_change(catalogue: Catalogue) -> None:
    before = catalogue.version
    assert not catalogue.record("alpha", Share(4, 6), "ship")
    assert catalogue.version == before


def test_figures_of_a_tool_that_is_not_there_are_no_change(catalogue: Catalogue) -> None:
    assert not catalogue.record("delta", Share(1, 1), "ship")
    assert (len(catalogue), catalogue.my_votes) == (3, 2)


def test_my_votes_are_counted_as_tools(catalogue: Catalogue) -> None:
    catalogue.record("gamma", Share(1, 1), "ship")
    assert catalogue.my_votes == 3
    catalogue.record("gamma", Share(0, 1), "skip")
    assert catalogue.my_votes == 3
    catalogue.record("gamma", Share(0, 0), None)
    assert catalogue.my_votes == 2


def test_a_change_of_others_votes_leaves_mine(catalogue: Catalogue) -> None:
    assert catalogue.record("alpha", Share(4, 7), "ship")
    assert catalogue.my_votes == 2


def test_what_a_tool_is_filtered_by_stands_in_columns() -> None:
    price = Price("free")
    told = ENTRIES[0]._replace(
        vendor="Acme", licence="MIT", price=price, added_on=date(2026, 11, 1), times=3
    )
    catalogue = Catalogue([ENTRIES[1], told])
    assert (catalogue.vendor[1], catalogue.licence[1], catalogue.price[1]) == ("Acme", "MIT", price)
    assert date.fromordinal(catalogue.added[1]) == date(2026, 11, 1)
    assert catalogue.times[1] == 3


def test_a_tool_of_which_little_is_known_has_empty_columns() -> None:
    catalogue = Catalogue(ENTRIES[:1])
    assert (catalogue.vendor[0], catalogue.licence[0], catalogue.price[0]) == ("", "", Price())
    assert (catalogue.added[0], catalogue.times[0]) == (0, 0)


def test_the_shares_of_all_tools_stand_in_their_order(catalogue: Catalogue) -> None:
    rows = [catalogue.row(at) for at in range(len(catalogue))]
    assert list(catalogue.panels()) == [row.panel for row in rows]
    assert list(catalogue.communities()) == [row.community for row in rows]


def test_a_vote_changes_the_shares_of_the_community(catalogue: Catalogue) -> None:
    catalogue.record("gamma", Share(1, 1), "ship")
    assert list(catalogue.communities())[2] == Share(1, 1)


def test_former_names_are_kept_with_the_places_of_their_tools() -> None:
    former = [("gamma", "Old Gamma"), ("alpha", "Aleph"), ("alpha", "A"), ("gone", "Away")]
    catalogue = Catalogue(ENTRIES, former_names=former)
    assert list(catalogue.former_names) == [(2, "Old Gamma"), (0, "Aleph"), (0, "A")]


def test_a_tool_without_a_former_name_has_none(catalogue: Catalogue) -> None:
    assert list(catalogue.former_names) == []


@given(st.lists(st.text(max_size=2), max_size=30))
def test_a_column_gives_back_what_was_put_in_and_keeps_each_value_once(said: list[str]) -> None:
    column = Column[str]()
    for value in said:
        column.append(value)
    assert [column[at] for at in range(len(said))] == said
    assert column.values == list(dict.fromkeys(said))
    lengths = column.mapped(len)
    assert [lengths[at] for at in range(len(said))] == list(map(len, said))
