"""Back and forward through the comparisons of a session, as in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verdict_tui.session import Pair


class Trail:
    """The pairs that were kept, and which of them is open."""

    def __init__(self, first: Pair) -> None:
        self._pairs = [first]
        self._at = 0

    @property
    def current(self) -> Pair:
        """The pair that is open."""
        return self._pairs[self._at]

    def go(self, pair: Pair) -> None:
        """Open a pair; what was forward of here is forgotten."""
        if pair != self.current:
            self._pairs[self._at + 1 :] = [pair]
            self._at += 1

    def drop(self, pair: Pair) -> None:
        """Forget a pair, whichever way round; the one before it is open then."""
        before = [each for each in self._pairs[: self._at + 1] if set(each) != set(pair)]
        after = [each for each in self._pairs[self._at + 1 :] if set(each) != set(pair)]
        self._at = max(len(before) - 1, 0)
        self._pairs = [*before, *after] or [("", "")]

    def walk(self, by: int) -> bool:
        """Go back (-1) or on (1) to the pair beside this one; say whether there is one."""
        if not 0 <= self._at + by < len(self._pairs):
            return False
        self._at += by
        return True
