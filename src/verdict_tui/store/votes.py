"""The vote log, and what follows from it: the vote that counts, and the tally of each tool.

Events are only appended. What counts per voter and tool (`standings`) and the tally per tool
(`tallies`) are derived from them and kept in the same transaction.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.errors import NotThereError, WrongUseError
from verdict_tui.model import Past, Share, Stamp, Vote
from verdict_tui.moments import local_minute
from verdict_tui.store.identity import settle
from verdict_tui.store.rows import read_choice, read_count, read_moment, read_origin, read_whole
from verdict_tui.store.slugs import SLUGS_OF_TOOL, canonical, is_here
from verdict_tui.store.stamp import IS_POSSIBLE, check_clock, is_ahead, next_stamp
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from verdict_tui.model import Choice, Effect, Origin
    from verdict_tui.store.database import Database
    from verdict_tui.text import Stored

LOCAL: Origin = "local"
LINKED: Origin = "linked"
IMPORTED: Origin = "imported"
SAMPLE: Origin = "sample"

_EVENTS = "5a0c7c0e-6a4e-4b3e-9f57-2f6f0f6f3d1c"
"""The namespace of the ids that are made from events."""

_NOT_SAVED = "your vote was not saved"
_COLUMNS = "id, voter, device, tool, choice, ms, counter, at, undoes, origin, source"


def now_ms() -> int:
    """Return the wall clock in milliseconds since 1970.

    Raises:
        WrongUseError: Python can't say what the clock says.
    """
    try:
        return time.time_ns() // 1_000_000
    except OverflowError:
        raise WrongUseError(
            "this computer's clock is wrong by centuries", remedy="set the clock and try again"
        ) from None


class Cast(NamedTuple):
    """What a vote, an undo or a redo did."""

    tool: str
    """The slug of the tool whose figures may have changed."""
    before: Choice
    after: Choice
    community: Share
    vote: Vote | None
    """The event that was appended; None when nothing had to change."""
    is_ahead: bool = False
    """Whether the event is dated in the future, because the one that it replaces is."""


class Replayed(NamedTuple):
    """What an event came to after those before it, of the same voter on the same tool."""

    event: Vote
    effect: Effect
    before: Choice
    """What the voter said of the tool before."""
    amounts_to: str | None
    """The id of the vote that it amounts to: itself, or what an undo or redo restored; None for
    no vote at all."""
    replaced: str | None
    """What the event before it amounts to."""


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
        if database.voter:
            settle(database)  # a copy says so, even if this vote changes nothing in it
        tool = canonical(connection, tool)
        current = counting(connection, tool, database.voter)
        before = current.choice if current else "none"
        if before == choice:
            return Cast(tool, before, choice, read_tally(connection, tool), None)
        return _append(database, tool, choice, current, now)


def undo(database: Database, *, now: int | None = None) -> Cast:
    """Take back the last vote that was cast here: append the event that restores what was.

    Raises:
        NotThereError: there is nothing to undo, or another vote has replaced it.
        NotSavedError: nothing was written.
    """
    with database.transaction("the vote was not undone") as connection:
        settle(database)
        log = Replays(connection)
        target = _undo_target(database, log)
        if target is None:
            raise NotThereError("there is no vote to undo that was cast here")
        return _restore(database, log, target, target.before, now)


def redo(database: Database, *, now: int | None = None) -> Cast:
    """Cast again what the last undo took back, unless I have voted since.

    Raises:
        NotThereError: there is nothing to redo, or another vote has replaced it.
        NotSavedError: nothing was written.
    """
    with database.transaction("the vote was not redone") as connection:
        settle(database)
        log = Replays(connection)
        target = _redo_target(database, log)
        if target is None or target.event.undoes is None:
            raise NotThereError("there is nothing to redo")
        undone = log.of(target.event)[target.event.undoes]
        return _restore(database, log, target, undone.event.choice, now)


def read_tally(connection: sqlite3.Connection, tool: str) -> Share:
    """Return the community's share of a tool by its slug."""
    row = connection.execute("SELECT ship, skip FROM tallies WHERE tool = ?", (tool,)).fetchone()
    ship, skip = map(read_count, row) if row else (0, 0)
    return Share(ship, ship + skip)


