"""The user's files: read within limits, written whole or not at all, with the true cause."""

from __future__ import annotations

import os
import re
import stat
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from verdict_tui.errors import NotThereError, WrongUseError, reason
from verdict_tui.text import clipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO, TextIO

STDIN = "-"
MEGABYTE = 1024 * 1024
_CHUNK = MEGABYTE
_DATABASE = b"SQLite format 3\0"
_COMPANION = re.compile(r"(.+)-(wal|shm|journal)", re.DOTALL)
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self|proc/thread-self)/fd/(\d{1,9})")
_ANOTHER = "name another file with -o"
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISFIFO, "a pipe"),
)


def kind_of(mode: int) -> str:
    """Return what a file is that is not a regular one, by its mode; empty for a regular file."""
    return next((name for is_kind, name in _KINDS if is_kind(mode)), "")


def fill_closed_streams() -> None:
    """Open the null device in place of standard streams that are closed.

    The next file to be opened would get their number, and what is printed would end up in it.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) < 3:
        pass
    os.close(number)
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """Open a file that the user names for reading; a pipe too, and `-` is standard input.

    Raises:
        NotThereError: there is no such file.
        WrongUseError: it can't be read.
    """
    try:
        if name == STDIN:
            yield _standard_input()
            return
        kind = kind_of(Path(name).stat().st_mode)
        if kind in ("a device", "a socket"):
            raise unreadable(name, f"it is {kind}")
        with Path(name).open("rb") as file:
            yield file
    except FileNotFoundError:
        raise _absent(name) from None
    except OSError as error:
        raise unreadable(name, reason(error)) from None
    except ValueError as error:  # a name with a null character
        raise unreadable(name, str(error)) from None


def _absent(name: str) -> NotThereError:
    why = f"the link {shown(name)} leads to it" if Path(name).is_symlink() else ""
    return NotThereError(f"there is no file {shown(os.path.realpath(name) if why else name)}", why)


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise unreadable(STDIN, "it is closed")
    return sys.stdin.buffer


def shown(name: str) -> str:
    """Return what a file that was named is called in messages."""
    return "standard input" if name == STDIN else clipped(name, 200)


def unreadable(name: str, why: str, remedy: str = "") -> WrongUseError:
    """Return the error that a file that was named can't be read."""
    return WrongUseError(f"can't read {shown(name)}", why, remedy)


def read_within(file: BinaryIO, name: str, most: int) -> bytes:
    """Read a file to its end.

    Args:
        file: an open file.
        name: what it is called, for messages.
        most: how many megabytes it may have.

    Raises:
        WrongUseError: it is longer.
        OSError: it can't be read.
    """
    chunks: list[bytes] = []
    left = most * MEGABYTE
    while left >= 0 and (chunk := file.read(min(_CHUNK, left + 1))):
        chunks.append(chunk)
        left -= len(chunk)
    if left < 0:
        raise unreadable(name, f"it is larger than {most} MB")
    return b"".join(chunks)


def read_small(path: Path, most: int) -> bytes:
    """Read a file of the program itself, such as its settings, without ever waiting.

    Args:
        path: where it is.
        most: how many megabytes it may have.

    Raises:
        WrongUseError: it is no regular file, or larger.
        OSError: it can't be read.
    """
    kind = kind_of(path.stat().st_mode)
    if kind:
        raise unreadable(str(path), f"it is {kind}")
    # If it has become a pipe since, this does not wait for a writer.
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    with os.fdopen(number, "rb") as file:
        return read_within(file, str(path), most)


def write_whole(path: Path, pieces: Iterable[str], remedy: str = _ANOTHER) -> int:
    """Write a file whole or not at all, and return how many pieces it has.

    Where a link leads to a file, the file is replaced and the link stays. A file that is there
    keeps its mode and, where that is allowed, its owner. What is no file, such as a pipe or a
    terminal, is written piece by piece.

    Args:
        path: where.
        pieces: what to write.
        remedy: what to do when that is not possible.

    Raises:
        WrongUseError: it can't be written, or belongs to a database; what was there still is.
        BrokenPipeError: it is a pipe, and its reader has gone.
    """
    try:
        number = _descriptor(path)
        if number is not None:
            return _write_stream(os.dup(number), pieces)
        place = Path(os.path.realpath(path))
        before = _status(place)
        if before and kind_of(before.st_mode):
            return _write_stream(os.open(place, os.O_WRONLY | os.O_NOCTTY), pieces)
        why = _why_not(place, before)
        if not why:
            return _replace(place, pieces, before)
    except BrokenPipeError:
        raise
    except OSError as error:
        why = reason(error)
    raise WrongUseError(f"can't write {clipped(str(path), 200)}", why, remedy)


def _descriptor(path: Path) -> int | None:
    """Return the number of the open file that a path stands for; None when it is not one.

    To replace it by its name would lose what else is written to it.
    """
    found = _DESCRIPTOR.fullmatch(str(path))
    return int(found[1]) if found else None


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _write_stream(number: int, pieces: Iterable[str]) -> int:
    with os.fdopen(number, "w", encoding="utf-8") as file:
        return _write(file.write, pieces)


def _write(write: Callable[[str], int], pieces: Iterable[str]) -> int:
    count = 0
    for count, piece in enumerate(pieces, 1):  # noqa: B007
        write(piece)
    return count


def _replace(place: Path, pieces: Iterable[str], before: os.stat_result | None) -> int:
    draft = place.with_name(f".verdict-{os.urandom(8).hex()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        number = os.open(draft, flags, 0o600 if before else 0o666)
    except OSError as error:
        raise _of_folder(place.parent, error) from None
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            count = _write(file.write, pieces)
            file.flush()
            if before:
                adopt(number, before)
            os.fsync(number)
        draft.replace(place)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return count


def adopt(number: int, before: os.stat_result) -> None:
    """Give an open file the mode and, where that is allowed, the owner of the one it replaces."""
    with suppress(PermissionError):
        os.fchown(number, before.st_uid, before.st_gid)
    os.fchmod(number, stat.S_IMODE(before.st_mode))


def _of_folder(folder: Path, error: OSError) -> OSError:
    """Say of an error that it is about the folder, whatever was to be made in it."""
    name = clipped(str(folder), 200)
    if isinstance(error, FileNotFoundError) and not folder.is_dir():
        return OSError(0, f"there is no folder {name}")
    if isinstance(error, PermissionError):
        return OSError(0, f"the folder {name} can't be written")
    return error


def _why_not(place: Path, before: os.stat_result | None) -> str:
    """Return why a file may not be written: it is read-only, or belongs to a database."""
    if _is_database(place):
        return "it is a database"
    companion = _COMPANION.fullmatch(str(place))
    if companion and _is_database(Path(companion[1])):
        return "it belongs to the database beside it"
    return "it is read-only" if before and not os.access(place, os.W_OK) else ""


def _is_database(path: Path) -> bool:
    with suppress(OSError):
        if stat.S_ISREG(path.stat().st_mode):
            with path.open("rb") as file:
                return file.read(len(_DATABASE)) == _DATABASE
    return False
