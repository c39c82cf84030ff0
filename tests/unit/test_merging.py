"""Uniting vote logs: what every copy comes to, whatever the order, repetition and overlap."""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SMALL
from verdict_tui.errors import NotSavedError, NotThereError, WrongUseError
from verdict_tui.model import Share, Stamp, Tool, Vote
from verdict_tui.store import content as contents
from verdict_tui.store import linking, votes
from verdict_tui.store.checking import find_damage, find_notes
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
THEN = "2026-11-23T16:48:00+00:00"
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
    return merge(database, enumerate(events, 1), "another.jsonl", mine=True, now=now)


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
    return {event._replace(origin="local", source="") for event in votes.read_log(database)}


def event(
    number: int,
    tool: str = "alpha",
    choice: Choice = "ship",
    *,
    ms: int = 1000,
    voter: str = BOB,
    device: str = DESKTOP,
) -> Vote:
    return Vote(str(uuid.UUID(int=1000 + number)), voter, device, tool, choice, Stamp(ms, 0), THEN)


# Any history, cut and dealt in any way

choices: st.SearchStrategy[Choice] = st.sampled_from(("ship", "skip", "none"))
ids = st.sampled_from([str(uuid.UUID(int=100 + number)) for number in range(40)])
events_at_all = st.builds(
    Vote,
    id=ids,
    voter=st.sampled_from(VOTERS),
    device=st.sampled_from(DEVICES),
    tool=st.sampled_from(SLUGS),
    choice=choices,
    stamp=st.builds(Stamp, st.integers(0, 3), st.integers(0, 1)),
    at=st.sampled_from((THEN, THEN.replace("23T", "24T"))),
    undoes=st.none() | ids,
    origin=st.just("local"),
    source=st.just(""),
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
            assert log(database) == {each._replace(origin="local", source="") for each in history}
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


def smaller(one: Vote, other: Vote) -> Vote:
    """Return the one that stays of two events with one id, by the definition in the docs."""
    told = [each for each in (one, other) if each.id == votes.id_of(each)]
    if len(told) == 1:
        return told[0]
    fields = ("voter", "device", "tool", "choice", "stamp", "at")
    for field in fields:
        if getattr(one, field) != getattr(other, field):
            return one if getattr(one, field) < getattr(other, field) else other
    return one if (one.undoes or "") < (other.undoes or "") else other


def without_forgeries(history: Iterable[Vote]) -> list[Vote]:
    stays: dict[str, Vote] = {}
    for each in history:
        stays[each.id] = smaller(stays[each.id], each) if each.id in stays else each
    return list(stays.values())


@st.composite
def forged_histories(draw: st.DrawFn) -> list[Vote]:
    """Draw events of which several may have one id; it may be made from one of them."""
    history = draw(st.lists(events_at_all, max_size=14))
    for each in draw(st.lists(events_at_all, max_size=4)):
        genuine = each._replace(id=votes.id_of(each))
        forged = draw(st.lists(events_at_all, max_size=2))
        history += [genuine, *(other._replace(id=genuine.id) for other in forged)]
    return history


@given(st.data(), forged_histories())
def test_of_events_with_one_id_the_same_stays_on_every_copy(
    data: st.DataObject, history: list[Vote]
) -> None:
    expected = without_forgeries(history)
    with copies(*zip(VOTERS, DEVICES, strict=True)) as opened:
        for database in opened:
            contents.apply(database, DELTA)
            for some in data.draw(deals(history)):
                merged = take(database, some)
                counted = merged.new + merged.known + len(merged.refused) + len(merged.displaced)
                assert counted == len(some)
            assert log(database) == {each._replace(origin="local", source="") for each in expected}
            assert counting(database) == folded(expected)
            assert find_damage(database) == []


@given(st.data(), forged_histories())
def test_copies_that_pass_their_logs_on_agree_whoever_is_asked_first(
    data: st.DataObject, history: list[Vote]
) -> None:
    expected = without_forgeries(history)
    with copies(*zip(VOTERS, DEVICES, strict=True)) as opened:
        for database in opened:
            contents.apply(database, DELTA)
        for each in history:
            take(opened[data.draw(st.integers(0, 2), "who learns of it")], [each])
        for _ in range(2):  # what the first passes on to the last may go by way of the second
            for database in data.draw(st.permutations(opened)):
                for other in data.draw(st.permutations(opened)):
                    if other is not database:
                        take_log(database, other)
        for database in opened:
            assert counting(database) == folded(expected)


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


ONE = event(1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ONE._replace(voter=BOB), ONE._replace(voter=CAROL)),
        (ONE._replace(device=DESKTOP), ONE._replace(device=PHONE)),
        (ONE._replace(tool="alpha"), ONE._replace(tool="beta")),
        (ONE._replace(choice="ship"), ONE._replace(choice="skip")),
        (ONE._replace(stamp=Stamp(1000, 0)), ONE._replace(stamp=Stamp(1000, 1))),
        (ONE._replace(at=THEN), ONE._replace(at=THEN.replace("23T", "24T"))),
        (ONE._replace(undoes=None), ONE._replace(undoes=DESKTOP)),
        (ONE._replace(voter=BOB, choice="skip"), ONE._replace(voter=CAROL, choice="ship")),
        (ONE._replace(stamp=Stamp(1001, 0)), ONE._replace(choice="skip")),
    ],
)
def test_of_two_events_with_one_id_the_smaller_stays_and_the_other_is_told(
    one: Vote, other: Vote
) -> None:
    with copies((ALICE, LAPTOP), (ALICE, LAPTOP)) as (first, second):
        take(first, [one])
        merged = take(first, [other])
        assert (merged.new, merged.known, len(merged.refused)) == (0, 0, 1)
        take(second, [other])
        merged = take(second, [one])
        assert (merged.new, merged.known, len(merged.displaced)) == (0, 0, 1)
        assert merged.displaced[0].line == 1
        assert one.id in merged.displaced[0].why
        assert log(first) == log(second) == {one._replace(origin="local", source="")}
        assert counting(first) == counting(second)


