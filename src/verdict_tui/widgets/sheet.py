"""The comparison on screen: one page for both columns, with one scroll."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding
from textual.events import Click, Resize
from textual.geometry import Size
from textual.reactive import var

from verdict_tui.messages import ColumnChosen, CriticChosen
from verdict_tui.render import sheet
from verdict_tui.widgets.lines import Paged
from verdict_tui.widgets.scroll import SCROLL_BINDINGS

if TYPE_CHECKING:
    from textual.binding import BindingType

    from verdict_tui.model import Comparison
    from verdict_tui.render.page import Line, Page

_HEAD_ROOM = 1  # a critic's heading is scrolled to with this many lines above it


class _Place(NamedTuple):
    """A place on the page that does not depend on its width."""

    part: str
    above: int
    """How many lines above the heading of the part, when that is in sight."""
    into: float
    """How far into the part otherwise, from 0 to 1."""


class Sheet(Paged):
    """Figures, answer, descriptions and scorecard of the open comparison."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *SCROLL_BINDINGS,
        Binding("left", "screen.activate('a')", "Column A", show=False, id="compare.left_arrow"),
        Binding("right", "screen.activate('b')", "Column B", show=False, id="compare.right_arrow"),
    ]

    comparison: var[Comparison | None] = var(None)
    tools: var[int] = var(0)
    """How many there are, to say why there is no comparison."""
    command: str = "verdict"
    """What opens this database on the command line, for whoever has nothing in it yet."""
    only_differing: var[bool] = var(False)
    critic: var[str] = var("")
    """The current critic: the one that `[` and `]` moved to."""
    past_figures: var[bool] = var(False)
    """Whether the figures have been scrolled out of sight."""

    _settled_size = Size()
    """The size that the scroll has been fitted to; while Textual resizes, it differs."""
    _top: _Place | None = None
    """The place that was scrolled to, to be found again when the page is laid out anew."""
    _whole_top: _Place | None = None
    """The place at which only those who part ways were asked for."""
    _is_returning = False
    """Whether the page is scrolling back to it, perhaps not all the way."""

    def make_page(self, width: int) -> Page:
        """Lay out the comparison."""
        if self.comparison is None:
            return sheet.lay_out_nothing(self.tools, self.command, width)
        height = self.app.size.height
        view = sheet.View(width, height, self.only_differing, self.critic)
        return sheet.lay_out(self.comparison, view)

    def watch_comparison(self, old: Comparison | None, new: Comparison | None) -> None:
        """Show another comparison from its top, the same one from where it is."""
        if old is None or new is None or old.pair != new.pair:
            self._top = None
            self.renew_page()
            self.scroll_to(y=0, animate=False, force=True)
        else:
            self._renew_in_place()

    def watch_only_differing(self) -> None:
        """Leave out or bring back the rows in which nobody parts ways; the place stays."""
        top, names = self._top, list(self.page.anchors)
        self._renew_in_place()
        if not self.only_differing:
            self._return_to(self._whole_top)
            return
        self._whole_top = top
        if top is not None and top.part in names and top.part not in self.page.anchors:
            here = names.index(top.part)
            near = sorted(self.page.anchors, key=lambda name: abs(names.index(name) - here))
            for name in near[:1]:  # none when nobody parts ways
                self.scroll_to(y=self.page.anchors[name] - _HEAD_ROOM, animate=False, force=True)

    def watch_critic(self) -> None:
        """Mark the current critic."""
        self._renew_in_place()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the scrolling."""
        super().watch_scroll_y(old_value, new_value)
        if self.size == self._settled_size and not self._is_returning:
            self._top = self._place()
        self.past_figures = 0 < self._figures_end <= round(new_value)

    @on(Resize)
    def fit_scroll(self) -> None:
        """Keep the same words on top at the new width."""
        top = self._top
        super().fit_scroll()
        self._settled_size = self.size
        self._return_to(top)

    def _renew_in_place(self) -> None:
        top = self._top
        self.renew_page()
        self._return_to(top)

    @property
    def _figures_end(self) -> int:
        return next((y for y, line in enumerate(self.page.lines) if _begins(line, "▌")), 0)

    def _place(self) -> _Place | None:
        """Return which part of the page is on top."""
        top = round(self.scroll_y)
        names = list(self.page.anchors)
        starts = [*self.page.anchors.values(), len(self.page.lines)]
        part = bisect_right(starts, top + _HEAD_ROOM) - 1
        if part < 0 or part >= len(names):
            return None
        if starts[part] >= top:
            return _Place(names[part], starts[part] - top, 0)
        return _Place(names[part], 0, (top - starts[part]) / (starts[part + 1] - starts[part]))

    def _return_to(self, place: _Place | None) -> None:
        names = list(self.page.anchors)
        if place is None or place.part not in names:
            return
        starts = [*self.page.anchors.values(), len(self.page.lines)]
        part = names.index(place.part)
        y = starts[part] - place.above + place.into * (starts[part + 1] - starts[part])
        self._is_returning = True
        self.scroll_to(y=round(y), animate=False, force=True)
        self._is_returning = False

    def show_critic(self, name: str) -> None:
        """Scroll to a critic and mark the heading."""
        self.critic = name
        if name in self.page.anchors:
            self.scroll_to(y=max(self.page.anchors[name] - _HEAD_ROOM, 0), animate=False)

    def step_critic(self, by: int) -> str:
        """Move to the next critic, or the one before; return the name, empty without critics."""
        names = list(self.page.anchors)
        if not names:
            return ""
        if self.critic in names and self._in_sight(self.critic):
            place = names.index(self.critic) + by
        else:
            top = round(self.scroll_y) + _HEAD_ROOM
            starts = list(self.page.anchors.values())
            place = bisect_right(starts, top) - 1 + (by if by < 0 or top in starts else 1)
            place = max(place, 0) if by > 0 else place
        name = names[min(max(place, 0), len(names) - 1)]
        self.show_critic(name)
        return name

    def _in_sight(self, name: str) -> bool:
        y = self.page.anchors[name] - self.scroll_y
        return 0 <= y < self.size.height

    def current_critic(self) -> str:
        """Return the critic marked as current, else the first whose row is in sight."""
        if self.critic in self.page.anchors:
            return self.critic
        below = [name for name, y in self.page.anchors.items() if y >= round(self.scroll_y)]
        return (below or list(self.page.anchors) or [""])[0]

    @on(Click)
    def choose(self, event: Click) -> None:
        """Go to the clicked critic, or make the clicked column the active one."""
        offset = event.get_content_offset_capture(self)
        x, y = offset.x, offset.y + round(self.scroll_y)
        for spot in self.page.spots:
            if spot.y == y and spot.x <= x < spot.x + spot.width:
                self.post_message(CriticChosen(spot.target))
                return
        place = sheet.grid(self.width)
        if place.two:
            self.post_message(ColumnChosen("a" if x < place.b_at - sheet.GAP // 2 else "b"))


def _begins(line: Line, mark: str) -> bool:
    return any(run.text.startswith(mark) for run in line[:2])
