"""A page of text to read and scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import Resize
from textual.geometry import Size
from textual.reactive import reactive

from verdict_tui.render.page import Page
from verdict_tui.widgets.lines import LineView
from verdict_tui.widgets.scroll import SCROLL_BINDINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.strip import Strip


class PageView(LineView, can_focus=True):
    """A page that is laid out for whatever width there is."""

    BINDINGS = SCROLL_BINDINGS

    layout_page: reactive[Callable[[int], Page] | None] = reactive(None)
    """Makes the page for a width in cells."""

    page: Page = Page()

    def watch_layout_page(self) -> None:
        """Show another page from its top."""
        self.lay_out()
        self.scroll_to(y=0, animate=False, force=True)

    @on(Resize)
    def lay_out(self) -> None:
        """Make the page for the present width."""
        if self.layout_page is None or not self.size.width:
            return
        self.page = self.layout_page(self.size.width)
        self.virtual_size = Size(self.size.width, len(self.page.lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the page."""
        y += round(self.scroll_y)
        return self.strip(self.page.lines[y] if y < len(self.page.lines) else ())
