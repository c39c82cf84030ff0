"""Sentences to be listened to: no columns, no boxes, no signs, and nothing left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from verdict_tui.catalogue import Row
from verdict_tui.model import Share
from verdict_tui.render import spoken

if TYPE_CHECKING:
    from tests.conftest import Run

SIGNS = "·│─┌┐└┘▌█▏✓✗≠▸\t"


def test_a_tool_of_a_list_is_a_line() -> None:
    row = Row("alpha", "Alpha", "Editors", Share(3, 4), Share(0, 0), "ship")
    assert spoken.tool_line(row, "was Aleph") == (
        "Alpha (was Aleph), Editors. Panel 75%, 3 of 4. Community: no votes. You say ship."
    )


@pytest.mark.parametrize(
    "words",
    [
        ("compare", "cursor", "zed"),
        ("show", "zed"),
        ("show", "zed", "--why"),
        ("list",),
        ("search", "cl"),
        ("search", "--quotes", "licence"),
        ("history",),
        ("rank",),
        ("critics",),
        ("critics", "founder"),
    ],
)
def test_nothing_needs_to_be_seen(run: Run, words: tuple[str, ...]) -> None:
    run("vote", "zed", "ship")
    out = run(*words, "--plain").out
    assert out
    assert not set(out) & set(SIGNS)
    assert all(not line.startswith(" ") and "   " not in line for line in out.splitlines())


def test_a_comparison_tells_every_quote_and_the_answer(run: Run) -> None:
    out = run("compare", "code-llama-4", "mistral-8b-instruct-v3", "--plain").out
    seen = run("compare", "code-llama-4", "mistral-8b-instruct-v3", "--json").out
    assert out.startswith("Code Llama 4 or Mistral 8B Instruct v3: which should you ship with?\n")
    assert "The Founder: skip Code Llama 4 and ship Mistral 8B Instruct v3, and so differs." in out
    assert seen.count('"quote"') == out.count("\nOn ")
    assert "Panel: " in out
