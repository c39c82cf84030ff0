"""The tool picker: a search field and the list of tools, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.events import Blur, Click, Focus, Paste, Resize
from textual.reactive import reactive, var
from textual.strip import Strip
from textual.widgets import Input

from verdict_tui import figures
from verdict_tui.messages import SearchOpened, ToolHighlighted, ToolPicked
from verdict_tui.render import words
from verdict_tui.render.flow import cut, fit, fit_right, width_of
from verdict_tui.render.page import Run
from verdict_tui.text import clean_line
from verdict_tui.widgets.lines import Bar, LineView

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from verdict_tui.catalogue import Catalogue, Row
    from verdict_tui.model import Share
    from verdict_tui.render.page import Line, Tone

_FIGURE = 6
_MARK = 3
_COLUMN_FROM = 46  # from this width on the categories stand in a column of their own
_CATEGORY = 16
_LEAST_CATEGORY = 8
Spans = tuple[tuple[int, int], ...]


class SearchField(Input):
    """Where the query is typed. It takes the focus only when asked to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.keep_highlighted", "Keep this tool", id="search.keep"),
        Binding("escape", "screen.restore", "Back as it was", id="search.abandon"),
        Binding("tab", "screen.enter_list", "To the list", id="search.list"),
        Binding("up", "screen.move(-1)", "Up", show=False, id="search.up"),
        Binding("down", "screen.move(1)", "Down", show=False, id="search.down"),
        Binding("pageup", "screen.move_page(-1)", "Up a page", show=False, id="search.page_up"),
        Binding(
            "pagedown", "screen.move_page(1)", "Down a page", show=False, id="search.page_down"
        ),
    ]

    def __init__(self) -> None:
        super().__init__(id="search-field", select_on_focus=True)
        self.can_focus = False  # Tab passes it by; `/` and a click open it

    def open(self) -> None:
        """Take the focus at once: what is typed next is for the field."""
        self.can_focus = True
        self.screen.set_focus(self)

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
    """What the columns of the list are, and how many tools match."""

    matches: reactive[int] = reactive(0)
    total: reactive[int] = reactive(0)
    searching: reactive[bool] = reactive(False)

    def lines(self, width: int) -> list[Line]:
        """Return the heads of the columns, over the columns."""
        count = words.plural(self.total, "tool")
        if self.searching:
            count = f"{self.matches:,} of {count}"
        right = f"{'panel':>{_FIGURE}}{'com':>{_FIGURE}}{'me':>{_MARK}}"
        return [(Run("  " + fit(count, width - 2 - len(right)), "muted"), Run(right, "muted"))]


