"""The filters of the search field: `cat:editors price:<20`, each a condition on a column.

A number is compared as a fraction, never as the rounded percentage that is shown.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from operator import eq, ge, gt, le, lt
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from unicodedata import normalize

from verdict_tui import prices, weeks
from verdict_tui.catalogue import MARKS
from verdict_tui.errors import WrongUseError
from verdict_tui.text import clean_line, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from verdict_tui.catalogue import Catalogue, Column
    from verdict_tui.model import Price, Share

    Test = Callable[[Catalogue], list[bool]]
    """Says of each tool, by position, whether it is wanted."""

T = TypeVar("T")

_NUMBER = re.compile(r"(<=|>=|<|>|=|)(\d{1,9}(?:\.\d{1,4})?)\s*%?(.*)", re.DOTALL)
_DAYS = re.compile(r"\d{1,3}", re.ASCII)  # a longer number may be meant as a year, or a date
_OPERATORS = {"<=": le, ">=": ge, "<": lt, ">": gt, "=": eq}
_ALL = 100
_SHOWN = 40
_TOLD = 8
_MONTHS = {"month": 1, "year": 12}


class Condition(NamedTuple):
    """One filter of a query."""

    key: str
    value: str
    test: Test

    @property
    def shown(self) -> str:
        """The filter as it can be said again."""
        return f"{self.key}:{shown(self.value)}"

    def is_same(self, other: Condition) -> bool:
        """Say whether another filter asks for the same, however it is typed."""
        return self.key == other.key and fold(self.value) == fold(other.value)


class Kind(NamedTuple):
    """A kind of filter: what it asks, and what can stand behind the colon."""

    key: str
    asks: str
    usage: str
    read: Callable[[str, Catalogue], Test]
    """Makes the test of a value.

    Raises:
        WrongUseError: the value makes no sense; the message says what would.
    """
    choices: Callable[[Catalogue], list[str]]
    """Values worth offering, in order."""
    other_keys: tuple[str, ...] = ()


def read(key: str, value: str, catalogue: Catalogue) -> Condition:
    """Return the condition that a filter sets.

    Raises:
        WrongUseError: there is no such filter, or its value makes no sense.
    """
    kind = BY_KEY.get(fold(key))
    if kind is None:
        from difflib import get_close_matches

        near = get_close_matches(fold(key), BY_KEY, 1)
        known = " ".join(f"{each.key}:" for each in KINDS)
        remedy = f"did you mean {near[0]}:?" if near else f"there are {known}"
        raise WrongUseError(f"there is no filter {shown(key)}:", remedy=remedy)
    return Condition(kind.key, value, kind.read(value, catalogue))


def wanted(conditions: Iterable[Condition], catalogue: Catalogue) -> list[bool] | None:
    """Say of each tool, by position, whether it meets all conditions; None without any."""
    met: list[bool] | None = None
    for condition in conditions:
        also = condition.test(catalogue)
        met = also if met is None else [a and b for a, b in zip(met, also, strict=True)]
    return met


def shown(value: str) -> str:
    """Return what was typed as it can be said again: safe, and not long."""
    line = clean_line(value)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def as_value(text: str) -> str:
    """Return a category or a licence as it stands behind a colon, without space."""
    return "-".join(fold(text).split())


def _of_column(column: Column[T], is_met: Callable[[T], bool]) -> list[bool]:
    met = [is_met(value) for value in column.values]
    return [met[number] for number in column.numbers]


def _begins_a_word(value: str, text: str) -> bool:
    return bool(value) and f"-{value}" in f"-{as_value(text)}"


def _read_category(value: str, catalogue: Catalogue) -> Test:
    folded = as_value(value)
    if not any(_begins_a_word(folded, category) for category in catalogue.category.values):
        from difflib import get_close_matches

        known = sorted(map(as_value, catalogue.category.values))
        near = get_close_matches(folded, known, 1)
        remedy = f"did you mean cat:{near[0]}?" if near else _some(known) or "there are none"
        raise WrongUseError(f"no category begins with '{shown(value)}'", remedy=remedy)
    return lambda catalogue: _of_column(
        catalogue.category, lambda category: _begins_a_word(folded, category)
    )


def _read_licence(value: str, catalogue: Catalogue) -> Test:
    folded = as_value(value)
    if not any(_begins_a_word(folded, licence) for licence in catalogue.licence.values):
        known = _some(_licences(catalogue)) or "no tool has one"
        raise WrongUseError(f"no licence begins with '{shown(value)}'", remedy=known)
    return lambda catalogue: _of_column(
        catalogue.licence, lambda licence: _begins_a_word(folded, licence)
    )


def _some(values: list[str]) -> str:
    """Say which values there are; of many, how many more."""
    more = len(values) - _TOLD
    rest = f" and {more} more" if more > 0 else ""
    return f"there are {', '.join(values[:_TOLD])}{rest}" if values else ""


def _licences(catalogue: Catalogue) -> list[str]:
    return sorted({as_value(licence) for licence in catalogue.licence.values if licence})


def _read_price(value: str, catalogue: Catalogue) -> Test:
    folded = fold(value)
    if folded in ("free", "contact", "unknown"):
        return lambda catalogue: _of_column(catalogue.price, lambda price: price.kind == folded)
    if folded == "paid":
        return lambda catalogue: _of_column(
            catalogue.price, lambda price: price.kind in ("amount", "contact")
        )
    compare, (limit, currency) = _read_limit(value)
    known = sorted({price.currency for price in catalogue.price.values if price.currency})
    if currency and known and currency not in known:
        raise WrongUseError(f"no price is in {currency}", remedy=_some(known))

    def is_met(price: Price) -> bool:
        if price.kind == "free":
            return bool(compare(0, limit))
        if price.amount is None or price.period not in _MONTHS:
            return False
        if currency and price.currency != currency:
            return False
        return bool(compare(price.amount, limit * _MONTHS[price.period]))

    return lambda catalogue: _of_column(catalogue.price, is_met)


def _read_limit(value: str) -> tuple[Callable[[Decimal | int, Decimal], bool], prices.Money]:
    """Read how a price is compared, and with what."""
    value = normalize("NFKC", value)
    operator = next((each for each in _OPERATORS if value.startswith(each)), "")
    try:
        return _OPERATORS[operator or "<="], prices.read_money(value[len(operator) :])
    except ValueError as error:
        said = f"'price:{shown(value)}' says nothing"
        raise WrongUseError(said, str(error), f"try {_PRICE_USAGE}") from None


_PRICE_USAGE = "free, <20, >=10eur (a month), paid, contact or unknown"


def _share_test(value: str, key: str) -> Callable[[Share], bool]:
    """Read what a share is compared with."""
    if fold(value) == "none":
        return lambda share: not share.total
    found = _NUMBER.fullmatch(value)
    if not found or found[3]:
        raise WrongUseError(
            f"'{key}:{shown(value)}' says nothing",
            remedy=f"try {key}:>70, {key}:<=50 or {key}:none",
        )
    compare = _OPERATORS[found[1] or ">="]
    percent = Decimal(found[2])
    if percent > _ALL:
        raise WrongUseError(f"'{key}:{shown(value)}' is no percentage", remedy="0 to 100 are")
    return lambda share: bool(share.total and compare(100 * share.ship, percent * share.total))


def _read_panel(value: str, _: Catalogue) -> Test:
    is_met = _share_test(value, "panel")
    return lambda catalogue: [is_met(share) for share in catalogue.panels()]


def _read_community(value: str, _: Catalogue) -> Test:
    is_met = _share_test(value, "community")
    return lambda catalogue: [is_met(share) for share in catalogue.communities()]


def _read_vote(value: str, _: Catalogue) -> Test:
    none, ship, skip = (MARKS[said] for said in (None, "ship", "skip"))
    marks = {"none": (none,), "ship": (ship,), "skip": (skip,), "any": (ship, skip)}.get(
        fold(value)
    )
    if marks is None:
        raise WrongUseError(
            f"'vote:{shown(value)}' says nothing",
            remedy="try vote:none, vote:ship, vote:skip or vote:any",
        )
    return lambda catalogue: [mark in marks for mark in catalogue.mine]


def _read_new(value: str, _: Catalogue) -> Test:
    return since(value, date.today())


def since(value: str, today: date) -> Test:
    """Return the test for tools that were added since a day, or in the last days.

    Raises:
        WrongUseError: the value is neither a date nor an age; a number alone is days.
    """
    days = int(value) if _DAYS.fullmatch(value) else weeks.days_of(fold(value))
    try:
        day = date.fromisoformat(value) if days is None else weeks.days_ago(days, today)
    except ValueError:
        raise WrongUseError(
            f"'new:{shown(value)}' says nothing", remedy="try new:30d, new:2w or new:2026-11-01"
        ) from None
    if day > today:
        raise WrongUseError(f"'new:{shown(value)}' is in the future", remedy="try new:30d")
    first = day.toordinal()
    return lambda catalogue: [added >= first for added in catalogue.added]


KINDS = (
    Kind("cat", "Category", "the beginning of a category", _read_category,
         lambda catalogue: sorted(set(map(as_value, catalogue.category.values))), ("category",)),
    Kind("price", "Entry price", _PRICE_USAGE, _read_price,
         lambda _: ["free", "<20", "<50", "paid", "contact", "unknown"], ("entry",)),
    Kind("panel", "Panel", ">70, <=50 or none", _read_panel, lambda _: [">50", ">70", "none"]),
    Kind("community", "Community", ">50, <=30 or none", _read_community,
         lambda _: [">50", ">70", "none"], ("com",)),
    Kind("vote", "My vote", "none, ship, skip or any", _read_vote,
         lambda _: ["none", "ship", "skip"], ("me",)),
    Kind("new", "Added", "30d, 2w, 6m or a date", _read_new,
         lambda _: ["7d", "30d", "90d"], ("added",)),
    Kind("licence", "Licence", "the beginning of a licence", _read_licence, _licences,
         ("license",)),
)  # fmt: skip
"""Every kind of filter, in the order of the menu."""

BY_KEY = {key: kind for kind in KINDS for key in (kind.key, *kind.other_keys)}
