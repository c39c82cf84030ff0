"""The answer of a comparison: a few lines, each true on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.render import words

if TYPE_CHECKING:
    from verdict_tui.model import Comparison


class Line(NamedTuple):
    """One line of the answer."""

    label: str
    said: str


def answer(comparison: Comparison) -> tuple[Line, ...]:
    """Return the lines of the answer in the order in which they are read."""
    about = (
        words.panel_line(comparison),
        words.flip_line(comparison),
        words.lens(comparison.muted, comparison.panel),
    )
    panel = "; ".join(filter(None, about))
    lines = (
        Line("Panel", panel),
        Line("Split", words.split_line(comparison)),
        Line("Community", words.community_line(comparison)),
        Line("Price", words.price_line(comparison)),
        Line("Voters", words.voters_line(comparison)),
    )
    return tuple(line for line in lines if line.said)
