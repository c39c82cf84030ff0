"""rank."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

RULES = [
    ("--by", "panel"),
    ("--by", "community"),
    ("--by", "divided"),
    ("--by", "divided", "--of", "community"),
    ("--by", "gap"),
]


def test_the_panel_ranks_when_nothing_else_is_asked_for(run: Run) -> None:
    tools = json.loads(run("rank", "--json").out)
    assert tools == json.loads(run("rank", "--by", "panel", "--json").out)
    assert [tool["name"] for tool in tools[:3]] == [
        "Codex CLI",
        "pgvector",
        "Mistral 8B Instruct v3",
    ]
    assert [(tool["rank"], tool["tied"]) for tool in tools[:3]] == [
        (1, True),
        (1, True),
        (3, False),
    ]


def test_the_tools_have_the_shape_of_list(run: Run) -> None:
    listed = {tool["slug"]: tool for tool in json.loads(run("list", "--json").out)}
    for tool in json.loads(run("rank", "--json").out):
        assert {key: tool[key] for key in listed[tool["slug"]]} == listed[tool["slug"]]
        assert set(tool) >= {"rank", "tied", "by", "value", "interval"}


@pytest.mark.parametrize("rule", RULES)
def test_values_never_rise_down_a_ranking_and_others_have_no_rank(
    run: Run, rule: tuple[str, ...]
) -> None:
    tools = json.loads(run("rank", *rule, "--json").out)
    values = [tool["value"] for tool in tools if tool["rank"] is not None]
    assert len(values) > 5
    assert values == sorted(values, reverse=True)
    assert all(tool["rank"] is None for tool in tools[len(values) :])
    assert all((tool["rank"] is None) == (tool["section"] != "ranked") for tool in tools)


def test_by_community_the_value_is_the_lower_end_of_the_interval(run: Run) -> None:
    tools = json.loads(run("rank", "--by", "community", "--json").out)
    assert tools[0]["value"] == tools[0]["interval"]["low"]
    assert {tool["section"] for tool in tools} == {"ranked", "too few votes"}
    for tool in tools:
        assert (tool["community"]["total"] >= 5) == (tool["rank"] is not None)


def test_a_gap_says_which_side_is_higher(run: Run) -> None:
    for tool in json.loads(run("rank", "--by", "gap", "--json").out):
        apart = tool["panel"]["share"] - tool["community"]["share"]
        assert tool["higher"] == ("panel" if apart > 0 else "community")
        assert tool["value"] == pytest.approx(abs(apart))
        assert tool["community"]["total"] >= 12


@pytest.mark.parametrize("form", [(), ("--tsv",), ("--markdown",), ("--plain",)])
@pytest.mark.parametrize("rule", RULES)
def test_every_form_names_the_first_tool_before_the_second(
    run: Run, rule: tuple[str, ...], form: tuple[str, ...]
) -> None:
    first, second = json.loads(run("rank", *rule, "--json", "--limit", "2").out)
    out = run("rank", *rule, *form).out
    assert 0 < out.index(first["name"]) < out.index(second["name"])


def test_the_header_names_the_rule_and_the_footer_what_the_sample_is(run: Run) -> None:
    out = run("rank", "--by", "community").out
    assert out.startswith("Ranked by community: the lower end of the 95% Wilson interval")
    assert "fictional" in out


def test_a_category_limits_who_takes_part_and_a_limit_how_many_are_listed(run: Run) -> None:
    tools = json.loads(run("rank", "--category", "EDITORS", "--json").out)
    assert {tool["category"] for tool in tools} == {"Editors"}
    assert tools[0]["rank"] == 1
    assert (
        json.loads(run("rank", "--category", "EDITORS", "--limit", "2", "--json").out) == tools[:2]
    )
    wrong = run("rank", "--category", "Toasters")
    assert wrong.code == 2
    assert "Vector Databases" in wrong.err


def test_my_vote_changes_the_ranking_by_community(run: Run) -> None:
    def value() -> float:
        tools = json.loads(run("rank", "--by", "community", "--json").out)
        return next(float(tool["value"]) for tool in tools if tool["slug"] == "zed")

    before = value()
    run("vote", "zed", "ship")
    assert value() > before
    assert "✓" in run("rank", "--category", "editors").out


def test_only_the_divided_are_divided_of_someone(run: Run) -> None:
    answer = run("rank", "--of", "community")
    assert (answer.code, answer.out) == (2, "")
    assert "--by divided" in answer.err


@pytest.mark.parametrize("rule", RULES)
def test_an_empty_database_ranks_nothing_and_is_no_error(
    run: Run, rule: tuple[str, ...], empty_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VERDICT_DB", str(empty_path))
    assert json.loads(run("rank", *rule, "--json").out) == []
    answer = run("rank", *rule)
    assert answer.code == 0
    assert "There are no tools." in answer.out
    assert run("rank", *rule, "--tsv").out.startswith("rank\ttied\t")
