"""Opening a database file: what is refused, and with which words."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from verdict_tui import paths
from verdict_tui.errors import (
    DamagedError,
    DatabaseError,
    NotSavedError,
    VerdictError,
    WrongUseError,
    reason,
)
from verdict_tui.store.schema import APPLICATION_ID, SCHEMA_VERSION, foreign_triggers, imposters
from verdict_tui.text import clean_line, clean_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

BUSY_MS = 5000
"""How long a statement waits for another program's lock, in milliseconds."""

WRITABLE_COPY = (
    "copy it to where you may write, or make a new one with 'verdict init PATH',"
    " and name that with --db"
)
_TURN_MS = 200
_WRITE_VERSION = 18  # where the head of a file says how it is written: 1 is with a journal
_PRIMARY_CODE = 0xFF  # the low byte of an extended result code is the primary one


class Database:
    """An open database: one connection, used by the thread that opened it."""

    path: Path
    connection: sqlite3.Connection
    read_only: str
    """Why nothing can be written to it, or the empty string when it can."""
    remedy: str
    """What to do where nothing can be written."""
    notice: str
    """What the user should know of the file, once; empty when there is nothing."""
    waits: Callable[[], bool]
    """Whether to go on waiting for another program's lock after the time for it is up."""

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        read_only: str = "",
        remedy: str = WRITABLE_COPY,
    ) -> None:
        self.path = path
        self.connection = connection
        self.read_only = read_only
        self.remedy = remedy
        self.waits = lambda: False
        self._place = _identity(path)
        self.notice = ""
        self.meta("voter")  # what is no database of ours says so now

    @property
    def voter(self) -> str:
        """My id as a voter; empty before the first vote. Read anew: others may have linked it."""
        return self.meta("voter")

    @property
    def device(self) -> str:
        """The device that voted last: this one after `identity.settle`; empty before a vote."""
        return self.meta("device")

    def meta(self, key: str) -> str:
        """Return what the file says of itself under `key`, on one line; empty for nothing."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return clean_line(row[0]) if row else ""

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
            raise NotSavedError(doing, self.read_only, self.remedy)
        with explained(self.path, doing, NotSavedError):
            self._patiently("BEGIN IMMEDIATE")
            try:
                self._check_schema(doing)
                refuse_foreign_triggers(self.path, self.connection, doing)
                yield self.connection
                self._check_place(doing)
                self._patiently("COMMIT")  # without a WAL it waits for whoever reads
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def _patiently(self, statement: str) -> None:
        """Execute a statement that may have to wait for another program's lock."""
        while True:
            try:
                self.connection.execute(statement)
            except sqlite3.OperationalError as error:
                is_busy = error.sqlite_errorcode & _PRIMARY_CODE == sqlite3.SQLITE_BUSY
                if not (is_busy and self.waits()):
                    raise
            else:
                return

    def _check_schema(self, doing: str) -> None:
        """Refuse to save into a file that another version of the program has migrated."""
        version = read_version(self.connection)
        if version != SCHEMA_VERSION:
            raise NotSavedError(doing, *_other_schema(self.path, version))

    def check_schema(self) -> None:
        """Refuse to read a file that a newer version of the program has migrated meanwhile.

        Raises:
            DatabaseError: it was migrated.
        """
        version = read_version(self.connection)
        if version != SCHEMA_VERSION:
            raise DatabaseError("can't use the database", *_other_schema(self.path, version))

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
        """Close the connection; what was committed stays."""
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
        if isinstance(error, _RAISED_BY_DAMAGE):
            with explained(self.path, "can't use the database"):
                raise error


def read_version(connection: sqlite3.Connection) -> int:
    """Return the version of a file's schema."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _other_schema(path: Path, version: int) -> tuple[str, str]:
    """Say why a file that was migrated under an open program can't be used, and what to do."""
    return (
        f"another version of verdict-tui has changed {path} to schema {version},"
        f" and this one knows {SCHEMA_VERSION}",
        "quit, update verdict-tui and open it again",
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
    sqlite3.SQLITE_INTERRUPT: ("was not read to the end", "try again"),
    sqlite3.SQLITE_PERM: ("can't be opened: permission denied", "check its permissions"),
}


_RAISED_BY_DAMAGE = (
    sqlite3.Error, ValueError, TypeError, AttributeError, LookupError, ArithmeticError,
    AssertionError,
)  # fmt: skip
"""What the program may raise where the file holds what no program of ours has written."""


