"""Uniting vote logs: what every copy comes to, whatever the order, repetition and overlap."""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import contextmanager
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SMALL
from verdict_tui.errors import NotSavedError, WrongUseError
from verdict_tui.model import Share, Stamp, Tool, Vote
from verdict_tui.store import content as contents
from verdict_tui.store import linking, votes
from verdict_tui.store.checking import find_damage
from verdict_tui.store.database import Database, open_database
from verdict_tui.store.merging import Merged, merge
from verdict_tui.store.migrations import migrate
from verdict_tui.submission import Content, Given, Submission

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verdict_tui.model import Choice


class Counting(NamedTuple):
    """What a copy of the log comes to."""

    standings: set[tuple[str, str, str, int, int, str, str]]
    tallies: set[tuple[str, int, int]]


VOTERS = tuple(str(uuid.UUID(int=number)) for number in (1, 2, 3))
DEVICES = tuple(str(uuid.UUID(int=number)) for number in (4, 5, 6))
ALICE, BOB, CAROL = VOTERS
LAPTOP, DESKTOP, PHONE = DEVICES

DELTA = Content(
    tools=(
        Submission(
            Given(
                Tool(
                    "delta", "Delta", "Editors", aliases=("Old Delta",), added_on=date(2026, 1, 1)
                ),
                frozenset({"name", "category", "aliases", "added_on"}),
            )
        ),
    )
)
NOW_SLUGS = {"old-delta": "delta"}
SLUGS = ("alpha", "beta", "delta", "old-delta", "never-heard-of")


