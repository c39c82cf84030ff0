"""Explaining a query word by word: by words of a name, and parts of words, in any order."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from verdict_tui.search.keys import word_starts
from verdict_tui.search.slips import slip_cost
from verdict_tui.search.weights import NEVER, WEIGHTS, Weights

if TYPE_CHECKING:
    from verdict_tui.search.keys import Key, Query

NOWHERE = -1
"""The place of what a word of a query stands for, when it stands for nothing."""
_MOST_SKIPPED = 2
_TURNED = 2
"""How many words a query has that may be the two halves of one word, the wrong way round."""
_SURE = 3
"""How many letters of whole words are enough for one word more to be too many."""


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
        best = w.word_slip + slip_cost(edits, word, token, w.word_slip_chance, w)
    if len(token) > length:
        start = token[:length]
        edits = OSA.distance(word, start, score_cutoff=allowed)
        if edits <= allowed:
            slips = slip_cost(edits, word, start, w.word_slip_chance, w)
            best = min(best, w.word_slip + slips + w.slip_prefix)
    return best
