"""Entry prices as text: read, and written.

A price is understood or it is not; nothing is guessed. What is not understood stays in the source's
own words. `docs/format.md` has the rules for people.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.model import Price
from verdict_tui.text import clean_line, clipped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from verdict_tui.model import Period, PriceKind

_LIST_ONE = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
    CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
    GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD
    KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO
    NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE
    SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND
    VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_LIST_ONE.split())
"""The active codes of ISO 4217 (list one) that one can pay in: no funds, metals or test codes."""

LIMIT = 10**9
"""Amounts are less than this."""

_SIGNS = {
    "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "₺": "TRY", "₽": "RUB", "₴": "UAH",
    "₪": "ILS", "₫": "VND", "₱": "PHP", "₦": "NGN", "฿": "THB",
    "US$": "USD", "CA$": "CAD", "C$": "CAD", "AU$": "AUD", "A$": "AUD", "NZ$": "NZD",
    "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "MX$": "MXN", "R$": "BRL",
}  # fmt: skip
_DOLLARS = (
    "USD ARS AUD BBD BMD BND BSD BZD CAD CLP COP CUP DOP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD"
    " SGD SRD TTD TWD UYU XCD"
)
_SHARED = {
    "$": frozenset(_DOLLARS.split()),
    "¥": frozenset(("JPY", "CNY")),
    "KR": frozenset(("SEK", "NOK", "DKK", "ISK")),
}
"""Signs that stand for one of several currencies, which a code beside them names."""
_DOLLAR = "$"  # alone it is the one of the United States, by convention
_SHOWN_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}
_ENGLISH = frozenset(("ALL", "CUP", "GEL", "MAD", "MOP", "PEN", "TOP", "TRY"))
"""Codes that are English words, and codes only in capital letters."""

_KINDS: dict[str, PriceKind] = {
    "free": "free",
    "contact": "contact",
    "contact us": "contact",
    "contact sales": "contact",
    "unknown": "unknown",
}
_SAID: dict[PriceKind, str] = {"free": "Free", "contact": "Contact sales", "unknown": "Unknown"}
_PERIODS: dict[str, Period] = {
    "month": "month", "mo": "month", "monthly": "month",
    "year": "year", "yr": "year", "yearly": "year", "annum": "year", "annually": "year",
    "once": "once", "one-time": "once",
}  # fmt: skip
_SEATS = ("seat", "user")

_THOUSANDS = r"[1-9][0-9]{0,2}(?P<mark>[,.'’ ])[0-9]{3}(?:(?P=mark)[0-9]{3})*"
_AMOUNT = rf"(?P<whole>{_THOUSANDS}|0|[1-9][0-9]*|)(?:(?P<point>[.,])(?P<part>[0-9]+))?"
_STEP = r"[ ,]*(?P<per>/|(?:per|an?)\b)? *(?P<word>[a-z-]+)\.?"


class Reading(NamedTuple):
    """What a text says as a price."""

    price: Price
    doubt: str = ""
    """Why it is not understood; then the price is unknown, and has the words."""


class Money(NamedTuple):
    """An amount, with or without its currency."""

    amount: Decimal
    currency: str


def read(text: str) -> Reading:
    """Read an entry price."""
    words = clean_line(text)
    kind = _KINDS.get(words.lower())
    if kind:
        return Reading(Price(kind))
    try:
        return Reading(_amount_of(words))
    except ValueError as error:
        return Reading(Price(words=words), str(error))


def read_money(text: str) -> Money:
    """Read an amount that may have a currency, and nothing else.

    Raises:
        ValueError: it is not understood; the message says why.
    """
    money, rest = _split(clean_line(text))
    if rest:
        raise ValueError(f"'{clipped(rest)}' isn't a currency")
    return money


def text(price: Price) -> str:
    """Write a price so that `read` reads the same: `Free`, `$20 / month per seat`, `Unknown`.

    A price that was not understood is written in the source's words.
    """
    if price.amount is None:
        return price.words or _SAID.get(price.kind, "Unknown")
    sign = _SHOWN_SIGNS.get(price.currency)
    amount = _number(price.amount)
    money = f"{sign}{amount}" if sign else f"{amount} {price.currency}"
    period = " once" if price.period == "once" else f" / {price.period}"
    return f"{money}{period}{' per seat' if price.per_seat else ''}"


def as_data(price: Price) -> dict[str, str | int | float | bool | None]:
    """Return a price as JSON has it, every part by its name."""
    amount = price.amount
    return {
        "kind": price.kind,
        "amount": amount if amount is None else _plain(amount),
        "currency": price.currency or None,
        "period": price.period,
        "per_seat": price.per_seat,
        "as_of": price.as_of.isoformat() if price.as_of else None,
        "words": price.words or None,
    }


def _plain(amount: Decimal) -> int | float:
    whole = int(amount)
    return whole if whole == amount else float(amount)


def _number(amount: Decimal) -> str:
    """Write an amount, so that its point can't be taken for one between thousands."""
    said = f"{amount.normalize():,f}"
    whole, _, part = said.partition(".")
    is_doubtful = len(part) == 3 and whole != "0" and "," not in whole
    return f"{said}0" if len(part) == 1 or is_doubtful else said