def last_seq(connection: sqlite3.Connection) -> int:
    """Return the position of the log's newest event; 0 when it is empty."""
    (seq,) = connection.execute("SELECT coalesce(max(seq), 0) FROM votes").fetchone()
    return int(seq)


def has_voted(connection: sqlite3.Connection, voter: str, seq: int) -> bool:
    """Say whether an event of a voter is in the log up to a position."""
    row = connection.execute(
        "SELECT 1 FROM votes WHERE voter = ? AND seq <= ? LIMIT 1", (voter, seq)
    ).fetchone()
    return row is not None


def tools_voted_since(connection: sqlite3.Connection, seq: int) -> list[str]:
    """Return the slugs of the tools that were voted on after a position in the log."""
    rows = connection.execute("SELECT DISTINCT tool FROM votes WHERE seq > ?", (seq,))
    return [canonical(connection, tool) for (tool,) in rows]


def insert(connection: sqlite3.Connection, vote: Vote) -> None:
    """Append an event and keep what follows from it, inside the caller's transaction."""
    append_all(connection, (vote,))
    _fold(connection, vote)


def append_all(
    connection: sqlite3.Connection, events: Iterable[Vote], *, displacing: bool = False
) -> None:
    """Append events only; who calls derives again what counts for their tools.

    Args:
        connection: the database's.
        events: what to append.
        displacing: whether what has the id of one of them gives way to it. SQLite fires no
            trigger for such a removal.
    """
    connection.executemany(
        f"INSERT {'OR REPLACE' if displacing else ''} INTO votes ({_COLUMNS})"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                vote.id, vote.voter, vote.device, vote.tool, vote.choice,
                vote.stamp.ms, vote.stamp.counter, vote.at, vote.undoes, vote.origin, vote.source,
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
    """Yield the log in the order of its stamps.

    Without the sample's votes, and without events whose stamp no other copy takes in.
    """
    rows = database.connection.execute(
        f"SELECT {_COLUMNS} FROM votes WHERE origin <> '{SAMPLE}' AND {IS_POSSIBLE}"
        " ORDER BY ms, counter, device, id"
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
    return past(database.connection, map(_vote, rows))


def past(connection: sqlite3.Connection, events: Iterable[Vote]) -> list[Past]:
    """Return events with what each changed."""
    log = Replays(connection)
    found = ((event, log.of(event).get(event.id)) for event in events)
    return [
        Past(event, told.before, told.effect) if told else Past(event, "none", "unknown")
        for event, told in found
    ]


class Replays:
    """The log, replayed tool by tool and voter by voter as it is asked for; each part once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._replayed: dict[tuple[str, str], dict[str, Replayed]] = {}

    def of(self, event: Vote) -> dict[str, Replayed]:
        """Return, by id and in their order, the events of an event's voter on its tool."""
        tool = canonical(self._connection, event.tool)
        if (tool, event.voter) not in self._replayed:
            events = read_said(self._connection, tool, event.voter)
            self._replayed[tool, event.voter] = replay(events)
        return self._replayed[tool, event.voter]


def replay(events: Iterable[Vote]) -> dict[str, Replayed]:
    """Return, by id, what the events of a voter on a tool came to.

    What an event takes back is looked for among those before it. So a reference to what is
    missing, later, the event itself, another tool's or another voter's leads nowhere, and no
    circle can be gone round.

    Args:
        events: in the order of their stamps.
    """
    known: dict[str, Replayed] = {}
    before: Choice = "none"
    replaced: str | None = None
    for event in events:
        effect, amounts_to = _effect(event, known)
        known[event.id] = Replayed(event, effect, before, amounts_to, replaced)
        before, replaced = event.choice, amounts_to
    return known


def _effect(event: Vote, known: dict[str, Replayed]) -> tuple[Effect, str | None]:
    """Return what kind of an event it is, and which vote it amounts to."""
    if event.undoes is None:
        return "vote", event.id
    undone = known.get(event.undoes)
    if undone and undone.effect == "vote":
        return "undo", undone.replaced
    if undone and undone.effect == "undo":
        return "redo", undone.event.undoes
    return "unknown", event.id


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
        f" FROM votes WHERE tool IN {SLUGS_OF_TOOL} AND {IS_POSSIBLE}) WHERE place = 1",
        {"tool": tool},
    )
    connection.execute(
        "INSERT INTO tallies SELECT tool, sum(choice = 'ship'), sum(choice = 'skip')"
        " FROM standings WHERE tool = ? GROUP BY tool",
        (tool,),
    )


def _append(
    database: Database,
    tool: str,
    choice: Choice,
    replaced: Vote | None,
    now: int | None,
    undoes: str | None = None,
) -> Cast:
    """Append an event of mine, inside the caller's transaction."""
    settle(database)
    now = now_ms() if now is None else now
    vote = made(database, tool, choice, replaced, now, database.voter, LOCAL, undoes)
    insert(database.connection, vote)
    before = replaced.choice if replaced else "none"
    community = read_tally(database.connection, tool)
    return Cast(tool, before, choice, community, vote, is_ahead(vote.stamp, now))


def made(
    database: Database,
    tool: str,
    choice: Choice,
    replaced: Vote | None,
    now: int | None,
    voter: str,
    origin: Origin,
    undoes: str | None = None,
) -> Vote:
    """Return a new event of this device, with its stamp.

    Raises:
        NotSavedError: the clock can't be right.
    """
    now = now_ms() if now is None else now
    check_clock(now, _NOT_SAVED)
    vote = Vote(
        id="",
        voter=voter,
        device=database.device,
        tool=tool,
        choice=choice,
        stamp=next_stamp(now, replaced.stamp if replaced else None),
        at=datetime.fromtimestamp(now / 1000, UTC).isoformat(timespec="milliseconds"),
        undoes=undoes,
        origin=origin,
    )
    return vote._replace(id=id_of(vote))


def id_of(vote: Vote) -> str:
    """Return the id that is made from what an event says (UUID version 5, RFC 9562).

    What says something else under the id is a forgery, and can be told. Events that earlier
    versions cast, and those that `link` repeats, have other ids.
    """
    import uuid  # only to vote: it costs as much as reading the database

    said = (vote.voter, vote.device, vote.tool, vote.choice, *vote.stamp, vote.undoes or "")
    return str(uuid.uuid5(uuid.UUID(_EVENTS), "\n".join(map(str, said))))


def _fold(connection: sqlite3.Connection, vote: Vote) -> None:
    """Let a new event count if it is the greatest of its voter and tool."""
    tool = canonical(connection, vote.tool)
    current = counting(connection, tool, vote.voter)
    if current and order(current) > order(vote):
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
            "INSERT INTO tallies VALUES (:tool, :ship, :skip) ON CONFLICT DO UPDATE"
            " SET ship = ship + :ship, skip = skip + :skip",
            {"tool": tool, "ship": ship, "skip": skip},
        )


