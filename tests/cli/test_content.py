"""Content in and out on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run

FOO = """
name = "Foo"
category = "Editors"
entry_price = "$20/month"
reviews = [{ critic = "The Builder", verdict = "ship" }]
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_an_import_again_changes_nothing_and_a_change_is_told_and_kept(run: Run) -> None:
    Path("foo.toml").write_text(FOO)
    assert run("import", "foo.toml").out == "Imported: 1 tool (1 new); 1 review (1 new).\n"
    assert run("import", "foo.toml").out == "Imported: 1 tool (1 same); 1 review (1 same).\n"
    Path("foo.toml").write_text(FOO.replace("20", "25").replace("ship", "skip"))
    tried = run("import", "--dry-run", "foo.toml").out
    done = run("import", "foo.toml").out
    assert tried == done.replace("Imported", "Would import")
    assert done.splitlines()[1:] == [
        "  Foo: entry price: $20 / month → $25 / month",
        "  Foo: The Builder's verdict: ship → skip",
    ]


def test_all_mistakes_of_all_files_are_told_and_nothing_is_imported(run: Run) -> None:
    before = run("list", "--json").out
    Path("good.toml").write_text(FOO)
    Path("bad.json").write_text('{"name": "A", "category": "B", "pric": 1}')
    Path("cut.json").write_text('{"name": "A",')
    Path("bad.csv").write_text("name,category,entry_price\nA,B,about 20\nC,D,free\n,E,\n")
    answer = run("import", "good.toml", "bad.json", "cut.json", "bad.csv")
    assert answer.code == 2
    places = [line.split(": ")[0] for line in answer.err.splitlines()]
    assert places == ["verdict", "bad.json", "cut.json is not JSON", "bad.csv:2", "bad.csv:4"]
    assert "not 'about 20'" in answer.err
    assert run("list", "--json").out == before


def test_the_format_follows_from_the_name_or_is_asked_for(run: Run) -> None:
    assert run("export", "-o", "out.jsonl").out == "Exported 46 tools to out.jsonl.\n"
    assert json.loads(Path("out.jsonl").read_text().splitlines()[1])["name"]
    assert json.loads(run("export").out)["tools"]
    answer = run("export", "-o", "out.yaml")
    assert answer.code == 2
    assert "--format" in answer.err
    assert not Path("out.yaml").exists()


def test_csv_says_what_it_leaves_out(run: Run) -> None:
    tools, reviews = run("export", "--format", "csv"), run("export", "--format=csv", "--reviews")
    assert tools.out.startswith("slug,name,")
    assert "no place for reviews" in tools.err
    assert reviews.out.startswith("tool,critic,verdict,")
    assert run("export", "--reviews").code == 2


def test_what_a_tool_said_before_is_shown(run: Run) -> None:
    Path("foo.toml").write_text(FOO)
    run("import", "foo.toml")
    assert run("show", "foo", "--changes").err == "verdict: nothing of Foo has changed\n"
    Path("foo.toml").write_text(FOO.replace("20", "25"))
    run("import", "foo.toml")
    assert run("show", "foo", "--changes").out.splitlines()[1:] == [
        "  entry price: $20 / month → $25 / month"
    ]
    (change,) = json.loads(run("show", "foo", "--changes", "--json").out)
    assert (change["field"], change["before"]["amount"]) == ("entry_price", 20)
