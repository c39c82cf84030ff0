"""Names to search in, real ones, and queries whose answers are known."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
_LISTINGS = (
    ("apt-cache", "pkgnames"),
    ("dnf", "--quiet", "repoquery", "--queryformat", "%{name}\n"),
    ("pacman", "-Slq"),
    ("brew", "formulae"),
)
"""Commands that list the packages of a system, one name a line."""


class Asked(NamedTuple):
    """One query, and what it should find."""

    kind: str
    query: str
    expected: frozenset[str]
    """Any of these is right."""


def tool_names() -> list[str]:
    """Return the names of the tools that the queries are about."""
    return (DATA / "tool_names.txt").read_text(encoding="utf-8").splitlines()


def queries() -> list[Asked]:
    """Return the queries with their answers."""
    rows = [
        line.split("\t")
        for line in (DATA / "queries.tsv").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return [Asked(kind, query, frozenset(right.split(" | "))) for kind, query, right in rows]


def package_names(least: int) -> list[str]:
    """Return the names that a package manager of this machine lists, in order.

    Args:
        least: how many there must be.

    Returns:
        No name when no package manager lists so many.
    """
    for command in _LISTINGS:
        if not shutil.which(command[0]):
            continue
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        found = sorted({line.strip() for line in answer.stdout.splitlines()} - {""})
        if len(found) >= least:
            return found
    return []
