"""Reading what content is judged by."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from verdict_tui.linting.findings import Evidence, FormerName, QuoteLength
from verdict_tui.linting.judging import LONG_QUOTE
from verdict_tui.model import Share
from verdict_tui.store.tools import read_standings
from verdict_tui.text import clean, clean_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from verdict_tui.store.database import Database

_FORMER_NAMES = """
    SELECT tools.slug, aliases.name, aliases.slug FROM aliases JOIN tools ON tools.id = tool_id
    ORDER BY tool_id, position
"""
_CRITICS = """
    SELECT critics.name, count(*) FILTER (WHERE verdict = 'ship'), count(verdict)
    FROM critics LEFT JOIN reviews ON critic_id = critics.id
    GROUP BY critics.id ORDER BY position, critics.id
"""
_COMPARISONS = """
    SELECT a.slug, b.slug FROM comparisons
    JOIN tools AS a ON a.id = a_id JOIN tools AS b ON b.id = b_id
    ORDER BY published_on DESC NULLS LAST, comparisons.id
"""
_QUOTES = """
    SELECT tools.slug, critics.name, quote FROM reviews
    JOIN tools ON tools.id = tool_id JOIN critics ON critics.id = critic_id
    WHERE length(CAST(quote AS BLOB)) > ?
    ORDER BY tools.name COLLATE NOCASE, tools.id, position, critics.id
"""
"""Bytes are counted, of which a character has one at least."""


def gather(database: Database) -> Evidence:
    """Read what content is judged by, as it is at one moment."""
    with _one_moment(database.connection) as connection:
        return Evidence(
            standings=tuple(read_standings(database)),
            former_names=tuple(
                FormerName(*map(clean_line, row)) for row in connection.execute(_FORMER_NAMES)
            ),
            critics=tuple(
                (clean_line(critic), Share(ship, total))
                for critic, ship, total in connection.execute(_CRITICS)
            ),
            comparisons=tuple(
                (clean_line(a), clean_line(b)) for a, b in connection.execute(_COMPARISONS)
            ),
            quotes=tuple(
                QuoteLength(clean_line(slug), clean_line(critic), len(clean(quote)))
                for slug, critic, quote in connection.execute(_QUOTES, (LONG_QUOTE,))
            ),
        )


@contextmanager
def _one_moment(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Let an import that comes in between not be seen by half."""
    connection.execute("BEGIN")
    try:
        yield connection
    finally:
        connection.execute("ROLLBACK")
