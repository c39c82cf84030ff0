"""Drawing lines in tones: what every widget of ours is made of.

They are line-API widgets, so that only what is visible is ever drawn, and a page of any
length costs what its window costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from rich.style import Style

    from verdict_tui.render.page import Line, Tone


class LineView(ScrollView):
    """A widget that draws lines in tones, by the colours of its screen."""

    ALLOW_SELECT = False

    def tone_style(self, tone: Tone) -> Style:
        """Return a tone's style without a background, from the screen's style sheet."""
        return self.screen.get_component_rich_style(f"tone--{tone}", partial=True)

    def strip(self, line: Line, under: Style | None = None) -> Strip:
        """Return a line as it is drawn, over the widget's own style and another."""
        base = self.rich_style + under if under else self.rich_style
        segments = [Segment(run.text, base + self.tone_style(run.tone)) for run in line]
        return Strip(segments).adjust_cell_length(self.size.width, base)


class Bar(LineView):
    """A few lines at a fixed place, made anew when what they say changes."""

    def lines(self, width: int) -> list[Line]:
        """Return what stands on the bar at a width, in cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        lines = self.lines(self.size.width)
        return self.strip(lines[y] if y < len(lines) else ())