@pytest.mark.parametrize(
    "other",
    [
        ONE._replace(voter=CAROL),
        ONE._replace(device=PHONE),
        ONE._replace(tool="beta"),
        ONE._replace(choice="skip"),
        ONE._replace(stamp=Stamp(1000, 1)),
        ONE._replace(stamp=Stamp(1001, 0)),
        ONE._replace(undoes=DESKTOP),
    ],
)
def test_an_id_is_made_from_everything_that_an_event_says(other: Vote) -> None:
    assert votes.id_of(other) != votes.id_of(ONE)


def test_an_id_is_the_same_wherever_it_is_made() -> None:
    assert votes.id_of(ONE) == votes.id_of(ONE._replace(id="", at="now", origin="imported"))
    assert votes.id_of(ONE) == "5089a348-f7f6-5797-8ac1-933fc478e8bd"


def test_nobody_changes_what_was_cast_under_its_id() -> None:
    with copies((BOB, LAPTOP), (ALICE, DESKTOP), (ALICE, PHONE)) as (mine, first, second):
        votes.cast(mine, "beta", "skip", now=1000)
        (genuine,) = votes.read_log(mine)
        forged = [genuine._replace(tool="alpha"), genuine._replace(choice="ship", voter=ALICE)]
        forged.append(genuine._replace(stamp=Stamp(1, 0)))
        assert len(take(mine, forged).refused) == len(take(first, [genuine, *forged]).refused) == 3
        assert take(second, [*forged, genuine]).displaced
        for database in (mine, first, second):
            assert log(database) == {genuine._replace(origin="local", source="")}
            assert said(database, BOB) == {"beta": "skip"}


def test_of_three_events_with_one_id_the_smallest_stays_in_one_log_too(mine: Database) -> None:
    smallest, middle, greatest = (
        ONE._replace(at=THEN.replace("23T", day)) for day in ("23T", "24T", "25T")
    )
    take(mine, [greatest])
    merged = take(mine, [smallest, middle])
    assert [refusal.line for refusal in merged.displaced] == [1]
    assert [refusal.line for refusal in merged.refused] == [2]
    assert log(mine) == {smallest._replace(origin="local", source="")}


