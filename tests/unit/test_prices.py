"""Entry prices as text: understood, or not; never guessed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import amounts
from verdict_tui import prices
from verdict_tui.model import Price
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    from verdict_tui.model import Period


def amount(
    said: str, currency: str = "EUR", period: Period = "month", *, seat: bool = False
) -> Price:
    return Price("amount", Decimal(said), currency, period, seat)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20", "20"),
        ("0", "0"),
        ("1.5", "1.5"),
        ("1.50", "1.5"),
        ("1.0000", "1"),
        ("0.002", "0.002"),
        (".5", "0.5"),
        (".500", "0.5"),
        ("1234.567", "1234.567"),
        ("9,99", "9.99"),
        ("1,5", "1.5"),
        ("0,002", "0.002"),
        ("1,000", "1000"),
        ("12,345,678", "12345678"),
        ("1,000.50", "1000.5"),
        ("1,000.125", "1000.125"),
        ("1.000,50", "1000.5"),
        ("1.000.000", "1000000"),
        ("1 000", "1000"),
        ("1 000,50", "1000.5"),
        ("1'000", "1000"),
        ("1’000.50", "1000.5"),
        ("999,999,999", "999999999"),
    ],
)
def test_an_amount_is_read(text: str, value: str) -> None:
    assert prices.read_amount(text) == Decimal(value)
    assert prices.read(f"{text} EUR/month").price == amount(value)


@pytest.mark.parametrize(
    "text",
    [
        "1.000", "999.999", "20.000", "1.000.00", "1,000,00", "1,00,000", "1000,000", "1,0000",
        "1 000.500", "1'000,500", "1 00", "007", "00", "1.", ",5", "1..5", "1,000 000",
        "1e3", "0x10", "1_000", "½", "٢٠", "２０", "一", "inf", "nan", "Infinity", "1000000000",
        "9" * 400, "0." + "1" * 30, "1234567.12345678901", "", " ",
    ],
)  # fmt: skip
def test_an_amount_that_is_not_sure_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"isn't|can "):
        prices.read_amount(text)
    price, doubt = prices.read(f"{text} EUR/month")
    assert price == Price(words=clean_line(f"{text} EUR/month"))
    assert doubt


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("$20 per month", amount("20", "USD")),
        ("20USD/month", amount("20", "USD")),
        ("USD20/mo", amount("20", "USD")),
        ("usd 20 a month", amount("20", "USD")),
        ("20 $ / month", amount("20", "USD")),
        ("$20 USD/month", amount("20", "USD")),
        ("USD $20 monthly", amount("20", "USD")),
        ("US$20/mo.", amount("20", "USD")),
        ("C$20/month", amount("20", "CAD")),
        ("$20 CAD/month", amount("20", "CAD")),
        ("A$ 20 / month", amount("20", "AUD")),
        ("20 € / month", amount("20")),
        ("£20/month", amount("20", "GBP")),
        ("₹499/month", amount("499", "INR")),
        ("₩9900/month", amount("9900", "KRW")),
        ("¥2000 JPY/month", amount("2000", "JPY")),
        ("200 kr SEK/month", amount("200", "SEK")),
        ("TRY 20/month", amount("20", "TRY")),
        ("€1\u202f000/month", amount("1000")),
        ("$20/user/month", amount("20", "USD", seat=True)),
        ("$20 per seat, per month", amount("20", "USD", seat=True)),
        ("$240 per year per user", amount("240", "USD", "year", seat=True)),
        ("€99 yearly", amount("99", period="year")),
        ("€99 per annum", amount("99", period="year")),
        ("€99 annually", amount("99", period="year")),
        ("€99 one-time", amount("99", period="once")),
        ("€99, one time", amount("99", period="once")),
        ("99 EUR/once per seat", amount("99", period="once", seat=True)),
        ("FREE", Price("free")),
        ("contact us", Price("contact")),
        ("Unknown", Price("unknown")),
    ],
)
def test_a_price_is_understood(text: str, price: Price) -> None:
    assert prices.read(text) == (price, "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1.000 EUR/year", "'1.000' can mean 1000 or 1"),
        ("$1.250/month", "'1.250' can mean 1250 or 1.25"),
        ("$20 EUR/month", "$ and EUR are different currencies"),
        ("US$20 CAD/month", "US$ and CAD are different currencies"),
        ("€20 $/month", "€ and $ are different currencies"),
        ("20 PER per month", "no currency of ISO 4217"),
        ("20 XYZ/month", "no currency of ISO 4217"),
        ("20 XXX/month", "no currency of ISO 4217"),
        ("20 BTC/month", "no currency of ISO 4217"),
        ("20/month", "no currency of ISO 4217"),
        ("20 euros/month", "no currency of ISO 4217"),
        ("¥2000/month", "'¥' can mean CNY or JPY"),
        ("200 kr/month", "'kr' can mean DKK or ISK or NOK or SEK"),
        ("try 20/month", "'try' is a currency only if written TRY"),
        ("20 all/month", "'all' is a currency only if written ALL"),
        ("$20", "it needs one period"),
        ("$20/month/year", "it needs one period"),
        ("$20/seat", "it needs one period"),
        ("$20/month per seat per user", "it needs one period"),
        ("$20/month seat", "'seat' isn't a period"),
        ("$20/week", "'/week' isn't a period"),
        ("$3 / 1M tokens", "'/ 1M tokens' isn't a period"),
        ("$10-20/month", "'-20/month' isn't a period"),
        ("$20+/month", "'+/month' isn't a period"),
        ("$20/month, billed yearly", "', billed yearly' isn't a period"),
        ("from $5/month", "write it as"),
        ("Free tier", "write it as"),
        ("-$5/month", "write it as"),
        ("$-5/month", "write it as"),
        ("~$20/month", "write it as"),
        ("", "write it as"),
    ],
)
def test_a_price_that_is_not_understood_says_why(text: str, why: str) -> None:
    price, doubt = prices.read(text)
    assert price == Price(words=text)
    assert why in doubt


PIECES = """
    $ € ¥ US$ USD EUR per PER kr 1.000 1,000 20 9,99 . , ' / month year once seat user a free - e3
    ２ ٣ all
