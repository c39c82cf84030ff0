"""The tool picker: a search field and the list of tools, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.events import Blur, Click, Paste, Resize
from textual.geometry import Size
from textual.reactive import Reactive, reactive, var
from textual.strip import Strip
from textual.suggester import SuggestionReady
from textual.widgets import Input

from verdict_tui.messages import (
    PairAsked,
    PairHighlighted,
    SearchOpened,
    ToolHighlighted,
    ToolPicked,
)
from verdict_tui.render import words
from verdict_tui.render.flow import fit
from verdict_tui.render.page import Run, paragraph
from verdict_tui.render.rows import FIGURE, MARK
from verdict_tui.text import clean_line
from verdict_tui.widgets.cursor import CursorList
from verdict_tui.widgets.lines import Bar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from verdict_tui.render.page import Line, Tone
    from verdict_tui.render.rows import Rows

_NOTE_LINES = 4
_KEEP = "Keep this tool in the active column, and go back to reading"
_ABANDON = "Leave the search, with the pair and the filters as they were"


class SearchField(Input):
    """Where the query is typed. It takes the focus only when asked to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.keep_highlighted", "Keep", id="search.keep", tooltip=_KEEP),
        Binding("escape", "screen.restore", "Back", id="search.abandon", tooltip=_ABANDON),
        Binding("tab", "screen.enter_list", "To the list", id="search.list"),
        Binding("up", "screen.move(-1)", "Up", show=False, id="search.up"),
        Binding("down", "screen.move(1)", "Down", show=False, id="search.down"),
        Binding("pageup", "screen.move_page(-1)", "Up a page", show=False, id="search.page_up"),
        Binding(
            "pagedown", "screen.move_page(1)", "Down a page", show=False, id="search.page_down"
        ),
    ]

    # As Textual has it, but without a new layout: a letter moves nothing on the screen.
    virtual_size: Reactive[Size] = reactive(Size(0, 0))

    def __init__(self) -> None:
        super().__init__(id="search-field", select_on_focus=False)
        self.can_focus = False  # Tab passes it by; `/` and a click open it

    def open(self) -> None:
        """Take the focus at once: what is typed next is for the field."""
        self.can_focus = True
        self.screen.set_focus(self)
        if self.value and not self.value.endswith(" "):
            self.value += " "  # after the filters that are set
        self.cursor_position = len(self.value)

    def action_home(self, select: bool = False) -> None:
        """Move to the start of what is typed; with nothing typed, to the first row."""
        if self.value:
            super().action_home(select)
        else:
            self.call_next(self.run_action, "screen.move_end(-1)")

    def action_end(self, select: bool = False) -> None:
        """Move to the end of what is typed; with nothing typed, to the last row."""
        if self.value:
            super().action_end(select)
        else:
            self.call_next(self.run_action, "screen.move_end(1)")

    def suggest(self, completed: str) -> None:
        """Show behind the cursor what `→` would add to what stands here.

        Not by a suggester of Textual's, which is asked before the rows are known.
        """
        if completed:
            self.post_message(SuggestionReady(self.value, completed))

    @on(Input.Changed)
    def keep_to_itself(self, event: Input.Changed) -> None:
        """Let no other widget look at every letter: the screen watches the value."""
        event.stop()

    @on(Blur)
    def close(self) -> None:
        """Let Tab pass by again."""
        self.can_focus = False

    @on(Click)
    def ask_to_open(self) -> None:
        """Ask for the focus on a click."""
        if not self.has_focus:
            self.post_message(SearchOpened())

    def _on_paste(self, event: Paste) -> None:
        """Paste as one line of safe text."""
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(clean_line(event.text))


class PickHead(Bar):
    """What the columns of the list are, how many tools match, and in which order."""

    matches: reactive[int] = reactive(0)
    total: reactive[int] = reactive(0)
    searching: reactive[bool] = reactive(False)
    """Whether some are left out."""
    are_best: reactive[bool] = reactive(False)
    """Whether more match, and only the best are listed."""
    are_nearest: reactive[bool] = reactive(False)
    """Whether none matches, and those that are listed only resemble what was asked for."""
    quotes: reactive[bool] = reactive(False)
    """Whether quotes are listed, not tools."""
    has_lens: reactive[bool] = reactive(False)
    """Whether critics are muted."""
    order: reactive[str] = reactive("")
    """What the tools are sorted by, when it is not the usual order."""

    def lines(self, width: int) -> list[Line]:
        """Return the heads of the columns, over the columns."""
        if self.quotes:
            best = "best " if self.are_best else ""
            said = best + words.plural(self.matches, "quote")
            return [(Run("  " + fit(said, width - 2), "muted"),)]
        panel = "panel*" if self.has_lens else "panel"
        right = f"{panel:>{FIGURE}}{'com':>{FIGURE}}{'me':>{MARK}}"
        room = width - 2 - len(right)
        count = next((said for said in self._counts() if len(said) < room), "")
        return [(Run("  " + fit(count, room), "muted"), Run(right, "muted"))]

    def _counts(self) -> Iterator[str]:
        """Yield ways to say how many there are, the longest first."""
        if self.are_nearest and self.matches:
            yield f"none of {words.plural(self.total, 'tool')}, {self.matches:,} near"
            yield f"{self.matches:,} near"
            return
        listed = f"{'best ' if self.are_best else ''}{self.matches:,}"
        of = f"{listed} of " if self.searching else ""
        if self.order:
            yield f"{of}{self.total:,} {self.order}"
            yield f"{listed} {self.order}"
        else:
            yield of + words.plural(self.total, "tool")
        yield f"{of}{self.total:,}"
        yield listed


