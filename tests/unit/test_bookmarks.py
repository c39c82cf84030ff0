"""Comparisons that are kept, in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.catalogue import Kept
from verdict_tui.store import bookmarks, state

if TYPE_CHECKING:
    from verdict_tui.store.database import Database

ALPHA_BETA = Kept(("alpha", "beta"), ("Alpha", "Beta"))


def test_the_latest_stands_first(small: Database) -> None:
    assert bookmarks.toggle(small, ("alpha", "beta"))
    assert bookmarks.toggle(small, ("beta", "gamma"))
    assert bookmarks.read_kept(small) == (Kept(("beta", "gamma"), ("Beta", "Gamma")), ALPHA_BETA)


def test_a_pair_is_the_same_either_way_round(small: Database) -> None:
    bookmarks.toggle(small, ("alpha", "beta"))
    assert not bookmarks.toggle(small, ("beta", "alpha"))
    assert bookmarks.read_kept(small) == ()


def test_a_pair_with_a_tool_that_is_gone_is_not_shown_but_not_lost(small: Database) -> None:
    bookmarks.toggle(small, ("alpha", "gone"))
    bookmarks.toggle(small, ("alpha", "beta"))
    assert bookmarks.read_kept(small) == (ALPHA_BETA,)
    assert state.recall(small, "bookmarks") == [["alpha", "beta"], ["alpha", "gone"]]


def test_what_cannot_be_read_counts_as_nothing(small: Database) -> None:
    for value in ("text", 3, [["alpha"]], [["alpha", 3]], {"a": "b"}):
        state.remember(small, "bookmarks", value)  # type: ignore[arg-type]
        assert bookmarks.read_kept(small) == ()
