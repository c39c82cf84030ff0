"""The panel: who the critics are, and how they have judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from verdict_tui import figures
from verdict_tui.messages import EntryChosen
from verdict_tui.model import Share
from verdict_tui.render import words
from verdict_tui.render.criticlist import PanelEntries
from verdict_tui.render.page import Run
from verdict_tui.screens.listed import ListedScreen, head_lines
from verdict_tui.text import fold
from verdict_tui.widgets.bars import TitleBar
from verdict_tui.widgets.entrylist import GUTTER
from verdict_tui.widgets.fitted import FittedBar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from verdict_tui.model import Ratio, Record
    from verdict_tui.render.page import Line

_OF_TOOLS = {
    "mark", "compare", "put", "filters", "find", "vote", "undo", "redo", "tool", "copy_link", "why",
}  # fmt: skip
MUTE_KEYS: tuple[BindingType, ...] = (
    Binding("m", "mute", "Mute", id="critics.mute",
            tooltip="Mute this critic, or not: the panel's figures are those of the others"),
    Binding("M", "unmute", "Unmute all", show=False, id="critics.unmute",
            tooltip="Let all critics be heard again"),
)  # fmt: skip
_ABOUT = "Who judges here, how often they ship, and how often they part from the rest."


class CriticsScreen(ListedScreen):
    """Lists the critics in panel order, with their records."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MUTE_KEYS,
        Binding("P", "close", "Back", show=False, id="critics.close",
                tooltip="Back to where you were"),
    ]  # fmt: skip
    HAS_HEADS = True
    ORDERS: ClassVar[Sequence[str]] = (
        "in panel order", "by name", "by how often they ship", "by how often they dissent",
        "by how often they agree with me",
    )  # fmt: skip

    _records: Sequence[Record] = ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with critics."""
        return action not in _OF_TOOLS and super().check_action(action, parameters)

    async def gather(self) -> None:
        """Read the critics and their records."""
        self._records = await self.session.records()

    async def make_entries(self) -> PanelEntries:
        """List the critics."""
        records = list(self._records)
        if self.order:
            records.sort(key=_ORDERS[self.order - 1])
        return PanelEntries(records, self.session.muted)

    def nothing(self) -> str:
        """Say why nothing is listed."""
        return "There are no critics here. They come with 'verdict import', with their reviews."

    def show_head(self) -> None:
        """Say how many critics there are."""
        title = self.query_one(TitleBar)
        title.question = "The panel"
        count = words.plural(len(self._records), "critic")
        self.show_facts(self.session.lens, self.ORDERS[self.order], count)
        self.query_one(FittedBar).lay_out = self._head

    def _head(self, width: int) -> list[Line]:
        entries = self.list.entries
        head = entries.head(width - GUTTER) if isinstance(entries, PanelEntries) else ()
        columns = (Run(" " * GUTTER), *head) if head else ()
        return head_lines(_ABOUT, columns, width, is_short=self.has_class("-short"))

    def show_votes(self, slugs: Collection[str]) -> None:
        """Read the records again: they say how often critics agree with me."""
        self._version = self.session.catalogue.version
        self.read_in_place()

    @property
    def voted_slug(self) -> str:
        """Return nothing: one votes on tools."""
        return ""

    @property
    def critic(self) -> str:
        """The highlighted critic."""
        entries = self.list.entries
        if not (isinstance(entries, PanelEntries) and self.list.is_in_sight):
            return ""
        return entries.records[self.list.cursor].critic.name

    @on(EntryChosen)
    def open_entry(self, message: EntryChosen) -> None:
        """Open the profile of the critic that was chosen."""
        from verdict_tui.screens.critic import CriticScreen  # only when it is asked for

        message.stop()
        if self.critic:
            self.open_over(CriticScreen(self.session, self.critic))

    def show_lens(self) -> None:
        """Say who is muted."""
        self.read_in_place()


def _most_first(ratio: Ratio | Share, record: Record) -> tuple[bool, float, str]:
    """Return where a critic stands by a ratio: after the others with too few cases to say."""
    share = Share(*ratio)
    part = share.ship / share.total if share.total else -1.0
    return share.total < figures.FEW_CASES, -part, fold(record.critic.name)


_ORDERS: tuple[Callable[[Record], tuple[bool, float, str]], ...] = (
    lambda record: (False, 0.0, fold(record.critic.name)),
    lambda record: _most_first(record.shipped, record),
    lambda record: _most_first(record.dissent, record),
    lambda record: _most_first(record.agreement, record),
)
