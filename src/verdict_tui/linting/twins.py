"""Names that are nearly the same, found without comparing every name with every other.

Each name is looked up among all names with one letter left out (one has a letter more), with two
neighbours swapped, and among those of its length with the letter at one place left out of both (one
letter is wrong). So the work grows with the number of letters in all names together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.text import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHORTEST = 5
"""Shorter names are a letter apart by chance: `Milo` and `Mila`."""

MOST = 5
"""With so many earlier ones at most a name is paired, of those that are alike in the same way."""


class Pair(NamedTuple):
    """Two names that are alike, by their places; the first comes before the second."""

    first: int
    second: int
    is_same: bool
    """Whether they are the same when folded; else they are a letter apart."""


def find_pairs(names: Iterable[str]) -> list[Pair]:
    """Return the pairs of names that are the same when folded, or a letter apart, in order.

    A letter apart is one missing, added or wrong, or two neighbours swapped, in names of five
    characters and more. Names that differ in a digit are versions, and not a letter apart. Of
    names that are the same the first stands for all.
    """
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        key = compact(name)
        if key:
            places.setdefault(key, []).append(place)
    found = [
        Pair(first, second, is_same=True)
        for same in places.values()
        for at, second in enumerate(same)
        for first in same[: min(at, MOST)]
    ]
    for one, other in _slips(places):
        first, second = sorted((places[one][0], places[other][0]))
        found.append(Pair(first, second, is_same=False))
    return sorted(found)


def compact(name: str) -> str:
    """Return a name without case, accents, punctuation and spacing; empty if it is only these."""
    if not any(map(str.isalnum, name)):
        return ""
    return slugify(name).replace("-", "")


def _slips(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    by_length: dict[int, list[str]] = {}
    for key in keys:
        by_length.setdefault(len(key), []).append(key)
    for length, alike in by_length.items():
        if length < SHORTEST:
            continue
        known = set(alike)
        shorter = set(by_length.get(length - 1, ())) if length > SHORTEST else set()
        yield from _swapped(alike, known)
        for place in range(length):
            yield from _without_letter(alike, shorter, place)


def _swapped(keys: Iterable[str], known: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs in which two neighbours are swapped."""
    for key in keys:
        for place in range(1, len(key)):
            left, right = key[place - 1], key[place]
            if left < right and not (left.isdigit() and right.isdigit()):
                other = f"{key[: place - 1]}{right}{left}{key[place + 1 :]}"
                if other in known:
                    yield key, other


def _without_letter(
    keys: Iterable[str], shorter: set[str], place: int
) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names that differ in the letter at one place, or by having it."""
    seen: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    for key in keys:
        rest = key[:place] + key[place + 1 :]
        if rest in shorter and not key[place].isdigit() and key[place] != key[place - 1 : place]:
            yield rest, key
        first = seen.setdefault(rest, key)
        if first is not key:
            groups.setdefault(rest, [first]).append(key)
    for group in groups.values():
        yield from _wrong(group, place)


def _wrong(group: list[str], place: int) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a group in which all names differ in the letter at one place."""
    letters = [key for key in group if not key[place].isdigit()]
    digits = [key for key in group if key[place].isdigit()]
    for at, key in enumerate(letters):
        for other in letters[: min(at, MOST)]:
            yield other, key
    for key in digits:
        for other in letters[:MOST]:
            yield other, key
