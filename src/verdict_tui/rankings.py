"""Rankings: tools in the order that a rule makes of the panel's and the community's shares.

They work on the catalogue's columns and weigh every different share once, so that many tools cost
little. `docs/rankings.md` tells the rules.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate, chain, repeat
from typing import TYPE_CHECKING, Literal, NamedTuple

from verdict_tui.figures import FEW_VOTES, Interval, best_first, minority, wilson
from verdict_tui.model import Share
from verdict_tui.search.order import ordered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verdict_tui.catalogue import Catalogue

By = Literal["panel", "community", "divided", "gap"]
Voices = Literal["panel", "community"]
Kind = Literal["ranked", "unanimous", "too few votes", "no reviews"]
"""A section of a ranking: the tools with a rank, and why others have none."""

GAP_VOTES = 12
"""With fewer votes a gap between panel and community says little."""


class Rule(NamedTuple):
    """What tools are ranked by."""

    by: By = "panel"
    of: Voices = "panel"
    """Whose division; it means something for `divided` only."""

    @property
    def voices(self) -> Voices:
        """Whose share counts; for a gap, which is of both, the one that has an interval."""
        if self.by == "divided":
            return self.of
        return "panel" if self.by == "panel" else "community"


RULES = (
    Rule("panel"),
    Rule("community"),
    Rule("divided"),
    Rule("divided", "community"),
    Rule("gap"),
)


class Measure(NamedTuple):
    """What a rule finds of a tool."""

    value: float
    """What is ranked by, the greatest first: a part from 0 to 1."""
    interval: Interval | None = None
    """The 95 % Wilson interval of the share that is judged, where that is the community's."""
    higher: Voices | None = None
    """For a gap: whose share is the greater."""


class Place(NamedTuple):
    """Where a tool stands in a ranking."""

    position: int
    """Its position in the catalogue."""
    rank: int | None
    """From 1; None outside the ranking."""
    tied: bool = False
    """Whether others have the same rank."""


class Section:
    """Tools of a ranking that have a rank, or have none for the same reason; by rank, then name."""

    def __init__(self, kind: Kind, positions: Sequence[int], starts: Sequence[int]) -> None:
        """Take tools in.

        Args:
            kind: which section it is.
            positions: the positions of its tools, all or the first.
            starts: in which row each rank begins, and then how many tools there are in all.
        """
        self.kind: Kind = kind
        self.positions = positions
        self._starts = starts

    @property
    def total(self) -> int:
        """How many tools it has, also where only its head is listed."""
        return self._starts[-1]

    def __len__(self) -> int:
        return len(self.positions)

    def __iter__(self) -> Iterator[Place]:
        return map(self.place, range(len(self)))

    def place(self, row: int) -> Place:
        """Return who stands in a row."""
        if self.kind != "ranked":
            return Place(self.positions[row], None)
        tier = bisect_right(self._starts, row)
        start, end = self._starts[tier - 1 : tier + 1]
        return Place(self.positions[row], start + 1, end - start > 1)

    def head(self, count: int) -> Section:
        """Return the section with its first rows only; ranks and ties stay as they are."""
        return Section(self.kind, self.positions[:count], self._starts)


class Ranking(NamedTuple):
    """Tools, ranked."""

    rule: Rule
    sections: tuple[Section, ...]
    """None of them empty; the tools with a rank come first."""
    total: int
    """How many tools it has, also where only its head is listed."""
    left_out: int = 0
    """How many tools the rule has nothing to say of: those without a gap worth telling."""

    def head(self, count: int) -> Ranking:
        """Return the first tools of the ranking."""
        sections: list[Section] = []
        for section in self.sections:
            if count:
                sections.append(section.head(count))
                count -= len(sections[-1])
        return self._replace(sections=tuple(sections))


_KINDS: tuple[Kind, ...] = ("ranked", "unanimous", "too few votes", "no reviews")
_Standing = tuple[int, float, float]
"""The place of a section in `_KINDS`, and what its tools are sorted by; equal ones are tied."""


def rank(catalogue: Catalogue, rule: Rule, among: Sequence[bool] | None = None) -> Ranking:
    """Rank the tools of a catalogue.

    Args:
        catalogue: the tools.
        rule: what to rank by.
        among: says of each tool, by position, whether it takes part; all by default.
    """
    judged = _judged(catalogue, rule)
    known: dict[tuple[Share, Share], _Standing | None] = {}
    tiers: defaultdict[_Standing, list[int]] = defaultdict(list)
    left_out = 0
    for at in ordered(catalogue, "name"):
        if among is not None and not among[at]:
            continue
        shares = judged[at]
        if shares not in known:
            known[shares] = _standing(rule, *shares)
        standing = known[shares]
        if standing is None:
            left_out += 1
        else:
            tiers[standing].append(at)
    sections = _sections(tiers)
    return Ranking(rule, sections, sum(map(len, sections)), left_out)


def _judged(catalogue: Catalogue, rule: Rule) -> list[tuple[Share, Share]]:
    """Return the two shares of each tool; for one that the rule does not look at, nobody's."""
    asked = {"panel", "community"} if rule.by == "gap" else {rule.voices}
    nobody = repeat(Share(0, 0), len(catalogue))
    panels = catalogue.panels() if "panel" in asked else nobody
    communities = catalogue.communities() if "community" in asked else nobody
    return list(zip(panels, communities, strict=True))


def _sections(tiers: dict[_Standing, list[int]]) -> tuple[Section, ...]:
    found: defaultdict[int, list[list[int]]] = defaultdict(list)
    for standing in sorted(tiers):
        found[standing[0]].append(tiers[standing])
    return tuple(
        Section(
            _KINDS[kind],
            list(chain.from_iterable(tied)),
            list(accumulate(map(len, tied), initial=0)),
        )
        for kind, tied in found.items()
    )


def measure(rule: Rule, panel: Share, community: Share) -> Measure | None:
    """Return what a rule finds of a tool; None where it finds too little to rank it by."""
    if rule.by == "gap":
        return _gap(panel, community)
    if rule.voices == "panel":
        share = minority(panel) if rule.by == "divided" else panel
        return Measure(share.ship / share.total) if share.total else None
    if community.total < FEW_VOTES:
        return None
    interval = wilson(minority(community) if rule.by == "divided" else community)
    return Measure(interval.low, interval)


def _standing(rule: Rule, panel: Share, community: Share) -> _Standing | None:
    found = measure(rule, panel, community)
    if found is None:
        if rule.by == "gap":
            return None
        return _outside("no reviews" if rule.voices == "panel" else "too few votes")
    if rule.by == "divided" and not found.value:
        return _outside("unanimous")
    if rule.voices == "panel":
        share = minority(panel) if rule.by == "divided" else panel
        return (0, *best_first(share))
    return 0, -found.value, 0


def _outside(kind: Kind) -> _Standing:
    return _KINDS.index(kind), 0, 0


def _gap(panel: Share, community: Share) -> Measure | None:
    """Return how far a panel is outside the interval of a community with votes enough."""
    if not panel.total or community.total < GAP_VOTES:
        return None
    interval = wilson(community)
    if interval.low <= panel.ship / panel.total <= interval.high:
        return None
    # One division of whole numbers, so that equal gaps give equal floats.
    apart = panel.ship * community.total - community.ship * panel.total
    higher: Voices = "panel" if apart > 0 else "community"
    return Measure(abs(apart) / (panel.total * community.total), interval, higher)
