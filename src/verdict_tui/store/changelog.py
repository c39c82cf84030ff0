"""What fields of tools and reviews said before an import changed them."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from verdict_tui import prices
from verdict_tui.model import Change, Price
from verdict_tui.store.rows import Json, read_date, read_json
from verdict_tui.store.tools import read_price
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from verdict_tui.model import Review, Tool
    from verdict_tui.store.database import Database

TOOL_FIELDS = (
    "name", "aliases", "vendor", "category", "tagline", "description", "entry_price", "licence",
    "link", "added_on",
)  # fmt: skip
REVIEW_FIELDS = ("verdict", "quote")

_CHANGES = "SELECT field, before, after, changed_on, critic FROM changes"


def of_tool(before: Tool, after: Tool, today: date) -> list[Change]:
    """Return which fields of a tool differ."""
    fields = [field for field in TOOL_FIELDS if getattr(before, field) != getattr(after, field)]
    if "name" in fields and "aliases" in fields:
        fields.remove("aliases")
    return [
        Change(field, _kept(getattr(before, field)), _kept(getattr(after, field)), today)
        for field in fields
    ]


def of_review(before: Review, after: Review, today: date) -> list[Change]:
    """Return which fields of a critic's review differ."""
    return [
        Change(field, getattr(before, field), getattr(after, field), today, after.critic)
        for field in REVIEW_FIELDS
        if getattr(before, field) != getattr(after, field)
    ]


def _kept(value: str | Price | date | tuple[str, ...] | None) -> str | Price:
    if isinstance(value, str | Price):  # a price is a tuple too
        return value
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return value.isoformat() if value else ""


def record(connection: sqlite3.Connection, tool_id: int, changes: Iterable[Change]) -> None:
    """Append changes of a tool, inside the caller's transaction."""
    connection.executemany(
        "INSERT INTO changes (tool_id, changed_on, critic, field, before, after)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            (
                tool_id, change.changed_on.isoformat(), change.critic, change.field,
                _json(change.before), _json(change.after),
            )
            for change in changes
        ),
    )  # fmt: skip


def read_changes(database: Database, slug: str) -> list[Change]:
    """Return what changed of a tool, newest first."""
    rows = database.connection.execute(
        f"{_CHANGES} WHERE tool_id = (SELECT id FROM tools WHERE slug = ?) ORDER BY id DESC",
        (slug,),
    )
    return [read_change(row) for row in rows]


def read_change(row: tuple[str, str, str, str, str]) -> Change:
    """Make a change of a row: field, before, after, day, critic."""
    field, before, after, day, critic = row
    return Change(
        clean_line(field),
        _value(before),
        _value(after),
        read_date(day) or date.min,
        clean_line(critic),
    )


def _json(value: str | Price) -> str:
    said = value if isinstance(value, str) else prices.as_data(value)
    return json.dumps(said, ensure_ascii=False)


def _value(text: str) -> str | Price:
    said = read_json(text)
    if isinstance(said, str):
        return said
    return _price(said) if isinstance(said, dict) else ""


def _price(said: dict[str, Json]) -> Price:
    """Make a price of an object; what is none in it counts as not given."""
    found = {key: value for key, value in said.items() if isinstance(value, str)}
    amount = said.get("amount")
    return read_price(
        found.get("kind", ""),
        amount if isinstance(amount, str | float | int) else None,
        found.get("currency", ""),
        found.get("period"),
        said.get("per_seat") is True,
        found.get("as_of"),
        found.get("words", ""),
    )
