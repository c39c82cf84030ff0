"""Bringing a database of an earlier version to this one."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest
import sqlite_utils

from tests.conftest import ROOT
from verdict_tui.errors import DatabaseError, WrongUseError
from verdict_tui.model import Share, Stamp
from verdict_tui.store import votes
from verdict_tui.store.checking import find_damage, find_notes
from verdict_tui.store.database import create_empty, open_database
from verdict_tui.store.merging import merge
from verdict_tui.store.migrations import migrate, migrations
from verdict_tui.store.quotes import search_quotes
from verdict_tui.store.schema import APPLICATION_ID, SCHEMA_VERSION
from verdict_tui.store.tools import load_catalogue, read_comparison, read_standing

if TYPE_CHECKING:
    from pathlib import Path

FIRST_ROWS = (
    "INSERT INTO meta VALUES ('voter', 'voter'), ('device', 'device'), ('title', 'Mine')",
    "INSERT INTO tools (id, slug, name, category, vendor, licence, added_on, price_kind,"
    " price_amount, price_currency, price_period) VALUES"
    " (3, 'alpha', 'Alpha', 'Editors', 'Acme', 'MIT', '2026-11-01', 'amount', 20.5, 'USD',"
    " 'month'), (9, 'beta', 'Beta', 'Hosting', '', '', NULL, 'free', NULL, '', NULL)",
    "INSERT INTO aliases VALUES (3, 0, 'Old Alpha', 'old-alpha')",
    "INSERT INTO critics VALUES (5, 0, 'Ann', 'Ship it.', 'dry', '[\"tests\"]', '[]'),"
    " (2, 1, 'Bob', '', '', '[]', '[]')",
    "INSERT INTO reviews VALUES (9, 2, 'skip', 'A slow café.', '2026-10-02'),"
    " (3, 5, 'ship', 'Permissive licence, fast.', NULL), (3, 2, 'skip', '', NULL)",
    "INSERT INTO comparisons VALUES (4, 9, 3, '2026-11-02')",
    "INSERT INTO votes VALUES (1, 'first', 'voter', 'device', 'alpha', 'ship', 1000, 0, 'then',"
    " NULL, 'local')",
    "INSERT INTO standings VALUES ('alpha', 'voter', 'ship', 1000, 0, 'device', 'first')",
    "INSERT INTO tallies VALUES ('alpha', 1, 0)",
    "INSERT INTO state VALUES ('theme', '\"dark\"')",
)
TABLES = (
    "meta", "tools", "aliases", "critics", "comparisons", "votes", "standings", "tallies", "state"
)  # fmt: skip
REVIEWS = (
    "SELECT tool_id, critic_id, verdict, quote, reviewed_on FROM reviews"
    " ORDER BY tool_id, critic_id"
)
VOTES = (
    "SELECT seq, id, voter, device, tool, choice, ms, counter, at, undoes, origin FROM votes"
    " ORDER BY seq"
)

Rows = list[tuple[str | float | None, ...]]


@pytest.fixture
def first_path(tmp_path: Path) -> Path:
    """Return the path of a database of version 1 with a row at least in each table."""
    path = tmp_path / "first.db"
    connection = sqlite3.connect(path, isolation_level=None)
    db = sqlite_utils.Database(connection, execute_plugins=False)
    migrations.apply(db, stop_before="m002_search_quotes")
    for statement in FIRST_ROWS:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    return path


@pytest.fixture
def third_path(first_path: Path) -> Path:
    """Return the path of a database of version 3, before origins and sources were separate."""
    connection = sqlite3.connect(first_path, isolation_level=None)
    db = sqlite_utils.Database(connection, execute_plugins=False)
    migrations.apply(db, stop_before="m005_separate_sources")
    connection.execute("PRAGMA user_version = 3")
    connection.close()
    return first_path


def add_events(path: Path, *events: tuple[int, str, str, str, str]) -> None:
    """Append events to a log of version 3: place, id, voter, device, origin."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executemany(
        "INSERT INTO votes VALUES (?, ?, ?, ?, 'beta', 'ship', 2000, 0, 'then', NULL, ?)", events
    )
    connection.close()


def steps_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        (count,) = connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()
        return int(count)
    finally:
        connection.close()


def content_of(path: Path) -> dict[str, Rows]:
    """Return all rows of all tables, the reviews without an id."""
    connection = sqlite3.connect(path)
    try:
        rows = {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in TABLES
            if table != "votes"
        }
        rows["votes"] = connection.execute(VOTES).fetchall()
        rows["reviews"] = connection.execute(REVIEWS).fetchall()
        return rows
    finally:
        connection.close()


