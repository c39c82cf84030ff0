"""Finding tools: by name, by former name, by who makes them, by what they are for.

One ranking for every place that takes a tool's name.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from heapq import nsmallest
from itertools import accumulate
from time import perf_counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from verdict_tui.search import marks, score
from verdict_tui.search.index import Found, Index, Reach
from verdict_tui.search.keys import cached_key, prepare
from verdict_tui.search.shelves import PIECE
from verdict_tui.search.weights import CHANCE, SPREAD, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verdict_tui.catalogue import Catalogue, Column
    from verdict_tui.search.keys import Query
    from verdict_tui.search.marks import Spans

Field = Literal["name", "former name", "vendor", "category"]

FORMER = 0.4
"""What a match costs more when it is a name the tool no longer has."""
VENDOR = 2.0
CATEGORY = 2.2
BESIDE = 0.9
"""What it costs when some words are the vendor's or the category's and the rest the name's."""
WORST = 3.9
"""What costs more is chance."""
_CLEARLY_GROUP = 1.2

CLEAR = 45.0
"""From this score on a match may be what was meant; alone it is taken without asking."""
_MOST_WORDS = 6
_NEAREST = 3
_ENOUGH = 8
_MOST_VALUES = 6
_LEAST_VALUE = 4
_MEMBERS = 300
_ON_SCREEN = 200
"""Up to so many matches are looked for by what usually suffices: nobody reads on."""


class Match(NamedTuple):
    """A tool that a query found."""

    position: int
    """Its position in the catalogue."""
    score: float
    """From 1 to 100; higher is better, 100 is the whole name."""
    matched_in: Field = "name"
    text: str = ""
    """The former name, vendor or category that matched; empty for the name."""
    name_query: str = ""
    """The part of the query that the name answers."""

    def name_spans(self, name: str) -> Spans:
        """Return the characters of the tool's name that matched."""
        return marks.spans(prepare(self.name_query), name) if self.name_query else ()


class _Found(NamedTuple):
    cost: float
    field: Field
    text: str = ""
    name_query: str = ""


_Step = Iterator[tuple[int, "_Found | None"]]
"""Positions of tools with how they were found; None now and then, to be left there."""


class Finder:
    """The tools of a catalogue, ready to be searched; votes don't make it old."""

    def __init__(self, catalogue: Catalogue, told: Callable[[float], None] | None = None) -> None:
        """Make the names searchable.

        Args:
            catalogue: the tools.
            told: is told now and then which part of the work is done.
        """
        self._catalogue = catalogue
        self._former = [position for position, _ in catalogue.former_names]
        self._count = len(catalogue)
        self._names = Index(_all_names(catalogue), told)
        self._vendors = _Group("vendor", catalogue.vendor)
        self._categories = _Group("category", catalogue.category)

    def search(self, text: str, wanted: Sequence[bool] | None = None, limit: int = 100) -> Search:
        """Begin a search; `Search.advance` carries it on.

        Args:
            text: what the name should look like.
            wanted: for each tool, by position, whether it is asked for; all by default.
            limit: how many matches to return at most.
        """
        reach = Reach(limit if limit > _ON_SCREEN else 0)
        return Search(self._steps(text, wanted, limit, reach), reach)

    def nearest(self, text: str, wanted: Sequence[bool] | None = None) -> list[Match]:
        """Return the tools whose names resemble a text most, for when nothing matches."""
        query = prepare(text)
        *_, nearest = self._nearest(query, wanted) if query.text else (None,)
        return nearest or []

    def find(
        self, text: str, wanted: Sequence[bool] | None = None, limit: int = 100
    ) -> list[Match]:
        """Return the best matches, best first."""
        search = self.search(text, wanted, limit)
        search.advance()
        return search.matches

    def _nearest(self, query: Query, wanted: Sequence[bool] | None) -> Iterator[list[Match] | None]:
        """Yield None while there is more to do, at last the tools that resemble a query most."""
        best: dict[int, float] = {}
        for likely in self._names.nearest(query, _NEAREST, self._allowing(wanted)):
            for entry, likeness in likely:
                position = self._tool(entry)
                best[position] = max(likeness, best.get(position, 0.0))
            yield None
        nearest = nsmallest(_NEAREST, best, key=lambda position: (-best[position], position))
        yield [Match(position, 1.0) for position in nearest]

    def _tool(self, entry: int) -> int:
        return entry if entry < self._count else self._former[entry - self._count]

    def _steps(
        self, text: str, wanted: Sequence[bool] | None, limit: int, reach: Reach
    ) -> Iterator[list[Match] | None]:
        """Yield None while there is more to do, and at last the matches."""
        query = prepare(text)
        best: dict[int, _Found] = {}
        for bound, step in (
            (0.0, self._by_name(query, text, wanted, reach)),
            (BESIDE + WEIGHTS.words, self._beside(query, wanted, reach)),
            (VENDOR, self._by_group(query, wanted, limit, reach)),
        ):
            enough = reach.at_least(_ENOUGH)
            is_enough = sum(found.cost <= bound for found in best.values()) >= enough
            if is_enough and not reach.is_whole:
                continue
            for position, found in step:
                if found is None:
                    yield None
                elif is_enough:
                    if position not in best and found.cost <= _worst(best):
                        reach.is_whole = False
                        break
                elif position not in best or found.cost < best[position].cost:
                    best[position] = found
        ranked = list(reach.first(self._ranked(best), limit))
        if ranked or not query.text:
            yield ranked
        else:
            yield []
            yield from self._nearest(query, wanted)

    def _by_name(
        self, query: Query, text: str, wanted: Sequence[bool] | None, reach: Reach
    ) -> _Step:
        """Find tools by their names, present and former."""
        latest: list[Found] = []
        for names in self._names.search(query, self._allowing(wanted), reach):
            latest = names
            yield 0, None
        for entry, cost in latest:
            if entry < self._count:
                yield entry, _Found(cost, "name", "", text)
            else:
                position, former = self._catalogue.former_names[entry - self._count]
                yield position, _Found(cost + FORMER, "former name", former)

    def _by_group(
        self, query: Query, wanted: Sequence[bool] | None, limit: int, reach: Reach
    ) -> _Step:
        """Find tools by who makes them and by what they are for."""
        for group, penalty in ((self._vendors, VENDOR), (self._categories, CATEGORY)):
            for value, cost in reach.first(group.like(query), _MOST_VALUES):
                found = _Found(cost + penalty, group.field, group.values[value])
                for position in reach.first(group.members(value, wanted), limit):
                    yield position, found
            yield 0, None

    def _beside(self, query: Query, wanted: Sequence[bool] | None, reach: Reach) -> _Step:
        """Find tools by a vendor or a category and, beside it, their names."""
        for group, value, rest in reach.first(self._split(query), _MOST_VALUES):
            answered, shown = " ".join(rest.key.words), group.values[value]
            for position in reach.first(group.members(value, wanted), _MEMBERS):
                key = cached_key(self._catalogue.names[position])
                cost = score.cost(rest, key) + BESIDE
                yield position, _Found(cost, group.field, shown, answered)
            yield 0, None

    def _allowing(self, wanted: Sequence[bool] | None) -> Callable[[int], bool] | None:
        """Return which names may be found; None for all."""
        return None if wanted is None else lambda entry: wanted[self._tool(entry)]

    def _split(self, query: Query) -> Iterator[tuple[_Group, int, Query]]:
        """Yield the ways to take the first or the last words as a vendor or a category."""
        words = query.key.words
        if not 1 < len(words) <= _MOST_WORDS:
            return
        for count in range(1, len(words)):
            for some, rest in (
                (words[:count], words[count:]),
                (words[-count:], words[:-count]),
            ):
                part = prepare(" ".join(some))
                if len(part.text) < _LEAST_VALUE:
                    continue
                for group in (self._vendors, self._categories):
                    for value, cost in group.like(part)[:2]:
                        if cost < _CLEARLY_GROUP:
                            yield group, value, prepare(" ".join(rest))

    def _ranked(self, best: dict[int, _Found]) -> Iterator[Match]:
        """Yield the matches worth showing, best first."""
        if not best:
            return
        catalogue = self._catalogue
        worst = _worst(best)
        ranked = sorted(
            (round(found.cost, 2), -catalogue.times[position], -catalogue.added[position],
             catalogue.names[position], position)
            for position, found in best.items()
            if found.cost <= worst
        )  # fmt: skip
        for cost, *_, position in ranked:
            yield Match(position, score_of(cost), *best[position][1:])


