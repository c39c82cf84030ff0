"""My votes, of some tools and in an order: which there are is counted, the first ones are read.

Also what is wrong with events of the log.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.store import votes
from verdict_tui.store.slugs import PRESENT_SLUG, canonical, is_here
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from verdict_tui.model import Past, Vote
    from verdict_tui.store.database import Database

_VOTED = f"""
    SELECT tool, {PRESENT_SLUG}, count
    FROM (SELECT tool, count(*) AS count FROM votes WHERE voter = ? GROUP BY tool) AS said
"""

_NEWEST = """
    SELECT id FROM votes
    WHERE voter = :voter AND tool IN (
        SELECT slugs.value FROM json_each(:tools) AS tools, json_each(tools.value) AS slugs)
    ORDER BY ms DESC, counter DESC, device DESC, id DESC LIMIT :limit
"""

_BY_TOOL = """
    SELECT id
    FROM (
        SELECT tools.key AS place, slugs.value AS slug
        FROM json_each(:tools) AS tools, json_each(tools.value) AS slugs
    ) CROSS JOIN votes ON tool = slug AND voter = :voter
    ORDER BY place, ms DESC, counter DESC, device DESC, id DESC LIMIT :limit
"""


class Voted(NamedTuple):
    """How often I voted on a tool under one of its slugs."""

    said: str
    """The slug that was voted on."""
    tool: str
    """The slug that the tool has now."""
    times: int


def count_mine(database: Database) -> int:
    """Return how many events of mine there are."""
    (count,) = database.connection.execute(
        "SELECT count(*) FROM votes WHERE voter = ?", (database.voter,)
    ).fetchone()
    return int(count)


def read_voted(database: Database) -> list[Voted]:
    """Return what I voted on, and how often."""
    return [Voted(*row) for row in database.connection.execute(_VOTED, (database.voter,))]


def read_past(
    database: Database, tools: Sequence[Sequence[str]], limit: int, *, by_tool: bool
) -> list[Past]:
    """Return my events on some tools, newest first.

    Args:
        database: an open database.
        tools: of each tool, the slugs that were voted on.
        limit: how many at most.
        by_tool: whether to go from tool to tool, as they are given.
    """
    rows = database.connection.execute(
        _BY_TOOL if by_tool else _NEWEST,
        {"voter": database.voter, "tools": json.dumps(tools), "limit": limit},
    ).fetchall()
    found = (votes.find(database.connection, identity) for (identity,) in rows)
    return votes.past(database.connection, (vote for vote in found if vote))


def find_doubtful(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong with events of the log, a sentence each; they stay in it."""
    for event in votes.read_impossible(connection):
        yield f"the votes: {_event(event)} does not count: no clock gave its stamp"
    log = votes.Replays(connection)
    for event in votes.read_undoing(connection):
        told = log.of(event).get(event.id)
        why = "" if told and told.effect != "unknown" else _why_unknown(connection, event)
        if why:
            undone = clean_line(str(event.undoes))
            yield f"the votes: {_event(event)} has an unknown effect: it takes back {undone}, {why}"


def _event(event: Vote) -> str:
    return f"event {clean_line(event.id)} on {clean_line(event.tool)}"


def _why_unknown(connection: sqlite3.Connection, event: Vote) -> str:
    """Say why an event's effect is unknown; empty where that is for a simple reason."""
    undone = votes.find(connection, str(event.undoes))
    if undone is None:
        return "which is not in the log"
    if undone.voter != event.voter:
        # A link used to repeat an undo with its reference to the voter of before.
        return "" if event.origin == votes.LINKED else "which is another voter's"
    if canonical(connection, undone.tool) != canonical(connection, event.tool):
        # Two slugs may turn out to be names of one tool when that arrives.
        both = is_here(connection, undone.tool) and is_here(connection, event.tool)
        return "which is on another tool" if both else ""
    if votes.order(undone) >= votes.order(event):
        return "which did not come before it"
    return "which is neither a vote nor an undo"