def schema_of(path: Path) -> Rows:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(
            "SELECT type, name, tbl_name, replace(sql, '\"', '') FROM sqlite_master ORDER BY 1, 2"
        ).fetchall()
    finally:
        connection.close()


def version_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return int(version)
    finally:
        connection.close()


@pytest.mark.parametrize("writing", [True, False])
def test_opening_a_database_of_version_1_brings_it_up_to_date(
    first_path: Path, writing: bool
) -> None:
    open_database(first_path, writing=writing).close()
    assert version_of(first_path) == SCHEMA_VERSION == steps_of(first_path)


def test_no_row_is_lost_or_changed(first_path: Path) -> None:
    before = content_of(first_path)
    assert all(before.values()), "every table has a row"
    open_database(first_path, writing=True).close()
    after = content_of(first_path)  # later versions add columns at the end
    widths = {table: len(rows[0]) for table, rows in before.items()}
    assert {
        table: [row[:width] for row in after[table]] for table, width in widths.items()
    } == before


def test_a_price_of_before_has_no_words(first_path: Path) -> None:
    with open_database(first_path) as database:
        standing = read_standing(database, "alpha")
        assert standing
        assert standing.tool.entry_price.words == ""


def test_the_quotes_of_before_can_be_searched(first_path: Path) -> None:
    with open_database(first_path) as database:
        (hit,) = search_quotes(database, "licen")
        assert (hit.slug, hit.critic, hit.verdict) == ("alpha", "Ann", "ship")
        (hit,) = search_quotes(database, "cafe")
        assert (hit.slug, hit.critic, hit.verdict) == ("beta", "Bob", "skip")


def test_the_index_follows_what_is_written_after(first_path: Path) -> None:
    with open_database(first_path, writing=True) as database:
        database.connection.execute("UPDATE reviews SET quote = 'Novel.' WHERE quote LIKE '%slow%'")
        assert search_quotes(database, "slow") == []
        assert [hit.slug for hit in search_quotes(database, "novel")] == ["beta"]
        database.connection.execute("DELETE FROM tools WHERE slug = 'alpha'")
        assert search_quotes(database, "licence") == []
        database.connection.execute(
            "INSERT INTO reviews_fts (reviews_fts, rank) VALUES ('integrity-check', 1)"
        )


def test_the_program_reads_what_it_read_before(first_path: Path) -> None:
    with open_database(first_path, writing=True) as database:
        assert find_damage(database) == []
        catalogue = load_catalogue(database)
        assert sorted(catalogue.names) == ["Alpha", "Beta"]
        comparison = read_comparison(database, "alpha", "beta")
        assert comparison
        assert comparison.a.my_vote == "ship"
        assert comparison.a.panel == Share(1, 2)
        assert votes.undo(database).community == Share(0, 0)


def test_a_critic_still_reviews_a_tool_once_only(first_path: Path) -> None:
    with open_database(first_path, writing=True) as database:
        again = "INSERT INTO reviews (tool_id, critic_id, verdict) VALUES (9, 2, 'ship')"
        with pytest.raises(sqlite3.IntegrityError):
            database.connection.execute(again)


