"""One critic: who they are, how they have judged, and everything they said."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from verdict_tui import figures
from verdict_tui.render import words
from verdict_tui.render.criticlist import SaidEntries
from verdict_tui.render.entries import Entries
from verdict_tui.screens.critics import MUTE_KEYS
from verdict_tui.screens.listed import ListedScreen
from verdict_tui.widgets.bars import TitleBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from verdict_tui.dossier import Profile
    from verdict_tui.model import Said, Verdict
    from verdict_tui.session import Session


class CriticScreen(ListedScreen):
    """Shows a critic's profile, and the quotes to browse."""

    BINDINGS: ClassVar[list[BindingType]] = [*MUTE_KEYS]
    FIRST_HINTS: ClassVar[Sequence[str]] = (
        "entry.open", "entry.mark", "entry.compare", "over.a", "over.b",
    )  # fmt: skip
    ORDERS: ClassVar[Sequence[str]] = (
        "by tool", "newest first", "ships first", "against the others first",
    )  # fmt: skip

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session)
        self._critic_name = name
        self._profile: Profile | None = None

    @property
    def critic(self) -> str:
        """The critic whose page it is."""
        return self._critic_name

    async def gather(self) -> None:
        """Read the critic, and wait for the list, which knows my votes."""
        await super().gather()
        self._profile = await self.session.profile(self._critic_name)

    async def make_entries(self) -> Entries:
        """List the quotes on tools that meet the filters."""
        return await self.aside(self._entries)

    def _entries(self) -> Entries:
        if self._profile is None:
            return Entries()
        among = self.among()
        said = [each for each in self._profile.said if self.is_among(each.slug, among)]
        if self.order:
            said.sort(key=_ORDERS[self.order - 1])
        is_muted = self._critic_name in self.session.muted
        return SaidEntries(self._profile, said, is_muted=is_muted, my_vote=self._my_vote)

    def _my_vote(self, slug: str) -> Verdict | None:
        return self.session.catalogue.my_vote(slug)

    def nothing(self) -> str:
        """Say why nothing is listed."""
        if self._profile is None:
            return "This critic is not here any more."
        if not self._profile.said:
            return "This critic has reviewed nothing yet."
        return super().nothing()

    def show_head(self) -> None:
        """Name the critic."""
        title = self.query_one(TitleBar)
        title.question = self._critic_name
        count = words.plural(len(self.list.entries), "quote")
        order = self.ORDERS[self.order] if self.order else ""
        self.show_facts(self.filters, order, count)


def _newest(said: Said) -> int:
    day = said.review.reviewed_on
    return -day.toordinal() if day else 0


def _ships(said: Said) -> bool:
    return said.review.verdict != "ship"


def _agrees(said: Said) -> bool:
    return not figures.dissents(said.review.verdict, said.others)


_ORDERS = (_newest, _ships, _agrees)
