"""Text for terminals and readers that have ASCII only."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len

_SIGNS = str.maketrans(
    {
        "…": "~", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'",
        "·": ".", "—": "-", "–": "-", "─": "-", "━": "=", "│": "|", "▌": "|", "┃": "|",
        "✓": "+", "✗": "x", "≠": "!", "▸": ">", "→": ">", "←": "<", "↑": "^", "↓": "v",
        "●": "*", "×": "x", "ß": "s", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d",
        "€": "E", "£": "L", "¥": "Y", "\u00a0": " ", "🔎": "> ", "🔍": "> ",
    }
)  # fmt: skip
"""Signs with one of ASCII that is as wide."""


def asciified(text: str) -> str:
    """Return a text in ASCII that takes as many cells: signs alike, letters without accents.

    What has nothing alike becomes `?`, or a space when it is a piece of a frame or a bar.
    """
    if text.isascii():
        return text
    text = text.translate(_SIGNS)
    return text if text.isascii() else "".join(map(_one, text))


@lru_cache(maxsize=1024)
def _one(character: str) -> str:
    if character.isascii():
        return character
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    base = unicodedata.normalize("NFKD", character)[0]
    wide = cell_len(character) > 1
    if base.isascii() and base.isprintable():
        return base + " " * wide
    if unicodedata.name(character, "").startswith(("BOX ", "LOWER ", "UPPER ", "LEFT ", "RIGHT ")):
        return " "
    return "??" if wide else "?"


def escaped(text: str) -> str:
    """Return JSON in ASCII that says the same."""
    pairs = (character.encode("utf-16-be") for character in text)
    return "".join(
        character if character.isascii()
        else "".join(f"\\u{pair[at : at + 2].hex()}" for at in range(0, len(pair), 2))
        for character, pair in zip(text, pairs, strict=True)
    )  # fmt: skip
