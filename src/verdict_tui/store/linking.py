"""Being one voter on several machines."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.errors import WrongUseError
from verdict_tui.store import votes
from verdict_tui.store.identity import VOTER, begin_device, is_copied, new_id, settle
from verdict_tui.store.slugs import canonical
from verdict_tui.store.stamp import successor

if TYPE_CHECKING:
    import sqlite3

    from verdict_tui.model import Choice, Vote
    from verdict_tui.store.database import Database


class Linked(NamedTuple):
    """What a link did."""

    before: str
    """The voter that this copy was."""
    moved: int
    """How many votes went over."""
    left: int
    """How many votes of that voter were cast on other machines, and stay."""
    is_known: bool
    """Whether a vote of the new voter is in the log."""


def link(database: Database, voter: str) -> Linked:
    """Become the same voter as on another machine.

    What counts for the old voter and was cast here is repeated for the new one with its own
    stamp, so that of the two the later vote counts, and is retracted for the old one. These are
    events like others: every copy of the log comes to the same counts. What was cast on another
    machine is for that machine to take along. To link twice changes nothing.

    Args:
        database: an open database.
        voter: the other machine's id as a voter.

    Raises:
        WrongUseError: it is one of the sample's invented voters; nothing has changed.
        NotSavedError: nothing has changed.
    """
    with database.transaction("the voter was not linked") as connection:
        old, origins = database.voter, _origins(connection, voter)
        settle(database)
        if origins == {votes.SAMPLE}:
            raise WrongUseError(
                f"{voter} is an invented voter of the sample",
                remedy="'verdict whoami' on the other machine prints the voter there",
            )
        rows = connection.execute(
            "SELECT vote_id FROM standings WHERE voter = ? AND choice <> 'none'", (old,)
        ).fetchall()
        found = [votes.find(connection, vote_id) for (vote_id,) in rows if old != voter]
        mine = [vote for vote in found if vote]
        here = [vote for vote in mine if vote.device == database.device]
        for vote in here:
            _repeat(database, vote, voter)
            _replace(database, vote, f"linked to {voter}", "none")
        database.set_meta(VOTER, voter)
    return Linked(old, len(here), len(mine) - len(here), bool(origins) or old == voter)


def start_anew(database: Database) -> Linked:
    """Become a voter whom nobody else is, as when a database was got from somebody else.

    In a copy the votes that were cast in it go over, and those whom they replaced count again.
    Elsewhere nothing goes over: whose votes these are can't be told.

    Args:
        database: an open database.

    Raises:
        NotSavedError: nothing has changed.
    """
    with database.transaction("no new voter was made") as connection:
        old, new = database.voter, new_id()
        settle(database)
        rows = connection.execute("SELECT vote_id FROM standings WHERE voter = ?", (old,))
        found = [votes.find(connection, vote_id) for (vote_id,) in rows.fetchall()]
        mine = [vote for vote in found if vote]
        is_here = is_copied(database)
        here = [vote for vote in mine if is_here and vote.device == database.device]
        for vote in here:
            if vote.choice != "none":
                _repeat(database, vote, new)
            before = _said_elsewhere(connection, vote)
            _replace(database, vote, f"given back by {new}", before)
        database.set_meta(VOTER, new)
        begin_device(database)
    database.notice = ""
    moved = sum(vote.choice != "none" for vote in here)
    left = sum(vote.choice != "none" for vote in mine if vote not in here)
    return Linked(old, moved, left, is_known=True)


def _said_elsewhere(connection: sqlite3.Connection, vote: Vote) -> Choice:
    """Return what the voter of an event said of its tool last on other devices."""
    said = votes.read_said(connection, canonical(connection, vote.tool), vote.voter)
    choices: list[Choice] = [each.choice for each in said if each.device != vote.device]
    return choices[-1] if choices else "none"


def _origins(connection: sqlite3.Connection, voter: str) -> set[str]:
    rows = connection.execute("SELECT DISTINCT origin FROM votes WHERE voter = ?", (voter,))
    return {origin for (origin,) in rows}


def _repeat(database: Database, vote: Vote, voter: str) -> None:
    """Append a vote once more for another voter, as if that one had cast it."""
    connection = database.connection
    present = votes.counting(connection, canonical(connection, vote.tool), voter)
    if present and present.origin == votes.LINKED and present.choice == "none":
        # Only a link took that voter's vote away: what is said now comes after it.
        votes.insert(
            connection,
            votes.made(database, vote.tool, vote.choice, present, None, voter, votes.LINKED),
        )
        return
    copy_id = _derived(vote, voter)
    if votes.find(connection, copy_id) is None:
        copy = vote._replace(id=copy_id, voter=voter, undoes=None, origin=votes.LINKED)
        votes.insert(connection, copy)


def _replace(database: Database, vote: Vote, why: str, choice: Choice) -> None:
    """Let the old voter say something else than a vote that is repeated for another one.

    It comes directly after the vote, and before what the old voter says later: so even two
    machines that were linked to each other keep the later vote of the two.
    """
    replacement = vote._replace(
        id=_derived(vote, why),
        choice=choice,
        stamp=successor(vote.stamp),
        undoes=None,
        origin=votes.LINKED,
    )
    if votes.find(database.connection, replacement.id) is None:
        votes.insert(database.connection, replacement)


def _derived(vote: Vote, why: str) -> str:
    """Return an id that every copy of the log comes to; other programs' ids may be no UUIDs."""
    try:
        base = uuid.UUID(vote.id)
    except ValueError:
        base = uuid.uuid5(uuid.NAMESPACE_OID, vote.id)
    return str(uuid.uuid5(base, why))
