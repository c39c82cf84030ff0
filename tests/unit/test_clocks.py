"""Clocks that are wrong: a vote beats what its author could see, whatever they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_merging import (
    ALICE,
    BOB,
    CAROL,
    DESKTOP,
    LAPTOP,
    PHONE,
    choices,
    copies,
    counting,
    folded,
    log,
    said,
    take_log,
)
from verdict_tui.model import Share
from verdict_tui.store import votes
from verdict_tui.store.checking import find_damage

if TYPE_CHECKING:
    from verdict_tui.model import Choice, Vote
    from verdict_tui.store.database import Database

NOON = 1_800_000_000_000
IN_2099 = 4_070_908_800_000
HOUR = 3_600_000

REPLICAS = ((ALICE, LAPTOP), (ALICE, DESKTOP), (BOB, PHONE), (CAROL, "another"))
EVERYBODY = range(len(REPLICAS))
TOOLS = ("alpha", "beta")


class Ballot(NamedTuple):
    """Somebody votes."""

    who: int
    tool: str
    choice: Choice
    drift: int
    """How far the clock is off at this moment, in milliseconds."""


class Look(NamedTuple):
    """A copy takes in the log of another."""

    who: int
    whose: int


drifts = st.sampled_from((0, 1, -1, 250, -HOUR, HOUR, -NOON, IN_2099 - NOON))
people = st.sampled_from(EVERYBODY)
ballots = st.builds(Ballot, people, st.sampled_from(TOOLS), choices, drifts)
looks = st.builds(Look, people, people)
stories = st.lists(ballots | looks, max_size=20)


def live(opened: list[Database], story: list[Ballot | Look], *, wild: int | None = None) -> None:
    """Let a story happen, a second apart; the clock of `wild` stands in 2099."""
    for second, step in enumerate(story):
        if isinstance(step, Look):
            if step.who != step.whose:
                take_log(opened[step.who], opened[step.whose])
        else:
            real = NOON + 1000 * second
            now = IN_2099 if step.who == wild else real + step.drift
            cast = votes.cast(opened[step.who], step.tool, step.choice, now=now)
            assert cast.after == step.choice
            voter = opened[step.who].voter
            assert said(opened[step.who], voter).get(step.tool, "none") == step.choice


def all_look(opened: list[Database]) -> None:
    for database in opened:
        for other in opened:
            if other is not database:
                take_log(database, other)


@given(stories)
def test_a_vote_beats_everything_that_was_seen_whatever_the_clocks_say(
    story: list[Ballot | Look],
) -> None:
    with copies(*REPLICAS) as opened:
        live(opened, story)
        all_look(opened)
        for database in opened:
            assert counting(database) == folded(log(database)) == counting(opened[0])
            assert find_damage(database) == []


@given(stories)
def test_the_stamps_of_a_device_go_up_on_each_tool(story: list[Ballot | Look]) -> None:
    with copies(*REPLICAS) as opened:
        live(opened, story)
        for database in opened:
            for tool in TOOLS:
                rows = database.connection.execute(
                    "SELECT ms, counter FROM votes WHERE device = ? AND tool = ? ORDER BY seq",
                    (database.device, tool),
                )
                given_out = rows.fetchall()
                assert given_out == sorted(set(given_out))


@given(stories)
def test_a_clock_that_was_once_wild_dates_nothing_on_other_tools(
    story: list[Ballot | Look],
) -> None:
    with copies(*REPLICAS) as opened:
        votes.cast(opened[0], "gamma", "ship", now=IN_2099)
        right = [step._replace(drift=0) if isinstance(step, Ballot) else step for step in story]
        live(opened, right)
        for database in opened:
            rows = database.connection.execute("SELECT max(ms) FROM votes WHERE tool <> 'gamma'")
            (latest,) = rows.fetchone()
            assert latest is None or latest <= NOON + 1000 * len(story)


@given(stories, st.lists(ballots, min_size=1, max_size=6))
def test_the_last_word_of_who_had_seen_everything_counts_everywhere(
    story: list[Ballot | Look], last: list[Ballot]
) -> None:
    with copies(*REPLICAS) as opened:
        live(opened, story)
        words: dict[tuple[str, str], Choice] = {}
        for ballot in last:
            all_look(opened)
            live(opened, [ballot])
            words[REPLICAS[ballot.who][0], ballot.tool] = ballot.choice
        all_look(opened)
        for database in opened:
            for (voter, tool), choice in words.items():
                assert said(database, voter).get(tool, "none") == choice


@given(stories)
def test_a_clock_in_2099_spoils_the_votes_of_nobody_else(story: list[Ballot | Look]) -> None:
    alice_on_her_desktop = 1
    seen: list[set[tuple[str | int, ...]]] = []
    for wild in (None, alice_on_her_desktop):
        with copies(*REPLICAS) as opened:
            live(opened, story, wild=wild)
            all_look(opened)
            others = (row[:-1] for row in counting(opened[0]).standings if row[1] != ALICE)
            seen.append(set(others))
    assert seen[0] == seen[1]


def test_who_votes_in_2099_can_still_be_corrected_by_who_sees_it() -> None:
    with copies((ALICE, DESKTOP), (ALICE, LAPTOP), (BOB, PHONE)) as opened:
        desktop, laptop, phone = opened
        votes.cast(desktop, "alpha", "skip", now=IN_2099)
        votes.cast(phone, "alpha", "ship", now=NOON)
        take_log(laptop, desktop)
        votes.cast(laptop, "alpha", "ship", now=NOON + 1)
        all_look(opened)
        votes.cast(phone, "alpha", "skip", now=NOON + 2)
        all_look(opened)
        for database in opened:
            assert said(database, ALICE) == {"alpha": "ship"}
            assert said(database, BOB) == {"alpha": "skip"}


def by_wall_clock(events: set[Vote]) -> Share:
    """Return a tool's tally if the wall clock made the order."""
    latest: dict[str, Choice] = {
        event.voter: event.choice for event in sorted(events, key=lambda each: each.at)
    }
    chosen = [choice for choice in latest.values() if choice != "none"]
    return Share(chosen.count("ship"), len(chosen))


def test_by_the_wall_clock_a_replaced_vote_would_win() -> None:
    with copies((ALICE, LAPTOP), (ALICE, DESKTOP)) as opened:
        fast, right = opened
        votes.cast(fast, "alpha", "ship", now=NOON + HOUR)  # this clock is an hour ahead
        take_log(right, fast)
        assert votes.cast(right, "alpha", "skip", now=NOON + 60_000).before == "ship"
        all_look(opened)
        for database in opened:
            assert votes.read_tally(database.connection, "alpha") == Share(0, 1)
            assert by_wall_clock(log(database)) == Share(1, 1)


def test_by_the_wall_clock_a_jump_back_would_bring_a_replaced_vote_back() -> None:
    with copies((ALICE, LAPTOP)) as (mine,):
        votes.cast(mine, "alpha", "ship", now=NOON)
        votes.cast(mine, "alpha", "none", now=NOON - HOUR)
        assert votes.read_tally(mine.connection, "alpha") == Share(0, 0)
        assert by_wall_clock(log(mine)) == Share(1, 1)
