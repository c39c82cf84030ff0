"""The picker at work: what is typed becomes rows, at once or, when it takes long, behind it."""

from __future__ import annotations

import asyncio
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from verdict_tui.errors import VerdictError
from verdict_tui.render import words
from verdict_tui.render.rows import QuoteRows, ToolRows, Why
from verdict_tui.screens.stillness import Stillness
from verdict_tui.store import state
from verdict_tui.store.quotes import LIMIT
from verdict_tui.widgets.cursor import NOWHERE
from verdict_tui.widgets.picker import PickHead, PickList, PickNote, SearchField

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from textual.timer import Timer
    from textual.worker import Worker

    from verdict_tui.catalogue import Kept
    from verdict_tui.listing import Listing
    from verdict_tui.model import QuoteHit
    from verdict_tui.screens.base import BaseScreen
    from verdict_tui.search.order import Sort
    from verdict_tui.session import Session

AT_ONCE = 0.025
"""How long a search may keep the typed letter waiting, in seconds, to be painted with the rows."""
LARGE = 200_000
"""From so many tools on a search has a thread: one step of it could take longer than a turn."""
LONG = 20_000
"""From so many tools on a search goes by turns, and a preview waits for the typing to rest."""
REST = 0.05
_A_TURN = 0.004
_A_WHILE = 0.02
_LONG_WAIT = 1.0  # seconds that Enter waits for the search that was typed before it
_A_MOMENT = 0.25
_PATIENCE = 0.6  # seconds after which it is told that the list is still being read
_ORDERS: dict[Sort, str] = {
    "featured": "",
    "name": "by name",
    "panel": "by panel",
    "community": "by community",
    "newest": "newest first",
}


