"""What a column may hold, read as a value of the model: other programs write files too.

Text is made safe; a word that is none of those that a column knows counts as the most harmless
one, a date that is none as no date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from verdict_tui.moments import is_moment, moment_of
from verdict_tui.text import as_text, clean, clean_line

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from verdict_tui.model import Choice, Origin, Period, PriceKind, Verdict
    from verdict_tui.text import Stored

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

MOST = 1 << 31
"""A count in a column stays below this."""

MOST_AMOUNT = 1e12
"""An amount of money in a column stays below this."""

_CHOICES: dict[Stored, Choice] = {"ship": "ship", "skip": "skip"}
_ORIGINS: dict[Stored, Origin] = {"local": "local", "linked": "linked", "sample": "sample"}
_KINDS: dict[Stored, PriceKind] = {"free": "free", "amount": "amount", "contact": "contact"}
_PERIODS: dict[Stored, Period] = {"once": "once", "month": "month", "year": "year"}


def read_verdict(text: Stored) -> Verdict:
    """Return what a critic says; what is no verdict counts as skip."""
    return "ship" if text == "ship" else "skip"


def read_choice(text: Stored) -> Choice:
    """Return what a vote says; what is no choice counts as none."""
    return _CHOICES.get(text, "none")


def read_vote(text: Stored) -> Verdict | None:
    """Return the vote that counts; None for no vote, and for what is no choice."""
    choice = _CHOICES.get(text)
    return None if choice == "none" else choice


def read_count(value: Stored) -> int:
    """Return how many a column says there are; what is no count counts as none."""
    return value if isinstance(value, int) and 0 <= value < MOST else 0


def read_whole(value: Stored) -> int:
    """Return the whole number that a column holds; what is none counts as nought."""
    return value if isinstance(value, int) else 0


def read_origin(text: Stored) -> Origin:
    """Return how an event came here; what says nothing known was imported."""
    return _ORIGINS.get(text, "imported")


def read_amount(value: Stored) -> Decimal | None:
    """Return the amount of money that a column holds; None for what can be none."""
    from decimal import Decimal, InvalidOperation  # only for tools with an amount

    try:
        # SQLite gives the shortest decimal that reads back the same.
        amount = Decimal(as_text(value)) if value is not None else None
    except InvalidOperation:
        return None
    is_amount = amount is not None and amount.is_finite() and 0 <= amount < MOST_AMOUNT
    return amount if is_amount else None


def read_price_kind(text: Stored) -> PriceKind:
    """Return the kind of a price; what is no kind counts as unknown."""
    return _KINDS.get(text, "unknown")


def read_period(text: Stored) -> Period | None:
    """Return the period of a price; what is no period counts as none."""
    return _PERIODS.get(text)


def read_date(text: Stored) -> date | None:
    """Return the date that a column holds; what is no date counts as none."""
    if not text or not isinstance(text, str):
        return None
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_strings(text: Stored) -> tuple[str, ...]:
    """Return the lines that a column holds as a JSON list; what is no list counts as empty."""
    if text == "[]":  # most lists, and reading JSON is a library more
        return ()
    found = read_json(text)
    return tuple(clean_line(str(line)) for line in found) if isinstance(found, list) else ()


def read_json(text: Stored) -> Json:
    """Return the JSON that a column holds, its strings made safe; None for what is no JSON."""
    import json  # only here: most commands ask for none

    try:
        found: Json = json.loads(as_text(text))
    except (ValueError, RecursionError):
        return None
    return _safe(found)


def _safe(value: Json) -> Json:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_safe(each) for each in value]
    if isinstance(value, dict):
        return {clean_line(key): _safe(each) for key, each in value.items()}
    return value


def read_moment(text: Stored, ms: Stored) -> str:
    """Return when a vote was cast, in ISO 8601; by its stamp where the column says no moment."""
    if isinstance(text, str) and is_moment(text):
        return text
    return moment_of(read_whole(ms))
