"""Views that are a list: go through it, open, mark, compare, vote, sort, filter."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on, work
from textual.binding import Binding

from verdict_tui import paths
from verdict_tui.errors import VerdictError
from verdict_tui.messages import EntryChosen, PairAsked, ToolAsked
from verdict_tui.render import words
from verdict_tui.render.entries import FEW
from verdict_tui.render.page import paragraph
from verdict_tui.screens.finding import Finding
from verdict_tui.screens.view import ViewScreen
from verdict_tui.widgets.bars import HintBar, TitleBar
from verdict_tui.widgets.entrylist import EntryList
from verdict_tui.widgets.fitted import FittedBar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from verdict_tui.render.entries import Entries
    from verdict_tui.render.page import Line
    from verdict_tui.session import Session

T = TypeVar("T")

_PAIR = 2
_NOT_YET = -1
_MARK = "●"
_MARGINS = 8
_LEAST = 20
_READING = "Reading…"


class ListedScreen(ViewScreen):
    """A title, what is listed and by which rule, the list, the key hints."""

    AUTO_FOCUS = "EntryList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", id="entry.mark", tooltip="Mark it, to be compared"),
        Binding("c", "compare", "Compare", id="entry.compare",
                tooltip="Compare the two that are marked, or the marked with the highlighted one"),
        Binding("/", "find", "Find", id="entry.find", tooltip="Go to a tool of this list by name"),
        Binding("s", "sort", "Sort", id="entry.sort", tooltip="Sort otherwise"),
        Binding("f", "filters", "Filters", id="entry.filters", tooltip="Choose what is listed"),
    ]  # fmt: skip

    ORDERS: ClassVar[Sequence[str]] = ()
    """What the list can be sorted by, as it is said: `by name`."""
    HAS_HEADS = False
    """Whether the heads of columns stand directly above the list."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.list = EntryList()
        self._finding = Finding(self, session, self.list)
        self.order = session.orders.get(type(self).__name__, 0)
        """Which of `ORDERS` it is sorted by."""
        self.filters = ""
        """The filters, as they would be typed."""
        self._marked: list[str] = []
        self._are_compared = False
        """Whether what is marked was compared since: the next mark begins anew."""
        self._version = _NOT_YET
        """The version of the catalogue that is shown."""

    def compose(self) -> ComposeResult:
        """Make the bars and the list."""
        self.set_breakpoints()
        self.set_class(self.HAS_HEADS, "-with-heads")
        yield TitleBar(id="title")
        yield FittedBar(id="preface")
        yield self.list
        yield HintBar(self.hints)

    def on_mount(self) -> None:
        """Read what is listed."""
        super().on_mount()
        self.query_one(TitleBar).is_firm = True
        self.list.show(self.list.entries, empty=paragraph(_READING, _LEAST, "muted"))
        self.call_after_refresh(self.read)  # a thread would take the processor from the drawing

    def on_screen_resume(self) -> None:
        """Show what has changed while another screen was open."""
        is_shown = self._version != _NOT_YET
        if is_shown and self._version != self.session.catalogue.version:
            self.show_votes(())

    # What is listed

    @work(group="read", exclusive=True)
    async def read(self, slug: str = "") -> None:
        """Read what is listed, and show it, with a tool highlighted: by default the same."""
        entries = await self._gathered()
        if entries is not None:
            await self.show_entries(entries, slug or self.list.highlighted)
        self.is_reading = False

    @work(group="read", exclusive=True)
    async def read_in_place(self) -> None:
        """Read again what is listed, and leave the highlight where it is."""
        entries = await self._gathered()
        if entries is not None:
            await self.place(entries)
            self.list.show_in_place(entries, self.list.cursor, self._empty())
            self.show_head()

    async def _gathered(self) -> Entries | None:
        try:
            await self.gather()
        except VerdictError as error:
            self.complain(error)
            return None
        self._version = self.session.catalogue.version
        return await self.make_entries()

    async def gather(self) -> None:
        """Read what is needed from the database."""
        await self.session.loaded()

    async def make_entries(self) -> Entries:
        """Return what is listed, filtered and sorted."""
        raise NotImplementedError

    def show_head(self) -> None:
        """Bring the title and what stands above the list into line."""
        raise NotImplementedError

    def nothing(self) -> str:
        """Say why nothing is listed, and what to do."""
        if not self.session.catalogue.total:
            command = paths.command(self.session.path)
            return f"There are no tools here yet. Add some from a file: {command} import FILE"
        return "No tool meets these filters. f chooses others."

    async def aside(self, work: Callable[[], T]) -> T:
        """Do what takes longer the more tools there are: with many of them in a thread."""
        if len(self.session.catalogue) <= FEW:
            return work()
        return await asyncio.to_thread(work)

    async def show_entries(self, entries: Entries, slug: str = "") -> None:
        """Show entries, with a tool highlighted; by default the first."""
        cursor = await self.place(entries, slug)
        self.list.show(entries, cursor or 0, self._empty())
        self.show_head()

    async def place(self, entries: Entries, slug: str = "") -> int | None:
        """Lay entries out, and return the row of a tool."""
        room = self.list.room

        def place() -> int | None:
            entries.layout(room)
            return entries.row_of(slug) if slug else None

        return await self.aside(place)

    def _empty(self) -> list[Line]:
        return paragraph(self.nothing(), max(self.size.width - _MARGINS, _LEAST), "muted")

    @work(group="list", exclusive=True)
    async def _list_again(self, slug: str = "") -> None:
        """List what was read otherwise, with a tool highlighted; by default the first."""
        await self.show_entries(await self.make_entries(), slug)

    def among(self) -> list[bool] | None:
        """Return for each tool, by position, whether it meets the filters; None without any."""
        if not self.filters:
            return None
        from verdict_tui.search import filters, query

        conditions = query.read_query(self.filters, self.session.catalogue).conditions
        return filters.wanted(conditions, self.session.catalogue)

    def is_among(self, slug: str, among: Sequence[bool] | None) -> bool:
        """Say whether a tool meets the filters."""
        if among is None:
            return True
        position = self.session.catalogue.position(slug)
        return position is not None and among[position]

    def show_votes(self, slugs: Collection[str]) -> None:
        """Draw the tools with their figures as they are now."""
        self._version = self.session.catalogue.version
        self.list.refresh_tools(slugs) if slugs else self.list.refresh()
        self.show_head()

    def show_list_anew(self) -> None:
        """Read again what is listed."""
        self.read()

    def action_sort(self) -> None:
        """Sort by what comes next."""
        if not self.ORDERS:
            self.say("This list has one order only.")
            return
        self.order = (self.order + 1) % len(self.ORDERS)
        self.session.orders[type(self).__name__] = self.order
        self.say(f"Sorted {self.ORDERS[self.order]}.")
        is_at_top = self.list.cursor <= 0  # where nobody has chosen a tool yet
        self._list_again("" if is_at_top else self.list.highlighted)

    def action_filters(self) -> None:
        """Open the filters as a menu."""
        if self.session.finder is None:
            self.say("The list is still being read…")
            return
        from verdict_tui.screens.filters import FilterScreen  # only when it is asked for

        self.app.push_screen(FilterScreen(self.session.catalogue, self.filters), self._filter)

    def _filter(self, chosen: str | None) -> None:
        if chosen is not None:
            self.filters = chosen.strip()
            self._list_again(self.list.highlighted)

    # Finding

    async def action_find(self) -> None:
        """Open the field in which a tool of the list is sought by its name."""
        await self._finding.begin()

    async def action_find_next(self, by: int) -> None:
        """Go to the next best match, or the one before."""
        await self._finding.go_on(by)

    async def action_end_finding(self, stay: bool) -> None:
        """Close the field, and stay where it has led to, or go back."""
        await self._finding.end(stay=stay)

    # What is highlighted

    @property
    def voted_slug(self) -> str:
        """The slug of the highlighted tool; empty while it is out of sight."""
        return self.list.highlighted if self.list.is_in_sight else ""

    def say_no_tool(self) -> None:
        """Show first what is highlighted out of sight: nobody acts on what they can't see."""
        if self.list.count and not self.list.is_in_sight:
            self.list.bring_into_sight()
            self.say("This is highlighted. Press the key again to act on it.")
        else:
            super().say_no_tool()

    @on(EntryChosen)
    def open_entry(self, message: EntryChosen) -> None:
        """Open the tool that was chosen."""
        slug = self.list.entries.slug(message.row)
        if slug:
            self.post_message(ToolAsked(slug))

    def action_mark(self) -> None:
        """Mark the highlighted tool, or no longer; the oldest of three marks goes.

        After a comparison the first mark takes both of its marks away.
        """
        slug = self.voted_slug
        if not slug:
            self.say_no_tool()
            return
        if self._are_compared and len(self._marked) == _PAIR:
            self._marked = []
        self._are_compared = False
        if slug in self._marked:
            self._marked.remove(slug)
        else:
            self._marked = [*self._marked, slug][-_PAIR:]
        self._show_marks()
        if self._marked:
            names = words.names([self._called(slug) for slug in self._marked])
            next_step = "c compares them" if len(self._marked) == _PAIR else "mark another"
            self.say(f"Marked: {names}; {next_step}.")
        else:
            self.say("Nothing is marked.")
        self.list.move(1)

    def _show_marks(self) -> None:
        self.list.mark(dict.fromkeys(self._marked, _MARK))

    def _called(self, slug: str) -> str:
        position = self.session.catalogue.position(slug)
        return slug if position is None else self.session.catalogue.names[position]

    def action_compare(self) -> None:
        """Compare what is marked; one that is marked with the highlighted one."""
        pair = [*self._marked]
        if len(pair) < _PAIR and self.voted_slug and self.voted_slug not in pair:
            pair.append(self.voted_slug)
        if len(pair) == _PAIR:
            self._are_compared = True
            self.post_message(PairAsked((pair[0], pair[1])))
        elif self.list.count and not self.list.is_in_sight:
            self.say_no_tool()
        else:
            self.say("Mark a tool (space) and highlight another; then c compares the two.")


def head_lines(text: str, columns: Line, width: int, *, is_short: bool) -> list[Line]:
    """Return what stands above a list: what it is, and the heads of its columns."""
    said = paragraph(text, width, "muted") if text and not is_short else []
    return [*said, *([()] if said else []), *([columns] if columns else [])]
