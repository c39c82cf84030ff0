"""What a terminal may lack: characters that are not ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from verdict_tui.asciify import asciified

if TYPE_CHECKING:
    from textual.color import Color

KEYS = {"⏎": "enter", "↑": "up", "↓": "down", "←": "left", "→": "right", "⌫": "backspace"}
"""Words for the signs of keys, which are as wide as they need to be."""


class AsciiFilter(LineFilter):
    """Draws everything in ASCII, each character as wide as it was."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line with what they say in ASCII."""
        return [
            Segment(asciified(text), style, control) if text and not text.isascii()
            else Segment(text, style, control)
            for text, style, control in segments
        ]  # fmt: skip
