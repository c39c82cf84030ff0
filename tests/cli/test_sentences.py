"""What is told in sentences has one end to each, whatever the user's own words end in."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

FILE = {
    "critics": [
        {"name": "Dr. No!", "motto": "Ship it!", "excited": ["Speed!"], "tired": ["Talk…"]}
    ],
    "tools": [
        {
            "name": name,
            "category": category,
            "vendor": vendor,
            "tagline": "Ship it!",
            "description": "What is it?",
            "added_on": "2026-11-20",
            "reviews": [{"critic": "Dr. No!", "verdict": verdict, "quote": "Why not?"}],
        }
        for name, category, vendor, verdict in (
            ("Yahoo!", "Fun!", "Acme Inc.", "ship"),
            ("Wat?", "Fun!", "Who?", "skip"),
        )
    ],
}


@pytest.mark.parametrize(
    "words",
    [
        ("show", "yahoo"), ("show", "yahoo", "--why"), ("compare", "yahoo", "wat"),
        ("list",), ("search", "yahoo"), ("rank",), ("rank", "--by", "divided"), ("critics",),
        ("critics", "Dr. No!"), ("digest", "--since", "2026-11-01"), ("history",),
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_sentence_ends_twice(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / "tools.json"
    path.write_text(json.dumps(FILE), encoding="utf-8")
    assert run("import", str(path)).code == 0
    voted = run("vote", "yahoo", "ship")
    told = run(*words, "--plain")
    assert told.code == 0
    assert "ahoo!" in told.out or "Dr. No!" in told.out
    assert not re.search(r"[.!?…]\.(?!\.)", voted.out + told.out), told.out
