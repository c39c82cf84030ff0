"""The vote log, and what follows from it: the vote that counts, and the tally of each tool.

Events are only appended. What counts per voter and tool (`standings`) and the tally per tool
(`tallies`) are derived from them and kept in the same transaction.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.errors import NotThereError
from verdict_tui.model import Past, Share, Stamp, Vote
from verdict_tui.moments import local_minute
from verdict_tui.store.slugs import SLUGS_OF_TOOL, canonical
from verdict_tui.store.stamp import next_stamp

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from verdict_tui.model import Choice
    from verdict_tui.store.database import Database

SAMPLE = "sample"
"""The origin of the sample's votes."""

LINKED = "linked"
"""The origin of events that `link` repeated for another voter."""

_NOT_SAVED = "your vote was not saved"
_COLUMNS = "id, voter, device, tool, choice, ms, counter, at, undoes, origin"


def now_ms() -> int:
    """Return the wall clock in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Cast(NamedTuple):
    """What a vote, an undo or a redo did."""

    tool: str
    """The slug of the tool whose figures may have changed."""
    before: Choice
    after: Choice
    community: Share
    vote: Vote | None
    """The event that was appended; None when nothing had to change."""


def cast(database: Database, tool: str, choice: Choice, *, now: int | None = None) -> Cast:
    """Cast my vote on a tool, replace it, or retract it; on disk when this returns.

    The vote that counts already is not cast again: nothing is written then.

    Args:
        database: an open database.
        tool: the tool's slug.
        choice: `none` retracts.
        now: the wall clock in milliseconds, by default the real one.

    Raises:
        NotSavedError: nothing was written.
    """
    with database.transaction(_NOT_SAVED) as connection:
        tool = canonical(connection, tool)
        current = counting(connection, tool, database.voter)
        before = current.choice if current else "none"
        if before == choice:
            return Cast(tool, before, choice, read_tally(connection, tool), None)
        vote = append(database, tool, choice, current, now)
        return Cast(tool, before, choice, read_tally(connection, tool), vote)


def undo(database: Database, *, now: int | None = None) -> Cast:
    """Take back my last vote from this device: append the event that restores what was.

    Raises:
        NotThereError: there is nothing to undo, or another vote has replaced it.
        NotSavedError: nothing was written.
    """
    with database.transaction("the vote was not undone") as connection:
        target = _undo_target(database)
        if target is None:
            raise NotThereError("there is no vote to undo that was cast here")
        previous = _previous(connection, target)
        return _restore(database, target, previous.choice if previous else "none", now)


def redo(database: Database, *, now: int | None = None) -> Cast:
    """Cast again what the last undo took back, unless I have voted since.

    Raises:
        NotThereError: there is nothing to redo, or another vote has replaced it.
        NotSavedError: nothing was written.
    """
    with database.transaction("the vote was not redone") as connection:
        target = _redo_target(database)
        if target is None or target.undoes is None:
            raise NotThereError("there is nothing to redo")
        return _restore(database, target, read(connection, target.undoes).choice, now)


def read_tally(connection: sqlite3.Connection, tool: str) -> Share:
    """Return the community's share of a tool by its slug."""
    row = connection.execute("SELECT ship, skip FROM tallies WHERE tool = ?", (tool,)).fetchone()
    return Share(row[0], row[0] + row[1]) if row else Share(0, 0)


def last_seq(connection: sqlite3.Connection) -> int:
    """Return the position of the log's newest event; 0 when it is empty."""
    (seq,) = connection.execute("SELECT coalesce(max(seq), 0) FROM votes").fetchone()
    return int(seq)


def tools_voted_since(connection: sqlite3.Connection, seq: int) -> list[str]:
    """Return the slugs of the tools that were voted on after a position in the log."""
    rows = connection.execute("SELECT DISTINCT tool FROM votes WHERE seq > ?", (seq,))
    return [canonical(connection, tool) for (tool,) in rows]


def insert(connection: sqlite3.Connection, vote: Vote) -> None:
    """Append an event and keep what follows from it, inside the caller's transaction."""
    append_all(connection, (vote,))
    _fold(connection, vote)


def append_all(connection: sqlite3.Connection, events: Iterable[Vote]) -> None:
    """Append events only; who calls derives again what counts for their tools."""
    connection.executemany(
        f"INSERT INTO votes ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                vote.id, vote.voter, vote.device, vote.tool, vote.choice,
                vote.stamp.ms, vote.stamp.counter, vote.at, vote.undoes, vote.origin,
            )
            for vote in events
        ),
    )  # fmt: skip


