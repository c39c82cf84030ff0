"""A list of choices under headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.events import Click, Resize
from textual.reactive import var
from textual.strip import Strip

from verdict_tui.messages import ChoiceMade
from verdict_tui.render.page import Run, cut_line
from verdict_tui.widgets.lines import LineView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from verdict_tui.render.choices import Choice


class Menu(LineView, can_focus=True):
    """Choices, one line each; one is highlighted, any number are set."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"menu--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="menu.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="menu.down"),
        Binding("pageup,ctrl+b", "move(-10)", "Up a page", show=False, id="menu.page_up"),
        Binding("pagedown,ctrl+f", "move(10)", "Down a page", show=False, id="menu.page_down"),
        Binding("home,g", "move(-9999)", "The first", show=False, id="menu.first"),
        Binding("end,G", "move(9999)", "The last", show=False, id="menu.last"),
    ]

    cursor: var[int] = var(0)
    """Which choice is highlighted."""

    def __init__(self, does: str) -> None:
        """Make the menu.

        Args:
            does: what choosing does, in a word, for the key hints.
        """
        super().__init__(id="menu")
        self._bindings.bind("enter,space", "choose", does)
        self._choices: Sequence[Choice] = ()
        self._at: list[int] = []
        self._empty = ""
        self._has_headings = False

    def show(self, choices: Sequence[Choice], empty: str = "") -> None:
        """Show choices, or where there are none a sentence; the highlight stays where it is."""
        self._choices, self._empty = choices, empty
        self.set_reactive(Menu.cursor, max(min(self.cursor, len(choices) - 1), 0))
        self._at = []
        line = 0
        for choice in choices:
            line += 1 if choice.heading and line else 0
            self._at.append(line)
            line += 1
        self._has_headings = any(choice.heading for choice in choices)
        self._fit()
        self.refresh()

    @on(Resize)
    def _fit(self) -> None:
        self.set_length(self._at[-1] + 1 if self._at else 0)
        self._keep_in_sight()

    def action_move(self, by: int) -> None:
        """Move the highlight."""
        self.cursor = max(min(self.cursor + by, len(self._choices) - 1), 0)

    def watch_cursor(self) -> None:
        """Show where the highlight is."""
        self._keep_in_sight()
        self.refresh()

    def _keep_in_sight(self) -> None:
        room = self.scrollable_content_region.height
        if not (self._at and room):
            return
        line, top = self._at[self.cursor], self.scroll_offset.y
        if line - 1 < top:
            self.scroll_to(y=max(line - 1, 0), animate=False, force=True)
        elif line >= top + room:
            self.scroll_to(y=line - room + 1, animate=False, force=True)

    def action_choose(self) -> None:
        """Say that the highlighted choice was made."""
        if self._choices:
            self.post_message(ChoiceMade(self.cursor))

    @on(Click)
    def choose_clicked(self, event: Click) -> None:
        """Say that the clicked choice was made."""
        line = event.get_content_offset_capture(self).y + round(self.scroll_y)
        if line in self._at:
            self.cursor = self._at.index(line)
            self.action_choose()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        line = y + self.scroll_offset.y
        if not self._choices and not line:
            return self.strip((Run(self._empty, "muted"),))
        if line not in self._at:
            return Strip.blank(self.width, self.rich_style)
        number = self._at.index(line)
        choice = self._choices[number]
        mark = Run("● " if choice.is_set else "  ", "accent")
        text = Run(choice.label, "strong" if choice.is_set else "text")
        heading = Run(f"{choice.heading:<14}" if self._has_headings else "", "accent")
        shown = cut_line((heading, mark, text), self.width)
        under = None
        if number == self.cursor:
            under = self.get_component_rich_style("menu--cursor", partial=True)
        return self.strip(shown, under)
