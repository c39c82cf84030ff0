from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from verdict_tui.errors import NotSavedError
from verdict_tui.store.database import open_database
from verdict_tui.store.state import LAST_COMPARISON, recall, recall_pair, remember

if TYPE_CHECKING:
    from pathlib import Path

    from verdict_tui.store.database import Database
    from verdict_tui.store.state import Value


def test_nothing_is_remembered_at_first(small: Database) -> None:
    assert recall(small, "theme") is None


@pytest.mark.parametrize(
    "value", ["nord", 7, True, None, ["alpha", "beta"], {"Łódź": [{"muted": False}]}]
)
def test_what_is_remembered_is_there_at_the_next_start(small_path: Path, value: Value) -> None:
    with open_database(small_path, writing=True) as database:
        remember(database, "key", value)
    with open_database(small_path) as database:
        assert recall(database, "key") == value


def test_a_new_value_replaces_the_old_and_no_other(small: Database) -> None:
    for key, value in (("theme", "nord"), ("sort", "name"), ("theme", "dracula")):
        remember(small, key, value)
    assert (recall(small, "theme"), recall(small, "sort")) == ("dracula", "name")


def test_remembering_the_same_again_writes_nothing(small: Database) -> None:
    remember(small, "theme", "nord")
    before = small.connection.total_changes
    remember(small, "theme", "nord")
    assert small.connection.total_changes == before


def test_a_database_opened_for_reading_remembers_nothing(small_path: Path) -> None:
    with open_database(small_path) as database:
        remember(database, "theme", "nord")
        assert recall(database, "theme") is None


def test_it_is_said_when_a_value_could_not_be_written(small: Database, small_path: Path) -> None:
    small.connection.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(small_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotSavedError, match=r"theme was not remembered.*locked"):
            remember(small, "theme", "nord")


def test_a_value_that_cannot_be_read_counts_as_none(small: Database) -> None:
    small.connection.execute("PRAGMA ignore_check_constraints = ON")
    small.connection.execute("INSERT INTO state VALUES ('theme', '{not json')")
    assert recall(small, "theme") is None


def test_the_last_comparison_is_recalled_as_a_pair(small: Database) -> None:
    remember(small, LAST_COMPARISON, ["alpha", "beta"])
    assert recall_pair(small) == ("alpha", "beta")


@pytest.mark.parametrize("value", [None, "alpha", ["alpha"], ["alpha", 2], ["a", "b", "c"], {}])
def test_what_is_no_pair_is_not_recalled_as_one(small: Database, value: Value) -> None:
    remember(small, LAST_COMPARISON, value)
    assert recall_pair(small) is None