@contextmanager
def explained(
    path: Path, doing: str, kind: type[DatabaseError] = DatabaseError, *, checks: bool = True
) -> Iterator[None]:
    """Turn what SQLite raises into a sentence that says what happened and what to do.

    Where it is not clear from SQLite's code, the file is checked, and what is found is the cause.
    An error of the program itself, with a file that is sound, stays what it is.

    Args:
        path: the file.
        doing: what could not be done.
        kind: the error that it becomes.
        checks: whether the file is checked for the cause.
    """
    try:
        yield
    except _RAISED_BY_DAMAGE as error:
        code = _code(error)
        why, remedy = _EXPLANATIONS.get(code, ("", ""))
        if not why:
            cause = _cause(path) if checks else ""
            if not cause and not isinstance(error, sqlite3.Error):
                raise
            why = f"is damaged: {cause}" if cause else f"gave an error, '{clean_line(str(error))}'"
            remedy = "run '{check} --repair'" if cause else "run '{check}'"
        if code == sqlite3.SQLITE_CORRUPT and kind is DatabaseError:
            kind = DamagedError
        raise kind(doing, f"{path} {why}", _with_check(remedy, path)) from error


def _code(error: Exception) -> int:
    if isinstance(error, UnicodeDecodeError):
        # SQLite quotes what is no text any more, and Python can't read its message.
        return sqlite3.SQLITE_CORRUPT
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY_CODE


def _cause(path: Path) -> str:
    """Return what a check of the file finds first; empty for nothing."""
    from verdict_tui.store.checking import look

    try:
        return next(iter(look(path).damage), "")
    except DatabaseError:
        return ""


def _with_check(remedy: str, path: Path) -> str:
    return remedy.replace("{check}", f"{paths.command(path)} check")


def refuse_foreign_triggers(path: Path, connection: sqlite3.Connection, doing: str) -> None:
    """Refuse to write into a file with triggers that are not ours: they would run.

    Raises:
        NotSavedError: there is one.
    """
    why = _why_not_run(path, connection)
    if why:
        raise NotSavedError(doing, why, _with_check(_REMOVE_IT, path))


_REMOVE_IT = "remove it with '{check} --repair'"


def _why_not_run(path: Path, connection: sqlite3.Connection) -> str:
    found = foreign_triggers(connection)
    return f"{path} has the trigger '{clean_line(found[0])}', which is foreign" if found else ""


def _refuse_imposters(path: Path, connection: sqlite3.Connection) -> None:
    for kind, name in imposters(connection):
        why = f"{path} has a {kind} '{name}' in the place of a table"
        raise DamagedError("can't open the database", why, _with_check("run '{check}'", path))


def open_database(path: Path, *, writing: bool = False) -> Database:
    """Open a database after looking at what it is.

    Args:
        path: the file.
        writing: whether to open it for writing where that is possible; where it is not,
            `Database.read_only` says why.

    Raises:
        DatabaseError: it is missing, empty, not ours, damaged, locked or newer than us.
    """
    _look_at(path)
    read_only = _why_read_only(path) if writing else "it was opened for reading"
    doing = "can't open the database"
    with explained(path, doing):
        connection = _connect(path, writing=not read_only)
        try:
            version = check_identity(path, connection)
            _refuse_imposters(path, connection)
            if version < SCHEMA_VERSION:
                connection = _migrated(path, connection, read_only)
            if not read_only:
                foreign = _why_not_run(path, connection)
                if foreign:
                    connection.close()
                    connection = _connect(path, writing=False)
                    return Database(path, connection, foreign, _with_check(_REMOVE_IT, path))
            database = Database(path, connection, read_only)
            if not read_only:
                _prepare_for_writing(database)
        except BaseException:
            connection.close()
            raise
    return database


def open_as_it_is(path: Path) -> sqlite3.Connection:
    """Open a file to read whatever is in it, to check it: it need not be sound, or of this schema.

    Raises:
        DatabaseError: it can't be opened at all.
    """
    _look_at(path)
    with explained(path, "can't open the database"):
        return _connect(path, writing=False)


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
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise DatabaseError(where, why, _NAME_ANOTHER) from None
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


def is_missing(path: Path) -> bool:
    """Say whether nothing stands at a path; what can't be looked at is not missing."""
    try:
        path.lstat()
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False  # opening it will say why
    return False


