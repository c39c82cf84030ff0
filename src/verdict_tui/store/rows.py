"""What a column may hold, read as a value of the model: other programs write files too.

Text is made safe; a word that is none of those that a column knows counts as the most harmless
one, a date that is none as no date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from verdict_tui.moments import is_moment, moment_of
from verdict_tui.text import clean, clean_line

if TYPE_CHECKING:
    from datetime import date

    from verdict_tui.model import Choice, Origin, Period, PriceKind, Verdict

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

_CHOICES: dict[str | None, Choice] = {"ship": "ship", "skip": "skip"}
_ORIGINS: dict[str, Origin] = {"local": "local", "linked": "linked", "sample": "sample"}
_KINDS: dict[str, PriceKind] = {"free": "free", "amount": "amount", "contact": "contact"}
_PERIODS: dict[str | None, Period] = {"once": "once", "month": "month", "year": "year"}


def read_verdict(text: str) -> Verdict:
    """Return what a critic says; what is no verdict counts as skip."""
    return "ship" if text == "ship" else "skip"


def read_choice(text: str) -> Choice:
    """Return what a vote says; what is no choice counts as none."""
    return _CHOICES.get(text, "none")


def read_vote(text: str | None) -> Verdict | None:
    """Return the vote that counts; None for no vote, and for what is no choice."""
    choice = _CHOICES.get(text)
    return None if choice == "none" else choice


def read_origin(text: str) -> Origin:
    """Return how an event came here; what says nothing known was imported."""
    return _ORIGINS.get(text, "imported")


def read_price_kind(text: str) -> PriceKind:
    """Return the kind of a price; what is no kind counts as unknown."""
    return _KINDS.get(text, "unknown")


def read_period(text: str | None) -> Period | None:
    """Return the period of a price; what is no period counts as none."""
    return _PERIODS.get(text)


def read_date(text: str | None) -> date | None:
    """Return the date that a column holds; what is no date counts as none."""
    if not text:
        return None
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_strings(text: str) -> tuple[str, ...]:
    """Return the lines that a column holds as a JSON list; what is no list counts as empty."""
    found = read_json(text)
    return tuple(clean_line(str(line)) for line in found) if isinstance(found, list) else ()


def read_json(text: str) -> Json:
    """Return the JSON that a column holds, its strings made safe; None for what is no JSON."""
    import json  # only here: most commands ask for none

    try:
        found: Json = json.loads(text)
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


def read_moment(text: str, ms: int) -> str:
    """Return when a vote was cast, in ISO 8601; by its stamp where the column says no moment."""
    if is_moment(text):
        return text
    return moment_of(ms)
