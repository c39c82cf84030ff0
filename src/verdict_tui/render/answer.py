"""The answer of a comparison: a few lines, each true on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verdict_tui import figures
from verdict_tui.render import words

if TYPE_CHECKING:
    from verdict_tui.model import Comparison, Tool


class Line(NamedTuple):
    """One line of the answer."""

    label: str
    said: str


def answer(comparison: Comparison) -> tuple[Line, ...]:
    """Return the lines of the answer in the order in which they are read."""
    about = (
        panel_line(comparison),
        flip_line(comparison),
        words.lens(comparison.muted, comparison.panel),
    )
    panel = "; ".join(filter(None, about))
    lines = (
        Line("Panel", panel),
        Line("Split", split_line(comparison)),
        Line("Community", community_line(comparison)),
        Line("Price", price_line(comparison)),
        Line("Voters", voters_line(comparison)),
    )
    return tuple(line for line in lines if line.said)


def panel_line(comparison: Comparison) -> str:
    """Say who leads among the critics who reviewed both."""
    lead = figures.panel_lead(comparison.heard)
    if lead.common < figures.MIN_COMMON:
        return f"no leader: {_few_in_common(comparison, lead.common)}"
    common = f"{words.number(lead.common)} critics in common"
    if lead.leader is None:
        each = "one ship" if lead.a == 1 else f"{words.number(lead.a)} ships"
        return f"tied at {each} each, {common}"
    leader = comparison.side(lead.leader).tool.name
    return f"{leader} leads by {words.number(lead.by)}, {common}"


def panel_in_brief(comparison: Comparison) -> tuple[str, str]:
    """Say it in few words: the leader's name, which may be cut, and what stands behind it."""
    lead = figures.panel_lead(comparison.heard)
    of = words.number(lead.common)
    if lead.common < figures.MIN_COMMON:
        return "", f"no leader: {of if lead.common else 'none'} reviewed both"
    if lead.leader is None:
        return "", f"tied at {words.number(lead.a) if lead.a else 'none'} of {of} each"
    return comparison.side(lead.leader).tool.name, f" leads by {words.number(lead.by)} of {of}"


def _few_in_common(comparison: Comparison, heard: int) -> str:
    """Say why too few critics are heard on both tools."""
    both = sum(bool(row.a and row.b) for row in comparison.rows)
    if both == heard:
        critics = "critic has" if heard == 1 else "critics have"
        return f"{words.number(heard)} {critics} reviewed both"
    return f"{'only one' if heard else 'nobody'} who reviewed both is heard"


def flip_line(comparison: Comparison) -> str:
    """Say what would take the panel's lead away; empty when there is none."""
    found = figures.flip(comparison.heard)
    if found is None:
        return ""
    verb = "ships" if len(found.critics) == 1 else "ship"
    return f"tied if {words.names(found.critics)} {verb} {comparison.side(found.column).tool.name}"


def split_line(comparison: Comparison) -> str:
    """Name the critics who part ways."""
    parting = [row.critic for row in comparison.heard if row.differs]
    if parting:
        return f"{words.names(parting)} {'parts' if len(parting) == 1 else 'part'} ways"
    if any(row.a and row.b for row in comparison.heard):
        return "nobody parts ways"
    said = any(row.a and row.b for row in comparison.rows)
    return "nobody who reviewed both is heard" if said else "nobody reviewed both"


def community_line(comparison: Comparison) -> str:
    """Say whom the community likes more, if the votes tell, with the counts of both."""
    a, b = comparison.a.community, comparison.b.community
    if not (a.total or b.total):
        return "no votes on either yet"
    counts = f"A {words.in_passing(a)}; B {words.in_passing(b)}"
    lead = figures.community_lead(a, b)
    if lead.call == "few":
        return f"not enough votes: {counts}"
    if lead.call == "close" or lead.leader is None:
        return f"too close to call: {counts}"
    leader = comparison.side(lead.leader).tool.name
    does = "leads" if lead.call == "leads" else "is leaning ahead"
    return f"{leader} {does}, {probably(lead.probability)}: {counts}"


def probably(probability: float | None) -> str:
    """Say a probability so that it is never overstated: `97% sure`, `over 99% sure`."""
    sure = probability or 0
    return "over 99% sure" if sure > 0.99 else f"{int(100 * sure)}% sure"


def voters_line(comparison: Comparison) -> str:
    """Say what those who voted on both would ship; empty when nobody did."""
    voters = comparison.voters
    if not voters.total:
        return ""
    parts = (
        f"{voters.only_a:,} would ship only A, {voters.only_b:,} only B, {voters.both:,} both,"
        f" {voters.neither:,} neither"
    )
    return f"of {voters.total:,} who voted on both, {parts}"


def price_line(comparison: Comparison) -> str:
    """Say which is cheaper to start with, or why that can't be said."""
    a, b = comparison.a.tool, comparison.b.tool
    order = figures.compare_prices(a.entry_price, b.entry_price)
    if order.obstacle:
        return f"not comparable: {_obstacle(order.obstacle, a, b)}"
    if order.cheaper is None:
        one, other = words.price(a.entry_price), words.price(b.entry_price)
        return f"both {one[0].lower()}{one[1:]}" if one == other else f"equal: {one} and {other}"
    cheaper, dearer = (a, b) if order.cheaper == "a" else (b, a)
    if cheaper.entry_price.kind == "free":
        return f"{cheaper.name} is free; {dearer.name} {words.price(dearer.entry_price)}"
    return (
        f"{cheaper.name} is cheaper: {words.price(cheaper.entry_price)}"
        f" against {words.price(dearer.entry_price)}"
    )


def _obstacle(obstacle: figures.PriceObstacle, a: Tool, b: Tool) -> str:
    if obstacle in ("unknown", "contact"):
        which = [tool.name for tool in (a, b) if tool.entry_price.kind == obstacle]
        verb = "are" if len(which) > 1 else "is"
        what = "unknown" if obstacle == "unknown" else "on request"
        noun = "prices" if len(which) > 1 else "price"
        return f"the {noun} of {words.names(which)} {verb} {what}"
    reasons = {
        "currency": "two currencies",
        "seat": "one is per seat and the other is not",
        "period": "one is paid once and the other again and again",
    }
    return f"{reasons[obstacle]} ({words.price(a.entry_price)}, {words.price(b.entry_price)})"
