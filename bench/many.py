"""Databases of many tools, with names, vendors, reviews and comparisons as in a real one."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from bench.names import package_names, tool_names
from verdict_tui.search.keys import key_of
from verdict_tui.store.database import create_empty, open_database
from verdict_tui.text import slugify

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

CATEGORIES = (
    "Coding Agents", "Editors", "Frameworks", "Vector Databases", "Model Runtimes",
    "Observability", "Chat", "Images", "Speech", "Data",
)  # fmt: skip
CRITICS = ("Ada Brandt", "Ivo Castell", "Mina Okafor", "Per Lindqvist", "Sol Reyes")
COMPARISONS = 8
_LICENCES = ("MIT", "Apache-2.0", "Proprietary", "AGPL-3.0", "")
_JOINS = (" ", " ", "-", "", " ")
_TOOLS_OF_A_VENDOR = 8
_REVIEWED = 10
"""Of so many tools one has reviews."""
_FIRST_DAY = date(2022, 1, 1)
_DAYS = 1700

_TOOLS = """
    INSERT INTO tools (id, slug, name, vendor, category, tagline, description, price_kind,
        price_amount, price_currency, price_period, licence, link, added_on)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_REVIEWS = "INSERT INTO reviews (tool_id, critic_id, verdict, quote) VALUES (?, ?, ?, ?)"

ToolRow = tuple[
    int, str, str, str, str, str, str, str, float | None, str, str | None, str, str, str
]  # fmt: skip


class _Words(NamedTuple):
    """What names are made of."""

    of_tools: list[str]
    all: list[str]


def build(path: Path, count: int, reviewed: int = _REVIEWED) -> None:
    """Make a database of so many tools, the same on every run with the same words.

    Args:
        path: where to make it.
        count: how many tools.
        reviewed: of so many tools one has reviews.
    """
    create_empty(path)
    chance = random.Random(count)
    with (
        open_database(path, writing=True) as database,
        database.transaction("the tools to measure with were not made") as connection,
    ):
        connection.executemany(_TOOLS, _tools(count, chance))
        _review(connection, range(1, count + 1, reviewed), chance)
        connection.executemany(
            "INSERT INTO comparisons (a_id, b_id, published_on) VALUES (?, ?, ?)",
            [(2 * each + 1, 2 * each + 2, f"2026-01-{each + 1:02}") for each in range(COMPARISONS)],
        )


def _tools(count: int, chance: random.Random) -> Iterator[ToolRow]:
    words = _words()
    vendors = [
        f"{chance.choice(words.all).title()} {chance.choice(('Labs', 'AI', 'Inc', 'Systems'))}"
        for _ in range(count // _TOOLS_OF_A_VENDOR + 1)
    ]
    for number, (slug, name) in enumerate(_names(count, words, chance), 1):
        kind = chance.choice(("free", "amount", "contact", "unknown"))
        amount = float(chance.randrange(5, 100)) if kind == "amount" else None
        is_priced = amount is not None
        yield (
            number, slug, name, chance.choice(vendors), chance.choice(CATEGORIES),
            f"{name}, in a line", f"What {name} is for, and for whom.", kind, amount,
            "USD" if is_priced else "", "month" if is_priced else None,
            chance.choice(_LICENCES), f"https://example.com/{slug}",
            (_FIRST_DAY + timedelta(chance.randrange(_DAYS))).isoformat(),
        )  # fmt: skip


def _words() -> _Words:
    of_tools = {word for name in tool_names() for word in _display_words(name)}
    of_packages = {word for name in package_names(1) for word in key_of(name).words}
    kept = {word for word in of_packages if 2 < len(word) < 16 and not word.isdigit()}
    return _Words(sorted(of_tools), sorted(of_tools | kept))


def _display_words(name: str) -> list[str]:
    return [word for word in name.split() if key_of(word).compact]


def _names(count: int, words: _Words, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield slugs with names, no two alike: real ones, then such as could be real."""
    taken: set[str] = set()
    real = iter(tool_names())
    while len(taken) < count:
        name = next(real, "") or _made_up(words, chance)
        slug = slugify(name)
        if slug not in taken:
            taken.add(slug)
            yield slug, name


def _made_up(words: _Words, chance: random.Random) -> str:
    chosen = [chance.choice(words.all)]
    if chance.random() < 0.9:
        chosen.insert(chance.randrange(2), chance.choice(words.of_tools))
    if chance.random() < 0.4:
        chosen.append(chance.choice(words.all))
    if chance.random() < 0.7:
        chosen = [word[:1].upper() + word[1:] for word in chosen]
    return chance.choice(_JOINS).join(chosen)


def _review(connection: sqlite3.Connection, tools: range, chance: random.Random) -> None:
    connection.executemany(
        "INSERT INTO critics (id, position, name) VALUES (?, ?, ?)",
        [(number, number, name) for number, name in enumerate(CRITICS, 1)],
    )
    connection.executemany(
        _REVIEWS,
        (
            (tool, critic, chance.choice(("ship", "skip")), "It does what it says, most days.")
            for tool in tools
            for critic in chance.sample(range(1, len(CRITICS) + 1), 3)
        ),
    )
