from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from verdict_tui.errors import WrongUseError
from verdict_tui.exchange.content import read_content
from verdict_tui.exchange.documents import Document, read_documents
from verdict_tui.model import Price, Review, Share, Standing
from verdict_tui.store import content as contents
from verdict_tui.store import votes
from verdict_tui.store.checking import find_damage
from verdict_tui.store.database import open_database
from verdict_tui.store.tools import (
    count_tools,
    read_comparison,
    read_panel,
    read_reviews,
    read_standing,
)

if TYPE_CHECKING:
    from pathlib import Path

    from verdict_tui.exchange.values import Data
    from verdict_tui.store.content import Changes
    from verdict_tui.store.database import Database

NAMED: dict[str, Data] = {"name": "Alpha", "category": "Editors"}


def submit(database: Database, *documents: Data, dry_run: bool = False) -> Changes:
    content = read_content(Document("test.json", data) for data in documents)
    return contents.apply(database, content, dry_run=dry_run)


def standing(database: Database, slug: str) -> Standing:
    found = read_standing(database, slug)
    assert found is not None
    return found


def dump(database: Database) -> list[str]:
    return list(database.connection.iterdump())


PRICE: dict[str, Data] = {
    "kind": "amount",
    "amount": 19.9,
    "currency": "USD",
    "period": "month",
    "per_seat": True,
    "as_of": "2026-11-02",
}
FULL: dict[str, Data] = {
    **NAMED,
    "vendor": "Acme",
    "aliases": ["Aleph"],
    "entry_price": "$19.90/month per seat",
    "description": "One.\n\nTwo.",
    "reviews": [{"critic": "Ann", "verdict": "skip", "quote": "No.", "reviewed_on": "2026-11-02"}],
}


def test_a_tool_is_written_as_it_was_given(small: Database) -> None:
    submit(small, {**FULL, "name": "Delta", "entry_price": PRICE})
    tool = standing(small, "delta").tool
    assert (tool.vendor, tool.aliases, tool.description) == ("Acme", ("Aleph",), "One.\n\nTwo.")
    assert tool.entry_price == Price(
        "amount", Decimal("19.9"), "USD", "month", per_seat=True, as_of=date(2026, 11, 2)
    )
    assert read_reviews(small, "delta") == (Review("Ann", "skip", "No.", date(2026, 11, 2)),)


def test_importing_twice_changes_nothing(small: Database) -> None:
    comparison: Data = {"a": "Beta", "b": "Alpha", "published_on": "2026-11-03"}
    document: Data = {
        "critics": [{"name": "Dee", "motto": "Ship it."}],
        "tools": [FULL],
        "comparisons": [comparison],
    }
    assert submit(small, document).any
    before = dump(small)
    assert not submit(small, document).any
    assert dump(small) == before


def test_importing_the_sample_into_its_own_database_changes_nothing(sample_path: Path) -> None:
    parts = ("about.toml", "critics.toml", "tools", "comparisons.toml")
    sample = read_content(read_documents(str(ROOT / "sample" / part) for part in parts))
    assert len(sample.tools) > 10
    with open_database(sample_path, writing=True) as database:
        assert not contents.apply(database, sample).any


def test_importing_a_tool_with_its_own_name_as_alias_twice_changes_nothing(
    small: Database,
) -> None:
    submit(small, {**NAMED, "name": "Delta", "aliases": ["Delta"]})
    assert not submit(small, {**NAMED, "name": "Delta", "aliases": ["Delta"]}).any


def test_importing_a_very_exact_price_twice_changes_nothing(small: Database) -> None:
    submit(small, {**NAMED, "entry_price": "$0.12345678901234567890/month"})
    assert not submit(small, {**NAMED, "entry_price": "$0.12345678901234567890/month"}).any


def test_what_an_import_did_is_counted(small: Database) -> None:
    changes = submit(
        small,
        {"critics": [{"name": "Ann"}, {"name": "Dee"}]},
        {**NAMED, "vendor": "Acme", "reviews": [{"critic": "Ann", "verdict": "skip"}]},
        {**NAMED, "name": "Delta"},
        {**NAMED, "name": "Beta"},
    )
    assert changes.tools == {"changed": 1, "new": 1, "same": 1}
    assert changes.critics == {"same": 1, "new": 1}
    assert changes.reviews == {"changed": 1}


@pytest.mark.parametrize(
    ("a", "published_on", "fate"),
    [
        ("Gamma", "2026-11-03", "new"),
        ("Alpha", "2026-11-03", "changed"),
        ("Alpha", "2026-11-02", "same"),
    ],
)
def test_what_became_of_a_comparison_is_counted(
    small: Database, a: str, published_on: str, fate: str
) -> None:
    changes = submit(small, {"comparisons": [{"a": a, "b": "Beta", "published_on": published_on}]})
    assert changes.comparisons == {fate: 1}


