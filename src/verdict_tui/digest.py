"""What is new in some days: values without words and without a database."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui import weeks

if TYPE_CHECKING:
    from datetime import date

    from verdict_tui.model import Price, Review, Share, Standing, Verdict
    from verdict_tui.weeks import Span


class Named(NamedTuple):
    """A tool that news is about."""

    slug: str
    name: str


class Pairing(NamedTuple):
    """A comparison that was published."""

    a: Named
    b: Named
    on: date


class Ruling(NamedTuple):
    """A critic's verdict that is new, or not what it was."""

    review: Review
    before: Verdict | None
    """What the critic said before; None for a verdict that has not changed."""
    on: date
    """The day of the review, or that on which a change of it became known here."""


class Reviewed(NamedTuple):
    """The new verdicts on one tool, in panel order."""

    tool: Named
    rulings: tuple[Ruling, ...]

    @property
    def on(self) -> date:
        """The day of the newest of them."""
        return max(ruling.on for ruling in self.rulings)


class Repriced(NamedTuple):
    """An entry price that changed on a day."""

    tool: Named
    before: Price
    after: Price
    on: date


class Renamed(NamedTuple):
    """A tool that was renamed on a day."""

    tool: Named
    """With the name it has now."""
    before: str
    after: str
    on: date


class Moved(NamedTuple):
    """A tool whose community share others have changed: what I did myself is no news to me."""

    tool: Named
    before: Share
    """The votes that counted when the days began."""
    after: Share
    """Those that counted when they ended."""
    ms: int
    """When the newest of the others' votes was cast, in milliseconds since 1970."""
    others: tuple[Share, Share] | None = None
    """Before and after without a vote of mine; None when none of mine is in them."""

    @property
    def on(self) -> date:
        """The day of that vote."""
        return weeks.day_of(self.ms)


class Digest(NamedTuple):
    """What is new in some days; in each part the newest first."""

    span: Span
    tools: tuple[Standing, ...] = ()
    """Tools that were added, with their figures now."""
    comparisons: tuple[Pairing, ...] = ()
    verdicts: tuple[Reviewed, ...] = ()
    prices: tuple[Repriced, ...] = ()
    names: tuple[Renamed, ...] = ()
    community: tuple[Moved, ...] = ()
    """The biggest movement first."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is new."""
        return not any((
            self.tools, self.comparisons, self.verdicts, self.prices, self.names, self.community
        ))  # fmt: skip

    @property
    def newest(self) -> date | None:
        """The day of the newest of it; None when nothing is new."""
        days = chain(
            (each.tool.added_on for each in self.tools if each.tool.added_on),
            (each.on for each in self.comparisons),
            (each.on for each in self.verdicts),
            (each.on for each in self.prices),
            (each.on for each in self.names),
            (each.on for each in self.community),
        )
        return max(days, default=None)
