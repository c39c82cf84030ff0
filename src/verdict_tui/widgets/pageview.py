"""A page of text to read and scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.reactive import reactive

from verdict_tui.render.page import Page
from verdict_tui.widgets.lines import Paged
from verdict_tui.widgets.scroll import SCROLL_BINDINGS

if TYPE_CHECKING:
    from collections.abc import Callable


class PageView(Paged):
    """A page that is laid out for whatever width there is."""

    BINDINGS = SCROLL_BINDINGS

    layout_page: reactive[Callable[[int], Page] | None] = reactive(None)
    """Makes the page for a width in cells."""

    def make_page(self, width: int) -> Page:
        """Lay the page out."""
        return self.layout_page(width) if self.layout_page else Page()

    def watch_layout_page(self) -> None:
        """Show another page from its top."""
        self.renew_page()
        self.scroll_to(y=0, animate=False, force=True)
