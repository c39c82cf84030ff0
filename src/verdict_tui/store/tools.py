"""Reading the catalogue: one tool, a comparison, the list of all.

Rows become values of the model here, and their text is made safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.catalogue import Catalogue, Entry
from verdict_tui.model import Comparison, Overlap, Price, Review, ScoreRow, Share, Standing, Tool
from verdict_tui.progress import telling
from verdict_tui.store.rows import (
    read_amount,
    read_count,
    read_date,
    read_period,
    read_price_kind,
    read_strings,
    read_verdict,
    read_vote,
)
from verdict_tui.text import as_text, clean, clean_line, is_clean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date

    from verdict_tui.store.database import Database
    from verdict_tui.text import Stored
    from verdict_tui.weeks import Span

_STANDINGS = """
    SELECT tools.slug, tools.name, vendor, category, tagline, description,
        price_kind, price_amount, price_currency, price_period, price_per_seat, price_as_of,
        price_words, licence, link, added_on,
        (SELECT json_group_array(name) FROM
            (SELECT name FROM aliases WHERE tool_id = tools.id ORDER BY position)),
        (SELECT count(*) FROM reviews WHERE tool_id = tools.id AND verdict = 'ship'),
        (SELECT count(*) FROM reviews WHERE tool_id = tools.id),
        coalesce(ship, 0), coalesce(skip, 0), coalesce(standings.choice, 'none')
    FROM tools
    LEFT JOIN tallies ON tallies.tool = tools.slug
    LEFT JOIN standings ON standings.tool = tools.slug AND standings.voter = :voter
"""

_Row = tuple["Stored", ...]

FEATURED = "published DESC NULLS LAST, times DESC, added_on DESC NULLS LAST, tools.name"
"""The order of an empty search: tools in the latest comparisons, then the newest."""

_APPEARANCES = """
    SELECT tool_id, max(published_on) AS published, count(*) AS times FROM (
        SELECT a_id AS tool_id, published_on FROM comparisons
        UNION ALL SELECT b_id, published_on FROM comparisons
    ) GROUP BY tool_id
"""

_HEAD = f"""
    SELECT tools.id FROM ({_APPEARANCES}) JOIN tools ON tools.id = tool_id
    ORDER BY {FEATURED} LIMIT :limit
"""

_REST_OF_HEAD = """
    SELECT id FROM tools
    WHERE id NOT IN (SELECT a_id FROM comparisons UNION SELECT b_id FROM comparisons)
    ORDER BY added_on DESC, name LIMIT :limit
