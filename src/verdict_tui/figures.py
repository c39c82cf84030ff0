"""Pure arithmetic: shares, the panel's lead, prices. No words, no colours, no database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from verdict_tui.model import Column, Price, ScoreRow, Share

FEW_VOTES = 5
"""Below this many votes a community share is marked as few."""

MONTHS_A_YEAR = 12


def percent(share: Share) -> str:
    """Round a share to a whole percentage, half up.

    Never `100%` or `0%` unless unanimous: those read `>99%` and `<1%`. Nobody: `—`.
    """
    if not share.total:
        return "—"
    rounded = (200 * share.ship + share.total) // (2 * share.total)
    if rounded == 0 and share.ship:
        return "<1%"
    if rounded == 100 and share.skip:
        return ">99%"
    return f"{rounded}%"


def is_few(share: Share) -> bool:
    """Say whether there are votes, but too few to say much."""
    return 0 < share.total < FEW_VOTES


def best_first(share: Share) -> tuple[float, int]:
    """Return what to sort shares by: the greatest first, of equal ones that of more voices.

    Nobody's share comes last.
    """
    # Two different fractions with totals under 2**26 give different floats, equal ones equal.
    return (-share.ship / share.total if share.total else 1.0, -share.total)


def movement(before: Share, after: Share) -> float | None:
    """Return by how much a share went up or down, from 0 to 1; None when one of them is nobody's.

    Of two movements the greater has the greater number, and equal ones have the same.
    """
    if not (before.total and after.total):
        return None
    # One division of whole numbers: it is rounded once, where two quotients would be twice.
    apart = abs(after.ship * before.total - before.ship * after.total)
    return apart / (before.total * after.total)


class PanelLead(NamedTuple):
    """How the panel decides between two tools, over the critics who reviewed both."""

    leader: Column | None
    a: int
    """Ships for A among the critics in common."""
    b: int
    common: int

    @property
    def by(self) -> int:
        """By how many ships the leader leads; 0 for a tie."""
        return abs(self.a - self.b)


MIN_COMMON = 2
"""With fewer critics in common the panel has no leader."""


def panel_lead(rows: Iterable[ScoreRow]) -> PanelLead:
    """Count which tool has more ships among the critics who reviewed both."""
    both = [(row.a.verdict, row.b.verdict) for row in rows if row.a and row.b]
    a = sum(verdict == "ship" for verdict, _ in both)
    b = sum(verdict == "ship" for _, verdict in both)
    leader: Column | None = None
    if len(both) >= MIN_COMMON and a != b:
        leader = "a" if a > b else "b"
    return PanelLead(leader, a, b, len(both))


PriceObstacle = Literal["unknown", "contact", "currency", "seat", "period"]
"""Why two prices can't be compared."""


class PriceOrder(NamedTuple):
    """Which of two entry prices is lower."""

    cheaper: Column | None
    """None when they are equal, or can't be compared."""
    obstacle: PriceObstacle | None = None


def compare_prices(a: Price, b: Price) -> PriceOrder:
    """Order two entry prices: free before an amount, amounts in one currency and seat basis.

    A year counts as twelve months; a price paid once can't be compared with a recurring one.
    """
    if a.kind == b.kind == "free":
        return PriceOrder(None)
    if "unknown" in (a.kind, b.kind):
        return PriceOrder(None, "unknown")
    if "contact" in (a.kind, b.kind):
        return PriceOrder(None, "contact")
    if "free" in (a.kind, b.kind):
        return PriceOrder("a" if a.kind == "free" else "b")
    return _compare_amounts(a, b)


def _compare_amounts(a: Price, b: Price) -> PriceOrder:
    if a.currency != b.currency:
        return PriceOrder(None, "currency")
    if a.per_seat != b.per_seat:
        return PriceOrder(None, "seat")
    if (a.period == "once") != (b.period == "once"):
        return PriceOrder(None, "period")
    yearly_a, yearly_b = _yearly(a), _yearly(b)
    if yearly_a == yearly_b:
        return PriceOrder(None)
    return PriceOrder("a" if yearly_a < yearly_b else "b")


def _yearly(price: Price) -> Decimal:
    """Return a year's cost, or the whole amount of a price paid once; both are exact."""
    assert price.amount is not None, "a price of kind 'amount' has an amount"
    return price.amount * MONTHS_A_YEAR if price.period == "month" else price.amount
