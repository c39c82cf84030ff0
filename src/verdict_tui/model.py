"""What the program talks about: frozen values without behaviour of their own.

Every string in them has been made safe for a terminal (`text.clean`). They are named tuples and
not frozen dataclasses, because making one of those classes costs a millisecond of every start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

Verdict = Literal["ship", "skip"]
"""What a critic or a voter says of a tool."""

Choice = Literal["ship", "skip", "none"]
"""What a vote says: a verdict, or `none` for a vote that was retracted."""

Origin = Literal["local", "linked", "imported", "sample"]
"""How an event came to be here: cast here, repeated here for another voter, taken in from a log,
or made up for the sample."""

Effect = Literal["vote", "undo", "redo", "unknown"]
"""What an event of the vote log is: an undo takes back a vote, a redo takes back an undo, and one
that takes back anything else, or what is not there, is of unknown effect."""

Column = Literal["a", "b"]
"""One of the two columns of a comparison."""

PriceKind = Literal["free", "amount", "contact", "unknown"]
Period = Literal["once", "month", "year"]


class Share(NamedTuple):
    """How many say `ship`, out of all who say `ship` or `skip`."""

    ship: int
    total: int

    @property
    def skip(self) -> int:
        """How many say `skip`."""
        return self.total - self.ship


class Price(NamedTuple):
    """What it costs to start using a tool."""

    kind: PriceKind = "unknown"
    amount: Decimal | None = None
    """In units of `currency`; only when `kind` is `amount`."""
    currency: str = ""
    """Three letters, as in ISO 4217."""
    period: Period | None = None
    per_seat: bool = False
    as_of: date | None = None
    """The date on which it was true."""
    words: str = ""
    """The source's own words, of a price that was not understood; it is `unknown`."""


class Tool(NamedTuple):
    """A thing one can ship with."""

    slug: str
    name: str
    category: str
    vendor: str = ""
    tagline: str = ""
    description: str = ""
    aliases: tuple[str, ...] = ()
    """Former and other names, in the order given."""
    entry_price: Price = Price()
    licence: str = ""
    link: str = ""
    added_on: date | None = None


class Critic(NamedTuple):
    """A named persona on the panel."""

    name: str
    motto: str = ""
    voice: str = ""
    excited: tuple[str, ...] = ()
    tired: tuple[str, ...] = ()


class Review(NamedTuple):
    """One critic's verdict on one tool."""

    critic: str
    verdict: Verdict
    quote: str = ""
    reviewed_on: date | None = None


class Change(NamedTuple):
    """A field of a tool, or of a critic's review of it, that was something else before."""

    field: str
    """As imports name it: `name`, `entry_price`, `verdict`."""
    before: str | Price
    after: str | Price
    changed_on: date
    """The day on which the database learned of it."""
    critic: str = ""
    """Whose review it is a field of; empty for a field of the tool."""


class Ratio(NamedTuple):
    """In how many of how many cases something is so."""

    hits: int
    total: int


class Record(NamedTuple):
    """What a critic's reviews come to."""

    critic: Critic
    shipped: Share
    """Over all tools that they reviewed."""
    dissent: Ratio
    """How often they go against the others, of the tools on which those have a majority."""
    agreement: Ratio
    """How often they say what I say, of the tools that both of us judged."""


class Said(NamedTuple):
    """One of a critic's reviews, with what others say of the tool."""

    slug: str
    """The tool that it is about."""
    name: str
    category: str
    review: Review
    others: Share
    """The share among the other critics."""
    my_vote: Verdict | None = None


class QuoteHit(NamedTuple):
    """A quote in which something was found."""

    slug: str
    """The tool that it is about."""
    name: str
    critic: str
    verdict: Verdict
    passage: tuple[tuple[str, bool], ...]
    """Pieces of the quote around what was found; the pieces that were found are marked."""


class Standing(NamedTuple):
    """A tool and where it stands with the panel, the community and me."""

    tool: Tool
    panel: Share
    community: Share
    my_vote: Verdict | None = None


class ScoreRow(NamedTuple):
    """What one critic says of the two tools of a comparison."""

    critic: str
    a: Review | None
    b: Review | None

    @property
    def differs(self) -> bool:
        """Whether the critic reviewed both and parts ways between them."""
        return self.a is not None and self.b is not None and self.a.verdict != self.b.verdict


Who = Literal["me", "elsewhere", "voter", "others", "sample"]
"""Who voted: I on this device or on another one, one voter, several, the sample's invented ones."""


class Voices(NamedTuple):
    """The votes on a tool that count, of one voter or of several."""

    who: Who
    voter: str
    """The voter's id; empty for several."""
    voters: int
    ship: int
    skip: int
    first: str
    """The moment of the first of them, ISO 8601 in UTC."""
    last: str


class Evidence(NamedTuple):
    """What stands behind a tool's figures."""

    standing: Standing
    reviews: tuple[Review, ...] = ()
    """In panel order."""
    voices: tuple[Voices, ...] = ()
    my_vote_at: str = ""
    """The moment of my vote, ISO 8601 in UTC; empty without one."""
    muted: tuple[str, ...] = ()
    """The critics whose verdicts are not in the panel's figure."""


class Overlap(NamedTuple):
    """How many of those who voted on both of two tools would ship which."""

    only_a: int = 0
    only_b: int = 0
    both: int = 0
    neither: int = 0

    @property
    def total(self) -> int:
        """How many voted on both."""
        return sum(self)


class Comparison(NamedTuple):
    """Two tools side by side, with what every critic says of them."""

    a: Standing
    b: Standing
    rows: tuple[ScoreRow, ...]
    """In panel order; a critic who reviewed neither has none."""
    silent: tuple[str, ...] = ()
    """The critics who reviewed neither, in panel order."""
    published_on: date | None = None
    voters: Overlap = Overlap()
    """Those who voted on both."""
    muted: tuple[str, ...] = ()
    """The critics whose verdicts are not in the panel's figures."""

    @property
    def heard(self) -> tuple[ScoreRow, ...]:
        """The rows of the critics who are not muted."""
        return tuple(row for row in self.rows if row.critic not in self.muted)

    @property
    def panel(self) -> tuple[str, ...]:
        """The names of all critics, those who are muted too."""
        return (*(row.critic for row in self.rows), *self.silent)

    @property
    def pair(self) -> tuple[str, str]:
        """The slugs of A and B."""
        return self.a.tool.slug, self.b.tool.slug

    def side(self, column: Column) -> Standing:
        """Return the tool in a column."""
        return self.a if column == "a" else self.b


class Stamp(NamedTuple):
    """A place in the order of votes: milliseconds since 1970, then a counter."""

    ms: int
    counter: int


class Vote(NamedTuple):
    """One event of the vote log. Events are never changed or removed."""

    id: str
    voter: str
    device: str
    tool: str
    """The tool's slug when the vote was cast; the tool may be unknown here."""
    choice: Choice
    stamp: Stamp
    at: str
    """Wall-clock time, ISO 8601 in UTC, for people; the order is the stamp's."""
    undoes: str | None = None
    """The id of the event that this one takes back."""
    origin: Origin = "local"
    source: str = ""
    """The name of the log that it was imported from; empty for others."""


class Past(NamedTuple):
    """A vote of mine in the log, and what it changed."""

    vote: Vote
    before: Choice
    """What I said of the tool before."""
    effect: Effect = "vote"
