"""Looking for damage: in the file, in its references, in what is derived from the log."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from verdict_tui.store.database import explained
from verdict_tui.store.history import find_doubtful
from verdict_tui.store.slugs import PRESENT_SLUG
from verdict_tui.store.stamp import IS_POSSIBLE

if TYPE_CHECKING:
    from verdict_tui.store.database import Database

_FILE = "the file: "
_MOST = 20
"""How many lines of one kind of damage are told."""

_COUNTING = f"""
    SELECT present AS tool, voter, choice, id FROM (
        SELECT *, row_number() OVER (PARTITION BY present, voter
            ORDER BY ms DESC, counter DESC, device DESC, id DESC) AS place
        FROM (SELECT said.*, {PRESENT_SLUG} AS present FROM votes AS said WHERE {IS_POSSIBLE})
    ) WHERE place = 1
"""

_WRONG_STANDINGS = f"""
    SELECT DISTINCT tool FROM (
        SELECT * FROM (SELECT tool, voter, choice, vote_id FROM standings EXCEPT {_COUNTING})
        UNION SELECT * FROM ({_COUNTING} EXCEPT SELECT tool, voter, choice, vote_id FROM standings)
    )
"""

_COUNTED = f"""
    SELECT tool, sum(choice = 'ship') AS ship, sum(choice = 'skip') AS skip
    FROM ({_COUNTING}) GROUP BY tool
"""

_WRONG_TALLIES = f"""
    SELECT DISTINCT tool FROM (
        SELECT * FROM (SELECT tool, ship, skip FROM tallies EXCEPT {_COUNTED})
        UNION SELECT * FROM ({_COUNTED} EXCEPT SELECT tool, ship, skip FROM tallies)
    )
"""


def is_of_the_file(damage: str) -> bool:
    """Say whether the file itself is damaged, not only what is in it."""
    return damage.startswith(_FILE)


def find_damage(database: Database) -> list[str]:
    """Return what is wrong with a database, a sentence each; empty when it is sound.

    Raises:
        DatabaseError: it can't even be read.
    """
    connection = database.connection
    found: list[str] = []
    with explained(database.path, "the check could not be finished"):
        for (said,) in connection.execute(f"PRAGMA integrity_check({_MOST})"):
            if said != "ok":
                found.append(f"{_FILE}{said}")
        if found:
            return found  # with pages missing, what follows would only repeat it
        for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
            found.append(
                f"the references: row {row} of {table} refers to a {parent} that is not there"
            )
        for (what,) in connection.execute(f"{_WRONG_STANDINGS} LIMIT {_MOST}"):
            found.append(f"the votes: what counts for {what} is not what the log says")
        for (tool,) in connection.execute(f"{_WRONG_TALLIES} LIMIT {_MOST}"):
            found.append(f"the tallies: the count of {tool} is not what the log says")
    return found


def find_notes(database: Database) -> list[str]:
    """Return what is odd in the log and harms nothing, a sentence each."""
    return list(islice(find_doubtful(database.connection), _MOST))
