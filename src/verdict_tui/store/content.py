"""Writing the catalogue: critics, tools, reviews and comparisons, all or nothing."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from verdict_tui.errors import WrongUseError
from verdict_tui.model import Change, Critic, Review
from verdict_tui.progress import telling
from verdict_tui.store import changelog, schema, votes
from verdict_tui.store.changes import announce
from verdict_tui.store.rows import read_date, read_strings, read_verdict
from verdict_tui.store.slugs import canonical
from verdict_tui.store.tools import read_standing
from verdict_tui.text import clean, clean_line, slugify

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from verdict_tui.model import Tool
    from verdict_tui.store.database import Database
    from verdict_tui.submission import Attached, Content, Given, Published, Submission

Fate = Literal["new", "changed", "same"]


@dataclass(slots=True)
class Changes:
    """What an import did, or would do."""

    about: Counter[Fate] = field(default_factory=Counter)
    """The database's own title and note."""
    tools: Counter[Fate] = field(default_factory=Counter)
    critics: Counter[Fate] = field(default_factory=Counter)
    reviews: Counter[Fate] = field(default_factory=Counter)
    comparisons: Counter[Fate] = field(default_factory=Counter)
    fields: list[tuple[str, Change]] = field(default_factory=list)
    """Which fields changed, each with the tool's name as it is after the import."""

    @property
    def any(self) -> bool:
        """Whether anything differs from what was there."""
        counters = (self.about, self.tools, self.critics, self.reviews, self.comparisons)
        return any(counter["new"] + counter["changed"] for counter in counters)


class _DryRunError(Exception):
    """Ends the transaction of a dry run."""


def apply(
    database: Database,
    content: Content,
    *,
    dry_run: bool = False,
    told: Callable[[float], None] | None = None,
) -> Changes:
    """Write content into the database: all of it, or nothing.

    What is there already is updated in the fields that are given; nothing is removed.

    Args:
        database: an open database.
        content: what to write.
        dry_run: whether only to find out what would change.
        told: is told now and then which part of the tools is written.

    Raises:
        WrongUseError: the content does not fit together, or what is there; nothing was written.
            The message tells every mistake, a line each.
        NotSavedError: nothing was written.
    """
    changes = Changes()
    try:
        with database.transaction("nothing was imported"):
            _Import(database, changes).apply(content, told)
            if dry_run:
                raise _DryRunError
    except _DryRunError:
        pass
    return changes


