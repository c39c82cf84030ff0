"""Tools, critics, categories and files may be called like the program's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import submit
from tests.unit.builders import row, tool, versus
from tests.unit.test_merging import BOB, THEN
from verdict_tui.model import Evidence, Review, Stamp, Vote
from verdict_tui.render import why
from verdict_tui.store import content as contents
from verdict_tui.store import votes
from verdict_tui.store.dossier import read_dossier
from verdict_tui.store.merging import merge
from verdict_tui.store.tools import read_comparison, read_standing
from verdict_tui.submission import Content

if TYPE_CHECKING:
    from verdict_tui.store.database import Database

WORDS = (
    "sample", "linked", "local", "imported", "none", "any", "ship", "skip", "a", "b", "Both",
    "last", "Votes", "Changes", "former name", "vote", "list", "new", "title", "note", "voter",
)  # fmt: skip
"""Markers, choices, filters, columns, headings, commands and keys."""


@pytest.mark.parametrize("source", [*WORDS, "standard input", "-"])
def test_a_log_may_be_called_anything_and_its_events_go_on(small: Database, source: str) -> None:
    theirs = Vote("event", BOB, "phone", "alpha", "ship", Stamp(1000, 0), THEN)
    merge(small, [(1, theirs)], source)
    (found,) = votes.read_log(small)
    assert (found.origin, found.source) == ("imported", source)


@pytest.mark.parametrize("word", WORDS)
def test_a_tool_a_category_and_a_critic_may_be_called_anything(small: Database, word: str) -> None:
    contents.apply(small, Content(tools=(submit(word, word, reviews={word: "ship"}),)))
    slug = "former-name" if word == "former name" else word.lower()
    votes.cast(small, slug, "skip")
    standing = read_standing(small, slug)
    comparison = read_comparison(small, slug, "alpha")
    found = read_dossier(small, slug, 0)
    assert standing
    assert comparison
    assert found
    assert (standing.tool.name, standing.tool.category, standing.my_vote) == (word, word, "skip")
    assert [each.critic for each in comparison.rows] == ["Ann", "Bob", word]
    assert votes.undo(small).after == "none"


@pytest.mark.parametrize("word", ["Both", "Votes", "a", "tool"])
def test_every_part_of_a_page_can_be_gone_to_whatever_tools_and_critics_are_called(
    word: str,
) -> None:
    named = versus(row(word, "ship", "skip"), a=tool(word), b=tool("Beta"))
    evidence = [Evidence(each, (Review(word, "ship"),)) for each in (named.a, named.b)]
    other = versus(row("Ann", "ship", "skip"))
    usual = [Evidence(each, (Review("Ann", "ship"),)) for each in (other.a, other.b)]
    both = why.lay_out(evidence, named, 80), why.lay_out(usual, other, 80)
    assert len(both[0].anchors) == len(both[1].anchors) == 3
