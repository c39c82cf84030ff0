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
    Path("bad.csv").write_text("name,category,added_on\nA,B,about 20\nC,D,\n,E,\n")
    answer = run("import", "good.toml", "bad.json", "cut.json", "bad.csv")
    assert answer.code == 2
    places = [line.split(": ")[0] for line in answer.err.splitlines()]
    assert places == ["verdict", "bad.json", "cut.json is not JSON", "bad.csv:2", "bad.csv:4"]
    assert "not 'about 20'" in answer.err
    assert run("list", "--json").out == before


def test_a_price_that_is_not_understood_keeps_its_words_and_warns(run: Run) -> None:
    Path("foo.toml").write_text(FOO.replace("$20/month", "1.000 EUR/year"))
    answer = run("import", "foo.toml")
    assert (answer.code, answer.out) == (0, "Imported: 1 tool (1 new); 1 review (1 new).\n")
    assert answer.err == (
        "verdict: warning: foo.toml: Foo: the entry price '1.000 EUR/year' is not understood:"
        " '1.000' can mean 1000 or 1; imported as text\n"
    )
    assert "Unknown (“1.000 EUR/year”)" in run("show", "foo").out
    price = json.loads(run("show", "foo", "--json").out)["entry_price"]
    assert (price["kind"], price["amount"], price["words"]) == ("unknown", None, "1.000 EUR/year")
    assert "foo" in run("search", "price:unknown", "--tsv").out


def test_strict_refuses_a_price_that_is_not_understood(run: Run) -> None:
    Path("foo.csv").write_text(
        "name,category,entry_price\nFoo,C,$20 EUR\nBar,C,free\nBaz,C,20 PER/year\n"
    )
    before = run("list", "--json").out
    answer = run("import", "--strict", "foo.csv")
    assert (answer.code, answer.out) == (2, "")
    assert [line.split(": ")[0] for line in answer.err.splitlines()] == [
        "verdict", "foo.csv:2", "foo.csv:4",
    ]  # fmt: skip
    assert run("list", "--json").out == before
    assert run("import", "--strict", "--dry-run", "foo.csv").code == 2


@pytest.mark.parametrize("form", ["json", "jsonl", "toml", "csv"])
def test_the_words_of_a_price_go_out_and_come_in(run: Run, tmp_path: Path, form: str) -> None:
    Path("foo.json").write_text('{"name": "Foo", "category": "C", "entry_price": "from =$5|a,b"}')
    run("import", "foo.json")
    run("export", "-o", f"out.{form}")
    run("init", "--empty", "b.db")
    answer = run("--db", "b.db", "import", f"out.{form}")
    assert answer.code == 0
    assert answer.err.count("warning") == (form == "csv")  # it has no place for the kind
    price = json.loads(run("--db", "b.db", "show", "foo", "--json").out)["entry_price"]
    assert (price["kind"], price["words"]) == ("unknown", "from =$5|a,b")


def test_many_warnings_are_counted(run: Run) -> None:
    tools = [{"name": f"T{n}", "category": "C", "entry_price": "?"} for n in range(50)]
    Path("many.json").write_text(json.dumps(tools))
    told = run("import", "many.json").err.splitlines()
    assert len(told) == 21
    assert told[-1] == "verdict: warning: and 30 more warnings"


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


def test_every_change_is_told_whatever_it_is_of(run: Run) -> None:
    first = {
        "title": "One",
        "critics": [{"name": "Ann", "motto": "Old."}],
        "tools": [{"name": "A", "category": "E"}, {"name": "B", "category": "E"}],
        "comparisons": [{"a": "A", "b": "B", "published_on": "2026-11-01"}],
    }
    Path("a.json").write_text(json.dumps(first))
    run("import", "a.json")
    first["title"] = "Two"
    first["critics"] = [{"name": "Ann", "motto": "New."}]
    first["tools"] = [{"name": "A", "category": "E", "aliases": ["Aleph"]}]
    first["comparisons"] = [{"a": "A", "b": "B", "published_on": "2026-11-02"}]
    Path("a.json").write_text(json.dumps(first))
    assert run("import", "--dry-run", "a.json").out.splitlines()[1:] == [
        "  the database: title: One → Two",
        "  Ann: motto: Old. → New.",
        "  A: former names: nothing → Aleph",
        "  A and B: published: 2026-11-01 → 2026-11-02",
    ]


def test_what_stands_there_twice_is_told(run: Run) -> None:
    Path("a.json").write_text(
        json.dumps(
            {
                "critics": [{"name": "Ann"}, {"name": "Ann", "motto": "Other."}],
                "comparisons": [{"a": "zed", "b": "Cursor"}, {"a": "Zed", "b": "cursor"}],
            }
        )
    )
    Path("b.toml").write_text(FOO)
    err = run("import", "a.json", "b.toml", "b.toml").err
    assert "a.json: the critic Ann stands there twice" in err
    assert "a.json: the comparison of zed with cursor stands there twice" in err
    assert "b.toml: Foo stands there twice; leave one out" in err


def test_a_dash_is_standard_output_and_an_empty_database_comes_back(
    run: Run, tmp_path: Path
) -> None:
    assert json.loads(run("export", "-o", "-").out)["tools"]
    assert not Path("-").exists()
    run("init", "empty.db", "--empty")
    for form in ("json", "jsonl", "toml", "csv"):
        run("--db", "empty.db", "export", "-o", f"out.{form}")
        answer = run("--db", "empty.db", "import", f"out.{form}")
        assert (answer.code, answer.err) == (0, "")


def test_all_wrong_columns_and_rows_of_a_table_are_told(run: Run) -> None:
    Path("a.csv").write_text("name,category,foo,prise\nA,,x,1\nB,C,x\n")
    lines = run("import", "a.csv").err.splitlines()[1:]
    assert [line.split(": ")[0] for line in lines] == ["a.csv:1", "a.csv:1", "a.csv:2", "a.csv:3"]


def test_a_folder_is_read_without_what_is_hidden_or_linked_twice(run: Run) -> None:
    Path("d/.git").mkdir(parents=True)
    Path("d/.git/x.json").write_text("{")
    Path("d/.y.json").write_text("{")
    Path("d/foo.toml").write_text(FOO)
    Path("d/link.toml").symlink_to("foo.toml")
    assert run("import", "d").out.startswith("Imported: 1 tool (1 new)")
    Path("d/gone.toml").symlink_to("nowhere.toml")
    answer = run("import", "d")
    assert answer.code == 0
    assert answer.err == "verdict: skipped d/gone.toml: it is a link to a file that is not there\n"
