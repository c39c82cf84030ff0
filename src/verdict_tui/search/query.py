"""What is typed into the search field: text, filters, or words of the critics.

`cat:editors pair` asks for tools of a category by a name; `"licence` asks for quotes. From a
quotation mark on everything is what the critics are searched for, up to a closing mark; what stands
before and behind chooses the tools.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.errors import WrongUseError
from verdict_tui.search import filters
from verdict_tui.text import fold

if TYPE_CHECKING:
    from verdict_tui.catalogue import Catalogue
    from verdict_tui.search.filters import Condition

_PIECE = re.compile(
    r'(?P<key>[^\W\d_]+):(?P<value>"[^"]*"?|[^\s"]\S*|(?=\s|$))'
    r'|["“„«](?P<said>(?:.*?\S)??)["”“»](?=\s|$)|["“„«](?P<open>.*)|(?P<text>\S+)',
    re.DOTALL,
)
_CLOSING = '"”“»'


class Wanted(NamedTuple):
    """A query, read."""

    text: str = ""
    """What a name should look like."""
    said: str | None = None
    """What the critics should have said, of the tools otherwise asked for; None for names."""
    conditions: tuple[Condition, ...] = ()
    fault: str = ""
    """What is wrong with the filters, and what would be right."""
    hint: str = ""
    """What can stand behind the colon that was just typed."""

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing, so that all tools are listed."""
        return not self.text.strip() and self.said is None


def read_query(typed: str, catalogue: Catalogue) -> Wanted:
    """Read what is typed; a filter that makes no sense is passed over and explained."""
    words: list[str] = []
    conditions: list[Condition] = []
    faults: list[str] = []
    hint = ""
    phrases: list[str] = []
    for found in _PIECE.finditer(typed):
        piece, phrase = found.group(), _phrase(found)
        if phrase is not None:
            phrases.append(phrase)
            continue
        key, value = found["key"], (found["value"] or "").strip('"')
        if not key:
            words.append(piece)
        elif not value:
            kind = filters.BY_KEY.get(fold(key))
            if kind and found.end() == len(typed):
                hint = f"{kind.key}: {kind.usage}"
            elif not kind:
                words.append(piece)
        else:
            try:
                condition = filters.read(key, value, catalogue)
                if not any(condition.is_same(each) for each in conditions):
                    conditions.append(condition)
            except WrongUseError as error:
                why = str(error)
                faults.append(why if not faults else why[:1].upper() + why[1:])
    text = " ".join(words)
    if typed.endswith(" ") and text:
        text += " "
    said = " ".join(filter(None, phrases)) if phrases else None
    return Wanted(text, said, tuple(conditions), ". ".join(faults), hint)


def _phrase(found: re.Match[str]) -> str | None:
    """Return what stands in quotation marks; None for another piece."""
    if found["open"] is not None:
        return found["open"].rstrip().rstrip(_CLOSING)
    return found["said"]


def filters_in(typed: str, catalogue: Catalogue) -> str:
    """Return only the filters of what is typed, as they are typed; wrong ones are dropped."""
    return " ".join(piece for _, piece in _filters(typed, catalogue))


def filter_in(said: str) -> str:
    """Return the first filter among words for the critics; empty when there is none."""
    pieces = (found for found in _PIECE.finditer(said) if found["value"])
    return next((found.group() for found in pieces if fold(found["key"]) in filters.BY_KEY), "")


def with_filter(typed: str, catalogue: Catalogue, key: str, value: str) -> str:
    """Return the filters of what is typed with one set to a value, or without it when empty."""
    kept = [piece for each, piece in _filters(typed, catalogue) if each.key != key]
    return " ".join([*kept, f"{key}:{value}"] if value else kept)


def _filters(typed: str, catalogue: Catalogue) -> list[tuple[Condition, str]]:
    """Return the filters that make sense, each once, and how they are typed."""
    found: list[tuple[Condition, str]] = []
    for piece in _PIECE.finditer(typed):
        value = (piece["value"] or "").strip('"')
        if piece["key"] and value:
            with suppress(WrongUseError):
                condition = filters.read(piece["key"], value, catalogue)
                if not any(condition.is_same(each) for each, _ in found):
                    found.append((condition, piece.group()))
    return found


def complete(typed: str, catalogue: Catalogue, best: str) -> str:
    """Return what is typed with its end completed; empty when there is nothing to add.

    Args:
        typed: all that stands in the field.
        catalogue: whose categories and licences are offered.
        best: the name of the best match.
    """
    if any(found["open"] is not None for found in _PIECE.finditer(typed)):
        return ""  # what the critics wrote is not known here
    last = re.search(r"\S*$", typed)
    end = last.group() if last else ""
    key, colon, value = end.partition(":")
    kind = filters.BY_KEY.get(fold(key))
    if kind and colon:
        for choice in kind.choices(catalogue):
            if choice.startswith(fold(value)) and choice != value:
                return typed + choice[len(value) :]
        return ""
    text = read_query(typed, catalogue).text if best else ""
    is_last = bool(text) and typed.endswith(text)
    if is_last:
        rest = _rest_of(best, text)
        if rest:
            return typed + rest
    if len(end) > 1 and not best:
        for each in filters.BY_KEY:
            if each.startswith(fold(end)):
                return f"{typed}{each[len(end) :]}:"
    return ""


def _rest_of(name: str, start: str) -> str:
    """Return what a name has after its beginning; empty when it does not begin so."""
    folded = fold(start)
    for end in range(1, len(name)):
        if fold(name[:end]) == folded and not unicodedata.combining(name[end]):
            return name[end:]
        if len(fold(name[:end])) > len(folded):
            break
    return ""
