"""The list of a view: entries to go through, open, mark and vote on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding

from verdict_tui.messages import EntryChosen
from verdict_tui.render.entries import Entries
from verdict_tui.render.page import Run
from verdict_tui.widgets.cursor import CursorList

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from textual.binding import BindingType
    from textual.geometry import Region
    from textual.strip import Strip

    from verdict_tui.render.entries import Layout
    from verdict_tui.render.page import Line

GUTTER = 2
"""How many cells stand before an entry, for its mark."""


class EntryList(CursorList):
    """Entries of one or more lines each, marked or not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open", id="entry.open", tooltip="Open the highlighted one"),
    ]

    def __init__(self) -> None:
        super().__init__(id="entries")
        self._entries = Entries()
        self._layout = self._entries.layout(1)
        """Where its entries stand: at another width for as long as they are laid out anew."""
        self._empty: Sequence[Line] = ()
        self._marks: Mapping[str, str] = {}
        self._blocks: dict[int, list[Line]] = {}
        """The entries that are being drawn: each is made once, not for each of its lines."""

    @property
    def entries(self) -> Entries:
        """What is shown."""
        return self._entries

    def show(self, entries: Entries, cursor: int = 0, empty: Sequence[Line] = ()) -> None:
        """Show entries, one of them highlighted; where there are none, some lines instead."""
        self._take(entries, empty, entries.layout(self.room))
        if cursor <= 0:
            self.scroll_to(y=0, animate=False, force=True)
        self.rows_changed(cursor)

    def _take(self, entries: Entries, empty: Sequence[Line], layout: Layout) -> None:
        self._entries, self._empty, self._layout = entries, empty, layout

    def show_in_place(self, entries: Entries, cursor: int, empty: Sequence[Line] = ()) -> None:
        """Show entries with the highlight on the line of the terminal where it was.

        A list at its top stays there as long as the highlight is in sight.
        """
        self._replace(entries, entries.layout(self.room), cursor, empty)

    def _replace(
        self, entries: Entries, layout: Layout, cursor: int, empty: Sequence[Line]
    ) -> None:
        """Show entries as they are laid out, with the highlight where it was."""
        on_screen, was_at_top = self._own_lines.start - round(self.scroll_y), not self.scroll_y
        self._take(entries, empty, layout)
        self.set_length(layout.starts[-1])
        self.highlight(min(cursor, max(self.count - 1, 0)))
        room = self.scrollable_content_region.height
        stays = was_at_top and self._own_lines.stop <= room
        top = 0 if stays else self._own_lines.start - on_screen
        self.scroll_to(y=top, animate=False, force=True)

    @property
    def _own_lines(self) -> range:
        """The lines on which the highlighted entry stands; none without one."""
        return self.lines_of(self.cursor) if 0 <= self.cursor < self.count else range(0)

    def mark(self, marks: Mapping[str, str]) -> None:
        """Mark tools, each with a sign."""
        before, self._marks = self._marks, marks
        self.refresh_tools({*before, *marks})

    @property
    def highlighted(self) -> str:
        """The slug of the tool that the highlighted entry is about; empty without any."""
        return self._entries.slug(self.cursor) if 0 <= self.cursor < self.count else ""

    @property
    def count(self) -> int:
        """How many entries there are."""
        return len(self._entries)

    def lines_of(self, row: int) -> range:
        """Return the lines on which an entry stands."""
        return self._layout.lines_of(row)

    def row_at(self, line: int) -> int | None:
        """Return the entry that stands on a line."""
        return self._layout.row_at(line)

    @property
    def room(self) -> int:
        """How many cells an entry may take."""
        return max(self.width - GUTTER, 1)

    def _fit(self) -> None:
        """Lay the entries out for this width; many of them behind the keys."""
        if not self.width:
            return
        if self._entries.is_long and not self._entries.is_laid_out(self.room):
            self._lay_out_aside(self._entries, self.room)
        else:
            self._layout = self._entries.layout(self.room)
        self.set_length(self._layout.starts[-1])

    @work(group="layout", exclusive=True)
    async def _lay_out_aside(self, entries: Entries, room: int) -> None:
        layout = await asyncio.to_thread(entries.layout, room)
        if self.is_attached and entries is self._entries and room == self.room:
            self._replace(entries, layout, self.cursor, self._empty)

    def _keep_in_sight(self) -> None:
        """Keep the highlight in sight, with what stands above it.

        At its top a list stays there: what stands above its first entry is to be read before it.
        """
        if self.cursor == 0 and self.scroll_y == 0:
            return
        super()._keep_in_sight()
        room = self.scrollable_content_region.height
        if room and 0 <= self.cursor < self.count:
            top = self._layout.top_of(self.cursor)
            if top < self.scroll_y and self.lines_of(self.cursor).stop <= top + room:
                self.scroll_to(y=top, animate=False, force=True)

    def move(self, by: int) -> None:
        """Move the highlight; where there is more of this entry to read, scroll to it first."""
        lines = self._own_lines
        top, room = round(self.scroll_y), self.scrollable_content_region.height
        more_below = lines.stop > top + room
        more_above = lines.start < top or (self.cursor == 0 and top > 0)
        if abs(by) < self.count and (more_below if by > 0 else more_above):
            step = max(room - 2, 1) if abs(by) > 1 else 1
            self.scroll_to(y=top + (step if by > 0 else -step), animate=False, force=True)
        else:
            super().move(by)

    @property
    def is_in_sight(self) -> bool:
        """Whether any of the highlighted entry is on the screen: what is read may be elsewhere."""
        lines, top = self._own_lines, self.scroll_offset.y
        return lines.start < top + self.scrollable_content_region.height and lines.stop > top

    def bring_into_sight(self) -> None:
        """Scroll to the highlighted entry."""
        super()._keep_in_sight()

    def move_page(self, by: int) -> None:
        """Move by a page of what is there to read; the highlight goes along where it can."""
        layout = self._layout
        room = self.scrollable_content_region.height
        if layout.heights is None or not (self.count and room):
            super().move_page(by)
            return
        top, last = round(self.scroll_y), max(layout.starts[-1] - room, 0)
        to = min(max(top + by * max(room - 1, 1), 0), last)
        at = min(max(layout.starts[self.cursor] - top, 0), room - 1) if self.is_in_sight else 0
        if to in (0, last):
            row = self.count - 1 if by > 0 else 0
        else:
            row = layout.row_in(range(to, to + room), to + at)
        self.scroll_to(y=to, animate=False, force=True)
        self.set_reactive(CursorList.cursor, row)  # not by `highlight`, which might scroll, too
        self.refresh()

    def action_move_end(self, by: int) -> None:
        """Move the highlight to the first or the last entry, with what stands beyond it."""
        super().action_move_end(by)
        self.scroll_to(y=0 if by < 0 else self.max_scroll_y, animate=False, force=True)

    def refresh_tools(self, slugs: Collection[str]) -> None:
        """Draw the entries about some tools anew, where they are in sight."""
        layout = self._layout
        top = self.scroll_offset.y
        rows = {layout.row_at(line) for line in range(top, top + self.size.height)}
        for row in rows - {None}:
            if row is not None and self._entries.slug(row) in slugs:
                self.refresh_row(row)

    def action_choose(self) -> None:
        """Say that the highlighted entry was chosen; one that is out of sight is shown first."""
        if self.count and not self.is_in_sight:
            self.bring_into_sight()
        elif self.count:
            self.post_message(EntryChosen(self.cursor))

    def row_clicked(self, row: int) -> None:
        """Say that the clicked entry was chosen."""
        self.post_message(EntryChosen(row))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines."""
        self._blocks = {}
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        line = y + self.scroll_offset.y
        layout = self._layout
        row = layout.row_at(line)
        if row is None:
            return self.strip((Run(" " * GUTTER), *self._between(line)))
        part = line - layout.starts[row]
        mark = "" if part else self._marks.get(self._entries.slug(row)) or self._entries.sign(row)
        block = self._blocks.get(row)
        if block is None:
            block = self._blocks[row] = self._entries.block(row, self.room)
        shown = block[part] if part < len(block) else ()
        return self.strip((Run(f"{mark:{GUTTER}}", "accent"), *shown), self.under(row))

    def _between(self, line: int) -> Line:
        """Return what stands on a line that is no entry's."""
        if self.count:
            return self._layout.heading_at(line)
        return self._empty[line] if line < len(self._empty) else ()
