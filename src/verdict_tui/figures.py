"""Pure arithmetic: shares, how sure they are, the panel's lead, critics, prices.

No words, no colours, no database.
"""

from __future__ import annotations

from math import erf, exp, fsum, lgamma, log, sqrt
from typing import TYPE_CHECKING, Literal, NamedTuple

from verdict_tui.model import Ratio, Share

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from verdict_tui.model import Column, Price, ScoreRow, Verdict

FEW_VOTES = 5
"""Below this many votes a community share is marked as few."""

FEW_CASES = 10
"""Below this many cases it is not said of a critic what part of them is of a kind."""

MONTHS_A_YEAR = 12

_Z_95 = 1.959963984540054
"""Between minus this and this lie 95 % of a standard normal distribution."""


def percent(share: Share) -> str:
    """Round a share to a whole percentage, half up.

    Never `100%` or `0%` unless unanimous: those read `>99%` and `<1%`. Nobody: `—`.
    """
    if not share.total:
        return "—"
    rounded = (200 * share.ship + share.total) // (2 * share.total)
    return _percentage(rounded, is_none=not share.ship, is_all=not share.skip)


def percent_of(part: float) -> str:
    """Round a part from 0 to 1 to a whole percentage, by the rules of `percent`."""
    return _percentage(int(100 * part + 0.5), is_none=part == 0, is_all=part == 1)


def _percentage(rounded: int, *, is_none: bool, is_all: bool) -> str:
    if rounded == 0 and not is_none:
        return "<1%"
    if rounded == 100 and not is_all:
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


class Interval(NamedTuple):
    """Where a true share may lie, as parts from 0 to 1."""

    low: float
    high: float


def wilson(share: Share) -> Interval:
    """Return the 95 % Wilson score interval of a share; all from 0 to 1 when nobody spoke.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical
    inference", Journal of the American Statistical Association 22 (1927), 209-212.
    """
    if not share.total:
        return Interval(0.0, 1.0)
    square = _Z_95 * _Z_95
    middle = share.ship + square / 2
    reach = _Z_95 * sqrt(share.ship * share.skip / share.total + square / 4)
    whole = share.total + square
    # What is unanimous has a bound that is exact; rounding would put it beside 0 or 1.
    low = (middle - reach) / whole if share.ship else 0.0
    high = (middle + reach) / whole if share.skip else 1.0
    return Interval(low, high)


def minority(share: Share) -> Share:
    """Return the share of those who are fewer, as if they were the ones who say `ship`."""
    return Share(min(share.ship, share.skip), share.total)


MIN_OTHERS = 2
"""With fewer other critics there is no majority to dissent from."""


def dissents(verdict: Verdict, others: Share) -> bool | None:
    """Say whether a critic's verdict goes against most of the others on a tool.

    None where the others are fewer than two, or as many for as against.
    """
    if others.total < MIN_OTHERS or others.ship == others.skip:
        return None
    return (verdict == "ship") != (others.ship > others.skip)


def tallied(verdicts: Iterable[tuple[Verdict, Share, int]]) -> tuple[Share, Ratio]:
    """Count a critic's ships, and how often they dissent from the others.

    Args:
        verdicts: what the critic says, the share of the others on the same tool, and how many
            tools there are of which both is so.
    """
    ship = reviewed = dissenting = judged = 0
    for verdict, others, count in verdicts:
        reviewed += count
        ship += count if verdict == "ship" else 0
        is_dissent = dissents(verdict, others)
        judged += count if is_dissent is not None else 0
        dissenting += count if is_dissent else 0
    return Share(ship, reviewed), Ratio(dissenting, judged)


def leaning(share: Share) -> Verdict | None:
    """Return what a critic nearly always says: in 90 % of ten reviews or more."""
    if share.total < FEW_CASES:
        return None
    if 10 * share.ship >= 9 * share.total:
        return "ship"
    return "skip" if 10 * share.skip >= 9 * share.total else None


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


class Flip(NamedTuple):
    """The smallest change that takes the panel's lead away."""

    column: Column
    """The tool that is behind: it is tied if the critics ship it."""
    critics: tuple[str, ...]


