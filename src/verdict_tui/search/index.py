"""Names, ready to be searched: a few thousand or a million.

Weighing a name takes microseconds, so not all are weighed. Texts kept by length and in order
(`shelves`) and a few passes in compiled code give the names that could explain a query, likely
ones first; `score.cost` weighs those. What could only find worse than there is, is left out.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler, LCSseq

from verdict_tui.progress import telling
from verdict_tui.search import score
from verdict_tui.search.keys import cached_key, key_of, seams, word_starts
from verdict_tui.search.shelves import Shelves
from verdict_tui.search.slips import slips_allowed
from verdict_tui.search.weights import NEVER, SPREAD, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verdict_tui.search.keys import Query

_ENOUGH = 12
_LITERAL = 220
_UNSURE = 100
_FEW = 40
_WEIGHED = 5_000
_MANY = 800
_LONGEST_QUERY = 120
_MOST_WORDS = 8
_LIKE_WORDS = 25
_ANY_LENGTH = 1_000_000
_STRETCH = 2_000_000
"""How many characters one call looks through: it holds every other thread up."""
_SMALL_PIECE = 10_000
_LEAST_LIKE = 0.65


T = TypeVar("T")


class Found(NamedTuple):
    """A name that a query found."""

    entry: int
    """Where it stands among the names searched."""
    cost: float
    """What its cheapest explanation costs; see `score.cost`."""


class Reach:
    """How far a search goes, and whether it leaves out names that might match too."""

    is_whole = True
    """Whether nothing has been left out so far."""

    def __init__(self, asked: int = 0) -> None:
        """Make one; so many names are asked for, and looked for where there are as many."""
        self._asked = asked

    def at_least(self, usual: int) -> int:
        """Return how many names to go on to where usually some do."""
        return max(usual, self._asked)

    def first(self, found: Iterable[T], usual: int) -> Iterator[T]:
        """Yield the first of what was found, and take note when there is more."""
        rest = iter(found)
        yield from islice(rest, self.at_least(usual))
        if self.is_whole:
            self.is_whole = next(rest, None) is None


class Index:
    """Names, each to be found by what people remember of it."""

    def __init__(self, names: Sequence[str], told: Callable[[float], None] | None = None) -> None:
        """Make names findable.

        Args:
            names: the names, the likelier ones first.
            told: is told now and then which part of the work is done.
        """
        self.names = names
        self._heads, self._tails, self._initials = Shelves(), Shelves(), Shelves()
        self._having_word: dict[str, array[int]] = {}
        for entry, name in enumerate(telling(names, len(names), told) if told else names):
            key = key_of(name)
            compact = key.compact
            if not compact:
                continue
            self._heads.add(compact, entry)
            for word in key.words:
                having = self._having_word.get(word)
                if having is None:
                    having = self._having_word[word] = array("I")
                having.append(entry)
            starts = seams(key)
            if len(starts) == 1:
                continue
            for start in starts[1:]:
                self._tails.add(compact[start:], entry)
            for letters in {
                "".join([compact[start] for start in begun]) for begun in (starts, word_starts(key))
            }:
                self._initials.add(letters, entry)
        self._words = Shelves()
        for word in self._having_word:
            self._words.add(word, 0)
        for shelves in (self._heads, self._tails, self._initials, self._words):
            shelves.sort()
        self._hay_of, self._hay_at = array("I"), array("I")
        self._hay = self._piled()

    def _piled(self) -> str:
        """Return all names as one text, a line each, and note whose they are and where they begin.

        A shelf at a time: one step over all of them would hold every other thread up.
        """
        lines, at = [""], 1
        for texts, entries in self._heads:
            lines.append("\n".join(texts))
            self._hay_of.extend(entries)
            step = len(texts[0]) + 1
            self._hay_at.extend(range(at, at + step * len(texts), step))
            at += step * len(texts)
        return "\n".join([*lines, ""])

    def search(
        self,
        query: Query,
        allowed: Callable[[int], bool] | None = None,
        reach: Reach | None = None,
    ) -> Iterator[list[Found]]:
        """Yield what a query finds, in no order: after each step all names found so far.

        A caller may stop between two steps; the last list is the whole answer.

        Args:
            query: what to look for; see `prepare`.
            allowed: which names are asked for; all of them by default.
            reach: how far to go, by default as far as for a screen; it knows what was left out.
        """
        reach = reach or Reach()
        costs: dict[int, float] = {}
        if not query.text:
            return
        if len(query.text) > _LONGEST_QUERY:  # nobody types so much but as a whole name
            entries = [entry for _, entry in self._heads.holding([query.text])]
            yield [Found(entry, 0.0) for entry in entries if allowed is None or allowed(entry)]
            return
        for bound, step in self._steps(query):
            if sum(cost <= bound for cost in costs.values()) >= reach.at_least(_ENOUGH):
                reach.is_whole = reach.is_whole and bound > min(costs.values()) + SPREAD
                continue
            for entry in step(query, reach):
                if entry not in costs and (allowed is None or allowed(entry)):
                    costs[entry] = score.cost(query, cached_key(self.names[entry]))
            yield [Found(*each) for each in costs.items() if each[1] < NEVER]

    def _steps(self, query: Query) -> Iterator[tuple[float, _Step]]:
        """Yield the steps, each with the least that a name it alone can find will cost."""
        w, length = WEIGHTS, len(query.text)
        yield 0.0, self._beginning
        yield w.word_start, self._word_beginning
        if length > 1:
            yield w.acronym, self._by_initials
        if len(query.key.words) > 1:
            yield w.words, self._by_words
            yield w.words + w.order, self._turned
        if length > 1:
            yield w.inside + w.inside_chance / length, self._inside
        if length > 2:
            likeliest = min(w.swapped, w.doubled, w.dropped)
            slip = likeliest * w.slip_chance / length
            word_slip = likeliest * w.word_slip_chance / length
            letters = w.letters + w.letters_chance / length
            yield letters, self._by_letters
            yield w.slip + slip, self._by_slips
            yield w.words + w.word_slip + word_slip, self._by_word_slips
            yield letters + w.late, self._by_letters_later
            yield w.slip + slip + w.slip_prefix, self._by_slips_in_beginning
        if len(query.key.words) > 1:
            sure = length - min(map(len, query.key.words))
            yield w.words + w.extra_word + w.extra_word_chance / sure, self._by_most_words

    def nearest(
        self, query: Query, limit: int, allowed: Callable[[int], bool] | None = None
    ) -> Iterator[list[tuple[int, float]]]:
        """Yield, a piece after the other, the names that resemble a query most, and how much.

        Args:
            query: what they should resemble.
            limit: how many of each piece.
            allowed: which names are asked for; all of them by default.
        """
        text = query.text[:_LONGEST_QUERY]
        lengths = len(text) // 2, 2 * len(text) + 2
        is_found = False
        for start in (
            text[0],
            "",
        ):  # slips in the first letter are rare, and most names have another
            if is_found:
                return
            for texts, entries in self._heads.pieces(lengths, start, _SMALL_PIECE):
                likely = process.extract(
                    text,
                    texts,
                    scorer=JaroWinkler.similarity,
                    limit=limit if allowed is None else None,
                    score_cutoff=_LEAST_LIKE,
                )
                found = [(entries[at], likeness) for _, likeness, at in likely]
                if allowed is not None:
                    found = [each for each in found if allowed(each[0])]
                is_found = is_found or bool(found)
                yield found

    # The steps

    def _beginning(self, query: Query, reach: Reach) -> Iterable[int]:
        return reach.first(chain.from_iterable(self._heads.beginning(query.text)), _LITERAL)

    def _word_beginning(self, query: Query, reach: Reach) -> Iterable[int]:
        return reach.first(chain.from_iterable(self._tails.beginning(query.text)), _LITERAL)

    def _by_initials(self, query: Query, reach: Reach) -> Iterable[int]:
        return reach.first(chain.from_iterable(self._initials.beginning(query.text)), _LITERAL)

    def _inside(self, query: Query, reach: Reach) -> Iterator[int]:
        """Yield the names that have the query in them, the shortest first."""
        for at in reach.first(lines_with(query.text, self._hay), _LITERAL):
            yield self._hay_of[bisect_right(self._hay_at, at) - 1]

    def _by_words(self, query: Query, reach: Reach) -> Iterable[int]:
        """Return names that have, for each word of the query, a word that begins so."""
        return self._having([self._beginning_so(word) for word in query.key.words], reach)

    def _turned(self, query: Query, reach: Reach) -> Iterable[int]:
        """Return names that begin with the second word and go on with the first."""
        words = query.key.words
        found = self._heads.beginning(words[1] + words[0]) if len(words) == 2 else ()
        return reach.first(chain.from_iterable(found), _LITERAL)

    def _by_most_words(self, query: Query, reach: Reach) -> Iterator[int]:
        """Yield names that have all words of the query but one; of many the shortest."""
        words = query.key.words[:_MOST_WORDS]
        for left_out in range(len(words)):
            others = [word for at, word in enumerate(words) if at != left_out]
            if all(word in self._having_word for word in others):
                owners = [[self._having_word[word]] for word in others]
                yield from reach.first(self._having(owners, reach), _FEW)

    def _by_letters(self, query: Query, reach: Reach) -> Iterable[int]:
        """Return names that begin with the first letter and have the others, short ones first."""
        return self._with_letters(self._heads, query.text, reach)

    def _by_letters_later(self, query: Query, reach: Reach) -> Iterable[int]:
        """Return names that have the letters in order from a later word's beginning on."""
        return self._with_letters(self._tails, query.text, reach)

    def _with_letters(self, shelves: Shelves, text: str, reach: Reach) -> Iterable[int]:
        lengths = len(text) + 1, _ANY_LENGTH
        hits = shelves.scan(text, LCSseq.similarity, len(text), lengths, text[0])
        return (entry for _, entry in reach.first(hits, _UNSURE))

    def _by_slips(self, query: Query, reach: Reach) -> Iterator[int]:
        """Yield names that are the query with slips."""
        hits = _slipped(self._heads, query.text, slips_allowed(len(query.text)))
        return (entry for _, entry in reach.first(hits, _UNSURE))

    def _by_slips_in_beginning(self, query: Query, reach: Reach) -> Iterable[int]:
        """Return names whose beginnings are the query with slips after the first letter."""
        text, length = query.text, len(query.text)
        if length < 4:
            return []
        least = length - (1 if length < 8 else 2)
        lengths = length, _ANY_LENGTH
        hits = self._heads.scan(text, LCSseq.similarity, least, lengths, text[0])
        likest = _likest(text, list(reach.first(hits, _MANY)))
        return reach.first(likest, _UNSURE)

    def _by_word_slips(self, query: Query, reach: Reach) -> Iterable[int]:
        """Return names that have, for each word of the query, one that begins so with slips."""
        words = query.key.words[:_MOST_WORDS]
        owners: list[list[array[int]]] = []
        for word in words:
            like = [self._having_word[each] for each in self._words_like(word, reach)]
            owners.append(like if len(words) == 1 else like + self._beginning_so(word))
        return reach.first(self._having(owners, reach), _UNSURE)

    def _words_like(self, word: str, reach: Reach) -> list[str]:
        """Return the words, or beginnings of words, that differ from one by slips."""
        length = len(word)
        if length < 3:
            return []
        found = [like for like, _ in _slipped(self._words, word, 1 if length < 6 else 2)]
        if length > 3:
            longer = length + 1, _ANY_LENGTH
            hits = self._words.scan(word, LCSseq.similarity, length - 1, longer, word[0])
            numbered = [(like, at) for at, (like, _) in enumerate(reach.first(hits, _MANY))]
            likest = reach.first(_likest(word, numbered), _LIKE_WORDS)
            found += [numbered[at][0] for at in likest]
        return found

    def _beginning_so(self, word: str) -> list[array[int]]:
        return [*self._heads.beginning(word), *self._tails.beginning(word)]

    def _having(self, owners: list[list[array[int]]], reach: Reach) -> Iterator[int]:
        """Yield the names that own something of each list; when they are many, the shortest."""
        owners.sort(key=lambda slices: sum(map(len, slices)))
        common = set(chain.from_iterable(owners[0]))
        for slices in owners[1:_MOST_WORDS]:
            if not common:
                break
            common.intersection_update(chain.from_iterable(slices))
        likely = reach.first(sorted(common), _WEIGHED)
        shortest = sorted(likely, key=lambda entry: len(self.names[entry]))
        return reach.first(shortest, _LITERAL)


