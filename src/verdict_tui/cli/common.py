"""What the commands share: the database, the names of tools, and how results go out."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from verdict_tui import paths
from verdict_tui.errors import NotThereError, WrongUseError
from verdict_tui.render import words
from verdict_tui.store.database import create_from_sample, open_database
from verdict_tui.store.tools import load_catalogue
from verdict_tui.store.votes import canonical
from verdict_tui.text import clean_line, slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TextIO

    from verdict_tui.search.finder import Match
    from verdict_tui.store.database import Database

AHEAD = 12.0
"""How far the best match must be ahead of the next to be clear."""
CANDIDATES = 5
PAGE_WIDTH = 80
LEAST_WIDTH = 24
MOST_WIDTH = 100
_BAR = 30
_DATABASE = b"SQLite format 3\0"
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
    if may_be_made and not path.exists():
        try:
            create_from_sample(path)
        except WrongUseError:  # another process made it a moment before us
            if not path.exists():
                raise
    return path


def find_tool(database: Database, name: str, *, exactly: bool = False) -> str:
    """Return the slug of the tool that a name means.

    Args:
        database: an open database.
        name: a name, former name or slug; its beginning, when only one tool begins so; or,
            unless `exactly`, what the search finds clearly best.
        exactly: whether the search's opinion is not enough, as for a vote.

    Raises:
        NotThereError: no tool is meant.
        WrongUseError: more than one tool could be meant; the message names them.
    """
    slug = canonical(database.connection, slugify(name))
    if database.connection.execute("SELECT 1 FROM tools WHERE slug = ?", (slug,)).fetchone():
        return slug
    from verdict_tui.search.finder import CLEAR, Finder
    from verdict_tui.search.keys import key_of

    catalogue = load_catalogue(database)
    start = key_of(name).compact
    begins = [
        position
        for position, other in enumerate(catalogue.names)
        if start and key_of(other).compact.startswith(start)
    ]
    if len(begins) == 1:
        return catalogue.slugs[begins[0]]
    finder = Finder(catalogue)
    matches = finder.find(name, limit=CANDIDATES + 1)
    is_good = bool(matches) and matches[0].score >= CLEAR
    if not begins and not exactly and is_good and _is_clear(matches):
        return catalogue.slugs[matches[0].position]
    found = begins or [match.position for match in matches or finder.nearest(name)]
    near = [catalogue.names[position] for position in found]
    if begins or is_good:
        raise not_clear(name, near)
    raise NotThereError(
        f"there is no tool called '{clean_line(name)}'",
        remedy=words.nearest(near[:CANDIDATES]) or "see 'verdict list'",
    )


def not_clear(name: str, candidates: Sequence[str]) -> WrongUseError:
    """Return the error that a name could mean several things."""
    more = ", …" if len(candidates) > CANDIDATES else ""
    said = ", ".join(candidates[:CANDIDATES])
    return WrongUseError(f"'{clean_line(name)}' is not clear", f"did you mean {said}{more}?")


def _is_clear(matches: list[Match]) -> bool:
    """Say whether the best of some matches, in order, is well ahead of the next."""
    if matches[0].matched_in not in ("name", "former name"):
        return False
    return len(matches) == 1 or matches[0].score - matches[1].score >= AHEAD


def category_test(known: Iterable[str], name: str) -> Callable[[str], bool]:
    """Return what says of a category whether it is the one that a name or its slug means.

    Raises:
        WrongUseError: there is no such category; the message names those that there are.
    """
    wanted = slugify(name.strip())
    categories = {slugify(category): category for category in known}
    if wanted not in categories:
        there_are = ", ".join(sorted(categories.values()))
        raise WrongUseError(
            f"there is no category '{clean_line(name)}'",
            f"there are: {there_are}" if there_are else "",
        )
    return lambda category: slugify(category) == wanted


def write(text: str, form: str = "") -> None:
    """Print a result; in ASCII where that is asked for, or where the output has no more.

    Args:
        text: what to print.
        form: `json` and `xml` write other characters as references, so that nothing is lost.
    """
    text = _printable(text, form)
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def _printable(text: str, form: str) -> str:
    if text.isascii() or (is_utf8(sys.stdout) and not asks_for_ascii()):
        return text
    if form == "xml":
        return text.encode("ascii", "xmlcharrefreplace").decode("ascii")
    from verdict_tui.asciify import asciified, escaped

    return escaped(text) if form == "json" else asciified(text)


def is_utf8(stream: TextIO) -> bool:
    """Say whether a stream takes every character."""
    return (stream.encoding or "utf-8").lower().replace("-", "") == "utf8"


def asks_for_ascii() -> bool:
    """Say whether the command line asks for ASCII only."""
    if "--ascii" not in sys.argv:  # the common case, without the library for options
        return False
    import click

    context = click.get_current_context(silent=True)
    return bool(context and context.find_root().params.get("in_ascii"))


def write_long(text: str) -> None:
    """Print a result that people read: on a terminal that it does not fit into, in the pager.

    As git does it: with `$PAGER`, else `less`, and `$LESS` is `FRX` unless it says otherwise.
    """
    if sys.stdout.isatty() and _is_long(text):
        import click

        os.environ.setdefault("LESS", "FRX")
        click.echo_via_pager(_printable(text, ""))
    else:
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
    """Print what comes piece by piece; a reader who has gone is no error."""
    try:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_stdout(output: Path | None) -> bool:
    """Say whether what is written is to be printed: without `-o`, and with `-o -`."""
    return output is None or str(output) == "-"


def write_whole(path: Path, lines: Iterable[str]) -> int:
    """Write a file whole or not at all, and return how many lines it has.

    Where a link leads to a file, the file is replaced and the link stays. What is no file, as a
    pipe or a terminal, is written as it comes.

    Raises:
        WrongUseError: it can't be written, or is a database; what was there is still there.
    """
    is_stream = path.exists() and not (path.is_file() or path.is_dir())
    if not is_stream:
        _refuse_database(path)
    place = path if is_stream else Path(os.path.realpath(path))
    draft = place if is_stream else place.with_name(f".{place.name}.part")
    count = 0
    try:
        with draft.open("w", encoding="utf-8") as file:
            for line in lines:
                file.write(line)
                count += 1
        if not is_stream:
            draft.replace(place)
    except OSError as error:
        if not is_stream:
            draft.unlink(missing_ok=True)
        why = (error.strerror or str(error)).lower()
        raise WrongUseError(f"can't write {path}", why, "name another file with -o") from None
    return count


def _refuse_database(path: Path) -> None:
    with suppress(OSError), path.open("rb") as file:
        if file.read(len(_DATABASE)) == _DATABASE:
            raise WrongUseError(
                f"can't write {path}", "it is a database", "name another file with -o"
            )


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