def test_what_the_database_says_of_itself_is_written_and_stays(small: Database) -> None:
    submit(small, {"title": "Ours", "note": "All of it is fictional."})
    submit(small, NAMED)
    assert (small.meta("title"), small.meta("note")) == ("Ours", "All of it is fictional.")


def test_a_critic_made_for_a_review_is_counted(small: Database) -> None:
    review: Data = {"critic": "Dee", "verdict": "ship"}
    assert submit(small, {**NAMED, "reviews": [review]}).critics == {"new": 1}


def test_a_new_note_is_a_change(small: Database) -> None:
    assert submit(small, {"note": "All of it is fictional."}).any


def test_a_given_field_updates_and_the_others_stay(small: Database) -> None:
    submit(small, FULL)
    submit(small, {**NAMED, "vendor": "Bcme"})
    tool = standing(small, "alpha").tool
    assert (tool.vendor, tool.description, tool.aliases) == ("Bcme", "One.\n\nTwo.", ("Aleph",))
    assert tool.added_on == date(2026, 11, 1)


def test_new_aliases_stand_before_those_that_are_there(small: Database) -> None:
    submit(small, FULL)
    submit(small, {**NAMED, "aliases": ["Ox", "Aleph"]})
    submit(small, {**NAMED, "aliases": ["Ulf"]})
    assert standing(small, "alpha").tool.aliases == ("Ulf", "Ox", "Aleph")


def test_a_tool_keeps_a_slug_of_its_own_when_it_changes(small: Database) -> None:
    submit(small, {**NAMED, "name": ".NET", "slug": "dot-net"})
    submit(small, {**NAMED, "name": ".NET", "slug": "dot-net", "vendor": "Acme"})
    assert standing(small, "dot-net").tool.vendor == "Acme"


def test_a_field_given_empty_is_emptied(small: Database) -> None:
    submit(small, FULL)
    submit(small, {**NAMED, "vendor": ""})
    assert standing(small, "alpha").tool.vendor == ""


def test_a_given_review_replaces_that_critics_and_the_others_stay(small: Database) -> None:
    submit(small, {**NAMED, "reviews": [{"critic": "Bob", "verdict": "ship", "quote": "Yes."}]})
    assert read_reviews(small, "alpha") == (
        Review("Ann", "ship", "Ann on Alpha."),
        Review("Bob", "ship", "Yes."),
    )


def test_a_review_without_a_quote_leaves_the_quote_that_is_there(small: Database) -> None:
    submit(small, {**NAMED, "reviews": [{"critic": "Ann", "verdict": "ship"}]})
    assert read_reviews(small, "alpha")[0].quote == "Ann on Alpha."


def test_naming_a_critic_again_leaves_their_motto(small: Database) -> None:
    submit(small, {"critics": [{"name": "Ann", "motto": "Ship it."}]})
    assert not submit(small, {"critics": [{"name": "Ann"}]}).any


def test_naming_a_comparison_again_leaves_its_date(small: Database) -> None:
    submit(small, {"comparisons": [{"a": "Alpha", "b": "Beta"}]})
    comparison = read_comparison(small, "alpha", "beta")
    assert comparison is not None
    assert comparison.published_on == date(2026, 11, 2)


def test_a_critic_who_is_named_but_not_described_is_made(small: Database) -> None:
    submit(small, {**NAMED, "reviews": [{"critic": "Dee", "verdict": "ship"}]})
    assert read_panel(small) == ["Ann", "Bob", "Cid", "Dee"]


def test_a_critic_described_later_keeps_their_place(small: Database) -> None:
    submit(small, {"critics": [{"name": "Bob", "motto": "Ship it."}]})
    assert read_panel(small) == ["Ann", "Bob", "Cid"]


