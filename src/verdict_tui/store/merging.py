"""Uniting vote logs by the ids of their events: order, repetition and overlap never matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.errors import WrongUseError
from verdict_tui.store import votes
from verdict_tui.store.identity import settle, trust
from verdict_tui.store.slugs import PRESENT_SLUG, canonical

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping

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
    mine: int = 0
    """New events in my name, which I cast elsewhere."""
    replaced: int = 0
    """Votes of mine that counted, and that one of those has replaced."""
    refused: tuple[Refusal, ...] = ()


def merge(
    database: Database,
    lines: Iterable[tuple[int, Vote | str]],
    source: str,
    *,
    mine: bool = False,
    now: int | None = None,
    told: Callable[[int], None] | None = None,
) -> Merged:
    """Take the events of a log in, in one transaction; nothing is ever removed.

    Args:
        database: an open database.
        lines: the numbers of the log's lines, with their votes, or why they have none.
        source: what the log is called.
        mine: whether events in my name are mine, from whatever device they come; what comes from
            those devices is taken in from then on.
        now: the wall clock in milliseconds, by default the real one.
        told: is told now and then how many lines have been read.

    Raises:
        WrongUseError: events in my name come from a device that is not known to be mine; nothing
            was taken in.
        NotSavedError: nothing was taken in.
    """
    latest = (votes.now_ms() if now is None else now) + AHEAD_MS
    refused: list[Refusal] = []
    known = future = 0
    with database.transaction("the votes were not imported") as connection:
        if database.voter:
            settle(database)
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
                    fresh[vote.id] = vote._replace(origin=votes.IMPORTED, source=source)
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
        strange = _strangers(database)
        merged = _counted(database, known, future)
        if strange and not mine:
            raise _not_known(database, source, strange, merged.replaced)
        trust(connection, strange.keys())
    return merged._replace(refused=tuple(sorted(refused)))


def _strangers(database: Database) -> dict[str, int]:
    """Return the devices that are not known to be mine, with how many new events in my name."""
    rows = database.connection.execute(
        "SELECT device, count(*) FROM temp.came JOIN votes USING (id)"
        " WHERE is_new AND came.voter = ?"
        " AND device NOT IN (SELECT device FROM devices WHERE trusted) GROUP BY device",
        (database.voter,),
    )
    return dict(rows.fetchall())


def _not_known(
    database: Database, source: str, strange: Mapping[str, int], replaced: int
) -> WrongUseError:
    own = strange.get(database.device, 0)
    count = sum(strange.values())
    said = f"{count:,} {'event' if count == 1 else 'events'} in your name"
    why = "from a device that this database does not know"
    if own:
        why = "from this device that this database lacks, as after restoring a backup"
    votes_of_yours = f"{replaced:,} {'vote' if replaced == 1 else 'votes'} of yours"
    return WrongUseError(
        f"nothing was imported from {source}",
        f"it has {said} {why}, and would replace {votes_of_yours}",
        "if they are yours, add --mine, which is remembered; if two people vote with copies of one"
        " database, whoever got the copy should run 'verdict whoami --new'",
    )


def _my_standings(database: Database) -> dict[str, str]:
    rows = database.connection.execute(
        "SELECT tool, vote_id FROM standings WHERE voter = ?", (database.voter,)
    )
    return dict(rows.fetchall())


def _counted(database: Database, known: int, future: int) -> Merged:
    """Derive what counts now for the tools that were voted on, and count what came."""
    connection, before = database.connection, _my_standings(database)
    (concurrent,) = connection.execute(_CONCURRENT).fetchone()
    slugs = connection.execute("SELECT DISTINCT tool FROM temp.came WHERE is_new").fetchall()
    votes.refold_all(connection, {canonical(connection, slug) for (slug,) in slugs})
    (new,) = connection.execute("SELECT count(*) FROM temp.came WHERE is_new").fetchone()
    (superseded,) = connection.execute(_SUPERSEDED).fetchone()
    (unknown,) = connection.execute(_UNKNOWN).fetchone()
    (mine,) = connection.execute(
        "SELECT count(*) FROM temp.came WHERE is_new AND voter = ?", (database.voter,)
    ).fetchone()
    connection.execute("DROP TABLE temp.came")
    replaced = len(before.items() - _my_standings(database).items())
    return Merged(new, known, superseded, concurrent, unknown, future, mine, replaced)


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
    return vote._replace(origin="local", source="")
