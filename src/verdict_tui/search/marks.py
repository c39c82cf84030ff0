"""Which characters of a name a query matched: exactly those, as they stand on screen."""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from verdict_tui.search import score
from verdict_tui.search.keys import cached_key, contributions
from verdict_tui.search.slips import by_slips
from verdict_tui.search.weights import NEVER
from verdict_tui.search.wordwise import by_words, tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from verdict_tui.search.keys import Key, Query

Spans = tuple[tuple[int, int], ...]
"""Half-open ranges of characters, in order."""


def spans(query: Query, name: str) -> Spans:
    """Return the characters of a name that a query matched; none when it does not match.

    They are those of the explanation that costs least. Accents are marked with their letter.
    """
    key = cached_key(name)
    return _spans(name, _matched(query, key)) if query.text else ()


def _matched(query: Query, key: Key) -> set[int]:
    """Return the places in the name without space that the cheapest explanation matched."""
    text, name = query.text, key.compact
    if text == name:
        return set(range(len(name)))
    literal, place = score.literal(query, key)
    if score.suffices(literal, query):
        return set(range(place, place + len(text)))
    words, order = by_words(query, key)
    slips, meant = by_slips(query, name)
    letters, places = score.by_letters(text, key)
    best = min(literal, words, slips, letters)
    if best >= NEVER:
        return set()
    if best == literal:
        return set(range(place, place + len(text)))
    if best == words:
        offered = tokens(query, key)
        return {
            offered[index].start + at
            for word, index in zip(query.key.words, order, strict=True)
            if index >= 0
            for at in _matched_in_word(word, offered[index].text, offered[index].parts)
        }
    return set(_common(text, name[:meant])) if best == slips else set(places)


def _matched_in_word(word: str, token: str, parts: tuple[str, ...]) -> Iterable[int]:
    for start, part in zip(accumulate(map(len, parts), initial=0), parts, strict=False):
        if part.startswith(word) or (not start and token.startswith(word)):
            return range(start, start + len(word))
    return _common(word, token[: len(word) + 1])


def _common(text: str, name: str) -> list[int]:
    """Return the places of a name whose letters stand in a text in the same order."""
    return [
        at
        for block in LCSseq.opcodes(text, name)
        if block.tag == "equal"
        for at in range(block.dest_start, block.dest_end)
    ]


def _spans(name: str, matched: Collection[int]) -> Spans:
    """Turn places in the name without space into ranges of the name as it is written."""
    if name.isascii() and "&" not in name and not _COUNTED.isdisjoint(name):
        return _plain_spans(name, matched)
    ranges: list[tuple[int, int]] = []
    at = 0
    is_marked = False
    for place, (character, added) in enumerate(zip(name, contributions(name), strict=True)):
        letters = len(added)
        if letters or unicodedata.category(character)[0] != "M":  # marks go with their letter
            is_marked = any(here in matched for here in range(at, at + letters))
        at += letters
        if not is_marked:
            continue
        if ranges and ranges[-1][1] == place:
            ranges[-1] = ranges[-1][0], place + 1
        else:
            ranges.append((place, place + 1))
    return tuple(ranges)


_COUNTED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+#")


def _plain_spans(name: str, matched: Collection[int]) -> Spans:
    """Do the same for a name in which each character stands for itself, or for nothing."""
    places = [at for at, character in enumerate(name) if character in _COUNTED]
    ranges: list[tuple[int, int]] = []
    for here in sorted(matched):
        at = places[here]
        if ranges and ranges[-1][1] == at:
            ranges[-1] = ranges[-1][0], at + 1
        else:
            ranges.append((at, at + 1))
    return tuple(ranges)
