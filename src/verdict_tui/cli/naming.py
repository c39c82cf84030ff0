"""What a name on the command line means: a tool, a critic, a category."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.cli.common import command
from verdict_tui.errors import DatabaseError, NotThereError, WrongUseError
from verdict_tui.render import words
from verdict_tui.store.slugs import canonical
from verdict_tui.store.tools import load_catalogue
from verdict_tui.text import clean_line, fold, slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from verdict_tui.catalogue import Catalogue
    from verdict_tui.search.finder import Match
    from verdict_tui.store.database import Database

AHEAD = 12.0
"""How far the best match must be ahead of the next to be clear."""
CANDIDATES = 5
_NEAREST = 3


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
    if _is_there(database, slug):
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
        return _slug_of(database, catalogue, begins[0])
    finder = Finder(catalogue)
    matches = finder.find(name, limit=CANDIDATES + 1)
    is_good = bool(matches) and matches[0].score >= CLEAR
    if not begins and not exactly and is_good and _is_clear(matches):
        return _slug_of(database, catalogue, matches[0].position)
    found = begins or [match.position for match in matches or finder.nearest(name)]
    near = [catalogue.names[position] for position in found]
    if begins or is_good:
        raise not_clear(name, near)
    raise NotThereError(
        f"there is no tool called '{clean_line(name)}'",
        remedy=words.nearest(near[:CANDIDATES]) or f"see '{command('list')}'",
    )


def gone(*names: str) -> NotThereError:
    """Return the error that tools have vanished between being found and being read."""
    return NotThereError(words.gone([clean_line(name) for name in names]))


def _is_there(database: Database, slug: str) -> bool:
    row = database.connection.execute("SELECT 1 FROM tools WHERE slug = ?", (slug,)).fetchone()
    return row is not None


def _slug_of(database: Database, catalogue: Catalogue, position: int) -> str:
    """Return the slug of a tool that was found by its name.

    Raises:
        DatabaseError: another program wrote a slug that is none, and can't be asked for.
    """
    slug = catalogue.slugs[position]
    if not _is_there(database, slug):
        raise DatabaseError(
            f"can't use the tool {catalogue.names[position]}",
            f"its slug in the database is no slug: {slug}",
            "give it one with the program that wrote it",
        )
    return slug


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


def find_critic(names: Sequence[str], name: str) -> int:
    """Return which critic a name means: the whole name, its beginning or a part, in any case.

    Args:
        names: the critics' names.
        name: what was asked for.

    Raises:
        NotThereError: none is meant; the message names the nearest.
        WrongUseError: several could be meant; the message names them.
    """
    if name in names:
        return names.index(name)
    wanted = slugify(clean_line(name))
    folded = list(map(slugify, names))
    ways = (
        [at for at, each in enumerate(folded) if each == wanted],
        [at for at, each in enumerate(folded) if each.startswith(wanted)],
        [at for at, each in enumerate(folded) if wanted in each],
    )
    found = next(filter(None, ways), [])
    if len(found) == 1:
        return found[0]
    if found:
        raise not_clear(name, [names[at] for at in found])
    near = ", ".join(_nearest(names, fold(clean_line(name))))
    raise NotThereError(
        f"there is no critic called '{clean_line(name)}'",
        remedy=f"the nearest: {near}" if near else f"see '{command('critics')}'",
    )


def _nearest(names: Sequence[str], wanted: str) -> list[str]:
    from difflib import get_close_matches

    # A whole name, or one of its words: nobody types the article.
    places = {word: name for name in names for word in (*fold(name).split(), fold(name))}
    near = get_close_matches(wanted, places, 2 * _NEAREST, 0.5)
    return list(dict.fromkeys(places[word] for word in near))[:_NEAREST]


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
