"""Reading the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.model import Price
from verdict_tui.store import tools

if TYPE_CHECKING:
    from verdict_tui.store.database import Database


def test_some_tools_are_read_by_their_slugs(small: Database) -> None:
    found = tools.read_standings_of(small, ["gamma", "alpha"])
    assert {slug: each.tool.name for slug, each in found.items()} == {
        "alpha": "Alpha",
        "gamma": "Gamma",
    }
    assert found["alpha"] == tools.read_standing(small, "alpha")


def test_a_slug_that_is_not_safe_is_found_as_the_catalogue_has_it(small: Database) -> None:
    with small.transaction("the slug was not changed") as connection:
        connection.execute("UPDATE tools SET slug = 'a\x1bb' WHERE slug = 'alpha'")
    slugs = tools.load_catalogue(small).slugs
    assert set(tools.read_standings_of(small, slugs)) == set(slugs)


def test_an_amount_in_no_currency_of_iso_4217_is_unknown_in_words(small: Database) -> None:
    # An earlier version read `$20 per month` as 20 of the currency PER.
    small.connection.execute(
        "UPDATE tools SET price_kind = 'amount', price_amount = 20, price_currency = 'PER',"
        " price_period = 'month' WHERE slug = 'alpha'"
    )
    standing = tools.read_standing(small, "alpha")
    assert standing
    assert standing.tool.entry_price == Price(words="20 PER / month")
    catalogue = tools.load_catalogue(small)
    assert {price.kind for price in catalogue.price.values} == {"unknown"}
