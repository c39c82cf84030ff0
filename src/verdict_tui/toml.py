"""Reading TOML within limits: the standard library's parser takes any depth, and ever longer."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date, datetime, time

    Value: TypeAlias = (
        "dict[str, Value] | list[Value] | str | int | float | bool | date | datetime | time | None"
    )

MOST_LEVELS = 50
"""How deep a key may lie; the parser's time grows with the square of it."""

_PART = r"""(?>(?<![\w-])[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_DEEP = re.compile(rf"{_PART}(?:\.[ \t]*+{_PART}){{{MOST_LEVELS}}}")


def loads(text: str) -> dict[str, Value]:
    """Parse TOML.

    Raises:
        ValueError: it is not TOML, or nested too deep; the message may end with the place, as
            `(at line 3, column 1)`.
    """
    deep = _DEEP.search(text)
    if deep:
        line = text.count("\n", 0, deep.start()) + 1
        raise ValueError(f"A key has too many levels (at line {line}, column 1)")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("It is nested too deep") from None
    except ValueError as error:
        if "integer string" in str(error):
            raise ValueError("A number in it is too long") from None
        raise
