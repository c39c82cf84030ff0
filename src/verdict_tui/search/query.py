"""What is typed into the search field: text, filters, or words of the critics.

`cat:editors pair` asks for tools of a category by a name; `"licence` asks for quotes. Filters
come first; from a quotation mark on everything is what the critics are searched for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.errors import WrongUseError
from verdict_tui.search import filters
from verdict_tui.text import fold

if TYPE_CHECKING:
    from verdict_tui.catalogue import Catalogue
    from verdict_tui.search.filters import Condition

_PIECE = re.compile(r'(?P<key>[^\W\d_]+):(?P<value>"[^"]*"?|[^\s"]\S*|(?=\s|$))|(?P<text>\S+)')
QUOTATION_MARKS = ('"', "“", "„", "«")


class Wanted(NamedTuple):
    """A query, read."""

    text: str = ""
    """What a name should look like."""
    said: str | None = None
    """What the critics should have said; None when names are asked for."""
    conditions: tuple[Condition, ...] = ()
    fault: str = ""
    """What is wrong with a filter, and what would be right."""
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
    fault = hint = ""
    for found in _PIECE.finditer(typed):
        piece = found.group()
        if piece.startswith(QUOTATION_MARKS):
            said = typed[found.start() + 1 :].rstrip().rstrip('"”“»')
            return Wanted("", said, tuple(conditions), fault, hint)
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
                conditions.append(filters.read(key, value, catalogue))
            except WrongUseError as error:
                fault = fault or str(error)
    text = " ".join(words)
    if typed.endswith(" ") and text:
        text += " "
    return Wanted(text, None, tuple(conditions), fault, hint)


def filters_in(typed: str) -> str:
    """Return only the filters of what is typed, as they are typed."""
    return " ".join(_filters(typed))


def _filters(typed: str) -> list[str]:
    kept: list[str] = []
    for found in _PIECE.finditer(typed):
        if found.group().startswith(QUOTATION_MARKS):
            break
        if found["key"] and found["value"]:
            kept.append(found.group())
    return kept


def with_filter(typed: str, key: str, value: str) -> str:
    """Return the filters of what is typed with one set to a value, or without it when empty."""
    kept: list[str] = []
    for each in _filters(typed):
        kind = filters.BY_KEY.get(fold(each.partition(":")[0]))
        if kind is None or kind.key != key:
            kept.append(each)
    return " ".join([*kept, f"{key}:{value}"] if value else kept)


def complete(typed: str, catalogue: Catalogue, best: str) -> str:
    """Return what is typed with its end completed; empty when there is nothing to add.

    Args:
        typed: all that stands in the field.
        catalogue: whose categories and licences are offered.
        best: the name of the best match.
    """
    last = re.search(r"\S*$", typed)
    end = last.group() if last else ""
    key, colon, value = end.partition(":")
    kind = filters.BY_KEY.get(fold(key))
    if kind and colon:
        for choice in kind.choices(catalogue):
            if choice.startswith(fold(value)) and choice != value:
                return typed + choice[len(value) :]
        return ""
    text = typed[len(filters_in(typed)) :].lstrip() if filters_in(typed) else typed
    if text and fold(best).startswith(fold(text)) and len(best) > len(text):
        return typed + best[len(text) :]
    if len(end) > 1 and not best:
        for each in filters.BY_KEY:
            if each.startswith(fold(end)):
                return f"{typed}{each[len(end) :]}:"
    return ""
