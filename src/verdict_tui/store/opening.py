"""The first look into a database: just what the first screen shows."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui import lens
from verdict_tui.store import bookmarks, schema, state, tools
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verdict_tui.catalogue import Catalogue, Kept
    from verdict_tui.model import Comparison
    from verdict_tui.store.database import Database

FIRST_ROWS = 60
"""How many rows of the list the first screen can show."""


class Opening(NamedTuple):
    """What the app starts with; the rest of the list is read behind it."""

    comparison: Comparison | None
    """None when the database holds fewer than two tools."""
    head: Catalogue
    title: str
    """What the database calls itself."""
    note: str
    """What it says of its content."""
    read_only: str
    """Why it can't be written; empty when it can."""
    theme: str
    filters: str = ""
    """The filters of the picker, as they were typed."""
    sort: str = ""
    """The order of the picker."""
    at: str = ""
    """The tool that was highlighted in it."""
    muted: frozenset[str] = frozenset()
    """The critics who are muted."""
    is_first: bool = False
    """Whether the app has never been opened on this database."""
    kept: tuple[Kept, ...] = ()
    """The comparisons that are kept, the latest first."""
    positions: Mapping[str, int] = MappingProxyType({})
    """The critics' places in the panel, by their names."""


def open_with(database: Database, pair: tuple[str, str] | None = None) -> Opening:
    """Read what the first screen shows.

    Args:
        database: an open database.
        pair: the slugs to open; by default those that were open last, at first the newest
            published comparison.
    """
    comparison, last = None, state.recall_pair(database)
    for candidate in (pair, last, tools.first_pair(database)):
        comparison = tools.read_comparison(database, *candidate) if candidate else None
        if comparison:
            break
    positions = tools.read_positions(database)
    muted = state.recall_lens(database) & positions.keys()  # others have left the panel
    head = tools.load_catalogue(database, limit=FIRST_ROWS)
    if muted:
        head.mute([positions[name] for name in muted])
    theme = state.recall(database, state.THEME)
    remembered = state.recall(database, state.LIST)
    listed = remembered if isinstance(remembered, dict) else {}
    filters, sort, at = listed.get("filters"), listed.get("sort"), listed.get("at")
    return Opening(
        comparison=lens.compared(comparison, muted) if comparison else None,
        head=head,
        title=read_title(database),
        note=clean_line(database.meta(schema.NOTE)),
        read_only=database.read_only,
        theme=theme if isinstance(theme, str) else "",
        filters=clean_line(filters) if isinstance(filters, str) else "",
        sort=sort if isinstance(sort, str) else "",
        at=at if isinstance(at, str) else "",
        muted=muted,
        is_first=last is None and not state.recall(database, state.WELCOMED),
        kept=bookmarks.read_kept(database),
        positions=positions,
    )


def read_title(database: Database) -> str:
    """Return what the database calls itself, else the name of its file."""
    return clean_line(database.meta(schema.TITLE)) or clean_line(database.path.stem)