def test_an_event_that_gave_way_far_behind_in_its_log_is_counted_once(mine: Database) -> None:
    others = [event(number, voter=str(uuid.UUID(int=9000 + number))) for number in range(2, 2500)]
    gives_way, stays = event(1, "never-heard-of"), event(1, "alpha")
    merged = take(mine, [gives_way, *others, stays])
    assert (merged.new, merged.known, merged.unknown) == (2499, 0, 0)
    assert [refusal.line for refusal in merged.displaced] == [2500]
    assert votes.read_tally(mine.connection, "alpha") == Share(2499, 2499)


def test_an_event_that_gave_way_counts_no_more_on_its_tool(mine: Database) -> None:
    take(mine, [event(1, "beta")])
    before = mine.meta("catalogue version")
    take(mine, [event(1, "alpha")])
    assert votes.read_tally(mine.connection, "beta") == Share(0, 0)
    assert votes.read_tally(mine.connection, "alpha") == Share(1, 1)
    assert find_damage(mine) == []
    assert mine.meta("catalogue version") != before, "other windows read both tools again"


def test_a_line_that_is_only_known_lets_no_window_read_again(mine: Database) -> None:
    take(mine, [event(1)])
    before = mine.meta("catalogue version")
    take(mine, [event(1), event(2)])
    assert mine.meta("catalogue version") == before


IMPOSSIBLE = (
    Stamp(253_402_300_799_999, 2**31 - 1),
    Stamp(2**63 - 1, 0),
    Stamp(1000, 2**31),
    Stamp(1000, 2**63 - 1),
    Stamp(10**30, 0),
)
IN_2026 = 1_795_000_000_000


@pytest.mark.parametrize("stamp", IMPOSSIBLE)
def test_a_stamp_that_no_clock_gave_is_refused_and_the_others_go_in(
    mine: Database, stamp: Stamp
) -> None:
    merged = take(mine, [event(1)._replace(stamp=stamp), event(2, "beta")], now=IN_2026)
    assert merged.new == 1
    assert [refusal.line for refusal in merged.refused] == [1]
    assert votes.read_tally(mine.connection, "alpha") == Share(0, 0)


def test_what_is_forged_in_my_name_at_the_end_of_time_does_not_outlast_my_next_vote() -> None:
    last = Stamp(IN_2026 + 4_102_444_800_000 - 1, 2**31 - 1)
    with copies((ALICE, LAPTOP), (BOB, DESKTOP)) as (mine, theirs):
        forged = event(1, choice="skip", voter=ALICE)._replace(stamp=last)
        assert take(mine, [forged], now=IN_2026).new == 1
        cast = votes.cast(mine, "alpha", "ship", now=IN_2026 + 1000)
        assert cast.is_ahead
        assert not votes.cast(mine, "beta", "ship", now=IN_2026 + 1000).is_ahead
        merged = take(theirs, list(votes.read_log(mine)), now=IN_2026 + 2000)
        assert (merged.new, merged.refused) == (3, ())
        assert said(theirs, ALICE) == {"alpha": "ship", "beta": "ship"}


@pytest.mark.parametrize("stamp", IMPOSSIBLE[:-1])
def test_an_event_at_the_end_of_time_that_is_there_already_counts_for_nothing(
    stamp: Stamp,
) -> None:
    with copies((ALICE, LAPTOP), (BOB, DESKTOP)) as (mine, theirs):
        forged = event(1, choice="skip", voter=ALICE)._replace(stamp=stamp)
        votes.append_all(mine.connection, [forged])
        votes.refold_all(mine.connection, ["alpha"])
        assert said(mine, ALICE) == {}
        votes.cast(mine, "alpha", "ship", now=IN_2026)
        assert said(mine, ALICE) == {"alpha": "ship"}
        (found,) = find_notes(mine)
        assert forged.id in found
        assert "does not count" in found
        assert take(theirs, list(votes.read_log(mine)), now=IN_2026) == Merged(new=1)
        assert votes.undo(mine, now=IN_2026).after == "none"