@cache
def template() -> sqlite3.Connection:
    """Return a database in memory with three tools."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    migrate(connection)
    contents.apply(Database(Path("template.db"), connection), SMALL)
    return connection


@contextmanager
def copies(*mine: tuple[str, str]) -> Iterator[list[Database]]:
    """Open copies of it, which belong to voters on devices."""
    opened: list[Database] = []
    try:
        for voter, device in mine:
            connection = sqlite3.connect(":memory:", isolation_level=None)
            template().backup(connection)
            database = Database(Path(f"{device}.db"), connection)
            database.set_meta("voter", voter)
            database.set_meta("device", device)
            database.voter, database.device = voter, device
            opened.append(database)
        yield opened
    finally:
        for database in opened:
            database.close()


@pytest.fixture
def mine() -> Iterator[Database]:
    with copies((ALICE, LAPTOP)) as (database,):
        yield database


@pytest.fixture
def pair() -> Iterator[list[Database]]:
    """Return two databases of one voter."""
    with copies((ALICE, LAPTOP), (ALICE, DESKTOP)) as opened:
        yield opened


def take(database: Database, events: Iterable[Vote], *, now: int = 10_000) -> Merged:
    return merge(database, enumerate(events, 1), "another.jsonl", now=now)


def take_log(database: Database, other: Database) -> Merged:
    return take(database, list(votes.read_log(other)))


def counting(database: Database) -> Counting:
    connection = database.connection
    return Counting(
        set(connection.execute("SELECT * FROM standings")),
        set(connection.execute("SELECT tool, ship, skip FROM tallies WHERE ship OR skip")),
    )


def folded(events: Iterable[Vote]) -> Counting:
    """Return what a history comes to, by the definition."""
    greatest: dict[tuple[str, str], Vote] = {}
    for event in sorted(events, key=lambda each: (*each.stamp, each.device, each.id)):
        greatest[NOW_SLUGS.get(event.tool, event.tool), event.voter] = event
    tallies: dict[str, list[int]] = {}
    for (tool, _), event in greatest.items():
        tally = tallies.setdefault(tool, [0, 0])
        tally[0] += event.choice == "ship"
        tally[1] += event.choice == "skip"
    return Counting(
        {
            (tool, voter, event.choice, *event.stamp, event.device, event.id)
            for (tool, voter), event in greatest.items()
        },
        {(tool, ship, skip) for tool, (ship, skip) in tallies.items() if ship or skip},
    )


def log(database: Database) -> set[Vote]:
    return {event._replace(origin="") for event in votes.read_log(database)}


def event(
    number: int,
    tool: str = "alpha",
    choice: Choice = "ship",
    *,
    ms: int = 1000,
    voter: str = BOB,
    device: str = DESKTOP,
) -> Vote:
    return Vote(
        str(uuid.UUID(int=1000 + number)), voter, device, tool, choice, Stamp(ms, 0), "then"
    )


# Any history, cut and dealt in any way

choices: st.SearchStrategy[Choice] = st.sampled_from(("ship", "skip", "none"))
events_at_all = st.builds(
    Vote,
    id=st.uuids().map(str),
    voter=st.sampled_from(VOTERS),
    device=st.sampled_from(DEVICES),
    tool=st.sampled_from(SLUGS),
    choice=choices,
    stamp=st.builds(Stamp, st.integers(0, 3), st.integers(0, 1)),
    at=st.just("then"),
)
histories = st.lists(events_at_all, max_size=20, unique_by=lambda each: each.id)


@st.composite
def deals(draw: st.DrawFn, history: Sequence[Vote]) -> list[list[Vote]]:
    """Draw logs that hold a whole history together, in any order, repeated and overlapping."""
    shuffled = draw(st.permutations(history))
    cuts = sorted(draw(st.lists(st.integers(0, len(history)), max_size=3)))
    bounds = [0, *cuts, len(history)]
    logs = [shuffled[start:end] for start, end in pairwise(bounds)]
    if history:
        some = st.lists(st.sampled_from(history), max_size=8)
        logs += draw(st.lists(some, max_size=3))
    return draw(st.permutations(logs))


@given(st.data(), histories)
def test_every_copy_comes_to_what_the_whole_history_says(
    data: st.DataObject, history: list[Vote]
) -> None:
    with copies(*zip(VOTERS, DEVICES, strict=True)) as opened:
        for database in opened:
            logs = data.draw(deals(history))
            arrives = data.draw(st.integers(0, len(logs)), "when the tool arrives")
            for place, some in enumerate(logs):
                if place == arrives:
                    contents.apply(database, DELTA)
                before = log(database)
                merged = take(database, some)
                assert merged.refused == ()
                assert merged.new + merged.known == len(some)
                assert log(database) >= before
            if arrives == len(logs):
                contents.apply(database, DELTA)
            assert log(database) == {each._replace(origin="") for each in history}
            assert counting(database) == folded(history)
            assert find_damage(database) == []


@given(st.data(), histories)
def test_a_log_that_came_before_brings_nothing(data: st.DataObject, history: list[Vote]) -> None:
    with copies((ALICE, LAPTOP)) as (database,):
        take(database, history)
        before = counting(database)
        again = take(database, data.draw(st.permutations(history)))
        assert again == Merged(known=len(history))
        assert counting(database) == before


@given(st.data(), histories)
def test_any_event_of_another_content_is_refused_and_the_first_stays(
    data: st.DataObject, history: list[Vote]
) -> None:
    forged = [
        each._replace(choice="skip" if each.choice != "skip" else "ship", at="now")
        for each in history
        if data.draw(st.booleans(), "forged")
    ]
    with copies((ALICE, LAPTOP)) as (database,):
        take(database, history)
        before = log(database), counting(database)
        merged = take(database, forged)
        assert len(merged.refused) == len(forged)
        assert merged.new == merged.known == 0
        assert (log(database), counting(database)) == before


# What is reported, by hand


def test_a_first_log_is_new_and_then_known(mine: Database) -> None:
    theirs = [event(1), event(2, "beta", "skip")]
    assert take(mine, theirs) == Merged(new=2)
    assert take(mine, theirs) == Merged(known=2)
    assert votes.read_tally(mine.connection, "beta") == Share(0, 1)


def test_a_line_twice_in_one_log_is_new_once(mine: Database) -> None:
    assert take(mine, [event(1), event(1)]) == Merged(new=1, known=1)


def test_an_event_under_the_id_of_another_is_refused_and_named(mine: Database) -> None:
    merged = take(mine, [event(1), event(1, choice="skip"), event(2, "beta")])
    assert merged.new == 2
    assert [refusal.line for refusal in merged.refused] == [2]
    assert event(1).id in merged.refused[0].why
    assert votes.read_tally(mine.connection, "alpha") == Share(1, 1)


def test_a_refused_event_is_refused_in_later_logs_too(mine: Database) -> None:
    take(mine, [event(1)])
    merged = take(mine, [event(1, ms=5000)])
    assert (merged.new, merged.known, len(merged.refused)) == (0, 0, 1)


def test_lines_that_are_no_events_are_refused_and_the_others_go_in(mine: Database) -> None:
    merged = merge(mine, [(1, "not an event"), (2, event(1)), (3, "nor this")], "odd.jsonl")
    assert merged.new == 1
    assert [tuple(refusal) for refusal in merged.refused] == [(1, "not an event"), (3, "nor this")]


def test_what_later_votes_outdo_is_superseded(mine: Database) -> None:
    theirs = [event(1), event(2, choice="skip", ms=2000), event(3, choice="ship", ms=3000)]
    assert take(mine, theirs) == Merged(new=3, superseded=2)


def test_what_is_outdone_by_a_vote_that_was_here_is_superseded_and_concurrent(
    pair: list[Database],
) -> None:
    here, there = pair
    votes.cast(there, "alpha", "skip", now=1000)
    votes.cast(here, "alpha", "ship", now=2000)
    assert take_log(here, there) == Merged(new=1, superseded=1, concurrent=1)
    assert votes.read_tally(here.connection, "alpha") == Share(1, 1)


def test_votes_that_knew_of_each_other_are_not_concurrent(pair: list[Database]) -> None:
    here, there = pair
    votes.cast(here, "alpha", "ship", now=1000)
    take_log(there, here)
    votes.cast(there, "alpha", "skip", now=2000)
    assert take_log(here, there) == Merged(new=1, known=1)
    assert votes.read_tally(here.connection, "alpha") == Share(0, 1)


def test_votes_here_and_there_under_two_names_of_a_tool_are_concurrent(
    pair: list[Database],
) -> None:
    here, there = pair
    votes.cast(there, "old-delta", "skip", now=1000)
    contents.apply(here, DELTA)
    votes.cast(here, "delta", "ship", now=2000)
    assert take_log(here, there) == Merged(new=1, superseded=1, concurrent=1)


def test_votes_of_two_people_are_not_concurrent(mine: Database) -> None:
    votes.cast(mine, "alpha", "ship", now=1000)
    assert take(mine, [event(1)]) == Merged(new=1)
    assert votes.read_tally(mine.connection, "alpha") == Share(2, 2)


def test_events_on_tools_that_are_not_here_are_told(mine: Database) -> None:
    assert take(mine, [event(1, "delta"), event(2, "alpha")]) == Merged(new=2, unknown=1)


def test_events_from_the_future_are_told_and_count(mine: Database) -> None:
    now, day = 1_000_000, 86_400_000
    theirs = [event(1, "alpha", ms=now + day), event(2, "beta", ms=now + day + 1)]
    assert take(mine, theirs, now=now) == Merged(new=2, future=1)
    assert votes.read_tally(mine.connection, "beta") == Share(1, 1)


def test_a_log_longer_than_a_batch_is_counted_whole(mine: Database) -> None:
    told: list[int] = []
    theirs = [event(number, voter=str(uuid.UUID(int=9000 + number))) for number in range(4500)]
    lines = enumerate([*theirs, *theirs[:10]], 1)
    assert merge(mine, lines, "long.jsonl", now=10_000, told=told.append) == Merged(4500, 10)
    assert told == [2000, 4000]
    assert votes.read_tally(mine.connection, "alpha") == Share(4500, 4500)


def test_a_log_that_breaks_off_takes_nothing_in(mine: Database) -> None:
    def broken() -> Iterator[tuple[int, Vote | str]]:
        for number in range(2500):
            yield number, event(number, voter=str(uuid.UUID(int=9000 + number)))
        raise OSError("the pipe broke")

    with pytest.raises(OSError, match="the pipe broke"):
        merge(mine, broken(), "broken.jsonl")
    assert log(mine) == set()
    assert counting(mine) == Counting(set(), set())
    assert take(mine, [event(1)]) == Merged(new=1)


def test_a_database_that_is_only_read_takes_nothing_in(mine: Database) -> None:
    mine.read_only = "it was opened for reading"
    with pytest.raises(NotSavedError, match="were not imported"):
        take(mine, [event(1)])


def test_an_event_keeps_the_name_of_the_log_that_brought_it_first(mine: Database) -> None:
    merge(mine, [(1, event(1))], "first.jsonl")
    merge(mine, [(1, event(1))], "second.jsonl")
    assert [each.origin for each in votes.read_log(mine)] == ["first.jsonl"]


# Former names


def test_votes_under_a_former_name_count_for_the_tool_that_arrives_later(mine: Database) -> None:
    theirs = [
        event(1, "old-delta", "ship"),
        event(2, "delta", "skip", ms=2000),
        event(3, "old-delta", "ship", voter=CAROL),
    ]
    assert take(mine, theirs) == Merged(new=3, unknown=3)
    contents.apply(mine, DELTA)
    assert votes.read_tally(mine.connection, "delta") == Share(1, 2)
    assert votes.read_tally(mine.connection, "old-delta") == Share(0, 0)
    assert find_damage(mine) == []


def test_a_vote_under_a_former_name_is_not_on_an_unknown_tool(mine: Database) -> None:
    contents.apply(mine, DELTA)
    assert take(mine, [event(1, "old-delta")]) == Merged(new=1)
    assert votes.read_tally(mine.connection, "delta") == Share(1, 1)


# One person on two machines

ballots = st.lists(st.tuples(st.sampled_from(("alpha", "beta")), choices), max_size=4)


def said(database: Database, voter: str) -> dict[str, str]:
    """Return what a voter says of the tools."""
    rows = database.connection.execute(
        "SELECT tool, choice FROM standings WHERE voter = ? AND choice <> 'none'", (voter,)
    )
    return dict(rows.fetchall())


def later_of(laptop: Database, desktop: Database) -> dict[str, str]:
    """Return the later of what Alice says on her laptop and Bob on his desktop, by tool."""
    standing = [
        (ms, counter, device, tool, choice)
        for database, who in ((laptop, ALICE), (desktop, BOB))
        for tool, voter, choice, ms, counter, device, _ in counting(database).standings
        if voter == who and not (who == ALICE and choice == "none")
    ]
    latest = {tool: choice for *_, tool, choice in sorted(standing)}
    return {tool: choice for tool, choice in latest.items() if choice != "none"}


@given(st.data(), st.tuples(ballots, ballots, ballots), st.booleans())
def test_a_linked_person_counts_once_on_every_copy(
    data: st.DataObject,
    cast: tuple[list[tuple[str, Choice]], ...],
    is_known_before: bool,
) -> None:
    with copies((ALICE, LAPTOP), (BOB, DESKTOP), (CAROL, PHONE)) as opened:
        laptop, desktop, _ = opened
        for database, ballot in zip(opened, cast, strict=True):
            for tool, choice in ballot:
                votes.cast(database, tool, choice, now=data.draw(st.integers(1000, 1001)))
        expected = later_of(laptop, desktop)
        if is_known_before:
            take_log(laptop, desktop)
        moving = said(laptop, ALICE)
        assert linking.link(laptop, BOB).moved == len(moving)
        assert find_damage(laptop) == []
        logs = [list(votes.read_log(database)) for database in opened]
        for database in opened:
            for some in data.draw(st.permutations(logs)):
                take(database, some)
            assert said(database, ALICE) == {}
            assert said(database, BOB) == expected
            assert counting(database) == counting(laptop)
            assert find_damage(database) == []


def test_linking_twice_changes_nothing(mine: Database) -> None:
    votes.cast(mine, "alpha", "ship", now=1000)
    assert linking.link(mine, BOB).moved == 1
    before = log(mine), counting(mine)
    assert linking.link(mine, BOB).moved == 0
    assert (log(mine), counting(mine)) == before


def test_a_link_stays_when_the_old_log_comes_again(pair: list[Database]) -> None:
    here, there = pair
    votes.cast(here, "alpha", "ship", now=1000)
    take_log(there, here)
    linking.link(here, BOB)
    take_log(here, there)
    take_log(there, here)
    for database in pair:
        assert votes.read_tally(database.connection, "alpha") == Share(1, 1)
        assert said(database, BOB) == {"alpha": "ship"}


def test_two_machines_of_one_voter_that_both_link_count_once(pair: list[Database]) -> None:
    here, there = pair
    votes.cast(here, "alpha", "ship", now=1000)
    take_log(there, here)
    votes.cast(there, "beta", "skip", now=2000)
    for database in pair:
        linking.link(database, BOB)
    take_log(here, there)
    take_log(there, here)
    for database in pair:
        assert said(database, BOB) == {"alpha": "ship", "beta": "skip"}
        assert said(database, ALICE) == {}
        assert find_damage(database) == []
    assert counting(here) == counting(there)


def test_who_links_and_then_links_back_keeps_the_votes(mine: Database) -> None:
    votes.cast(mine, "alpha", "ship", now=1000)
    linking.link(mine, BOB)
    linking.link(mine, ALICE)
    assert said(mine, ALICE) == {"alpha": "ship"}
    assert said(mine, BOB) == {}
    assert votes.read_tally(mine.connection, "alpha") == Share(1, 1)


def test_who_links_to_the_wrong_voter_takes_no_vote_of_another_machine_along() -> None:
    with copies((ALICE, LAPTOP), (BOB, DESKTOP)) as (here, there):
        votes.cast(here, "alpha", "ship", now=1000)
        votes.cast(there, "beta", "skip", now=2000)
        linking.link(here, BOB)
        take_log(here, there)
        assert linking.link(here, CAROL) == linking.Linked(BOB, moved=1, left=1, is_known=False)
        take_log(there, here)
        assert said(there, BOB) == {"beta": "skip"}
        assert said(there, CAROL) == {"alpha": "ship"}


def test_an_invented_voter_of_the_sample_is_nobody_to_be(sample_path: Path) -> None:
    with open_database(sample_path, writing=True) as database:
        me = database.voter
        (invented,) = database.connection.execute("SELECT voter FROM votes LIMIT 1").fetchone()
        with pytest.raises(WrongUseError, match="invented"):
            linking.link(database, invented)
        assert database.meta("voter") == me


def test_another_window_of_a_linked_file_votes_as_the_new_voter(small_path: Path) -> None:
    with (
        open_database(small_path, writing=True) as window,
        open_database(small_path, writing=True) as command,
    ):
        old = window.voter
        votes.cast(window, "alpha", "ship")
        linking.link(command, BOB)
        votes.cast(window, "alpha", "skip")
        assert said(window, old) == {}
        assert votes.read_tally(window.connection, "alpha") == Share(0, 1)


def test_a_vote_after_linking_replaces_what_went_over(mine: Database) -> None:
    votes.cast(mine, "alpha", "ship", now=5000)
    linking.link(mine, BOB)
    votes.cast(mine, "alpha", "skip", now=1000)
    assert said(mine, BOB) == {"alpha": "skip"}
    assert votes.read_tally(mine.connection, "alpha") == Share(0, 1)
