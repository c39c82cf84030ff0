"""The command that searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verdict_tui.cli.common import open_chosen, warn
from verdict_tui.cli.options import (
    COUNT,
    as_json,
    as_plain,
    as_tsv,
    chosen_format,
    mute,
    print_as,
    without,
)
from verdict_tui.errors import WrongUseError
from verdict_tui.render import words
from verdict_tui.store import tools

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verdict_tui.catalogue import Catalogue
    from verdict_tui.listing import Rows
    from verdict_tui.model import QuoteHit


@click.command(
    short_help="Find tools, misspelt or not, and quotes.",
    help="""Print the tools that match a query, best first; letters may be wrong or missing.

    An empty query lists them all, as the app does; --limit says how many.
    Filters work as in the app: cat:editors price:<20 panel:>70 vote:none new:30d licence:mit.
    """,
)
@click.argument("query")
@click.option("--limit", type=COUNT, default=10, show_default=True, help="How many.")
@click.option("--quotes", is_flag=True, help="Search what the critics wrote instead.")
@without
@as_json
@as_tsv
@as_plain
@click.pass_obj
def search(db: str | None, query: str, limit: int, quotes: bool, without: tuple[str, ...]) -> None:
    """Print the tools that match a query, best first; letters may be wrong or missing."""
    from verdict_tui.listing import Listing
    from verdict_tui.search.finder import Finder
    from verdict_tui.store.quotes import meant, search_quotes

    form = chosen_format()
    with open_chosen(db) as database:
        catalogue = tools.load_catalogue(database)
        muted = mute(database, catalogue, without)
        note = words.lens_note(muted, tools.read_panel(database))
        listing = Listing(catalogue, Finder(catalogue), query)
        if listing.query.fault:
            raise WrongUseError(listing.query.fault)
        if listing.query.said is not None or not quotes:
            listing.advance()
        quotes = quotes or listing.query.said is not None
        if quotes:
            among = listing.wanted_slugs()
            hits = search_quotes(database, listing.said, among, limit + 1)
            better = "" if hits else meant(database, listing.said, among)
    if quotes:
        _print_quotes(form, hits, limit, listing.quotes_note(found=bool(hits), meant=better))
    else:
        _print_rows(form, listing.rows, limit, catalogue, muted, note)


def _print_rows(
    form: str, rows: Rows, limit: int, catalogue: Catalogue, muted: frozenset[str], note: str
) -> None:
    positions = () if rows.are_nearest else rows.positions[:limit]
    if positions or form in ("json", "tsv"):
        print_as(form, _rows(form, rows, positions, catalogue, muted, note))
        if rows.note and not rows.are_nearest:
            warn(rows.note)
    else:
        near = words.nearest([catalogue.names[position] for position in rows.positions])
        said = rows.note.removesuffix(" The nearest:").rstrip(".") or "there are no tools"
        warn("; ".join(filter(None, (said, near))))
    if positions and len(rows.positions) > limit and not form:
        there = f"{len(rows.positions):,}{' and more' if rows.are_best else ''}"
        warn(f"{limit:,} of {there}; --limit shows more")


def _rows(
    form: str,
    rows: Rows,
    positions: Sequence[int],
    catalogue: Catalogue,
    muted: frozenset[str],
    note: str,
) -> str:
    from verdict_tui.search.finder import Match

    matches = rows.matches[: len(positions)] or [Match(at, 100.0) for at in positions]
    shown = list(map(catalogue.row, positions))
    if form == "json":
        from verdict_tui.render import data

        return data.to_json(
            [data.match_data(row, each, muted) for row, each in zip(shown, matches, strict=True)]
        )
    from verdict_tui.render import plain, spoken, tabbed

    why = [words.matched(match.matched_in, match.text) for match in matches]
    if form == "tsv":
        return tabbed.matches(shown, why, muted)
    if form == "plain":
        said = (spoken.tool_line(row, each, muted) for row, each in zip(shown, why, strict=True))
        return "\n".join((*said, note))
    return plain.table(shown, why, muted, note)


def _print_quotes(form: str, hits: list[QuoteHit], limit: int, note: str) -> None:
    if hits or form in ("json", "tsv"):
        print_as(form, _quotes(form, hits[:limit]))
    else:
        warn(note)
    if len(hits) > limit and not form:
        warn("there are more; --limit shows more")


def _quotes(form: str, hits: list[QuoteHit]) -> str:
    if form == "json":
        from verdict_tui.render import data

        return data.to_json([data.quote_data(hit) for hit in hits])
    from verdict_tui.render import plain, spoken, tabbed

    if form == "tsv":
        return tabbed.quotes(hits)
    return "\n".join(map(spoken.quote_line, hits)) if form == "plain" else plain.quotes(hits)


COMMANDS = {"search": search}