END_OF_STAMPS = 2 * 4_102_444_800_000


@pytest.mark.parametrize(
    ("stamp", "counts"),
    [
        (Stamp(END_OF_STAMPS - 1, 2**31 - 1), True),
        (Stamp(END_OF_STAMPS, 0), False),
        (Stamp(0, 2**31), False),
    ],
)
def test_where_the_stamps_end_is_the_same_for_all_that_is_derived(
    mine: Database, stamp: Stamp, counts: bool
) -> None:
    theirs = event(1, voter=ALICE, device=LAPTOP)._replace(stamp=stamp)
    votes.append_all(mine.connection, [theirs])
    votes.refold_all(mine.connection, ["alpha"])
    assert votes.read_tally(mine.connection, "alpha") == Share(int(counts), int(counts))
    assert find_damage(mine) == []
    assert (find_notes(mine) == []) == counts
    assert list(votes.read_log(mine)) == [theirs] * counts
    (past,) = votes.read_history(mine)
    assert past.effect == ("vote" if counts else "unknown")
    if not counts:
        with pytest.raises(NotThereError, match="no vote to undo"):
            votes.undo(mine)


@pytest.mark.parametrize("clock", [-1, 4_102_444_800_000])
def test_with_a_clock_that_cannot_be_right_nothing_is_taken_in(mine: Database, clock: int) -> None:
    with pytest.raises(NotSavedError, match="clock says the year"):
        take(mine, [event(1)], now=clock)
    assert log(mine) == set()


def test_lines_that_are_no_events_are_refused_and_the_others_go_in(mine: Database) -> None:
    merged = merge(mine, [(1, "not an event"), (2, event(1)), (3, "nor this")], "odd.jsonl")
    assert merged.new == 1
    assert [tuple(refusal) for refusal in merged.refused] == [(1, "not an event"), (3, "nor this")]


# Undo is for what was cast here


def test_undo_leaves_what_a_copy_of_this_device_cast() -> None:
    with copies((ALICE, LAPTOP), (ALICE, LAPTOP)) as (mine, clone):
        votes.cast(mine, "beta", "ship", now=1000)
        take_log(clone, mine)
        votes.cast(clone, "alpha", "skip", now=3000)
        votes.cast(mine, "gamma", "ship", now=2000)
        take_log(mine, clone)
        assert votes.undo(mine).tool == "gamma"
        assert votes.undo(mine).tool == "beta"
        with pytest.raises(NotThereError, match="no vote to undo"):
            votes.undo(mine)
        assert said(mine, ALICE) == {"alpha": "skip"}


def test_redo_leaves_what_a_copy_of_this_device_undid() -> None:
    with copies((ALICE, LAPTOP), (ALICE, LAPTOP)) as (mine, clone):
        votes.cast(mine, "beta", "ship", now=1000)
        votes.undo(mine, now=1001)
        votes.cast(clone, "alpha", "skip", now=3000)
        votes.undo(clone, now=3001)
        take_log(mine, clone)
        assert votes.redo(mine).tool == "beta"
        with pytest.raises(NotThereError, match="nothing to redo"):
            votes.redo(mine)


def test_undo_goes_by_the_order_of_casting_and_not_by_the_clock(mine: Database) -> None:
    votes.cast(mine, "alpha", "ship", now=5000)
    votes.cast(mine, "beta", "ship", now=1000)
    votes.cast(mine, "gamma", "ship", now=3000)
    undone = [votes.undo(mine, now=10).tool for _ in range(3)]
    assert undone == ["gamma", "beta", "alpha"]
    assert [votes.redo(mine, now=10).tool for _ in range(3)] == undone[::-1]


def test_a_device_leaves_what_its_voter_cast_on_another(pair: list[Database]) -> None:
    here, there = pair
    votes.cast(there, "alpha", "skip", now=1000)
    take_log(here, there)
    with pytest.raises(NotThereError, match="no vote to undo"):
        votes.undo(here)


