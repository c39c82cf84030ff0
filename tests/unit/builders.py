"""Values of the model for tests: small ones made by hand, and any at all by hypothesis."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

from verdict_tui import weeks
from verdict_tui.digest import Digest, Moved, Named, Pairing, Renamed, Repriced, Reviewed, Ruling
from verdict_tui.model import Comparison, Price, Review, ScoreRow, Share, Standing, Tool
from verdict_tui.text import clean_line, clean_paragraphs, slugify

if TYPE_CHECKING:
    from verdict_tui.model import Period, Verdict

T = TypeVar("T")

NOBODY = Share(0, 0)
FREE = Price("free")
CONTACT = Price("contact")
UNKNOWN = Price("unknown")


def money(
    amount: str, period: Period = "month", currency: str = "USD", *, per_seat: bool = False
) -> Price:
    """Return an amount as an entry price, by default in dollars a month."""
    return Price("amount", Decimal(amount), currency, period, per_seat)


def tool(name: str = "Alpha", category: str = "Editors", *, price: Price = UNKNOWN) -> Tool:
    """Return a tool with only what it needs."""
    return Tool(slugify(name), name, category, entry_price=price)


def row(
    critic: str, a: Verdict | None, b: Verdict | None, quotes: tuple[str, str] = ("", "")
) -> ScoreRow:
    """Return a critic's verdicts on A and on B; None for no review."""
    return ScoreRow(
        critic,
        Review(critic, a, quotes[0]) if a else None,
        Review(critic, b, quotes[1]) if b else None,
    )


def versus(
    *rows: ScoreRow,
    a: Tool | None = None,
    b: Tool | None = None,
    votes: tuple[Share, Share] = (NOBODY, NOBODY),
    silent: tuple[str, ...] = (),
) -> Comparison:
    """Return a comparison, by default of Alpha and Beta, with the panel's shares of its rows."""
    said_of_a = [each.a.verdict for each in rows if each.a]
    said_of_b = [each.b.verdict for each in rows if each.b]
    return Comparison(
        Standing(a or tool("Alpha"), _panel(said_of_a), votes[0]),
        Standing(b or tool("Beta"), _panel(said_of_b), votes[1]),
        rows,
        silent,
    )


def _panel(verdicts: list[Verdict]) -> Share:
    return Share(verdicts.count("ship"), len(verdicts))


TRICKY = "日本語한국어🙂👩\u200d👩\u200d👧👍🏽🇩🇪e\u0301ก็\ufe0f\u3000\u00a0"
"""Wide, joined, flagged, combined and spaced characters: what upsets a layout."""

characters = st.one_of(
    st.sampled_from("  abc"),
    st.sampled_from(TRICKY),
    st.characters(exclude_categories=("Cc", "Cs")),
)


def _can_be_seen(name: str) -> bool:
    return any(character.isprintable() and not character.isspace() for character in name)


texts = st.text(characters, max_size=80)
"""Any text without control characters."""

names = st.text(characters, min_size=1, max_size=60).map(clean_line).filter(_can_be_seen)
prose = st.text(st.one_of(characters, st.just("\n")), max_size=120).map(clean_paragraphs)
verdicts: st.SearchStrategy[Verdict] = st.sampled_from(("ship", "skip"))
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))

amounts = st.builds(
    Price,
    kind=st.just("amount"),
    amount=st.decimals(0, 10**9 - 1, places=2),
    currency=st.sampled_from(("USD", "EUR", "CHF")),
    period=st.sampled_from(("once", "month", "year")),
    per_seat=st.booleans(),
    as_of=st.none() | days,
)
prices = st.one_of(
    st.builds(Price, st.sampled_from(("free", "contact", "unknown")), as_of=st.none() | days),
    amounts,
    st.builds(Price, as_of=st.none() | days, words=names),
)


@st.composite
def shares(draw: st.DrawFn, most: int = 10**7) -> Share:
    """Draw how many of how many say ship."""
    total = draw(st.integers(0, most))
    return Share(draw(st.integers(0, total)), total)


@st.composite
def tools(draw: st.DrawFn) -> Tool:
    """Draw a tool with any of its fields set."""
    name = draw(names)
    return Tool(
        slug=slugify(name),
        name=name,
        category=draw(names),
        vendor=draw(st.just("") | names),
        tagline=draw(st.just("") | names),
        description=draw(prose),
        aliases=tuple(draw(st.lists(names, max_size=2, unique=True))),
        entry_price=draw(prices),
        licence=draw(st.just("") | names),
        link=draw(st.sampled_from(("", "https://example.org/a?b=c"))),
        added_on=draw(st.none() | days),
    )


def reviews_by(critic: str) -> st.SearchStrategy[Review]:
    """Return the reviews that a critic may write."""
    return st.builds(Review, st.just(critic), verdicts, prose, st.none() | days)


@st.composite
def score_rows(draw: st.DrawFn) -> tuple[ScoreRow, ...]:
    """Draw what critics say of two tools; each has reviewed one of them at least."""
    rows = []
    for critic in draw(st.lists(names, max_size=4, unique=True)):
        a, b = draw(st.sampled_from(((True, True), (True, False), (False, True))))
        review = reviews_by(critic)
        rows.append(ScoreRow(critic, draw(review) if a else None, draw(review) if b else None))
    return tuple(rows)


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Draw any comparison."""
    return versus(
        *draw(score_rows()),
        a=draw(tools()),
        b=draw(tools()),
        votes=(draw(shares()), draw(shares())),
        silent=tuple(draw(st.lists(names, max_size=2, unique=True))),
    )


def named(of: Tool) -> Named:
    """Return a tool as news names it."""
    return Named(of.slug, of.name)


@st.composite
def digests(draw: st.DrawFn, text: st.SearchStrategy[str] = names) -> Digest:
    """Draw what is new in some days, with any text in it."""
    first = draw(st.dates(date(1971, 1, 1), date(2100, 1, 1)))
    span = weeks.Span(first, first + timedelta(draw(st.integers(0, 30))))
    within = st.dates(*span)
    some = st.builds(Named, text.map(slugify), text)
    added = st.builds(
        lambda tool, day, panel, community: Standing(
            tool._replace(added_on=day), panel, community
        ),
        tools(), within, shares(), shares(),
    )  # fmt: skip
    rulings = st.builds(
        Ruling, st.builds(Review, text, verdicts, text, st.none() | days), st.none() | verdicts,
        within,
    )  # fmt: skip
    reviewed = st.builds(Reviewed, some, st.lists(rulings, min_size=1, max_size=4).map(tuple))
    start, end = weeks.moments(span)
    moved = st.builds(Moved, some, shares(), shares(), st.integers(start, end - 1))
    return Digest(
        span,
        tools=draw(_few(added)),
        comparisons=draw(_few(st.builds(Pairing, some, some, within))),
        verdicts=draw(_few(reviewed)),
        prices=draw(_few(st.builds(Repriced, some, prices, prices, within))),
        names=draw(_few(st.builds(Renamed, some, text, text, within))),
        community=draw(_few(moved)),
    )


def _few(items: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(items, max_size=3).map(tuple)
