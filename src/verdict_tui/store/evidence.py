"""What stands behind a tool's figures: who said what, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.model import Evidence, Voices
from verdict_tui.store.rows import read_count
from verdict_tui.store.tools import read_reviews, read_standing
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    from verdict_tui.store.database import Database

_VOICES = """
    SELECT origin, sum(standings.choice = 'ship'), sum(standings.choice = 'skip'),
        min(at), max(at)
    FROM standings JOIN votes ON votes.id = vote_id
    WHERE standings.tool = ? AND standings.choice <> 'none'
    GROUP BY origin ORDER BY origin
"""


def read_evidence(database: Database, slug: str) -> Evidence | None:
    """Return what stands behind the figures of a tool; None when it is not there."""
    standing = read_standing(database, slug)
    if standing is None:
        return None
    rows = database.connection.execute(_VOICES, (slug,))
    mine = database.connection.execute(
        "SELECT at FROM standings JOIN votes ON votes.id = vote_id"
        " WHERE standings.tool = ? AND standings.voter = ? AND standings.choice <> 'none'",
        (slug, database.voter),
    ).fetchone()
    return Evidence(
        standing=standing,
        reviews=read_reviews(database, slug),
        voices=tuple(
            Voices(
                clean_line(origin),
                read_count(ship),
                read_count(skip),
                clean_line(first),
                clean_line(last),
            )
            for origin, ship, skip, first, last in rows
        ),
        my_vote_at=clean_line(mine[0]) if mine else "",
    )