def test_undo_leaves_what_another_voter_cast_on_this_device(mine: Database) -> None:
    votes.cast(mine, "alpha", "ship", now=1000)
    linking.link(mine, BOB)
    with pytest.raises(NotThereError, match="no vote to undo"):
        votes.undo(mine)


def test_undo_leaves_what_a_link_back_repeated(mine: Database) -> None:
    votes.cast(mine, "alpha", "ship", now=1000)
    linking.link(mine, BOB)
    linking.link(mine, ALICE)
    votes.cast(mine, "beta", "ship", now=2000)
    assert votes.undo(mine).tool == "beta"
    with pytest.raises(NotThereError):
        votes.undo(mine)
    assert said(mine, ALICE) == {"alpha": "ship"}


def test_a_vote_that_another_device_replaced_and_took_back_can_be_undone(
    pair: list[Database],
) -> None:
    here, there = pair
    votes.cast(here, "alpha", "ship", now=1000)
    take_log(there, here)
    votes.cast(there, "alpha", "skip", now=2000)
    votes.undo(there, now=2001)
    take_log(here, there)
    assert votes.undo(here).after == "none"


# References that lead nowhere

DANGLING = str(uuid.UUID(int=7777))


def undoing(number: int, undoes: str | None, ms: int = 5000, choice: Choice = "skip") -> Vote:
    """Return an event of Alice's on another device that takes something back."""
    return event(number, choice=choice, ms=ms, voter=ALICE)._replace(undoes=undoes)


def own(database: Database) -> Vote:
    """Cast a vote, and return it."""
    cast = votes.cast(database, "alpha", "ship", now=1000)
    assert cast.vote
    return cast.vote


def misleading(mine: Vote) -> dict[str, list[Vote]]:
    """Return events whose references lead nowhere, by what `check` says of the first of them."""
    beta, bobs = event(50, "beta", voter=ALICE), event(51, voter=BOB)
    circle = [undoing(number, event(number % 2 + 1).id) for number in (1, 2)]
    undo = undoing(60, mine.id)
    redo = undoing(61, undo.id, 5001)
    return {
        "not in the log": [undoing(1, DANGLING)],
        "did not come before": [undoing(1, event(1).id)],
        "did not come before it": circle,
        "is on another tool": [undoing(1, beta.id), beta],
        "another voter's": [undoing(1, bobs.id), bobs],
        "neither a vote": [undoing(62, redo.id, 5002), undo, redo],
        "come before": [undoing(1, mine.id, 900)],
    }


@pytest.mark.parametrize("why", list(misleading(event(0))))
def test_a_reference_that_leads_nowhere_is_told_and_fails_nothing(mine: Database, why: str) -> None:
    theirs = misleading(own(mine))[why]
    assert take(mine, theirs).new == len(theirs)
    (told,) = [past for past in votes.read_history(mine) if past.vote.id == theirs[0].id]
    assert told.effect == "unknown"
    (found,) = [each for each in find_notes(mine) if f"event {theirs[0].id}" in each]
    assert "unknown effect" in found
    assert why in found
    assert find_damage(mine) == []
    assert counting(mine) == folded(log(mine))


@pytest.mark.parametrize("why", list(misleading(event(0))))
def test_undo_and_redo_go_past_references_that_lead_nowhere(mine: Database, why: str) -> None:
    theirs = misleading(own(mine))[why]
    take(mine, theirs)
    votes.cast(mine, "gamma", "ship", now=9000)
    assert votes.undo(mine, now=9001).tool == "gamma"
    assert votes.redo(mine, now=9002).tool == "gamma"
    assert votes.undo(mine, now=9003).tool == "gamma"
    if theirs[0].stamp.ms < 1000:
        assert votes.undo(mine, now=9004).after == "skip"
    else:
        with pytest.raises(NotThereError, match="replaced it"):
            votes.undo(mine, now=9004)


@pytest.mark.parametrize("why", list(misleading(event(0))))
def test_references_that_lead_nowhere_fail_nothing_even_from_this_device(
    mine: Database, why: str
) -> None:
    theirs = misleading(own(mine))[why]
    votes.append_all(mine.connection, (each._replace(device=LAPTOP) for each in theirs))
    votes.refold_all(mine.connection, ["alpha", "beta", "gamma"])
    for _ in range(4):
        for act in (votes.undo, votes.redo):
            with suppress(NotThereError):
                act(mine, now=9000)
    assert find_damage(mine) == []


