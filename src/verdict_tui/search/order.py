"""The orders in which tools are listed when nothing is searched for."""

from __future__ import annotations

from collections import defaultdict
from heapq import merge
from itertools import chain
from typing import TYPE_CHECKING, Literal, TypeVar, get_args

from verdict_tui.figures import best_first
from verdict_tui.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from verdict_tui.catalogue import Catalogue
    from verdict_tui.model import Share

V = TypeVar("V")
Sort = Literal["featured", "name", "panel", "community", "newest"]
SORTS: tuple[Sort, ...] = get_args(Sort)

_PIECE = 20_000
"""How many tools are sorted at once: a long sort holds every other thread up."""


def ordered(catalogue: Catalogue, sort: Sort) -> Sequence[int]:
    """Return the positions of all tools in an order; on a tie the featured one is first."""
    if sort == "name":
        return _by_name(catalogue.names)
    if sort == "panel":
        return _by_share(catalogue.panels())
    if sort == "community":
        return _by_share(catalogue.communities())
    if sort == "newest":
        return _in_groups(catalogue.added, lambda day: -day)
    return range(len(catalogue))


def _by_name(names: Sequence[str]) -> list[int]:
    pieces = (
        sorted((fold(names[at]), at) for at in range(start, min(start + _PIECE, len(names))))
        for start in range(0, len(names), _PIECE)
    )
    return [at for _, at in merge(*pieces)]


def _by_share(shares: Iterable[Share]) -> list[int]:
    return _in_groups(shares, best_first)


def _in_groups(values: Iterable[V], rank: Callable[[V], float | tuple[float, int]]) -> list[int]:
    """Sort positions by a value that many of them share."""
    groups: defaultdict[V, list[int]] = defaultdict(list)
    for position, value in enumerate(values):
        groups[value].append(position)
    return list(chain.from_iterable(groups[value] for value in sorted(groups, key=rank)))
