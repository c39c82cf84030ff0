"""What a field said before an import changed it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from verdict_tui.exchange.content import read_content
from verdict_tui.exchange.documents import Document
from verdict_tui.model import Change, Price
from verdict_tui.store import content as contents
from verdict_tui.store.changelog import read_changes

if TYPE_CHECKING:
    from verdict_tui.exchange.values import Data
    from verdict_tui.store.database import Database

TODAY = date.today()


def submit(database: Database, tool: dict[str, Data], *, dry_run: bool = False) -> None:
    contents.apply(database, read_content([Document("a.json", tool)]), dry_run=dry_run)


def test_a_price_a_verdict_and_a_name_that_changed_are_kept(small: Database) -> None:
    submit(small, {"name": "Alpha", "category": "Editors", "entry_price": "$10/month"})
    submit(small, {"name": "Alpha", "category": "Editors", "entry_price": "$12.50/month"})
    submit(
        small,
        {
            "name": "Alpha Two",
            "category": "Editors",
            "aliases": ["Alpha"],
            "reviews": [{"critic": "Ann", "verdict": "skip"}],
        },
    )
    verdict, name, price, first = read_changes(small, "alpha-two")
    assert verdict == Change("verdict", "ship", "skip", TODAY, "Ann")
    assert name == Change("name", "Alpha", "Alpha Two", TODAY)
    before, after = (Price("amount", Decimal(n), "USD", "month") for n in ("10.0", "12.5"))
    assert price == Change("entry_price", before, after, TODAY)
    assert first == Change("entry_price", Price(), before, TODAY)


def test_what_is_the_same_or_new_or_only_tried_is_no_change(small: Database) -> None:
    beta: dict[str, Data] = {"name": "Beta", "category": "Editors"}
    submit(small, beta)
    submit(small, {**beta, "reviews": [{"critic": "Cid", "verdict": "ship", "quote": "New."}]})
    submit(small, {**beta, "vendor": "B Corp"}, dry_run=True)
    assert read_changes(small, "beta") == []


def test_a_price_of_an_earlier_version_is_read_and_one_without_a_currency_stays_words(
    small: Database,
) -> None:
    old = (
        '{"kind": "amount", "amount": "19.5", "currency": "%s", "period": "month",'
        ' "per_seat": true, "as_of": "2026-11-02"}'
    )
    small.connection.execute(
        "INSERT INTO changes (tool_id, changed_on, field, before, after)"
        " SELECT id, '2026-11-02', 'entry_price', ?, ? FROM tools WHERE slug = 'alpha'",
        (old % "PER", old % "EUR"),
    )
    day = date(2026, 11, 2)
    (change,) = read_changes(small, "alpha")
    assert change.before == Price(as_of=day, words="19.50 PER / month per seat")
    assert change.after == Price("amount", Decimal("19.5"), "EUR", "month", True, day)
