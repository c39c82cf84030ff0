"""Reading the critics: who they are, what their reviews come to, what one of them wrote.

Counts are made by SQLite; no quote is read where only counts are asked for.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from verdict_tui.dossier import Profile
from verdict_tui.figures import tallied
from verdict_tui.model import Critic, Ratio, Record, Review, Said, Share
from verdict_tui.store.rows import read_count, read_date, read_strings, read_verdict, read_vote
from verdict_tui.text import clean, clean_line, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verdict_tui.model import Verdict
    from verdict_tui.store.database import Database

_CRITICS = "SELECT id, name, motto, voice, excited, tired FROM critics ORDER BY position, id"

_VERDICTS = """
    SELECT critic_id, verdict, ship - (verdict = 'ship'), total - 1, count(*)
    FROM reviews JOIN (
        SELECT tool_id AS tool, sum(verdict = 'ship') AS ship, count(*) AS total
        FROM reviews GROUP BY tool_id
    ) ON tool = tool_id
    GROUP BY 1, 2, 3, 4
"""
"""How often each critic says a verdict where the others say so many ships of so many."""

_AGREEMENT = """
    SELECT critic_id, sum(choice = verdict), count(*)
    FROM standings JOIN tools ON tools.slug = standings.tool
    JOIN reviews ON tool_id = tools.id
    WHERE voter = ? AND choice <> 'none'
    GROUP BY critic_id
"""

_SAID = """
    SELECT tools.slug, tools.name, category, verdict, quote, reviewed_on,
        (SELECT count(*) FROM reviews AS other
            WHERE other.tool_id = tools.id AND critic_id <> :critic AND verdict = 'ship'),
        (SELECT count(*) FROM reviews AS other
            WHERE other.tool_id = tools.id AND critic_id <> :critic),
        nullif(choice, 'none')
    FROM reviews JOIN tools ON tools.id = tool_id
    LEFT JOIN standings ON standings.tool = tools.slug AND voter = :voter
    WHERE critic_id = :critic
    ORDER BY tools.name COLLATE NOCASE, tools.id
"""


def read_records(database: Database) -> list[Record]:
    """Return all critics in panel order, with what their reviews come to."""
    connection = database.connection
    verdicts: defaultdict[int, list[tuple[Verdict, Share, int]]] = defaultdict(list)
    for number, verdict, ship, total, count in connection.execute(_VERDICTS):
        others = Share(read_count(ship), read_count(total))
        verdicts[number].append((read_verdict(verdict), others, count))
    agreements = {
        number: Ratio(read_count(same), read_count(both))
        for number, same, both in connection.execute(_AGREEMENT, (database.voter,))
    }
    return [
        Record(critic, *tallied(verdicts[number]), agreements.get(number, Ratio(0, 0)))
        for number, critic in _read_critics(database)
    ]


def read_profile(database: Database, record: Record) -> Profile:
    """Return everything about a critic."""
    name = record.critic.name
    said = tuple(read_said(database, name))
    return Profile(record, read_categories(database, name), said)


def find_profile(database: Database, name: str) -> Profile | None:
    """Return everything about a critic by their name; None for one who is not there."""
    found = (each for each in read_records(database) if each.critic.name == name)
    record = next(found, None)
    return read_profile(database, record) if record else None


def read_categories(database: Database, name: str) -> list[tuple[str, Share]]:
    """Return the shares of a critic's ships by category, in alphabetical order."""
    rows = database.connection.execute(
        "SELECT category, sum(verdict = 'ship'), count(*)"
        " FROM reviews JOIN tools ON tools.id = tool_id WHERE critic_id = ? GROUP BY category",
        (_number(database, name),),
    )
    shares: defaultdict[str, Share] = defaultdict(lambda: Share(0, 0))
    for category, ship, total in rows:
        line = clean_line(category)
        shares[line] = Share(shares[line].ship + ship, shares[line].total + total)
    return sorted(shares.items(), key=lambda item: fold(item[0]))


def read_said(database: Database, name: str) -> Iterator[Said]:
    """Yield what a critic says of each tool that they reviewed, by the tools' names."""
    rows = database.connection.execute(
        _SAID, {"critic": _number(database, name), "voter": database.voter}
    )
    for slug, tool, category, verdict, quote, reviewed_on, ship, total, my_vote in rows:
        yield Said(
            clean_line(slug),
            clean_line(tool),
            clean_line(category),
            Review(name, read_verdict(verdict), clean(quote), read_date(reviewed_on)),
            Share(ship, total),
            read_vote(my_vote),
        )


def _read_critics(database: Database) -> Iterator[tuple[int, Critic]]:
    for number, name, motto, voice, excited, tired in database.connection.execute(_CRITICS):
        yield (
            number,
            Critic(
                clean_line(name),
                clean_line(motto),
                clean(voice),
                read_strings(excited),
                read_strings(tired),
            ),
        )


def _number(database: Database, name: str) -> int | None:
    """Return the id of a critic by the name as it is shown; None when there is none."""
    rows = database.connection.execute("SELECT id, name FROM critics ORDER BY position, id")
    return next((number for number, stored in rows if clean_line(stored) == name), None)
