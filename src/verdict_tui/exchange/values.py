"""What stands in a file, before it is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date, datetime, time

Data: TypeAlias = (
    "dict[str, Data] | list[Data] | str | int | float | bool | date | datetime | time | None"
)
