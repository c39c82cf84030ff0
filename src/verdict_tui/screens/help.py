"""The keys of the screen below, as they are bound now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from verdict_tui.render import keys
from verdict_tui.screens.base import KEYPAD
from verdict_tui.screens.paged import PagedScreen
from verdict_tui.search import filters
from verdict_tui.text import clean_path
from verdict_tui.widgets.bars import TitleBar
from verdict_tui.widgets.pageview import PageView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.binding import ActiveBinding, BindingType

    from verdict_tui.render.page import Page

SECTIONS = {
    "vote": "Vote",
    "compare": "Compare",
    "quotes": "Read",
    "search": "In the search field",
    "tool": "This tool",
    "link": "On this page",
    "entry": "In this list",
    "over": "In this view",
    "find": "In the field that finds",
    "critics": "The panel",
    "digest": "The digest",
    "list": "In a list",
    "filters": "Filters",
    "view": "Views",
    "why": "Why",
    "scroll": "Scroll",
    "app": "Everywhere",
}
"""The heading for each first part of a binding's id, in the order of the page."""

WORDS = (
    "Panel: the critics who ship a tool, of those who reviewed it. Community: the voters who ship"
    " it, of those whose vote counts; fewer than five are marked as few. Entry: what it costs to"
    " start, and when that was true.",
    "A star, panel*, says that critics are muted (m): the panel's figures are those of the others.",
    "✓ ship and ✗ skip are verdicts, of A and then of B beside a critic's name; · is no review, and"
    " –– a critic who is muted. ≠ marks a critic who parts ways between the two tools. The active"
    " column, marked ▸, is the one that votes and picks act on.",
)


_OF_VIEWS = {"rankings.close", "critics.close", "digest.close", "history.close"}
"""The keys that open a view and close it too: they are told with the other ways back."""

TYPED = "To type in the search field"


class HelpScreen(PagedScreen):
    """Lists the keys, first those that matter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "close", "Back", id="help.close"),
    ]

    def __init__(
        self, bindings: Mapping[str, list[keys.Key]], note: str, path: str, version: str
    ) -> None:
        super().__init__()
        self._sections = bindings
        notes = (note, f"Database: {clean_path(path)}", f"verdict-tui {version}")
        self._notes = tuple(filter(None, notes))

    def on_mount(self) -> None:
        """Show the page."""
        super().on_mount()
        self.query_one(TitleBar).question = "Help"
        self.query_one(PageView).layout_page = self._lay_out

    def _lay_out(self, width: int) -> Page:
        return keys.lay_out(self._sections, WORDS, self._notes, min(width, 90))


def sections(bindings: Iterable[ActiveBinding]) -> dict[str, list[keys.Key]]:
    """Group bindings for the page; the keys of one action share a line."""
    found: dict[str, dict[str, list[str]]] = {title: {} for title in SECTIONS.values()}
    ids: set[str] = set()
    for active in bindings:
        binding = active.binding
        ids.add(binding.id or "")
        title = SECTIONS.get((binding.id or "").split(".")[0])
        if binding.id in _OF_VIEWS:
            title = SECTIONS["over"]
        if title and binding.description and binding.key not in KEYPAD:
            display = active.node.app.get_key_display(binding)
            does = binding.tooltip or binding.description
            found[title].setdefault(does, []).append(display)
    if found[SECTIONS["search"]] or any(key.startswith("compare.") for key in ids):
        found[TYPED] = _typed()
    return {
        title: [keys.Key(" ".join(dict.fromkeys(shown)), does) for does, shown in actions.items()]
        for title, actions in found.items()
        if actions
    }


def _typed() -> dict[str, list[str]]:
    """Return what can be typed, as if they were keys."""
    typed = {f"{kind.asks}: {kind.usage}": [f"{kind.key}:"] for kind in filters.KINDS}
    return {**typed, "Search what the critics wrote": ['"words']}
