"""Opening a database file: what is refused, and with which words."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from verdict_tui import paths
from verdict_tui.errors import DamagedError, DatabaseError, NotSavedError, WrongUseError
from verdict_tui.store.schema import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

BUSY_MS = 5000
"""How long a statement waits for another program's lock, in milliseconds."""

_TURN_MS = 200
_PRIMARY_CODE = 0xFF  # the low byte of an extended result code is the primary one


class Database:
    """An open database: one connection, used by the thread that opened it."""

    path: Path
    connection: sqlite3.Connection
    read_only: str
    """Why nothing can be written to it, or the empty string when it can."""
    voter: str
    """My id as a voter; empty before the first use."""
    device: str
    """This copy's id; empty before the first use."""
    waits: Callable[[], bool]
    """Whether to go on waiting for another program's lock after the time for it is up."""

    def __init__(self, path: Path, connection: sqlite3.Connection, read_only: str = "") -> None:
        self.path = path
        self.connection = connection
        self.read_only = read_only
        self.waits = lambda: False
        self._place = _identity(path)
        self._has_committed = False
        self.voter = self.meta("voter")
        self.device = self.meta("device")

    def meta(self, key: str) -> str:
        """Return what the file says of itself under `key`; empty when it says nothing."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Write what the file says of itself, inside the caller's transaction."""
        self.connection.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (key, value),
        )

    @contextmanager
    def transaction(self, doing: str) -> Iterator[sqlite3.Connection]:
        """Run the body as one transaction that is on disk when it ends.

        Args:
            doing: what was not done if it fails, as in "your vote was not saved".

        Raises:
            NotSavedError: nothing was written; the file holds what it held before.
        """
        if self.read_only:
            raise NotSavedError(doing, self.read_only, WRITABLE_COPY)
        with explained(self.path, doing, NotSavedError):
            self._begin()
            try:
                self.voter = self.meta("voter")  # another process may have linked it
                yield self.connection
                self._check_place(doing)
                self.connection.execute("COMMIT")
                self._has_committed = True
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def _begin(self) -> None:
        while True:
            try:
                self.connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                is_busy = error.sqlite_errorcode & _PRIMARY_CODE == sqlite3.SQLITE_BUSY
                if not (is_busy and self.waits()):
                    raise
            else:
                return

    def _check_place(self, doing: str) -> None:
        """Refuse to save into a file that nobody will find any more.

        SQLite goes on writing to a file that was deleted or replaced, and all seems well.
        """
        if _identity(self.path) != self._place:
            raise NotSavedError(
                doing,
                f"{self.path} was moved, deleted or replaced",
                "put it back, or quit and open the new one",
            )

    def wait_while(self, waits: Callable[[], bool]) -> None:
        """Wait for other programs' locks as long as something is true, asked now and then."""
        self.waits = waits
        self.connection.execute(f"PRAGMA busy_timeout = {_TURN_MS}")

    def close(self) -> None:
        """Close the connection; what was committed is in the main file.

        SQLite sees to that itself when nobody else has the file open.
        """
        if self._has_committed:
            with suppress(sqlite3.Error):  # else it stays in the log beside the file, as safe
                self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.close()
        if isinstance(error, (sqlite3.DatabaseError, UnicodeDecodeError)):
            with explained(self.path, "can't use the database"):
                raise error


WRITABLE_COPY = (
    "copy it to where you may write, or make a new one with 'verdict init PATH',"
    " and name that with --db"
)
_NO_ROOM_FOR_WAL = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
_NAME_ANOTHER = "name another with --db, or make one with 'verdict init PATH'"

_EXPLANATIONS = {
    sqlite3.SQLITE_BUSY: ("is locked by another program", "close that program, or try again later"),
    sqlite3.SQLITE_LOCKED: ("is locked by another program", "try again later"),
    sqlite3.SQLITE_READONLY: ("can't be written", "check its permissions, or " + WRITABLE_COPY),
    sqlite3.SQLITE_FULL: ("is on a disk that is full", "free some space and try again"),
    sqlite3.SQLITE_IOERR: ("can't be read or written: the disk reports an error", "check the disk"),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "run '{check}' to see what can be saved"),
    sqlite3.SQLITE_NOTADB: ("is not an SQLite database", _NAME_ANOTHER),
    sqlite3.SQLITE_CANTOPEN: ("can't be opened", "check that it and its folder can be read"),
    sqlite3.SQLITE_PERM: ("can't be opened: permission denied", "check its permissions"),
}


@contextmanager
def explained(path: Path, doing: str, kind: type[DatabaseError] = DatabaseError) -> Iterator[None]:
    """Turn what SQLite raises into a sentence that says what happened and what to do."""
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # SQLite quotes what is no text any more, and Python can't read its message.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & _PRIMARY_CODE
        why, remedy = _EXPLANATIONS.get(code, (f"gave an error, '{error}'", "run '{check}'"))
        if code == sqlite3.SQLITE_CORRUPT and kind is DatabaseError:
            kind = DamagedError
        check = f"{paths.command(path)} check"
        raise kind(doing, f"{path} {why}", remedy.replace("{check}", check)) from error


def open_database(path: Path, *, writing: bool = False) -> Database:
    """Open a database after looking at what it is.

    Args:
        path: the file.
        writing: whether to open it for writing where that is possible; where it is not,
            `Database.read_only` says why. The first use gives the file a voter and a device.

    Raises:
        DatabaseError: it is missing, empty, not ours, damaged, locked or newer than us.
    """
    _look_at(path)
    read_only = _why_read_only(path) if writing else "it was opened for reading"
    doing = "can't open the database"
    with explained(path, doing):
        connection = _connect(path, writing=not read_only)
        try:
            version = _check_identity(path, connection)
            if version < SCHEMA_VERSION:
                connection = _migrated(path, connection, read_only)
            database = Database(path, connection, read_only)
            if not read_only:
                _prepare_for_writing(database)
        except BaseException:
            connection.close()
            raise
    return database


