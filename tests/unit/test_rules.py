"""What each column may hold, and what becomes of anything else."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verdict_tui.store.rules import LINE, NAME, PROSE, RULES, Rows
from verdict_tui.store.schema import CATALOGUE_VERSION
from verdict_tui.text import clean_line, slugify

if TYPE_CHECKING:
    from verdict_tui.text import Stored

WORDS = ("ship", "[]", "{", '"a"', "2026-02-30", "amount", "x-y")
NUMBERS = st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False)
TEXTS = st.binary(max_size=9) | st.text(max_size=9) | st.sampled_from(WORDS)
ANYTHING = st.none() | NUMBERS | TEXTS


@pytest.mark.parametrize("table", RULES)
@given(data=st.data())
def test_what_was_put_right_once_is_sound(table: str, data: st.DataObject) -> None:
    columns = list(RULES[table])
    row = tuple(data.draw(ANYTHING) for _ in columns)
    fixed = Rows(table, columns).fixed(row)
    if fixed is not None:
        assert Rows(table, columns).fixed(fixed) == fixed


def put_right(table: str, column: str, value: Stored) -> Stored | str:
    """Return what becomes of one value; `lost` where its row is dropped."""
    fixed = Rows(table, (column,)).fixed((value,))
    return "lost" if fixed is None else fixed[0]


@pytest.mark.parametrize(
    ("table", "column", "value", "becomes"),
    [
        ("tools", "name", None, "unnamed"),
        ("tools", "name", b"A\xff", "A\ufffd"),
        ("tools", "name", 5, "5"),
        ("tools", "name", "x" * NAME, "x" * NAME),
        ("tools", "name", "x" * (NAME + 1), "x" * NAME),
        ("tools", "tagline", "x" * (LINE + 1), "x" * LINE),
        ("tools", "description", "x" * (PROSE + 1), "x" * PROSE),
        ("tools", "slug", "Zed Editor", "zed-editor"),
        ("tools", "slug", "", "lost"),
        ("tools", "price_amount", 0.0, 0.0),
        ("tools", "price_amount", -0.5, None),
        ("tools", "price_amount", math.inf, None),
        ("tools", "price_amount", 1e12, None),
        ("tools", "price_kind", "barter", "unknown"),
        ("tools", "price_currency", "usd", ""),
        ("tools", "price_per_seat", 2, 0),
        ("tools", "added_on", "2026-02-29", None),
        ("tools", "added_on", "20260228", None),
        ("tools", "added_on", "2026-02-28", "2026-02-28"),
        ("aliases", "name", "", "lost"),
        ("critics", "position", -1, 0),
        ("critics", "excited", '["a", 1]', '["a", "1"]'),
        ("critics", "excited", "{}", "[]"),
        ("reviews", "verdict", "perhaps", "lost"),
        ("reviews", "tool_id", None, "lost"),
        ("votes", "choice", "maybe", "lost"),
        ("votes", "undoes", None, None),
        ("votes", "ms", -1, 0),
        ("votes", "counter", -1, 0),
        ("changes", "changed_on", None, "lost"),
        ("changes", "before", '"text"', '"text"'),
        ("changes", "before", "5", "lost"),
        ("state", "value", "{", "lost"),
    ],
)
def test_a_value_is_put_right_or_its_row_is_lost(
    table: str, column: str, value: Stored, becomes: Stored
) -> None:
    assert put_right(table, column, value) == becomes


def test_an_amount_needs_a_currency_and_a_period() -> None:
    rows = Rows("tools", ("price_kind", "price_amount", "price_currency", "price_period"))
    assert rows.fixed(("amount", 5.0, "USD", "month")) == ("amount", 5.0, "USD", "month")
    assert rows.fixed(("amount", 5.0, "", "month")) == ("unknown", None, "", "month")
    assert rows.fixed(("amount", 5.0, "USD", None)) == ("unknown", None, "USD", None)
    assert rows.fixed(("free", 5.0, "", None)) == ("free", None, "", None)


def test_slugs_names_and_places_stay_apart() -> None:
    slugs = Rows("tools", ("slug",))
    assert [slugs.fixed((each,)) for each in ("a", "a", "a")] == [("a",), ("a-2",), ("a-3",)]
    places = Rows("critics", ("position", "name"))
    assert places.fixed((1, "Ann")) == (1, "Ann")
    assert places.fixed((1, "Ann")) == (0, "Ann (2)")


def test_the_version_of_the_catalogue_is_a_number() -> None:
    rows = Rows("meta", ("key", "value"))
    assert rows.fixed((CATALOGUE_VERSION, "12")) == (CATALOGUE_VERSION, "12")
    assert rows.fixed((CATALOGUE_VERSION, "two")) == (CATALOGUE_VERSION, "1")
    assert rows.fixed(("title", "two")) == ("title", "two")


@given(st.text(min_size=1, max_size=20).map(clean_line).filter(bool))
def test_every_slug_that_the_program_makes_is_sound(name: str) -> None:
    slug = slugify(name)
    assert Rows("tools", ("slug",)).fixed((slug,)) == (slug,)
