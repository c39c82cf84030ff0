"""How the community moved: the log folded up to two moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_merging import (
    ALICE,
    CAROL,
    DELTA,
    DESKTOP,
    LAPTOP,
    copies,
    event,
    histories,
    take,
)
from verdict_tui.digest import Moved, Named
from verdict_tui.model import Share, Stamp
from verdict_tui.store import content as contents
from verdict_tui.store import votes
from verdict_tui.store.movement import read_movements
from verdict_tui.store.slugs import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verdict_tui.model import Choice, Vote
    from verdict_tui.store.database import Database

NOBODY = Share(0, 0)
EVER = 1 << 62
NOT_IN_IT = "a voter who casts none of these votes"


def folded(database: Database, events: Iterable[Vote], end: int) -> dict[str, Share]:
    """Return what counts of the votes before a moment, by the definition."""
    greatest: dict[tuple[str, str], Choice] = {}
    for each in sorted(events, key=lambda each: (*each.stamp, each.device, each.id)):
        if each.stamp.ms < end:
            tool = canonical(database.connection, each.tool)
            greatest[tool, each.voter] = each.choice
    said: dict[str, list[Choice]] = {}
    for (tool, _), choice in greatest.items():
        said.setdefault(tool, []).append(choice)
    return {
        tool: Share(choices.count("ship"), len(choices) - choices.count("none"))
        for tool, choices in said.items()
    }


def claim_names(database: Database) -> None:
    """Bring a tool with a former name, and let others claim names that are not theirs to have."""
    contents.apply(database, DELTA)
    connection = database.connection
    connection.execute(
        "INSERT INTO aliases SELECT id, 7, 'Old Delta', 'old-delta' FROM tools WHERE slug = 'gamma'"
        " UNION ALL SELECT id, 8, 'Alpha', 'alpha' FROM tools WHERE slug = 'gamma'"
        " UNION ALL SELECT id, 9, 'Beta', 'beta' FROM tools WHERE slug = 'beta'"
    )
    slugs = ("alpha", "beta", "gamma", "delta", "old-delta")
    votes.refold_all(connection, slugs)


@given(histories, st.integers(0, 4), st.integers(0, 4))
def test_before_and_after_are_what_the_log_says_at_both_moments(
    history: list[Vote], start: int, length: int
) -> None:
    end = start + length
    with copies((ALICE, LAPTOP)) as (database,):
        claim_names(database)
        take(database, history)
        before, after = folded(database, history, start), folded(database, history, end)
        others = [each for each in history if each.voter != ALICE]
        others_before, others_after = (
            folded(database, others, start), folded(database, others, end),
        )  # fmt: skip
        cast = {
            canonical(database.connection, each.tool)
            for each in others
            if start <= each.stamp.ms < end
        }
        known = {slug for (slug,) in database.connection.execute("SELECT slug FROM tools")}
        wanted = {
            tool: (before.get(tool, NOBODY), after.get(tool, NOBODY)) for tool in cast & known
        }
        moved = read_movements(database, start, end)
        assert {each.tool.slug: (each.before, each.after) for each in moved} == {
            tool: shares
            for tool, shares in wanted.items()
            if others_before.get(tool, NOBODY) != others_after.get(tool, NOBODY)
        }
        for each in moved:
            slug = each.tool.slug
            without = (others_before.get(slug, NOBODY), others_after.get(slug, NOBODY))
            assert (each.others or (each.before, each.after)) == without
            times = [
                vote.stamp.ms
                for vote in others
                if vote.stamp.ms < end
                and canonical(database.connection, vote.tool) == each.tool.slug
            ]
            assert each.ms == max(times)


@given(histories)
def test_up_to_now_the_community_stands_where_the_tallies_say(history: list[Vote]) -> None:
    with copies((NOT_IN_IT, LAPTOP)) as (database,):
        claim_names(database)
        take(database, history)
        moved = {each.tool.slug: each for each in read_movements(database, 0, EVER)}
        for (slug,) in database.connection.execute("SELECT slug FROM tools").fetchall():
            after = moved[slug].after if slug in moved else NOBODY
            assert after == votes.read_tally(database.connection, slug)
            assert slug not in moved or moved[slug].before == NOBODY


def movements(*history: Vote, start: int = 1000, end: int = 2000) -> list[Moved]:
    with copies((NOT_IN_IT, LAPTOP)) as (database,):
        take(database, history)
        return read_movements(database, start, end)


def test_a_vote_that_was_changed_counts_as_it_was_and_as_it_became() -> None:
    assert movements(event(1, ms=500), event(2, choice="skip", ms=1500)) == [
        Moved(Named("alpha", "Alpha"), Share(1, 1), Share(0, 1), 1500)
    ]


def test_a_vote_at_the_first_moment_is_within_and_one_at_the_last_is_not() -> None:
    (moved,) = movements(event(1, ms=1000), event(2, voter=CAROL, ms=2000))
    assert (moved.before, moved.after) == (NOBODY, Share(1, 1))


def test_what_came_after_the_days_is_not_told_of_them() -> None:
    later = event(3, choice="none", ms=2500)
    (moved,) = movements(event(1, ms=1500), later, event(4, voter=CAROL, ms=2600))
    assert (moved.before, moved.after, moved.ms) == (NOBODY, Share(1, 1), 1500)


def test_votes_that_come_to_nothing_move_nothing() -> None:
    assert movements(event(1, ms=1100), event(2, choice="none", ms=1200)) == []


def test_votes_on_tools_that_are_not_here_move_nothing() -> None:
    assert movements(event(1, "never-heard-of", ms=1100)) == []


def test_of_two_votes_in_a_millisecond_the_one_with_the_greater_counter_counts() -> None:
    first, second = event(1, ms=1500), event(2, choice="skip", ms=1500)
    later = event(3, choice="none", ms=3000)
    second = second._replace(stamp=second.stamp._replace(counter=1))
    (moved,) = movements(second, first, later)
    assert moved.after == Share(0, 1)


def test_of_votes_under_the_former_and_the_present_name_the_later_one_counts() -> None:
    for first, second in (("delta", "old-delta"), ("old-delta", "delta")):
        said = (event(1, first, ms=100), event(2, second, "skip", ms=200))
        with copies((NOT_IN_IT, DESKTOP)) as (database,):
            contents.apply(database, DELTA)
            take(database, [*said, event(3, choice="none", tool="delta", ms=1500)])
            (moved,) = read_movements(database, 1000, 2000)
        assert (moved.before, moved.after) == (Share(0, 1), NOBODY)


def test_the_biggest_movement_comes_first_then_first_votes_then_what_kept_its_share() -> None:
    def cast(number: int, tool: str, choice: Choice, ms: int) -> Vote:
        return event(number, tool, choice, ms=ms, voter=f"voter {number}", device=DESKTOP)

    before = [
        *(cast(each, "alpha", "ship", 500) for each in range(3)),
        cast(10, "beta", "ship", 500),
        cast(11, "beta", "skip", 500),
        cast(20, "gamma", "ship", 500),
    ]
    within = [
        cast(30, "alpha", "skip", 1500),
        cast(31, "beta", "skip", 1500),
        cast(32, "gamma", "ship", 1500),
        cast(33, "delta", "skip", 1500),
    ]
    with copies((NOT_IN_IT, DESKTOP)) as (database,):
        contents.apply(database, DELTA)
        take(database, before + within)
        moved = read_movements(database, 1000, 2000)
    assert [each.tool.slug for each in moved] == ["alpha", "beta", "delta", "gamma"]


def test_what_no_clock_dated_did_not_count_before_either() -> None:
    with copies((ALICE, LAPTOP)) as (database,):
        impossible = event(1, "alpha", "skip", ms=1500)._replace(stamp=Stamp(1500, 1 << 31))
        votes.append_all(database.connection, [impossible])
        take(database, [event(2, "alpha", "ship", ms=1000), event(3, "alpha", "skip", ms=3000)])
        (moved,) = read_movements(database, 2000, 4000)
        assert (moved.before, moved.after) == (Share(1, 1), Share(0, 1))
