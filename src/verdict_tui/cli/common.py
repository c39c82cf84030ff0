"""What the commands share: the database, the names of tools, and how results go out."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from verdict_tui import paths
from verdict_tui.errors import NotThereError, WrongUseError
from verdict_tui.store.database import create_from_sample, open_database
from verdict_tui.store.tools import load_catalogue
from verdict_tui.store.votes import canonical
from verdict_tui.text import clean_line, slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from verdict_tui.search.finder import Match
    from verdict_tui.store.database import Database

CLEAR = 40.0
"""From this score on a match may be what was meant; alone it is taken without asking."""
AHEAD = 12.0
"""How far the best match must be ahead of the next to be clear."""
CANDIDATES = 5


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
    from verdict_tui.search.finder import Finder
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
    if not begins and not exactly and _is_clear(matches):
        return catalogue.slugs[matches[0].position]
    is_unclear = begins or (matches and matches[0].score >= CLEAR)
    found = begins or [match.position for match in matches or finder.nearest(name)]
    names = ", ".join(catalogue.names[position] for position in found[:CANDIDATES])
    if is_unclear:
        more = ", …" if len(found) > CANDIDATES else ""
        raise WrongUseError(f"'{clean_line(name)}' is not clear", f"did you mean {names}{more}?")
    raise NotThereError(
        f"there is no tool called '{clean_line(name)}'",
        remedy=f"the nearest are {names}" if names else "see 'verdict list'",
    )


def _is_clear(matches: list[Match]) -> bool:
    """Say whether the best of some matches, in order, is good and well ahead of the next."""
    if not matches or matches[0].score < CLEAR:
        return False
    if matches[0].matched_in not in ("name", "former name"):
        return False
    return len(matches) == 1 or matches[0].score - matches[1].score >= AHEAD


def write(text: str, *, is_xml: bool = False) -> None:
    """Print a result; characters that the output's encoding lacks become `?`.

    Those of XML, which says of itself that it is UTF-8, become references.
    """
    stream = sys.stdout
    if stream.encoding and stream.encoding.lower().replace("-", "") != "utf8":
        if is_xml:
            text = text.encode("ascii", "xmlcharrefreplace").decode("ascii")
        text = text.encode(stream.encoding, "replace").decode(stream.encoding)
    stream.write(text if text.endswith("\n") else text + "\n")


def write_whole(path: Path, lines: Iterable[str]) -> int:
    """Write a file whole or not at all, and return how many lines it has.

    Where a link leads to a file, the file is replaced and the link stays. What is no file, as a
    pipe or a terminal, is written as it comes.

    Raises:
        WrongUseError: it can't be written; what was there before is still there.
    """
    is_stream = path.exists() and not (path.is_file() or path.is_dir())
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


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how many lines have been read, once it takes more than a second."""
    begun = monotonic()
    is_shown = False

    def told(count: int) -> None:
        nonlocal is_shown
        if sys.stderr.isatty() and monotonic() - begun > 1:
            is_shown = True
            sys.stderr.write(f"\r{what}{count:,} lines")
            sys.stderr.flush()

    try:
        yield told
    finally:
        if is_shown:
            sys.stderr.write("\r\x1b[K")
