"""What every SQL statement in the repository may not say."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|VALUES|WHERE|SET|LIMIT)\b")
_NUMBERED = re.compile(r"\?[0-9]")
_FOLDERS = ("src", "tests", "bench", "sample", "docs")


def _numbered(source: str) -> Iterator[int]:
    """Yield the lines of the strings that are SQL with a numbered placeholder."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant):
            text = str(node.value)
            if _NUMBERED.search(text) and _SQL.search(text):
                yield node.lineno


@pytest.mark.parametrize("folder", _FOLDERS)
def test_no_statement_numbers_its_placeholders(folder: str) -> None:
    # With a sequence, sqlite3 takes ?1 for a name: Python 3.12 warns, 3.14 refuses.
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in (ROOT / folder).rglob("*.py")
        for line in _numbered(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_a_numbered_placeholder_would_be_found() -> None:
    number = 1
    assert list(_numbered(f'a = 1\nb = "SELECT id FROM tools WHERE name = ?{number}"')) == [2]
    assert list(_numbered('b = "SELECT id FROM tools WHERE name = ? OR slug = :slug"')) == []
