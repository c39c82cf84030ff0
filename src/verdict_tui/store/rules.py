"""What each column may hold: a value is sound when putting it right leaves it as it is."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias, TypeGuard, get_args

from verdict_tui.model import Choice, Period, PriceKind, Verdict
from verdict_tui.store.rows import MOST_AMOUNT
from verdict_tui.store.schema import CATALOGUE_VERSION
from verdict_tui.store.stamp import MOST_COUNTED
from verdict_tui.text import as_text, clean_line, slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verdict_tui.text import Stored

NAME, LINE, PROSE = 1_000, 5_000, 200_000
"""The most characters of a name, of a line and of prose: some times what an import takes."""

_DAY = 10  # characters of YYYY-MM-DD
_MOST_INTEGER = 1 << 63
_END_OF_TIME = 253_402_300_800_000  # the year 10000, in milliseconds since 1970
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CURRENCY = re.compile(r"([A-Z]{3})?")


class Lost(Enum):
    """Says that a value can't be put right, and its row can't be saved."""

    LOST = "lost"


LOST: Final = Lost.LOST

Row: TypeAlias = "tuple[Stored, ...]"
Fix: TypeAlias = "Callable[[Stored], Stored | Lost]"
"""Puts a value right; a sound one is returned as it is."""


def text(most: int, default: Stored | Lost = "") -> Fix:
    """Return what makes text of anything, so long at most, and the default of nothing."""

    def fixed(value: Stored) -> Stored | Lost:
        if value == "":
            return default
        if isinstance(value, str) and len(value) <= most:
            return value
        return as_text(value)[:most] or default

    return fixed


def optional(most: int) -> Fix:
    """Return what makes text of anything but nothing."""
    fix = text(most)
    return lambda value: None if value is None else fix(value)


def one_of(known: Sequence[Stored], default: Stored | Lost) -> Fix:
    """Return what lets only known values be."""
    return lambda value: value if value in known else default


def whole(least: int, most: int, default: Stored | Lost) -> Fix:
    """Return what lets only whole numbers from `least` up to below `most` be."""

    def fixed(value: Stored) -> Stored | Lost:
        is_whole = isinstance(value, int) and least <= value < most
        return value if is_whole else default

    return fixed


def slug(value: Stored) -> Stored | Lost:
    """Put a slug right."""
    if isinstance(value, str) and len(value) <= LINE and _SLUG.fullmatch(value):
        return value
    found = slugify(clean_line(as_text(value)[:NAME]))
    return found or LOST


@cache
def _is_day(value: str) -> bool:
    try:
        return len(value) == _DAY and bool(date.fromisoformat(value))
    except ValueError:
        return False


def day(value: Stored) -> Stored | Lost:
    """Let only a date be, or none."""
    return value if isinstance(value, str) and len(value) == _DAY and _is_day(value) else None


def required_day(value: Stored) -> Stored | Lost:
    """Let only a date be."""
    return LOST if day(value) is None else value


def amount(value: Stored) -> Stored | Lost:
    """Let only an amount of money be, or none."""
    is_amount = isinstance(value, float | int) and 0 <= value < MOST_AMOUNT
    return value if is_amount else None


def currency(value: Stored) -> Stored | Lost:
    """Let only the code of a currency be, or none."""
    return value if isinstance(value, str) and _CURRENCY.fullmatch(value) else ""


def _parsed(value: Stored) -> object:
    """Return what JSON says; LOST for what is none."""
    if not isinstance(value, str):
        return LOST
    try:
        found: object = json.loads(value)
    except (ValueError, RecursionError):
        return LOST
    return found


def json_lines(value: Stored) -> Stored | Lost:
    """Let only a JSON list of texts be."""
    if value == "[]":
        return value
    found = _parsed(value)
    if not isinstance(found, list):
        return "[]"
    if all(isinstance(line, str) for line in found):
        return value
    return json.dumps([str(line) for line in found], ensure_ascii=False)


def json_value(value: Stored) -> Stored | Lost:
    """Let only JSON be."""
    return LOST if _parsed(value) is LOST else value


def json_change(value: Stored) -> Stored | Lost:
    """Let only be what a field said, as JSON: text, or a price."""
    found = _parsed(value)
    if isinstance(found, str):
        return value
    return value if isinstance(found, dict) and _is_price(found) else LOST


def _is_price(found: dict[str, object]) -> bool:
    said, as_of = found.get("amount"), found.get("as_of")
    return (
        found.get("kind") in get_args(PriceKind)
        and (said is None or _is_decimal(said))
        and isinstance(found.get("currency") or "", str)
        and found.get("period") in (None, *get_args(Period))
        and "per_seat" in found
        and (as_of is None or (isinstance(as_of, str) and _is_day(as_of)))
    )


def _is_decimal(said: object) -> bool:
    if not isinstance(said, str | int | float):
        return False
    try:
        return 0 <= Decimal(str(said)) < MOST_AMOUNT
    except InvalidOperation:
        return False


_number = whole(-_MOST_INTEGER, _MOST_INTEGER, None)
_place = whole(0, MOST_COUNTED, LOST)
_reference = whole(-_MOST_INTEGER, _MOST_INTEGER, LOST)
_line, _prose, _key = text(LINE), text(PROSE), text(NAME, LOST)

RULES: dict[str, dict[str, Fix]] = {
    "meta": {"key": _key, "value": _line},
    "tools": {
        "id": _number, "slug": slug, "name": text(NAME, "unnamed"), "vendor": _line,
        "category": text(NAME, "Other"), "tagline": _line, "description": _prose,
        "price_kind": one_of(get_args(PriceKind), "unknown"), "price_amount": amount,
        "price_currency": currency, "price_period": one_of((None, *get_args(Period)), None),
        "price_per_seat": one_of((0, 1), 0), "price_as_of": day, "price_words": _line,
        "licence": _line,
        "link": _line, "added_on": day,
    },
    "aliases": {"tool_id": _reference, "position": _place, "name": _key, "slug": slug},
    "critics": {
        "id": _number, "position": whole(0, MOST_COUNTED, None), "name": text(NAME, "unnamed"),
        "motto": _line, "voice": _prose, "excited": json_lines, "tired": json_lines,
    },
    "reviews": {
        "id": _number, "tool_id": _reference, "critic_id": _reference,
        "verdict": one_of(get_args(Verdict), LOST), "quote": _prose, "reviewed_on": day,
    },
    "comparisons": {
        "id": _number, "a_id": _reference, "b_id": _reference, "published_on": day,
    },
    "votes": {
        "seq": _number, "id": _key, "voter": _key, "device": _key, "tool": slug,
        "choice": one_of(get_args(Choice), LOST), "ms": whole(0, _END_OF_TIME, 0),
        "counter": whole(0, _MOST_INTEGER, 0), "at": text(NAME, ""), "undoes": optional(NAME),
        "origin": text(NAME, "local"), "source": text(NAME),
    },
    "changes": {
        "id": _number, "tool_id": _reference, "changed_on": required_day, "critic": _line,
        "field": _key, "before": json_change, "after": json_change,
    },
    "state": {"key": _key, "value": json_value},
    "devices": {"device": _key, "place": optional(NAME), "trusted": one_of((0, 1), 0)},
}  # fmt: skip
"""Of each table that holds what people wrote, by column; of others, nothing is asked but text."""


def _anything(value: Stored) -> Stored | Lost:
    return _line(value) if isinstance(value, str | bytes) else value


class Rows:
    """The rules of a table, for one row after the other: some values must not come twice."""

    def __init__(self, table: str, columns: Sequence[str]) -> None:
        rules = RULES.get(table, {})
        self._fixes = [rules.get(column, _anything) for column in columns]
        self._table = table
        self._at = {column: place for place, column in enumerate(columns)}
        self._taken: dict[str, set[Stored]] = {}

    def fixed(self, row: Row) -> Row | None:
        """Return a row as it should be; None where that can't be told."""
        values = [fix(value) for fix, value in zip(self._fixes, row, strict=True)]
        if not _is_whole(values):
            return None
        if self._table == "tools":
            self._put_price_right(values)
            self._keep_apart(values, "slug", lambda said, number: f"{as_text(said)}-{number}")
        elif self._table == "critics":
            self._keep_apart(values, "name", lambda said, number: f"{as_text(said)} ({number})")
            self._keep_apart(values, "position", lambda said, number: number - 2)
        elif self._table == "meta":
            self._put_version_right(values)
        return tuple(values)

    def wrong(self, row: Row) -> str:
        """Return which column of a row is not as it should be; the first, where it is the row."""
        fixed = [fix(value) for fix, value in zip(self._fixes, row, strict=True)]
        places = self._at.items()
        named = (column for column, place in places if fixed[place] != row[place])
        return next(named, _OF_THE_ROW.get(self._table, next(iter(self._at))))

    def _keep_apart(
        self, values: list[Stored], column: str, other: Callable[[Stored, int], Stored]
    ) -> None:
        """Give a value that came before, or is none, the first other one that is free."""
        place = self._at.get(column)
        if place is None:
            return
        taken = self._taken.setdefault(column, set())
        said, number = values[place], 2
        while values[place] is None or values[place] in taken:
            values[place] = other(said, number)
            number += 1
        taken.add(values[place])

    def _put_price_right(self, values: list[Stored]) -> None:
        """Let a price have an amount, with a currency and a period, or be of another kind."""
        kind, said = self._at.get("price_kind"), self._at.get("price_amount")
        if kind is None or said is None:
            return
        terms = [values[self._at[name]] for name in _TERMS if name in self._at]
        if values[kind] == "amount" and (values[said] is None or not all(terms)):
            values[kind] = "unknown"
        if values[kind] != "amount":
            values[said] = None

    def _put_version_right(self, values: list[Stored]) -> None:
        value = self._at["value"]
        said = values[value]
        is_number = isinstance(said, str) and said.isascii() and said.isdigit() and len(said) < _DAY
        if values[self._at["key"]] == CATALOGUE_VERSION and not is_number:
            values[value] = "1"


_OF_THE_ROW = {"tools": "price_kind", "critics": "position", "meta": "value"}
"""What is wrong with a row whose values are each sound."""

_TERMS = ("price_currency", "price_period")


def _is_whole(values: list[Stored | Lost]) -> TypeGuard[list[Stored]]:
    return LOST not in values