def test_redo_leaves_an_event_of_unknown_effect(mine: Database) -> None:
    own(mine)
    votes.undo(mine, now=2000)
    take(mine, [undoing(1, DANGLING)])
    with pytest.raises(NotThereError, match="replaced it"):
        votes.redo(mine, now=9000)


def test_what_was_before_goes_by_milliseconds_counter_device_and_id(mine: Database) -> None:
    first, second = event(2, voter=ALICE), event(1, choice="skip", voter=ALICE)
    take(mine, [first._replace(device=DESKTOP), second._replace(device=PHONE)])
    told = [(past.vote.choice, past.before) for past in votes.read_history(mine)]
    assert told == [("skip", "ship"), ("ship", "none")]


def test_an_event_of_unknown_effect_counts_as_what_it_says(mine: Database) -> None:
    own(mine)
    take(mine, [undoing(1, DANGLING)])
    assert said(mine, ALICE) == {"alpha": "skip"}
    votes.cast(mine, "alpha", "ship", now=1)
    assert said(mine, ALICE) == {"alpha": "ship"}


def test_a_reference_leads_somewhere_once_the_rest_of_the_log_is_here(mine: Database) -> None:
    vote, undo = event(1, voter=ALICE), undoing(2, event(1).id)
    take(mine, [undo])
    assert len(find_notes(mine)) == 1
    take(mine, [vote])
    assert find_notes(mine) == []
    assert [past.effect for past in votes.read_history(mine)] == ["undo", "vote"]


def test_a_vote_under_a_former_name_can_be_taken_back_before_its_tool_arrives(
    mine: Database,
) -> None:
    vote = event(1, "old-delta", voter=ALICE)
    take(mine, [vote, undoing(2, vote.id)._replace(tool="delta")])
    assert find_notes(mine) == [], "whether the two are one tool is not known"
    contents.apply(mine, DELTA)
    assert [past.effect for past in votes.read_history(mine)] == ["undo", "vote"]


def test_a_chain_of_references_is_gone_through_once(mine: Database) -> None:
    own(mine)
    length = 20_000  # quadratic, it would take minutes
    chain = [
        undoing(1000 + number, event(999 + number).id, 5000 + number) for number in range(1, length)
    ]
    chain.append(undoing(1000, event(999 + length).id))  # from the last, in a circle
    take(mine, chain)
    told = votes.read_history(mine)
    with pytest.raises(NotThereError):
        votes.undo(mine)
    assert len(find_notes(mine)) == 20
    assert sum(past.effect == "unknown" for past in told) == length


def test_many_undos_in_a_row_are_gone_through_once(mine: Database) -> None:
    first = own(mine)
    pairs: list[Vote] = []
    for number in range(0, 20_000, 2):
        vote = undoing(2000 + number, None, 5000 + number)
        undo = undoing(2001 + number, vote.id, 5001 + number, "ship")
        pairs += [vote, undo]
    take(mine, pairs)
    undone = votes.undo(mine)
    assert undone.vote
    assert undone.vote.undoes == first.id
    assert undone.after == "none"


def test_what_later_votes_outdo_is_superseded(mine: Database) -> None:
    theirs = [event(1), event(2, choice="skip", ms=2000), event(3, choice="ship", ms=3000)]
    assert take(mine, theirs) == Merged(new=3, superseded=2)


def test_what_is_outdone_by_a_vote_that_was_here_is_superseded_and_concurrent(
    pair: list[Database],
) -> None:
    here, there = pair
    votes.cast(there, "alpha", "skip", now=1000)
    votes.cast(here, "alpha", "ship", now=2000)
    assert take_log(here, there) == Merged(new=1, superseded=1, concurrent=1, mine=1)
    assert votes.read_tally(here.connection, "alpha") == Share(1, 1)


