"""Screens that show one page between the bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.screens.base import BaseScreen
from verdict_tui.widgets.bars import HintBar, TitleBar
from verdict_tui.widgets.pageview import PageView

if TYPE_CHECKING:
    from textual.app import ComposeResult


class PagedScreen(BaseScreen):
    """A title, a page to scroll, the key hints."""

    AUTO_FOCUS = "PageView"

    def compose(self) -> ComposeResult:
        """Make the bars and the page."""
        title = TitleBar(id="title")
        title.is_firm = True
        yield title
        yield PageView(id="page")
        yield HintBar(self.hints)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss("")
