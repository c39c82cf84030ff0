"""Reading everything about one tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui import alternatives
from verdict_tui.dossier import RECENT_DAYS, Alternative, Appearance, Dossier
from verdict_tui.model import Share
from verdict_tui.store.changelog import read_changes
from verdict_tui.store.evidence import read_evidence
from verdict_tui.store.rows import read_count, read_date
from verdict_tui.store.tools import read_standings_of
from verdict_tui.store.votes import read_history
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verdict_tui.model import Standing
    from verdict_tui.store.database import Database

_DAY = 86_400_000  # milliseconds

_RECENT = """
    SELECT count(*) FILTER (WHERE choice = 'ship'), count(*) FROM standings
    WHERE tool = ? AND choice <> 'none' AND ms >= ?
"""

_APPEARANCES = """
    SELECT a.slug, b.slug, a.name, b.name, published_on
    FROM comparisons JOIN tools AS a ON a.id = a_id JOIN tools AS b ON b.id = b_id
    WHERE :slug IN (a.slug, b.slug)
    ORDER BY published_on DESC NULLS LAST, comparisons.id
"""

_SHIPPED_TOO = """
    SELECT other.tool, count(*) FROM standings AS mine
    JOIN standings AS other ON other.voter = mine.voter
    WHERE mine.tool = :slug AND mine.choice = 'ship'
        AND other.choice = 'ship' AND other.tool <> :slug
    GROUP BY other.tool
"""

_OF_CATEGORY = """
    SELECT slug FROM tools
    LEFT JOIN (
        SELECT tool_id, count(*) AS times
        FROM (SELECT a_id AS tool_id FROM comparisons UNION ALL SELECT b_id FROM comparisons)
        GROUP BY tool_id
    ) ON tool_id = tools.id
    WHERE category = (SELECT category FROM tools WHERE slug = :slug) AND slug <> :slug
    ORDER BY times DESC NULLS LAST, added_on DESC LIMIT :limit
"""

_LOOKED_AT = 60
"""How many tools of a category are weighed, those in most comparisons first."""
_SHOWN_VOTES = 50


def read_dossier(database: Database, slug: str, now: int) -> Dossier | None:
    """Return everything about a tool; None when it is not there.

    Args:
        database: an open database.
        slug: the tool's.
        now: the moment it is, in milliseconds since 1970, to tell which votes are recent.
    """
    evidence = read_evidence(database, slug)
    if evidence is None:
        return None
    since = now - RECENT_DAYS * _DAY
    ship, total = database.connection.execute(_RECENT, (slug, since)).fetchone()
    appearances = tuple(_read_appearances(database, slug))
    return Dossier(
        evidence=evidence,
        recent=Share(read_count(ship), read_count(total)),
        alternatives=_read_alternatives(database, evidence.standing, appearances),
        appearances=appearances,
        votes=tuple(read_history(database, slug, _SHOWN_VOTES)),
        changes=tuple(read_changes(database, slug)),
    )


def _read_appearances(database: Database, slug: str) -> Iterator[Appearance]:
    rows = database.connection.execute(_APPEARANCES, {"slug": slug})
    for slug_a, slug_b, name_a, name_b, day in rows:
        names = clean_line(name_a), clean_line(name_b)
        yield Appearance((clean_line(slug_a), clean_line(slug_b)), names, read_date(day))


def _read_alternatives(
    database: Database, standing: Standing, appearances: tuple[Appearance, ...]
) -> tuple[Alternative, ...]:
    """Return the nearest of the tools that it is compared with, or shares a category with."""
    slug = standing.tool.slug
    compared = {other for each in appearances for other in each.slugs} - {slug}
    shipped_too: dict[str, int] = dict(
        database.connection.execute(_SHIPPED_TOO, {"slug": slug}).fetchall()
    )
    rows = database.connection.execute(_OF_CATEGORY, {"slug": slug, "limit": _LOOKED_AT})
    often = sorted(shipped_too, key=lambda other: -shipped_too[other])[:_LOOKED_AT]
    candidates = {*compared, *often, *(other for (other,) in rows)}
    return alternatives.nearest(
        standing,
        (
            Alternative(
                other,
                other.tool.slug in compared,
                other.tool.category == standing.tool.category,
                shipped_too.get(other.tool.slug, 0),
            )
            for other in read_standings_of(database, candidates).values()
        ),
    )
