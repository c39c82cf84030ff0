"""My votes, of some tools and in an order: which there are is counted, the first ones are read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.store import votes
from verdict_tui.store.slugs import PRESENT_SLUG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verdict_tui.model import Past
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
    read = (votes.read(database.connection, identity) for (identity,) in rows)
    return [votes.past(database.connection, vote) for vote in read]
