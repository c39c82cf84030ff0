"""What the commands share: the database, the names of tools, and how results go out."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager, suppress
from time import monotonic
from typing import TYPE_CHECKING

from verdict_tui import paths
from verdict_tui.errors import DatabaseError, WrongUseError
from verdict_tui.store.database import create_from_sample, is_missing, open_database
from verdict_tui.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import TextIO

    from verdict_tui.config import Settings
    from verdict_tui.store.database import Database

PAGE_WIDTH = 80
LEAST_WIDTH = 24
MOST_WIDTH = 100
_BAR = 30
_PLAIN_LOCALES = ("C", "POSIX")
_PUT_BY_PYTHON = "C.UTF-8"
_A_MOMENT = 0.1  # seconds between two lines about how far the work is


def open_chosen(option: str | None, *, writing: bool = False) -> Database:
    """Open the database that `--db` or the environment names, else the user's own.

    The user's own is made from the packaged sample on first use.
    """
    path = chosen_path(option)
    return open_database(path, writing=writing)


def chosen_path(option: str | None) -> Path:
    """Return the database that is to be opened; the user's own is made on first use."""
    if option == "":
        raise WrongUseError("--db names no file", remedy="name one, or leave --db out")
    path, may_be_made = paths.chosen_database(option)
    if may_be_made and is_missing(path):
        try:
            create_from_sample(path)
        except WrongUseError:  # another process made it a moment before us
            if is_missing(path):
                raise
        except DatabaseError as error:
            remedy = "name a database with --db or VERDICT_DB"
            raise DatabaseError(error.what, error.why, remedy) from None
    return path


def write(text: str, form: str = "") -> None:
    """Print a result; in ASCII where that is asked for, or where the output has no more.

    Args:
        text: what to print.
        form: `json` and `xml` write other characters as references, so that nothing is lost.
    """
    text = _printable(text, form)
    text = text if text.endswith("\n") else text + "\n"
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:  # the name of a file that is no text
        sys.stdout.write(text.encode(errors="backslashreplace").decode())


def _printable(text: str, form: str) -> str:
    if text.isascii() or (is_utf8(sys.stdout) and not asks_for_ascii() and not _is_ascii_set()):
        return text
    if form == "xml":
        return text.encode("ascii", "xmlcharrefreplace").decode("ascii")
    from verdict_tui.asciify import asciified, escaped

    return escaped(text) if form == "json" else asciified(text)


def is_utf8(stream: TextIO) -> bool:
    """Say whether a stream takes every character."""
    return (stream.encoding or "utf-8").lower().replace("-", "") == "utf8"


def asks_for_ascii() -> bool:
    """Say whether the command line, or the locale, asks for ASCII only."""
    if "--ascii" not in sys.argv:  # the common case, without the library for options
        return _is_plain_locale()
    import click

    context = click.get_current_context(silent=True)
    return bool(context and context.find_root().params.get("in_ascii")) or _is_plain_locale()


def _is_plain_locale() -> bool:
    """Say whether somebody has chosen the locale C, in which Python writes UTF-8 all the same.

    Without any locale, as in many containers, UTF-8 is right. Python itself says `C.UTF-8` then,
    and where LC_CTYPE or LANG was C (PEP 538); that it said so is in its flag (PEP 540).
    """
    if "PYTHONUTF8" in os.environ or "PYTHONIOENCODING" in os.environ:
        return False
    chosen = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE", "")
    if chosen == _PUT_BY_PYTHON and sys.flags.utf8_mode:
        chosen = os.environ.get("LANG", "")
    return chosen in _PLAIN_LOCALES


def _is_ascii_set() -> bool:
    """Say whether the settings ask for ASCII only; those that make no sense ask for nothing."""
    with suppress(WrongUseError):
        found = _settings()
        return found is not None and found.ascii
    return False


def warn_of_settings() -> None:
    """Say on standard error what is wrong with the settings: what is printed is without them."""
    try:
        _settings()
    except WrongUseError as error:
        warn(f"passed over the settings: {error}")


def warn(sentence: str) -> None:
    """Say something on standard error beside the result; there may be nobody to read it."""
    with suppress(OSError):
        print(f"verdict: {clean(sentence)}", file=sys.stderr)


def _settings() -> Settings | None:
    path = paths.settings()
    if path is None or not os.path.lexists(path):  # the common case
        return None
    from verdict_tui.config import read_settings

    return read_settings()


def command(*words: str) -> str:
    """Return a command as advice, on the database that the command line names."""
    named: list[str] = []
    if "click" in sys.modules:  # the app alone starts without it
        import click

        context = click.get_current_context(silent=True)
        db = context.find_root().params.get("db") if context else None
        named = ["--db", db] if db else []
    import shlex

    return shlex.join(["verdict", *map(clean_line, (*named, *words))])


def write_long(text: str) -> None:
    """Print a result that people read: on a terminal that it does not fit into, in the pager.

    As git does it: with `$PAGER`, else `less`, and `$LESS` is `FRX` unless it says otherwise.
    """
    if not (sys.stdout.isatty() and _is_long(text)):
        write(text)
        return
    import click

    os.environ.setdefault("LESS", "FRX")
    try:
        click.echo_via_pager(_printable(text, ""))
    except (ValueError, OSError):  # no command, such as one with half a quotation; no program
        write(text)


def page_width() -> int:
    """Return how wide a page may be: as `$COLUMNS` or the terminal says, else 80; at most 100."""
    import shutil  # only for pages

    is_known = sys.stdout.isatty() or "COLUMNS" in os.environ
    width = shutil.get_terminal_size().columns if is_known else PAGE_WIDTH
    return max(min(width, MOST_WIDTH), LEAST_WIDTH)


def _is_long(text: str) -> bool:
    import shutil  # only on a terminal

    return text.count("\n") >= shutil.get_terminal_size().lines


def write_pieces(pieces: Iterable[str]) -> None:
    """Print a file piece by piece, in UTF-8 as all files of ours."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.writelines(pieces)
    sys.stdout.flush()


def is_stdout(output: Path) -> bool:
    """Say whether `-o` names standard output, as `-` does."""
    return str(output) in ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


@contextmanager
def counting(what: str, of: str = "lines") -> Iterator[Callable[[int], None]]:
    """Show on a terminal how many things have been read, once it takes more than a second."""
    with _telling() as say:
        yield lambda count: say(f"{what}{count:,} {of}")


@contextmanager
def progress(what: str) -> Iterator[Callable[[float], None]]:
    """Show on a terminal a bar with the part that is done, once it takes more than a second."""
    with _telling() as say:
        yield lambda part: say(f"{what} [{'#' * int(part * _BAR):{_BAR}}] {part:4.0%}")


@contextmanager
def _telling() -> Iterator[Callable[[str], None]]:
    begun, last = monotonic(), 0.0

    def say(text: str) -> None:
        nonlocal last
        now = monotonic()
        if now - begun > 1 and now - last > _A_MOMENT and sys.stderr.isatty():
            last = now
            sys.stderr.write(f"\r{text}")
            sys.stderr.flush()

    try:
        yield say
    finally:
        if last:
            sys.stderr.write("\r\x1b[K")
