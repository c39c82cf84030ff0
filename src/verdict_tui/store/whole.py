"""All content of a database, in an order that depends on the content alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.model import Critic
from verdict_tui.store.rows import read_date, read_strings
from verdict_tui.store.tools import read_reviews, read_standings
from verdict_tui.submission import Published
from verdict_tui.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verdict_tui.model import Review, Tool
    from verdict_tui.store.database import Database


def read_critics(database: Database) -> list[Critic]:
    """Return the critics in panel order."""
    rows = database.connection.execute(
        "SELECT name, motto, voice, excited, tired FROM critics ORDER BY position, id"
    )
    return [
        Critic(
            clean_line(name),
            clean_line(motto),
            clean(voice),
            read_strings(excited),
            read_strings(tired),
        )
        for name, motto, voice, excited, tired in rows
    ]


def read_all(database: Database) -> Iterator[tuple[Tool, tuple[Review, ...]]]:
    """Yield every tool with its reviews, by name."""
    for standing in read_standings(database):
        yield standing.tool, read_reviews(database, standing.tool.slug)


def read_published(database: Database) -> list[Published]:
    """Return the published comparisons by the slugs of their tools, oldest first."""
    rows = database.connection.execute(
        "SELECT a.slug, b.slug, published_on FROM comparisons"
        " JOIN tools AS a ON a.id = a_id JOIN tools AS b ON b.id = b_id ORDER BY 3, 1, 2"
    )
    return [Published(clean_line(a), clean_line(b), read_date(day)) for a, b, day in rows]
