"""A list of rows with a highlight that the keys and the mouse move."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.events import Blur, Click, Focus, Resize
from textual.reactive import var

from verdict_tui.widgets.lines import LineView

if TYPE_CHECKING:
    from rich.style import Style
    from textual.binding import BindingType


NOWHERE = -1
"""The place of the highlight when no row has it."""


class CursorList(LineView, can_focus=True):
    """Rows of one or more lines each, one of them highlighted; drawn only where visible."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"cursor-list--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="list.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="list.down"),
        Binding("pageup,ctrl+b", "move_page(-1)", "A page up", show=False, id="list.page_up"),
        Binding("pagedown,ctrl+f", "move_page(1)", "A page down", show=False, id="list.page_down"),
        Binding("home,g", "move_end(-1)", "The first", show=False, id="list.first"),
        Binding("end,G", "move_end(1)", "The last", show=False, id="list.last"),
    ]

    # Not `reactive`, which would draw every row anew: only those that change are.
    cursor: var[int] = var(0)
    """The highlighted row, or `NOWHERE`."""

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def lines_of(self, row: int) -> range:
        """Return the lines on which a row stands."""
        raise NotImplementedError

    def row_at(self, line: int) -> int | None:
        """Return the row that stands on a line; None for what is no row's."""
        raise NotImplementedError

    def row_moved_to(self) -> None:
        """Do what moving the highlight brings with it."""

    def row_clicked(self, row: int) -> None:
        """Do what a click on a row means."""
        raise NotImplementedError

    def rows_changed(self, cursor: int) -> None:
        """Draw other rows, with one of them highlighted."""
        self._fit()
        self.highlight(min(cursor, max(self.count - 1, 0)))

    def highlight(self, row: int) -> None:
        """Move the highlight to a row without saying so."""
        self.set_reactive(CursorList.cursor, row)
        self._keep_in_sight()
        self.refresh()

    def move(self, by: int) -> None:
        """Move the highlight by rows, and say so."""
        if self.count:
            self.cursor = max(min(self.cursor + by, self.count - 1), 0)

    def move_page(self, by: int) -> None:
        """Move the highlight by pages."""
        height = len(self.lines_of(0)) if self.count else 1
        self.move(by * max(self.size.height // height - 1, 1))

    def action_move(self, by: int) -> None:
        """Move the highlight by rows."""
        self.move(by)

    def action_move_page(self, by: int) -> None:
        """Move the highlight by pages."""
        self.move_page(by)

    def action_move_end(self, by: int) -> None:
        """Move the highlight to the first or the last row."""
        self.move(by * self.count)

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows that changed, and say which is highlighted."""
        for row in (old, new):
            self.refresh_row(row)
        self._keep_in_sight()
        self.row_moved_to()

    def refresh_row(self, row: int) -> None:
        """Draw a row anew."""
        for line in self.lines_of(row) if 0 <= row < self.count else ():
            self.refresh_line(line)

    def _keep_in_sight(self) -> None:
        room = self.scrollable_content_region.height
        if not room or not 0 <= self.cursor < self.count:
            return
        lines, top = self.lines_of(self.cursor), self.scroll_offset.y
        if lines.start < top or len(lines) > room:
            self.scroll_to(y=lines.start, animate=False, force=True)
        elif lines.stop > top + room:
            self.scroll_to(y=lines.stop - room, animate=False, force=True)

    @on(Resize)
    def fit_rows(self) -> None:
        """Keep the highlight in sight."""
        self._fit()
        self._keep_in_sight()

    def _fit(self) -> None:
        self.set_length(self.lines_of(self.count - 1).stop if self.count else 0)

    @on(Focus)
    @on(Blur)
    def show_focus(self) -> None:
        """Draw the highlight as it is with or without the focus."""
        self.refresh_row(self.cursor)

    @on(Click)
    def click_row(self, event: Click) -> None:
        """Highlight the clicked row, and do what a click means."""
        row = self.row_at(event.get_content_offset_capture(self).y + round(self.scroll_y))
        if row is not None:
            self.highlight(row)
            self.row_clicked(row)

    def under(self, row: int) -> Style | None:
        """Return the style that lies under a row: the highlight's, or none."""
        if row != self.cursor:
            return None
        return self.get_component_rich_style("cursor-list--cursor", partial=True)