def order(vote: Vote) -> tuple[Stamp, str, str]:
    """Return the place of an event among all; of a voter and a tool the greatest counts."""
    return vote.stamp, vote.device, vote.id


def _vote(row: tuple[Stored, ...]) -> Vote:
    identity, voter, device, tool, choice, ms, counter, at, undoes, origin, source = row
    return Vote(
        id=clean_line(identity),
        voter=clean_line(voter),
        device=clean_line(device),
        tool=clean_line(tool),
        choice=read_choice(choice),
        stamp=Stamp(read_whole(ms), read_whole(counter)),
        at=read_moment(at, ms),
        undoes=clean_line(undoes) if undoes is not None else None,
        origin=read_origin(origin),
        source=clean_line(source),
    )


def find(connection: sqlite3.Connection, vote_id: str) -> Vote | None:
    """Return the event of the log that has an id."""
    return next(read_by_id(connection, (vote_id,)), None)


def counting(connection: sqlite3.Connection, tool: str, voter: str) -> Vote | None:
    """Return the event that counts for a voter and a tool."""
    row = connection.execute(
        "SELECT vote_id FROM standings WHERE tool = ? AND voter = ?", (tool, voter)
    ).fetchone()
    return find(connection, row[0]) if row else None


def read_said(connection: sqlite3.Connection, tool: str, voter: str) -> Iterator[Vote]:
    """Yield the events of a voter on a tool that can count, in their order."""
    # The plus keeps SQLite from going through all events of the voter, as they are in this order.
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM votes WHERE tool IN {SLUGS_OF_TOOL} AND voter = :voter"
        f" AND {IS_POSSIBLE} ORDER BY +ms, counter, device, id",
        {"tool": tool, "voter": voter},
    )
    return map(_vote, rows)


