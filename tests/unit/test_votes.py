"""The vote log: casting, replacing, retracting, undoing; what counts and what is tallied."""

from __future__ import annotations

import sqlite3
import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SMALL
from verdict_tui.errors import NotSavedError, NotThereError
from verdict_tui.model import Share, Stamp, Vote
from verdict_tui.store import content as contents
from verdict_tui.store import votes
from verdict_tui.store.checking import find_damage
from verdict_tui.store.database import create_empty, open_database

if TYPE_CHECKING:
    from verdict_tui.model import Choice
    from verdict_tui.store.database import Database


def log_length(database: Database) -> int:
    return votes.last_seq(database.connection)


def test_a_vote_counts_at_once(small: Database) -> None:
    cast = votes.cast(small, "alpha", "ship")
    assert (cast.before, cast.after, cast.community) == ("none", "ship", Share(1, 1))


def test_a_vote_is_there_after_opening_the_file_again(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    small.close()
    with open_database(small.path) as again:
        assert votes.read_tally(again.connection, "alpha") == Share(1, 1)


def test_the_same_vote_again_writes_nothing(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    again = votes.cast(small, "alpha", "ship")
    assert again.vote is None
    assert log_length(small) == 1


def test_a_new_vote_replaces_the_old(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    assert votes.cast(small, "alpha", "skip").community == Share(0, 1)


def test_a_retracted_vote_leaves_the_count(small: Database) -> None:
    votes.cast(small, "alpha", "skip")
    assert votes.cast(small, "alpha", "none").community == Share(0, 0)


def test_retracting_what_was_never_cast_writes_nothing(small: Database) -> None:
    assert votes.cast(small, "alpha", "none").vote is None
    assert log_length(small) == 0


def test_votes_of_one_millisecond_keep_their_order(small: Database) -> None:
    choices: list[Choice] = ["ship", "skip", "none", "ship", "skip"]
    for choice in choices:
        votes.cast(small, "alpha", choice, now=1000)
    assert votes.read_tally(small.connection, "alpha") == Share(0, 1)


def test_a_vote_counts_even_when_the_clock_has_jumped_back(small: Database) -> None:
    votes.cast(small, "alpha", "ship", now=2_000_000)
    assert votes.cast(small, "alpha", "skip", now=1000).community == Share(0, 1)


@pytest.mark.parametrize("clock", [-1, 4_102_444_800_000])
def test_a_clock_that_cannot_be_right_dates_no_vote(small: Database, clock: int) -> None:
    votes.cast(small, "alpha", "ship", now=1000)
    for act in (votes.undo, lambda database, now: votes.cast(database, "beta", "ship", now=now)):
        with pytest.raises(NotSavedError, match="your vote was not saved: this computer's clock"):
            act(small, now=clock)
    assert log_length(small) == 1


def test_a_vote_on_a_former_name_counts_for_the_tool(small: Database) -> None:
    small.connection.execute("INSERT INTO aliases VALUES (1, 0, 'Old Alpha', 'old-alpha')")
    assert votes.cast(small, "old-alpha", "ship").tool == "alpha"
    assert votes.read_tally(small.connection, "alpha") == Share(1, 1)


def test_the_log_refuses_changes_and_removals(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    for statement in ("UPDATE votes SET choice = 'skip'", "DELETE FROM votes"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            small.connection.execute(statement)


def test_undoing_a_first_vote_leaves_none(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    undone = votes.undo(small)
    assert (undone.before, undone.after, undone.community) == ("ship", "none", Share(0, 0))


def test_undo_restores_what_was_before(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    votes.cast(small, "alpha", "skip")
    assert votes.undo(small).after == "ship"


def test_undo_goes_back_vote_by_vote_over_all_tools(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    votes.cast(small, "beta", "skip")
    votes.cast(small, "alpha", "skip")
    undone = [votes.undo(small) for _ in range(3)]
    assert [(cast.tool, cast.after) for cast in undone] == [
        ("alpha", "ship"),
        ("beta", "none"),
        ("alpha", "none"),
    ]
    with pytest.raises(NotThereError, match="no vote to undo"):
        votes.undo(small)


def test_undo_is_an_event_that_names_what_it_takes_back(small: Database) -> None:
    cast = votes.cast(small, "alpha", "ship")
    undone = votes.undo(small)
    assert cast.vote
    assert undone.vote
    assert undone.vote.undoes == cast.vote.id
    assert log_length(small) == 2


def test_redo_casts_again_what_was_undone(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    votes.cast(small, "alpha", "skip")
    votes.undo(small)
    votes.undo(small)
    assert [votes.redo(small).after, votes.redo(small).after] == ["ship", "skip"]
    with pytest.raises(NotThereError, match="nothing to redo"):
        votes.redo(small)


def test_undo_and_redo_can_alternate_for_ever(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    for _ in range(200):
        assert votes.undo(small).after == "none"
        assert votes.redo(small).after == "ship"


def test_a_new_vote_clears_what_could_be_redone(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    votes.undo(small)
    votes.cast(small, "beta", "ship")
    with pytest.raises(NotThereError):
        votes.redo(small)


def test_a_vote_that_was_replaced_elsewhere_is_not_undone(small: Database) -> None:
    votes.cast(small, "alpha", "ship", now=1000)
    elsewhere = Vote(
        str(uuid.uuid4()), small.voter, "another device", "alpha", "skip", Stamp(2000, 0), "later"
    )
    votes.insert(small.connection, elsewhere)
    with pytest.raises(NotThereError, match="replaced it"):
        votes.undo(small)
    assert votes.read_tally(small.connection, "alpha") == Share(0, 1)


def test_a_failed_vote_leaves_the_file_as_it_was(small: Database) -> None:
    with sqlite3.connect(small.path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        small.connection.execute("PRAGMA busy_timeout = 10")
        with pytest.raises(NotSavedError, match="locked by another program"):
            votes.cast(small, "alpha", "ship")
        other.execute("ROLLBACK")
    assert log_length(small) == 0
    assert votes.cast(small, "alpha", "ship").community == Share(1, 1)


Act = tuple[str, "Choice | str"]
acts = st.lists(
    st.tuples(
        st.sampled_from(["alpha", "beta"]),
        st.sampled_from(["ship", "skip", "none", "undo", "redo"]),
    ),
    max_size=25,
)


def replay(history: list[tuple[str, str]]) -> dict[str, Choice]:
    """Return what a person expects: an editor's undo, over a choice per tool."""
    standing: dict[str, Choice] = {}
    undoable: list[tuple[str, Choice, Choice]] = []
    redoable: list[tuple[str, Choice, Choice]] = []
    for tool, act in history:
        if act == "undo":
            if undoable:
                redoable.append(undoable.pop())
                standing[redoable[-1][0]] = redoable[-1][1]
        elif act == "redo":
            if redoable:
                undoable.append(redoable.pop())
                standing[undoable[-1][0]] = undoable[-1][2]
        elif act in ("ship", "skip", "none") and standing.get(tool, "none") != act:
            choice: Choice = "ship" if act == "ship" else "skip" if act == "skip" else "none"
            undoable.append((tool, standing.get(tool, "none"), choice))
            redoable.clear()
            standing[tool] = choice
    return {tool: choice for tool, choice in standing.items() if choice != "none"}


@settings(max_examples=60, deadline=None)
@given(acts)
def test_undo_and_redo_work_as_in_an_editor(history: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "votes.db"
        create_empty(path)
        with open_database(path, writing=True) as database:
            contents.apply(database, SMALL)
            for tool, act in history:
                do(database, tool, act)
            rows = database.connection.execute(
                "SELECT tool, choice FROM standings WHERE choice <> 'none'"
            )
            assert dict(rows.fetchall()) == replay(history)
            assert find_damage(database) == []


def do(database: Database, tool: str, act: str) -> None:
    try:
        if act == "undo":
            votes.undo(database, now=1000)
        elif act == "redo":
            votes.redo(database, now=1000)
        elif act == "ship":
            votes.cast(database, tool, "ship", now=1000)
        elif act == "skip":
            votes.cast(database, tool, "skip", now=1000)
        else:
            votes.cast(database, tool, "none", now=1000)
    except NotThereError:
        pass