_Step = Callable[["Query", Reach], "Iterable[int]"]
"""Returns names that could explain a query."""


def lines_with(text: str, hay: str) -> Iterator[int]:
    """Yield the first place in each line where a text stands, looking through a stretch at a time.

    Args:
        text: what is looked for; one character or more, no line break.
        hay: what is looked through; it ends with a line break.
    """
    at = 0
    while at < len(hay):
        end = at + _STRETCH
        found = hay.find(text, at, end + len(text) - 1)
        if found < 0:
            at = end
        else:
            yield found
            at = hay.find("\n", found)


def _slipped(shelves: Shelves, text: str, allowed: int) -> Iterator[tuple[str, int]]:
    """Yield what differs from a text by slips after its first letter, or by one in it."""
    length = len(text)
    if allowed:
        wide = length - allowed, length + allowed
        yield from shelves.scan(text, OSA.distance, allowed, wide, text[0])
        yield from shelves.holding(_other_beginnings(text, shelves.alphabet))


def _other_beginnings(text: str, alphabet: Iterable[str]) -> Iterator[str]:
    """Yield what a text is meant to be when its first letter is a slip."""
    yield text[1:]
    yield text[1] + text[0] + text[2:]
    for letter in alphabet:
        yield letter + text
        yield letter + text[1:]


def _likest(text: str, hits: list[tuple[str, int]]) -> list[int]:
    """Return the entries of the hits, first those that resemble a text most from its beginning."""
    found = process.extract(
        text, [hit for hit, _ in hits], scorer=JaroWinkler.similarity, limit=None
    )
    return [hits[at][1] for _, _, at in found]