def test_votes_that_knew_of_each_other_are_not_concurrent(pair: list[Database]) -> None:
    here, there = pair
    votes.cast(here, "alpha", "ship", now=1000)
    take_log(there, here)
    votes.cast(there, "alpha", "skip", now=2000)
    assert take_log(here, there) == Merged(new=1, known=1, mine=1, replaced=1)
    assert votes.read_tally(here.connection, "alpha") == Share(0, 1)


def test_votes_here_and_there_under_two_names_of_a_tool_are_concurrent(
    pair: list[Database],
) -> None:
    here, there = pair
    votes.cast(there, "old-delta", "skip", now=1000)
    contents.apply(here, DELTA)
    votes.cast(here, "delta", "ship", now=2000)
    assert take_log(here, there) == Merged(new=1, superseded=1, concurrent=1, mine=1)


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
    assert take(mine, theirs, now=now) == Merged(known=2)
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
    assert [each.source for each in votes.read_log(mine)] == ["first.jsonl"]


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


def test_what_is_taken_over_from_an_undo_refers_to_nothing_of_the_old_voter(
    mine: Database,
) -> None:
    votes.cast(mine, "alpha", "ship", now=1000)
    votes.cast(mine, "alpha", "skip", now=1001)
    votes.undo(mine, now=1002)
    linking.link(mine, BOB)
    assert said(mine, BOB) == {"alpha": "ship"}
    assert find_notes(mine) == []
    assert [past.effect for past in votes.read_history(mine)] == ["vote"]


def test_what_a_link_of_before_repeated_with_its_reference_is_no_damage(mine: Database) -> None:
    theirs = event(1, voter=BOB, ms=900)
    mixed = undoing(2, theirs.id)._replace(origin=votes.LINKED)
    votes.append_all(mine.connection, [theirs, mixed])
    votes.refold_all(mine.connection, ["alpha"])
    assert find_notes(mine) == []


def test_a_link_retracts_directly_after_the_vote_and_before_what_is_said_later() -> None:
    with copies((ALICE, LAPTOP), (ALICE, DESKTOP)) as (here, there):
        votes.cast(here, "alpha", "ship", now=1000)
        take_log(there, here)
        votes.cast(there, "alpha", "skip", now=1001)
        linking.link(here, BOB)
        (retracted,) = [each for each in log(here) if each.choice == "none"]
        assert (retracted.voter, retracted.stamp) == (ALICE, Stamp(1000, 1))
        take_log(here, there)
        assert said(here, ALICE) == {"alpha": "skip"}, "what the desktop said stays"


def test_a_link_retracts_a_vote_whose_counter_is_full(mine: Database) -> None:
    take(mine, [event(1, voter=ALICE, device=LAPTOP)._replace(stamp=Stamp(1000, 2**31 - 1))])
    linking.link(mine, BOB)
    assert said(mine, ALICE) == {}
    assert said(mine, BOB) == {"alpha": "ship"}
    with copies((CAROL, PHONE)) as (other,):
        assert take_log(other, mine).refused == ()
        assert counting(other) == counting(mine)


def test_a_link_goes_past_events_that_have_the_ids_it_would_give() -> None:
    with copies((ALICE, LAPTOP), (ALICE, LAPTOP)) as (mine, clone):
        votes.cast(mine, "alpha", "ship", now=1000)
        take_log(clone, mine)
        linking.link(clone, BOB)
        repeated = [each for each in log(clone) if each not in log(mine)]
        assert len(repeated) == 2
        take(mine, [each._replace(stamp=Stamp(1, 0)) for each in repeated])
        before = log(mine)
        linking.link(mine, BOB)
        assert log(mine) == before
        assert find_damage(mine) == []


def test_who_links_there_and_back_twice_repeats_nothing_twice(mine: Database) -> None:
    votes.cast(mine, "alpha", "ship", now=1000)
    for voter in (BOB, ALICE, BOB, ALICE):
        linking.link(mine, voter)
    assert said(mine, ALICE) == {"alpha": "ship"}
    assert said(mine, BOB) == {}
    assert find_damage(mine) == []


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
        votes.cast(window, "alpha", "ship")
        old = window.voter
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
