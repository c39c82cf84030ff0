"""What stands behind a tool's figures: who said what, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.model import Evidence, Voices
from verdict_tui.store.rows import read_moment, read_origin
from verdict_tui.store.tools import read_reviews, read_standing
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    from verdict_tui.store.database import Database

_VOICES = """
    SELECT origin, source, sum(standings.choice = 'ship'), sum(standings.choice = 'skip'),
        min(at), min(votes.ms), max(at), max(votes.ms)
    FROM standings JOIN votes ON votes.id = vote_id
    WHERE standings.tool = ? AND standings.choice <> 'none'
    GROUP BY origin, source ORDER BY origin, source
"""


def read_evidence(database: Database, slug: str) -> Evidence | None:
    """Return what stands behind the figures of a tool; None when it is not there."""
    standing = read_standing(database, slug)
    if standing is None:
        return None
    rows = database.connection.execute(_VOICES, (slug,))
    mine = database.connection.execute(
        "SELECT at, votes.ms FROM standings JOIN votes ON votes.id = vote_id"
        " WHERE standings.tool = ? AND standings.voter = ? AND standings.choice <> 'none'",
        (slug, database.voter),
    ).fetchone()
    return Evidence(
        standing=standing,
        reviews=read_reviews(database, slug),
        voices=tuple(
            Voices(
                read_origin(origin),
                clean_line(source),
                ship,
                skip,
                read_moment(first, first_ms),
                read_moment(last, last_ms),
            )
            for origin, source, ship, skip, first, first_ms, last, last_ms in rows
        ),
        my_vote_at=read_moment(*mine) if mine else "",
    )
