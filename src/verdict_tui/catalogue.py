"""Every tool, one row each: what the picker shows, in memory.

Columns instead of objects, so that a million rows fit and the garbage collector has nothing
to walk. It is passed by reference; `version` says when it has changed.
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from verdict_tui.model import Price, Share

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import date

    from verdict_tui.model import Verdict

T = TypeVar("T")
U = TypeVar("U")

MARKS: dict[Verdict | None, int] = {None: 0, "ship": 1, "skip": 2}
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
    vendor: str = ""
    licence: str = ""
    price: Price = Price()
    """Without its date."""
    added_on: date | None = None
    times: int = 0
    """In how many published comparisons it stands."""


class Kept(NamedTuple):
    """A comparison that was kept, to come back to."""

    slugs: tuple[str, str]
    names: tuple[str, str]


class Row(NamedTuple):
    """One tool as a list shows it."""

    slug: str
    name: str
    category: str
    panel: Share
    community: Share
    my_vote: Verdict | None


class Column(Generic[T]):
    """One value for each tool, where many tools have the same: each value is kept once."""

    def __init__(self) -> None:
        self._numbers: dict[T, int] = {}
        self.values: list[T] = []
        """The different values, in the order in which they came."""
        self.numbers = array("I")
        """For each tool the place of its value in `values`."""

    def append(self, value: T) -> None:
        """Add the value of the next tool."""
        number = self._numbers.get(value)
        if number is None:
            number = self._numbers[value] = len(self.values)
            self.values.append(value)
        self.numbers.append(number)

    def __getitem__(self, position: int) -> T:
        return self.values[self.numbers[position]]

    def mapped(self, change: Callable[[T], U]) -> Column[U]:
        """Return the column with every value changed."""
        column = Column[U]()
        column.values = [change(value) for value in self.values]
        column.numbers = self.numbers
        return column


def _heard(said: str, muted: Collection[str]) -> Share:
    """Return what a panel says, as in `+0-3`, without the critics at some positions."""
    if muted:
        voices = _VOICE.findall(said)
        said = "".join(sign for sign, critic in voices if critic not in muted)
    return Share(said.count("+"), said.count("+") + said.count("-"))


_VOICE = re.compile(r"([+-])(\d+)")


class Catalogue:
    """All tools in the order in which an empty search lists them."""

    version: int
    """Goes up with every change of a row."""
    total: int
    """How many tools the database holds; more than `len` while only its head is read."""
    my_votes: int
    """On how many tools a vote of mine counts."""
    panel: Column[Share]
    """What the critics say of each who are not muted."""
    former_names: Sequence[tuple[int, str]]
    """Other names, each with the position of its tool."""

    def __init__(
        self,
        entries: Iterable[Entry],
        *,
        total: int | None = None,
        my_votes: int | None = None,
        former_names: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Take the tools in.

        Args:
            entries: all of them, or the first.
            total: how many there are, when these are not all.
            my_votes: on how many of all a vote of mine counts, when these are not all.
            former_names: slugs of tools, each with another name.
        """
        self.slugs: list[str] = []
        self._places: dict[str, int] = {}
        """Where each slug stands: a list would be gone through for each."""
        self.names: list[str] = []
        self.category = Column[str]()
        self.vendor = Column[str]()
        self.licence = Column[str]()
        self.price = Column[Price]()
        self.added = array("i")
        """The day each was added, counted from year 1; 0 when it is not known."""
        self.times = array("I")
        """In how many published comparisons each stands."""
        self._said = Column[str]()
        self.ships = array("I")
        """The community's votes to ship that count."""
        self.skips = array("I")
        self.mine = bytearray()
        """My votes: 0 none, 1 ship, 2 skip."""
        for entry in entries:
            self._take_in(entry)
        self.mute(())
        self.former_names = self._placed(former_names)
        self.version = 0
        self.total = len(self.slugs) if total is None else total
        self.my_votes = len(self.mine) - self.mine.count(0) if my_votes is None else my_votes

    def mute(self, positions: Collection[int]) -> None:
        """Count the panels without the critics at some positions of the panel."""
        muted = frozenset(map(str, positions))
        self.panel = self._said.mapped(lambda said: _heard(said, muted))

    def _take_in(self, entry: Entry) -> None:
        self._places[entry.slug] = len(self.slugs)
        self.slugs.append(entry.slug)
        self.names.append(entry.name)
        self.category.append(entry.category)
        self.vendor.append(entry.vendor)
        self.licence.append(entry.licence)
        self.price.append(entry.price)
        self.added.append(entry.added_on.toordinal() if entry.added_on else 0)
        self.times.append(entry.times)
        self._said.append(entry.verdicts)
        self.ships.append(entry.ship)
        self.skips.append(entry.skip)
        self.mine.append(MARKS[entry.my_vote])

    def _placed(self, former_names: Iterable[tuple[str, str]]) -> list[tuple[int, str]]:
        places = self._places
        return [(places[slug], name) for slug, name in former_names if slug in places]

    def __len__(self) -> int:
        return len(self.slugs)

    def row(self, position: int) -> Row:
        """Return the tool at a position."""
        ship = self.ships[position]
        return Row(
            self.slugs[position],
            self.names[position],
            self.category[position],
            self.panel[position],
            Share(ship, ship + self.skips[position]),
            _VERDICTS[self.mine[position]],
        )

    def position(self, slug: str) -> int | None:
        """Return where a tool stands, or None if it is not (yet) here."""
        return self._places.get(slug)

    def my_vote(self, slug: str) -> Verdict | None:
        """Return my vote on a tool; None without one, and for a tool that is not (yet) here."""
        position = self.position(slug)
        return None if position is None else _VERDICTS[self.mine[position]]

    def record(self, slug: str, community: Share, my_vote: Verdict | None) -> bool:
        """Take over the figures of a tool after votes; say whether they differ."""
        position = self.position(slug)
        if position is None or self.row(position)[-2:] == (community, my_vote):
            return False
        mark = MARKS[my_vote]
        self.my_votes += bool(mark) - bool(self.mine[position])
        self.mine[position] = mark
        self.ships[position] = community.ship
        self.skips[position] = community.skip
        self.version += 1
        return True

    def panels(self) -> Iterator[Share]:
        """Yield the panel's share of each tool, by position."""
        values = self.panel.values
        return (values[number] for number in self.panel.numbers)

    def communities(self) -> Iterator[Share]:
        """Yield the community's share of each tool, by position."""
        pairs = zip(self.ships, self.skips, strict=True)
        return (Share(ship, ship + skip) for ship, skip in pairs)
