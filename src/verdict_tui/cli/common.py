"""What the commands share: the database, the names of tools, and how results go out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from verdict_tui import paths
from verdict_tui.errors import NotThereError, WrongUseError
from verdict_tui.store.database import create_from_sample, open_database
from verdict_tui.store.tools import load_catalogue
from verdict_tui.store.votes import canonical
from verdict_tui.text import clean_line, slugify

if TYPE_CHECKING:
    from verdict_tui.store.database import Database

CLEAR = 45.0
"""From this score on the best match of a name is taken without asking."""
AHEAD = 10.0
"""How far the best match must be ahead of the next to be clear."""
CANDIDATES = 5


def open_chosen(option: str | None, *, writing: bool = False) -> Database:
    """Open the database that `--db` or the environment names, else the user's own.

    The user's own is made from the packaged sample on first use.
    """
    path, may_be_made = paths.chosen_database(option)
    if may_be_made and not path.exists():
        try:
            create_from_sample(path)
        except WrongUseError:  # another process made it a moment before us
            if not path.exists():
                raise
    return open_database(path, writing=writing)


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
    from verdict_tui.search import Index, key_of

    catalogue = load_catalogue(database)
    key = key_of(name)
    begins = [i for i, other in enumerate(catalogue.names) if key and key_of(other).startswith(key)]
    if len(begins) == 1:
        return catalogue.slugs[begins[0]]
    matches = Index(catalogue.names).search(name, CANDIDATES + 1)
    found = begins or [match.position for match in matches]
    if not found:
        raise NotThereError(
            f"there is no tool called '{clean_line(name)}'", remedy="try 'verdict list'"
        )
    if not (begins or exactly) and matches[0].score >= CLEAR:
        others = [match.score for match in matches[1:2]]
        if not others or matches[0].score - others[0] >= AHEAD:
            return catalogue.slugs[matches[0].position]
    candidates = ", ".join(catalogue.names[position] for position in found[:CANDIDATES])
    more = ", …" if len(found) > CANDIDATES else ""
    raise WrongUseError(f"'{clean_line(name)}' is not clear", f"did you mean {candidates}{more}?")


def write(text: str) -> None:
    """Print a result; characters that the output's encoding lacks become `?`."""
    stream = sys.stdout
    if stream.encoding and stream.encoding.lower().replace("-", "") != "utf8":
        text = text.encode(stream.encoding, "replace").decode(stream.encoding)
    stream.write(text if text.endswith("\n") else text + "\n")
