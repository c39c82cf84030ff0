"""Searching what the critics wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import SMALL, submit
from tests.unit.builders import texts
from verdict_tui.model import Review
from verdict_tui.store import content as contents
from verdict_tui.store.database import open_database
from verdict_tui.store.quotes import meant, search_quotes
from verdict_tui.submission import Content, Given, Submission

if TYPE_CHECKING:
    from pathlib import Path

    from verdict_tui.model import QuoteHit, Verdict
    from verdict_tui.store.database import Database

FIELDS = frozenset(Review._fields)


def say(database: Database, critic: str, tool: str, quote: str, verdict: Verdict = "ship") -> None:
    """Let a critic say something of a tool, as an import would."""
    known = Given(submit(tool).tool.value, frozenset({"name"}))
    review = Given(Review(critic, verdict, quote), FIELDS)
    contents.apply(database, Content(tools=(Submission(known, (review,)),)))


def marked(hit: QuoteHit) -> str:
    """Return a passage with what was found in square brackets."""
    return "".join(f"[{piece}]" if is_found else piece for piece, is_found in hit.passage)


def who(database: Database, said: str) -> list[str]:
    return [f"{hit.critic} on {hit.name}" for hit in search_quotes(database, said)]


@pytest.fixture
def spoken(small: Database) -> Database:
    """Return a database in which the critics have said more."""
    say(small, "Ann", "Alpha", "The licence is permissive; the price isn't.")
    say(small, "Bob", "Alpha", "Café-grade speed, but licensing is a maze.", "skip")
    say(small, "Cid", "Gamma", "Price and speed are fine. The licence? Fine.")
    return small


def test_a_quote_is_found_by_a_word(spoken: Database) -> None:
    (hit,) = search_quotes(spoken, "maze")
    assert hit[:4] == ("alpha", "Alpha", "Bob", "skip")
    assert marked(hit) == "Café-grade speed, but licensing is a [maze]."


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("licence", {"Ann on Alpha", "Cid on Gamma"}),
        ("licen", {"Ann on Alpha", "Bob on Alpha", "Cid on Gamma"}),
        ("LICEN", {"Ann on Alpha", "Bob on Alpha", "Cid on Gamma"}),
        ("speed price", {"Cid on Gamma"}),
        ("pri li", {"Ann on Alpha", "Cid on Gamma"}),
        ("price maze", set()),
        ("icence", set()),
        ("cafe", {"Bob on Alpha"}),
        ("café", {"Bob on Alpha"}),
        ("grade", {"Bob on Alpha"}),
        ("isn't", {"Ann on Alpha"}),
        ("café-grade", {"Bob on Alpha"}),
        ("zzz", set()),
    ],
)
def test_all_words_must_begin_a_word_of_the_quote(
    spoken: Database, said: str, found: set[str]
) -> None:
    assert set(who(spoken, said)) == found


@pytest.mark.parametrize("said", ["cafe\u0301", "Cafe\u0301-grade", "cafe\u0301 speed"])
def test_an_accent_of_its_own_makes_no_difference(spoken: Database, said: str) -> None:
    assert who(spoken, said) == ["Bob on Alpha"]


def test_an_accent_within_a_word_makes_no_difference(small: Database) -> None:
    say(small, "Ann", "Alpha", "A résumé.")
    assert who(small, "re\u0301sume\u0301") == who(small, "résumé") == ["Ann on Alpha"]


def test_each_word_that_was_found_is_marked(spoken: Database) -> None:
    (hit,) = search_quotes(spoken, "fine pri")
    assert marked(hit) == "[Price] and speed are [fine]. The licence? [Fine]."


def test_of_a_long_quote_the_passage_is_shown(small: Database) -> None:
    say(small, "Ann", "Alpha", f"{'before ' * 80}needle {'after ' * 80}")
    (hit,) = search_quotes(small, "needle")
    passage = marked(hit)
    assert "[needle]" in passage
    assert passage.startswith("…")
    assert passage.endswith("…")
    assert len(passage) < 250


def test_a_passage_is_one_line_of_safe_text(small: Database) -> None:
    small.connection.execute(
        "UPDATE reviews SET quote = ? WHERE quote LIKE 'Ann on Alpha%'",
        ("one\n\ntwo\x1b[31m three\u202efour \n five",),
    )
    (hit,) = search_quotes(small, "three")
    passage = "".join(piece for piece, _ in hit.passage)
    assert passage.isprintable()
    assert passage == "one two␛[31m threefour five"


def test_the_hits_are_at_most_as_many_as_asked_for(spoken: Database) -> None:
    assert len(search_quotes(spoken, "licen", limit=2)) == 2


def test_only_quotes_on_tools_that_are_asked_for_are_found(spoken: Database) -> None:
    hits = search_quotes(spoken, "licen", {"gamma", "beta"})
    assert [hit.slug for hit in hits] == ["gamma"]
    assert search_quotes(spoken, "licen", set()) == []
    assert [hit.slug for hit in search_quotes(spoken, "licen", {"gamma"}, limit=1)] == ["gamma"]


def test_the_limit_counts_what_is_asked_for(small: Database) -> None:
    contents.apply(
        small,
        Content(tools=tuple(submit(f"Tool {at}", reviews={"Ann": "ship"}) for at in range(30))),
    )
    hits = search_quotes(small, "tool", {f"tool-{at}" for at in range(20, 30)}, limit=5)
    assert len(hits) == 5
    assert all(int(hit.slug.removeprefix("tool-")) >= 20 for hit in hits)


@pytest.mark.parametrize(
    "said",
    ["", "   ", '"', "!?", "*", "^", "()", "_", "\x00", "\ud800", "\u0301", "🙂", "- -", "{}:"],
)
def test_without_letters_and_digits_nothing_is_found(spoken: Database, said: str) -> None:
    assert search_quotes(spoken, said) == []


@pytest.mark.parametrize(
    "said",
    [
        "licence AND maze",
        "licence OR maze",
        "NOT licence",
        "NEAR(licence maze, 5)",
        "reviews_fts: licence",
        "x' OR '1'='1",
        "'; DROP TABLE reviews; --",
        "² ª ⓐ",
        "\U0001e900 \U00016e40",
        "licence " * 2_000,
        "x" * 10_000,
        "lic\x00ence lic\ud800ence",
    ],
)
def test_the_syntax_of_the_index_is_harmless(spoken: Database, said: str) -> None:
    for hit in search_quotes(spoken, said):
        assert hit.passage
    assert spoken.connection.execute("SELECT count(*) FROM reviews").fetchone() == (5,)


@pytest.mark.parametrize("said", ['"licence"', "licence*", "(licence)", "-licence", "^licence +"])
def test_signs_around_a_word_are_passed_over(spoken: Database, said: str) -> None:
    assert set(who(spoken, said)) == {"Ann on Alpha", "Cid on Gamma"}


def test_an_operator_is_a_word_like_others(small: Database) -> None:
    say(small, "Ann", "Alpha", "This or nothing.")
    say(small, "Bob", "Alpha", "That and this.")
    assert who(small, "OR") == ["Ann on Alpha"]
    assert who(small, "AND") == ["Bob on Alpha"]


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.one_of(st.text(max_size=40), texts))
def test_anything_can_be_searched_for(small: Database, said: str) -> None:
    for hit in search_quotes(small, said):
        assert any(is_found for _, is_found in hit.passage)


# What was meant


@pytest.mark.parametrize(
    ("said", "better"),
    [
        ("lisence", "licence"),
        ("LISENCE", "licence"),
        ("lisen", "licence"),
        ("licecne price", "licence price"),
        ("pirce speeed", "price speed"),
        ("caffe", "cafe"),
        ("maez", "maze"),
        ("zz", ""),
        ("xyzzy", ""),
        ("licence maze", ""),
        ("lisence maze", ""),
        ("", ""),
        ("\ud800\udfff", ""),
    ],
)
def test_for_words_that_no_critic_wrote_the_nearest_are_offered(
    spoken: Database, said: str, better: str
) -> None:
    assert meant(spoken, said) == better
    assert not better or search_quotes(spoken, better)


def test_what_is_offered_is_found_among_the_tools_that_are_asked_for(spoken: Database) -> None:
    assert meant(spoken, "lisence", {"gamma"}) == "licence"
    assert meant(spoken, "lisence", {"beta"}) == ""


def test_a_database_that_is_only_read_says_what_was_meant(sample_path: Path) -> None:
    with open_database(sample_path) as database:
        assert meant(database, "lisence") == "licence"


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.one_of(st.text(max_size=40), texts))
def test_anything_can_have_been_meant(small: Database, said: str) -> None:
    better = meant(small, said)
    assert not better or search_quotes(small, better)


# The index follows what is written


def index_is_sound(database: Database) -> bool:
    """Say whether the index holds just what the reviews hold; SQLite raises when not."""
    database.connection.execute(
        "INSERT INTO reviews_fts (reviews_fts, rank) VALUES ('integrity-check', 1)"
    )
    return True


def test_a_changed_quote_is_found_by_what_it_says_now(small: Database) -> None:
    assert "Ann on Alpha" in who(small, "alpha")
    say(small, "Ann", "Alpha", "Something else.")
    assert who(small, "alpha") == ["Bob on Alpha"]
    assert who(small, "something") == ["Ann on Alpha"]
    assert index_is_sound(small)


def test_a_new_quote_is_found(small: Database) -> None:
    assert who(small, "novel") == []
    say(small, "Cid", "Beta", "A novel thing.")
    assert who(small, "novel") == ["Cid on Beta"]


def test_the_same_import_again_leaves_the_index(small: Database) -> None:
    before = who(small, "alpha")
    contents.apply(small, SMALL)
    assert who(small, "alpha") == before
    assert index_is_sound(small)


def test_an_import_that_is_only_tried_leaves_the_index(small: Database) -> None:
    again = Content(tools=(submit("Delta", reviews={"Ann": "ship"}),))
    contents.apply(small, again, dry_run=True)
    assert who(small, "delta") == []
    assert index_is_sound(small)


@pytest.mark.parametrize(
    ("statement", "left"),
    [
        ("DELETE FROM tools WHERE slug = 'alpha'", ["Ann on Beta", "Bob on Beta"]),
        ("DELETE FROM critics WHERE name = 'Ann'", ["Bob on Alpha", "Bob on Beta"]),
        ("DELETE FROM reviews WHERE verdict = 'skip'",
         ["Ann on Alpha", "Ann on Beta", "Bob on Beta"]),
    ],
)  # fmt: skip
def test_what_is_deleted_is_no_longer_found(
    small: Database, statement: str, left: list[str]
) -> None:
    small.connection.execute(statement)
    assert sorted(who(small, "on")) == left
    assert index_is_sound(small)


def test_the_search_outlives_a_vacuum(spoken: Database) -> None:
    spoken.connection.execute("DELETE FROM reviews WHERE quote LIKE 'Ann on%'")
    before = {said: who(spoken, said) for said in ("licen", "speed", "beta")}
    spoken.connection.execute("VACUUM")
    assert {said: who(spoken, said) for said in before} == before
    assert index_is_sound(spoken)


def test_a_renamed_tool_is_found_under_its_new_name(small: Database) -> None:
    small.connection.execute("UPDATE tools SET name = 'Omega', slug = 'omega' WHERE name = 'Alpha'")
    assert {hit.slug for hit in search_quotes(small, "alpha")} == {"omega"}
