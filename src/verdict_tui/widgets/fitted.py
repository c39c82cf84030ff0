"""A few lines that take as much room as they need: above a list, or to welcome somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import Resize
from textual.reactive import var

from verdict_tui.widgets.lines import Bar

if TYPE_CHECKING:
    from collections.abc import Callable

    from verdict_tui.render.page import Line


class FittedBar(Bar):
    """Lines that are made for whatever width there is; it takes as much room as they do."""

    lay_out: var[Callable[[int], list[Line]] | None] = var(None, init=False, always_update=True)
    """Makes the lines for a width in cells."""

    def watch_lay_out(self) -> None:
        """Show other lines."""
        self.fit_height()
        self.refresh()

    @on(Resize)
    def fit_height(self) -> None:
        """Take as much room as the lines need at this width."""
        lines = self.lines(self.width) if self.width else []
        self.display = bool(lines) or not self.width
        self.styles.height = max(len(lines), 1)

    def lines(self, width: int) -> list[Line]:
        """Return the lines."""
        return self.lay_out(width) if self.lay_out is not None else []
