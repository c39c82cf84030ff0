"""What content is judged by, and what can be found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verdict_tui.model import Share, Standing, Tool, Verdict

PriceKind = Literal["undated-price", "stale-price", "future-price"]
Kind = Literal[
    "dead-alias",
    "near-duplicate",
    "across-categories",
    "future-price",
    "undated-price",
    "stale-price",
    "one-sided-critic",
    "long-quote",
    "no-reviews",
]
"""What is wrong, in the order in which it is told; other programs rely on these words."""


class FormerName(NamedTuple):
    """A former name, and the tool that lists it."""

    tool: str
    """The tool's slug."""
    name: str
    slug: str
    """The former name's own."""


class QuoteLength(NamedTuple):
    """How long a quote is."""

    tool: str
    """The slug of the tool that it is about."""
    critic: str
    length: int
    """In characters, as it is shown."""


class Evidence(NamedTuple):
    """What content is judged by. Every slug in it is that of a tool in `standings`."""

    standings: Sequence[Standing] = ()
    """Every tool, in the order in which tools are told."""
    former_names: Sequence[FormerName] = ()
    """In the order in which they were claimed: of two alike the first leads to its tool."""
    critics: Sequence[tuple[str, Share]] = ()
    """Every critic in panel order, with what they said of all tools that they reviewed."""
    comparisons: Sequence[tuple[str, str]] = ()
    """The published ones, by the slugs of A and B."""
    quotes: Sequence[QuoteLength] = ()
    """Those that may be too long."""


class DoubtfulPrice(NamedTuple):
    """A known entry price of which one can't tell that it is true today."""

    kind: PriceKind
    tool: Tool
    days: int = 0
    """How long ago its date is, or how far ahead; 0 without a date."""


class Unreviewed(NamedTuple):
    """A tool that no critic has reviewed."""

    tool: Tool
    kind: Literal["no-reviews"] = "no-reviews"


class OneSided(NamedTuple):
    """A critic who says the same of every tool."""

    critic: str
    verdict: Verdict
    reviews: int
    kind: Literal["one-sided-critic"] = "one-sided-critic"


class AcrossCategories(NamedTuple):
    """A published comparison of two tools that are not of one category."""

    tool: Tool
    other: Tool
    kind: Literal["across-categories"] = "across-categories"


Likeness = Literal["same", "slip", "former"]
"""How two names are alike: the same when folded, a letter apart, or the second is also a former
name of the first's tool."""


class NearDuplicate(NamedTuple):
    """Two tools that may be one."""

    tool: Tool
    other: Tool
    likeness: Likeness
    kind: Literal["near-duplicate"] = "near-duplicate"


class DeadAlias(NamedTuple):
    """A former name that does not lead to the tool that lists it, or adds nothing to its name."""

    tool: Tool
    name: str
    other: Tool
    """The tool that the name leads to."""
    is_shared: bool = False
    """Whether that tool lists it as a former name too."""
    kind: Literal["dead-alias"] = "dead-alias"


class LongQuote(NamedTuple):
    """A quote that is too long to be read beside another."""

    tool: Tool
    critic: str
    length: int
    """In characters."""
    kind: Literal["long-quote"] = "long-quote"


Finding: TypeAlias = (
    DoubtfulPrice | Unreviewed | OneSided | AcrossCategories | NearDuplicate | DeadAlias | LongQuote
)