class Search:
    """One search under way; it can be left, and dropped when another query is typed."""

    def __init__(self, steps: Iterator[list[Match] | None], reach: Reach) -> None:
        self._steps = steps
        self._reach = reach
        self.matches: list[Match] = []
        """The best matches, best first; complete when `advance` has said so."""
        self.nearest: list[Match] = []
        """The tools whose names resemble the query most, when nothing matches."""
        self._is_ranked = False

    @property
    def is_whole(self) -> bool:
        """Whether the matches are all that there are, not the best of more."""
        return self._reach.is_whole

    def advance(self, seconds: float | None = None) -> bool:
        """Carry on, for some time or to the end; say whether the end was reached."""
        until = perf_counter() + seconds if seconds is not None else None
        for matches in self._steps:
            if matches and self._is_ranked:
                self.nearest = matches
            elif matches is not None:
                self.matches = matches
                self._is_ranked = True
            if matches:
                return True
            if until is not None and perf_counter() >= until:
                return False
        return True


class _Group:
    """A column whose values can be named instead of the tools that have them."""

    def __init__(self, field: Field, column: Column[str]) -> None:
        self.field = field
        self.column = column
        self.values = column.values
        self._index = Index(self.values)
        # Counted, and by pieces: a long sort or count holds every other thread up.
        counts: Counter[int] = Counter()
        for start in range(0, len(column.numbers), PIECE):
            counts.update(column.numbers[start : start + PIECE])
        self._begins = [0, *accumulate(counts[value] for value in range(len(self.values)))]
        self._positions = array("I", bytes(4 * len(column.numbers)))
        ends = self._begins[:]
        for position, value in enumerate(column.numbers):
            self._positions[ends[value]] = position
            ends[value] += 1

    def like(self, query: Query) -> list[Found]:
        """Return the values that a query names, the most likely first; never by chance."""
        if len(query.text) < 2:
            return []
        found = list(self._index.search(query))
        likely = [each for each in (found[-1] if found else ()) if each.cost < CHANCE]
        return sorted(likely, key=lambda each: each.cost)

    def members(self, value: int, wanted: Sequence[bool] | None) -> Iterator[int]:
        """Yield the tools that have a value."""
        members = self._positions[self._begins[value] : self._begins[value + 1]]
        return (at for at in members if wanted is None or wanted[at])


def _worst(best: dict[int, _Found]) -> float:
    """Return what a match may cost beside others."""
    return min(WORST, min(found.cost for found in best.values()) + SPREAD)


def _all_names(catalogue: Catalogue) -> Sequence[str]:
    former = [name for _, name in catalogue.former_names]
    return catalogue.names + former if former else catalogue.names


def score_of(cost: float) -> float:
    """Return a cost as a score from 1 to 100, higher for better."""
    return max(1.0, round(100 - 25 * cost, 1))
