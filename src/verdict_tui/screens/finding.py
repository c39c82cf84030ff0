"""Going to a tool of a list by a few letters of its name."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import WorkerCancelled

from verdict_tui.render.entries import Entries
from verdict_tui.widgets.findfield import FindField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.worker import Worker

    from verdict_tui.screens.base import BaseScreen
    from verdict_tui.session import Session
    from verdict_tui.widgets.entrylist import EntryList

_MATCHES = 200
_A_TURN = 0.004
"""How long a search goes on, in seconds, before something else has its turn."""


class Finding:
    """Moves the highlight of a list to what is typed, and back where that is given up."""

    def __init__(self, screen: BaseScreen, session: Session, entries: EntryList) -> None:
        """Take a list of a screen; its field is made when it is asked for first."""
        self._screen, self._session, self._list = screen, session, entries
        self._field: FindField | None = None  # a widget of Textual's, which takes its time
        self._entries = Entries()
        self._rows: dict[str, int] = {}
        """The first row of each tool in these entries."""
        self._listed: Sequence[bool] = ()
        """For each tool, by position, whether it is in these entries."""
        self._seeking: Worker[None] | None = None
        self._found: list[int] = []
        self._at = self._before = 0

    async def begin(self) -> None:
        """Open the field, or say why there is nothing to find."""
        if self._session.finder is None:
            self._screen.say("The list is still being read…")
        elif not self._list.count:
            self._screen.say("There is nothing to find here.")
        else:
            self._before = self._list.cursor
            self._found = []
            self._screen.unsay()
            self._screen.add_class("-finding")
            if self._field is None:
                self._field = FindField()
                await self._screen.mount(self._field, after=self._list)
                self._screen.watch(self._field, "value", self._seek, init=False)
            self._field.open()

    def _seek(self, typed: str) -> None:
        """Go to the best match of what is typed, or back where nothing is."""
        self._seeking = self._screen.run_worker(
            partial(self._go_to, typed), group="seek", exclusive=True
        )

    async def _go_to(self, typed: str) -> None:
        self._found = await self._matches(typed.strip())
        self._at = 0
        self._list.highlight(self._found[0] if self._found else self._before)
        if typed.strip() and not self._found:
            said = f"No tool of this list matches “{typed.strip()}”."
            self._screen.say(said, for_long=True)
        else:
            self._screen.unsay()

    async def _matches(self, typed: str) -> list[int]:
        """Return the rows of the tools that match, the best first."""
        finder, slugs = self._session.finder, self._session.catalogue.slugs
        if finder is None or not typed:
            return []
        entries = self._list.entries
        if self._entries is not entries:  # the list may be read anew meanwhile
            self._rows, self._listed = await asyncio.to_thread(_listed, entries, slugs)
            self._entries = entries
        search = finder.search(typed, self._listed, _MATCHES)
        while not search.advance(_A_TURN):
            await asyncio.sleep(0)
        return [self._rows[slugs[match.position]] for match in search.matches]

    async def _settled(self) -> None:
        """Wait until what is typed has been looked for."""
        if self._seeking is not None:
            with suppress(WorkerCancelled):  # it was typed on meanwhile
                await self._seeking.wait()

    async def go_on(self, by: int) -> None:
        """Go to the next best match, or the one before."""
        await self._settled()
        if self._found:
            self._at = (self._at + by) % len(self._found)
            self._list.highlight(self._found[self._at])

    async def end(self, *, stay: bool) -> None:
        """Close the field, and stay where it has led to, or go back."""
        if stay:
            await self._settled()
        else:
            if self._seeking is not None:
                self._seeking.cancel()
            self._list.highlight(self._before)
        self._screen.unsay()
        self._screen.remove_class("-finding")
        self._screen.set_focus(self._list)


def _listed(entries: Entries, slugs: Sequence[str]) -> tuple[dict[str, int], list[bool]]:
    """Return the first row of each tool in some entries, and of each tool whether it is there."""
    rows = {entries.slug(row): row for row in reversed(range(len(entries)))}
    return rows, [slug in rows for slug in slugs]
