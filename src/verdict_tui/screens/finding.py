"""Going to a tool of a list by a few letters of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.render.entries import Entries
from verdict_tui.widgets.findfield import FindField

if TYPE_CHECKING:
    from verdict_tui.screens.base import BaseScreen
    from verdict_tui.session import Session
    from verdict_tui.widgets.entrylist import EntryList

_MATCHES = 200


class Finding:
    """Moves the highlight of a list to what is typed, and back where that is given up."""

    def __init__(self, screen: BaseScreen, session: Session, entries: EntryList) -> None:
        """Take a list of a screen; its field is made when it is asked for first."""
        self._screen, self._session, self._list = screen, session, entries
        self._field: FindField | None = None  # a widget of Textual's, which takes its time
        self._entries = Entries()
        self._rows: dict[str, int] = {}
        """The first row of each tool in these entries."""
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
        self._found = self._matches(typed)
        self._at = 0
        self._list.highlight(self._found[0] if self._found else self._before)
        if typed.strip() and not self._found:
            said = f"No tool of this list matches “{typed.strip()}”."
            self._screen.say(said, for_long=True)
        else:
            self._screen.unsay()

    def _matches(self, typed: str) -> list[int]:
        """Return the rows of the tools that match, the best first."""
        finder, slugs = self._session.finder, self._session.catalogue.slugs
        if finder is None or not typed.strip():
            return []
        entries = self._list.entries
        if self._entries is not entries:  # the list may be read anew meanwhile
            rows = range(len(entries))
            self._entries = entries
            self._rows = {entries.slug(row): row for row in reversed(rows)}
        found = finder.find(typed, [slug in self._rows for slug in slugs], _MATCHES)
        return [self._rows[slugs[match.position]] for match in found]

    def go_on(self, by: int) -> None:
        """Go to the next best match, or the one before."""
        if self._found:
            self._at = (self._at + by) % len(self._found)
            self._list.highlight(self._found[self._at])

    def end(self, *, stay: bool) -> None:
        """Close the field, and stay where it has led to, or go back."""
        if not stay:
            self._list.highlight(self._before)
        self._screen.unsay()
        self._screen.remove_class("-finding")
        self._screen.set_focus(self._list)