def _amount_of(words: str) -> Price:
    """Read an amount with its currency, its period and whether it is per seat."""
    money, rest = _split(words)
    if not money.currency:
        raise ValueError("it has no currency of ISO 4217, such as USD or €")
    period, per_seat = _basis(rest)
    return Price("amount", money.amount, money.currency, period, per_seat)


def _split(words: str) -> tuple[Money, str]:
    """Read the amount and the currency at the beginning; return them and the rest."""
    found = _price_pattern().fullmatch(words)
    if found is None:
        raise ValueError("write it as '$20/month' or '20 EUR/year per seat'")
    currency = _currency(_money_pattern().findall(f"{found['before']} {found['after']}"))
    return Money(read_amount(found["amount"]), currency), found["rest"].strip()


def read_amount(said: str) -> Decimal:
    """Read a number with or without marks between the thousands.

    Raises:
        ValueError: it may be read in two ways, is no number, too great or too precise.
    """
    from decimal import Decimal  # only to read: no start needs it

    found = re.fullmatch(_AMOUNT, said)
    if found is None or not (found["whole"] or found["point"] == "."):
        raise ValueError(f"'{clipped(said)}' isn't an amount")
    whole = re.sub("[^0-9]", "", found["whole"]) or "0"
    if re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", said):
        raise ValueError(f"'{clipped(said)}' can mean {whole} or {Decimal(said).normalize():f}")
    if _is_mixed(found["whole"], found["mark"], found["point"], found["part"] or ""):
        raise ValueError(f"'{clipped(said)}' can be read in two ways")
    exact = Decimal(f"{whole}.{found['part'] or '0'}")
    if exact >= LIMIT:
        raise ValueError(f"'{clipped(said)}' isn't less than {LIMIT:,}")
    stored = Decimal(repr(float(exact)))  # the database gives back the shortest decimal
    if stored != exact:
        raise ValueError(f"'{clipped(said)}' has more digits than can be stored")
    return stored


def _is_mixed(whole: str, mark: str | None, point: str | None, part: str) -> bool:
    """Say whether what looks like a decimal point can also be a mark between thousands."""
    if mark is None:
        return point == "," and len(part) > 2 and whole != "0"
    return point == mark or (mark not in ",." and len(part) == 3)


def _currency(signs: Sequence[str]) -> str:
    """Return the one currency that signs and codes agree on; empty without any."""
    if not signs:
        return ""
    named = [sign.upper() for sign in signs]
    for sign, name in zip(signs, named, strict=True):
        if name in _ENGLISH and sign != name:
            raise ValueError(f"'{sign}' is a currency only if written {name}")
    if len(set(named)) < len(named):
        raise ValueError(f"'{signs[0]}' is there twice")
    possible = frozenset.intersection(*map(_meant, named))
    if not possible:
        raise ValueError(f"{' and '.join(dict.fromkeys(signs))} are different currencies")
    if len(possible) == 1:
        return next(iter(possible))
    if _DOLLAR in named:
        return "USD"
    raise ValueError(f"'{signs[0]}' can mean {' or '.join(sorted(possible))}")


def _meant(sign: str) -> frozenset[str]:
    return _SHARED.get(sign) or frozenset((_SIGNS.get(sign, sign),))


def _basis(rest: str) -> tuple[Period, bool]:
    """Read for what an amount is paid: a period, and perhaps a seat."""
    periods: list[Period] = []
    seats = place = 0
    said = rest.lower().replace("one time", "one-time")
    while place < len(said):
        step = re.match(_STEP, said[place:], re.ASCII)
        if step and step["word"] in _PERIODS:
            periods.append(_PERIODS[step["word"]])
        elif step and step["per"] and step["word"] in _SEATS:
            seats += 1
        else:
            word = clipped(rest[place:].strip())
            raise ValueError(f"'{word}' isn't a period: once, month or year")
        place += step.end()
    if len(periods) != 1 or seats > 1:
        raise ValueError("it needs one period (once, month or year), and may be per seat")
    return periods[0], bool(seats)


@cache
def _money_pattern() -> re.Pattern[str]:
    signs = sorted((*_SIGNS, *_SHARED), key=len, reverse=True)
    words = "|".join((*sorted(CURRENCIES), *filter(str.isalpha, signs)))
    others = "|".join(re.escape(sign) for sign in signs if not sign.isalpha())
    return re.compile(rf"(?:{others}|(?:{words})(?![a-z]))", re.IGNORECASE | re.ASCII)


@cache
def _price_pattern() -> re.Pattern[str]:
    money = _money_pattern().pattern
    return re.compile(
        rf"(?P<before>(?:{money}\s*){{0,2}})(?P<amount>[.,]?[0-9](?:[0-9.,'’ ]*[0-9])?)"
        rf"(?P<after>(?:\s*{money}){{0,2}})(?P<rest>.*)",
        re.IGNORECASE | re.ASCII,
    )
