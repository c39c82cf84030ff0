"""The user's keys: checked against all that there are before the app begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.keys import Keys

from verdict_tui.screens.base import KEYPAD
from verdict_tui.screens.compare import CompareScreen
from verdict_tui.screens.critics import CriticsScreen
from verdict_tui.screens.digest import DigestScreen
from verdict_tui.screens.filters import FilterScreen
from verdict_tui.screens.help import HelpScreen
from verdict_tui.screens.history import HistoryScreen
from verdict_tui.screens.quotes import QuotesScreen
from verdict_tui.screens.rankings import RankingsScreen
from verdict_tui.screens.tool import ToolScreen
from verdict_tui.screens.why import WhyScreen
from verdict_tui.widgets.entrylist import EntryList
from verdict_tui.widgets.findfield import FindField
from verdict_tui.widgets.linkedpage import LinkedPage
from verdict_tui.widgets.pageview import PageView
from verdict_tui.widgets.picker import PickList, SearchField
from verdict_tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType

    from verdict_tui.config import Settings

_OWNERS = (
    CompareScreen, Sheet, PickList, SearchField, FilterScreen, HistoryScreen, QuotesScreen,
    HelpScreen, WhyScreen, PageView, RankingsScreen, EntryList, ToolScreen, LinkedPage,
    CriticsScreen, DigestScreen, FindField,
)  # fmt: skip

_TOGETHER = (
    {"app", "view", "vote", "compare", "list", "scroll"},
    {"app", "search"},
    {"app", "view", "filters", "list"},
    {"app", "view", "vote", "over", "entry", "rankings", "list"},
    {"app", "view", "vote", "over", "entry", "history", "list"},
    {"app", "view", "vote", "over", "entry", "critics", "list"},
    {"app", "view", "vote", "over", "entry", "digest", "list"},
    {"app", "find"},
    {"app", "view", "vote", "over", "tool", "link", "scroll"},
    {"app", "view", "quotes", "scroll"},
    {"app", "view", "help", "scroll"},
    {"app", "view", "why", "scroll"},
)
"""The first parts of the ids of bindings that work at the same time: each set is one place."""

_MODIFIERS = {"ctrl", "shift", "alt", "super", "hyper", "meta"}
_NAMED = frozenset(key.value for key in Keys) | KEYPAD


def bound(of_app: Iterable[BindingType]) -> dict[str, Binding]:
    """Return every binding that can be given other keys, by its id."""
    found: dict[str, Binding] = {}
    owned = [each for owner in _OWNERS for kind in owner.__mro__ for each in _own(kind)]
    for binding in (*of_app, *owned):
        if isinstance(binding, Binding) and binding.id:
            found.setdefault(binding.id, binding)
    return found


def _own(kind: type) -> Iterable[BindingType]:
    bindings: Iterable[BindingType] = vars(kind).get("BINDINGS", ())
    return bindings if kind.__module__.startswith("verdict_tui.") else ()


def read(settings: Settings, of_app: Iterable[BindingType]) -> dict[str, str]:
    """Return the user's keys by the ids of the bindings.

    Raises:
        WrongUseError: a key is none, or that of two actions in one place; the message names the
            line, and what would be right.
    """
    bindings = bound(of_app)
    ours = {
        action: set(map(_named, binding.key.split(","))) for action, binding in bindings.items()
    }
    keys = dict(ours)
    for action, said in settings.keymap:
        for key in said.split(","):
            if not _is_key(key):
                remedy = "keys are as 'v', 'ctrl+v', 'plus' or 'f2'"
                raise settings.fault(f"keymap.{action}", f"'{key}' is no key", remedy)
        keys[action] = set(map(_named, said.split(",")))
    for action, _ in settings.keymap:
        for other, taken in keys.items():
            shared = keys[action] & taken - (ours[action] & ours[other])  # `?` closes the help too
            if other != action and shared and _meet(action, other):
                does = bindings[other].description
                raise settings.fault(
                    f"keymap.{action}",
                    f"'{min(shared)}' is the key of '{other}' ({does}) too",
                    f"choose another, or give '{other}' another key",
                )
    return {action: ",".join(map(_named, said.split(","))) for action, said in settings.keymap}


def _meet(one: str, other: str) -> bool:
    """Say whether two actions work in one place."""
    groups = {one.partition(".")[0], other.partition(".")[0]}
    return any(groups <= place for place in _TOGETHER)


def _named(key: str) -> str:
    """Return a key by its name, as Textual does it: `slash` for `/`."""
    return next(iter(Binding.make_bindings([Binding(key, "nothing")]))).key


def _is_key(key: str) -> bool:
    if _named(key) in _NAMED | _CHARACTERS:
        return True
    *modifiers, base = key.split("+")
    is_base = len(base) == 1 or _named(base) in _NAMED | _CHARACTERS
    return bool(modifiers) and set(modifiers) <= _MODIFIERS and is_base


_CHARACTERS = frozenset(_named(chr(code)) for code in range(0x21, 0x7F) if chr(code) != ",")
