"""Who stands behind a tool's community figure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from verdict_tui.model import Stamp, Vote
from verdict_tui.render import why
from verdict_tui.store import linking, votes
from verdict_tui.store.evidence import NAMED, read_evidence
from verdict_tui.store.merging import merge

if TYPE_CHECKING:
    from verdict_tui.model import Choice, Evidence
    from verdict_tui.store.database import Database

ME_ON_THE_LAPTOP = UUID(int=7)
NOON = 1_795_000_000_000


def event(number: int, voter: str, choice: Choice = "ship", tool: str = "alpha") -> Vote:
    """Return a vote that was cast on another device."""
    at = "2026-11-18T12:00:00.000+00:00"
    device = str(UUID(int=1000 + number))
    return Vote(str(UUID(int=number)), voter, device, tool, choice, Stamp(NOON, number), at)


def take_in(database: Database, *events: Vote) -> None:
    merge(database, enumerate(events, 1), "colleague.jsonl", mine=True)


def other(number: int) -> str:
    return str(UUID(int=(0xABCDEF00 + number) << 96))


def evidence_of(database: Database) -> Evidence:
    found = read_evidence(database, "alpha")
    assert found
    return found


def credited(database: Database) -> list[tuple[str, int, int, int]]:
    found = evidence_of(database).voices
    return [(each.who, each.voters, each.ship, each.skip) for each in found]


def test_votes_are_credited_to_who_cast_them_and_not_to_the_file(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    take_in(small, event(1, other(1)), event(2, other(2), "skip"))
    voices = evidence_of(small).voices
    assert credited(small) == [("me", 1, 1, 0), ("voter", 1, 1, 0), ("voter", 1, 0, 1)]
    assert [each.voter for each in voices] == [small.voter, other(1), other(2)]
    said = why.sentences(evidence_of(small))
    assert "colleague" not in said
    assert "You, on this device: ship, on" in said
    assert "Voter abcdef01: ship, on 18 Nov 2026." in said
    assert "Voter abcdef02: skip, on 18 Nov 2026." in said


def test_my_votes_in_a_file_are_mine(small: Database) -> None:
    votes.cast(small, "beta", "ship")  # which makes me a voter
    take_in(small, event(1, small.voter))
    assert credited(small) == [("elsewhere", 1, 1, 0)]
    assert "You, on another device: ship" in why.sentences(evidence_of(small))


def test_votes_of_before_a_link_are_mine(small: Database) -> None:
    votes.cast(small, "alpha", "skip")
    linking.link(small, str(ME_ON_THE_LAPTOP))
    assert credited(small) == [("me", 1, 0, 1)]


@pytest.mark.parametrize("count", [NAMED, NAMED + 1])
def test_many_voters_are_counted_and_few_are_named(small: Database, count: int) -> None:
    take_in(small, *(event(number, other(number)) for number in range(1, count + 1)))
    if count <= NAMED:
        assert credited(small) == [("voter", 1, 1, 0)] * count
    else:
        assert credited(small) == [("others", count, count, 0)]
        assert f"{count} other voters: {count} ship and 0 skip" in why.sentences(evidence_of(small))


def test_a_vote_that_was_replaced_or_retracted_is_credited_to_nobody(small: Database) -> None:
    take_in(small, event(1, other(1)), event(2, other(1), "none"))
    assert credited(small) == []
