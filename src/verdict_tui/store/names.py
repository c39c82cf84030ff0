"""Names to complete: those that begin in some way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.text import clean_line, slugify

if TYPE_CHECKING:
    from verdict_tui.store.database import Database

_AFTER_ALL = "\U0010ffff"


def beginning(database: Database, begun: str, limit: int) -> list[tuple[str, str]]:
    """Return slugs of tools that begin so, former ones after the present, each with the name."""
    start = slugify(begun) if begun.strip() else ""
    rows = database.connection.execute(
        "SELECT slug, name FROM (SELECT slug, name, 0 AS former FROM tools UNION ALL"
        " SELECT aliases.slug, tools.name, 1 FROM aliases JOIN tools ON tools.id = tool_id)"
        " WHERE slug >= ? AND slug < ? ORDER BY former, slug LIMIT ?",
        (start, start + _AFTER_ALL, limit),
    )
    return [(clean_line(slug), clean_line(name)) for slug, name in rows]


def categories(database: Database, begun: str, limit: int) -> list[tuple[str, str]]:
    """Return the categories that begin so, as one word each, with the name and the tools in it."""
    rows = database.connection.execute(
        "SELECT category, count(*) FROM tools GROUP BY category ORDER BY category"
    )
    found = ((clean_line(name), count) for name, count in rows)
    start = slugify(begun) if begun.strip() else ""
    return [
        (slugify(name), f"{name}, {count:,}")
        for name, count in found
        if slugify(name).startswith(start)
    ][:limit]
