from __future__ import annotations

import pytest

from verdict_tui.catalogue import Catalogue, Entry, Row
from verdict_tui.model import Share

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
