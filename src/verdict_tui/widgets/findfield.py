"""Where a few letters are typed, to go to an entry of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.events import Blur, Paste
from textual.widgets import Input

from verdict_tui.text import clean_line

if TYPE_CHECKING:
    from textual.binding import BindingType


class FindField(Input):
    """Is there only while something is sought in a list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.end_finding(True)", "Stay there", id="find.keep",
                tooltip="Stay at the entry that was found"),
        Binding("escape", "screen.end_finding(False)", "Back", id="find.abandon",
                tooltip="Go back to the entry that was highlighted before"),
        Binding("down,tab", "screen.find_next(1)", "Next", id="find.next",
                tooltip="Go to the next best match"),
        Binding("up,shift+tab", "screen.find_next(-1)", "Match before", show=False,
                id="find.previous", tooltip="Go to the match before"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__(id="find", placeholder="/ a name in this list", select_on_focus=False)
        self.can_focus = False  # Tab passes it by

    def open(self) -> None:
        """Take the focus at once, with nothing typed."""
        self.value = ""
        self.can_focus = True
        self.screen.set_focus(self)

    @on(Blur)
    def close(self) -> None:
        """Let Tab pass by again."""
        self.can_focus = False

    def _on_paste(self, event: Paste) -> None:
        """Paste as one line of safe text."""
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(clean_line(event.text))
