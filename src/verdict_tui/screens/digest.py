"""What is new, week by week; what I have not seen is marked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding

from verdict_tui import weeks
from verdict_tui.errors import VerdictError
from verdict_tui.messages import EntryChosen, PairAsked, ToolAsked
from verdict_tui.render import news
from verdict_tui.render.newslist import NewsEntries, pieces
from verdict_tui.render.page import BLANK, paragraph
from verdict_tui.screens.listed import ListedScreen
from verdict_tui.store import state
from verdict_tui.text import fold
from verdict_tui.widgets.bars import TitleBar
from verdict_tui.widgets.fitted import FittedBar

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from textual.binding import BindingType

    from verdict_tui.digest import Digest
    from verdict_tui.render.newslist import News
    from verdict_tui.render.page import Line
    from verdict_tui.session import Session
    from verdict_tui.weeks import Span

_WEEK = Binding.Group("week")
_NOTHING_EARLIER = "This is the first week with news."
_KEPT_WEEKS = 60
"""Of how many weeks it is remembered what was seen."""


class DigestScreen(ListedScreen):
    """Lists the news of a week: at first of the newest week with any."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("[", "week(1)", "The week before", group=_WEEK, id="digest.earlier",
                tooltip="The news of the week before"),
        Binding("]", "week(-1)", "The week after", group=_WEEK, id="digest.later",
                tooltip="The news of the week after"),
        Binding("r", "see", "Seen", id="digest.seen", tooltip="Mark this as seen, or as not seen"),
        Binding("A", "see_all", "All seen", id="digest.all_seen",
                tooltip="Mark the whole week as seen"),
        Binding("n", "next_unseen", "Next unseen", show=False, id="digest.next",
                tooltip="Go to the next that you have not seen"),
        Binding("D", "close", "Back", show=False, id="digest.close",
                tooltip="Back to where you were"),
    ]  # fmt: skip
    FIRST_HINTS: ClassVar[Sequence[str]] = (
        "entry.open", "digest.earlier", "digest.later", "vote.ship", "vote.skip", "digest.seen",
        "entry.filters", "entry.sort",
    )  # fmt: skip
    ORDERS: ClassVar[Sequence[str]] = ("by kind", "newest first", "by tool")

    _weeks: Sequence[Span] = ()
    """The weeks in which something came about, the newest first."""
    _at = 0
    """Which of the weeks is shown."""
    _digest: Digest | None = None
    _beside: Sequence[str] | None = None
    """What the weeks before and after have brought; None until they have been read."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._seen: dict[str, set[int]] = {}
        self._read: dict[int, Digest] = {}
        """The week that is shown and those beside it, by their places."""
        self._is_begun = False

    async def gather(self) -> None:
        """Read in which weeks there is news, and the news of the one that is shown."""
        if not self._is_begun:
            self._seen = {
                week: set(numbers) for week, numbers in (await self.session.seen()).items()
            }
        shown = self._weeks[self._at] if self._weeks else None
        self._weeks = await self.session.weeks()
        self._read.clear()
        self._beside = None
        at = next((at for at, week in enumerate(self._weeks) if not shown or week <= shown), 0)
        self._at, self._digest = await self._find(at, 1) or (0, None)
        if not self._is_begun:
            self._is_begun = True
            self.session.keep(state.LAST_LOOK, weeks.today().isoformat())

    async def _find(self, at: int, by: int) -> tuple[int, Digest] | None:
        """Return the place and the news of a week, going on to the next with any; None at an end.

        What came about in a week may have come to nothing.
        """
        while 0 <= at < len(self._weeks):
            if at not in self._read:
                self._read[at] = await self.session.digest(self._weeks[at])
            if self._read[at].newest:
                return at, self._read[at]
            at += by
        return None

    @work(group="beside", exclusive=True)
    async def _look_beside(self) -> None:
        """Read the weeks before and after the one that is shown, and say what is in them."""
        try:
            earlier, later = [await self._find(self._at + by, by) for by in (1, -1)]
        except VerdictError as error:
            self.complain(error)
            return
        kept = {self._at, *(at for at, _ in filter(None, (earlier, later)))}
        self._read = {at: found for at, found in self._read.items() if at in kept}
        said = [f"[ {news.brought(earlier[1])}" if earlier else _NOTHING_EARLIER]
        said += [f"] {news.brought(later[1])}"] if later else []
        self._beside = said
        self.show_head()

    @property
    def _seen_here(self) -> set[int]:
        key = self._weeks[self._at].first.isoformat() if self._weeks else ""
        return self._seen.setdefault(key, set())

    async def make_entries(self) -> NewsEntries:
        """List the week's news on tools that meet the filters."""
        return await self.aside(partial(self._entries, self._seen_here))

    def _entries(self, seen: Collection[int]) -> NewsEntries:
        among = self.among()
        found = pieces(news.sections(self._digest)) if self._digest else []
        found = [
            each for each in found if any(self.is_among(slug, among) for slug in each.item.slugs)
        ]
        if self.order == 1:
            found.sort(key=_newest)
        elif self.order:
            found.sort(key=lambda each: fold(each.tool))
        return NewsEntries(found, seen, under_headings=not self.order, with_days=self.order == 1)

    def nothing(self) -> str:
        """Say why nothing is listed."""
        return super().nothing() if self._digest else "There is no news yet."

    def show_head(self) -> None:
        """Name the week, and say what is not seen and what stands before and after."""
        title = self.query_one(TitleBar)
        title.question = news.title(self._digest) if self._digest else "What is new"
        entries = self.list.entries
        unseen = entries.unseen if isinstance(entries, NewsEntries) else 0
        said = f"{unseen:,} not seen" if unseen else "all seen" if len(entries) else ""
        order = self.ORDERS[self.order] if self.order else ""
        self.show_facts(self.filters, order, said)
        self.query_one(FittedBar).lay_out = self._head
        if self._digest and self._beside is None:
            self.call_after_refresh(self._look_beside)  # reading would hold up the drawing

    def _head(self, width: int) -> list[Line]:
        if self.has_class("-short") or not self._digest:
            return []
        if self._beside is None:
            return [BLANK]
        on_one_line = "   ".join(self._beside)
        said = [on_one_line] if len(on_one_line) <= width else self._beside
        return [line for each in said for line in paragraph(each, width, "muted")]

    def show_votes(self, slugs: Collection[str]) -> None:
        """Read the week again: votes move the community."""
        self._version = self.session.catalogue.version
        self.read_in_place()

    @work(group="read", exclusive=True)
    async def action_week(self, by: int) -> None:
        """Show an earlier week (1) or a later one (-1)."""
        try:
            found = await self._find(self._at + by, by)
        except VerdictError as error:
            self.complain(error)
            return
        if found is not None:
            self._at, self._digest = found
            self._beside = None
            await self.show_entries(await self.make_entries())
        else:
            self.say("There is no earlier news." if by > 0 else "This is the newest week.")

    # What was seen

    def action_see(self) -> None:
        """Mark the highlighted news as seen, or as not seen."""
        found = self._highlighted
        if found is not None and not self.list.is_in_sight:
            self.say_no_tool()
        elif found is not None:
            self._seen_here.symmetric_difference_update({found.number})
            self._remember()
            self.list.move(1)

    def action_see_all(self) -> None:
        """Mark the whole week as seen."""
        entries = self.list.entries
        if isinstance(entries, NewsEntries):
            count = entries.unseen
            self._seen_here.update(each.number for each in entries.news)
            self._remember()
            said = f"Marked as seen: {count:,} that you had not." if count else "All was seen."
            self.say(said + self.for_now)

    def action_next_unseen(self) -> None:
        """Go to the next news that has not been seen; from the last one on to the first."""
        entries, here = self.list.entries, self.list.cursor
        if not isinstance(entries, NewsEntries):
            return
        rows = [*range(here + 1, len(entries)), *range(min(here + 1, len(entries)))]
        row = next((row for row in rows if entries.sign(row)), None)
        if row is None:
            self.say("You have seen all of this week.")
        else:
            self.list.highlight(row)

    @property
    def _highlighted(self) -> News | None:
        entries = self.list.entries
        if not (isinstance(entries, NewsEntries) and len(entries)):
            return None
        return entries.news[self.list.cursor]

    def say_no_tool(self) -> None:
        """Say of a comparison what can be done with it."""
        found = self._highlighted
        if found is not None and len(found.item.slugs) > 1 and self.list.is_in_sight:
            self.say("This is a comparison of two tools. Enter opens it.")
        else:
            super().say_no_tool()

    def _remember(self) -> None:
        newest = sorted(self._seen, reverse=True)[:_KEPT_WEEKS]
        self.session.keep(
            state.SEEN, {week: [*sorted(self._seen[week])] for week in newest if self._seen[week]}
        )
        self.list.refresh()
        self.show_head()

    # Going on

    @on(EntryChosen)
    def open_entry(self, message: EntryChosen) -> None:
        """Open the tool or the comparison; it counts as seen."""
        message.stop()
        found = self._highlighted
        if found is None:
            return
        if found.number not in self._seen_here:
            self._seen_here.add(found.number)
            self._remember()
        slugs = found.item.slugs
        if len(slugs) == 1:
            self.post_message(ToolAsked(slugs[0]))
        else:
            self.post_message(PairAsked((slugs[0], slugs[1])))

    def action_compare(self) -> None:
        """Compare what is marked, or open the highlighted comparison."""
        found = self._highlighted
        is_pair = found is not None and len(found.item.slugs) > 1
        if found is not None and is_pair and not self._marked and self.list.is_in_sight:
            self.post_message(PairAsked((found.item.slugs[0], found.item.slugs[1])))
        else:
            super().action_compare()


def _newest(each: News) -> int:
    return -each.item.on.toordinal() if each.item.on else 0
