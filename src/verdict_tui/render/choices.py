"""What can be chosen from a menu."""

from __future__ import annotations

from typing import NamedTuple


class Choice(NamedTuple):
    """One line of a menu."""

    label: str
    is_set: bool = False
    heading: str = ""
    """What this choice and those after it are about; empty when it goes on."""
