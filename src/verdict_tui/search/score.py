"""How well a name explains a query: one cost that weighs every kind of match.

A query is explained by a name in one of several ways: letter by letter, by the beginnings of
its words in any order, by letters picked along its seams, or with slips of the finger. Each way
has a cost, and the cheapest one counts. So a slip in a short name can stand above letters
scattered over a long one, which no ladder of kinds can do. What is likely to be chance, a short
piece or a few scattered letters, costs more the shorter it is.
"""

from __future__ import annotations

from itertools import accumulate, islice
from typing import TYPE_CHECKING

from verdict_tui.search.keys import seams, word_starts
from verdict_tui.search.slips import by_slips, rest_cost, within
from verdict_tui.search.weights import NEVER, WEIGHTS, Weights
from verdict_tui.search.wordwise import by_words

if TYPE_CHECKING:
    from verdict_tui.search.keys import Key, Query

_VOWELS = frozenset("aeiouy")
_MOST_LETTERS = 24
_MOST_WAYS = 12
_Way = tuple[float, int, int]
"""The cost so far, the jumps in it, and the place of the letter before."""


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
                return start - whole + rest_cost(len(text), len(name), w), at
            at += len(part)
    chance = w.inside_chance / len(text)
    if any(place < start < place + len(text) for start in word_starts(key)):
        chance += w.across
    return w.inside + chance + rest_cost(len(text), len(name), w), place


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


def by_letters(text: str, key: Key, w: Weights = WEIGHTS) -> tuple[float, list[int]]:
    """Weigh a query whose letters stand in the name in order, best where words begin.

    Returns:
        The cost, and where each letter stands in the name without space.
    """
    name = key.compact
    if not 2 <= len(text) <= _MOST_LETTERS or not within(text, name):
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
