"""Text from outside: made safe for a terminal, and made into slugs.

Every string of the user's data passes through `clean` once, where it enters the model.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Iterable

Stored: TypeAlias = "str | bytes | int | float | None"
"""What a column of a database can hold, whatever was declared of it."""

_UNSAFE = re.compile(
    "\r\n?"
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # fillers: letters that show nothing
    "\U0001d173-\U0001d17a\U000e0000-\U000e01ef"  # musical formats, tags, more selectors
    "\ud800-\udfff]"  # lone surrogates
)
_NEWLINES = frozenset("\r\u0085\u2028\u2029")
_ACCENTS = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3,}"
)
_ACCENTS_KEPT = 2
_MARKS_KEPT = 4
"""Scripts that write vowels and tones as marks stack a few; more than these is a tower."""

_LONGEST_WORD = 100
"""What is longer looks like no word that the program knows, and would take long to compare."""

_SYMBOLS = {"&": " and ", "+": " plus ", "#": " sharp "}


def _replace_unsafe(match: re.Match[str]) -> str:
    found = match.group()
    first = found[0]
    code = ord(first)
    if first in _NEWLINES:
        return "\n"
    if code < 0x20:
        return chr(0x2400 + code)  # its control picture: visible, one cell, harmless
    if code == 0x7F:
        return "\u2421"
    if 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000:
        return "\ufffd"
    return ""


def _without_towers(text: str) -> str:
    """Cut runs of combining marks to what a script can need."""
    text = _ACCENTS.sub(lambda match: match.group()[:_ACCENTS_KEPT], text)
    kept: list[str] = []
    height = 0
    for character in text:
        height = height + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if height <= _MARKS_KEPT:
            kept.append(character)
    return "".join(kept)


def as_text(value: Stored) -> str:
    """Return what a column holds as text: bytes as UTF-8, nothing as the empty string."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def is_clean(text: Stored) -> TypeGuard[str]:
    """Say whether `clean` would leave text without combining marks as it is."""
    return isinstance(text, str) and "\t" not in text and _UNSAFE.search(text) is None


def clean(text: Stored) -> str:
    """Make text safe to draw in a terminal, keeping its line breaks.

    A row that another program wrote can hold anything where text belongs: see `as_text`.

    Control characters become their pictures (`␛`), bidirectional and invisible ones vanish,
    towers of combining marks are cut, tabs become spaces. Joiners stay: emoji and several
    scripts need them.
    """
    text = as_text(text)
    if _UNSAFE.search(text):
        text = _UNSAFE.sub(_replace_unsafe, text)
    if not text.isascii():
        text = _without_towers(text)
    return text.expandtabs(4) if "\t" in text else text


def clean_line(text: Stored) -> str:
    """Make text safe to draw on one line: as `clean`, with runs of white space as one space."""
    return " ".join(clean(text).split())


def clean_path(path: object) -> str:
    """Make a path, or what quotes one, safe to draw on one line; its spaces stay as they are."""
    return clean(str(path)).replace("\n", " ")


def clipped(text: str, most: int = 60) -> str:
    """Make text safe to quote in a message: as `clean_line`, and not longer than that."""
    line = clean_line(text[: most + 1])
    return line if len(text) <= most else line[: most - 1] + "…"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the known word that looks most like another; empty when none does."""
    from difflib import get_close_matches  # only for mistakes

    near = get_close_matches(word, known, 1) if len(word) <= _LONGEST_WORD else []
    return near[0] if near else ""


def clean_paragraphs(text: str) -> str:
    """Make prose safe to draw: as `clean`, single line breaks joined, blank lines kept.

    Files are often hard-wrapped; the program wraps to the width at hand.
    """
    paragraphs = re.split(r"\n[ \t]*\n\s*", clean(text).strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def fold(text: str) -> str:
    """Fold case, width and accents away, for comparing names."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def slugify(name: str) -> str:
    """Make a slug: folded letters and digits of any script, everything else as one dash.

    `&`, `+` and `#` are read as words, so that C, C++ and C# are three tools. A name without
    a letter or digit gives its code points, so that every name has a slug.
    """
    for symbol, word in _SYMBOLS.items():
        name = name.replace(symbol, word)
    folded = unicodedata.normalize("NFC", fold(name))
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in folded)
    if kept.strip():
        return "-".join(kept.split())
    return "-".join(f"u{ord(c):x}" for c in unicodedata.normalize("NFC", name))
