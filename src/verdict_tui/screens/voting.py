"""Screens on which one votes: on the tool that is highlighted there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding

from verdict_tui.errors import VerdictError
from verdict_tui.faults import is_gone
from verdict_tui.messages import LensChanged, ToolAsked, Voted
from verdict_tui.render import words
from verdict_tui.screens.ballot import Ballot
from verdict_tui.screens.base import BaseScreen
from verdict_tui.widgets.bars import TitleBar

if TYPE_CHECKING:
    from collections.abc import Collection

    from textual.binding import BindingType

    from verdict_tui.model import Choice
    from verdict_tui.session import Outcome, Pair, Session

NO_TOOL = "There is no tool here."


class VotingScreen(BaseScreen):
    """Casts votes, and shows at once what votes have changed, its own and those of others."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus,equals_sign,add", "vote('ship')", "Ship", id="vote.ship",
                tooltip="Vote ship: on the active column's tool, in a list on the highlighted one"),
        Binding("minus,subtract", "vote('skip')", "Skip", id="vote.skip",
                tooltip="Vote skip on it"),
        Binding("0", "vote('none')", "Retract", id="vote.retract",
                tooltip="Take your vote on it out of the count"),
        Binding("u", "undo", "Undo", id="vote.undo", tooltip="Undo your last vote"),
        Binding("U", "redo", "Redo", id="vote.redo", tooltip="Redo what was undone last",
                show=False),
        Binding("t", "tool", "Tool", id="view.tool", show=False,
                tooltip="Everything about the tool that you would vote on"),
        Binding("o", "copy_link", "Copy link", id="view.link", show=False,
                tooltip="Copy the link of that tool"),
    ]  # fmt: skip

    is_reading = False
    """Whether what it is to show is not there yet."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._ballot = Ballot(self, self._show_and_tell)

    @property
    def voted_slug(self) -> str:
        """The slug of the tool that a vote would be on; empty when there is none."""
        raise NotImplementedError

    @property
    def open_pair(self) -> Pair:
        """The comparison that is shown, to be read again after a vote."""
        return "", ""

    def show_votes(self, slugs: Collection[str]) -> None:
        """Show what votes have changed for some tools."""
        raise NotImplementedError

    def say_no_tool(self) -> None:
        """Say that there is no tool to act on."""
        self.say(NO_TOOL)

    def show_list_anew(self) -> None:
        """Show another list of tools: the first one, or one that another program has changed."""

    def show_outcome(self, outcome: Outcome) -> None:
        """Show what came of a vote that was cast here or on another screen."""
        self.show_votes({outcome.cast.tool})

    def show_facts(self, *facts: str) -> None:
        """Show what there is to know of what is shown, at the end of the title."""
        read_only = "read-only" if self.session.opening.read_only else ""
        self.query_one(TitleBar).facts = tuple(filter(None, (read_only, *facts)))

    @property
    def for_now(self) -> str:
        """What to say besides, of something kept, when the file cannot keep it."""
        return (
            " Only until you quit: the file is read-only." if self.session.opening.read_only else ""
        )

    def show_lens(self) -> None:
        """Show the panel's figures without the critics who are muted now."""
        self.show_list_anew()

    def look_through(self, muted: frozenset[str]) -> None:
        """Show the panel's figures without some critics, here and on every other screen."""
        self.session.mute(muted)
        self.show_lens()
        self.post_message(LensChanged(self))
        self.say(words.muted_now(muted, self.session.panel) + self.for_now)

    @property
    def critic(self) -> str:
        """The critic who is highlighted; empty when none is."""
        return ""

    def action_mute(self) -> None:
        """Mute the highlighted critic, or let them be heard again."""
        if self.critic:
            self.look_through(self.session.muted ^ {self.critic})
        else:
            self.say("There is no critic here.")

    def action_unmute(self) -> None:
        """Let all critics be heard again."""
        self.look_through(frozenset())

    def _show_and_tell(self, outcome: Outcome) -> None:
        if not is_gone(self):  # a vote outlives the screen on which it was cast
            self.show_outcome(outcome)
        self.app.post_message(Voted(outcome, self))

    def action_vote(self, choice: Choice) -> None:
        """Vote on the highlighted tool."""
        slug = self.voted_slug
        if slug:
            self._ballot.take(self.session.vote(slug, choice, self.open_pair), words.cast)
        else:
            self.say_no_tool()

    def action_undo(self) -> None:
        """Take back my last vote."""
        self._ballot.take(self.session.undo(self.open_pair), partial(words.restored, "Undone"))

    def action_redo(self) -> None:
        """Cast again what was undone last."""
        self._ballot.take(self.session.redo(self.open_pair), partial(words.restored, "Redone"))

    def action_tool(self) -> None:
        """Ask for everything about the highlighted tool."""
        if self.voted_slug:
            self.post_message(ToolAsked(self.voted_slug))
        else:
            self.say_no_tool()

    def action_why(self) -> None:
        """Open what stands behind the figures of the highlighted tool."""
        if self.voted_slug:
            from verdict_tui.screens.why import WhyScreen  # only when it is asked for

            self.open_over(WhyScreen(self.session, (self.voted_slug,)))
        else:
            self.say_no_tool()

    def action_copy_link(self) -> None:
        """Copy the link of the highlighted tool."""
        if self.voted_slug:
            self._copy_link(self.voted_slug)
        else:
            self.say_no_tool()

    @work(group="link", exclusive=True)
    async def _copy_link(self, slug: str) -> None:
        try:
            standing = await self.session.standing(slug)
        except VerdictError as error:
            self.complain(error)
            return
        if standing.tool.link:
            self.app.copy_to_clipboard(standing.tool.link)
            self.say(f"Copied: {standing.tool.link}")
        else:
            self.say(f"No link of {standing.tool.name} is known.")