def test_an_old_file_brought_up_to_date_is_like_a_new_one(first_path: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.db"
    create_empty(new)
    open_database(first_path, writing=True).close()
    assert schema_of(first_path) == schema_of(new)


def test_a_second_migration_changes_nothing(first_path: Path) -> None:
    open_database(first_path, writing=True).close()
    before = content_of(first_path), schema_of(first_path)
    connection = sqlite3.connect(first_path, isolation_level=None)
    migrate(connection)
    connection.close()
    assert (content_of(first_path), schema_of(first_path)) == before


def test_a_migration_that_fails_leaves_the_file_as_it_was(first_path: Path) -> None:
    connection = sqlite3.connect(first_path, isolation_level=None)
    connection.execute("CREATE TABLE reviews_fts (in_the_way TEXT)")
    before = content_of(first_path), schema_of(first_path)
    with pytest.raises(sqlite3.Error):
        migrate(connection)
    connection.close()
    assert (content_of(first_path), schema_of(first_path)) == before
    assert version_of(first_path) == 1


def test_a_database_of_version_1_that_is_locked_says_so(
    first_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verdict_tui.store.database.BUSY_MS", 10)
    with sqlite3.connect(first_path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="locked by another program"):
            open_database(first_path)
        other.execute("ROLLBACK")
    assert version_of(first_path) == 1


def test_a_database_without_tools_is_brought_up_to_date_too(first_path: Path) -> None:
    connection = sqlite3.connect(first_path)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("DELETE FROM tools")
    connection.commit()
    connection.close()
    with open_database(first_path) as database:
        assert search_quotes(database, "licence") == []
    assert version_of(first_path) == SCHEMA_VERSION


def test_a_log_called_like_a_marker_is_told_from_what_the_marker_means(third_path: Path) -> None:
    add_events(
        third_path,
        (2, "repeated", "another", "device", "linked"),
        (3, "of-sample", "them", "phone", "sample"),
        (4, "of-linked", "them", "phone", "linked"),
        (5, "of-local", "them", "phone", "local"),
        (6, "of-log", "them", "phone", "log.jsonl"),
    )
    with open_database(third_path, writing=True) as database:
        found = {each.id: (each.origin, each.source) for each in votes.read_log(database)}
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            database.connection.execute("UPDATE votes SET choice = 'skip'")
    assert found == {
        "first": ("local", ""),
        "repeated": ("linked", ""),
        "of-sample": ("imported", "sample"),
        "of-linked": ("imported", "linked"),
        "of-local": ("imported", "local"),
        "of-log": ("imported", "log.jsonl"),
    }


def test_the_votes_of_the_sample_stay_those_of_the_sample(tmp_path: Path) -> None:
    path = tmp_path / "sampled.db"
    connection = sqlite3.connect(path, isolation_level=None)
    db = sqlite_utils.Database(connection, execute_plugins=False)
    migrations.apply(db, stop_before="m005_separate_sources")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 3")
    with (ROOT / "sample" / "votes.jsonl").open(encoding="utf-8") as lines:
        events = [json.loads(line) for line in lines]
    connection.executemany(
        "INSERT INTO votes (id, voter, device, tool, choice, ms, counter, at, undoes, origin)"
        " VALUES (:id, :voter, :device, :tool, :choice, :ms, :counter, :at, :undoes, :origin)",
        events,
    )
    connection.close()
    add_events(path, (len(events) + 1, "imported", "them", "phone", "sample"))
    with open_database(path, writing=True) as database:
        assert [each.id for each in votes.read_log(database)] == ["imported"]


def test_a_device_that_voted_goes_on_where_it_is_found_first(third_path: Path) -> None:
    with open_database(third_path, writing=True) as database:
        cast = votes.cast(database, "beta", "skip")
        assert cast.vote
        assert (cast.vote.voter, cast.vote.device, database.notice) == ("voter", "device", "")


def test_devices_whose_votes_of_mine_are_here_are_taken_in_later(third_path: Path) -> None:
    add_events(third_path, (2, "mine", "voter", "desktop", "log.jsonl"))
    with open_database(third_path, writing=True) as database:
        there = votes.find(database.connection, "mine")
        assert there
        more = there._replace(id="more", stamp=Stamp(3000, 0))
        assert merge(database, [(1, more)], "again.jsonl").mine == 1
        own = more._replace(id="own", device="device")
        with pytest.raises(WrongUseError, match="in your name"):
            merge(database, [(1, own)], "again.jsonl")


def test_an_identity_that_has_never_voted_is_dropped(third_path: Path) -> None:
    connection = sqlite3.connect(third_path, isolation_level=None)
    connection.execute("UPDATE meta SET value = 'nobody' WHERE key = 'voter'")
    connection.close()
    with open_database(third_path, writing=True) as database:
        assert database.voter == database.device == ""


def test_a_vote_of_the_end_of_time_counts_no_more(first_path: Path) -> None:
    connection = sqlite3.connect(first_path)
    last = "253402300799999, 2147483647"
    connection.execute(
        f"INSERT INTO votes VALUES (2, 'forged', 'voter', 'x', 'old-alpha', 'skip', {last}, 'then',"
        " NULL, 'another.jsonl'), (3, 'far', 'voter', 'x', 'gone', 'ship', 5, 2147483648, 'then',"
        " NULL, 'another.jsonl')"
    )
    connection.execute(
        f"REPLACE INTO standings VALUES ('alpha', 'voter', 'skip', {last}, 'x', 'forged'),"
        " ('gone', 'voter', 'ship', 5, 2147483648, 'x', 'far')"
    )
    connection.execute("REPLACE INTO tallies VALUES ('alpha', 0, 1), ('gone', 1, 0)")
    connection.commit()
    connection.close()
    with open_database(first_path, writing=True) as database:
        assert votes.read_tally(database.connection, "alpha") == Share(1, 1)
        assert votes.read_tally(database.connection, "gone") == Share(0, 0)
        assert find_damage(database) == []
        assert len(find_notes(database)) == 2
        assert votes.cast(database, "alpha", "skip").community == Share(0, 1)
        assert "forged" not in [event.id for event in votes.read_log(database)]
