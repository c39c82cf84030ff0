"""How the community moved: what counted of the vote log at two moments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from verdict_tui import figures
from verdict_tui.digest import Moved, Named
from verdict_tui.model import Share
from verdict_tui.store.slugs import PRESENT_SLUG
from verdict_tui.text import clean_line, fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from verdict_tui.model import Choice
    from verdict_tui.store.database import Database

    Earlier = dict[tuple[str, str], tuple[Choice, int]]
    """What a voter said of a tool, and when."""

_VOTED_ON = f"""
    SELECT slug, name FROM tools WHERE slug IN (
        SELECT {PRESENT_SLUG}
        FROM (SELECT DISTINCT tool FROM votes WHERE ms >= :start AND ms < :end) AS said)
"""

_STILL_COUNTING = """
    SELECT tool,
        sum(choice = 'ship' AND ms < :start), sum(choice = 'skip' AND ms < :start),
        sum(choice = 'ship'), sum(choice = 'skip'), max(ms)
    FROM json_each(:tools) CROSS JOIN standings ON tool = value
    WHERE ms < :end GROUP BY tool
"""
"""A vote that counts today and was cast before a moment is the one that counted then."""

_NAMES = f"""
    SELECT value AS present, value AS said FROM json_each(:tools)
    UNION ALL
    SELECT present, tool FROM (
        SELECT DISTINCT value AS present, aliases.slug AS tool FROM json_each(:tools)
        JOIN tools ON tools.slug = value JOIN aliases ON tool_id = tools.id
        WHERE aliases.slug <> value
    ) AS said WHERE {PRESENT_SLUG} = present
"""
"""The slugs under which votes count for some tools."""

_REPLACED_SINCE = f"""
    SELECT present, standings.voter, votes.choice, votes.ms
    FROM ({_NAMES})
    CROSS JOIN standings ON standings.tool = present AND standings.ms >= :moment
    CROSS JOIN votes ON votes.id = (
        SELECT id FROM votes AS earlier
        WHERE earlier.tool = said AND earlier.voter = standings.voter AND earlier.ms < :moment
        ORDER BY ms DESC, counter DESC, device DESC, id DESC LIMIT 1)
    ORDER BY votes.ms, votes.counter, votes.device, votes.id
"""
"""For who has voted again since a moment: the vote that counted then, the last of each voter."""


def read_movements(database: Database, start: int, end: int) -> list[Moved]:
    """Return how the community's shares changed, the biggest movement first.

    Only tools that are here and were voted on meanwhile are looked at. A tool without votes at
    one end comes after those whose share moved, one with the same share of more votes last.

    Args:
        database: an open database.
        start: the first moment, in milliseconds since 1970; votes before it count.
        end: the last one; votes at it do not count any more.
    """
    connection = database.connection
    span = {"start": start, "end": end}
    names: dict[str, str] = dict(connection.execute(_VOTED_ON, span).fetchall())
    tools = json.dumps(list(names))
    counts = {slug: [0, 0, 0, 0, start] for slug in names}
    for slug, *counted in connection.execute(_STILL_COUNTING, {"tools": tools, **span}):
        counts[slug] = counted
    for moment, place in ((start, 0), (end, 2)):
        for (slug, _), (choice, ms) in _replaced_since(connection, tools, moment).items():
            if choice != "none":
                counts[slug][place + (choice == "skip")] += 1
            if moment == end:
                counts[slug][-1] = max(counts[slug][-1], ms)
    return _in_order(_moved(slug, name, *counts[slug]) for slug, name in names.items())


def _replaced_since(connection: sqlite3.Connection, tools: str, moment: int) -> Earlier:
    rows = connection.execute(_REPLACED_SINCE, {"tools": tools, "moment": moment})
    return {(slug, voter): (choice, ms) for slug, voter, choice, ms in rows}


def _moved(
    slug: str, name: str, ship: int, skip: int, ship_after: int, skip_after: int, ms: int
) -> Moved:
    tool = Named(clean_line(slug), clean_line(name))
    return Moved(tool, Share(ship, ship + skip), Share(ship_after, ship_after + skip_after), ms)


def _in_order(movements: Iterable[Moved]) -> list[Moved]:
    return sorted((each for each in movements if each.before != each.after), key=_order)


def _order(moved: Moved) -> tuple[bool, bool, float, int, str]:
    by = figures.movement(moved.before, moved.after)
    return by == 0, by is None, -(by or 0), -moved.after.total, fold(moved.tool.name)