class _Import:
    """One run of an import, inside a transaction."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._connection = database.connection
        self._changes = changes
        self._mistakes: list[str] = []
        self._today = date.today()

    def apply(self, content: Content, told: Callable[[float], None] | None) -> None:
        """Write content; what can't be written is gathered and raised at the end."""
        changes = self._changes
        for key, value in ((schema.TITLE, content.title), (schema.NOTE, content.note)):
            if value:
                before = self._database.meta(key)
                changes.about[_put_meta(self._database, key, value)] += 1
                self._note("the database", key, before, value)
        for critic in content.critics:
            changes.critics[self._put_critic(critic)] += 1
        for submission in telling(content.tools, len(content.tools), told or (lambda part: None)):
            self._put_tool(submission)
        for attached in content.reviews:
            self._put_attached(attached)
        for published in content.comparisons:
            self._put_comparison(published)
        if self._mistakes:
            raise WrongUseError("nothing was imported", more=self._mistakes)
        if changes.any:
            announce(self._database)

    def _note(self, what: str, field: str, before: str, after: str) -> None:
        """Tell of a change that no change log keeps; what is new is told by its count."""
        if before and before != after:
            self._changes.fields.append((what, Change(field, before, after, self._today)))

    def _put_critic(self, given: Given[Critic]) -> Fate:
        connection, name = self._connection, given.value.name
        present = _read_critic(connection, name)
        if present is None:
            _add_critic(connection, given.value)
            return "new"
        merged = given.over(present)
        if merged == present:
            return "same"
        connection.execute(
            "UPDATE critics SET motto = ?, voice = ?, excited = ?, tired = ? WHERE name = ?",
            (*_described(merged), name),
        )
        for which, before, after in zip(Critic._fields, present, merged, strict=True):
            self._note(name, which, _listed(before), _listed(after))
        return "changed"

    def _put_tool(self, submission: Submission) -> None:
        connection, given = self._connection, submission.tool
        slug = _slug_in_use(connection, given.value)
        if slug is None:
            tool_id = _write_tool(connection, given.value, None)
            name = given.value.name
            fate: Fate = "new"
        else:
            standing = read_standing(self._database, slug)
            assert standing is not None, "a slug in use has a tool"
            present, merged = standing.tool, _merge(standing.tool, given)
            row = connection.execute("SELECT id FROM tools WHERE slug = ?", (slug,)).fetchone()
            tool_id, name, fate = row[0], merged.name, "same"
            if merged != present:
                fate = "changed"
                _write_tool(connection, merged, (tool_id, present))
                self._log(tool_id, name, changelog.of_tool(present, merged, self._today))
        self._changes.tools[fate] += 1
        for review in submission.reviews:
            self._put_review(tool_id, name, review)

    def _put_attached(self, attached: Attached) -> None:
        found = _find(self._connection, attached.tool)
        if found is None:
            self._mistakes.append(_unknown(attached.review.source, attached.tool))
        else:
            self._put_review(*found, attached.review)

    def _put_review(self, tool_id: int, name: str, given: Given[Review]) -> None:
        critic_id = _critic_id(self._connection, given.value.critic, self._changes)
        row = self._connection.execute(
            "SELECT verdict, quote, reviewed_on FROM reviews WHERE tool_id = ? AND critic_id = ?",
            (tool_id, critic_id),
        ).fetchone()
        merged = given.value
        fate: Fate = "new"
        if row is not None:
            verdict, quote, reviewed_on = row
            said = read_verdict(verdict), clean(quote), read_date(reviewed_on)
            present = Review(merged.critic, *said)
            merged = given.over(present)
            fate = "changed" if merged != present else "same"
            self._log(tool_id, name, changelog.of_review(present, merged, self._today))
        if fate != "same":
            _write_review(self._connection, tool_id, critic_id, merged)
        self._changes.reviews[fate] += 1

    def _log(self, tool_id: int, name: str, changes: list[Change]) -> None:
        changelog.record(self._connection, tool_id, changes)
        self._changes.fields += [(name, change) for change in changes]

    def _put_comparison(self, given: Given[Published]) -> None:
        published = given.value
        names = (published.a, published.b)
        found = [_find(self._connection, name) for name in names]
        unknown = [name for name, tool in zip(names, found, strict=True) if tool is None]
        self._mistakes += [_unknown(given.source, name) for name in unknown]
        a, b = found
        if a is None or b is None:
            return
        if a == b:
            said = f"a comparison of {published.a} with {published.b} has one tool twice"
            self._mistakes.append(_placed(given.source, said))
            return
        fate, before = _write_comparison(self._connection, (a[0], b[0]), given)
        self._changes.comparisons[fate] += 1
        after = _text(published.published_on) or ""
        if fate == "changed":
            self._note(f"{a[1]} and {b[1]}", "published_on", before, after)


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < _DIGITS else 0


_DIGITS = 18
"""So many are not counted up to; a longer number was not counted by this program."""


def _placed(source: str, said: str) -> str:
    return f"{source}: {said}" if source else said


def _unknown(source: str, name: str) -> str:
    return _placed(
        source, f"there is no tool '{name}'; import that tool too, in the same run or before"
    )


def _find(connection: sqlite3.Connection, name: str) -> tuple[int, str] | None:
    """Return the id and the name of the tool that a file means by a slug or a name."""
    slug = canonical(connection, slugify(name))
    row = connection.execute(
        "SELECT id, name FROM tools WHERE name = :name OR slug IN (:name, :slug)"
        " ORDER BY slug = :name DESC, name = :name DESC LIMIT 1",
        {"name": name, "slug": slug},
    ).fetchone()
    return (int(row[0]), clean_line(row[1])) if row else None


def _put_meta(database: Database, key: str, value: str) -> Fate:
    before = database.meta(key)
    if before == value:
        return "same"
    database.set_meta(key, value)
    return "changed" if before else "new"


def _read_critic(connection: sqlite3.Connection, name: str) -> Critic | None:
    row = connection.execute(
        "SELECT motto, voice, excited, tired FROM critics WHERE name = ?", (name,)
    ).fetchone()
    if row is None:
        return None
    motto, voice, excited, tired = row
    described = clean_line(motto), clean(voice), read_strings(excited), read_strings(tired)
    return Critic(name, *described)


