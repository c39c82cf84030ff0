"""How well a name explains a query: one cost that weighs every kind of match.

A query is explained by a name in one of several ways: letter by letter, by the beginnings of
its words in any order, by letters picked along its seams, or with slips of the finger. Each way
has a cost, and the cheapest one counts. So a slip in a short name can stand above letters
scattered over a long one, which no ladder of kinds can do. What is likely to be chance, a short
piece or a few scattered letters, costs more the shorter it is.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, islice
from typing import NamedTuple

from rapidfuzz.distance import OSA

from verdict_tui.search.keys import Key, key_of, seams, word_starts


class Weights(NamedTuple):
    """What each feature of an explanation costs."""

    spacing: float = 0.05
    prefix: float = 0.95
    rest: float = 0.6
    word_start: float = 1.04
    part_start: float = 1.63
    inside: float = 0.57
    inside_chance: float = 3.6
    across: float = 0.4
    joined_start: float = 0.4
    split: float = 0.3
    words: float = 0.75
    word_prefix: float = 0.12
    word_rest: float = 0.22
    word_part: float = 0.28
    joined_word: float = 0.3
    skipped_word: float = 0.34
    order: float = 0.3
    later_word: float = 0.28
    extra_word: float = 0.8
    extra_word_chance: float = 3.0
    whole_word: float = 0.12
    slip: float = 1.4
    slip_chance: float = 6.6
    slip_first: float = 0.3
    slip_prefix: float = 0.11
    slip_digit: float = 0.8
    swapped: float = 0.6
    doubled: float = 0.55
    dropped: float = 0.72
    word_slip: float = 0.1
    word_slip_chance: float = 3.9
    acronym: float = 1.28
    acronym_chance: float = 0.79
    letters: float = 1.06
    letters_chance: float = 0.98
    jump_chance: float = 0.43
    at_seam: float = 0.05
    in_run: float = 0.03
    jump_vowels: float = 0.08
    jump: float = 0.35
    skipped_part: float = 0.09
    late: float = 0.6
    scattered: float = 1.0


WEIGHTS = Weights()
NEVER = 99.0
"""More than any explanation costs: there is none."""
CHANCE = 2.3
"""From here on an explanation may be one of chance, in a list of many names."""

NOWHERE = -1
"""The place of what a word of a query stands for, when it stands for nothing."""

_VOWELS = frozenset("aeiouy")
_MOST_SKIPPED = 2
_TURNED = 2
"""How many words a query has that may be the two halves of one word, the wrong way round."""
_SURE = 3
"""How many letters of whole words are enough for one word more to be too many."""
_MOST_LETTERS = 24
_MOST_WAYS = 12
_Way = tuple[float, int, int]
"""The cost so far, the jumps in it, and the place of the letter before."""


class Query(NamedTuple):
    """A query, prepared for many names."""

    key: Key
    text: str
    """The words without space."""
    digits: str


@lru_cache(maxsize=64)
def prepare(query: str) -> Query:
    """Return a query as it is compared."""
    key = key_of(query)
    return Query(key, key.compact, "".join(c for c in key.compact if c.isdigit()))


def cost(query: Query, key: Key, w: Weights = WEIGHTS) -> float:
    """Return what the cheapest explanation of a query by a name costs; 0 for the whole name."""
    text, name = query.text, key.compact
    if text == name:
        return 0.0 if query.key.words == key.words else w.spacing
    best, place = literal(query, key, w)
    if not suffices(best, query, w):
        best = min(best, by_words(query, key, w)[0])
        if place < 0:  # letter by letter costs less than with slips
            best = min(best, by_slips(query, name, w)[0])
        if place < 0 or best > w.letters + w.acronym:
            best = min(best, by_letters(text, key, w)[0])
    return best


def suffices(literal_cost: float, query: Query, w: Weights = WEIGHTS) -> bool:
    """Say whether no other explanation needs to be looked for."""
    return literal_cost <= w.prefix + w.rest and len(query.key.words) == 1


def _rest(typed: int, whole: int, w: Weights) -> float:
    return w.rest * (1 - typed / whole)


def literal(query: Query, key: Key, w: Weights = WEIGHTS) -> tuple[float, int]:
    """Weigh a query that stands in the name letter by letter.

    Returns:
        The cost, and where it stands in the name without space.
    """
    text, name = query.text, key.compact
    place = name.find(text)
    if place < 0:
        return NEVER, -1
    if place == 0:
        best = w.prefix + _rest_from(0, text, key, w) - w.whole_word * (len(text) in seams(key))
    else:
        best, place = _literal_later(text, key, place, w)
    if len(query.key.words) > 1 and _splits(query, key, place):
        best += w.split
    return best, place


def _literal_later(text: str, key: Key, place: int, w: Weights) -> tuple[float, int]:
    """Weigh a text that stands in the name at a place, best where a word or a part begins."""
    name = key.compact
    at = 0
    for number, parts in enumerate(key.parts):
        for index, part in enumerate(parts):
            if at and name.startswith(text, at):
                if index == 0:
                    joined = 0.0 if key.apart[number] else w.joined_start
                    return w.word_start + joined + _rest_from(number, text, key, w), at
                start = min(w.part_start, w.inside + w.inside_chance / len(text))
                whole = w.whole_word * (part == text)
                return start - whole + _rest(len(text), len(name), w), at
            at += len(part)
    chance = w.inside_chance / len(text)
    if any(place < start < place + len(text) for start in word_starts(key)):
        chance += w.across
    return w.inside + chance + _rest(len(text), len(name), w), place


def _rest_from(number: int, text: str, key: Key, w: Weights) -> float:
    """Weigh what a text that begins where a word does leaves, of the name and of what it is in.

    A long name alone is no reason to think that one of its words is not meant.
    """
    length, reach = len(text), len(key.words[number])
    for word, is_apart in zip(key.words[number + 1 :], key.apart[number + 1 :], strict=True):
        if is_apart and reach >= length:
            break
        reach += len(word)
    return w.rest * (1 - length * (1 / len(key.compact) + 1 / reach) / 2)


def _splits(query: Query, key: Key, place: int) -> bool:
    """Say whether a space of the query, found at a place of the name, falls within a part."""
    breaks = accumulate(map(len, query.key.words[:-1]), initial=place)
    return not set(islice(breaks, 1, None)).issubset(seams(key))


class Token(NamedTuple):
    """A word of a name, or a part of one that is written together."""

    text: str
    start: int
    """Where it begins in the name without space."""
    parts: tuple[str, ...]
    is_apart: bool
    """Whether it begins the name or stands after a space."""
    word: int
    """Which word of the name it is, or belongs to."""
    is_part: bool


def tokens(query: Query, key: Key) -> list[Token]:
    """Return what each word of a query may stand for in a name."""
    found: list[Token] = []
    for number, (start, word) in enumerate(zip(word_starts(key), key.words, strict=True)):
        parts, is_apart = key.parts[number], key.apart[number]
        found.append(Token(word, start, parts, is_apart, number, is_part=False))
        if len(query.key.words) > 1:
            parts = parts if len(parts) > 1 else _turned(query, word)
            starts = accumulate(map(len, parts[:-1]), initial=start)
            for at, part in zip(starts, parts, strict=True) if len(parts) > 1 else ():
                begins = is_apart and at == start
                found.append(Token(part, at, (part,), begins, number, is_part=True))
    return found


def _turned(query: Query, word: str) -> tuple[str, ...]:
    """Return a word in two parts when a query has its beginning at the end."""
    words = query.key.words
    if len(words) == _TURNED and word.startswith(words[1]):
        rest = word[len(words[1]) :]
        if rest.startswith(words[0]):
            return words[1], rest
    return (word,)


def by_words(query: Query, key: Key, w: Weights = WEIGHTS) -> tuple[float, list[int]]:
    """Weigh a query whose words are the beginnings of the name's words, in any order.

    One word may be too many when the others are whole words of the name.

    Returns:
        The cost, and for each word of the query its place among the `tokens`, or `NOWHERE`.
    """
    words = query.key.words
    offered = tokens(query, key)
    if len(words) > len(offered) + 1:
        return NEVER, []
    total = w.words
    order: list[int] = []
    for word in words:
        found, cheapest = _cheapest(word, offered, order, w)
        if found < 0:
            if len(words) == 1 or NOWHERE in order:
                return NEVER, []
            cheapest = w.extra_word if order else w.extra_word + w.order
        order.append(found)
        total += cheapest
    taken = [offered[index] for index in order if index >= 0]
    if len(taken) < len(words):
        sure = sum(len(each.text) for each in taken)
        if sure < _SURE or any(each.text not in words for each in taken):
            return NEVER, []
        total += w.extra_word_chance / sure
    skipped = len(key.words) - len({each.word for each in taken})
    total += w.skipped_word * min(skipped, _MOST_SKIPPED)
    starts = [each.start for each in taken]
    total += w.order * (starts != sorted(starts))
    total += w.later_word * (min(starts) > 0)
    return total, order


def _cheapest(word: str, offered: list[Token], order: list[int], w: Weights) -> tuple[int, float]:
    """Return what a word stands for at the least cost, among what is not taken yet."""
    found, cheapest = NOWHERE, NEVER
    for index, token in enumerate(offered):
        if any(at >= 0 and _overlap(token, offered[at]) for at in order):
            continue
        cost = word_cost(word, token.text, token.parts, w)
        if not token.is_apart:
            cost += w.joined_word
        if cost < cheapest:
            found, cheapest = index, cost
    return found, cheapest


def _overlap(one: Token, other: Token) -> bool:
    if one.word != other.word:
        return False
    return one.start == other.start or not (one.is_part and other.is_part)


def word_cost(word: str, token: str, parts: tuple[str, ...], w: Weights = WEIGHTS) -> float:
    """Weigh one word of a query against one of a name."""
    if word == token:
        return 0.0
    if token.startswith(word):
        return w.word_prefix + w.word_rest * (1 - len(word) / len(token))
    for part in parts[1:]:
        if part.startswith(word):
            later = w.word_part + w.later_word - w.whole_word * (part == word)
            return later + w.word_prefix + w.word_rest * (1 - len(word) / len(token))
    length = len(word)
    if length < 3:
        return NEVER
    best = NEVER
    allowed = 1 if length < 6 else 2
    edits = OSA.distance(word, token, score_cutoff=allowed)
    if edits <= allowed:
        best = w.word_slip + _slips(edits, word, token, w.word_slip_chance, w)
    if len(token) > length:
        start = token[:length]
        edits = OSA.distance(word, start, score_cutoff=allowed)
        if edits <= allowed:
            slips = _slips(edits, word, start, w.word_slip_chance, w)
            best = min(best, w.word_slip + slips + w.slip_prefix)
    return best


def _slips(edits: int, typed: str, meant: str, chance: float, w: Weights) -> float:
    """Weigh slips of the finger: the more of what was typed they are, the dearer."""
    total = edits * chance / max(len(typed), len(meant))
    if edits == 1:
        total *= _kind_of_slip(typed, meant, w)
    return total + w.slip_first if typed[0] != meant[0] else total


def _kind_of_slip(typed: str, meant: str, w: Weights) -> float:
    """Return how a slip counts: there are fewer ways to swap letters than to hit wrong ones."""
    at = 0
    for here, there in zip(typed, meant, strict=False):
        if here != there:
            break
        at += 1
    if len(typed) == len(meant):
        return w.swapped if typed[at : at + 2] == meant[at : at + 2][::-1] else 1.0
    long = typed if len(typed) > len(meant) else meant
    if at and long[at] == long[at - 1]:
        return w.doubled
    return w.dropped if long == meant else 1.0


def by_slips(query: Query, name: str, w: Weights = WEIGHTS) -> tuple[float, int]:
    """Weigh a query that is the name, or its beginning, with slips; spaces don't count.

    Returns:
        The cost, and how many letters of the name the query stands for.
    """
    text = query.text
    length = len(text)
    allowed = slips_allowed(length)
    best, meant = NEVER, 0
    if not allowed:
        return best, meant
    if abs(len(name) - length) <= allowed:
        edits = OSA.distance(text, name, score_cutoff=allowed)
        if edits <= allowed:
            best, meant = w.slip + _slips(edits, text, name, w.slip_chance, w), len(name)
    if len(name) > length:
        rest = w.slip_prefix + _rest(length, len(name), w)
        for start in (name[:length], name[: length + 1], name[: length - 1]):
            edits = OSA.distance(text, start, score_cutoff=allowed)
            if edits <= allowed:
                each = w.slip + _slips(edits, text, start, w.slip_chance, w) + rest
                if each < best:
                    best, meant = each, len(start)
    if best < NEVER and query.digits and not _within(query.digits, name):
        best += w.slip_digit
    return best, meant


def slips_allowed(length: int) -> int:
    """Return how many slips a text of a length may have and still be taken for a name."""
    return 0 if length < 3 else 1 if length < 5 else 2 if length < 9 else 3


def _within(letters: str, name: str) -> bool:
    at = 0
    for letter in letters:
        at = name.find(letter, at) + 1
        if not at:
            return False
    return True


def by_letters(text: str, key: Key, w: Weights = WEIGHTS) -> tuple[float, list[int]]:
    """Weigh a query whose letters stand in the name in order, best where words begin.

    Returns:
        The cost, and where each letter stands in the name without space.
    """
    name = key.compact
    if not 2 <= len(text) <= _MOST_LETTERS or not _within(text, name):
        return NEVER, []
    starts = seams(key)
    if len(text) > 2:
        for begun in (starts, word_starts(key)):
            if text == "".join([name[place] for place in begun]):
                return w.acronym + w.acronym_chance / len(text), begun
    # The cheapest ways to have matched up to a place of the name: cost, jumps, place before.
    ways = _first_ways(name, starts, text[0], w)
    trail: list[dict[int, _Way]] = []
    for letter in text[1:]:
        trail.append(ways)
        ways = _next_ways(name, starts, ways, letter, w)
        if not ways:
            return NEVER, []
    best, place = NEVER, 0
    for at, (so_far, jumps, _) in ways.items():
        left = sum(start > at for start in starts)
        chance = (w.letters_chance + w.jump_chance * (jumps > 0)) / len(text)
        total = so_far + w.skipped_part * left + chance
        if total < best:
            best, place = total, at
    places = [place]
    trail.append(ways)
    for step in reversed(trail[1:]):
        place = step[place][2]
        places.append(place)
    thin = w.scattered * max(0.0, 1 - 3 * len(text) / len(name))
    return w.letters + best + thin, places[::-1]


def _first_ways(name: str, starts: list[int], letter: str, w: Weights) -> dict[int, _Way]:
    ways: dict[int, _Way] = {}
    place = name.find(letter)
    while place >= 0 and len(ways) < _MOST_WAYS:
        if place == 0:
            ways[place] = (w.at_seam, 0, -1)
        elif place in starts:
            ways[place] = (w.late + w.at_seam, 0, -1)
        else:
            ways[place] = (2 * w.late + w.jump, 1, -1)
        place = name.find(letter, place + 1)
    return ways


def _next_ways(
    name: str, starts: list[int], ways: dict[int, _Way], letter: str, w: Weights
) -> dict[int, _Way]:
    reached: dict[int, _Way] = {}
    place = name.find(letter, min(ways) + 1)
    while place >= 0 and len(reached) < _MOST_WAYS:
        best: _Way = (NEVER, 0, -1)
        for before, (so_far, jumps, _) in ways.items():
            if before < place:
                step, jumped = _step(name, starts, before, place, w)
                if so_far + step < best[0]:
                    best = (so_far + step, jumps + jumped, before)
        if best[2] >= 0:
            reached[place] = best
        place = name.find(letter, place + 1)
    return reached


def _step(name: str, starts: list[int], before: int, place: int, w: Weights) -> tuple[float, int]:
    """Weigh going on from one matched letter to the next; say whether it is a jump."""
    if before == place - 1:
        return w.in_run, 0
    skipped = 0
    for start in starts:
        if before < start < place:
            skipped += 1
    if place in starts:
        return w.at_seam + w.skipped_part * skipped, 0
    if _VOWELS.issuperset(name[before + 1 : place]):
        return w.jump_vowels + w.skipped_part * skipped, 1
    return w.jump + w.skipped_part * skipped, 1