def read_by_id(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[Vote]:
    """Yield the events of the log that have one of some ids."""
    marks = ", ".join("?" * len(ids))
    return map(
        _vote, connection.execute(f"SELECT {_COLUMNS} FROM votes WHERE id IN ({marks})", ids)
    )


def read_log(database: Database) -> Iterator[Vote]:
    """Yield the log in the order of its stamps, without the sample's votes."""
    rows = database.connection.execute(
        f"SELECT {_COLUMNS} FROM votes WHERE origin <> '{SAMPLE}' ORDER BY ms, counter, device, id"
    )
    return map(_vote, rows)


def read_history(database: Database, tool: str | None = None, limit: int = -1) -> list[Past]:
    """Return my events, newest first.

    Args:
        database: an open database.
        tool: only those on one tool, by its slug.
        limit: how many at most; -1 for all.
    """
    only = f"AND tool IN {SLUGS_OF_TOOL}" if tool else ""
    rows = database.connection.execute(
        f"SELECT {_COLUMNS} FROM votes WHERE voter = :voter {only}"
        " ORDER BY ms DESC, counter DESC, device DESC, id DESC LIMIT :limit",
        {"voter": database.voter, "tool": tool, "limit": limit},
    )
    return [past(database.connection, vote) for vote in map(_vote, rows)]


def past(connection: sqlite3.Connection, vote: Vote) -> Past:
    """Return an event with what it changed."""
    previous = _previous(connection, vote)
    return Past(vote, previous.choice if previous else "none", _is_redo(connection, vote))


def refold_all(connection: sqlite3.Connection, tools: Iterable[str]) -> None:
    """Derive again, from the log, what counts for some tools, by their slugs.

    For when the log can't tell what changed: a tool came, or took over a former name's votes.
    A slug that now leads to another tool counts for nothing itself.
    """
    for tool in tools:
        connection.execute("DELETE FROM standings WHERE tool = ?", (tool,))
        connection.execute("DELETE FROM tallies WHERE tool = ?", (tool,))
        if canonical(connection, tool) == tool:
            _derive(connection, tool)


def _derive(connection: sqlite3.Connection, tool: str) -> None:
    connection.execute(
        "INSERT INTO standings SELECT :tool, voter, choice, ms, counter, device, id FROM ("
        " SELECT *, row_number() OVER (PARTITION BY voter"
        " ORDER BY ms DESC, counter DESC, device DESC, id DESC) AS place"
        f" FROM votes WHERE tool IN {SLUGS_OF_TOOL}) WHERE place = 1",
        {"tool": tool},
    )
    connection.execute(
        "INSERT INTO tallies SELECT tool, sum(choice = 'ship'), sum(choice = 'skip')"
        " FROM standings WHERE tool = ? GROUP BY tool",
        (tool,),
    )


def append(
    database: Database,
    tool: str,
    choice: Choice,
    replaced: Vote | None,
    now: int | None,
    undoes: str | None = None,
    origin: str = "local",
) -> Vote:
    """Append an event of mine, inside the caller's transaction."""
    vote = made(database, tool, choice, replaced, now, database.voter, origin)
    vote = vote._replace(undoes=undoes)
    insert(database.connection, vote)
    return vote


def made(
    database: Database,
    tool: str,
    choice: Choice,
    replaced: Vote | None,
    now: int | None,
    voter: str,
    origin: str,
) -> Vote:
    """Return a new event of this device, with its stamp."""
    import uuid  # only to vote: it costs as much as reading the database

    connection = database.connection
    now = now_ms() if now is None else now
    row = connection.execute(
        "SELECT ms, counter FROM votes WHERE device = ? ORDER BY ms DESC, counter DESC LIMIT 1",
        (database.device,),
    ).fetchone()
    return Vote(
        id=str(uuid.uuid4()),
        voter=voter,
        device=database.device,
        tool=tool,
        choice=choice,
        stamp=next_stamp(now, Stamp(*row) if row else None, replaced.stamp if replaced else None),
        at=datetime.fromtimestamp(now / 1000, UTC).isoformat(timespec="milliseconds"),
        origin=origin,
    )


def _fold(connection: sqlite3.Connection, vote: Vote) -> None:
    """Let a new event count if it is the greatest of its voter and tool."""
    tool = canonical(connection, vote.tool)
    current = counting(connection, tool, vote.voter)
    if current and _order(current) > _order(vote):
        return
    connection.execute(
        "INSERT OR REPLACE INTO standings VALUES (?, ?, ?, ?, ?, ?, ?)",
        (tool, vote.voter, vote.choice, *vote.stamp, vote.device, vote.id),
    )
    before = current.choice if current else "none"
    ship = (vote.choice == "ship") - (before == "ship")
    skip = (vote.choice == "skip") - (before == "skip")
    if ship or skip:
        connection.execute(
            "INSERT INTO tallies VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE"
            " SET ship = ship + ?2, skip = skip + ?3",
            (tool, ship, skip),
        )


def _order(vote: Vote) -> tuple[Stamp, str, str]:
    return vote.stamp, vote.device, vote.id


def _vote(row: tuple[str, str, str, str, Choice, int, int, str, str | None, str]) -> Vote:
    identity, voter, device, tool, choice, ms, counter, at, undoes, origin = row
    return Vote(identity, voter, device, tool, choice, Stamp(ms, counter), at, undoes, origin)


def read(connection: sqlite3.Connection, vote_id: str) -> Vote:
    """Return the event of the log that has an id."""
    return _vote(
        connection.execute(f"SELECT {_COLUMNS} FROM votes WHERE id = ?", (vote_id,)).fetchone()
    )


def counting(connection: sqlite3.Connection, tool: str, voter: str) -> Vote | None:
    """Return the event that counts for a voter and a tool."""
    row = connection.execute(
        "SELECT vote_id FROM standings WHERE tool = ? AND voter = ?", (tool, voter)
    ).fetchone()
    return read(connection, row[0]) if row else None


def _previous(connection: sqlite3.Connection, vote: Vote) -> Vote | None:
    """Return the event of the same voter and tool that came just before this one."""
    # Told which index to use: the voter's own, in the order asked for, would be gone through
    # from event to event until the tool comes.
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM votes INDEXED BY votes_by_tool"
        f" WHERE tool IN {SLUGS_OF_TOOL} AND voter = :voter"
        " AND (ms, counter, device, id) < (:ms, :counter, :device, :id)"
        " ORDER BY ms DESC, counter DESC, device DESC, id DESC LIMIT 1",
        {
            "tool": canonical(connection, vote.tool),
            "voter": vote.voter,
            "ms": vote.stamp.ms,
            "counter": vote.stamp.counter,
            "device": vote.device,
            "id": vote.id,
        },
    ).fetchone()
    return _vote(row) if row else None


