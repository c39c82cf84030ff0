"""Which tool a slug means, where several tools claim a former name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from verdict_tui.model import Share
from verdict_tui.store import votes
from verdict_tui.store.slugs import SLUGS_OF_TOOL, canonical

if TYPE_CHECKING:
    from verdict_tui.store.database import Database


CLAIMS = (
    ("gamma", "shared"), ("alpha", "shared"), ("beta", "shared"),
    ("gamma", "later"), ("beta", "later"),
    ("beta", "beta"), ("beta", "alpha"), ("alpha", "gamma"),
    ("gamma", "own"),
)  # fmt: skip
"""Who claims which former name, the tools that came later first."""


def claim(database: Database) -> None:
    database.connection.executemany(
        "INSERT INTO aliases SELECT id, ?, ?, ? FROM tools WHERE slug = ?",
        [(90 + at, slug, slug, tool) for at, (tool, slug) in enumerate(CLAIMS)],
    )


@pytest.fixture
def claimed(small: Database) -> Database:
    """Return a database in which tools claim former names."""
    claim(small)
    return small


@pytest.mark.parametrize(
    ("slug", "tool"),
    [
        ("alpha", "alpha"),
        ("gamma", "gamma"),
        ("shared", "alpha"),
        ("later", "beta"),
        ("own", "gamma"),
        ("unknown", "unknown"),
    ],
)
def test_a_slug_means_its_tool_then_the_first_that_had_it(
    claimed: Database, slug: str, tool: str
) -> None:
    assert canonical(claimed.connection, slug) == tool


@pytest.mark.parametrize(
    ("tool", "slugs"),
    [
        ("alpha", {"alpha", "shared"}),
        ("beta", {"beta", "later"}),
        ("gamma", {"gamma", "own"}),
        ("unknown", {"unknown"}),
    ],
)
def test_the_slugs_of_a_tool_are_those_that_mean_it(
    claimed: Database, tool: str, slugs: set[str]
) -> None:
    found = claimed.connection.execute(f"SELECT * FROM {SLUGS_OF_TOOL}", {"tool": tool})
    assert {slug for (slug,) in found} == slugs


def test_a_vote_on_a_name_that_several_tools_claim_counts_for_the_first(small: Database) -> None:
    votes.cast(small, "shared", "ship")  # known before its tools are
    claim(small)
    tools = "alpha", "beta", "gamma"
    votes.refold_all(small.connection, tools)
    tallies = [votes.read_tally(small.connection, tool) for tool in tools]
    assert tallies == [Share(1, 1), Share(0, 0), Share(0, 0)]
