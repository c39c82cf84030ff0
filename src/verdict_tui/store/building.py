"""Building the packaged sample: a database that is only ever copied from."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from verdict_tui.store import content as contents
from verdict_tui.store import votes as log
from verdict_tui.store.database import Database, create_empty
from verdict_tui.store.migrations import migrations

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from verdict_tui.model import Vote
    from verdict_tui.submission import Content

_BUILT = "2026-01-01 00:00:00+00:00"  # the same for every build, so that the file is the same


def build_sample(path: Path, content: Content, votes: Iterable[Vote]) -> contents.Changes:
    """Make a database of content and votes.

    It is left in DELETE journal mode, so that it can be read in a read-only folder.

    Args:
        path: where; nothing may be there.
        content: what to put in.
        votes: the events of its log, in order.

    Raises:
        VerdictError: it can't be made, or the content does not fit together.
    """
    create_empty(path)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        database = Database(path, connection)
        changes = contents.apply(database, content)
        with database.transaction("the sample's votes were not written"):
            for vote in votes:
                log.insert(connection, vote._replace(origin=log.SAMPLE))
            connection.execute(
                f"UPDATE {migrations.migrations_table} SET applied_at = ?", (_BUILT,)
            )
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
    finally:
        connection.close()
    return changes
