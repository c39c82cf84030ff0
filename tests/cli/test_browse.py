"""compare, show, search, list."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from verdict_tui.store.database import open_database
from verdict_tui.store.migrations import migrate

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


def test_compare_prints_the_seed_comparison_with_its_figures(run: Run) -> None:
    answer = run("compare", "Code Llama 4", "Mistral 8B Instruct v3")
    assert answer.code == 0
    assert "75%" in answer.out
    assert "4 of 4" in answer.out
    assert "The Founder" in answer.out
    assert "fictional" in answer.out


def test_compare_is_no_wider_than_a_terminal(run: Run) -> None:
    out = run("compare", "claude code", "text generation inference").out
    assert max(map(len, out.splitlines())) <= 80


def test_compare_as_json_has_the_shape_that_is_promised(run: Run) -> None:
    data = json.loads(run("compare", "code-llama-4", "mistral", "--json").out)
    assert set(data) >= {"question", "a", "b", "answer", "scorecard"}
    assert set(data["answer"]) >= {"text", "panel", "split", "community", "price", "flip"}
    assert data["a"]["panel"] == {"ship": 3, "total": 4, "share": 0.75}
    assert data["b"]["community"] == {"ship": 0, "total": 0, "share": None}
    assert [row["critic"] for row in data["scorecard"]] == [
        "The Builder",
        "The Skeptic",
        "The Futurist",
        "The Founder",
    ]
    assert [row["differs"] for row in data["scorecard"]] == [False, False, False, True]


def test_compare_as_markdown_is_a_page_with_both_names(run: Run) -> None:
    out = run("compare", "aider", "cline", "--markdown").out
    assert out.startswith("# Aider vs Cline\n")
    assert "fictional" in out


def test_a_tool_can_not_be_compared_with_itself(run: Run) -> None:
    answer = run("compare", "zed", "Zed")
    assert (answer.code, answer.out) == (2, "")
    assert "needs two tools" in answer.err


def test_show_prints_every_quote_in_full(run: Run) -> None:
    data = json.loads(run("show", "zed", "--json").out)
    text = " ".join(run("show", "zed").out.split())
    assert len(data["reviews"]) == data["panel"]["total"] == 5
    assert all(review["quote"] in text for review in data["reviews"])


@pytest.mark.parametrize("name", ["Windsurf", "windsurf", "Codeium", "WINDS", "windsrf"])
def test_a_tool_is_found_by_name_former_name_beginning_and_misspelling(run: Run, name: str) -> None:
    assert run("show", name).out.startswith("Windsurf\n")


def test_a_name_that_could_be_several_tools_is_refused_with_the_candidates(run: Run) -> None:
    answer = run("show", "co")
    assert answer.code == 2
    assert all(name in answer.err for name in ("Code Llama 4", "Codex CLI", "Continue"))


def test_a_name_that_is_no_tool_is_not_there(run: Run) -> None:
    answer = run("show", "qqqqqqqq")
    assert answer.code == 1
    assert answer.err.count("\n") == 1


def test_search_finds_a_misspelt_fragment(run: Run) -> None:
    assert json.loads(run("search", "llma cpp", "--json").out)[0]["name"] == "llama.cpp"


def test_search_says_where_it_matched_and_how_well(run: Run) -> None:
    found = json.loads(run("search", "llama", "--json", "--limit", "3").out)
    assert len(found) == 3
    assert set(found[0]) >= {
        "slug", "name", "category", "score", "matched_in", "panel", "community", "my_vote",
    }  # fmt: skip
    scores = [match["score"] for match in found]
    assert scores == sorted(scores, reverse=True)


def test_a_search_that_finds_nothing_is_an_empty_list(run: Run) -> None:
    answer = run("search", "qqqqqqqqqq", "--json")
    assert (json.loads(answer.out), answer.code) == ([], 0)


def test_list_has_every_tool_once_by_name(run: Run) -> None:
    names = [tool["name"] for tool in json.loads(run("list", "--json").out)]
    assert len(names) == len(set(names)) >= 30
    assert names == sorted(names, key=str.casefold)


def test_list_sorts_shares_as_fractions_with_nobody_last(run: Run) -> None:
    shares = [
        tool["community"]["share"]
        for tool in json.loads(run("list", "--sort", "community", "--json").out)
    ]
    known = [share for share in shares if share is not None]
    assert known == sorted(known, reverse=True)
    assert shares[: len(known)] == known


def test_list_as_tsv_has_as_many_cells_in_every_line(run: Run) -> None:
    lines = run("list", "--tsv").out.splitlines()
    assert {line.count("\t") for line in lines} == {8}
    assert lines[0].startswith("slug\tname\t")


def test_a_category_is_found_in_any_case_and_an_unknown_one_names_the_known(run: Run) -> None:
    tools = json.loads(run("list", "--category", "editors", "--json").out)
    assert {tool["category"] for tool in tools} == {"Editors"}
    wrong = run("list", "--category", "Toasters")
    assert wrong.code == 2
    assert "Vector Databases" in wrong.err


def test_an_empty_database_lists_nothing_and_is_no_error(
    run: Run, empty_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VERDICT_DB", str(empty_path))
    assert json.loads(run("list", "--json").out) == []
    assert run("show", "anything").code == 1


def test_migrating_twice_changes_nothing(empty_path: Path) -> None:
    with open_database(empty_path, writing=True) as database:
        before = database.connection.execute("SELECT sql FROM sqlite_master").fetchall()
        migrate(database.connection)
        assert database.connection.execute("SELECT sql FROM sqlite_master").fetchall() == before


def test_search_says_what_matched(run: Run) -> None:
    found = json.loads(run("search", "codeium", "--json").out)[0]
    assert (found["name"], found["matched_in"]) == ("Windsurf", "former name")
    assert found["matched_text"] == "Codeium"


def test_search_takes_the_filters_of_the_app(run: Run) -> None:
    found = json.loads(run("search", "cat:editors price:free", "--json", "--limit", "50").out)
    assert {each["category"] for each in found} == {"Editors"}
    answer = run("search", "cat:cheese")
    assert answer.code == 2
    assert "no category begins with 'cheese'" in answer.err


def test_search_that_finds_nothing_names_the_nearest_and_is_no_error(run: Run) -> None:
    answer = run("search", "mistrel seven")
    assert (answer.code, answer.out) == (0, "")
    assert "the nearest is Mistral 8B Instruct v3" in answer.err
    assert json.loads(run("search", "mistrel seven", "--json").out) == []
    assert run("search", "qqzz").err == "verdict: Nothing matches “qqzz”\n"


def test_search_finds_what_the_critics_wrote(run: Run) -> None:
    answer = run("search", "--quotes", "enterprise licence")
    assert answer.out.startswith("Gemini CLI, The Operator: ✓ ship")
    found = json.loads(run("search", 'cat:editors "licence', "--json").out)
    assert [each["slug"] for each in found] == ["github-copilot"]
    assert found[0]["found"] == ["licence"]
    assert json.loads(run("search", "--quotes", "xyzzy", "--json").out) == []


def test_a_name_that_nothing_resembles_is_not_there(run: Run) -> None:
    answer = run("show", "nope")
    assert answer.code == 1
    assert "there is no tool called 'nope'" in answer.err


@pytest.mark.parametrize("words", [("show", "zed"), ("compare", "zed", "cursor")])
def test_a_page_is_as_wide_as_it_may_be(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    for columns, most in (("", 80), ("50", 50), ("500", 100)):
        monkeypatch.setenv("COLUMNS", columns)
        if not columns:
            monkeypatch.delenv("COLUMNS")
        widest = max(map(cell_len, run(*words).out.splitlines()))
        assert most - 12 <= widest <= most


def test_critics_can_be_left_out_of_the_panel(run: Run) -> None:
    names = ("code-llama-4", "mistral-8b-instruct-v3")
    compared = json.loads(run("compare", *names, "--without", "founder", "--json").out)
    assert compared["without"] == ["The Founder"]
    assert compared["a"]["panel"] == {"ship": 3, "total": 3, "share": 1.0}
    shown = json.loads(run("show", names[0], "--without", "the-founder", "--json").out)
    ranked = json.loads(run("rank", "--without", "founder", "--json").out)
    found = json.loads(run("search", "code llama 4", "--without", "founder", "--json").out)
    listed = run("list", "--without", "founder", "--json").out
    for tools in ([shown], ranked, found, json.loads(listed)):
        (panel,) = [each["panel"] for each in tools if each["slug"] == names[0]]
        assert panel == compared["a"]["panel"]
    for tool in (compared["a"], compared["b"], shown, *ranked, *found, *json.loads(listed)):
        assert tool["without"] == ["The Founder"]
    assert run("list", "--without", "nobody").code == 1


PANEL_STAR = r"(?i)\bpanel(\\\*|\*(?!\*))"


def flowing(page: str) -> str:
    """Return a page without its lines and bars."""
    return " ".join(page.replace("▌", "").split())


@pytest.mark.parametrize(
    "words",
    [
        ("compare", "cursor", "zed"),
        ("compare", "cursor", "zed", "--markdown"),
        ("show", "zed"),
        ("show", "zed", "--markdown"),
        ("list",),
        ("rank",),
        ("rank", "--markdown"),
        ("rank", "--by", "gap"),
        ("search", "editor"),
    ],
)
def test_what_is_printed_says_itself_who_was_left_out(run: Run, words: tuple[str, ...]) -> None:
    heard, without = run(*words), run(*words, "--without", "skeptic")
    assert "without The Skeptic" in flowing(without.out)
    assert re.search(PANEL_STAR, without.out)
    assert without.err == ""
    assert "without" not in heard.out
    assert not re.search(PANEL_STAR, heard.out)


@pytest.mark.parametrize("words", [("list",), ("rank",), ("show", "zed")])
def test_what_is_listened_to_says_who_was_left_out(run: Run, words: tuple[str, ...]) -> None:
    said = run(*words, "--plain", "--without", "skeptic").out
    assert "The panel's figures are without The Skeptic." in said


@pytest.mark.parametrize("command", ["list", "rank"])
def test_a_column_at_the_end_says_who_was_left_out(run: Run, command: str) -> None:
    heard = run(command, "--tsv").out.splitlines()
    left_out = ("--without", "skeptic", "--without", "builder")
    without = run(command, "--tsv", *left_out).out.splitlines()
    assert without[0] == f"{heard[0]}\twithout"
    assert all(line.endswith("\tThe Builder, The Skeptic") for line in without[1:])


def test_why_explains_the_figure_without_who_was_left_out(run: Run) -> None:
    said = run("show", "zed", "--why", "--plain", "--without", "skeptic").out
    figure = run("show", "zed", "--plain", "--without", "skeptic").out
    (panel,) = re.findall(r"Panel (.*?)\. Community", figure)
    assert f"Panel: {panel}, without The Skeptic, who says " in said
    shown = json.loads(run("show", "zed", "--why", "--json", "--without", "skeptic").out)
    assert shown["without"] == ["The Skeptic"]
    assert panel.endswith(f"{shown['panel']['ship']} of {shown['panel']['total']}")


def test_changes_are_of_no_panel(run: Run) -> None:
    answer = run("show", "zed", "--changes", "--without", "skeptic")
    assert (answer.code, answer.out) == (2, "")


def test_without_any_critic_it_is_not_said_that_nobody_reviewed(run: Run) -> None:
    panel = [each["name"] for each in json.loads(run("critics", "--json").out)]
    without = [word for name in panel for word in ("--without", name)]
    for words in (("compare", "cursor", "zed"), ("show", "zed"), ("list",), ("rank",)):
        said = flowing(run(*words, *without).out)
        assert "without all six critics" in said
        assert "no reviews" not in said
        assert "nobody reviewed both" not in said
        assert "No reviews: 46" not in said


def test_a_search_for_quotes_has_the_same_filters_and_the_same_answer(run: Run) -> None:
    marked = run("search", '"prices', "--json").out
    assert run("search", "--quotes", "prices", "--json").out == marked
    among = json.loads(run("search", "--quotes", "cat:editors prices", "--json").out)
    assert {each["slug"] for each in among} == {"github-copilot"}
    assert "No critic wrote “xylophone”." in run("search", "--quotes", "xylophone").err


def test_a_search_for_quotes_reads_on_behind_a_closing_mark(run: Run) -> None:
    among = run("search", "--quotes", "cat:editors prices", "--json").out
    assert run("search", '"prices" cat:editors', "--json").out == among
    named = json.loads(run("search", 'cursor "price', "--json", "--limit", "50").out)
    assert {hit["slug"] for hit in named} == {"cursor"}
    assert "close the quotation mark before cat:editors" in run("search", '"price cat:editors').err


def test_a_search_for_misspelt_words_names_those_that_the_critics_wrote(run: Run) -> None:
    answer = run("search", "--quotes", "lisence")
    assert (answer.code, answer.out) == (0, "")
    assert "No critic wrote “lisence”. Did you mean “licence”?" in answer.err


def test_a_search_says_why_and_how_many_more(run: Run) -> None:
    assert "was Codeium" in run("search", "codeium").out
    hint, more = run("search", "cat:").err.splitlines()
    assert hint == "verdict: cat: the beginning of a category"
    assert more == "verdict: 10 of 46; --limit shows more"
    assert "Cursor does not meet these filters" in run("search", "cursor cat:hosting").err


@pytest.mark.parametrize("query", ["", " "])
def test_an_empty_search_lists_all_in_the_order_of_the_app(run: Run, query: str) -> None:
    answer = run("search", query, "--json", "--limit", "100")
    assert (answer.code, answer.err) == (0, "")
    found = json.loads(answer.out)
    assert len(found) == 46
    assert found[0]["name"] == "Code Llama 4"
    assert run("search", query).err == "verdict: 10 of 46; --limit shows more\n"
    answer = run("search", "--quotes", query)
    assert (answer.code, answer.err) == (0, "verdict: Type what a critic wrote.\n")
