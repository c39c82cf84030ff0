"""A page with links: Tab goes from one to the next, Enter follows the one that is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import on
from textual.binding import Binding
from textual.events import Click
from textual.strip import Strip

from verdict_tui.messages import LinkFollowed
from verdict_tui.widgets.pageview import PageView

if TYPE_CHECKING:
    from textual.binding import BindingType

    from verdict_tui.render.page import Page, Spot

NOWHERE = -1
_MARGIN = 2  # lines kept in sight around a link


class LinkedPage(PageView):
    """A page to read and scroll, and to go on from."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"linked-page--link"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "follow", "Open", id="link.follow", tooltip="Open what is marked"),
        Binding("tab", "next_link(1)", "Next", id="link.next",
                tooltip="Mark the next alternative or comparison"),
        Binding("shift+tab", "next_link(-1)", "Previous", show=False, id="link.previous",
                tooltip="Mark the one before"),
        Binding("]", "part(1)", "Next part", show=False, id="link.next_part",
                tooltip="Go to the next part of the page"),
        Binding("[", "part(-1)", "Previous part", show=False,
                id="link.previous_part", tooltip="Go to the part before"),
    ]  # fmt: skip

    link = NOWHERE
    """Which of the page's links is marked."""

    def make_page(self, width: int) -> Page:
        """Lay the page out; its links go by their places, from the top."""
        page = super().make_page(width)
        page.spots.sort(key=lambda spot: (spot.x > width // 3, spot.y))
        return page

    def renew_in_place(self) -> None:
        """Make the page anew without leaving the place."""
        top = self.scroll_y
        self.renew_page()
        self.scroll_to(y=top, animate=False, force=True)

    @property
    def marked(self) -> Spot | None:
        """The link that is marked."""
        spots = self.page.spots
        return spots[self.link] if 0 <= self.link < len(spots) else None

    def action_next_link(self, by: int) -> None:
        """Mark the next link, or the one before, and bring it into sight."""
        count = len(self.page.spots)
        if not count:
            return
        first = 0 if by > 0 else count - 1
        self.link = first if self.marked is None else (self.link + by) % count
        y = self.page.spots[self.link].y
        room, top = self.scrollable_content_region.height, round(self.scroll_y)
        if not top + _MARGIN <= y < top + room - _MARGIN:
            self.scroll_to(y=max(y - room // 3, 0), animate=False, force=True)
        self.refresh()

    def action_part(self, by: int) -> None:
        """Go to the next part of the page, or the one before."""
        top = round(self.scroll_y)
        starts = sorted(self.page.anchors.values())
        ahead = [y for y in starts if (y > top if by > 0 else y < top)]
        if ahead:
            self.scroll_to(y=ahead[0] if by > 0 else ahead[-1], animate=False, force=True)

    def action_follow(self) -> None:
        """Say that the marked link is to be followed; without one mark the first."""
        if self.marked is None:
            self.action_next_link(1)
        else:
            self.post_message(LinkFollowed(self.marked.target))

    @on(Click)
    def follow_clicked(self, event: Click) -> None:
        """Follow the clicked link."""
        offset = event.get_content_offset_capture(self)
        y = offset.y + round(self.scroll_y)
        for at, spot in enumerate(self.page.spots):
            if spot.y == y and spot.x <= offset.x < spot.x + spot.width:
                self.link = at
                self.action_follow()
                return

    def render_line(self, y: int) -> Strip:
        """Draw one line of the page, with the link that is marked."""
        strip = super().render_line(y)
        spot = self.marked
        if spot is None or spot.y != y + round(self.scroll_y):
            return strip
        style = self.get_component_rich_style("linked-page--link", partial=True)
        before, link, after = strip.divide([spot.x, spot.x + spot.width, strip.cell_length])
        marked = Strip(Segment.apply_style(list(link), post_style=style), link.cell_length)
        return Strip.join([before, marked, after])
