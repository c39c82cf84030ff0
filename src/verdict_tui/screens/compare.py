"""The main screen: two tools side by side, and the picker to choose them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.reactive import var

from verdict_tui import lens, paths
from verdict_tui.messages import (
    ColumnChosen,
    CriticChosen,
    SearchOpened,
    ToolHighlighted,
    ToolPicked,
)
from verdict_tui.render import words
from verdict_tui.screens.ballot import Ballot
from verdict_tui.screens.base import BaseScreen
from verdict_tui.screens.chooser import Chooser
from verdict_tui.screens.compare_keys import COMPARE_KEYS
from verdict_tui.screens.opened import Opened
from verdict_tui.widgets.bars import HintBar, TitleBar
from verdict_tui.widgets.heads import Heads
from verdict_tui.widgets.picker import Picker
from verdict_tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from verdict_tui.model import Choice, Column, Comparison
    from verdict_tui.session import Outcome, Pair, Session
    from verdict_tui.store.state import Value


class CompareScreen(BaseScreen):
    """Holds the open comparison, and asks the session to act on it."""

    AUTO_FOCUS = "Sheet"
    HORIZONTAL_BREAKPOINTS = [
        (0, "-one-column"),
        (80, "-two-columns"),
        (110, "-sidebar"),
        (150, "-wide"),
        (190, "-vast"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*COMPARE_KEYS]

    # Not `reactive`, which would draw the whole screen anew: the widgets they are bound to do.
    comparison: var[Comparison | None] = var(None)
    """What is shown; a preview too."""
    active: var[Column] = var("a")
    """The column that votes and picks act on."""
    only_differing: var[bool] = var(False)
    tools: var[int] = var(0)
    """How many there are."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        comparison = session.opening.comparison
        self.set_reactive(CompareScreen.comparison, comparison)
        self.set_reactive(CompareScreen.tools, session.catalogue.total)
        self._opened = Opened(self, session, self._show_comparison)
        self._critic_to_show = ""
        self._ballot = Ballot(self, self._show_outcome)

    def compose(self) -> ComposeResult:
        """Make the bars, the picker, the names and the page."""
        self.set_breakpoints()
        yield Heads(id="heads").data_bind(
            comparison=CompareScreen.comparison, active=CompareScreen.active
        )
        yield Sheet(id="sheet").data_bind(
            comparison=CompareScreen.comparison,
            only_differing=CompareScreen.only_differing,
            tools=CompareScreen.tools,
        )
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
        title.facts = self.session.facts(self._chooser.filtered)
        if self.comparison:
            self._list.pair = self.comparison.pair

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

    def show_votes(self, slug: str) -> None:
        """Show what others' votes changed for a tool."""
        self._show_facts()
        self._list.refresh_tools({slug})
        if slug in self._opened.wanted:
            self._read_again()

    # Choosing tools

    @on(SearchOpened)
    def action_search(self) -> None:
        """Open the search field."""
        self._picker.add_class("-searching")
        self.unsay()
        self._chooser.field.open()

    def action_enter_list(self) -> None:
        """Move from the field to the list."""
        self.set_focus(self._list)

    def action_move(self, by: int) -> None:
        """Move the highlight by rows."""
        self._list.move(by)

    def action_move_page(self, by: int) -> None:
        """Move the highlight by pages."""
        self._list.move_page(by)

    @on(ToolHighlighted)
    def preview_highlighted(self, message: ToolHighlighted) -> None:
        """Preview the highlighted tool in the active column."""
        self._preview(message.slug)

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
            self._sheet.show_critic(critic)

    def action_restore(self) -> None:
        """Show the pair that was kept last, and go back to reading."""
        self.unsay()
        self._chooser.restore()
        self._opened.restore()
        self._leave_picker()

    def _leave_picker(self) -> None:
        self._picker.remove_class("-searching")
        self._chooser.leave()
        self._highlight_active()
        self.set_focus(self._sheet)

    def _keep(self, pair: Pair) -> None:
        self._opened.open(pair)
        self._opened.keep()

    def _read_again(self) -> None:
        self._opened.open(self._opened.wanted)

    def _show_comparison(self, comparison: Comparison) -> None:
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
        if self._list.has_focus and self._opened.is_preview:
            self._opened.keep()  # who moves on to read a preview has chosen it
        self._picker.remove_class("-searching")
        self.set_focus(self._sheet)
        self.action_activate("a" if stop == "a" else "b")

    def action_toggle_differing(self) -> None:
        """Show only the rows in which critics part ways, or all."""
        self.only_differing = not self.only_differing

    def action_critic(self, by: int) -> None:
        """Go to the next critic, or the one before."""
        self._sheet.step_critic(by)

    @on(CriticChosen)
    def go_to_critic(self, message: CriticChosen) -> None:
        """Go to the clicked critic."""
        self._sheet.show_critic(message.critic)

    def action_mute(self) -> None:
        """Mute the current critic, or let them be heard again."""
        name = self._sheet.current_critic()
        if name:
            self._look_through(self.session.muted ^ {name})

    def action_unmute(self) -> None:
        """Let all critics be heard again."""
        self._look_through(frozenset())

    def _look_through(self, muted: frozenset[str]) -> None:
        """Show all panel figures without some critics, in one frame."""
        self.session.mute(muted)
        if self.comparison is not None:
            self.comparison = lens.compared(self.comparison, muted)
        self._chooser.show(keep=True)
        self._show_facts()
        self.say(words.muted_now(sorted(muted)))

    def action_quotes(self) -> None:
        """Open the current critic's two quotes."""
        name = self._sheet.current_critic()
        if self.comparison is not None and name:
            from verdict_tui.screens.quotes import QuotesScreen  # only when it is asked for

            self.app.push_screen(
                QuotesScreen(self.comparison, name),
                lambda name: self._sheet.show_critic(name) if name else None,
            )

    def action_why(self) -> None:
        """Open what stands behind the figures."""
        if self.comparison is not None:
            from verdict_tui.screens.why import WhyScreen  # only when it is asked for

            self.app.push_screen(WhyScreen(self.session, self.comparison))

    def action_copy(self) -> None:
        """Copy the comparison as Markdown."""
        if self.comparison is None:
            return
        from verdict_tui.render.markdown import comparison_page

        self.app.copy_to_clipboard(comparison_page(self.comparison, self.session.opening.note))
        names = (self.comparison.a.tool.name, self.comparison.b.tool.name)
        self.say(f"Copied as Markdown: {words.names(names)}.")

    # Voting

    def action_vote(self, choice: Choice) -> None:
        """Vote on the highlighted tool in the list, else on the active column's."""
        is_listed = self._picking or self.comparison is None
        slug = self._list.highlighted if is_listed else self._active_slug
        if slug:
            self._ballot.take(self.session.vote(slug, choice, self._opened.wanted), words.cast)
        else:
            self.say("There is no tool here to vote on.")

    def action_undo(self) -> None:
        """Take back my last vote."""
        self._ballot.take(self.session.undo(self._opened.wanted), partial(words.restored, "Undone"))

    def action_redo(self) -> None:
        """Cast again what was undone last."""
        self._ballot.take(self.session.redo(self._opened.wanted), partial(words.restored, "Redone"))

    @property
    def _picking(self) -> bool:
        return self._list.has_focus or self._chooser.field.has_focus

    def _show_outcome(self, outcome: Outcome) -> None:
        shown = self.comparison
        if outcome.comparison is not None and shown and shown.pair == outcome.comparison.pair:
            self.comparison = outcome.comparison
        elif shown and outcome.cast.tool in shown.pair:
            self._read_again()
        self._show_facts()
        self._list.refresh_tools({outcome.cast.tool})

    def action_history(self) -> None:
        """Open my votes; the tool chosen there is kept in the active column."""
        from verdict_tui.screens.history import HistoryScreen  # only when it is asked for

        def open_chosen(slug: str | None) -> None:
            if slug and self.session.catalogue.position(slug) is not None:
                self._pick(slug)

        self.app.push_screen(HistoryScreen(self.session, self._show_outcome), open_chosen)