def _identity(path: Path) -> tuple[int, int] | None:
    """Return which file stands at a path; None when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _why_read_only(path: Path) -> str:
    shown = clean_path(path)
    if _is_template(path):
        return f"{shown} is the packaged sample, which is never written"
    if not _may(os.W_OK, path):
        return f"{shown} is read-only"
    if not _may(os.W_OK, path.absolute().parent):
        return f"the folder of {shown} is read-only"
    return ""


def _is_template(path: Path) -> bool:
    with suppress(OSError, VerdictError):  # an installation without it has none to protect
        return path.samefile(paths.template())
    return False


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
        if writing or error.sqlite_errorcode & _PRIMARY_CODE not in _NO_ROOM_FOR_WAL:
            raise
        _refuse_unread_changes(path)
        return _connect_uri(f"{uri}?mode=ro&immutable=1")
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_unread_changes(path: Path) -> None:
    """Refuse to read a file without the changes that lie beside it."""
    for companion in (Path(f"{path}-wal"), Path(f"{path}-journal")):
        if not is_missing(companion) and companion.stat().st_size:
            raise DatabaseError(
                f"can't open the database {path}",
                f"its latest changes are in {companion.name}, and the folder is read-only",
                f"copy {path.name} and {companion.name} together to where you may write",
            )


def is_in_wal_mode(path: Path) -> bool:
    """Say whether a file that this process does not have open is in WAL mode, as its head says.

    A head that makes no sense is taken for that of a file of ours, which is.
    """
    with path.open("rb") as file:
        return file.read(_WRITE_VERSION + 1)[_WRITE_VERSION:] != b"\1"


def _connect_uri(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000)
    # Strict decoding would refuse all rows for one that another program wrote.
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    return connection


def check_identity(path: Path, connection: sqlite3.Connection) -> int:
    """Return the schema version of a database of ours.

    Raises:
        DatabaseError: it is another program's, or a newer one's.
    """
    where = f"can't open the database {path}"
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    version = read_version(connection)
    if application != APPLICATION_ID:
        if _has_our_tables(connection):
            why = "its header says that another program made it, and its tables are ours"
            raise DatabaseError(where, why, _with_check("run '{check}'", path))
        raise DatabaseError(where, "it was made by another program", _NAME_ANOTHER)
    if version > SCHEMA_VERSION:
        raise DatabaseError(
            where,
            f"its schema is version {version} and this program knows up to {SCHEMA_VERSION}",
            "update verdict-tui, or " + _NAME_ANOTHER,
        )
    return version


def _has_our_tables(connection: sqlite3.Connection) -> bool:
    (count,) = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE name IN ('meta', 'tools', 'votes')"
    ).fetchone()
    return int(count) == 3


def _migrated(path: Path, connection: sqlite3.Connection, read_only: str) -> sqlite3.Connection:
    """Bring an older file to this schema, and return a connection of the same kind."""
    connection.close()
    refusal = _why_read_only(path)
    if refusal:
        raise DatabaseError(f"can't bring {path} up to date", refusal, WRITABLE_COPY)
    from verdict_tui.store.migrations import migrate

    writer = _connect(path, writing=True)
    try:
        refuse_foreign_triggers(path, writer, f"can't bring {path} up to date")
        migrate(writer)
    finally:
        writer.close()
    return _connect(path, writing=not read_only)


def _prepare_for_writing(database: Database) -> None:
    connection = database.connection
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


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
    if os.path.lexists(path):
        raise WrongUseError(doing, "something is there already", "choose another path")
    try:
        parent = path.absolute().parent
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".verdict-", dir=parent) as folder:
            draft = Path(folder) / path.name
            if template:
                shutil.copyfile(template, draft)
            else:
                _make_empty(draft)
            _choose_wal(draft)
            open_database(draft, writing=True).close()
            _settle(draft, path)
    except FileExistsError:
        raise WrongUseError(doing, "something is there already", "choose another path") from None
    except OSError as error:
        raise DatabaseError(doing, reason(error), "choose another path") from error


def _make_empty(draft: Path) -> None:
    from verdict_tui.store.migrations import migrate

    draft.touch()
    with explained(draft, "can't make a database"):
        connection = _connect_uri(draft.absolute().as_uri() + "?mode=rw")
        try:
            migrate(connection)
        finally:
            connection.close()


def _choose_wal(draft: Path) -> None:
    """Let a new file have a WAL; what somebody chooses later stays."""
    with explained(draft, "can't make a database"):
        connection = _connect_uri(draft.absolute().as_uri() + "?mode=rw")
        try:
            connection.execute("PRAGMA journal_mode = WAL")
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
    with suppress(PermissionError):  # a folder that may be written but not read
        folder = os.open(path.absolute().parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
