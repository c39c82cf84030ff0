"""Searching what the critics wrote, by SQLite's full-text index."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

from verdict_tui.model import QuoteHit
from verdict_tui.store.rows import read_verdict
from verdict_tui.text import clean_line, fold

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from verdict_tui.store.database import Database

_WORD = re.compile(r"\w+")
_MOST_WORDS = 16
_BEGIN, _END = "\ue000", "\ue001"  # private characters: what is found stands between them

_LEAST_LENGTH = 3  # of a word that is taken for a slip
_LONG = 6  # from this length on a word may have two
_BEGUN = 0.5  # what it counts against a word that only its beginning is near

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


LIMIT = 100
"""How many quotes are listed at most, where not more are asked for."""


def search_quotes(
    database: Database, said: str, among: Container[str] | None = None, limit: int = LIMIT
) -> list[QuoteHit]:
    """Return the quotes in which words are found, the best first.

    All words must be there, each as the beginning of a word.

    Args:
        database: an open database.
        said: the words; anything else in it separates them.
        among: the slugs of the tools that are asked for; all by default.
        limit: how many quotes to return at most.
    """
    words = _words(said)
    if not words:
        return []
    query = " AND ".join(f'"{word}"*' for word in words)  # quoted: no word is an operator
    rows = database.connection.execute(_HITS, (query,))
    hits = (
        QuoteHit(
            clean_line(slug),
            clean_line(name),
            clean_line(critic),
            read_verdict(verdict),
            _passage(snippet),
        )
        for slug, name, critic, verdict, snippet in rows
    )
    return list(islice((hit for hit in hits if among is None or hit.slug in among), limit))


def meant(database: Database, said: str, among: Container[str] | None = None) -> str:
    """Return what was meant by words that no critic wrote; empty where that finds nothing either.

    Args:
        database: an open database.
        said: words for which `search_quotes` finds nothing.
        among: as there.
    """
    database.connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.written USING fts5vocab(main, reviews_fts, 'row')"
    )
    written = dict(database.connection.execute("SELECT term, doc FROM temp.written"))
    words = _words(said)
    likely = [_as_written(fold(word), written) for word in words]
    better = " ".join(as_written or word for word, as_written in zip(words, likely, strict=True))
    return clean_line(better) if any(likely) and search_quotes(database, better, among, 1) else ""


def _as_written(word: str, written: Mapping[str, int]) -> str:
    """Return the nearest of the written words; empty when one begins so, or none is near.

    Args:
        word: a word, folded.
        written: the words there are, and in how many quotes.
    """
    slips = 0 if len(word) < _LEAST_LENGTH else 1 if len(word) < _LONG else 2
    if not slips or any(each.startswith(word) for each in written):
        return ""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    whole = list(written)
    longer = [each for each in written if len(each) > len(word)]
    begun = [each[: len(word)] for each in longer]
    near = [
        (distance + against, -written[terms[at]], terms[at])
        for terms, texts, against in ((whole, whole, 0.0), (longer, begun, _BEGUN))
        for _, distance, at in process.extract(
            word, texts, scorer=OSA.distance, score_cutoff=slips, limit=None
        )
    ]
    return min(near)[2] if near else ""


def _words(said: str) -> list[str]:
    """Return the words of what is searched for."""
    composed = unicodedata.normalize("NFC", said.replace("_", " "))
    return _WORD.findall(composed)[:_MOST_WORDS]


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
