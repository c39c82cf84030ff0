"""What every screen of ours has: the tones, the key hints, a way to say what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, get_args

from textual import on
from textual.keys import Keys, format_key
from textual.reactive import Reactive
from textual.screen import Screen

from verdict_tui.actions import ACTIONS
from verdict_tui.messages import HintPressed
from verdict_tui.render import words
from verdict_tui.render.page import Tone
from verdict_tui.widgets.bars import Hint, HintBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import ActiveBinding
    from textual.timer import Timer
    from textual.widget import Widget

    from verdict_tui.errors import VerdictError

NOTICE_SECONDS = 4.0
KEYPAD = frozenset({"add", "subtract"})
"""Second names of keys, bound but not shown: those of the keypad."""

_TYPELESS = frozenset(key.value for key in Keys)


class BaseScreen(Screen[str]):
    """A screen with tones and a bar of key hints; the result is where it was left."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"tone--{tone}" for tone in get_args(Tone)}

    # As Textual has it, but without drawing the whole screen anew: who has the focus draws it.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    FIRST_HINTS: ClassVar[Sequence[str]] = ()
    """The ids of the bindings whose hints come first here, before those of all others."""

    _notice_timer: Timer | None = None

    def set_breakpoints(self) -> None:
        """Set the classes for the size before the first layout, so that there is no second."""
        size = self.app.size
        for extent, breakpoints in (
            (size.width, self.HORIZONTAL_BREAKPOINTS),
            (size.height, self.VERTICAL_BREAKPOINTS),
        ):
            reached = [name for start, name in sorted(breakpoints or ()) if extent >= start]
            self.add_class(*reached[-1:], update=False)

    def on_mount(self) -> None:
        """Keep the hints true."""
        self.bindings_updated_signal.subscribe(self, lambda _: self.show_hints())

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Move the focus; where nothing would have it, what the screen opens with takes it.

        Textual takes it away from what is hidden, and from everything while the terminal has it
        not.
        """
        if widget is None and self.app.app_focus and self.AUTO_FOCUS:
            homes = (each for each in self.query(self.AUTO_FOCUS) if each.focusable)
            widget = next(homes, None)
        super().set_focus(widget, scroll_visible, from_app_focus)

    def show_hints(self) -> None:
        """Show the keys that work where the focus is now."""
        self.query_one(HintBar).refresh()

    def key_of(self, name: str) -> str:
        """Return what the first key of an action is called, by the id of its binding."""
        bound = (active.binding for active in self.active_bindings.values())
        return next((self.app.get_key_display(each) for each in bound if each.id == name), "")

    def hints(self) -> tuple[Hint, ...]:
        """Return a hint for each action shown; those of a group share one."""
        hints: dict[str, Hint] = {}
        seen: set[str] = set()
        for active in sorted(self.usable_bindings(), key=self._place_of_hint):
            binding = active.binding
            is_shown = binding.show or binding.id in self.FIRST_HINTS
            if not is_shown or binding.action in seen or binding.key in KEYPAD:
                continue
            seen.add(binding.action)
            label = (binding.group.description if binding.group else binding.description).lower()
            keys = self.app.get_key_display(binding)
            if label in hints:
                keys = f"{hints[label].keys} {keys}"
            hints[label] = Hint(keys, label, binding.action)
        return tuple(hints.values())

    def _place_of_hint(self, active: ActiveBinding) -> tuple[int, int, int]:
        first = active.binding.id in self.FIRST_HINTS
        place = self.FIRST_HINTS.index(active.binding.id or "") if first else len(self.FIRST_HINTS)
        return (place, *_place(active))

    def usable_bindings(self) -> list[ActiveBinding]:
        """Return the bindings that work here, without the keys that the focus would type."""
        focused = self.focused
        return [
            active
            for active in self.active_bindings.values()
            if active.enabled
            and not (
                focused is not None
                and focused.check_consume_key(active.binding.key, _character(active.binding.key))
            )
        ]

    def say(self, notice: str, *, for_long: bool = False) -> None:
        """Show in place of the hints what was just done: for a moment, or till it is unsaid."""
        if self._notice_timer is not None:
            self._notice_timer.stop()
        self._notice_timer = None if for_long else self.set_timer(NOTICE_SECONDS, self.unsay)
        self.query_one(HintBar).notice = notice

    def unsay(self) -> None:
        """Show the hints again."""
        self.query_one(HintBar).notice = ""

    def warn(self, notice: str) -> None:
        """Show what the user should know beside what was asked for, until it has been read."""
        self.notify(words.sentence(notice), severity="warning", timeout=30, markup=False)

    def complain(self, error: VerdictError) -> None:
        """Show what went wrong until it has been read."""
        self.notify(str(error), severity="error", timeout=10, markup=False)

    @on(HintPressed)
    async def press_hint(self, message: HintPressed) -> None:
        """Do what a clicked hint says."""
        for active in self.usable_bindings():
            if active.binding.action == message.action:
                await self.app.run_action(message.action, active.node)
                return


def _place(active: ActiveBinding) -> tuple[int, int]:
    """Return where a hint belongs: what has the focus first, then as the actions are listed.

    Textual itself puts the keys of the user's settings last of all.
    """
    action = active.binding.id or ""
    return _GROUPS.get(action.partition(".")[0], 0), _PLACES.get(action, 0)


_GROUPS = {"compare": 1, "vote": 1, "view": 1, "app": 2}
_PLACES = {action: place for place, action in enumerate(ACTIONS)}


def _character(key: str) -> str | None:
    """Return the character that a key types; None for keys that type none, as enter."""
    shown = format_key(key)
    return shown if len(shown) == 1 and "+" not in key and key not in _TYPELESS else None