"""
"""The same order for tools in no comparison, as the index `tools_by_age` has it."""


def _entries(ids: Sequence[int] | None) -> str:
    """Return the query for the rows of the list: of some tools, or of all."""
    among = "" if ids is None else f"IN ({', '.join(map(str, ids))})"
    return f"""
        SELECT tools.slug, tools.name, category, coalesce(verdicts, ''),
            coalesce(ship, 0), coalesce(skip, 0), nullif(standings.choice, 'none'),
            vendor, licence, added_on, coalesce(times, 0),
            price_kind, price_amount, price_currency, price_period, price_per_seat
        FROM tools
        LEFT JOIN ({_APPEARANCES}) AS appearances ON appearances.tool_id = tools.id
        LEFT JOIN (
            SELECT tool_id,
                group_concat(iif(verdict = 'ship', '+', '-') || critics.position, '') AS verdicts
            FROM reviews JOIN critics ON critics.id = critic_id
            {"WHERE tool_id " + among if among else ""} GROUP BY tool_id
        ) AS panels ON panels.tool_id = tools.id
        LEFT JOIN tallies ON tallies.tool = tools.slug
        LEFT JOIN standings ON standings.tool = tools.slug AND standings.voter = :voter
        {"WHERE tools.id " + among if among else ""}
        ORDER BY {FEATURED}
    """


def load_catalogue(
    database: Database, limit: int = -1, told: Callable[[float], None] | None = None
) -> Catalogue:
    """Read the list of tools, in the order of an empty search.

    Args:
        database: an open database.
        limit: how many rows to read; -1 reads all.
        told: is told now and then which part of all has been read.
    """
    ids = None if limit < 0 else _read_head(database, limit)
    rows = database.connection.execute(_entries(ids), {"voter": database.voter})
    entries: Iterator[Entry] = map(_EntryReader(), rows)
    if limit < 0:
        if told:
            entries = telling(entries, count_tools(database), told)
        return Catalogue(entries, former_names=_read_former_names(database))
    return Catalogue(entries, total=count_tools(database), my_votes=count_my_votes(database))


def _read_head(database: Database, limit: int) -> list[int]:
    """Return the ids of the first tools of the list, without sorting all."""
    ids = [row[0] for row in database.connection.execute(_HEAD, {"limit": limit})]
    if len(ids) < limit:
        rest = database.connection.execute(_REST_OF_HEAD, {"limit": limit - len(ids)})
        ids += [row[0] for row in rest]
    return [number for number in ids if isinstance(number, int)]


class _EntryReader:
    """Makes entries of rows; values that many tools share are made once."""

    def __init__(self) -> None:
        self._lines: dict[Stored, str] = {}
        self._prices: dict[_Row, Price] = {}
        self._dates: dict[Stored, date | None] = {}

    def __call__(self, row: _Row) -> Entry:
        slug, name, category, verdicts, ship, skip, my_vote, vendor, licence, added_on, times = row[
            :11
        ]
        kind, amount, currency, period, per_seat = terms = row[11:]
        price = self._prices.get(terms)
        if price is None:
            price = self._prices[terms] = read_price(kind, amount, currency, period, per_seat)
        if added_on not in self._dates:
            self._dates[added_on] = read_date(added_on)
        if not (is_clean(slug) and is_clean(name)):
            slug, name = clean_line(slug), clean_line(name)
        return Entry(
            slug, name, self._line(category), as_text(verdicts), read_count(ship), read_count(skip),
            read_vote(my_vote),
            self._line(vendor), self._line(licence), price, self._dates[added_on],
            read_count(times),
        )  # fmt: skip

    def _line(self, text: Stored) -> str:
        line = self._lines.get(text)
        if line is None:
            line = self._lines[text] = clean_line(text)
        return line


def _read_former_names(database: Database) -> Iterator[tuple[str, str]]:
    rows = database.connection.execute(
        "SELECT tools.slug, aliases.name FROM aliases JOIN tools ON tools.id = tool_id"
        " ORDER BY tool_id, position"
    )
    return ((clean_line(slug), clean_line(name)) for slug, name in rows)


def read_names(database: Database) -> dict[str, str]:
    """Return the names of all tools by their slugs, former ones too."""
    rows = database.connection.execute(
        "SELECT aliases.slug, tools.name FROM aliases JOIN tools ON tools.id = tool_id"
        " UNION ALL SELECT slug, name FROM tools"
    )
    return {clean_line(slug): clean_line(name) for slug, name in rows}


def count_tools(database: Database) -> int:
    """Return how many tools there are."""
    (count,) = database.connection.execute("SELECT count(*) FROM tools").fetchone()
    return int(count)


def count_my_votes(database: Database) -> int:
    """Return on how many known tools a vote of mine counts."""
    (count,) = database.connection.execute(
        "SELECT count(*) FROM standings JOIN tools ON tools.slug = standings.tool"
        " WHERE voter = ? AND choice <> 'none'",
        (database.voter,),
    ).fetchone()
    return int(count)


def read_standing(database: Database, slug: str) -> Standing | None:
    """Return a tool with its figures, or None if there is none with this slug."""
    row = database.connection.execute(
        f"{_STANDINGS} WHERE tools.slug = :slug", {"voter": database.voter, "slug": slug}
    ).fetchone()
    return _standing(row) if row else None


def read_standings(database: Database) -> Iterator[Standing]:
    """Yield every tool with its figures, by name."""
    rows = database.connection.execute(
        f"{_STANDINGS} ORDER BY tools.name COLLATE NOCASE, tools.id", {"voter": database.voter}
    )
    return map(_standing, rows)


def read_standings_of(database: Database, slugs: Collection[str]) -> dict[str, Standing]:
    """Return the tools with some slugs, by slug."""
    import json  # only for a choice of tools

    rows = database.connection.execute(
        f"{_STANDINGS} WHERE tools.slug IN (SELECT value FROM json_each(:slugs))",
        {"voter": database.voter, "slugs": json.dumps(list(slugs))},
    )
    found = {standing.tool.slug: standing for standing in map(_standing, rows)}
    if len(found) < len(slugs):  # a slug that had to be cleaned is not the one in the file
        wanted = set(slugs)
        everyone = ((standing.tool.slug, standing) for standing in read_standings(database))
        found = {slug: standing for slug, standing in everyone if slug in wanted}
    return found


def read_added(database: Database, days: Span) -> Iterator[Standing]:
    """Yield the tools that were added in some days with their figures, the newest first."""
    rows = database.connection.execute(
        f"{_STANDINGS} WHERE added_on BETWEEN :first AND :last"
        " ORDER BY added_on DESC, tools.name COLLATE NOCASE, tools.id",
        {
            "voter": database.voter,
            "first": days.first.isoformat(),
            "last": days.last.isoformat(),
        },
    )
    return (standing for standing in map(_standing, rows) if standing.tool.added_on)


def read_reviews(database: Database, slug: str) -> tuple[Review, ...]:
    """Return the reviews of a tool in panel order; empty for a tool that is not there."""
    rows = database.connection.execute(
        "SELECT critics.name, verdict, quote, reviewed_on FROM reviews"
        " JOIN critics ON critics.id = critic_id JOIN tools ON tools.id = tool_id"
        " WHERE slug = ? ORDER BY position, critics.id",
        (slug,),
    )
    return tuple(
        Review(clean_line(critic), read_verdict(verdict), clean(quote), read_date(reviewed_on))
        for critic, verdict, quote, reviewed_on in rows
    )


def read_comparison(database: Database, a: str, b: str) -> Comparison | None:
    """Return two tools side by side by their slugs, or None if one of them is not there."""
    standing_a, standing_b = read_standing(database, a), read_standing(database, b)
    if not (standing_a and standing_b):
        return None
    by_a = {review.critic: review for review in read_reviews(database, a)}
    by_b = {review.critic: review for review in read_reviews(database, b)}
    panel = read_panel(database)
    row = database.connection.execute(
        "SELECT published_on FROM comparisons WHERE a_id = (SELECT id FROM tools WHERE slug = ?)"
        " AND b_id = (SELECT id FROM tools WHERE slug = ?)",
        (a, b),
    ).fetchone()
    return Comparison(
        a=standing_a,
        b=standing_b,
        rows=tuple(
            ScoreRow(critic, by_a.get(critic), by_b.get(critic))
            for critic in panel
            if critic in by_a or critic in by_b
        ),
        silent=tuple(critic for critic in panel if critic not in by_a and critic not in by_b),
        published_on=read_date(row[0]) if row else None,
        voters=_read_overlap(database, a, b),
    )


def _read_overlap(database: Database, a: str, b: str) -> Overlap:
    """Count what those say of both tools who voted on both."""
    row = database.connection.execute(
        "SELECT count(*) FILTER (WHERE a.choice = 'ship' AND b.choice = 'skip'),"
        " count(*) FILTER (WHERE a.choice = 'skip' AND b.choice = 'ship'),"
        " count(*) FILTER (WHERE a.choice = 'ship' AND b.choice = 'ship'),"
        " count(*) FILTER (WHERE a.choice = 'skip' AND b.choice = 'skip')"
        " FROM standings AS a JOIN standings AS b ON b.tool = ? AND b.voter = a.voter"
        " WHERE a.tool = ?",
        (b, a),
    ).fetchone()
    return Overlap(*row)


def read_panel(database: Database) -> list[str]:
    """Return the critics' names in panel order."""
    rows = database.connection.execute("SELECT name FROM critics ORDER BY position, id")
    return [clean_line(name) for (name,) in rows]


