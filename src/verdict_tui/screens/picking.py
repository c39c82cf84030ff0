"""Two tools that are open side by side, and the picker to choose them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.events import Resize
from textual.reactive import var

from verdict_tui import paths
from verdict_tui.messages import (
    ColumnChosen,
    PairHighlighted,
    ReturnAsked,
    SearchOpened,
    ToolHighlighted,
    ToolPicked,
)
from verdict_tui.render import welcome, words
from verdict_tui.screens.chooser import Chooser
from verdict_tui.screens.opened import Opened
from verdict_tui.screens.voting import VotingScreen
from verdict_tui.store import state
from verdict_tui.widgets.bars import HintBar, TitleBar
from verdict_tui.widgets.fitted import FittedBar
from verdict_tui.widgets.heads import Heads
from verdict_tui.widgets.picker import Picker
from verdict_tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from textual.app import ComposeResult

    from verdict_tui.model import Column, Comparison
    from verdict_tui.render.page import Line
    from verdict_tui.session import Outcome, Pair, Session
    from verdict_tui.store.state import Value


class PickingScreen(VotingScreen):
    """Holds what is open, and lets the picker change it."""

    AUTO_FOCUS = "Sheet"
    HORIZONTAL_BREAKPOINTS = [
        (0, "-one-column"),
        (80, "-two-columns"),
        (110, "-sidebar"),
        (150, "-wide"),
        (190, "-vast"),
    ]

    # Not `reactive`, which would draw the whole screen anew: the widgets they are bound to do.
    comparison: var[Comparison | None] = var(None)
    """What is shown; a preview too."""
    active: var[Column] = var("a")
    """The column that votes and picks act on."""
    only_differing: var[bool] = var(False)
    tools: var[int] = var(0)
    """How many there are."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        comparison = session.opening.comparison
        self.set_reactive(PickingScreen.comparison, comparison)
        self.set_reactive(PickingScreen.tools, session.catalogue.total)
        self._opened = Opened(self, session, self._show_comparison)
        self._critic_to_show = ""

    def compose(self) -> ComposeResult:
        """Make the bars, the picker, the names and the page."""
        self.set_breakpoints()
        yield Heads(id="heads").data_bind(
            comparison=PickingScreen.comparison, active=PickingScreen.active
        )
        yield Sheet(id="sheet").data_bind(
            comparison=PickingScreen.comparison,
            only_differing=PickingScreen.only_differing,
            tools=PickingScreen.tools,
        )
        yield FittedBar(id="welcome")
        yield Picker(id="picker")
        yield TitleBar(id="title")
        yield HintBar(self.hints)

    def on_mount(self) -> None:
        """Fill the list, and follow the typing in the frame of the key."""
        super().on_mount()
        self._sheet, self._picker = self.query_one(Sheet), self.query_one(Picker)
        self._sheet.command = paths.command(self.session.path)
        self._chooser = Chooser(self, self.session, self._preview)
        self._list = self._chooser.list
        self.watch(self._chooser.field, "value", self.show_matches, init=False)
        show_figures = partial(setattr, self.query_one(Heads), "figures_shown")
        self.watch(self._sheet, "past_figures", show_figures, init=False)
        self._chooser.show()
        self._highlight_active()
        self._is_at_start = True
        self._show_facts()
        if self.session.opening.is_first:
            self.call_after_refresh(self._welcome)

    def _welcome(self) -> None:
        """Show whoever is new how to begin: once."""
        self.session.keep(state.WELCOMED, value=True)
        if self.has_class("-short"):
            self.say(welcome.briefly(self.key_of), for_long=True)
        else:
            self._show_welcome(partial(welcome.lines, self.key_of))

    def _show_welcome(self, lay_out: Callable[[int], list[Line]] | None) -> None:
        self.query_one("#welcome", FittedBar).lay_out = lay_out
        self.set_class(lay_out is not None, "-welcoming")

    # What is shown

    def watch_comparison(self) -> None:
        """Bring the title and the marks of the list into line."""
        self._show_facts()

    def _show_facts(self) -> None:
        if not self.is_mounted:
            return
        title = self.query_one(TitleBar)
        title.question = "Which one should you ship with?"
        title.called = self.session.opening.title
        pair = self.comparison.pair if self.comparison else ("", "")
        mark = (f"{words.KEPT} kept",) if self.session.is_kept(pair) else ()
        title.filters = self._chooser.filters if self._picker_lies_over else ""
        title.facts = (*mark, *self.session.facts(self._chooser.filtered, title.filters))
        if self.comparison:
            self._list.pair = self.comparison.pair

    @on(Resize)
    def show_facts_anew(self) -> None:
        """Tell the filters in the title when the picker no longer stands beside the page."""
        self.call_after_refresh(self._show_facts)

    def show_matches(self) -> None:
        """List the tools that match what is typed, best first."""
        self._chooser.show()
        if not self._chooser.is_searching:
            self._preview(None)
            self._highlight_active()
            self._show_facts()

    @property
    def _active_slug(self) -> str:
        return self._opened.wanted[self.active == "b"]

    def _highlight_active(self) -> None:
        self._chooser.highlight(self._active_slug)

    @property
    def list_state(self) -> Value:
        """Filters, order and place of the list, to be remembered."""
        return self._chooser.state

    def show_list_anew(self) -> None:
        """Show another list of tools, and what it means for the open comparison."""
        self.tools = self.session.catalogue.total
        self._chooser.show(keep=self._picking)
        if not self._picking:
            self._highlight_active()
        if self._is_at_start:  # the whole list has come behind the first paint
            self._is_at_start = False
            self._chooser.highlight(self.session.opening.at)
        self._show_facts()
        if self.comparison is None and len(self.session.catalogue) > 1:
            a, b = self.session.catalogue.slugs[:2]
            self._keep((a, b))
        self._read_again()

    def show_votes(self, slugs: Collection[str]) -> None:
        """Show what votes that were cast elsewhere changed for some tools."""
        self._show_facts()
        self._list.refresh_tools(slugs)
        if any(slug in slugs for slug in self._opened.wanted):
            self._read_again()

    # Choosing tools

    @on(SearchOpened)
    def action_search(self) -> None:
        """Open the search field."""
        self._show_picker(shown=True)
        self.unsay()
        self._chooser.field.open()

    def _show_picker(self, *, shown: bool) -> None:
        """Open or close the picker where it lies over the page.

        Beside the page it always stands; to look all its styles up anew would cost a key's time.
        """
        self._picker.set_class(shown, "-searching", update=self._picker_lies_over)

    @property
    def _picker_lies_over(self) -> bool:
        return self.has_class("-one-column") or self.has_class("-two-columns")

    def action_enter_list(self) -> None:
        """Move from the field to the list."""
        self.set_focus(self._list)

    def action_move(self, by: int) -> None:
        """Move the highlight by rows."""
        self._list.move(by)

    def action_move_page(self, by: int) -> None:
        """Move the highlight by pages."""
        self._list.move_page(by)

    def action_move_end(self, by: int) -> None:
        """Move the highlight to the first or the last row."""
        self._list.action_move_end(by)

    @on(ToolHighlighted)
    def preview_highlighted(self, message: ToolHighlighted) -> None:
        """Preview the highlighted tool in the active column."""
        self._preview(message.slug)

    @on(PairHighlighted)
    def preview_pair(self, message: PairHighlighted) -> None:
        """Preview the highlighted comparison."""
        self._opened.open(message.pair)

    def _preview(self, slug: str | None) -> None:
        self._opened.preview(slug, self.active)

    @on(ToolPicked)
    def keep_picked(self, message: ToolPicked) -> None:
        """Keep the clicked tool in the active column, and go back to reading."""
        self._pick(message.slug)

    async def action_keep_highlighted(self) -> None:
        """Keep the highlighted tool in the active column, and go back to reading."""
        if not await self._chooser.settled():
            self.say("Still searching…")
            return
        if self._list.highlighted_pair is not None:
            self.open_kept(self._list.highlighted_pair)
            return
        slug = self._list.highlighted
        is_meant = self._chooser.is_searching or slug in self._opened.wanted or self._list.has_focus
        if slug is not None and is_meant:
            self._pick(slug)
        elif not self._chooser.is_searching:
            self._leave_picker()  # only filters were typed
        else:
            nearest = " The arrow keys go to the nearest." if self._list.count else ""
            self.say(f"Nothing matches.{nearest}")

    def _pick(self, slug: str) -> None:
        critic = self._chooser.critic
        self._preview(slug)
        self._opened.keep()
        self._leave_picker()
        self._critic_to_show = critic
        self._show_critic_found()

    def _show_critic_found(self) -> None:
        """Go to the critic whose quote was found, as soon as the comparison is there."""
        critic = self._critic_to_show
        if critic and self.comparison and self.comparison.pair == self._opened.wanted:
            self._critic_to_show = ""
            agree = {row.critic for row in self.comparison.rows if not row.differs}
            if self.only_differing and critic in agree:
                self.only_differing = False
                self.say(f"All critics are shown again: {critic} does not part ways here.")
            self._sheet.show_critic(critic)

    def action_restore(self) -> None:
        """Show the pair that was kept last, and go back to reading; from there, to where one was.

        That is the view from which the comparison was opened, if it was from one.
        """
        self.unsay()
        if self.has_class("-welcoming"):
            self._show_welcome(None)
        if self._sheet.has_focus and not self._opened.is_preview:
            self.post_message(ReturnAsked())
        self._chooser.restore()
        self._opened.restore()
        self._leave_picker()

    def _leave_picker(self) -> None:
        self._show_picker(shown=False)
        self._chooser.leave()
        self._highlight_active()
        self.set_focus(self._sheet)

    def open_kept(self, pair: Pair) -> None:
        """Open a comparison, and go to it."""
        self._keep(pair)
        self._leave_picker()

    def put(self, slug: str, column: Column) -> None:
        """Open a tool in a column."""
        self.active = column
        self._opened.settle()
        self._pick(slug)

    def _keep(self, pair: Pair) -> None:
        self._opened.open(pair)
        self._opened.keep()

    def _read_again(self) -> None:
        self._opened.open(self._opened.wanted)

    def _show_comparison(self, comparison: Comparison | None) -> None:
        self.comparison = comparison
        self._show_critic_found()

    def action_back(self) -> None:
        """Open the comparison before this one."""
        if not self._opened.walk(-1):
            self.say("This is the first comparison of this session.")

    def action_forward(self) -> None:
        """Open the comparison after this one."""
        if not self._opened.walk(1):
            self.say("This is the last comparison of this session.")

    def action_swap(self) -> None:
        """Swap A and B."""
        a, b = self._opened.wanted
        self._keep((b, a))

    # What is listed

    def action_sort(self) -> None:
        """Sort the list by what comes next."""
        self.say(f"Sorted {self._chooser.next_sort()}.")

    def action_filters(self) -> None:
        """Open the filters as a menu."""
        self._chooser.open_menu()

    # Moving about

    def action_activate(self, column: Column) -> None:
        """Make a column the active one."""
        self.active = column
        self._opened.settle()
        if not self._chooser.is_searching:
            self._highlight_active()

    @on(ColumnChosen)
    def activate_clicked(self, message: ColumnChosen) -> None:
        """Make the clicked column the active one."""
        self.action_activate(message.column)

    def action_next_stop(self, by: int) -> None:
        """Move the focus on: column A, column B, the list."""
        stops = ["a", "b", "list"] if self._list.is_on_screen else ["a", "b"]
        here = "list" if self._list.has_focus else self.active
        stop = stops[(stops.index(here) + by) % len(stops)]
        if stop == "list":
            self.set_focus(self._list)
            return
        if self._list.has_focus:  # who moves on to read has chosen
            self._chooser.accept()
            if self._opened.is_preview:
                self._opened.keep()
        self._show_picker(shown=False)
        self.set_focus(self._sheet)
        self.action_activate("a" if stop == "a" else "b")

    # Voting

    @property
    def voted_slug(self) -> str:
        """The slug of the highlighted tool while one picks, else of the active column's."""
        is_listed = self._picking or self.comparison is None
        return (self._list.highlighted if is_listed else None) or self._active_slug

    @property
    def open_pair(self) -> Pair:
        """The comparison that is shown."""
        return self._opened.wanted

    @property
    def _picking(self) -> bool:
        return self._list.has_focus or self._chooser.field.has_focus

    def show_outcome(self, outcome: Outcome) -> None:
        """Show a vote in the columns and in the list."""
        shown = self.comparison
        if outcome.comparison is not None and shown and shown.pair == outcome.comparison.pair:
            self.comparison = outcome.comparison
            self._show_facts()
            self._list.refresh_tools({outcome.cast.tool})
        else:
            self.show_votes({outcome.cast.tool})
