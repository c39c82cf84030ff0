"""The main screen: reading a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work

from verdict_tui import lens
from verdict_tui.catalogue import Kept
from verdict_tui.errors import VerdictError
from verdict_tui.messages import CriticChosen
from verdict_tui.render import words
from verdict_tui.screens.compare_keys import COMPARE_KEYS
from verdict_tui.screens.picking import PickingScreen

if TYPE_CHECKING:
    from textual.binding import BindingType

_NOTHING = "There is no comparison yet: it takes two tools."


class CompareScreen(PickingScreen):
    """Goes through the open comparison, and does with it what is asked."""

    BINDINGS: ClassVar[list[BindingType]] = [*COMPARE_KEYS]

    def on_mount(self) -> None:
        """Say that critics are muted from before."""
        super().on_mount()
        if self.session.muted and not self.session.opening.is_first:
            self.say(words.muted_still(self.session.muted))

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

    @property
    def critic(self) -> str:
        """The critic whose quotes are read."""
        return self._sheet.current_critic() or ""

    def show_lens(self) -> None:
        """Count the comparison and the list without the critics who are muted, in one frame."""
        if self.comparison is not None:
            self.comparison = lens.compared(self.comparison, self.session.muted)
        self._chooser.show(keep=True)
        self._show_facts()

    def action_quotes(self) -> None:
        """Open the current critic's two quotes."""
        if self.comparison is not None and self.critic:
            from verdict_tui.screens.quotes import QuotesScreen  # only when it is asked for

            self.open_over(
                QuotesScreen(self.comparison, self.critic),
                lambda name: self._sheet.show_critic(name) if name else None,
            )

    def action_why(self) -> None:
        """Open what stands behind the figures."""
        if self.comparison is not None:
            from verdict_tui.screens.why import WhyScreen  # only when it is asked for

            pair = self.comparison.pair
            self.open_over(WhyScreen(self.session, pair, self.comparison))
        else:
            self.say(_NOTHING)

    @work(group="kept")
    async def action_bookmark(self) -> None:
        """Keep this comparison, to stand first in the list; or no longer."""
        if self.comparison is None:
            self.say(_NOTHING)
            return
        names = (self.comparison.a.tool.name, self.comparison.b.tool.name)
        try:
            is_kept = await self.session.toggle_kept(Kept(self.comparison.pair, names))
        except VerdictError as error:
            self.complain(error)
            return
        self._chooser.show(keep=self._picking)
        if not self._picking:
            self._highlight_active()
        self._show_facts()
        where = "it stands first in the list." if is_kept else "no longer kept."
        self.say(f"{' vs '.join(names)}: {where}{self.for_now}")

    def action_copy(self) -> None:
        """Copy the comparison as Markdown."""
        if self.comparison is None:
            self.say(_NOTHING)
            return
        from verdict_tui.render.markdown import comparison_page

        self.app.copy_to_clipboard(comparison_page(self.comparison, self.session.opening.note))
        names = (self.comparison.a.tool.name, self.comparison.b.tool.name)
        self.say(words.ended(f"Copied as Markdown: {words.names(names)}"))
