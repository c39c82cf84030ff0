"""lint."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT, submit
from verdict_tui.model import Share
from verdict_tui.store import content as contents
from verdict_tui.store import tools
from verdict_tui.store.database import open_database
from verdict_tui.store.slugs import canonical
from verdict_tui.submission import Content

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Answer, Run
    from verdict_tui.exchange.values import Data


@pytest.fixture
def lint(run: Run, empty_path: Path, tmp_path: Path) -> Lint:
    """Return what lints a database of its own."""
    return Lint(run, empty_path, tmp_path)


class Lint:
    """Runs commands on a database that is empty at first."""

    def __init__(self, run: Run, path: Path, folder: Path) -> None:
        self._run = run
        self._file = folder / "content.json"
        self.path = path

    def bring(self, *documents: Data) -> None:
        """Import documents, one after the other."""
        for document in documents:
            self._file.write_text(json.dumps(document))
            answer = self.verdict("import", str(self._file))
            assert answer.code == 0, answer.err

    def verdict(self, *words: str) -> Answer:
        """Run any command."""
        return self._run("--db", str(self.path), *words)

    def kinds(self) -> list[str]:
        """Return the kinds of what is found, as JSON tells them."""
        return [each["kind"] for each in json.loads(self.verdict("lint", "--json").out)]


def good(name: str, **more: Data) -> Data:
    """Return a tool in which there is nothing to mend."""
    return {
        "name": name,
        "category": "Models",
        "reviews": [{"critic": "Ann", "verdict": "ship", "quote": f"{name} does it."}],
        **more,
    }


def test_the_sample_has_old_prices_and_says_so(run: Run) -> None:
    answer = run("lint")
    assert (answer.code, answer.err) == (1, "")
    assert re.search(r"^Old prices \(\d+\)$", answer.out, re.MULTILINE)
    assert "\n  Zed: the entry price, Free, is " in answer.out
    assert re.search(r"^\d+ findings in 46 tools\.\n\Z", answer.out, re.MULTILINE)


def test_of_the_sample_only_what_is_true_is_said(run: Run) -> None:
    tools = {tool["slug"]: tool for tool in json.loads(run("list", "--json").out)}
    for found in json.loads(run("lint", "--json").out):
        tool = tools[found["tool"]]
        as_of = date.fromisoformat(tool["entry_price"]["as_of"])
        match found["kind"]:
            case "stale-price":
                assert (date.today() - as_of).days > 90
            case "future-price":  # where the clock is behind
                assert as_of > date.today()
            case kind:
                assert kind == "across-categories"
                assert tool["category"] != tools[found["other"]]["category"]


def test_as_json_every_finding_has_the_shape_that_is_promised(run: Run) -> None:
    answer = run("lint", "--json")
    assert answer.code == 1
    for finding in json.loads(answer.out):
        assert list(finding) == ["kind", "tool", "other", "critic", "text"]
        assert finding["text"] in run("lint").out


def test_an_empty_database_has_nothing_to_mend(lint: Lint) -> None:
    assert lint.verdict("lint") == ("Nothing to mend in 0 tools.\n", "", 0)
    assert lint.verdict("lint", "--json") == ("[]\n", "", 0)


def test_good_content_has_nothing_to_mend(lint: Lint) -> None:
    price: Data = {"kind": "free", "as_of": date.today().isoformat()}
    lint.bring(good("Alpha", entry_price=price), good("Zed"))
    assert lint.verdict("lint") == ("Nothing to mend in 2 tools.\n", "", 0)


def test_every_kind_is_found(lint: Lint) -> None:
    says: list[Data] = [{"critic": critic, "verdict": "skip"} for critic in ("Ann", "Bob")]
    long: list[Data] = [{"critic": "Cid", "verdict": "ship", "quote": "a" * 1001}]
    lint.bring(
        good("Beta", reviews=long),
        good("Code Llama", aliases=["Former"], entry_price="$20/month"),
        good("CodeLlama", aliases=["former"], entry_price={"kind": "free", "as_of": "2020-01-01"}),
        good("Alpha", entry_price={"kind": "contact", "as_of": "9999-01-01"}),
        *(good(name, reviews=says) for name in ("One", "Two", "Three", "Four", "Five")),
        good("Zed", category="Editors", reviews=[]),
        {"comparisons": [{"a": "Zed", "b": "Alpha"}]},
    )
    assert lint.kinds() == [
        "dead-alias", "near-duplicate", "across-categories", "future-price", "undated-price",
        "stale-price", "one-sided-critic", "long-quote", "no-reviews",
    ]  # fmt: skip


def blocks(language: str) -> list[str]:
    """Return the blocks of the documentation in a language."""
    text = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def execute(path: Path, statements: str) -> None:
    """Run SQL as SQLite's own program does."""
    connection = sqlite3.connect(path)
    connection.executescript(statements)
    connection.close()


