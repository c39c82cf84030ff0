"""Writing the catalogue: critics, tools, reviews and comparisons, all or nothing."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verdict_tui.errors import WrongUseError
from verdict_tui.model import Tool
from verdict_tui.store import schema, votes
from verdict_tui.store.tools import read_standing
from verdict_tui.text import slugify

if TYPE_CHECKING:
    import sqlite3
    from typing import Literal

    from verdict_tui.model import Critic, Review
    from verdict_tui.store.database import Database
    from verdict_tui.submission import Content, Published, Submission

    Fate = Literal["new", "changed", "same"]


@dataclass(slots=True)
class Changes:
    """What an import did, or would do."""

    tools: Counter[Fate] = field(default_factory=Counter)
    critics: Counter[Fate] = field(default_factory=Counter)
    reviews: Counter[Fate] = field(default_factory=Counter)
    comparisons: Counter[Fate] = field(default_factory=Counter)

    @property
    def any(self) -> bool:
        """Whether anything differs from what was there."""
        return any(
            counter["new"] + counter["changed"]
            for counter in (self.tools, self.critics, self.reviews, self.comparisons)
        )


class _DryRunError(Exception):
    """Ends the transaction of a dry run."""


def apply(database: Database, content: Content, *, dry_run: bool = False) -> Changes:
    """Write content into the database: all of it, or nothing.

    What is there already is updated in the fields that are given; nothing is removed.

    Args:
        database: an open database.
        content: what to write.
        dry_run: whether only to find out what would change.

    Raises:
        WrongUseError: the content does not fit together, or what is there; nothing was written.
        NotSavedError: nothing was written.
    """
    changes = Changes()
    try:
        with database.transaction("nothing was imported"):
            _apply(database, content, changes)
            if dry_run:
                raise _DryRunError
    except _DryRunError:
        pass
    return changes


def _apply(database: Database, content: Content, changes: Changes) -> None:
    connection = database.connection
    for key, value in ((schema.TITLE, content.title), (schema.NOTE, content.note)):
        if value and database.meta(key) != value:
            database.set_meta(key, value)
    for critic in content.critics:
        changes.critics[_put_critic(connection, critic)] += 1
    for submission in content.tools:
        tool_id, fate = _put_tool(database, submission)
        changes.tools[fate] += 1
        for review in submission.reviews:
            changes.reviews[_put_review(connection, tool_id, review)] += 1
    for published in content.comparisons:
        changes.comparisons[_put_comparison(connection, published)] += 1
    if changes.any:
        version = int(database.meta(schema.CATALOGUE_VERSION) or 0)
        database.set_meta(schema.CATALOGUE_VERSION, str(version + 1))


def _put_critic(connection: sqlite3.Connection, critic: Critic) -> Fate:
    described = (
        critic.motto,
        critic.voice,
        json.dumps(critic.excited, ensure_ascii=False),
        json.dumps(critic.tired, ensure_ascii=False),
    )
    row = connection.execute(
        "SELECT motto, voice, excited, tired FROM critics WHERE name = ?", (critic.name,)
    ).fetchone()
    if row is None:
        connection.execute(
            "INSERT INTO critics (position, name, motto, voice, excited, tired)"
            " SELECT coalesce(max(position) + 1, 0), ?, ?, ?, ?, ? FROM critics",
            (critic.name, *described),
        )
        return "new"
    if row == described:
        return "same"
    connection.execute(
        "UPDATE critics SET motto = ?, voice = ?, excited = ?, tired = ? WHERE name = ?",
        (*described, critic.name),
    )
    return "changed"


def _put_tool(database: Database, submission: Submission) -> tuple[int, Fate]:
    connection = database.connection
    slug = _slug_in_use(connection, submission.tool)
    if slug is None:
        return _write_tool(connection, submission.tool, None), "new"
    standing = read_standing(database, slug)
    assert standing is not None, "a slug in use has a tool"
    merged = _merge(standing.tool, submission)
    (tool_id,) = connection.execute("SELECT id FROM tools WHERE slug = ?", (slug,)).fetchone()
    if merged == standing.tool:
        return tool_id, "same"
    return _write_tool(connection, merged, tool_id), "changed"


def _slug_in_use(connection: sqlite3.Connection, tool: Tool) -> str | None:
    """Return the present slug of the tool that a file means, by its slug or a former name."""
    for slug in (tool.slug, *map(slugify, tool.aliases)):
        if connection.execute("SELECT 1 FROM tools WHERE slug = ?", (slug,)).fetchone():
            return slug
    present = votes.canonical(connection, tool.slug)
    return present if present != tool.slug else None


def _merge(present: Tool, submission: Submission) -> Tool:
    given = {
        name: getattr(submission.tool, name) for name in Tool._fields if name in submission.given
    }
    merged = present._replace(**given)
    former = [
        *merged.aliases,
        *(name for name in present.aliases if name not in merged.aliases),
        *([present.name] if present.name != merged.name else ()),
    ]
    aliases = tuple(name for name in dict.fromkeys(former) if name != merged.name)
    renamed = present.name != merged.name
    return merged._replace(aliases=aliases, slug=slugify(merged.name) if renamed else present.slug)


def _write_tool(connection: sqlite3.Connection, tool: Tool, tool_id: int | None) -> int:
    price = tool.entry_price
    columns = {
        "id": tool_id,
        "slug": tool.slug,
        "name": tool.name,
        "vendor": tool.vendor,
        "category": tool.category,
        "tagline": tool.tagline,
        "description": tool.description,
        "price_kind": price.kind,
        "price_amount": float(price.amount) if price.amount is not None else None,
        "price_currency": price.currency,
        "price_period": price.period,
        "price_per_seat": int(price.per_seat),
        "price_as_of": price.as_of.isoformat() if price.as_of else None,
        "licence": tool.licence,
        "link": tool.link,
        "added_on": tool.added_on.isoformat() if tool.added_on else None,
    }
    names = ", ".join(columns)
    marks = ", ".join(f":{name}" for name in columns)
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns if name != "id")
    (tool_id,) = connection.execute(
        f"INSERT INTO tools ({names}) VALUES ({marks})"
        f" ON CONFLICT (id) DO UPDATE SET {updates} RETURNING id",
        columns,
    ).fetchone()
    _write_aliases(connection, tool_id, tool)
    return tool_id


def _write_aliases(connection: sqlite3.Connection, tool_id: int, tool: Tool) -> None:
    rows = [(tool_id, place, name, slugify(name)) for place, name in enumerate(tool.aliases)]
    present = connection.execute(
        "SELECT tool_id, position, name, slug FROM aliases WHERE tool_id = ? ORDER BY position",
        (tool_id,),
    ).fetchall()
    if rows == present:
        return
    connection.execute("DELETE FROM aliases WHERE tool_id = ?", (tool_id,))
    connection.executemany("INSERT INTO aliases VALUES (?, ?, ?, ?)", rows)
    votes.refold(connection, tool.slug)


def _put_review(connection: sqlite3.Connection, tool_id: int, review: Review) -> Fate:
    critic_id = _critic_id(connection, review.critic)
    row = connection.execute(
        "SELECT verdict, quote, reviewed_on FROM reviews WHERE tool_id = ? AND critic_id = ?",
        (tool_id, critic_id),
    ).fetchone()
    reviewed_on = review.reviewed_on.isoformat() if review.reviewed_on else None
    values = (review.verdict, review.quote, reviewed_on)
    if row == values:
        return "same"
    connection.execute(
        "INSERT OR REPLACE INTO reviews VALUES (?, ?, ?, ?, ?)", (tool_id, critic_id, *values)
    )
    return "changed" if row else "new"


def _critic_id(connection: sqlite3.Connection, name: str) -> int:
    """Return a critic's id; one who is named but not described is made."""
    row = connection.execute("SELECT id FROM critics WHERE name = ?", (name,)).fetchone()
    if row is None:
        row = connection.execute(
            "INSERT INTO critics (position, name)"
            " SELECT coalesce(max(position) + 1, 0), ? FROM critics RETURNING id",
            (name,),
        ).fetchone()
    return int(row[0])


