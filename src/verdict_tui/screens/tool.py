"""Everything about one tool."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding

from verdict_tui.errors import VerdictError
from verdict_tui.messages import LinkFollowed, PairAsked, ToolAsked
from verdict_tui.render import dossier as told
from verdict_tui.render import words
from verdict_tui.render.page import sentence_page
from verdict_tui.screens.view import ViewScreen
from verdict_tui.widgets.bars import HintBar, TitleBar
from verdict_tui.widgets.linkedpage import LinkedPage

if TYPE_CHECKING:
    from collections.abc import Collection

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from verdict_tui.dossier import Dossier
    from verdict_tui.render.page import Page
    from verdict_tui.session import Session


class ToolScreen(ViewScreen):
    """Shows a tool's facts, figures and reviews, what is near it, and what happened to it."""

    AUTO_FOCUS = "LinkedPage"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "compare", "Compare", id="tool.compare",
                tooltip="Compare it with the marked alternative, by default the nearest"),
    ]  # fmt: skip

    def __init__(self, session: Session, slug: str) -> None:
        super().__init__(session)
        self.slug = slug
        self._dossier: Dossier | None = None

    def compose(self) -> ComposeResult:
        """Make the bars and the page."""
        self.set_breakpoints()
        title = TitleBar(id="title")
        title.is_firm = True
        yield title
        yield LinkedPage(id="page")
        yield HintBar(self.hints)

    def on_mount(self) -> None:
        """Read what there is about the tool."""
        super().on_mount()
        self.call_after_refresh(self.read)

    @work(group="read", exclusive=True)
    async def read(self) -> None:
        """Read what there is about the tool, and show it."""
        try:
            found = await self.session.dossier(self.slug)
        except VerdictError as error:
            self.complain(error)
            return
        finally:
            self.is_reading = False
        page = self.query_one(LinkedPage)
        is_first = page.layout_page is None
        self._dossier = found
        self._show_title()
        if is_first:
            page.layout_page = self._lay_out
        else:
            page.renew_in_place()

    def _lay_out(self, width: int) -> Page:
        if self._dossier is None:
            return sentence_page(words.sentence(self.session.gone(self.slug)), width)
        return told.lay_out(self._dossier, sorted(self.session.muted), width)

    def _show_title(self) -> None:
        title = self.query_one(TitleBar)
        title.question = self._dossier.standing.tool.name if self._dossier else ""
        self.show_facts(self.session.lens)

    @property
    def voted_slug(self) -> str:
        """The slug of the tool that is shown."""
        return self.slug if self._dossier else ""

    def show_votes(self, slugs: Collection[str]) -> None:
        """Read the tool again when it was voted on."""
        if self.slug in slugs:
            self.read()

    def show_list_anew(self) -> None:
        """Read the tool again: another program has changed the list."""
        self.read()

    @on(LinkFollowed)
    def follow(self, message: LinkFollowed) -> None:
        """Open the alternative or the comparison."""
        slugs = told.target(message.target)
        if len(slugs) > 1:
            self.post_message(PairAsked((slugs[0], slugs[1])))
        else:
            self.post_message(ToolAsked(slugs[0]))

    def action_tool(self) -> None:
        """Go back: the key that opens this view closes it."""
        self.action_close()

    def action_compare(self) -> None:
        """Compare the tool with the marked alternative, by default the nearest."""
        marked = self.query_one(LinkedPage).marked
        near = self._dossier.alternatives if self._dossier else ()
        if marked is not None:
            others = [slug for slug in told.target(marked.target) if slug != self.slug]
        else:
            others = [each.standing.tool.slug for each in near[:1]]
        if others:
            self.post_message(PairAsked((self.slug, others[0])))
        else:
            self.say("There is nothing near to compare it with; b puts it into column B.")
