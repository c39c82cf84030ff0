"""The keys of a screen as a page of help."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.render.flow import width_of
from verdict_tui.render.page import BLANK, Page, Run, hanging, paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Key(NamedTuple):
    """What one action's keys are called, and what they do."""

    keys: str
    does: str


def lay_out(
    sections: Mapping[str, Sequence[Key]], words: Sequence[str], notes: Sequence[str], width: int
) -> Page:
    """Lay out sections of keys, then the words of the screen, then notes."""
    page = Page()
    indent = max((width_of(key.keys) for keys in sections.values() for key in keys), default=0) + 3
    indent = min(indent, width // 2)
    for title, keys in sections.items():
        page.anchor(title)
        page.add((Run(title, "accent"),))
        for key in keys:
            page.add(*hanging((Run(key.keys, "strong"),), key.does, width, indent))
        page.add(BLANK)
    for text in (*words, *notes):
        page.add(*paragraph(text, width, "muted"), BLANK)
    return page
