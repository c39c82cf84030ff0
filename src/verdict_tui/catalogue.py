"""Every tool, one row each: what the picker shows, in memory.

Columns instead of objects, so that a million rows fit and the garbage collector has nothing
to walk. It is passed by reference; `version` says when it has changed.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.model import Share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verdict_tui.model import Verdict

_MARKS: dict[Verdict | None, int] = {None: 0, "ship": 1, "skip": 2}
_VERDICTS: tuple[Verdict | None, ...] = (None, "ship", "skip")


class Entry(NamedTuple):
    """One tool as the database lists it."""

    slug: str
    name: str
    category: str
    verdicts: str
    """What the panel says: `+` or `-` and the critic's panel position, as in `+0-3`."""
    ship: int
    skip: int
    my_vote: Verdict | None


class Row(NamedTuple):
    """One tool as a list shows it."""

    slug: str
    name: str
    category: str
    panel: Share
    community: Share
    my_vote: Verdict | None


class Catalogue:
    """All tools in the order in which an empty search lists them."""

    version: int
    """Goes up with every change of a row."""
    total: int
    """How many tools the database holds; more than `len` while only its head is read."""
    my_votes: int
    """On how many tools a vote of mine counts."""

    def __init__(
        self, entries: Iterable[Entry], *, total: int | None = None, my_votes: int | None = None
    ) -> None:
        self.slugs: list[str] = []
        self.names: list[str] = []
        self._categories: list[str] = []
        self._category_of = array("I")
        self._panels: list[Share] = []
        self._panel_of = array("I")
        self._ships = array("I")
        self._skips = array("I")
        self._mine = bytearray()
        categories: dict[str, int] = {}
        panels: dict[str, int] = {}
        for entry in entries:
            self.slugs.append(entry.slug)
            self.names.append(entry.name)
            self._category_of.append(categories.setdefault(entry.category, len(categories)))
            self._panel_of.append(panels.setdefault(entry.verdicts, len(panels)))
            self._ships.append(entry.ship)
            self._skips.append(entry.skip)
            self._mine.append(_MARKS[entry.my_vote])
        self._categories = list(categories)
        self._panels = [
            Share(said.count("+"), said.count("+") + said.count("-")) for said in panels
        ]
        self.version = 0
        self.total = len(self.slugs) if total is None else total
        self.my_votes = len(self._mine) - self._mine.count(0) if my_votes is None else my_votes

    def __len__(self) -> int:
        return len(self.slugs)

    def row(self, position: int) -> Row:
        """Return the tool at a position."""
        ship = self._ships[position]
        return Row(
            self.slugs[position],
            self.names[position],
            self._categories[self._category_of[position]],
            self._panels[self._panel_of[position]],
            Share(ship, ship + self._skips[position]),
            _VERDICTS[self._mine[position]],
        )

    def position(self, slug: str) -> int | None:
        """Return where a tool stands, or None if it is not (yet) here."""
        try:
            return self.slugs.index(slug)
        except ValueError:
            return None

    def record(self, slug: str, community: Share, my_vote: Verdict | None) -> bool:
        """Take over the figures of a tool after votes; say whether they differ."""
        position = self.position(slug)
        if position is None or self.row(position)[-2:] == (community, my_vote):
            return False
        mark = _MARKS[my_vote]
        self.my_votes += bool(mark) - bool(self._mine[position])
        self._mine[position] = mark
        self._ships[position] = community.ship
        self._skips[position] = community.skip
        self.version += 1
        return True
