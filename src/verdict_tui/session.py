"""One run of the app, without its screens: the open file, the catalogue, what is asked of them.

Reading, writing and searching the quotes have a thread each, so that a vote that waits for
another program's lock, or a long search, does not keep a comparison from opening.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui import lens
from verdict_tui.dossier import seen_through
from verdict_tui.errors import NotThereError
from verdict_tui.render import words
from verdict_tui.render.historylist import Event, OnTool
from verdict_tui.store import bookmarks, changes, critics, quotes, state, tools, votes
from verdict_tui.store.database import open_database
from verdict_tui.store.digest import read_digest
from verdict_tui.store.dossier import read_dossier
from verdict_tui.store.evidence import read_evidence
from verdict_tui.store.history import count_mine, read_past, read_voted
from verdict_tui.store.slugs import canonical
from verdict_tui.store.thread import DatabaseThread
from verdict_tui.store.weekly import read_weeks
from verdict_tui.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from verdict_tui.catalogue import Catalogue, Kept
    from verdict_tui.digest import Digest
    from verdict_tui.dossier import Dossier, Profile
    from verdict_tui.listing import Listing
    from verdict_tui.model import Choice, Comparison, Evidence, QuoteHit, Record, Standing
    from verdict_tui.search.finder import Finder
    from verdict_tui.search.order import Sort
    from verdict_tui.store.database import Database
    from verdict_tui.store.history import Voted
    from verdict_tui.store.opening import Opening
    from verdict_tui.weeks import Span

Pair = tuple[str, str]

_READING = 0.4  # the part of the time to load that reading takes; the rest makes names findable


class Outcome(NamedTuple):
    """What a vote, an undo or a redo changed, as it is on disk now."""

    cast: votes.Cast
    standing: Standing | None
    """The tool that was voted on, with its figures after the vote; None for one that vanished."""
    comparison: Comparison | None
    """The comparison that was open, after the vote."""
    notice: str = ""
    """What the user should know of the file, once."""


class Session:
    """The database that is open, and what the screens know of it."""

    catalogue: Catalogue
    """The list of tools; only its head until `load` is done."""
    finder: Finder | None = None
    """The tools, ready to be searched; None until `load` is done."""

    progress: float = 0.0
    """Which part of `load` is done, from 0 to 1."""

    def __init__(self, path: Path, opening: Opening) -> None:
        self.path = path
        self.opening = opening
        self.catalogue = opening.head
        self.muted = opening.muted
        """The critics who are muted."""
        self.kept = opening.kept
        """The comparisons that are kept, the latest first."""
        self.orders: dict[str, int] = {}
        """Which of its orders each view was sorted by last, by the view's name."""
        self._positions = opening.positions
        self._reader = DatabaseThread(path, writing=False)
        self._writer = DatabaseThread(path, writing=True)
        self._searcher = DatabaseThread(path, writing=False)
        self._mark = changes.Bookmark()
        self._changes_begun = self._changes_done = 0
        self._is_closing = False
        self._is_loaded = asyncio.Event()
        self._asked: list[tuple[str, Future[Outcome]]] = []
        self._vanished: dict[str, str] = {}
        """The names of the tools that were there and are not any more, by slug."""

    async def load(self) -> None:
        """Read the whole list and make it searchable, in a thread of its own."""
        self._mark = await self._reader.call(changes.bookmark)
        self._positions = await self._reader.call(tools.read_positions)
        if not self.opening.read_only:
            self.kept = await self._reader.call(bookmarks.read_kept)
        catalogue, self.finder = await asyncio.to_thread(self._load, self.catalogue)
        self.muted = self.muted.intersection(self._positions)  # others have left the panel
        catalogue.mute([self._positions[name] for name in self.muted if name in self._positions])
        catalogue.version = self.catalogue.version + 1
        self.catalogue = catalogue
        self._is_loaded.set()

    async def loaded(self) -> Catalogue:
        """Wait until the whole list is there, and return it."""
        await self._is_loaded.wait()
        return self.catalogue

    def _load(self, before: Catalogue) -> tuple[Catalogue, Finder]:
        from verdict_tui.search.finder import Finder  # compiled distances, after the first paint

        with open_database(self.path) as database:
            catalogue = tools.load_catalogue(database, told=self._have_read)
        present = set(catalogue.slugs)
        named = zip(before.slugs, before.names, strict=True)
        self._vanished |= {slug: name for slug, name in named if slug not in present}
        return catalogue, Finder(catalogue, self._have_indexed)

    def _have_read(self, part: float) -> None:
        self.progress = _READING * part

    def _have_indexed(self, part: float) -> None:
        self.progress = _READING + (1 - _READING) * part

    def listing(self, typed: str, sort: Sort) -> Listing:
        """Begin to list the tools that are asked for; see `Listing.advance`."""
        from verdict_tui.listing import Listing  # with what it needs, after the first paint

        return Listing(self.catalogue, self.finder, typed, sort)

    async def quotes(self, said: str, among: set[str] | None) -> list[QuoteHit]:
        """Search what the critics wrote; a search that is still going on is given up.

        One more is returned than are listed, where there are more.
        """
        self._searcher.interrupt()
        return await self._searcher.call(quotes.search_quotes, said, among, quotes.LIMIT + 1)

    async def meant(self, said: str, among: set[str] | None) -> str:
        """Return what was meant by words that no critic wrote; see `quotes.meant`."""
        return await self._searcher.call(quotes.meant, said, among)

    async def comparison(self, pair: Pair) -> Comparison:
        """Read a comparison by the slugs of its tools.

        Raises:
            NotThereError: one of them has vanished.
        """
        present, found = await self._reader.call(_compared, pair)
        if found is None:
            raise self.gone(*(slug for slug in pair if slug not in present))
        return lens.compared(found, self.muted)

    async def some_pair(self) -> Pair | None:
        """Return two tools that are there; None with fewer."""
        return await self._reader.call(tools.first_pair)

    def called(self, slug: str) -> str:
        """Return the name of a tool, also of one that has vanished."""
        position = self.catalogue.position(slug)
        return (
            self._vanished.get(slug, slug) if position is None else self.catalogue.names[position]
        )

    def gone(self, *slugs: str) -> NotThereError:
        """Return the error that says of tools that they have vanished."""
        return NotThereError(words.gone([self.called(slug) for slug in slugs]))

    def facts(self, listed: int | None = None, filters: str = "") -> tuple[str, ...]:
        """Return what to say of the database, the most important first.

        Args:
            listed: how many tools the filters leave; None without filters.
            filters: which they are, where they are not to be seen otherwise.
        """
        mine = self.catalogue.my_votes
        left = f"{listed:,} of " if listed is not None else ""
        facts = (
            self.lens,
            "read-only" if self.opening.read_only else "",
            left + words.plural(self.catalogue.total, "tool"),
            filters,
            words.plural(mine, "vote") + " of mine" if mine else "no votes of mine",
        )
        return tuple(filter(None, facts))

    @property
    def panel(self) -> tuple[str, ...]:
        """The names of all critics, in panel order."""
        return tuple(self._positions)

    @property
    def lens(self) -> str:
        """Which critics are muted, in few words; empty without any."""
        return words.lens_briefly(self.muted, self.panel)

    def mute(self, muted: frozenset[str]) -> None:
        """Count the panel's figures without some critics; kept for the next run."""
        self.muted = muted
        positions = [self._positions[name] for name in muted if name in self._positions]
        self.catalogue.mute(positions)
        self.catalogue.version += 1
        self.keep(state.LENS, [*sorted(muted)])

    def is_kept(self, pair: Pair) -> bool:
        """Say whether a comparison is kept, whichever way round."""
        return any(set(each.slugs) == set(pair) for each in self.kept)

    async def toggle_kept(self, comparison: Kept) -> bool:
        """Keep a comparison, or no longer; say whether it is kept now.

        Raises:
            VerdictError: it could not be saved, or one of the tools has vanished.
        """
        pair = comparison.slugs
        await self.comparison(pair)
        if not self.opening.read_only:
            is_kept = await self._writer.call(bookmarks.toggle, pair)
            self.kept = await self._writer.call(bookmarks.read_kept)
            return is_kept
        was_kept = self.is_kept(pair)
        others = tuple(each for each in self.kept if set(each.slugs) != set(pair))
        self.kept = others if was_kept else (comparison, *others)
        return not was_kept

    async def vote(self, slug: str, choice: Choice, pair: Pair) -> Outcome:
        """Cast a vote; it is on disk when this returns.

        Raises:
            VerdictError: nothing was saved, maybe because the tool has vanished.
        """
        what = f"{choice} on {slug}" if choice != "none" else f"taking back the vote on {slug}"

        def cast(database: Database) -> votes.Cast:
            if tools.read_standing(database, canonical(database.connection, slug)) is None:
                raise self.gone(slug)
            return votes.cast(database, slug, choice)

        return await self._change(cast, pair, what)

    async def undo(self, pair: Pair) -> Outcome:
        """Take back my last vote; see `votes.undo`."""
        return await self._change(votes.undo, pair, "an undo")

    async def redo(self, pair: Pair) -> Outcome:
        """Cast again what was undone last; see `votes.redo`."""
        return await self._change(votes.redo, pair, "a redo")

    async def _change(
        self, act: Callable[[Database], votes.Cast], pair: Pair, what: str
    ) -> Outcome:
        self._changes_begun += 1
        future = self._writer.ask(_act, act, pair)
        self._asked.append((what, future))
        try:
            # Shielded: whoever asked may be gone before it is saved, and it is saved all the same.
            outcome = await asyncio.shield(asyncio.wrap_future(future))
        finally:
            self._changes_done += 1
            if future.done() and not self._is_closing:
                self._asked.remove((what, future))
        if outcome.comparison is not None:
            outcome = outcome._replace(comparison=lens.compared(outcome.comparison, self.muted))
        standing = outcome.standing
        if standing is not None:
            self.catalogue.record(standing.tool.slug, standing.community, standing.my_vote)
        return outcome

    async def standing(self, slug: str) -> Standing:
        """Read a tool with its figures.

        Raises:
            NotThereError: it has vanished.
        """
        found = await self._reader.call(tools.read_standing, slug)
        if found is None:
            raise self.gone(slug)
        return found

    async def evidence(self, slugs: Iterable[str]) -> list[Evidence]:
        """Read what stands behind the figures of tools, as they are shown.

        Raises:
            NotThereError: one of them has vanished.
        """
        found = {slug: await self._reader.call(read_evidence, slug) for slug in slugs}
        gone = [slug for slug, each in found.items() if each is None]
        if gone:
            raise self.gone(*gone)
        return [lens.explained(each, self.muted) for each in found.values() if each is not None]

    async def dossier(self, slug: str) -> Dossier | None:
        """Read everything about a tool; None when it is not there."""
        found = await self._reader.call(read_dossier, slug, votes.now_ms())
        return seen_through(found, self.muted) if found else None

    async def records(self) -> list[Record]:
        """Read all critics in panel order, with what their reviews come to."""
        return await self._reader.call(critics.read_records)

    async def profile(self, name: str) -> Profile | None:
        """Read everything about a critic; None for one who is not there."""
        return await self._reader.call(critics.find_profile, name)

    async def weeks(self) -> list[Span]:
        """Read in which weeks there may be news, the newest first."""
        return await self._reader.call(read_weeks)

    async def digest(self, span: Span) -> Digest:
        """Read what is new in some days."""
        return await self._reader.call(read_digest, span)

    async def seen(self) -> dict[str, list[int]]:
        """Read what was marked as seen in the digest."""
        return await self._reader.call(state.recall_seen)

    async def voted(self) -> list[OnTool]:
        """Read what I voted on, by the names of the tools."""
        return await self._reader.call(_read_voted)

    async def history(self, limit: int) -> tuple[list[Event], int]:
        """Read my newest votes, and how many there are."""
        return await self._reader.call(_read_history, limit)

    async def history_on(self, on: Sequence[OnTool], limit: int, *, by_tool: bool) -> list[Event]:
        """Read my votes on some tools, newest first or from tool to tool, as they are given."""
        names = {slug: each.name for each in on for slug in each.slugs}
        slugs = [each.slugs for each in on]
        found = await self._reader.call(read_past, slugs, limit, by_tool=by_tool)
        return [Event(past, names[past.vote.tool]) for past in found]

    def keep(self, key: str, value: state.Value) -> None:
        """Keep something for the next run, without waiting for it; if it fails, it is forgotten."""
        self._writer.ask(state.remember, key, value)

    async def news(self) -> list[str] | None:
        """Take over what other programs changed in the file.

        Returns:
            The slugs of the tools whose figures differ now, or None if the list of tools does.
        """
        begun = self._changes_begun
        news = await self._reader.call(changes.since, self._mark)
        if news is None or begun != self._changes_done or begun != self._changes_begun:
            return []  # a change of our own shows itself; the next look finds what is left
        self._mark = news.bookmark
        if news.catalogue_changed:
            await self.load()
            return None
        return [
            each.tool.slug
            for each in news.standings
            if self.catalogue.record(each.tool.slug, each.community, each.my_vote)
        ]

    def close(self) -> list[str]:
        """Finish what was asked, votes above all, and close the file.

        Returns:
            What could not be saved, because another program held the file until now.
        """
        self._is_closing = True
        self._searcher.interrupt()
        # The writer last: the last connection to close takes the log of new pages into the file.
        for thread in (self._searcher, self._reader, self._writer):
            thread.close()
        asked = [(what, future) for what, future in self._asked if not future.cancelled()]
        return [what for what, future in asked if future.exception() is not None]


