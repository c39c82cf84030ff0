"""Finding tools by a few letters, wrong ones too.

Names are compared as keys: folded, with every run of other characters as one space. A query
is tried as the whole name, its beginning, the beginning of a word, a part, scattered letters,
and last with letters wrong; a better kind of match stands above a worse one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from verdict_tui.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_TYPO_CUTOFF = 60.0
_SEPARATORS = re.compile(r"[\W_]+")


class Match(NamedTuple):
    """A tool that a query found."""

    position: int
    """Where its name stands among the names searched."""
    score: float
    """From 0 to 100; higher is better."""
    spans: tuple[tuple[int, int], ...]
    """Which characters of the name matched, as half-open ranges."""


def key_of(name: str) -> str:
    """Return a name as it is compared: folded, with one space between its words."""
    return _SEPARATORS.sub(" ", fold(name.replace("&", " and "))).strip()


class Index:
    """Names, ready to be searched. On a tie the name that comes first wins."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self._keys = [key_of(name) for name in names]
        self._compact = [key.replace(" ", "") for key in self._keys]

    def search(self, query: str, limit: int = 100) -> list[Match]:
        """Return the best matches, best first; an empty query matches everything in order."""
        key = key_of(query)
        if not key:
            everything = min(limit, len(self.names)) if not query.strip() else 0
            return [Match(position, 0.0, ()) for position in range(everything)]
        scores = self._literal(key)
        for position, score in self._scattered(key):
            scores.setdefault(position, score)
        for position, score in self._misspelt(key):
            scores.setdefault(position, score)
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]
        return [
            Match(position, round(score, 1), spans(self.names[position], query))
            for position, score in best
        ]

    def _literal(self, key: str) -> dict[int, float]:
        """Score the names that contain the query as it is, spaces or not."""
        compact = key.replace(" ", "")
        scores: dict[int, float] = {}
        for position, (name, tight) in enumerate(zip(self._keys, self._compact, strict=True)):
            if compact not in tight:
                continue
            fullness = 4 * len(compact) / len(tight)
            if tight == compact:
                scores[position] = 100
            elif tight.startswith(compact):
                scores[position] = 90 + fullness
            elif f" {key}" in name:
                scores[position] = 80 + fullness
            else:
                scores[position] = 70 + fullness
        return scores

    def _scattered(self, key: str) -> list[tuple[int, float]]:
        """Score the names that have the query's letters in order."""
        compact = key.replace(" ", "")
        found = process.extract(
            compact, self._compact, scorer=LCSseq.similarity, score_cutoff=len(compact), limit=None
        )
        return [
            (position, 40 + 30 * _boundary_share(compact, self._keys[position]))
            for _, _, position in found
        ]

    def _misspelt(self, key: str) -> list[tuple[int, float]]:
        """Score the names that resemble the query, in any order of words."""
        found = process.extract(
            key, self._keys, scorer=fuzz.WRatio, score_cutoff=_TYPO_CUTOFF, limit=50
        )
        return [(position, 0.6 * score) for _, score, position in found]


def _boundary_share(letters: str, key: str) -> float:
    """Return the share of letters that begin a word or follow the one before."""
    good, at = 0, -1
    for letter in letters:
        start = key.find(" " + letter, max(at, 0))
        if at + 1 < len(key) and key[at + 1] == letter:
            at, good = at + 1, good + 1
        elif start >= 0:
            at, good = start + 1, good + 1
        else:
            at = key.find(letter, at + 1)
            if at < 0:
                return 0.0
    return good / len(letters)


def spans(name: str, query: str) -> tuple[tuple[int, int], ...]:
    """Return the characters of a name that a query matched: its words, else its letters."""
    folded = [fold(character) for character in name]
    text = "".join(piece[:1] or " " for piece in folded)  # one character each, so places agree
    wanted = key_of(query)
    found = text.find(wanted)
    if found >= 0:
        return ((found, found + len(wanted)),)
    marked: list[int] = []
    at = 0
    for letter in wanted.replace(" ", ""):
        place = text.find(letter, at)
        if place >= 0:
            marked.append(place)
            at = place + 1
    return _ranges(marked)


def _ranges(places: Sequence[int]) -> tuple[tuple[int, int], ...]:
    ranges: list[tuple[int, int]] = []
    for place in places:
        if ranges and ranges[-1][1] == place:
            ranges[-1] = (ranges[-1][0], place + 1)
        else:
            ranges.append((place, place + 1))
    return tuple(ranges)