class Chooser:
    """Lists what the search field asks for, and knows what is highlighted."""

    def __init__(
        self, screen: BaseScreen, session: Session, preview: Callable[[str | None], None]
    ) -> None:
        """Take the picker of a screen over.

        Args:
            screen: whose picker it is; mounted.
            session: the database.
            preview: told which tool is highlighted while something is searched for.
        """
        self._screen = screen
        self._session = session
        self._preview = preview
        self.field = screen.query_one(SearchField)
        self.list = screen.query_one(PickList)
        self._head = screen.query_one(PickHead)
        self._note = screen.query_one(PickNote)
        remembered = session.opening.sort
        self.sort: Sort = next((sort for sort in _ORDERS if sort == remembered), "featured")
        self._listing: Listing | None = None
        self._rows: ToolRows | None = None
        self._hits: list[QuoteHit] | None = None
        self._home = ""
        """The slug of the tool that is highlighted while nothing is searched for."""
        self._resting: Timer | None = None
        self._is_done = asyncio.Event()
        self._stillness = Stillness(screen)
        self._before = session.opening.filters
        with self.field.prevent(SearchField.Changed):
            self.field.value = self._before
        self._begun = monotonic()
        self._reading = screen.set_interval(_A_MOMENT, self._tell_progress)

    def _tell_progress(self) -> None:
        """Say how far the reading of a long list has come."""
        if self._session.finder is not None:
            self._reading.stop()
        elif monotonic() - self._begun > _PATIENCE:
            total = words.plural(self._session.catalogue.total, "tool")
            self._note.say(f"Reading {total}: {self._session.progress:.0%}", is_fault=False)

    @property
    def is_searching(self) -> bool:
        """Whether something besides filters is typed."""
        listing = self._listing
        return bool(listing and not listing.query.is_empty)

    @property
    def filtered(self) -> int | None:
        """How many tools the filters leave, while no more is typed; None without filters."""
        listing = self._listing
        has_filters = listing is not None and bool(listing.query.conditions)
        return self.list.count if has_filters and not self.is_searching else None

    @property
    def _kept(self) -> Sequence[Kept]:
        """The comparisons that stand first while nothing is typed."""
        return self._session.kept if not self.field.value.strip() else ()

    @property
    def critic(self) -> str:
        """The critic of the highlighted quote; empty when tools are listed."""
        hits = self._hits
        return hits[self.list.cursor].critic if hits else ""

    def show(self, *, keep: bool = False) -> None:
        """List what the field asks for.

        Args:
            keep: whether the highlighted tool stays, also when it should not be listed any more.
        """
        self._forget_preview()
        self._is_done.clear()
        session, typed = self._session, self.field.value
        self.field.placeholder = f"/ search {words.plural(session.catalogue.total, 'tool')}"
        if session.finder is None:
            begins_otherwise = typed or self.sort != "featured"
            head = range(0 if begins_otherwise else len(session.catalogue))
            self._show_tools(ToolRows(session.catalogue, head, kept=self._kept))
            if not typed:
                self._is_done.set()
            return
        listing = self._listing = session.listing(typed, self.sort)
        if listing.query.said is not None:
            self._search_quotes(listing)
            return
        kept = self.list.highlighted if keep else None
        count = len(session.catalogue)
        if (count < LONG or listing.query.is_empty) and listing.advance(AT_ONCE):
            self._show_listing(listing, kept)
            self._stillness.end()
            return
        if count < LARGE:
            self._stillness.begin(AT_ONCE)
        self._work(partial(self._carry_on, listing, kept))

    async def _carry_on(self, listing: Listing, kept: str | None) -> None:
        if await self._finish(listing):
            self._show_listing(listing, kept)
            await _leave_turns()
            self._stillness.end()

    async def _finish(self, listing: Listing) -> bool:
        """Carry a search on until it is done; say so, or that something else was typed."""
        if len(self._session.catalogue) >= LARGE:
            return await asyncio.to_thread(self._advance, listing)
        return await self._advance_by_turns(listing)

    async def _advance_by_turns(self, listing: Listing) -> bool:
        """Carry a search on between what else there is to do, as `_finish` does.

        A thread would take the processor from the drawing in its middle, and both would take
        twice as long.
        """
        while self._listing is listing:
            if listing.advance(_A_TURN):
                return True
            await _leave_turns()
        return False

    def _advance(self, listing: Listing) -> bool:
        """Carry a search on in a thread, as `_finish` does."""
        while self._listing is listing:
            if listing.advance(_A_WHILE):
                return self._listing is listing
        return False

    def _work(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        self._working: Worker[None] = self._screen.run_worker(work, group="search", exclusive=True)

    def _show_listing(self, listing: Listing, kept: str | None) -> None:
        rows = listing.rows
        catalogue = listing.catalogue
        cursor = NOWHERE if rows.are_nearest or not self.is_searching else 0
        position = catalogue.position(kept) if kept else None
        if position is not None:
            rows = rows.kept(position, self.list.cursor)
            cursor = rows.positions.index(position) + len(self._kept)
        matches = rows.matches

        def explain(row: int) -> Why:
            match = matches[row]
            name = catalogue.names[match.position]
            said = words.matched(match.matched_in, match.text)
            is_common = match.matched_in in ("vendor", "category")
            reason_spans = listing.reason_spans(match)
            return Why(said, match.name_spans(name), match.text, reason_spans, is_common)

        is_found = bool(matches) and not rows.are_nearest
        self._suggest(catalogue.names[rows.positions[0]] if is_found else "")
        self._head.searching = len(rows.positions) < len(catalogue)
        self._head.are_best, self._head.are_nearest = rows.are_best, rows.are_nearest
        self._note.say(rows.note, is_fault=rows.is_fault)
        shown = ToolRows(catalogue, rows.positions, explain if matches else None, self._kept)
        self._show_tools(shown, cursor)
        if cursor == NOWHERE and not rows.are_nearest:
            self.highlight(self._home)
        self._is_done.set()
        if self.is_searching:
            self._preview_soon(self.list.highlighted)  # the nearest are no match: none is

    def _suggest(self, best: str = "") -> None:
        """Offer an end to what is typed: that of the best match, or of a filter."""
        from verdict_tui.search.query import complete

        self.field.suggest(complete(self.field.value, self._session.catalogue, best))

    def _forget_preview(self) -> None:
        if self._resting is not None:
            self._resting.stop()

    def _preview_soon(self, slug: str | None) -> None:
        """Preview a match: in a long list when the typing rests, so that the rows come first."""
        if len(self._session.catalogue) < LONG:
            self._preview(slug)
        else:
            self._resting = self._screen.set_timer(REST, lambda: self._preview(slug))

    def _show_tools(self, rows: ToolRows, cursor: int = 0) -> None:
        self._rows, self._hits = rows, None
        self._head.matches, self._head.total = len(rows.positions), self._session.catalogue.total
        self._head.quotes = False
        self._head.has_lens = bool(self._session.muted)
        self._head.order = "" if self.is_searching else _ORDERS[self.sort]
        self.list.show_rows(rows, cursor)

    # Quotes

    def _search_quotes(self, listing: Listing) -> None:
        self._work(partial(self._show_quotes, listing))

    async def _show_quotes(self, listing: Listing) -> None:
        if not await self._finish(listing):
            return
        among = listing.wanted_slugs()
        try:
            hits = await self._session.quotes(listing.said, among)
            if self._listing is not listing:
                return
            self._show_hits(listing, hits)
            if not hits:
                meant = await self._session.meant(listing.said, among)
                if self._listing is listing:
                    self._tell_quotes(listing, meant)
        except VerdictError as error:
            if self._listing is listing:  # else it was given up for what was typed next
                self._screen.complain(error)

    def _show_hits(self, listing: Listing, hits: list[QuoteHit]) -> None:
        self._is_done.set()
        self._head.are_best = len(hits) > LIMIT
        self._hits = hits = hits[:LIMIT]
        self._suggest()
        self._tell_quotes(listing)
        self._head.matches, self._head.quotes = len(hits), True
        self.list.show_rows(QuoteRows(hits, self.list.size.height))
        self._preview(self.list.highlighted)

    def _tell_quotes(self, listing: Listing, meant: str = "") -> None:
        note = listing.quotes_note(found=bool(self._hits), meant=meant)
        self._note.say(note, is_fault=bool(listing.query.fault))

    # What is highlighted

    async def settled(self) -> bool:
        """Wait until what is typed has been searched for; say whether that is so."""
        try:
            await asyncio.wait_for(self._is_done.wait(), _LONG_WAIT)
        except TimeoutError:
            return False
        return True

    def highlight(self, slug: str) -> None:
        """Move the highlight to a tool without previewing it; leave it when it is not listed."""
        self._home = slug
        rows = self._rows
        position = self._session.catalogue.position(slug)
        if rows is not None and self._hits is None and position is not None:
            try:
                self.list.highlight(rows.row_of(position))
            except ValueError:
                return

    # Filters and order

    @property
    def filters(self) -> str:
        """The filters by which the list is narrowed, as they are typed."""
        return self._filters if self.filtered is not None else ""

    def leave(self) -> None:
        """Keep the filters and drop the rest of what was typed."""
        self._forget_preview()
        self.field.value = self._before = self._filters
        self.remember()

    def accept(self) -> None:
        """Keep the filters, and let stand what else is typed."""
        self._before = self._filters
        self.remember()

    def restore(self) -> None:
        """Bring the filters back that were kept last."""
        self.field.value = self._before
        self.leave()

    @property
    def _filters(self) -> str:
        if self._session.finder is None:
            return self._session.opening.filters  # the list to read them by is not there yet
        from verdict_tui.search.query import filters_in

        return filters_in(self.field.value, self._session.catalogue)

    def open_menu(self) -> None:
        """Open the filters as a menu, and put into the field what is chosen there."""
        if self._session.finder is not None:
            from verdict_tui.screens.filters import FilterScreen  # only when it is asked for

            menu = FilterScreen(self._session.catalogue, self.field.value)
            self._screen.open_over(menu, self._filter)

    def _filter(self, typed: str | None) -> None:
        if typed is not None:
            self.field.value = self._before = typed
            self.remember()

    def next_sort(self) -> str:
        """Sort by what comes next, and say by what."""
        sorts = list(_ORDERS)
        self.sort = sorts[(sorts.index(self.sort) + 1) % len(sorts)]
        self.show(keep=True)
        self.remember()
        return _ORDERS[self.sort] or "those of the latest comparisons first"

    def remember(self) -> None:
        """Keep filters and order for the next run."""
        self._session.keep(state.LIST, self.state)

    @property
    def state(self) -> state.Value:
        """Filters, order and place, to be kept for the next run.

        The filters are those that were accepted: quitting the field leaves it as Esc does.
        """
        return {"filters": self._before, "sort": self.sort, "at": self.list.highlighted}


async def _leave_turns() -> None:
    """Leave two turns of the loop to others: in one a timer falls due, in the next its task runs.

    In the same two a widget says that it is to be drawn, and the screen hears it.
    """
    await asyncio.sleep(0)
    await asyncio.sleep(0)
