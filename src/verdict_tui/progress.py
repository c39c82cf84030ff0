"""Telling how far a long piece of work has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

_EVERY = 4096


def telling(items: Iterable[T], total: int, told: Callable[[float], None]) -> Iterator[T]:
    """Yield items, and tell now and then which part of all they are, from 0 to 1."""
    for number, item in enumerate(items):
        if not number % _EVERY:
            told(number / max(total, 1))
        yield item
