"""Drawing lines in tones: what every widget of ours is made of.

They are line-API widgets, so that only what is visible is ever drawn, and a page of any
length costs what its window costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import on
from textual.events import Resize
from textual.filter import ANSIToTruecolor
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from verdict_tui.render.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.filter import LineFilter
    from textual.geometry import Region

    from verdict_tui.render.page import Line, Tone


class LineView(ScrollView, can_focus=False):
    """A widget that draws lines in tones, by the colours of its screen.

    It takes the focus only where a subclass acts on keys; what scrolls in Textual always does.
    """

    ALLOW_SELECT = False

    _styles: dict[tuple[Tone | None, Style | None], Style] | None = None
    """The styles used while lines are drawn: each is made once, not for each piece of a line."""
    _drawn_width = 0

    @property
    def width(self) -> int:
        """How many cells a line may take: the inside, without the scrollbar."""
        return self._drawn_width or self.scrollable_content_region.width

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines."""
        self._drawn_width = self.scrollable_content_region.width
        self._styles = {}
        try:
            return super().render_lines(crop)
        finally:
            self._styles, self._drawn_width = None, 0

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Leave out the filter for the terminal's own colours, which takes a tenth of a painting.

        Our tones have colours of the theme, which are its own only where the filter is off.
        """
        return [each for each in super().get_line_filters() if type(each) is not ANSIToTruecolor]

    def set_length(self, lines: int) -> None:
        """Say how many lines there are to scroll through.

        The reactive `virtual_size` would lay the whole screen out anew, for a scrollbar.
        """
        self.set_reactive(LineView.virtual_size, Size(self.width, lines))
        self.vertical_scrollbar.window_virtual_size = lines
        if self.scroll_y > self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    def action_scroll_home(self) -> None:
        """Go to the top at once: a long page would take its time."""
        self.scroll_home(animate=False)

    def action_scroll_end(self) -> None:
        """Go to the end at once."""
        self.scroll_end(animate=False)

    def tone_style(self, tone: Tone) -> Style:
        """Return a tone's style without a background, from the screen's style sheet."""
        return self.screen.get_component_rich_style(f"tone--{tone}", partial=True)

    def strip(self, line: Line, under: Style | None = None) -> Strip:
        """Return a line as it is drawn, over the widget's own style and another."""
        segments = [Segment(run.text, self._style(run.tone, under)) for run in line]
        return Strip(segments).adjust_cell_length(self.width, self._style(None, under))

    def _style(self, tone: Tone | None, under: Style | None) -> Style:
        styles = self._styles if self._styles is not None else {}
        style = styles.get((tone, under))
        if style is None:
            base = self.rich_style + under if under else self.rich_style
            style = styles[tone, under] = base + self.tone_style(tone) if tone else base
        return style


class Bar(LineView):
    """A few lines at a fixed place, made anew when what they say changes."""

    def lines(self, width: int) -> list[Line]:
        """Return what stands on the bar at a width, in cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        lines = self.lines(self.width)
        return self.strip(lines[y] if y < len(lines) else ())


class Paged(LineView, can_focus=True):
    """A page with a scroll, made for the width there is when it is first drawn."""

    _page: Page | None = None
    _page_width = 0

    def make_page(self, width: int) -> Page:
        """Lay the page out for a width, in cells."""
        raise NotImplementedError

    @property
    def page(self) -> Page:
        """The page as it is drawn now."""
        if self._page is None or self._page_width != self.width:
            self._page_width = self.width
            self._page = self.make_page(self._page_width) if self._page_width else Page()
        return self._page

    def renew_page(self) -> None:
        """Make the page anew: what it shows has changed."""
        self._page = None
        if self.width:
            self.fit_scroll()
            self.refresh()

    @on(Resize)
    def fit_scroll(self) -> None:
        """Let the scroll reach to the end of the page."""
        self.set_length(len(self.page.lines))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the page."""
        y += round(self.scroll_y)
        lines = self.page.lines
        return self.strip(lines[y] if y < len(lines) else ())
