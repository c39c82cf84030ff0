"""The app: one session, its screens, and its manners in a terminal."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.console import Console
from textual import on
from textual.app import SystemCommand
from textual.binding import Binding

from verdict_tui import __version__, themes
from verdict_tui.errors import NotSavedError, VerdictError
from verdict_tui.faults import Faults, cause, is_of_the_gone
from verdict_tui.messages import (
    ColumnAsked,
    LensChanged,
    PairAsked,
    ReturnAsked,
    ToolAsked,
    Voted,
)
from verdict_tui.paths import resource
from verdict_tui.screens.base import BaseScreen
from verdict_tui.screens.compare import CompareScreen
from verdict_tui.screens.voting import VotingScreen
from verdict_tui.session import Session
from verdict_tui.store import state
from verdict_tui.terminal import KEYS, AsciiFilter
from verdict_tui.text import clean_path
from verdict_tui.theming import ThemedApp
from verdict_tui.views import Views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path, PurePath

    from rich.console import RenderableType
    from textual.binding import BindingType
    from textual.command import Provider
    from textual.filter import LineFilter
    from textual.screen import Screen

    from verdict_tui.config import Settings
    from verdict_tui.store.opening import Opening

_TURN = 0.001
"""How long another thread may keep the one that draws waiting, in seconds."""
_COLLECTION = (50_000, 20, 1000)
"""When garbage is collected at the latest; seldom all, which takes longer than a frame."""
_TIDY_SECONDS = 0.2
"""How often young garbage is collected in a turn of its own, not within that of a key."""

FOLLOW_SECONDS = 0.5
"""How often the file is asked whether another program has changed it."""


def _command_provider() -> type[Provider]:
    from verdict_tui.commands import CommandProvider

    return CommandProvider


def _tool_provider() -> type[Provider]:
    from verdict_tui.commands import ToolProvider

    return ToolProvider


class VerdictApp(ThemedApp):
    """verdict-tui in a terminal."""

    TITLE = "verdict"
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        resource("styles") / f"{name}.tcss" for name in ("app", "compare", "page", "list")
    ]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {
        _command_provider,
        _tool_provider,
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help", id="app.help"),
        Binding("colon,ctrl+p", "command_palette", "Commands", show=False, id="app.commands"),
        Binding("R", "view('rankings')", "Rankings", show=False, id="view.rankings",
                tooltip="Rankings: by panel, by community, where they part"),
        Binding("P", "view('critics')", "Critics", show=False, id="view.critics",
                tooltip="The panel: who the critics are, and their records"),
        Binding("D", "view('digest')", "Digest", show=False, id="view.digest",
                tooltip="What is new, week by week"),
        Binding("H", "view('history')", "History", show=False, id="view.history",
                tooltip="Your votes, newest first"),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False, id="app.suspend",
                priority=True),  # in the command palette too, which hides the keys of the app
        Binding("ctrl+q", "quit", "Quit", show=False, id="app.quit", priority=True),
    ]  # fmt: skip

    unsaved: Sequence[str] = ()
    """What could not be saved before the end."""
    _is_ascii = False
    _is_following = False
    """Whether a look at what other programs changed is under way."""

    def __init__(
        self,
        session: Session,
        settings: Settings | None = None,
        view: str = "",
        colours: str | None = None,
    ) -> None:
        """Make the app.

        Args:
            session: the open database.
            settings: the user's, if there are any.
            view: what to open over the comparison; `tool` is its first tool.
            colours: how many the terminal can show, as Rich names it; None for any.

        Raises:
            WrongUseError: a theme or a key of the settings makes no sense.
        """
        is_colourless = bool(os.environ.get("NO_COLOR"))  # Textual takes it out
        super().__init__(colours)
        self.session = session
        self.views = Views(self, session)
        self._faults = Faults(self, self.say)
        self._first_view = view
        remembered = session.opening.theme
        if settings is not None:
            remembered = self._set_up(settings) or remembered
        if is_colourless:
            self.set_class(True, "-colourless", update=False)
            remembered = themes.COLOURLESS
        self.begin_with(remembered if remembered in self.available_themes else themes.DARK.name)

    def _set_up(self, settings: Settings) -> str:
        """Take the user's keys and theme; return the theme, or nothing."""
        self._is_ascii = settings.ascii
        if settings.keymap:
            from verdict_tui import keymap  # every screen, only to look at its keys

            self.set_keymap(keymap.read(settings, VerdictApp.BINDINGS))
        if settings.theme and settings.theme not in self.available_themes:
            from difflib import get_close_matches  # only for mistakes

            near = get_close_matches(settings.theme, self.available_themes, 1)
            known = ", ".join(sorted(self.available_themes))
            remedy = f"did you mean '{near[0]}'?" if near else f"there are {known}"
            raise settings.fault("theme", f"there is no theme '{settings.theme}'", remedy)
        return settings.theme

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let what is drawn be ASCII where that is asked for."""
        filters = super().get_line_filters()
        return [*filters, AsciiFilter()] if self._is_ascii else filters

    def get_key_display(self, binding: Binding) -> str:
        """Return what a key is called; in ASCII by its name."""
        shown = super().get_key_display(binding)
        return KEYS.get(shown, shown) if self._is_ascii else shown

    def get_default_screen(self) -> Screen[str]:
        """Open on the comparison."""
        return CompareScreen(self.session)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer what belongs to the program as a whole; the actions have their own provider."""
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)
        yield SystemCommand("Help", "The keys that work here", self.action_help)
        yield SystemCommand("Screenshot", "Save a picture of the screen here", self._save_picture)
        yield SystemCommand("Quit", "Leave; votes are saved already", self.action_quit)

    def _save_picture(self) -> None:
        try:
            path = self.save_screenshot(path=".")
        except OSError as error:
            said = clean_path(f"no picture was saved: {error}")
            self.notify(said, severity="error", markup=False)
        else:
            self.notify(clean_path(f"Saved the picture {path}"), markup=False)

    def on_mount(self) -> None:
        """Mind the signals, and load behind the first paint what it did not show."""
        self._mind_signals()
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        if self._first_view:
            self.action_view(self._first_view)
        self.call_after_refresh(self._begin)

    def _mind_signals(self) -> None:
        """Leave the terminal as it was when told to end; votes that were asked for go in."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, partial(self.exit, return_code=128 + number))
        # asyncio's own answer cancels the app's task, and a busy app may not hear of it.
        loop.add_signal_handler(signal.SIGINT, self.exit)

    def _begin(self) -> None:
        sys.setswitchinterval(_TURN)
        self.run_worker(self._load(), group="load")
        self.set_interval(FOLLOW_SECONDS, self._follow)

    async def _load(self) -> None:
        try:
            await self.session.load()
        except VerdictError as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return
        self._show_list_anew()
        gc.set_threshold(*_COLLECTION)
        gc.enable()
        gc.freeze()  # what is loaded now stays: no collection has to walk it
        self.set_interval(_TIDY_SECONDS, partial(gc.collect, 0))
        await self.views.prepare()

    def _follow(self) -> None:
        if not self._is_following:
            self._is_following = True
            self.run_worker(self._take_news(), group="follow")

    async def _take_news(self) -> None:
        try:
            voted_on = await self.session.news()
        except VerdictError:
            return  # the next look may succeed, and a vote would say what is wrong
        finally:
            self._is_following = False
        if voted_on is None:
            self._show_list_anew()
        elif voted_on:
            for screen in self.views.all:
                screen.show_votes(set(voted_on))

    def _show_list_anew(self) -> None:
        for screen in self.views.all:
            screen.show_list_anew()

    # The views over the comparison

    @property
    def is_reading(self) -> bool:
        """Whether the view on top is still being read."""
        return isinstance(self.screen, VotingScreen) and self.screen.is_reading

    @property
    def _compare_screen(self) -> CompareScreen | None:
        """The main screen; None before it is there."""
        bottom = self.screen_stack[0] if self.screen_stack else None
        return bottom if isinstance(bottom, CompareScreen) else None

    def action_view(self, name: str) -> None:
        """Open a view over what is open, or come back to it."""
        comparison = self.session.opening.comparison
        if name != "tool":
            self.views.open(name)
        elif comparison is not None:
            self.views.open_tool(comparison.a.tool.slug)

    @on(ToolAsked)
    def open_tool(self, message: ToolAsked) -> None:
        """Show everything about a tool."""
        self.views.open_tool(message.slug)

    @on(PairAsked)
    def open_pair(self, message: PairAsked) -> None:
        """Open a comparison; Esc goes back to the view it was asked for in."""
        self._compare(lambda screen: screen.open_kept(message.pair))

    @on(ColumnAsked)
    def put_into_column(self, message: ColumnAsked) -> None:
        """Put a tool into a column of the comparison."""
        self._compare(lambda screen: screen.put(message.slug, message.column))

    def _compare(self, do: Callable[[CompareScreen], None]) -> None:
        self.views.set_aside()
        if self._compare_screen is not None:
            do(self._compare_screen)
            if self.views.are_aside:
                self._compare_screen.say("Esc goes back to where you were.")

    @on(ReturnAsked)
    def go_back(self) -> None:
        """Show the views again that the comparison was opened from."""
        self.views.go_back()

    @on(LensChanged)
    def show_lens(self, message: LensChanged) -> None:
        """Show the panel's figures as they are now on all the other screens too."""
        for screen in self.views.all:
            if screen is not message.screen:
                screen.unsay()  # it may have said who was muted before
                screen.show_lens()

    @on(Voted)
    def show_vote(self, message: Voted) -> None:
        """Show a vote on all the other screens too."""
        for screen in self.views.all:
            if screen is not message.screen:
                screen.show_outcome(message.outcome)

    def keep_theme(self, name: str) -> None:
        """Begin the next run in a theme."""
        self.session.keep(state.THEME, name)

    def action_help_quit(self) -> None:
        """Say how to leave, to whoever presses what ends other programs."""
        screen = self.screen
        if isinstance(screen, BaseScreen):
            usable = {each.binding.id for each in screen.usable_bindings()}
            leaves = "compare.quit" if "compare.quit" in usable else "app.quit"
            screen.say(f"{screen.key_of(leaves)} quits; your votes are saved.")
        else:
            super().action_help_quit()

    def action_help(self) -> None:
        """Show the keys that work where the focus is."""
        screen = self.screen
        if not isinstance(screen, BaseScreen):
            return
        from verdict_tui.screens.help import HelpScreen, sections

        opening, path = self.session.opening, str(self.session.path)
        shown = sections(screen.usable_bindings())
        screen.open_over(HelpScreen(shown, opening.note, path, __version__))

    def say(self, notice: str) -> None:
        """Say something on the screen that is open."""
        screen = self.screen
        if isinstance(screen, BaseScreen) and screen.is_mounted:
            screen.say(notice)
        else:
            self.notify(notice, severity="error", markup=False)

    @property
    def is_strict(self) -> bool:
        """Whether the first fault ends the app, so that tests fail: it does without a terminal."""
        return self.is_headless

    def _handle_exception(self, error: Exception) -> None:
        """Survive an error nobody expected; see `faults`. Textual's own ends the app."""
        if is_of_the_gone(error):
            return
        if self.is_strict or not self._faults.survives(error):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End after an error nobody expected, with a sentence; the details go to a file.

        This is Textual's own hook, and has no public name. It prints a long traceback.
        """
        error = self._exception
        if self.is_headless or error is None:
            super()._fatal_error()
            return
        from rich.text import Text

        from verdict_tui import crash

        self.panic(Text(f"verdict: {crash.told(cause(error))}"))

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """End the app, however that was asked for; the place in the list is remembered."""
        if self._compare_screen is not None:
            self.session.keep(state.LIST, self._compare_screen.list_state)
        super().exit(result, return_code, message)

    def on_unmount(self) -> None:
        """Let votes that were asked for go in, and close the file."""
        self.unsaved = self.session.close()


def run_app(path: Path, opening: Opening, settings: Settings, view: str = "") -> int:
    """Run the app on a database until it is quit, and return its exit code.

    Args:
        path: the database.
        opening: what was read of it for the first screen.
        settings: the user's.
        view: what to open over the comparison; `tool` is its first tool.

    Raises:
        WrongUseError: a theme or a key of the settings makes no sense.
        NotSavedError: a vote still waited for another program's lock; it was given up.
    """
    colours = Console(force_terminal=True).color_system
    app = VerdictApp(Session(path, opening), settings, view, colours)
    app.run(mouse=settings.mouse)
    if app.unsaved:
        why = "another program held the file"
        raise NotSavedError(f"not saved: {', '.join(app.unsaved)}", why, "cast it again")
    return app.return_code or 0
