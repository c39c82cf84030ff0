"""The keys of the main screen: one table, from which the footer and the help are made."""

from __future__ import annotations

from textual.binding import Binding

_COLUMN = Binding.Group("column")
_CRITIC = Binding.Group("critic")
_TRAIL = Binding.Group("back, forward")


def _key(
    name: str,
    keys: str,
    action: str,
    label: str,
    does: str,
    *,
    show: bool = True,
    group: Binding.Group | None = None,
) -> Binding:
    return Binding(keys, action, label, id=name, tooltip=does, show=show, group=group)


COMPARE_KEYS = [
    _key("compare.search", "/", "search", "Search", "Search: letters may be missing or wrong"),
    _key("compare.a", "a", "activate('a')", "Column A", "Make column A the active one",
         group=_COLUMN),
    _key("compare.b", "b", "activate('b')", "Column B", "Make column B the active one",
         group=_COLUMN),
    _key("compare.left", "h", "activate('a')", "Column A", "Make column A the active one",
         show=False),
    _key("compare.right", "l", "activate('b')", "Column B", "Make column B the active one",
         show=False),
    _key("compare.swap", "x", "swap", "Swap", "Swap A and B"),
    _key("compare.differing", "d", "toggle_differing", "Differences",
         "Only the critics who part ways, or all"),
    _key("compare.previous", "[", "critic(-1)", "Previous critic", "Go to the critic before",
         group=_CRITIC),
    _key("compare.next", "]", "critic(1)", "Next critic", "Go to the next critic", group=_CRITIC),
    _key("compare.quotes", "enter", "quotes", "Quotes",
         "Read this critic's two quotes on a page of their own"),
    _key("compare.mute", "m", "mute", "Mute",
         "Mute this critic, or not: the panel's figures are those of the others", show=False),
    _key("compare.unmute", "M", "unmute", "Unmute all", "Let all critics be heard again",
         show=False),
    _key("compare.why", "w", "why", "Why", "Why: who, when and how the figures are counted"),
    _key("compare.back", "<", "back", "Back", "Back to the comparison before", group=_TRAIL),
    _key("compare.forward", ">", "forward", "Forward", "Forward again", group=_TRAIL),
    _key("compare.bookmark", "B", "bookmark", "Keep",
         "Keep this comparison: it stands first in the list", show=False),
    _key("compare.sort", "s", "sort", "Sort", "Sort the list otherwise", show=False),
    _key("compare.filters", "f", "filters", "Filters", "Choose what the list shows"),
    _key("compare.copy", "y", "copy", "Copy", "Copy the comparison as Markdown"),
    _key("compare.next_stop", "tab", "next_stop(1)", "Next stop",
         "On to the next: column A, column B, the list", show=False),
    _key("compare.previous_stop", "shift+tab", "next_stop(-1)", "Stop before",
         "Back to the one before", show=False),
    _key("compare.restore", "escape", "restore", "Back",
         "Leave the search, with the pair and the filters as they were", show=False),
    _key("compare.quit", "q", "app.quit", "Quit", "Quit", show=False),
]  # fmt: skip