def _put_comparison(connection: sqlite3.Connection, published: Published) -> Fate:
    pair = tuple(_tool_id(connection, slug, published) for slug in (published.a, published.b))
    if pair[0] == pair[1]:
        raise WrongUseError(
            f"a comparison of {published.a} with {published.b} can't be imported",
            "both are the same tool",
        )
    published_on = published.published_on.isoformat() if published.published_on else None
    row = connection.execute(
        "SELECT published_on FROM comparisons WHERE a_id = ? AND b_id = ?", pair
    ).fetchone()
    if row == (published_on,):
        return "same"
    connection.execute(
        "INSERT INTO comparisons (a_id, b_id, published_on) VALUES (?, ?, ?)"
        " ON CONFLICT (a_id, b_id) DO UPDATE SET published_on = excluded.published_on",
        (*pair, published_on),
    )
    return "changed" if row else "new"


def _tool_id(connection: sqlite3.Connection, slug: str, published: Published) -> int:
    row = connection.execute(
        "SELECT id FROM tools WHERE slug = ?", (votes.canonical(connection, slug),)
    ).fetchone()
    if row is None:
        raise WrongUseError(
            f"a comparison of {published.a} with {published.b} can't be imported",
            f"there is no tool {slug}",
            "import that tool too, in the same run or before",
        )
    return int(row[0])
