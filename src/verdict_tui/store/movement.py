"""How the community moved: what counted of the vote log at two moments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from verdict_tui import figures
from verdict_tui.digest import Moved, Named
from verdict_tui.model import Share
from verdict_tui.store.slugs import PRESENT_SLUG
from verdict_tui.store.stamp import IS_POSSIBLE
from verdict_tui.text import clean_line, fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from verdict_tui.model import Choice
    from verdict_tui.store.database import Database

    Earlier = dict[tuple[str, str], tuple[Choice, int]]
    """What a voter said of a tool, and when."""

_VOTED_ON = f"""
    SELECT slug, name FROM tools WHERE slug IN (
        SELECT {PRESENT_SLUG}
        FROM (
            SELECT DISTINCT tool FROM votes WHERE ms >= :start AND ms < :end AND voter <> :voter
        ) AS said)
"""

_STILL_COUNTING = """
    SELECT tool,
        sum(choice = 'ship' AND ms < :start), sum(choice = 'skip' AND ms < :start),
        sum(choice = 'ship'), sum(choice = 'skip'),
        coalesce(max(iif(voter <> :voter, ms, NULL)), :start)
    FROM json_each(:tools) CROSS JOIN standings ON tool = value
    WHERE ms < :end GROUP BY tool
"""
"""A vote that counts today and was cast before a moment is the one that counted then."""

_MINE = """
    SELECT tool, choice, ms
    FROM json_each(:tools) CROSS JOIN standings ON tool = value AND voter = :voter
"""

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
            AND {IS_POSSIBLE}
        ORDER BY ms DESC, counter DESC, device DESC, id DESC LIMIT 1)
    ORDER BY votes.ms, votes.counter, votes.device, votes.id
"""
"""For who has voted again since a moment: the vote that counted then, the last of each voter."""


def read_movements(database: Database, start: int, end: int) -> list[Moved]:
    """Return how the community's shares changed by the votes of others, the biggest first.

    Only tools that are here and were voted on meanwhile are looked at. The shares are those of
    all; a tool that only I moved is left out. A tool without votes at one end comes after those
    whose share moved, one with the same share of more votes last.

    Args:
        database: an open database.
        start: the first moment, in milliseconds since 1970; votes before it count.
        end: the last one; votes at it do not count any more.
    """
    connection, voter = database.connection, database.voter
    span = {"start": start, "end": end, "voter": voter}
    names: dict[str, str] = dict(connection.execute(_VOTED_ON, span).fetchall())
    tools = json.dumps(list(names))
    counts = {slug: [0, 0, 0, 0, start] for slug in names}
    for slug, *counted in connection.execute(_STILL_COUNTING, {"tools": tools, **span}):
        counts[slug] = counted
    mine: dict[str, list[Choice]] = {slug: ["none", "none"] for slug in names}
    for slug, choice, ms in connection.execute(_MINE, {"tools": tools, "voter": voter}):
        mine[slug] = [choice if ms < moment else "none" for moment in (start, end)]
    for at, moment in enumerate((start, end)):
        for (slug, who), (choice, ms) in _replaced_since(connection, tools, moment).items():
            if choice != "none":
                counts[slug][2 * at + (choice == "skip")] += 1
            if who == voter:
                mine[slug][at] = choice
            elif moment == end:
                counts[slug][-1] = max(counts[slug][-1], ms)
    moved = (_moved(slug, name, counts[slug], mine[slug]) for slug, name in names.items())
    return sorted(filter(_is_moved_by_others, moved), key=_order)


def _replaced_since(connection: sqlite3.Connection, tools: str, moment: int) -> Earlier:
    rows = connection.execute(_REPLACED_SINCE, {"tools": tools, "moment": moment})
    return {(slug, voter): (choice, ms) for slug, voter, choice, ms in rows}


def _moved(slug: str, name: str, counts: Sequence[int], mine: Sequence[Choice]) -> Moved:
    tool = Named(clean_line(slug), clean_line(name))
    ship, skip, ship_after, skip_after, ms = counts
    before, after = Share(ship, ship + skip), Share(ship_after, ship_after + skip_after)
    others = (_without(before, mine[0]), _without(after, mine[1]))
    return Moved(tool, before, after, ms, None if others == (before, after) else others)


def _without(share: Share, mine: Choice) -> Share:
    return Share(share.ship - (mine == "ship"), share.total - (mine != "none"))


def _is_moved_by_others(moved: Moved) -> bool:
    before, after = moved.others or (moved.before, moved.after)
    return before != after


def _order(moved: Moved) -> tuple[bool, bool, float, int, str]:
    by = figures.movement(moved.before, moved.after)
    return by == 0, by is None, -(by or 0), -moved.after.total, fold(moved.tool.name)