def _listed(value: Sequence[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _described(critic: Critic) -> tuple[str, str, str, str]:
    excited, tired = (
        json.dumps(each, ensure_ascii=False) for each in (critic.excited, critic.tired)
    )
    return critic.motto, critic.voice, excited, tired


def _add_critic(connection: sqlite3.Connection, critic: Critic) -> int:
    """Add a critic at the end of the panel."""
    row = connection.execute(
        "INSERT INTO critics (position, name, motto, voice, excited, tired)"
        " SELECT coalesce(max(position) + 1, 0), ?, ?, ?, ?, ? FROM critics RETURNING id",
        (critic.name, *_described(critic)),
    ).fetchone()
    return int(row[0])


def _slug_in_use(connection: sqlite3.Connection, tool: Tool) -> str | None:
    """Return the present slug of the tool that a file means, by its slug or a former name."""
    if _is_slug(connection, tool.slug):
        return tool.slug
    for name in tool.aliases:
        if _is_slug(connection, slugify(name)):
            return slugify(name)
    present = canonical(connection, tool.slug)
    return present if present != tool.slug else None


def _is_slug(connection: sqlite3.Connection, slug: str) -> bool:
    row = connection.execute("SELECT 1 FROM tools WHERE slug = ?", (slug,)).fetchone()
    return row is not None


def _merge(present: Tool, given: Given[Tool]) -> Tool:
    """Take the given fields over; a name that is given up becomes a former name."""
    merged = given.over(present)
    former = (*merged.aliases, *present.aliases, present.name)
    slug = present.slug
    if "slug" in given.fields:
        slug = merged.slug
    elif merged.name != present.name:
        slug = slugify(merged.name)
    written = slugify(merged.name)  # what only differs in case or dots is no other name
    aliases = tuple(name for name in dict.fromkeys(former) if slugify(name) != written)
    return merged._replace(aliases=aliases, slug=slug)


def _write_tool(
    connection: sqlite3.Connection, tool: Tool, present: tuple[int, Tool] | None
) -> int:
    """Write a tool over the one that is there, or as a new one; return its id."""
    tool_id, before = present or (None, None)
    slugs = {tool.slug, *map(slugify, tool.aliases)}
    if before is not None:
        slugs |= {before.slug, *map(slugify, before.aliases)}
    owners = {canonical(connection, slug) for slug in slugs}
    columns = _columns(tool)
    names = ", ".join(columns)
    marks = ", ".join(f":{name}" for name in columns)
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns)
    (tool_id,) = connection.execute(
        f"INSERT INTO tools (id, {names}) VALUES (:id, {marks})"
        f" ON CONFLICT (id) DO UPDATE SET {updates} RETURNING id",
        {"id": tool_id, **columns},
    ).fetchone()
    _write_aliases(connection, tool_id, tool)
    owners |= {canonical(connection, slug) for slug in slugs}
    votes.refold_all(connection, owners)
    return int(tool_id)


def _columns(tool: Tool) -> dict[str, str | float | int | None]:
    price = tool.entry_price
    return {
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
        "price_as_of": _text(price.as_of),
        "price_words": price.words,
        "licence": tool.licence,
        "link": tool.link,
        "added_on": _text(tool.added_on),
    }


def _text(when: date | None) -> str | None:
    return when.isoformat() if when else None


def _write_aliases(connection: sqlite3.Connection, tool_id: int, tool: Tool) -> None:
    rows = [(tool_id, place, name, slugify(name)) for place, name in enumerate(tool.aliases)]
    connection.execute("DELETE FROM aliases WHERE tool_id = ?", (tool_id,))
    connection.executemany("INSERT INTO aliases VALUES (?, ?, ?, ?)", rows)


def _write_review(
    connection: sqlite3.Connection, tool_id: int, critic_id: int, review: Review
) -> None:
    connection.execute(
        "INSERT INTO reviews (tool_id, critic_id, verdict, quote, reviewed_on)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (tool_id, critic_id) DO UPDATE SET"
        " verdict = excluded.verdict, quote = excluded.quote, reviewed_on = excluded.reviewed_on",
        (tool_id, critic_id, review.verdict, review.quote, _text(review.reviewed_on)),
    )


def _critic_id(connection: sqlite3.Connection, name: str, changes: Changes) -> int:
    """Return a critic's id; one who is named but not described is made."""
    row = connection.execute("SELECT id FROM critics WHERE name = ?", (name,)).fetchone()
    if row is not None:
        return int(row[0])
    changes.critics["new"] += 1
    return _add_critic(connection, Critic(name))


def _write_comparison(
    connection: sqlite3.Connection, pair: tuple[int, int], given: Given[Published]
) -> tuple[Fate, str]:
    row = connection.execute(
        "SELECT published_on FROM comparisons WHERE a_id = ? AND b_id = ?", pair
    ).fetchone()
    merged = given.value
    if row is not None:
        present = merged._replace(published_on=read_date(row[0]))
        merged = given.over(present)
        if merged == present:
            return "same", ""
    connection.execute(
        "INSERT INTO comparisons (a_id, b_id, published_on) VALUES (?, ?, ?)"
        " ON CONFLICT (a_id, b_id) DO UPDATE SET published_on = excluded.published_on",
        (*pair, _text(merged.published_on)),
    )
    return ("changed", clean_line(row[0] or "no date")) if row else ("new", "")
