"""critics."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

FORMS = [(), ("--json",), ("--tsv",), ("--markdown",), ("--plain",)]


@pytest.mark.parametrize("form", FORMS)
def test_the_panel_is_printed_in_its_order(run: Run, form: tuple[str, ...]) -> None:
    answer = run("critics", *form)
    names = ("The Builder", "The Skeptic", "The Futurist", "The Founder", "The Newcomer")
    places = [answer.out.index(name) for name in names]
    assert answer.code == 0
    assert places == sorted(places)
    assert all(motto in answer.out for motto in ("Show me the primitive.", "Compared with what?"))


def test_a_record_is_that_of_the_reviews(run: Run) -> None:
    panel = {each["name"]: each for each in json.loads(run("critics", "--json").out)}
    profile = json.loads(run("critics", "The Founder", "--json").out)
    assert {key: profile[key] for key in panel["The Founder"]} == panel["The Founder"]
    said = [review["verdict"] for review in profile["reviews"]]
    assert profile["record"]["ship"] == said.count("ship")
    assert profile["record"]["total"] == len(said)
    assert sum(category["total"] for category in profile["categories"]) == len(said)
    assert profile["dissent"]["count"] == [r["dissents"] for r in profile["reviews"]].count(True)


def test_my_votes_are_compared_with_theirs(run: Run) -> None:
    reviews = json.loads(run("critics", "builder", "--json").out)["reviews"]
    for review in reviews[:10]:
        run("vote", review["slug"], review["verdict"])
    profile = json.loads(run("critics", "builder", "--json").out)
    assert profile["agreement"] == {"count": 10, "total": 10, "share": 1.0, "too_few": False}
    assert profile["reviews"][0]["my_vote"] == reviews[0]["verdict"]
    assert "100%  10 of 10" in run("critics").out


@pytest.mark.parametrize(
    "name", ["The Founder", "the founder", "the fo", "Founder", "FOUND", "und"]
)
def test_a_critic_is_found_by_name_beginning_and_part(run: Run, name: str) -> None:
    assert run("critics", name).out.startswith("The Founder\n")


@pytest.mark.parametrize("form", FORMS)
def test_a_profile_has_every_quote(run: Run, form: tuple[str, ...]) -> None:
    quotes = [
        each["quote"] for each in json.loads(run("critics", "founder", "--json").out)["reviews"]
    ]
    out = run("critics", "founder", *form).out
    text = "".join(out.replace("\\", "").split())
    assert len(quotes) > 30
    assert all("".join(quote.replace("\\", "").split()) in text for quote in quotes)


def test_a_name_that_could_be_several_is_refused_with_the_candidates(run: Run) -> None:
    answer = run("critics", "the f")
    assert (answer.code, answer.out) == (2, "")
    assert "The Futurist, The Founder?" in answer.err


def test_a_name_that_is_nobodys_is_not_there_and_the_nearest_is_named(run: Run) -> None:
    answer = run("critics", "foundr")
    assert (answer.code, answer.out) == (1, "")
    assert "The Founder" in answer.err
    assert answer.err.count("\n") == 1
    assert "see 'verdict critics'" in run("critics", "xyzzy").err


def test_text_is_no_wider_than_a_terminal(run: Run) -> None:
    for words in (("critics",), ("critics", "founder")):
        assert max(map(len, run(*words).out.splitlines())) <= 80


def test_an_empty_database_has_no_critics_and_that_is_no_error(
    run: Run, empty_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VERDICT_DB", str(empty_path))
    assert json.loads(run("critics", "--json").out) == []
    assert run("critics").out == "There are no critics.\n"
    assert run("critics", "founder").code == 1