def test_a_rename_by_alias_keeps_the_votes(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    submit(small, {**NAMED, "name": "Omega", "aliases": ["Alpha"]})
    renamed = standing(small, "omega")
    assert (renamed.community, renamed.my_vote) == (Share(1, 1), "ship")
    assert (read_standing(small, "alpha"), count_tools(small)) == (None, 3)


def test_a_rename_by_slug_keeps_the_old_name_as_an_alias(small: Database) -> None:
    submit(small, {**NAMED, "name": "Omega", "slug": "alpha"})
    tool = standing(small, "alpha").tool
    assert (tool.name, tool.aliases) == ("Omega", ("Alpha",))


def test_a_rename_keeps_the_reviews_and_the_comparisons(small: Database) -> None:
    submit(small, {**NAMED, "name": "Omega", "aliases": ["Alpha"]})
    comparison = read_comparison(small, "omega", "beta")
    assert comparison is not None
    assert comparison.published_on == date(2026, 11, 2)
    assert [row.critic for row in comparison.rows if row.a] == ["Ann", "Bob"]


def test_a_renamed_tool_can_be_renamed_back_with_its_votes(small: Database) -> None:
    votes.cast(small, "alpha", "skip")
    submit(small, {**NAMED, "name": "Omega", "aliases": ["Alpha"]})
    submit(small, NAMED)
    assert standing(small, "alpha").community == Share(0, 1)
    assert find_damage(small) == []


def test_a_comparison_may_use_a_former_name(small: Database) -> None:
    submit(small, {**NAMED, "name": "Omega", "aliases": ["Alpha"]})
    submit(small, {"comparisons": [{"a": "Gamma", "b": "Alpha", "published_on": "2026-11-03"}]})
    comparison = read_comparison(small, "gamma", "omega")
    assert comparison is not None
    assert comparison.published_on == date(2026, 11, 3)


def test_a_comparison_may_name_a_tool_that_has_a_slug_of_its_own(small: Database) -> None:
    submit(small, {**NAMED, "name": ".NET", "slug": "dot-net"})
    assert submit(small, {"comparisons": [{"a": ".NET", "b": "Alpha"}]}).comparisons["new"] == 1


def test_a_tool_keeps_its_votes_when_another_claims_its_name(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    with suppress(WrongUseError):  # refusing it would be fine too
        submit(small, {**NAMED, "name": "Beta", "aliases": ["Alpha"]})
    assert standing(small, "alpha").community == Share(1, 1)
    assert find_damage(small) == []


def test_a_tool_is_not_overwritten_by_another_that_only_makes_the_same_slug(
    small: Database,
) -> None:
    submit(small, {"name": "C", "category": "Languages"})
    with suppress(WrongUseError):  # refusing it would be fine too
        submit(small, {"name": "C++", "category": "Languages"})
    assert standing(small, "c").tool.name == "C"


def test_a_tool_that_comes_later_takes_over_the_votes_cast_for_it(small: Database) -> None:
    votes.cast(small, "delta", "ship")
    submit(small, {**NAMED, "name": "Delta"})
    assert standing(small, "delta").community == Share(1, 1)


def test_a_tool_that_comes_under_anothers_former_name_gets_its_own_votes(small: Database) -> None:
    votes.cast(small, "delta", "ship")
    submit(small, {**NAMED, "aliases": ["Delta"]})
    assert standing(small, "alpha").community == Share(1, 1)
    submit(small, {"name": "Delta", "slug": "delta", "category": "Editors"})
    assert find_damage(small) == []


def test_all_is_written_or_nothing(small: Database) -> None:
    before = dump(small)
    with pytest.raises(WrongUseError, match="there is no tool 'Delta'"):
        submit(
            small,
            {
                "note": "All of it is fictional.",
                "critics": [{"name": "Dee"}],
                "tools": [FULL],
                "comparisons": [{"a": "Alpha", "b": "Delta"}],
            },
        )
    assert dump(small) == before


def test_reviews_come_without_their_tools(small: Database) -> None:
    done = submit(small, {"reviews": [{"tool": "gamma", "critic": "Ann", "verdict": "ship"}]})
    assert done.reviews == {"new": 1}
    assert [review.critic for review in read_reviews(small, "gamma")] == ["Ann"]


def test_every_tool_that_is_not_there_is_told_at_once(small: Database) -> None:
    with pytest.raises(WrongUseError) as caught:
        submit(
            small,
            {"reviews": [{"tool": "Delta", "critic": "Ann", "verdict": "ship"}]},
            {"comparisons": [{"a": "Alpha", "b": "Epsilon"}, {"a": "Alpha", "b": "Beta"}]},
        )
    told = str(caught.value).split("\n")
    assert [line for line in told if "'Delta'" in line or "'Epsilon'" in line] == told[1:]
    assert all(line.startswith("test.json: ") for line in told[1:])


def test_a_tool_is_not_compared_with_itself(small: Database) -> None:
    with pytest.raises(WrongUseError, match="has one tool twice"):
        submit(small, {"comparisons": [{"a": "Alpha", "b": "alpha"}]})


def test_a_dry_run_tells_the_same_and_writes_nothing(small: Database) -> None:
    document: Data = {"critics": [{"name": "Dee"}], "tools": [FULL, {**NAMED, "name": "Delta"}]}
    before = dump(small)
    told = submit(small, document, dry_run=True)
    assert dump(small) == before
    assert submit(small, document) == told


def test_a_change_of_the_content_gives_the_catalogue_a_new_version(small: Database) -> None:
    before = small.meta("catalogue version")
    submit(small, {**NAMED, "vendor": "Acme"})
    assert small.meta("catalogue version") != before


def test_an_import_leaves_the_votes_alone(small: Database) -> None:
    votes.cast(small, "alpha", "ship")
    submit(small, {**FULL, "my_vote": "skip", "community": {"ship": 9, "total": 9}})
    assert standing(small, "alpha").community == Share(1, 1)
