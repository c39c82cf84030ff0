"""Who votes: made at the first vote; a copy of the file is a device of its own."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.unit.test_merging import BOB, THEN, said
from verdict_tui.errors import NotThereError, WrongUseError
from verdict_tui.model import Share, Stamp, Vote
from verdict_tui.store import changes, identity, linking, votes
from verdict_tui.store.checking import find_damage
from verdict_tui.store.database import create_from_sample, open_database
from verdict_tui.store.merging import Merged, merge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verdict_tui.store.database import Database


@pytest.fixture
def voted(small_path: Path) -> Path:
    """Return the path of a database whose owner has voted ship on alpha."""
    with open_database(small_path, writing=True) as database:
        votes.cast(database, "alpha", "ship", now=1000)
    return small_path


@pytest.fixture
def copy(voted: Path) -> Iterator[Database]:
    """Return a copy of it, open."""
    path = voted.with_name("copy.db")
    shutil.copyfile(voted, path)
    with open_database(path, writing=True) as database:
        yield database


def who(database: Database) -> tuple[str, str]:
    return database.voter, database.device


def take(database: Database, other: Database, *, mine: bool = False) -> Merged:
    return merge(database, enumerate(votes.read_log(other), 1), "log.jsonl", mine=mine)


def test_nobody_is_made_by_making_opening_reading_or_undoing(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    create_from_sample(path)
    with open_database(path, writing=True) as database:
        assert who(database) == ("", "")
        with pytest.raises(NotThereError):
            votes.undo(database)
        votes.cast(database, "zed", "none")
        assert who(database) == ("", "")


def test_the_first_vote_makes_a_voter_and_a_device_that_stay(small_path: Path) -> None:
    with open_database(small_path, writing=True) as database:
        votes.cast(database, "alpha", "ship")
        made = who(database)
        assert "" not in made
    with open_database(small_path, writing=True) as again:
        votes.cast(again, "beta", "skip")
        assert (who(again), again.notice) == (made, "")


def test_two_copies_of_a_file_that_nobody_has_voted_in_are_two_people(small_path: Path) -> None:
    other = small_path.with_name("other.db")
    shutil.copyfile(small_path, other)
    with (
        open_database(small_path, writing=True) as one,
        open_database(other, writing=True) as two,
    ):
        for database in (one, two):
            votes.cast(database, "alpha", "ship")
            assert database.notice == ""
        assert take(one, two) == Merged(new=1)
        assert votes.read_tally(one.connection, "alpha") == Share(2, 2)


def test_a_copy_is_a_new_device_of_the_same_voter_and_says_so_once(
    voted: Path, copy: Database
) -> None:
    voter, device = who(copy)
    votes.cast(copy, "beta", "skip")
    assert copy.voter == voter
    assert copy.device != device
    assert "whoami --new" in copy.notice
    copy.notice = ""
    again = copy.device
    votes.cast(copy, "beta", "ship")
    assert (copy.device, copy.notice) == (again, "")
    with open_database(voted, writing=True) as original:
        votes.cast(original, "beta", "ship")
        assert (original.device, original.notice) == (device, "")


def test_a_copy_undoes_nothing_that_was_cast_before_it_was_one(copy: Database) -> None:
    with pytest.raises(NotThereError):
        votes.undo(copy)
    assert votes.read_tally(copy.connection, "alpha") == Share(1, 1)


def test_a_file_that_comes_back_is_the_device_that_it_was(voted: Path, copy: Database) -> None:
    with open_database(voted) as original:
        device = original.device
    votes.cast(copy, "beta", "skip")
    copy.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(copy.path, voted)
    with open_database(voted, writing=True) as back:
        votes.cast(back, "beta", "ship")
        assert (back.device, back.notice) == (device, "")


def test_a_link_to_a_file_is_no_copy(voted: Path) -> None:
    link = voted.with_name("link.db")
    link.symlink_to(voted)
    with open_database(link, writing=True) as database:
        device = database.device
        votes.cast(database, "beta", "ship")
        assert (database.device, database.notice) == (device, "")


def test_the_same_path_on_another_machine_is_a_copy(
    voted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "machine", lambda: "another")
    with open_database(voted, writing=True) as database:
        device = database.device
        votes.cast(database, "beta", "ship")
        assert database.device != device
        assert database.notice


def test_a_machine_without_an_id_goes_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "OF_MACHINE", ("/nowhere/machine-id", os.devnull))
    monkeypatch.setattr("platform.node", lambda: "beehive")
    assert identity.machine() == "beehive"


def test_the_file_tells_nobody_its_path_or_machine(voted: Path) -> None:
    with open_database(voted) as database:
        (place,) = database.connection.execute("SELECT place FROM devices").fetchone()
    assert identity.machine() not in place
    assert str(voted) not in place


def test_a_copy_that_is_only_read_says_nothing_and_changes_nothing(copy: Database) -> None:
    device = copy.device
    copy.read_only = "it is read-only"
    assert identity.device_here(copy) != device
    assert (copy.device, copy.notice) == (device, "")


# Being somebody else


def test_who_was_handed_a_copy_and_voted_in_it_takes_those_votes_along(
    voted: Path, copy: Database
) -> None:
    before = copy.voter
    votes.cast(copy, "alpha", "skip", now=2000)
    votes.cast(copy, "beta", "ship", now=3000)
    anew = linking.start_anew(copy)
    assert (anew.before, anew.moved, anew.left) == (before, 2, 0)
    assert said(copy, before) == {"alpha": "ship"}
    assert said(copy, copy.voter) == {"alpha": "skip", "beta": "ship"}
    assert find_damage(copy) == []
    with open_database(voted, writing=True) as original:
        take(original, copy, mine=True)
        assert votes.read_tally(original.connection, "alpha") == Share(1, 2)
        assert said(original, before) == {"alpha": "ship"}


def test_who_starts_anew_before_voting_leaves_every_vote_where_it_is(
    voted: Path, copy: Database
) -> None:
    before = who(copy)
    assert linking.start_anew(copy) == linking.Linked(before[0], 0, 1, is_known=True)
    assert copy.voter != before[0]
    assert copy.device != before[1]
    votes.cast(copy, "alpha", "ship")
    assert copy.notice == ""
    with open_database(voted, writing=True) as original:
        assert take(original, copy) == Merged(new=1, known=1)
        assert votes.read_tally(original.connection, "alpha") == Share(2, 2)


def test_at_the_place_where_the_votes_were_cast_none_goes_over(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    before = small.voter
    assert linking.start_anew(small).moved == 0
    assert said(small, before) == {"alpha": "ship"}
    with pytest.raises(NotThereError):
        votes.undo(small)
    assert linking.link(small, before).before != before
    assert small.voter == before


def test_somebody_new_can_be_made_before_the_first_vote(small: Database) -> None:
    assert linking.start_anew(small) == linking.Linked("", 0, 0, is_known=True)
    made = who(small)
    votes.cast(small, "alpha", "ship")
    assert "" not in made
    assert who(small) == made


# Events in my name


def event(database: Database, number: int, device: str = "phone", *, ms: int = 5000) -> Vote:
    """Return an event in the name of who votes in a database."""
    return Vote(f"event {number}", database.voter, device, "alpha", "skip", Stamp(ms, 0), THEN)


def test_an_event_in_my_name_from_an_unknown_device_imports_nothing_of_its_log(
    small: Database,
) -> None:
    votes.cast(small, "alpha", "ship", now=1000)
    seq, device = votes.last_seq(small.connection), small.device
    theirs = event(small, 2)._replace(voter=BOB)
    with pytest.raises(WrongUseError, match="1 event in your name") as refused:
        merge(small, [(1, theirs), (2, event(small, 1))], "log.jsonl")
    assert "1 vote of yours" in str(refused.value)
    assert "--mine" in str(refused.value)
    assert "whoami --new" in str(refused.value)
    assert votes.last_seq(small.connection) == seq
    assert votes.read_tally(small.connection, "alpha") == Share(1, 1)
    assert small.device == device


def test_an_event_in_my_name_is_asked_for_even_if_it_replaces_nothing(small: Database) -> None:
    votes.cast(small, "alpha", "ship", now=9000)
    with pytest.raises(WrongUseError, match="0 votes of yours"):
        merge(small, [(1, event(small, 1))], "log.jsonl")


def test_mine_takes_it_in_and_asks_no_more_of_that_device(small: Database) -> None:
    votes.cast(small, "alpha", "ship", now=1000)
    taken = merge(small, [(1, event(small, 1))], "log.jsonl", mine=True)
    assert (taken.new, taken.mine, taken.replaced) == (1, 1, 1)
    later = merge(small, [(1, event(small, 2, ms=6000))], "log.jsonl")
    assert (later.new, later.mine, later.replaced) == (1, 1, 1)
    with pytest.raises(WrongUseError):
        merge(small, [(1, event(small, 3, "tablet"))], "log.jsonl")


def test_mine_remembers_nothing_of_devices_of_others(small: Database) -> None:
    votes.cast(small, "alpha", "ship", now=1000)
    merge(small, [(1, event(small, 1)._replace(voter=BOB))], "log.jsonl", mine=True)
    with pytest.raises(WrongUseError):
        merge(small, [(1, event(small, 2))], "log.jsonl")


def test_a_restored_file_asks_once_and_takes_its_own_events_back(voted: Path) -> None:
    backup = voted.with_name("backup.db")
    shutil.copyfile(voted, backup)
    with open_database(voted, writing=True) as database:
        votes.cast(database, "beta", "skip", now=2000)
        votes.cast(database, "gamma", "ship", now=3000)
        log = list(votes.read_log(database))
        counted = said(database, database.voter)
    shutil.copyfile(backup, voted)
    with open_database(voted, writing=True) as restored:
        with pytest.raises(WrongUseError, match="from this device"):
            merge(restored, enumerate(log[:2], 1), "log.jsonl")
        merge(restored, enumerate(log[:2], 1), "log.jsonl", mine=True)
        assert merge(restored, enumerate(log, 1), "log.jsonl").new == 1
        assert said(restored, restored.voter) == counted


def test_two_machines_of_one_voter_ask_once_each_and_come_together(
    voted: Path, copy: Database
) -> None:
    votes.cast(copy, "beta", "skip", now=2000)
    with open_database(voted, writing=True) as original:
        votes.cast(original, "gamma", "ship", now=2000)
        for one, other in ((original, copy), (copy, original)):
            with pytest.raises(WrongUseError):
                take(one, other)
            assert take(one, other, mine=True).mine == 1
        votes.cast(original, "beta", "ship")
        votes.cast(copy, "gamma", "skip")
        for one, other in ((original, copy), (copy, original)):
            assert take(one, other).mine == 1
        assert said(original, original.voter) == said(copy, copy.voter)


def test_before_my_first_vote_no_event_is_in_my_name(small: Database) -> None:
    theirs = event(small, 1)._replace(voter=BOB)
    assert merge(small, [(1, theirs)], "log.jsonl").new == 1


def test_a_copy_that_imports_is_one_already(voted: Path, copy: Database) -> None:
    with open_database(voted, writing=True) as original:
        votes.cast(original, "beta", "skip", now=2000)
        with pytest.raises(WrongUseError, match="from a device that this database does not know"):
            take(copy, original)
        assert "whoami --new" in copy.notice
        take(copy, original, mine=True)
        assert copy.device != original.device


@pytest.mark.parametrize("voters", [("me", BOB), (BOB, "me"), ("me", "me")])
def test_an_event_in_my_name_is_not_exchanged_for_another_with_its_id_unasked(
    small: Database, voters: tuple[str, str]
) -> None:
    votes.cast(small, "beta", "ship", now=1000)
    both = (
        event(small, 1)._replace(voter=small.voter if voter == "me" else voter, tool=tool)
        for voter, tool in zip(voters, ("alpha", "gamma"), strict=True)
    )
    stays, gives_way = sorted(both, key=lambda each: (each.voter, each.tool))
    merge(small, [(1, gives_way)], "log.jsonl", mine=True)
    small.connection.execute("UPDATE devices SET trusted = 0")
    with pytest.raises(WrongUseError, match="1 event in your name"):
        merge(small, [(1, stays)], "log.jsonl")
    merge(small, [(1, stays)], "log.jsonl", mine=True)


def test_a_window_lists_tools_anew_for_another_voter_but_not_for_the_first_vote(
    small_path: Path,
) -> None:
    with open_database(small_path) as window, open_database(small_path, writing=True) as database:
        merge(database, [(1, event(database, 1)._replace(voter=BOB))], "log.jsonl")
        mark = changes.bookmark(window)
        linking.link(database, BOB)
        news = changes.since(window, mark)
        assert news
        assert news.catalogue_changed
    other = small_path.with_name("other.db")
    create_from_sample(other)
    with open_database(other) as window, open_database(other, writing=True) as database:
        mark = changes.bookmark(window)
        votes.cast(database, "zed", "ship")
        news = changes.since(window, mark)
        assert news
        assert not news.catalogue_changed
        assert [each.my_vote for each in news.standings] == ["ship"]
