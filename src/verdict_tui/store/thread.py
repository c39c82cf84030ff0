"""A thread that owns a connection, so that the event loop never waits for the disk.

What is asked of it is done in the order of asking, one at a time: votes keep their order, and
none is dropped.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from verdict_tui.store.database import explained, open_database

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

    from verdict_tui.store.database import Database

P = ParamSpec("P")
T = TypeVar("T")


class DatabaseThread:
    """One database, opened and used in a thread of its own."""

    def __init__(self, path: Path, *, writing: bool) -> None:
        self._path = path
        self._writing = writing
        self._pool = ThreadPoolExecutor(1, "writer" if writing else "reader")
        self._database: Database | None = None
        self._is_closing = False

    async def call(
        self, function: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do something with the database, after everything asked before.

        Raises:
            VerdictError: what the function, or opening the database, raises.
        """
        # Shielded: who asked may be gone before it is done, and it is done all the same.
        return await asyncio.shield(asyncio.wrap_future(self.ask(function, *args, **kwargs)))

    def ask(
        self, function: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Ask for something to be done, after everything asked before; don't wait for it."""

        def work() -> T:
            if self._database is None:
                self._database = open_database(self._path, writing=self._writing)
                self._database.wait_while(lambda: not self._is_closing)
            with explained(self._path, "can't use the database"):
                if not self._writing:  # a transaction looks for itself, and says what was not saved
                    self._database.check_schema()
                return function(self._database, *args, **kwargs)

        return self._pool.submit(work)

    def interrupt(self) -> None:
        """Let what is being read end with an error: its answer is no longer wanted."""
        database = self._database
        if database is not None:
            database.connection.interrupt()

    def close(self) -> None:
        """Finish what was asked, then close the connection; returns when both are done.

        What waits for another program's lock is given up.
        """
        if self._is_closing:
            return
        self._is_closing = True
        self._pool.submit(self._close)
        self._pool.shutdown(wait=True)

    def _close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None
