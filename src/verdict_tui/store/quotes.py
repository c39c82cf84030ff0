"""Searching what the critics wrote, by SQLite's full-text index."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

from verdict_tui.model import QuoteHit
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Container

    from verdict_tui.store.database import Database

_WORD = re.compile(r"\w+")
_MOST_WORDS = 16
_BEGIN, _END = "\ue000", "\ue001"  # private characters: what is found stands between them

_HITS = f"""
    SELECT tools.slug, tools.name, critics.name, reviews.verdict,
        snippet(reviews_fts, 0, '{_BEGIN}', '{_END}', '…', 24)
    FROM reviews_fts
    JOIN reviews ON reviews.id = reviews_fts.rowid
    JOIN tools ON tools.id = tool_id
    JOIN critics ON critics.id = critic_id
    WHERE reviews_fts MATCH ?
    ORDER BY reviews_fts.rank, critics.position, tools.name
"""


def search_quotes(
    database: Database, said: str, among: Container[str] | None = None, limit: int = 100
) -> list[QuoteHit]:
    """Return the quotes in which words are found, the best first.

    All words must be there, each as the beginning of a word.

    Args:
        database: an open database.
        said: the words; anything else in it separates them.
        among: the slugs of the tools that are asked for; all by default.
        limit: how many quotes to return at most.
    """
    composed = unicodedata.normalize("NFC", said.replace("_", " "))
    words = _WORD.findall(composed)[:_MOST_WORDS]
    if not words:
        return []
    query = " AND ".join(f'"{word}"*' for word in words)  # quoted: no word is an operator
    rows = database.connection.execute(_HITS, (query,))
    hits = (
        QuoteHit(
            clean_line(slug),
            clean_line(name),
            clean_line(critic),
            "ship" if verdict == "ship" else "skip",
            _passage(snippet),
        )
        for slug, name, critic, verdict, snippet in rows
    )
    return list(islice((hit for hit in hits if among is None or hit.slug in among), limit))


def _passage(snippet: str) -> tuple[tuple[str, bool], ...]:
    pieces: list[tuple[str, bool]] = []
    for number, part in enumerate(snippet.split(_BEGIN)):
        found, _, rest = part.partition(_END) if number else ("", "", part)
        pieces += [(_one_line(found), True), (_one_line(rest), False)]
    return tuple(piece for piece in pieces if piece[0])


def _one_line(text: str) -> str:
    """Clean a piece, keeping the space at its ends."""
    line = clean_line(text)
    if line and text[0].isspace():
        line = " " + line
    if line and text[-1].isspace():
        line += " "
    return line or (" " if text else "")