def flip(rows: Iterable[ScoreRow]) -> Flip | None:
    """Return which critics would have to ship the tool that is behind, for a tie; None if tied.

    A critic more or less moves the lead by one, so as many are needed as it leads by. They are
    the first of those who ship only the leader, of whom there are as many at least.
    """
    rows = tuple(rows)
    lead = panel_lead(rows)
    if lead.leader is None:
        return None
    only = ("ship", "skip") if lead.leader == "a" else ("skip", "ship")
    for_leader = [
        row.critic for row in rows if row.a and row.b and (row.a.verdict, row.b.verdict) == only
    ]
    return Flip("b" if lead.leader == "a" else "a", tuple(for_leader[: lead.by]))


CommunityCall = Literal["few", "close", "leaning", "leads"]
"""What the votes say of which tool is liked more."""

ENOUGH_TOGETHER = 12
LEADS, LEANING = 0.95, 0.90
_EXACT_UP_TO = 10_000
_DIGITS = 9
"""So many digits of a probability are not what the rounding of a sum has left."""


class CommunityLead(NamedTuple):
    """Which of two tools the community likes more, and how sure that is."""

    call: CommunityCall
    leader: Column | None = None
    """The one with the greater probability; None when there are too few votes, or it is even."""
    probability: float | None = None
    """That the leader's true share is the greater."""


def community_lead(a: Share, b: Share) -> CommunityLead:
    """Say whose true share is greater, if the votes tell.

    They don't with fewer than five on a side, nor with fewer than twelve on both together.
    """
    if min(a.total, b.total) < FEW_VOTES or a.total + b.total < ENOUGH_TOGETHER:
        return CommunityLead("few")
    for_b = 0.5 if a == b else round(probability_greater(b, a), _DIGITS)
    if for_b == 0.5:
        return CommunityLead("close", None, for_b)
    leader: Column = "b" if for_b > 0.5 else "a"
    probability = max(for_b, round(1 - for_b, _DIGITS))
    if probability >= LEADS:
        return CommunityLead("leads", leader, probability)
    if probability >= LEANING:
        return CommunityLead("leaning", leader, probability)
    return CommunityLead("close", leader, probability)


def probability_greater(one: Share, other: Share) -> float:
    """Return the probability that the true share of one is greater than that of the other.

    Both are independent, with uniform priors: so they are distributed as Beta(ship + 1, skip + 1).
    Exact up to thousands of votes, then by the normal distribution of their difference.

    Source: E. Miller, "Formulas for Bayesian A/B Testing" (2015), the sum over the beta function.
    """
    ways = (  # the sum has as many terms as one of the four counts: the smallest is taken
        (one.ship, False, (other.ship, other.skip, one.ship, one.skip)),
        (other.skip, False, (one.skip, one.ship, other.skip, other.ship)),
        (other.ship, True, (one.ship, one.skip, other.ship, other.skip)),
        (one.skip, True, (other.skip, other.ship, one.skip, one.ship)),
    )
    terms, is_turned, counts = min(ways)
    if terms > _EXACT_UP_TO:
        return _by_normal(one, other)
    found = min(_sum_of_beta(*counts), 1.0)
    return 1 - found if is_turned else found


def _sum_of_beta(ship_a: int, skip_a: int, ship_b: int, skip_b: int) -> float:
    """Return the probability that B is greater than A, as a sum of `ship_b` + 1 terms."""
    alpha_a, beta_a, beta_b = ship_a + 1, skip_a + 1, skip_b + 1
    whole = _log_beta(alpha_a, beta_a)
    return fsum(
        exp(
            _log_beta(alpha_a + i, beta_a + beta_b)
            - log(beta_b + i)
            - _log_beta(1 + i, beta_b)
            - whole
        )
        for i in range(ship_b + 1)
    )


def _log_beta(a: int, b: int) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _by_normal(one: Share, other: Share) -> float:
    means, spread = [], 0.0
    for share in (one, other):
        alpha, whole = share.ship + 1, share.total + 2
        mean = alpha / whole
        means.append(mean)
        spread += mean * (1 - mean) / (whole + 1)
    return (1 + erf((means[0] - means[1]) / sqrt(2 * spread))) / 2


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
    yearly_a, yearly_b = yearly(a), yearly(b)
    if yearly_a == yearly_b:
        return PriceOrder(None)
    return PriceOrder("a" if yearly_a < yearly_b else "b")


def yearly(price: Price) -> Decimal:
    """Return a year's cost, or the whole amount of a price paid once; both are exact."""
    assert price.amount is not None, "a price of kind 'amount' has an amount"
    return price.amount * MONTHS_A_YEAR if price.period == "month" else price.amount