def read_positions(database: Database) -> dict[str, int]:
    """Return the critics' positions in the panel, by their names."""
    rows = database.connection.execute("SELECT name, position FROM critics ORDER BY position, id")
    return {clean_line(name): read_count(position) for name, position in rows}


def first_pair(database: Database) -> tuple[str, str] | None:
    """Return the pair to open when none was opened before: the newest published comparison.

    Without one, the first two tools of the list; None with fewer than two tools.
    """
    row = database.connection.execute(
        "SELECT a.slug, b.slug FROM comparisons JOIN tools a ON a.id = a_id"
        " JOIN tools b ON b.id = b_id ORDER BY published_on DESC NULLS LAST, comparisons.id LIMIT 1"
    ).fetchone()
    if row:
        return clean_line(row[0]), clean_line(row[1])
    slugs = load_catalogue(database, limit=2).slugs
    return (slugs[0], slugs[1]) if len(slugs) > 1 else None


def partner_of(database: Database, slug: str) -> str | None:
    """Return a tool worth comparing a tool with: published, else of its category, else any."""
    row = database.connection.execute(
        f"""
        SELECT other.slug FROM tools AS other JOIN tools AS tool ON tool.slug = ?
        LEFT JOIN comparisons ON (a_id, b_id) IN ((tool.id, other.id), (other.id, tool.id))
        LEFT JOIN ({_APPEARANCES}) AS appearances ON appearances.tool_id = other.id
        WHERE other.id <> tool.id
        ORDER BY comparisons.id IS NULL, published_on DESC, other.category <> tool.category,
            appearances.published DESC NULLS LAST, other.name
        LIMIT 1
        """,
        (slug,),
    ).fetchone()
    return clean_line(row[0]) if row else None


