"""Content out: JSON, JSON Lines and TOML hold everything, CSV one table.

What is empty is left out. What goes out is what `forms` takes in, so that it comes in as it was.
"""

from __future__ import annotations

import json
from textwrap import indent
from typing import TYPE_CHECKING, Literal, TypeAlias

from verdict_tui import prices
from verdict_tui.exchange.tables import BETWEEN_ALIASES, REVIEW_COLUMNS, TOOL_COLUMNS, to_csv
from verdict_tui.model import Price
from verdict_tui.store import schema
from verdict_tui.store.whole import read_all, read_critics, read_published
from verdict_tui.text import clean_line, clean_paragraphs, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from verdict_tui.model import Critic, Review, Tool
    from verdict_tui.store.database import Database
    from verdict_tui.submission import Published

    Written: TypeAlias = "dict[str, Written] | list[Written] | str | int | float | bool | date"
    Tools = Iterable[tuple[Tool, tuple[Review, ...]]]

Format = Literal["json", "jsonl", "toml", "csv"]


def written(
    database: Database, form: Format, tools: Tools | None = None, *, reviews: bool = False
) -> Iterator[str]:
    """Yield the pieces of a file with the content of a database; the votes are not in it.

    Args:
        database: an open database.
        form: how to write it.
        tools: what to write instead of all tools.
        reviews: whether a CSV table is to have the reviews, instead of the tools.
    """
    tools = read_all(database) if tools is None else tools
    if form == "csv":
        yield from _reviews_table(tools) if reviews else _tools_table(tools)
        return
    about: dict[str, Written] = {
        "title": clean_line(database.meta(schema.TITLE)),
        "note": clean_line(database.meta(schema.NOTE)),
        "critics": list(map(_critic, read_critics(database))),
    }
    comparisons: Written = list(map(_published, read_published(database)))
    write = {"json": _json, "jsonl": _json_lines, "toml": _toml}[form]
    yield from write(_said(about), (_tool(*tool) for tool in tools), comparisons)


def _json(
    about: dict[str, Written], tools: Iterable[dict[str, Written]], comparisons: Written
) -> Iterator[str]:
    head = _dumped(about, 2)
    yield (head[:-2] + ",\n" if about else "{\n") + '  "tools": ['
    between = "\n"
    for tool in tools:
        yield between + indent(_dumped(tool, 2), "    ")
        between = ",\n"
    yield "\n  ],\n" if between != "\n" else "],\n"
    yield '  "comparisons": ' + indent(_dumped(comparisons, 2), "  ").lstrip() + "\n}\n"


def _json_lines(
    about: dict[str, Written], tools: Iterable[dict[str, Written]], comparisons: Written
) -> Iterator[str]:
    if about:
        yield _dumped(about) + "\n"
    for tool in tools:
        yield _dumped(tool) + "\n"
    if comparisons:
        yield _dumped({"comparisons": comparisons}) + "\n"
    if not (about or comparisons):
        yield _dumped({"tools": []}) + "\n"  # a file without a line would be taken for a mistake


def _toml(
    about: dict[str, Written], tools: Iterable[dict[str, Written]], comparisons: Written
) -> Iterator[str]:
    import tomli_w

    whole = _said({**about, "tools": list(tools), "comparisons": comparisons})
    yield tomli_w.dumps(whole or {"tools": []}, multiline_strings=True)


def _dumped(value: Written, spaces: int | None = None) -> str:
    return json.dumps(
        value, ensure_ascii=False, indent=spaces, default=lambda day: str(day.isoformat())
    )


def _said(fields: dict[str, Written]) -> dict[str, Written]:
    """Leave out what says nothing."""
    return {name: value for name, value in fields.items() if value or value is False}


def _critic(critic: Critic) -> dict[str, Written]:
    return _said(
        {
            "name": critic.name,
            "motto": critic.motto,
            "voice": clean_paragraphs(critic.voice),
            "excited": list(critic.excited),
            "tired": list(critic.tired),
        }
    )


def _tool(tool: Tool, reviews: tuple[Review, ...]) -> dict[str, Written]:
    return _said(
        {
            "name": tool.name,
            "slug": tool.slug if tool.slug != slugify(tool.name) else "",
            "vendor": tool.vendor,
            "category": tool.category,
            "tagline": tool.tagline,
            "description": clean_paragraphs(tool.description),
            "aliases": list(tool.aliases),
            "licence": tool.licence,
            "link": tool.link,
            "added_on": tool.added_on or "",
            "entry_price": _price(tool.entry_price),
            "reviews": list(map(_review, reviews)),
        }
    )


def _price(price: Price) -> dict[str, Written]:
    if price == Price():
        return {}
    parts = {name: value for name, value in prices.as_data(price).items() if value is not None}
    if price.kind != "amount":
        del parts["per_seat"]
    return {**parts, "as_of": price.as_of} if price.as_of else {**parts}


def _review(review: Review) -> dict[str, Written]:
    return _said(
        {
            "critic": review.critic,
            "verdict": review.verdict,
            "reviewed_on": review.reviewed_on or "",
            "quote": clean_paragraphs(review.quote),
        }
    )


def _published(published: Published) -> dict[str, Written]:
    return _said({"a": published.a, "b": published.b, "published_on": published.published_on or ""})


def _tools_table(tools: Tools) -> Iterator[str]:
    rows = (
        (
            tool.slug, tool.name, tool.vendor, tool.category, tool.tagline,
            clean_paragraphs(tool.description), BETWEEN_ALIASES.join(tool.aliases),
            prices.text(tool.entry_price), _day(tool.entry_price.as_of), tool.licence, tool.link,
            _day(tool.added_on),
        )
        for tool, _ in tools
    )  # fmt: skip
    return to_csv(TOOL_COLUMNS, rows)


def _reviews_table(tools: Tools) -> Iterator[str]:
    rows = (
        (tool.slug, review.critic, review.verdict, clean_paragraphs(review.quote),
         _day(review.reviewed_on))
        for tool, reviews in tools
        for review in reviews
    )  # fmt: skip
    return to_csv(REVIEW_COLUMNS, rows)


def _day(when: date | None) -> str:
    return when.isoformat() if when else ""
