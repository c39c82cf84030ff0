"""The database thread: what was asked is done, in order, whoever has gone meanwhile."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from verdict_tui.model import Share
from verdict_tui.store import votes
from verdict_tui.store.database import open_database
from verdict_tui.store.thread import DatabaseThread

if TYPE_CHECKING:
    from pathlib import Path

    from verdict_tui.store.database import Database


async def test_what_was_asked_is_done_also_when_who_asked_has_gone(small_path: Path) -> None:
    thread = DatabaseThread(small_path, writing=True)
    is_free = threading.Event()

    def hold(database: Database) -> bool:
        return is_free.wait(5)

    thread.ask(hold)
    asking = asyncio.create_task(thread.call(votes.cast, "alpha", "ship"))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    is_free.set()
    await asyncio.to_thread(thread.close)
    with open_database(small_path) as database:
        assert votes.read_tally(database.connection, "alpha") == Share(1, 1)