def test_the_documented_import_mends(lint: Lint) -> None:
    long: list[Data] = [{"critic": "Ann", "verdict": "ship", "quote": "a" * 1001}]
    lint.bring(good("Code Llama", entry_price="$20/month", reviews=long))
    assert lint.kinds() == ["undated-price", "long-quote"]
    (documented,) = blocks("json")
    content = json.loads(documented)
    content["entry_price"]["as_of"] = date.today().isoformat()
    lint.bring(content)
    assert lint.kinds() == []


def test_the_documented_statements_mend(lint: Lint) -> None:
    former_name, tool, comparison = blocks("sql")
    lint.bring(good("Code Llama"), good("CodeLlama"), good("Code Llama", aliases=["CodeLlama"]))
    assert lint.kinds() == ["dead-alias", "near-duplicate"]
    execute(lint.path, former_name)
    assert lint.kinds() == ["near-duplicate"]
    execute(lint.path, tool)
    assert lint.kinds() == []
    pair: Data = {"comparisons": [{"a": "Code Llama", "b": "Zed"}]}
    lint.bring(good("Zed", category="Editors"), pair)
    assert lint.kinds() == ["across-categories"]
    execute(lint.path, comparison)
    assert lint.kinds() == []
    assert lint.verdict("check").code == 0


@pytest.mark.parametrize("is_listed", [True, False])
def test_votes_on_a_tool_that_was_taken_out_count_for_the_other(
    lint: Lint, is_listed: bool
) -> None:
    lint.bring(good("Code Llama"), good("CodeLlama"))
    if is_listed:
        lint.bring(good("Code Llama", aliases=["CodeLlama"]))
    assert lint.verdict("vote", "codellama", "ship").code == 0
    execute(lint.path, blocks("sql")[1])
    lint.bring(good("Code Llama", aliases=["CodeLlama"]))
    assert lint.verdict("check", "--repair").code == 0
    assert lint.kinds() == []
    with open_database(lint.path) as database:
        standing = tools.read_standing(database, "code-llama")
        assert standing
        assert standing.community == Share(1, 1)
        assert canonical(database.connection, "codellama") == "code-llama"


def test_a_page_of_garbage_is_an_error_in_a_line(run: Run, sample_path: Path) -> None:
    with sqlite3.connect(sample_path) as meddler:
        (page,) = meddler.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'reviews'"
        ).fetchone()
        (size,) = meddler.execute("PRAGMA page_size").fetchone()
    meddler.close()
    with sample_path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    answer = run("lint")
    assert (answer.out, answer.code) == ("", 3)
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("tools", [3, 3000])
def test_a_reader_that_leaves_early_changes_nothing_about_what_was_found(
    empty_path: Path, tools: int
) -> None:
    with open_database(empty_path, writing=True) as database:
        contents.apply(database, Content(tools=tuple(submit(f"Tool {n}") for n in range(tools))))
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as output:
        done = subprocess.run(
            [sys.executable, "-m", "verdict_tui", "--db", str(empty_path), "lint"],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, "")


def test_it_never_imports_textual_nor_what_imports_need(sample_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['verdict', 'lint']\n"
        "from verdict_tui.cli import run\n"
        "try: run()\n"
        "except SystemExit as leaving: assert leaving.code == 1\n"
        "heavy = {'textual', 'sqlite_utils', 'pydantic', 'rapidfuzz'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "VERDICT_DB": str(sample_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