class PickNote(Bar):
    """What there is to say of the query; takes no room when there is nothing."""

    note: var[str] = var("")
    is_fault: var[bool] = var(False)

    def say(self, note: str, *, is_fault: bool) -> None:
        """Say something, or nothing."""
        if (note, is_fault) != (self.note, self.is_fault):
            self.note, self.is_fault = note, is_fault
            self._fit()
            self.refresh()

    @on(Resize)
    def _fit(self) -> None:
        self.display = bool(self.note)
        width = self.width or 38
        self.styles.height = len(self.lines(width))

    def lines(self, width: int) -> list[Line]:
        """Return the note, wrapped; `…` where it is longer than there is room."""
        tone: Tone = "skip" if self.is_fault else "accent"
        wrapped = paragraph(self.note, max(width - 3, 1), tone) if self.note else []
        if len(wrapped) > _NOTE_LINES:
            wrapped[_NOTE_LINES - 1] = (*wrapped[_NOTE_LINES - 1], Run("…", tone))
        return [(Run("  "), *line) for line in wrapped[:_NOTE_LINES]]


class PickList(CursorList):
    """The tools that match, or the quotes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.keep_highlighted", "Keep", id="list.keep", tooltip=_KEEP),
        Binding("escape", "screen.restore", "Back", id="list.abandon", tooltip=_ABANDON),
    ]

    pair: var[tuple[str, str]] = var(("", ""))
    """The slugs of the tools in the columns, marked A and B."""

    def __init__(self) -> None:
        super().__init__(id="pick-list")
        self._rows: Rows | None = None

    def show_rows(self, rows: Rows, cursor: int = 0) -> None:
        """Show other rows, with one of them highlighted."""
        self._rows = rows
        if cursor <= 0:
            self.scroll_to(y=0, animate=False, force=True)
        self.rows_changed(cursor)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows) if self._rows is not None else 0

    @property
    def highlighted(self) -> str | None:
        """The slug of the highlighted tool."""
        is_there = self._rows and 0 <= self.cursor < self.count
        return (self._rows.slug(self.cursor) or None) if self._rows and is_there else None

    @property
    def highlighted_pair(self) -> tuple[str, str] | None:
        """The tools of the highlighted comparison; None when it is a tool."""
        is_there = self._rows and 0 <= self.cursor < self.count
        return self._rows.pair(self.cursor) if self._rows and is_there else None

    def watch_pair(self, old: tuple[str, str], new: tuple[str, str]) -> None:
        """Move the marks of the columns."""
        self.refresh_tools({*old, *new})

    def refresh_tools(self, slugs: Collection[str]) -> None:
        """Draw the rows of some tools anew, where they are in sight."""
        if not self._rows:
            return
        first = self.scroll_offset.y // self._rows.height
        last = (self.scroll_offset.y + self.size.height) // self._rows.height
        for row in range(first, min(last + 1, len(self._rows))):
            if self._rows.slug(row) in slugs:
                self.refresh_row(row)

    def lines_of(self, row: int) -> range:
        """Return the lines on which a row stands."""
        height = self._rows.height if self._rows else 1
        return range(row * height, (row + 1) * height)

    def row_at(self, line: int) -> int | None:
        """Return the row that stands on a line."""
        row = line // self._rows.height if self._rows else 0
        return row if 0 <= row < self.count else None

    def row_moved_to(self) -> None:
        """Say which tool, or which comparison, is highlighted."""
        if self.highlighted_pair is not None:
            self.post_message(PairHighlighted(self.highlighted_pair))
        elif self.highlighted is not None:
            self.post_message(ToolHighlighted(self.highlighted))

    def row_clicked(self, row: int) -> None:
        """Say that the clicked tool, or comparison, is to be opened."""
        pair = self._rows.pair(row) if self._rows else None
        if pair is not None:
            self.post_message(PairAsked(pair))
        elif self._rows:
            self.post_message(ToolPicked(self._rows.slug(row)))

    def render_line(self, y: int) -> Strip:
        """Draw one line of a row."""
        line = y + self.scroll_offset.y
        row = self.row_at(line)
        if self._rows is None or row is None:
            return Strip.blank(self.width, self.rich_style)
        part = line - self.lines_of(row).start
        return self.strip(self._rows.lines(row, self.width, self.pair)[part], self.under(row))


class Picker(Vertical):
    """The search field above the list."""

    def compose(self) -> ComposeResult:
        """Make the field, the heads of the columns, and the list."""
        yield SearchField()
        yield PickNote(id="pick-note")
        yield PickHead(id="pick-head")
        yield PickList()