class PickList(LineView, can_focus=True):
    """The tools that match, drawn only where they are visible."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"pick-list--cursor"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="list.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="list.down"),
        Binding("pageup,ctrl+b", "move_page(-1)", "A page up", show=False, id="list.page_up"),
        Binding("pagedown,ctrl+f", "move_page(1)", "A page down", show=False, id="list.page_down"),
        Binding("home,g", "move_end(-1)", "The first tool", show=False, id="list.first"),
        Binding("end,G", "move_end(1)", "The last tool", show=False, id="list.last"),
        Binding("enter", "screen.keep_highlighted", "Keep this tool", id="list.keep"),
        Binding("escape", "screen.restore", "Back as it was", id="list.abandon"),
    ]

    # Not `reactive`, which would draw every row anew: only those that change are.
    pair: var[tuple[str, str]] = var(("", ""))
    """The slugs of the tools in the columns, marked A and B."""
    cursor: var[int] = var(0)
    """The highlighted row."""

    def __init__(self) -> None:
        super().__init__(id="pick-list")
        self._catalogue: Catalogue | None = None
        self._rows: Sequence[int] = ()
        self._spans: Sequence[Spans] = ()

    def show_rows(
        self,
        catalogue: Catalogue,
        rows: Sequence[int],
        spans: Sequence[Spans] = (),
        cursor: int = 0,
    ) -> None:
        """Show other rows.

        Args:
            catalogue: where the rows are from.
            rows: positions in the catalogue.
            spans: for each row the characters of its name that matched, or nothing.
            cursor: the row to highlight.
        """
        self._catalogue, self._rows, self._spans = catalogue, rows, spans
        self.set_length(len(rows))
        self.set_reactive(PickList.cursor, max(min(cursor, len(rows) - 1), 0))
        if not cursor:
            self.scroll_to(y=0, animate=False, force=True)
        self._keep_in_sight(self.cursor)
        self.refresh()

    @property
    def highlighted(self) -> str | None:
        """The slug of the highlighted tool."""
        if self._catalogue is None or not self._rows:
            return None
        return self._catalogue.slugs[self._rows[self.cursor]]

    def highlight(self, slug: str) -> None:
        """Move the highlight to a tool without saying so; leave it when it is not listed."""
        if self._catalogue is None:
            return
        position = self._catalogue.position(slug)
        if position is not None and position in self._rows:
            self.set_reactive(PickList.cursor, self._rows.index(position))
            self._keep_in_sight(self.cursor)
            self.refresh()

    def watch_pair(self, old: tuple[str, str], new: tuple[str, str]) -> None:
        """Move the marks of the columns."""
        self.refresh_tools({*old, *new})

    def refresh_tools(self, slugs: Collection[str]) -> None:
        """Draw the rows of some tools anew, where they are in sight."""
        if self._catalogue is None:
            return
        top = self.scroll_offset.y
        for row in range(top, min(top + self.size.height, len(self._rows))):
            if self._catalogue.slugs[self._rows[row]] in slugs:
                self.refresh_line(row)

    def move(self, by: int) -> None:
        """Move the highlight by rows, and say so."""
        if self._rows:
            self.cursor = max(min(self.cursor + by, len(self._rows) - 1), 0)

    def move_page(self, by: int) -> None:
        """Move the highlight by pages."""
        self.move(by * max(self.size.height - 1, 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows that changed, and say which tool is highlighted."""
        for row in (old, new):
            self.refresh_line(row)
        self._keep_in_sight(new)
        if self.highlighted is not None:
            self.post_message(ToolHighlighted(self.highlighted))

    def _keep_in_sight(self, row: int) -> None:
        height = self.scrollable_content_region.height
        y = row - self.scroll_offset.y
        if height and not 0 <= y < height:
            top = row if y < 0 else row - height + 1
            self.scroll_to(y=top, animate=False, force=True)

    @on(Resize)
    def fit_rows(self) -> None:
        """Keep the highlight in sight."""
        self.set_length(len(self._rows))
        self._keep_in_sight(self.cursor)

    @on(Focus)
    @on(Blur)
    def show_focus(self) -> None:
        """Draw the highlight as it is with or without the focus."""
        self.refresh_line(self.cursor)

    def action_move(self, by: int) -> None:
        """Move the highlight by rows."""
        self.move(by)

    def action_move_page(self, by: int) -> None:
        """Move the highlight by pages."""
        self.move_page(by)

    def action_move_end(self, by: int) -> None:
        """Move the highlight to the first or the last row."""
        self.move(by * len(self._rows))

    @on(Click)
    def pick(self, event: Click) -> None:
        """Keep the clicked tool."""
        row = event.get_content_offset_capture(self).y + round(self.scroll_y)
        if self._catalogue is not None and 0 <= row < len(self._rows):
            self.set_reactive(PickList.cursor, row)
            self.refresh()
            self.post_message(ToolPicked(self._catalogue.slugs[self._rows[row]]))

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        row = y + self.scroll_offset.y
        if self._catalogue is None or row >= len(self._rows):
            return Strip.blank(self.width, self.rich_style)
        tool = self._catalogue.row(self._rows[row])
        spans = self._spans[row] if row < len(self._spans) else ()
        line = self._line(tool, spans, self.width)
        under = None
        if row == self.cursor:
            under = self.get_component_rich_style("pick-list--cursor", partial=True)
        return self.strip(line, under)

    def _line(self, tool: Row, spans: Spans, width: int) -> Line:
        column = {self.pair[1]: "B", self.pair[0]: "A"}.get(tool.slug, " ")
        room = width - 2 - 2 * _FIGURE - _MARK
        in_its_column = width >= _COLUMN_FROM
        name = cut(tool.name, room - _CATEGORY - 1 if in_its_column else room)
        rest = room - width_of(name)
        if in_its_column:
            category = " " * (rest - _CATEGORY) + fit(tool.category, _CATEGORY)
        else:
            category = fit(f"  {tool.category}" if rest >= _LEAST_CATEGORY else "", rest)
        return (
            Run(column + " ", "accent"),
            *_marked(name, spans),
            Run(category, "muted"),
            Run(fit_right(figures.percent(tool.panel), _FIGURE), "text"),
            _community(tool.community),
            _my_mark(tool),
        )


def _community(share: Share) -> Run:
    tone: Tone = "text" if share.total >= figures.FEW_VOTES else "muted"
    return Run(fit_right(figures.percent(share), _FIGURE), tone)


def _my_mark(tool: Row) -> Run:
    if tool.my_vote is None:
        return Run(" " * _MARK)
    return Run(fit_right(words.MARKS[tool.my_vote], _MARK), tool.my_vote)


def _marked(name: str, spans: Spans) -> list[Run]:
    """Return a name with the characters that matched in their own tone."""
    runs: list[Run] = []
    at = 0
    for start, end in spans:
        runs += [Run(name[at:start]), Run(name[start:end], "match")]
        at = end
    runs.append(Run(name[at:]))
    return [run for run in runs if run.text]


class Picker(Vertical):
    """The search field above the list."""

    def compose(self) -> ComposeResult:
        """Make the field, the heads of the columns, and the list."""
        yield SearchField()
        yield PickHead(id="pick-head")
        yield PickList()
