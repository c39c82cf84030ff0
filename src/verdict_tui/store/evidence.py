"""What stands behind a tool's figures: who said what, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.model import Evidence, Voices
from verdict_tui.store.rows import read_count, read_moment
from verdict_tui.store.tools import read_reviews, read_standing
from verdict_tui.store.votes import SAMPLE
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    from verdict_tui.store.database import Database

NAMED = 5
"""Up to so many other voters are named one by one."""

_VOICES = f"""
    WITH counted AS (
        SELECT standings.voter, standings.choice, at, votes.ms,
            CASE
                WHEN origin = '{SAMPLE}' THEN 'sample'
                WHEN standings.voter <> :me THEN 'voter'
                WHEN votes.device = :device THEN 'me'
                ELSE 'elsewhere'
            END AS who
        FROM standings JOIN votes ON votes.id = vote_id
        WHERE standings.tool = :tool AND standings.choice <> 'none'
    ), called AS (
        SELECT *, iif(who = 'voter' AND sum(who = 'voter') OVER () > {NAMED}, 'others', who) AS name
        FROM counted
    )
    SELECT name, iif(name IN ('others', 'sample'), '', voter) AS one, count(*),
        sum(choice = 'ship'), sum(choice = 'skip'), min(at), min(ms), max(at), max(ms)
    FROM called GROUP BY name, one
    ORDER BY name = 'sample', name NOT IN ('me', 'elsewhere'), min(at), one
"""


def read_evidence(database: Database, slug: str) -> Evidence | None:
    """Return what stands behind the figures of a tool; None when it is not there."""
    standing = read_standing(database, slug)
    if standing is None:
        return None
    me = {"tool": slug, "me": database.voter, "device": database.device}
    rows = database.connection.execute(_VOICES, me)
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
                who,
                clean_line(voter),
                read_count(voters),
                read_count(ship),
                read_count(skip),
                read_moment(first, first_ms),
                read_moment(last, last_ms),
            )
            for who, voter, voters, ship, skip, first, first_ms, last, last_ms in rows
        ),
        my_vote_at=read_moment(*mine) if mine else "",
    )