def _read_history(database: Database, limit: int) -> tuple[list[Event], int]:
    names = tools.read_names(database)
    found = votes.read_history(database, limit=limit)
    events = [Event(past, names.get(past.vote.tool, past.vote.tool)) for past in found]
    return events, count_mine(database) if len(events) == limit else len(events)


def _read_voted(database: Database) -> list[OnTool]:
    names = tools.read_names(database)
    found: dict[str, list[Voted]] = {}
    for voted in read_voted(database):
        found.setdefault(voted.tool, []).append(voted)
    on = (
        OnTool(
            tool, names.get(tool, tool), tuple(each.said for each in voted),
            sum(each.times for each in voted),
        )
        for tool, voted in found.items()
    )  # fmt: skip
    return sorted(on, key=lambda each: fold(each.name))


def _act(database: Database, act: Callable[[Database], votes.Cast], pair: Pair) -> Outcome:
    cast = act(database)
    standing = tools.read_standing(database, cast.tool)
    notice, database.notice = database.notice, ""
    return Outcome(cast, standing, tools.read_comparison(database, *pair), notice)


def _compared(database: Database, pair: Pair) -> tuple[set[str], Comparison | None]:
    """Return which of two tools are there, and how they compare when both are."""
    a, b = (canonical(database.connection, slug) for slug in pair)
    found = tools.read_comparison(database, a, b)
    if found is not None:
        return {*pair}, found
    now = zip(pair, (a, b), strict=True)
    return {slug for slug, its in now if tools.read_standing(database, its)}, None
