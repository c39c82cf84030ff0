"""Which tools are nearest to one: what one might ship with instead.

Nearness is a sum of signals that a reader can check, each from 0 to 1 and then weighed: a published
comparison of the two, one category, voters who ship both, prices that are alike, panels that agree.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from verdict_tui import figures
from verdict_tui.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verdict_tui.dossier import Alternative
    from verdict_tui.model import Price, Share, Standing

SHOWN = 6
"""How many alternatives are worth reading."""

_COMPARED = 3.0
_IN_CATEGORY = 2.0
_SHIPPED_TOO = 2.0
_ALIKE_IN_PRICE = 0.75
_ALIKE_IN_PANEL = 0.75


def nearest(standing: Standing, others: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """Return the nearest of some tools, at most `SHOWN`, the nearest first.

    Args:
        standing: the tool to which they are near.
        others: what is known of each. One that is neither compared nor of the category is left out.
    """
    near = [each for each in others if each.compared or each.in_category]
    near.sort(key=lambda each: (-nearness(standing, each), fold(each.standing.tool.name)))
    return tuple(near[:SHOWN])


def nearness(standing: Standing, other: Alternative) -> float:
    """Return how near a tool is: 0 for one that has nothing in common, 8.5 at most."""
    ships = standing.community.ship
    return (
        _COMPARED * other.compared
        + _IN_CATEGORY * other.in_category
        + _SHIPPED_TOO * _part_who_ship_both(other.shipped_too, ships)
        + _ALIKE_IN_PRICE
        * _alike_in_price(standing.tool.entry_price, other.standing.tool.entry_price)
        + _ALIKE_IN_PANEL * _alike_in_panel(standing.panel, other.standing.panel)
    )


def _part_who_ship_both(both: int, ships: int) -> float:
    """Return the part of a tool's voters who ship another too; 0 where they are too few to say."""
    return both / ships if ships >= figures.FEW_VOTES else 0


def _alike_in_price(one: Price, other: Price) -> float:
    """Return 1 for the same price, less the more often the cheaper goes into the dearer."""
    if one.kind == other.kind == "free":
        return 1
    order = figures.compare_prices(one, other)
    if order.obstacle or one.amount is None or other.amount is None:
        return 0
    low, high = sorted((figures.yearly(one), figures.yearly(other)))
    return float(low / high) if high > Decimal(0) else 1


def _alike_in_panel(one: Share, other: Share) -> float:
    """Return 1 less the distance of the shares; 0 where a panel has said nothing."""
    if not (one.total and other.total):
        return 0
    return 1 - abs(one.ship / one.total - other.ship / other.total)
