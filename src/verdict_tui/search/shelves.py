"""Texts kept by length, each shelf in order: what begins so, the shortest first.

A text that explains a query well is seldom much longer than it, and slips change a length
little; so most questions need a few shelves only, and on a shelf the texts with one beginning
stand together.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, Protocol

from rapidfuzz import process

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PIECE = 50_000
"""How many texts one call into compiled code looks at: it holds every other thread up."""

_RUN = 2_000
"""How many texts are put in order in one step."""
_TOLD_APART = 2
"""By how many letters texts are told apart when they are put aside."""
_AFTER = "\U0010ffff"


class Scorer(Protocol):
    """A distance or a similarity of `rapidfuzz.distance`."""

    def __call__(self, s1: str, s2: str, *, score_cutoff: int | None = None) -> int:
        """Compare two texts."""


Shelf = tuple[list[str], "array[int]"]
"""Texts of one length in order, and for each the entry that it belongs to."""


class Shelves:
    """Texts with the entries that they belong to."""

    def __init__(self) -> None:
        self._new: dict[int, dict[str, Shelf]] = {}
        self._shelves: dict[int, Shelf] = {}
        self.alphabet: set[str] = set()
        """The characters that texts begin with."""

    def add(self, text: str, entry: int) -> None:
        """Put a text aside; `sort` makes it findable."""
        same_length = self._new.get(len(text))
        if same_length is None:
            same_length = self._new[len(text)] = {}
        start = text[:_TOLD_APART]
        new = same_length.get(start)
        if new is None:
            new = same_length[start] = [], array("I")
        new[0].append(text)
        new[1].append(entry)

    def sort(self) -> None:
        """Put what was added on its shelves, a few thousand texts at a time.

        A long `list.sort` would hold every other thread up.
        """
        for length in sorted(self._new):
            texts, entries = self._shelves.setdefault(length, ([], array("I")))
            same_length = self._new.pop(length)
            for start in sorted(same_length):
                new_texts, new_entries = same_length.pop(start)
                for order in _in_order(new_texts, range(len(new_texts)), len(start)):
                    texts += [new_texts[at] for at in order]
                    entries.extend([new_entries[at] for at in order])
                self.alphabet.add(start[0])

    @property
    def longest(self) -> int:
        """How long the longest text is; 0 when there is none."""
        return next(reversed(self._shelves), 0)

    def __iter__(self) -> Iterator[Shelf]:
        """Yield the shelves, the shortest texts first."""
        return iter(self._shelves.values())

    def beginning(self, start: str) -> Iterator[array[int]]:
        """Yield the entries of the texts that begin so, the shortest first."""
        for length, (texts, entries) in self._shelves.items():
            if length >= len(start):
                low = bisect_left(texts, start)
                if low < len(texts) and texts[low].startswith(start):
                    yield entries[low : bisect_left(texts, start + _AFTER, low)]

    def holding(self, texts: Iterable[str]) -> Iterator[tuple[str, int]]:
        """Yield those of some texts that are here, with their entries."""
        for text in texts:
            shelf = self._shelves.get(len(text))
            if shelf:
                at = bisect_left(shelf[0], text)
                while at < len(shelf[0]) and shelf[0][at] == text:
                    yield text, shelf[1][at]
                    at += 1

    def scan(
        self,
        query: str,
        scorer: Scorer,
        cutoff: int,
        lengths: tuple[int, int],
        start: str = "",
    ) -> Iterator[tuple[str, int]]:
        """Yield the texts, with their entries, to which a scorer of rapidfuzz gives the cutoff.

        Args:
            query: what the texts are compared with.
            scorer: a distance, or a similarity, of `rapidfuzz.distance`.
            cutoff: the greatest distance or the least similarity.
            lengths: the least and the greatest length of the texts looked at.
            start: how they begin.
        """
        for texts, entries in self.pieces(lengths, start, PIECE):
            for text, _, at in process.extract(
                query, texts, scorer=scorer, score_cutoff=cutoff, limit=None
            ):
                yield text, entries[at]

    def pieces(self, lengths: tuple[int, int], start: str, size: int) -> Iterator[Shelf]:
        """Yield the texts of some lengths that begin so, some at a time, the shortest first."""
        for length, (texts, entries) in self._shelves.items():
            if not lengths[0] <= length <= lengths[1]:
                continue
            low, high = 0, len(texts)
            if start:
                low = bisect_left(texts, start)
                high = bisect_left(texts, start + _AFTER, low)
            for at in range(low, high, size):
                end = min(at + size, high)
                yield texts[at:end], entries[at:end]


def _in_order(texts: list[str], chosen: Sequence[int], same: int) -> Iterator[Sequence[int]]:
    """Yield the places of texts of one length in their order, some at a time.

    Args:
        texts: the texts.
        chosen: the places of those that are to be sorted.
        same: how many letters they all begin with.
    """
    if len(chosen) <= _RUN:
        yield sorted(chosen, key=texts.__getitem__)
        return
    if same == len(texts[chosen[0]]):  # all are one and the same text
        yield from (chosen[at : at + _RUN] for at in range(0, len(chosen), _RUN))
        return
    by_letter: dict[str, list[int]] = {}
    for at in chosen:
        by_letter.setdefault(texts[at][same], []).append(at)
    for letter in sorted(by_letter):
        yield from _in_order(texts, by_letter[letter], same + 1)