def _mine_newest_first(database: Database) -> Iterator[Vote]:
    rows = database.connection.execute(
        f"SELECT {_COLUMNS} FROM votes WHERE voter = ? AND device = ? AND origin <> ?"
        " ORDER BY seq DESC",
        (database.voter, database.device, LINKED),
    )
    return map(_vote, rows)


def _is_redo(connection: sqlite3.Connection, vote: Vote) -> bool:
    """Say whether this event takes back an undo; an undo takes back a vote."""
    return vote.undoes is not None and read(connection, vote.undoes).undoes is not None


def _undo_target(database: Database) -> Vote | None:
    """Return my newest vote that is not undone, or was redone."""
    undone: set[str] = set()
    redone: set[str] = set()
    for vote in _mine_newest_first(database):
        if vote.undoes is None:
            if vote.id not in undone:
                return vote
        elif _is_redo(database.connection, vote):
            redone.add(vote.undoes)
        elif vote.id not in redone:
            undone.add(vote.undoes)
    return None


def _redo_target(database: Database) -> Vote | None:
    """Return my newest undo that is not redone, unless I have voted since."""
    redone: set[str] = set()
    for vote in _mine_newest_first(database):
        if vote.undoes is None:
            return None
        if _is_redo(database.connection, vote):
            redone.add(vote.undoes)
        elif vote.id not in redone:
            return vote
    return None


def _restore(database: Database, target: Vote, choice: Choice, now: int | None) -> Cast:
    """Append the event that takes `target` back, if `target` is what counts."""
    connection = database.connection
    tool = canonical(connection, target.tool)
    # Nothing counts any more when another program has removed the tool with its figures.
    current = counting(connection, tool, database.voter) or target
    if _amounts_to(connection, current) != _amounts_to(connection, target):
        raise NotThereError(
            f"your vote on {tool} was not taken back",
            f"a later one, {current.choice} of {local_minute(current.at)}, replaced it",
        )
    vote = append(database, tool, choice, current, now, undoes=target.id)
    return Cast(tool, current.choice, choice, read_tally(connection, tool), vote)


def _amounts_to(connection: sqlite3.Connection, event: Vote | None) -> str | None:
    """Return the id of the vote whose effect an event has; None for no vote at all."""
    while event is not None and event.undoes is not None:
        undone = read(connection, event.undoes)
        if undone.undoes is None:  # an undo amounts to what was before the vote
            event = _previous(connection, undone)
        else:  # a redo amounts to the vote that the undo took back
            event = read(connection, undone.undoes)
    return event.id if event else None
