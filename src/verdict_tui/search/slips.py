"""Explaining a query with slips of the finger: letters swapped, doubled, left out or wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from verdict_tui.search.weights import NEVER, WEIGHTS, Weights

if TYPE_CHECKING:
    from verdict_tui.search.keys import Query


def by_slips(query: Query, name: str, w: Weights = WEIGHTS) -> tuple[float, int]:
    """Weigh a query that is the name, or its beginning, with slips; spaces don't count.

    Returns:
        The cost, and how many letters of the name the query stands for.
    """
    text = query.text
    length = len(text)
    allowed = slips_allowed(length)
    best, meant = NEVER, 0
    if not allowed:
        return best, meant
    if abs(len(name) - length) <= allowed:
        edits = OSA.distance(text, name, score_cutoff=allowed)
        if edits <= allowed:
            best, meant = w.slip + slip_cost(edits, text, name, w.slip_chance, w), len(name)
    if len(name) > length:
        rest = w.slip_prefix + rest_cost(length, len(name), w)
        for start in (name[:length], name[: length + 1], name[: length - 1]):
            edits = OSA.distance(text, start, score_cutoff=allowed)
            if edits <= allowed:
                each = w.slip + slip_cost(edits, text, start, w.slip_chance, w) + rest
                if each < best:
                    best, meant = each, len(start)
    if best < NEVER and query.digits and not within(query.digits, name):
        best += w.slip_digit
    return best, meant


def slips_allowed(length: int) -> int:
    """Return how many slips a text of a length may have and still be taken for a name."""
    return 0 if length < 3 else 1 if length < 5 else 2 if length < 9 else 3


def slip_cost(edits: int, typed: str, meant: str, chance: float, w: Weights) -> float:
    """Weigh slips of the finger: the more of what was typed they are, the dearer."""
    total = edits * chance / max(len(typed), len(meant))
    if edits == 1:
        total *= _kind_of_slip(typed, meant, w)
    return total + w.slip_first if typed[0] != meant[0] else total


def _kind_of_slip(typed: str, meant: str, w: Weights) -> float:
    """Return how a slip counts: there are fewer ways to swap letters than to hit wrong ones."""
    at = 0
    for here, there in zip(typed, meant, strict=False):
        if here != there:
            break
        at += 1
    if len(typed) == len(meant):
        return w.swapped if typed[at : at + 2] == meant[at : at + 2][::-1] else 1.0
    long = typed if len(typed) > len(meant) else meant
    if at and long[at] == long[at - 1]:
        return w.doubled
    return w.dropped if long == meant else 1.0


def rest_cost(typed: int, whole: int, w: Weights) -> float:
    """Weigh what a query leaves of a name."""
    return w.rest * (1 - typed / whole)


def within(letters: str, name: str) -> bool:
    """Say whether letters stand in a name in their order."""
    at = 0
    for letter in letters:
        at = name.find(letter, at) + 1
        if not at:
            return False
    return True
