"""Names as they are compared: folded words, the parts within them, and where words begin.

`GitHub Copilot` has the words `github` and `copilot` and the parts `git`, `hub`, `copilot`;
letters and digits are parts of their own (`GPT-4o` is `gpt`, `4`, `o`). People abbreviate and
misremember names along these seams.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from verdict_tui.text import fold

_WORD = re.compile(r"[^\W_]+[+#]*|[+#]+")
_PART = re.compile(r"[A-Z]+(?![a-zß-öø-ÿł])|[A-Z]?[a-zß-öø-ÿł]+|\d+|[^\W\d_A-Za-z]+|[+#]+")


class Key(NamedTuple):
    """A name as it is compared."""

    words: tuple[str, ...]
    """Folded, without anything between them."""
    parts: tuple[tuple[str, ...], ...]
    """The parts of each word."""
    compact: str
    """The words without space between them."""
    apart: tuple[bool, ...]
    """Whether each word stands at the beginning or after a space, not after a sign."""


def seams(key: Key) -> list[int]:
    """Return where each part begins in the name without space."""
    starts: list[int] = []
    at = 0
    for parts in key.parts:
        for part in parts:
            starts.append(at)
            at += len(part)
    return starts


def word_starts(key: Key) -> list[int]:
    """Return where each word begins in the name without space."""
    starts: list[int] = []
    at = 0
    for word in key.words:
        starts.append(at)
        at += len(word)
    return starts


def key_of(name: str) -> Key:
    """Return a name as it is compared; signs count only where there is nothing else."""
    key = _key_of_letters(name)
    return key if key.words else _key_of_signs(name)


def _key_of_signs(name: str) -> Key:
    """Return the key of a name of signs or emoji: their variants and joiners are left out."""
    words = [word for word in ("".join(map(_sign, each)) for each in name.split()) if word]
    return Key(tuple(words), tuple((word,) for word in words), "".join(words), (True,) * len(words))


def _key_of_letters(name: str) -> Key:
    is_plain = name.isascii()
    if not is_plain:
        name = _without_accents(name)
    if "&" in name:
        name = name.replace("&", " and ")
    words: list[str] = []
    parts: list[tuple[str, ...]] = []
    apart: list[bool] = []
    for joined in name.split():
        is_apart = True
        for word in (joined,) if joined.isalnum() else _WORD.findall(joined):
            folded = word.lower() if is_plain else fold(word)
            if not folded:
                continue
            words.append(folded)
            if word.islower() and word.isalpha():
                parts.append((folded,))
            else:
                parts.append(_parts(word, folded))
            apart.append(is_apart)
            is_apart = False
    return Key(tuple(words), tuple(parts), "".join(words), tuple(apart))


def _parts(word: str, folded: str) -> tuple[str, ...]:
    """Return the parts of a word, folded."""
    if word.isascii() and word.isalpha() and word.istitle():
        return (folded,)
    found = tuple(map(fold, _PART.findall(word)))
    return found if "".join(found) == folded else (folded,)


def contributions(name: str) -> list[str]:
    """Return what each character of a name adds to the name without space; often itself."""
    found = [*map(_letters, name)]
    return found if any(found) else [*map(_sign, name)]


@lru_cache(maxsize=4096)
def _letters(character: str) -> str:
    return _key_of_letters(character).compact


@lru_cache(maxsize=4096)
def _sign(character: str) -> str:
    return "" if unicodedata.category(character)[0] in "MCZ" else character


cached_key = lru_cache(maxsize=20_000)(key_of)
"""`key_of`, for the names that are looked at again and again while a query is typed."""


def _without_accents(name: str) -> str:
    """Take accents off and keep case, by which parts are told apart."""
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


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
