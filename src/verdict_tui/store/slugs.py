"""Which tool a slug means: its own, or that of a former name; votes are cast on slugs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

SLUGS_OF_TOOL = """
    (SELECT :tool UNION SELECT aliases.slug FROM aliases JOIN tools ON tools.id = aliases.tool_id
        WHERE tools.slug = :tool
        AND NOT EXISTS (SELECT 1 FROM tools AS other WHERE other.slug = aliases.slug)
        AND tool_id = (SELECT min(tool_id) FROM aliases AS claim WHERE claim.slug = aliases.slug))
"""
"""The slugs under which votes count for a tool: its own, and those of former names that no other
tool has, or claimed before. `canonical` says the same the other way round."""


PRESENT_SLUG = """
    coalesce(
        (SELECT slug FROM tools WHERE slug = said.tool),
        (SELECT tools.slug FROM aliases JOIN tools ON tools.id = tool_id
            WHERE aliases.slug = said.tool ORDER BY tools.id LIMIT 1),
        said.tool)
"""
"""The slug that a tool has now, given one that it has or had in a row `said`."""


def canonical(connection: sqlite3.Connection, slug: str) -> str:
    """Return the slug that a tool has now, given one that it has or had."""
    row = connection.execute(
        f"SELECT {PRESENT_SLUG} FROM (SELECT ? AS tool) AS said", (slug,)
    ).fetchone()
    return str(row[0])


def is_here(connection: sqlite3.Connection, slug: str) -> bool:
    """Say whether a slug is, or was, one of a tool in the database."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM tools WHERE slug = :slug)"
        " OR EXISTS (SELECT 1 FROM aliases WHERE slug = :slug)",
        {"slug": slug},
    ).fetchone()
    return bool(row[0])
