"""Uniting vote logs by the ids of their events: order, repetition and overlap never matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.store import votes
from verdict_tui.store.slugs import PRESENT_SLUG, canonical

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from verdict_tui.model import Vote
    from verdict_tui.store.database import Database

AHEAD_MS = 5 * 60 * 1000
"""How far a clock may be ahead of ours before its votes are told to be from the future."""
_BATCH = 2000

_CONCURRENT = f"""
    SELECT count(*) FROM (
        SELECT DISTINCT voter, {PRESENT_SLUG} FROM temp.came AS said WHERE is_new
        INTERSECT
        SELECT voter, {PRESENT_SLUG} FROM votes AS said
            WHERE id NOT IN (SELECT id FROM temp.came)
            AND voter IN (SELECT voter FROM temp.came WHERE is_new)
    )
"""
"""Voters and tools for which both logs had a vote that the other lacked."""

_UNKNOWN = """
    SELECT count(*) FROM temp.came WHERE is_new
        AND tool NOT IN (SELECT slug FROM tools) AND tool NOT IN (SELECT slug FROM aliases)
"""

_SUPERSEDED = """
    SELECT count(*) FROM temp.came WHERE is_new AND id NOT IN (SELECT vote_id FROM standings)
"""


class Refusal(NamedTuple):
    """A line of a log that was not taken in."""

    line: int
    why: str


class Merged(NamedTuple):
    """What came of a log."""

    new: int = 0
    """Events that were not known here."""
    known: int = 0
    superseded: int = 0
    """New events that a later vote of the same voter on the same tool outdoes."""
    concurrent: int = 0
    """Tools on which a voter voted here and there without the one knowing of the other."""
    unknown: int = 0
    """New events on tools that are not here; they count when the tool arrives."""
    future: int = 0
    """New events dated in the future; they count."""
    refused: tuple[Refusal, ...] = ()


def merge(
    database: Database,
    lines: Iterable[tuple[int, Vote | str]],
    origin: str,
    *,
    now: int | None = None,
    told: Callable[[int], None] | None = None,
) -> Merged:
    """Take the events of a log in, in one transaction; nothing is ever removed.

    Args:
        database: an open database.
        lines: the numbers of the log's lines, with their votes, or why they have none.
        origin: what the log is called.
        now: the wall clock in milliseconds, by default the real one.
        told: is told now and then how many lines have been read.

    Raises:
        NotSavedError: nothing was taken in.
    """
    latest = (votes.now_ms() if now is None else now) + AHEAD_MS
    refused: list[Refusal] = []
    known = future = 0
    with database.transaction("the votes were not imported") as connection:
        connection.execute("DROP TABLE IF EXISTS temp.came")
        connection.execute(
            "CREATE TEMP TABLE came (id TEXT PRIMARY KEY, voter TEXT, tool TEXT, is_new INTEGER)"
        )
        for batch in _batches(lines, refused, told):
            there = _already_there(connection, [vote.id for _, vote in batch])
            fresh: dict[str, Vote] = {}
            for number, vote in batch:
                first = fresh.get(vote.id) or there.get(vote.id)
                if first is None:
                    fresh[vote.id] = vote._replace(origin=origin)
                    future += vote.stamp.ms > latest
                elif _content(first) != _content(vote):
                    refused.append(Refusal(number, f"event {vote.id} is known with other content"))
                    continue
                else:
                    known += 1
                connection.execute(
                    "INSERT OR IGNORE INTO temp.came VALUES (?, ?, ?, ?)",
                    (vote.id, vote.voter, vote.tool, vote.id in fresh),
                )
            votes.append_all(connection, fresh.values())
        merged = _counted(connection, known, future)
    return merged._replace(refused=tuple(sorted(refused)))


def _counted(connection: sqlite3.Connection, known: int, future: int) -> Merged:
    """Derive what counts now for the tools that were voted on, and count what came."""
    (concurrent,) = connection.execute(_CONCURRENT).fetchone()
    slugs = connection.execute("SELECT DISTINCT tool FROM temp.came WHERE is_new").fetchall()
    votes.refold_all(connection, {canonical(connection, slug) for (slug,) in slugs})
    (new,) = connection.execute("SELECT count(*) FROM temp.came WHERE is_new").fetchone()
    (superseded,) = connection.execute(_SUPERSEDED).fetchone()
    (unknown,) = connection.execute(_UNKNOWN).fetchone()
    connection.execute("DROP TABLE temp.came")
    return Merged(new, known, superseded, concurrent, unknown, future)


def _batches(
    lines: Iterable[tuple[int, Vote | str]],
    refused: list[Refusal],
    told: Callable[[int], None] | None,
) -> Iterator[list[tuple[int, Vote]]]:
    batch: list[tuple[int, Vote]] = []
    for number, read in lines:
        if isinstance(read, str):
            refused.append(Refusal(number, read))
            continue
        batch.append((number, read))
        if len(batch) == _BATCH:
            yield batch
            batch = []
            if told:
                told(number)
    yield batch


def _already_there(connection: sqlite3.Connection, ids: list[str]) -> dict[str, Vote]:
    found: dict[str, Vote] = {}
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        for vote in votes.read_by_id(connection, some):
            found[vote.id] = vote
    return found


def _content(vote: Vote) -> Vote:
    """Return an event without where it came from, which every copy of a log says for itself."""
    return vote._replace(origin="")
