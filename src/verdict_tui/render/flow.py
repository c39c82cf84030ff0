"""Text in cells: how wide it is, cut or padded to a width, wrapped into lines.

A cell is one column of the terminal; wide characters take two. Widths are Rich's, which are
the ones that Textual draws with.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import cell_len, chop_cells, set_cell_size

ELLIPSIS = "…"

_ONE_CELL_EACH = re.compile("[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e]*")
_FLAG_LETTERS = re.compile("[\U0001f1e6-\U0001f1ff]+\\Z")
_SOME = 8
_WORDS = re.compile("[^ ]+| +")

CLOSING = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー〜～％‰℃°"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
    "）］｝〕〉》」』】〙〗｠｡､｣･’”»›…‥)]},.!?:;%"
)
"""What no line of Chinese or Japanese begins with (gyoto kinsoku, as JIS X 4051 has it)."""


def width_of(text: str) -> int:
    """Return how many cells a text takes."""
    return len(text) if _ONE_CELL_EACH.fullmatch(text) else cell_len(text)


def cut(text: str, width: int) -> str:
    """Cut a text to at most `width` cells, with `…` where something is missing."""
    if width_of(text) <= width:
        return text
    if width <= 0:
        return ""
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def fit(text: str, width: int) -> str:
    """Cut or pad a text to exactly `width` cells."""
    text = cut(text, width)
    return text + " " * (width - width_of(text))


def fit_right(text: str, width: int) -> str:
    """Cut or pad a text to exactly `width` cells, at their right end."""
    text = cut(text, width)
    return " " * (width - width_of(text)) + text


@lru_cache(maxsize=1024)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """Wrap a text into lines of at most `width` cells; its own line breaks stay.

    A word longer than a line is broken. Nothing is lost but the space at the breaks.
    """
    width = max(width, 1)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        narrow = _ONE_CELL_EACH.fullmatch(paragraph)
        lines += _wrap_narrow(paragraph, width) if narrow else _wrap_wide(paragraph, width)
    return tuple(lines)


def _wrap_narrow(text: str, width: int) -> list[str]:
    """Wrap text in which every character takes one cell."""
    lines: list[str] = []
    start, end = 0, len(text)
    while end - start > width:
        if text[start] == " " and not lines:
            start += len(text) - len(text.lstrip(" "))  # room for the first word is worth more
            continue
        stop = text.rfind(" ", start, start + width + 1)
        if stop <= start:
            stop = start + width
        lines.append(text[start:stop].rstrip())
        start = stop
        while start < end and text[start] == " ":
            start += 1
    lines.append(text[start:])
    return lines


def _wrap_wide(text: str, width: int) -> list[str]:
    """Wrap text with wide, combining or joined characters."""
    lines: list[str] = []
    line, used = "", 0
    for word in _WORDS.findall(text):
        size = cell_len(word)
        if used + size <= width:
            line, used = line + word, used + size
            continue
        if word[0] == " ":
            lines.append(line)
            line, used = "", 0
            continue
        if line.strip():
            lines.append(line.rstrip())
        *full, line = _chop(word, width) if size > width else [word]
        lines += full
        used = cell_len(line)
    lines.append(line.rstrip() if line.strip() else line.strip())
    return lines


def _chop(word: str, width: int) -> list[str]:
    """Break a word that is wider than a line, but not before a closing mark where that can be."""
    pieces: list[str] = []
    while word:
        found = _chopped(word[: 2 * width + _SOME], width)
        if len(found) == 1:  # what follows may belong to it, as accents do
            found = _chopped(word, width)
        piece = _without_what_must_stay(found[0], word) if len(found) > 1 else word
        pieces.append(piece)
        word = word[len(piece) :]
    return pieces


def _chopped(text: str, width: int) -> list[str]:
    """Break a text at a width; what is wider than that stands alone."""
    return [piece for piece in chop_cells(text, width) if piece]


def _without_what_must_stay(piece: str, word: str) -> str:
    """Return as much of the first piece of a word as may stand before a break."""
    kept = piece
    while kept and (word[len(kept)] in CLOSING or _is_within_flag(word, len(kept))):
        narrower = cell_len(kept) - 1
        kept = chop_cells(kept, narrower)[0] if narrower > 0 else ""
    return kept or piece


def _is_within_flag(word: str, place: int) -> bool:
    """Say whether a place is between the two letters of a flag; letters go in pairs."""
    letters = _FLAG_LETTERS.search(word[:place])
    return bool(letters and len(letters[0]) % 2 and _FLAG_LETTERS.match(word[place]))