def _look_at(path: Path) -> None:
    """Refuse what is no database, without opening it.

    To close a file takes away all locks that this process has on it, also those of SQLite's
    connections; another program would then think that nobody else is there.
    """
    where = f"can't open the database {path}"
    try:
        status = path.stat()
    except FileNotFoundError:
        raise DatabaseError(
            f"there is no database at {path}", remedy=f"make one with 'verdict init {path}'"
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise DatabaseError(where, why.lower(), _NAME_ANOTHER) from None
    why = ""
    if stat.S_ISDIR(status.st_mode):
        why = "it is a folder"
    elif not stat.S_ISREG(status.st_mode):
        why = "it is not a file"
    elif not status.st_size:
        why = "the file is empty"
    elif not _may(os.R_OK, path):
        why = "permission denied"
    if why:
        raise DatabaseError(where, why, _NAME_ANOTHER)


def _identity(path: Path) -> tuple[int, int] | None:
    """Return which file stands at a path; None when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _why_read_only(path: Path) -> str:
    with suppress(FileNotFoundError):
        if path.samefile(paths.template()):
            return f"{path} is the packaged sample, which is never written"
    if not _may(os.W_OK, path):
        return f"{path} is read-only"
    if not _may(os.W_OK, path.absolute().parent):
        return f"the folder of {path} is read-only"
    return ""


def _may(do: int, path: Path) -> bool:
    return os.access(path, do, effective_ids=os.access in os.supports_effective_ids)


def _connect(path: Path, *, writing: bool) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    connection = _connect_uri(f"{uri}?mode={'rw' if writing else 'ro'}")
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        # A WAL file can't be made beside a database in a read-only folder; without one there
        # is nothing in it to miss.
        wal = Path(f"{path}-wal")
        if writing or error.sqlite_errorcode & _PRIMARY_CODE not in _NO_ROOM_FOR_WAL:
            raise
        if wal.exists() and wal.stat().st_size:
            raise
        return _connect_uri(f"{uri}?mode=ro&immutable=1")
    except BaseException:
        connection.close()
        raise
    return connection


def _connect_uri(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000)


def _check_identity(path: Path, connection: sqlite3.Connection) -> int:
    """Return the schema version of a database of ours."""
    where = f"can't open the database {path}"
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise DatabaseError(where, "it was made by another program", _NAME_ANOTHER)
    if version > SCHEMA_VERSION:
        raise DatabaseError(
            where,
            f"its schema is version {version} and this program knows up to {SCHEMA_VERSION}",
            "update verdict-tui, or " + _NAME_ANOTHER,
        )
    return int(version)


def _migrated(path: Path, connection: sqlite3.Connection, read_only: str) -> sqlite3.Connection:
    """Bring an older file to this schema, and return a connection of the same kind."""
    connection.close()
    refusal = _why_read_only(path)
    if refusal:
        raise DatabaseError(f"can't bring {path} up to date", refusal, WRITABLE_COPY)
    from verdict_tui.store.migrations import migrate

    writer = _connect(path, writing=True)
    try:
        migrate(writer)
    finally:
        writer.close()
    return _connect(path, writing=not read_only)


def _prepare_for_writing(database: Database) -> None:
    connection = database.connection
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    if not (database.voter and database.device):
        import uuid  # only on the first use

        with database.transaction("the voter of this database was not made"):
            for key in ("voter", "device"):
                connection.execute(
                    "INSERT OR IGNORE INTO meta VALUES (?, ?)", (key, str(uuid.uuid4()))
                )
        database.voter = database.meta("voter")
        database.device = database.meta("device")


def create_from_sample(path: Path) -> None:
    """Make a database at `path` from the packaged sample.

    Raises:
        WrongUseError: if something is there already.
        DatabaseError: if it can't be made.
    """
    _create(path, paths.template())


def create_empty(path: Path) -> None:
    """Make a database without tools at `path`.

    Raises:
        WrongUseError: if something is there already.
        DatabaseError: if it can't be made.
    """
    _create(path, None)


def _create(path: Path, template: Path | None) -> None:
    import shutil
    import tempfile  # these two only to make a file: they cost a tenth of a command's start

    doing = f"can't make a database at {path}"
    if path.exists() or path.is_symlink():
        raise WrongUseError(doing, "something is there already", "choose another path")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".verdict-", dir=path.parent) as folder:
            draft = Path(folder) / path.name
            if template:
                shutil.copyfile(template, draft)
                draft.chmod(0o644)
            else:
                _make_empty(draft)
            open_database(draft, writing=True).close()
            _settle(draft, path)
    except FileExistsError:
        raise WrongUseError(doing, "something is there already", "choose another path") from None
    except OSError as error:
        raise DatabaseError(
            doing, (error.strerror or str(error)).lower(), "choose another path"
        ) from error


def _make_empty(draft: Path) -> None:
    from verdict_tui.store.migrations import migrate

    draft.touch()
    with explained(draft, "can't make a database"):
        connection = _connect_uri(draft.absolute().as_uri() + "?mode=rw")
        try:
            migrate(connection)
        finally:
            connection.close()


def _settle(draft: Path, path: Path) -> None:
    """Put a finished file in its place: whole or not at all, and never over another."""
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError(path) from None
        draft.rename(path)
    folder = os.open(path.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