"""
pieces = st.sampled_from((*PIECES.split(), " ", "\u00a0", "\x00", "\u202e"))
almost = st.lists(pieces | st.text(max_size=3), max_size=9).map("".join)


@given(almost | st.text(max_size=60))
def test_whatever_it_is_it_is_understood_or_unknown_in_its_own_words(text: str) -> None:
    price, doubt = prices.read(text)
    if doubt:
        assert price == Price(words=clean_line(text))
    else:
        assert price.words == ""
        assert (price.amount is not None) == (price.kind == "amount")
        assert price.kind != "amount" or price.currency in prices.CURRENCIES
        assert prices.read(prices.text(price)) == (price, "")


@given(amounts.map(lambda price: price._replace(as_of=None)))
def test_what_is_written_is_read_again(price: Price) -> None:
    assert prices.read(prices.text(price)) == (price, "")


@given(st.integers(0, 10**6 - 1), st.sampled_from(sorted(prices.CURRENCIES)))
def test_a_written_amount_is_never_in_doubt(thousandths: int, currency: str) -> None:
    price = amount(repr(thousandths / 1000), currency)
    assert prices.read(prices.text(price)) == (price, "")


def test_an_amount_is_written_as_money_is() -> None:
    said = {"19.5": "€19.50", "1200": "€1,200", "1.125": "€1.1250", "0.125": "€0.125"}
    for value, written in said.items():
        assert prices.text(amount(value)) == f"{written} / month"
    assert prices.text(amount("2000", "JPY", "once", seat=True)) == "2,000 JPY once per seat"
