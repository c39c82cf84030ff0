"""What other programs changed in the file since we looked: other windows, imports."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.store import votes
from verdict_tui.store.schema import CATALOGUE_VERSION
from verdict_tui.store.tools import read_standing

if TYPE_CHECKING:
    from verdict_tui.model import Standing
    from verdict_tui.store.database import Database


class Bookmark(NamedTuple):
    """How far we have looked."""

    data_version: int = -1
    """SQLite's own count of other connections' commits, as this connection sees it."""
    seq: int = 0
    """The newest event of the vote log."""
    catalogue: str = ""
    """The version of the catalogue, and how much is in it."""
    voter: str = ""
    """Whose votes are mine in it; nobody's before the first vote."""


class News(NamedTuple):
    """What has changed since a bookmark."""

    bookmark: Bookmark
    standings: tuple[Standing, ...] = ()
    """The tools that were voted on, with their figures now."""
    catalogue_changed: bool = False


def bookmark(database: Database) -> Bookmark:
    """Return how far the file is now."""
    (version,) = database.connection.execute("PRAGMA data_version").fetchone()
    seq = votes.last_seq(database.connection)
    catalogue = f"{database.meta(CATALOGUE_VERSION)} with {_size(database)}"
    return Bookmark(version, seq, catalogue, database.voter)


def announce(database: Database) -> None:
    """Let other windows read the list of tools again, inside the caller's transaction."""
    version = int(database.meta(CATALOGUE_VERSION) or 0)
    database.set_meta(CATALOGUE_VERSION, str(version + 1))


def _size(database: Database) -> str:
    """Return how many tools and critics there are: other programs remove them without a word."""
    tools, critics = database.connection.execute(
        "SELECT (SELECT count(*) FROM tools), (SELECT count(*) FROM critics)"
    ).fetchone()
    return f"{tools} tools, {critics} critics"


def since(database: Database, mark: Bookmark) -> News | None:
    """Return what has changed since a bookmark of this connection, or None for nothing."""
    (version,) = database.connection.execute("PRAGMA data_version").fetchone()
    if version == mark.data_version:
        return None
    now = bookmark(database)
    if now.catalogue != mark.catalogue or _is_another(database, mark, now.voter):
        return News(now, catalogue_changed=True)
    slugs = votes.tools_voted_since(database.connection, mark.seq)
    standings = (read_standing(database, slug) for slug in slugs)
    return News(now, tuple(standing for standing in standings if standing))


def _is_another(database: Database, mark: Bookmark, voter: str) -> bool:
    """Say whether votes of before are mine now, or no longer; the first vote changes none."""
    had_voted = votes.has_voted(database.connection, voter, mark.seq)
    return voter != mark.voter and (bool(mark.voter) or had_voted)
