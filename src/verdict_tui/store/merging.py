"""Uniting vote logs by the ids of their events: order, repetition and overlap never matter.

Nor do several events with one id: every copy comes to the same one of them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.errors import WrongUseError
from verdict_tui.store import stamp, votes
from verdict_tui.store.changes import announce
from verdict_tui.store.identity import settle, trust, trusted
from verdict_tui.store.slugs import PRESENT_SLUG, canonical

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from verdict_tui.model import Vote
    from verdict_tui.store.database import Database

_BATCH = 2000
_NOT_IMPORTED = "the votes were not imported"

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


_CAME = """
    INSERT INTO temp.came VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET voter = excluded.voter, tool = excluded.tool
"""

_FUTURE = """
    SELECT count(*) FROM temp.came JOIN votes USING (id) WHERE is_new AND ms > ?
"""


class Refusal(NamedTuple):
    """A line of a log, and why it was not taken in, or what it took the place of."""

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
    """New events dated more than a day in the future; they count."""
    mine: int = 0
    """New events in my name, which I cast elsewhere."""
    replaced: int = 0
    """Votes of mine that counted, and that one of those has replaced."""
    refused: tuple[Refusal, ...] = ()
    displaced: tuple[Refusal, ...] = ()
    """Lines whose events displaced others with the same ids."""


class _Sorted:
    """The lines of a log, as they are sorted into what to take in and what to report."""

    def __init__(self, source: str, now: int) -> None:
        self.known = 0
        self.refused: list[Refusal] = []
        self.displaced: list[Refusal] = []
        self.exchanged: list[tuple[Vote, Vote]] = []
        """Events that gave way to others with their ids, each with the other."""
        self._source = source
        self._now = now

    def admit(self, number: int, read: Vote | str) -> Vote | None:
        """Return what a line says, if it can be taken in."""
        why = read if isinstance(read, str) else stamp.fault(read.stamp, self._now)
        if why:
            self.refused.append(Refusal(number, why))
        return None if why or isinstance(read, str) else read

    def choose(self, batch: Iterable[tuple[int, Vote]], there: dict[str, Vote]) -> dict[str, Vote]:
        """Return, by id, which events of a batch to write, given those with their ids."""
        taken: dict[str, Vote] = {}
        for number, vote in batch:
            first = taken.get(vote.id) or there.get(vote.id)
            if first is None:
                taken[vote.id] = self._imported(vote)
            elif _content(first) == _content(vote):
                self.known += 1
            elif _rank(first) < _rank(vote):
                why = f"event {vote.id} is known with other content"
                self.refused.append(Refusal(number, why))
            else:
                why = f"event {vote.id} was known with other content"
                self.displaced.append(Refusal(number, why))
                self.exchanged.append((first, vote))
                taken[vote.id] = self._imported(vote)
        return taken

    def _imported(self, vote: Vote) -> Vote:
        return vote._replace(origin=votes.IMPORTED, source=self._source)


def merge(
    database: Database,
    lines: Iterable[tuple[int, Vote | str]],
    source: str,
    *,
    mine: bool = False,
    now: int | None = None,
    told: Callable[[int], None] | None = None,
) -> Merged:
    """Take the events of a log in, in one transaction.

    Nothing is ever removed, but of several events with one id only one stays; see `_rank`.

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
    now = votes.now_ms() if now is None else now
    stamp.check_clock(now, _NOT_IMPORTED)
    found = _Sorted(source, now)
    with database.transaction(_NOT_IMPORTED) as connection:
        if database.voter:
            settle(database)
        connection.execute("DROP TABLE IF EXISTS temp.came")
        connection.execute(
            "CREATE TEMP TABLE came (id TEXT PRIMARY KEY, voter TEXT, tool TEXT, is_new INTEGER)"
        )
        for batch in _batches(lines, found, told):
            there = _already_there(connection, [vote.id for _, vote in batch])
            taken = found.choose(batch, there)
            votes.append_all(connection, taken.values(), displacing=True)
            came = (
                (vote.id, vote.voter, vote.tool, vote.id not in there)
                for vote in (there | taken).values()
            )
            connection.executemany(_CAME, came)
        if found.exchanged:
            announce(database)
        strange = _strangers(database, found)
        merged = _counted(database, found, now)
        if strange.total() and not mine:
            raise _not_known(database, source, strange, merged.replaced)
        trust(connection, +strange)
        return merged


def _strangers(database: Database, found: _Sorted) -> Counter[str]:
    """Return the devices that are not known to be mine, with how many events in my name.

    These are new ones, and those with the id of one that was known, if either is in my name.
    """
    rows = database.connection.execute(
        "SELECT device, count(*) FROM temp.came JOIN votes USING (id)"
        " WHERE is_new AND came.voter = ? GROUP BY device",
        (database.voter,),
    )
    strange = Counter(dict(rows.fetchall()))
    for first, vote in found.exchanged:
        strange[vote.device] += database.voter in (first.voter, vote.voter)
    known = trusted(database.connection)
    return Counter({device: strange[device] for device in strange if device not in known})


def _not_known(
    database: Database, source: str, strange: Counter[str], replaced: int
) -> WrongUseError:
    own, count = strange[database.device], strange.total()
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


def _counted(database: Database, found: _Sorted, now: int) -> Merged:
    """Derive what counts now for the tools that were voted on, and count what came."""
    connection, before = database.connection, _my_standings(database)
    (concurrent,) = connection.execute(_CONCURRENT).fetchone()
    slugs = connection.execute("SELECT DISTINCT tool FROM temp.came WHERE is_new").fetchall()
    touched = {event.tool for both in found.exchanged for event in both}
    touched.update(slug for (slug,) in slugs)
    votes.refold_all(connection, {canonical(connection, slug) for slug in touched})
    (new,) = connection.execute("SELECT count(*) FROM temp.came WHERE is_new").fetchone()
    (superseded,) = connection.execute(_SUPERSEDED).fetchone()
    (unknown,) = connection.execute(_UNKNOWN).fetchone()
    (future,) = connection.execute(_FUTURE, (now + stamp.AHEAD_MS,)).fetchone()
    (mine,) = connection.execute(
        "SELECT count(*) FROM temp.came WHERE is_new AND voter = ?", (database.voter,)
    ).fetchone()
    connection.execute("DROP TABLE temp.came")
    replaced = len(before.items() - _my_standings(database).items())
    return Merged(
        new, found.known, superseded, concurrent, unknown, future, mine, replaced,
        tuple(sorted(found.refused)), tuple(found.displaced),
    )  # fmt: skip


def _batches(
    lines: Iterable[tuple[int, Vote | str]],
    found: _Sorted,
    told: Callable[[int], None] | None,
) -> Iterator[list[tuple[int, Vote]]]:
    batch: list[tuple[int, Vote]] = []
    for number, read in lines:
        vote = found.admit(number, read)
        if vote is None:
            continue
        batch.append((number, vote))
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


def _content(vote: Vote) -> tuple[str | int, ...]:
    """Return an event without where it came from, which every copy of a log says for itself."""
    return (
        vote.voter, vote.device, vote.tool, vote.choice, *vote.stamp, vote.at, vote.undoes or "",
    )  # fmt: skip


def _rank(vote: Vote) -> tuple[bool, tuple[str | int, ...]]:
    """Return what decides between several events with one id: the smallest stays.

    The one that the id was made from comes first, so that nobody can change what it says.
    """
    return vote.id != votes.id_of(vote), _content(vote)