def read_undoing(connection: sqlite3.Connection) -> Iterator[Vote]:
    """Yield the events that take another back."""
    return map(_vote, connection.execute(f"SELECT {_COLUMNS} FROM votes WHERE undoes IS NOT NULL"))


def read_impossible(connection: sqlite3.Connection) -> Iterator[Vote]:
    """Yield the events whose stamps were never given; they count for nothing."""
    return map(_vote, connection.execute(f"SELECT {_COLUMNS} FROM votes WHERE NOT ({IS_POSSIBLE})"))


def _cast_here(database: Database, log: Replays) -> Iterator[Replayed]:
    """Yield what I cast on this device, the last one first: in the order of casting.

    Not what was imported, though it may say that it is of this device, nor what `link` repeated.
    """
    rows = database.connection.execute(
        f"SELECT {_COLUMNS} FROM votes WHERE voter = ? AND device = ? AND origin = ?"
        f" AND {IS_POSSIBLE} ORDER BY seq DESC",
        (database.voter, database.device, LOCAL),
    )
    for event in map(_vote, rows):
        told = log.of(event).get(event.id)
        if told:
            yield told


def _undo_target(database: Database, log: Replays) -> Replayed | None:
    """Return my newest vote that is not undone, or was redone."""
    undone: set[str | None] = set()
    redone: set[str | None] = set()
    for told in _cast_here(database, log):
        if told.effect == "vote":
            if told.event.id not in undone:
                return told
        elif told.effect == "redo":
            redone.add(told.event.undoes)
        elif told.effect == "undo" and told.event.id not in redone:
            undone.add(told.event.undoes)
    return None


def _redo_target(database: Database, log: Replays) -> Replayed | None:
    """Return my newest undo that is not redone, unless I have voted since."""
    redone: set[str | None] = set()
    for told in _cast_here(database, log):
        if told.effect == "vote":
            return None
        if told.effect == "redo":
            redone.add(told.event.undoes)
        elif told.effect == "undo" and told.event.id not in redone:
            return told
    return None


def _restore(
    database: Database, log: Replays, target: Replayed, choice: Choice, now: int | None
) -> Cast:
    """Append the event that takes `target` back, if what counts amounts to it."""
    connection, event = database.connection, target.event
    tool = canonical(connection, event.tool)
    current = counting(connection, tool, event.voter)
    if current is None and not is_here(connection, tool):
        current = event  # another program has removed the tool with its figures
    told = log.of(event).get(current.id) if current else None
    if current is None or told is None:
        raise NotThereError(
            f"your vote on {tool} was not taken back",
            "what counts does not follow from the vote log",
            "run 'verdict check'",
        )
    if told.amounts_to != target.amounts_to:
        raise NotThereError(
            f"your vote on {tool} was not taken back",
            f"a later one, {current.choice} of {local_minute(current.at)}, replaced it",
        )
    return _append(database, tool, choice, current, now, undoes=event.id)
