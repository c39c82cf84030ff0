"""The keys that scroll: arrows, pages, and those of vi."""

from __future__ import annotations

from textual.binding import Binding, BindingType

SCROLL_BINDINGS: list[BindingType] = [
    Binding("down,j", "scroll_down", "Down a line", show=False, id="scroll.down"),
    Binding("up,k", "scroll_up", "Up a line", show=False, id="scroll.up"),
    Binding("pagedown,space,ctrl+f", "page_down", "Down a page", show=False, id="scroll.page_down"),
    Binding("pageup,ctrl+b", "page_up", "Up a page", show=False, id="scroll.page_up"),
    Binding("home,g", "scroll_home", "To the top", show=False, id="scroll.top"),
    Binding("end,G", "scroll_end", "To the end", show=False, id="scroll.end"),
]
