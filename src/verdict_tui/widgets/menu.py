"""A list of choices under headings."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from verdict_tui.messages import ChoiceMade
from verdict_tui.render.page import Run, cut_line
from verdict_tui.widgets.cursor import CursorList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

    from verdict_tui.render.choices import Choice


class Menu(CursorList):
    """Choices, one line each; any number of them are set."""

    def __init__(self, does: str) -> None:
        """Make the menu.

        Args:
            does: what choosing does, in a word, for the key hints.
        """
        super().__init__(id="menu")
        self._bindings.bind("enter,space", "choose", does)
        self._choices: Sequence[Choice] = ()
        self._at: list[int] = []
        self._empty = ""
        self._has_headings = False

    def show(self, choices: Sequence[Choice], empty: str = "") -> None:
        """Show choices, or where there are none a sentence; the highlight stays where it is."""
        self._choices, self._empty = choices, empty
        self._at = []
        line = 0
        for choice in choices:
            line += 1 if choice.heading and line else 0
            self._at.append(line)
            line += 1
        self._has_headings = any(choice.heading for choice in choices)
        self.rows_changed(self.cursor)

    @property
    def count(self) -> int:
        """How many choices there are."""
        return len(self._choices)

    def lines_of(self, row: int) -> range:
        """Return the line on which a choice stands."""
        return range(self._at[row], self._at[row] + 1)

    def row_at(self, line: int) -> int | None:
        """Return the choice that stands on a line."""
        row = bisect_left(self._at, line)
        return row if row < len(self._at) and self._at[row] == line else None

    def action_choose(self) -> None:
        """Say that the highlighted choice was made."""
        if self._choices:
            self.post_message(ChoiceMade(self.cursor))

    def row_clicked(self, row: int) -> None:
        """Say that the clicked choice was made."""
        self.post_message(ChoiceMade(row))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        line = y + self.scroll_offset.y
        row = self.row_at(line)
        if row is None:
            text = self._empty if not (self._choices or line) else ""
            return self.strip((Run(text, "muted"),))
        choice = self._choices[row]
        heading = Run(f"{choice.heading:<14}" if self._has_headings else "", "accent")
        mark = Run("● " if choice.is_set else "  ", "accent")
        label = Run(choice.label, "strong" if choice.is_set else "text")
        return self.strip(cut_line((heading, mark, label), self.width), self.under(row))