def _standing(row: _Row) -> Standing:
    (
        slug, name, vendor, category, tagline, description, kind, amount, currency, period,
        per_seat, as_of, words, licence, link, added_on, aliases,
        panel_ship, panel_total, ship, skip, choice,
    ) = row  # fmt: skip
    tool = Tool(
        slug=clean_line(slug),
        name=clean_line(name),
        category=clean_line(category),
        vendor=clean_line(vendor),
        tagline=clean_line(tagline),
        description=clean(description),
        aliases=read_strings(aliases),
        entry_price=read_price(kind, amount, currency, period, per_seat, as_of, words),
        licence=clean_line(licence),
        link=clean_line(link),
        added_on=read_date(added_on),
    )
    panel = Share(read_count(panel_ship), read_count(panel_total))
    ship, skip = read_count(ship), read_count(skip)
    return Standing(tool, panel, Share(ship, ship + skip), read_vote(choice))


def read_price(
    kind: Stored,
    amount: Stored,
    currency: Stored,
    period: Stored,
    per_seat: Stored,
    as_of: Stored = None,
    words: Stored = "",
) -> Price:
    """Make a price of its parts; without a currency of ISO 4217 it is unknown, and keeps words."""
    if kind != "amount":
        return Price(read_price_kind(kind), as_of=read_date(as_of), words=clean_line(words))
    exact = read_amount(amount)
    of = read_period(period)
    if exact is None or (of is None and period is not None):
        return Price(as_of=read_date(as_of))
    from verdict_tui import prices

    terms = (exact, clean_line(currency), of, bool(per_seat))
    price = Price("amount", *terms, read_date(as_of))
    if price.currency in prices.CURRENCIES:
        return price
    return Price(as_of=price.as_of, words=prices.text(price))
