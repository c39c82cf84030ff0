"""digest on the command line: what is new, since when, in which form, and what is remembered."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from typing import TYPE_CHECKING

import feedparser
import pytest

from tests.conftest import ROOT
from verdict_tui import paths, weeks
from verdict_tui.store.database import open_database
from verdict_tui.store.digest import feed_id
from verdict_tui.store.state import recall_look

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    Turn = Callable[[date], None]

TODAY = date(2026, 11, 23)  # a Monday; the newest news of the sample is of the Friday before


@pytest.fixture
def turn_to(monkeypatch: pytest.MonkeyPatch) -> Turn:
    """Return what sets the day it is."""

    def turn(day: date) -> None:
        monkeypatch.setattr(weeks, "today", lambda: day)

    return turn


@pytest.fixture
def _monday(turn_to: Turn) -> None:
    turn_to(TODAY)


pytestmark = pytest.mark.usefixtures("_monday")


def test_by_default_it_is_the_newest_week_with_news(run: Run) -> None:
    answer = run("digest")
    assert (answer.err, answer.code) == ("", 0)
    lines = answer.out.splitlines()
    assert lines[0] == "What is new in 2026-W47, 16 to 22 Nov 2026"
    assert "2 tools added" in lines
    assert "4 comparisons published" in lines
    assert "13 verdicts on 7 tools" in lines
    assert "  20 Nov 2026  Code Llama 4 vs Mistral 8B Instruct v3" in lines
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    ("named", "flag"), [("json", "--json"), ("markdown", "--markdown"), ("text", "--plain")]
)
def test_the_forms_of_other_commands_are_had_in_their_way_too(
    run: Run, named: str, flag: str
) -> None:
    asked = run("digest", flag)
    assert asked.code == 0
    assert run("digest", flag, "--format", named) == asked
    if named != "text":
        assert run("digest", "--format", named) == asked


def test_text_is_as_wide_as_the_terminal_but_in_a_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert max(map(len, run("digest").out.splitlines())) <= 40
    file = tmp_path / "news.txt"
    run("digest", "-o", str(file))
    assert 40 < max(map(len, file.read_text().splitlines())) <= 80


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_the_note_of_the_database_stands_below(run: Run, form: str) -> None:
    last = " ".join(run("digest", "--format", form).out.splitlines()[-2:])
    assert "fictional. Facts about tools carry the date on which they were true." in last


@pytest.mark.parametrize(
    ("since", "first", "last", "week"),
    [
        ("7d", "2026-11-16", "2026-11-23", None),
        ("2w", "2026-11-09", "2026-11-23", None),
        ("3m", "2026-08-25", "2026-11-23", None),
        ("2026-11-02", "2026-11-02", "2026-11-23", None),
        ("2026-W45", "2026-11-02", "2026-11-08", "2026-W45"),
        ("last", "2026-11-16", "2026-11-22", "2026-W47"),
    ],
)
def test_since_takes_an_age_a_day_a_week_and_the_last_look(
    run: Run, since: str, first: str, last: str, week: str | None
) -> None:
    found = json.loads(run("digest", "--since", since, "--format", "json").out)
    assert (found["since"], found["until"], found["week"]) == (first, last, week)
    assert all(first <= tool["added_on"] <= last for tool in found["tools"])
    assert found["verdicts"]
    assert found["community"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--since", "soon"), "try 7d, 2w, 3m, 2026-11-02, 2026-W45 or last"),
        (("--since", ""), "try 7d"),
        (("--since", "2025-W53"), "2025 has the weeks W01 to W52"),
        (("--since", "2026-11-24"), "in the future: today is 2026-11-23, in 2026-W48"),
        (("--since", "2026-W49"), "in the future"),
        (("--format", "xml"), "see 'verdict digest --help'"),
        (("--format", "json", "--plain"), "--plain and --format json can't be had at once"),
        (("--json", "--markdown"), "--json and --markdown can't be had at once"),
    ],
)
def test_wrong_use_is_told_with_what_is_right(run: Run, words: tuple[str, ...], why: str) -> None:
    answer = run("digest", *words)
    assert (answer.out, answer.code) == ("", 2)
    assert why in answer.err
    assert answer.err.count("\n") == 1


def test_days_without_news_are_told_with_the_newest(run: Run) -> None:
    answer = run("digest", "--since", "2026-11-21")
    assert answer.out == "Nothing new since 21 Nov 2026; the newest news is of 20 Nov 2026.\n"
    assert (answer.err, answer.code) == ("", 0)
    week = run("digest", "--since", "2026-W20", "--format", "markdown").out
    assert week.startswith("Nothing new in 2026-W20, 11 to 17 May 2026; the newest news")
    found = json.loads(run("digest", "--since", "2026-11-21", "--format", "json").out)
    assert found == {
        "since": "2026-11-21", "until": "2026-11-23", "week": None, "tools": [],
        "comparisons": [], "verdicts": [], "prices": [], "names": [], "community": [],
    }  # fmt: skip


@pytest.mark.parametrize("words", [(), ("--since", "7d"), ("--since", "last"), ("--plain",)])
def test_an_empty_database_has_no_news(run: Run, empty_path: Path, words: tuple[str, ...]) -> None:
    answer = run("--db", str(empty_path), "digest", *words)
    assert answer == ("There is no news yet.\n", "", 0)


def test_an_empty_database_has_a_feed_without_entries(run: Run, empty_path: Path) -> None:
    read = feedparser.parse(run("--db", str(empty_path), "digest", "--format", "atom").out)
    assert (read.bozo, read.entries, read.feed.title) == (False, [], "What is new · empty")


def test_two_databases_of_one_title_share_no_ids(run: Run, tmp_path: Path) -> None:
    def ids(path: Path) -> set[str]:
        out = run("--db", str(path), "digest", "--since", "9y", "--format", "atom").out
        read = feedparser.parse(out)
        return {read.feed.id, *(entry.id for entry in read.entries)}

    one, other, moved = (tmp_path / f"{name}.db" for name in ("one", "other", "moved"))
    run("init", str(one))
    run("init", str(other))
    first = ids(one)
    assert len(first) > 40
    assert not first & ids(other)
    one.rename(moved)
    assert ids(moved) == first


def test_a_database_that_cannot_be_written_has_a_feed_of_its_own_and_always_the_same(
    run: Run, tmp_path: Path
) -> None:
    found = []
    for name in ("one", "other"):
        run("init", str(tmp_path / f"{name}.db"))
        for _ in range(2):
            with open_database(tmp_path / f"{name}.db") as database:
                found.append(feed_id(database))
    assert found[0] == found[1] != found[2] == found[3]


def test_a_vote_of_another_is_news_until_it_is_undone(
    run: Run, turn_to: Turn, tmp_path: Path
) -> None:
    turn_to(date.today())
    colleagues = tmp_path / "colleagues.db"
    run("init", str(colleagues))
    log = tmp_path / "log.jsonl"

    def take_over() -> None:
        run("--db", str(colleagues), "votes", "export", "-o", str(log))
        run("votes", "import", str(log))

    run("--db", str(colleagues), "vote", "mistral", "ship")
    take_over()
    (moved,) = json.loads(run("digest", "--since", "0d", "--format", "json").out)["community"]
    assert moved["slug"] == "mistral-8b-instruct-v3"
    assert moved["before"] == {"ship": 0, "total": 0, "share": None}
    assert moved["after"] == {"ship": 1, "total": 1, "share": 1.0}
    assert "100% (1 of 1, few), was no votes" in run("digest", "--since", "0d").out
    run("--db", str(colleagues), "undo")
    take_over()
    assert json.loads(run("digest", "--since", "0d", "--format", "json").out)["community"] == []


def test_a_vote_of_mine_is_no_news(run: Run, turn_to: Turn) -> None:
    turn_to(date.today())
    before = run("digest").out
    run("vote", "zed", "ship")
    assert run("digest").out == before
    assert "Nothing new" in run("digest", "--since", "0d").out


def test_an_import_that_changes_a_price_and_a_verdict_is_news(
    run: Run, turn_to: Turn, tmp_path: Path
) -> None:
    turn_to(date.today())
    file = tmp_path / "x.toml"
    file.write_text(
        '[[tools]]\nname = "Zed"\ncategory = "Editors"\nentry_price = "$15/month"\n'
        '[[tools.reviews]]\ncritic = "The Builder"\nverdict = "skip"\n'
    )
    run("import", str(file))
    text = run("digest", "--since", "0d", "--plain").out
    assert "1 price changed:\nZed: $15 / month, was Free.\n" in text
    assert "\nZed: skip: The Builder (was ship).\n" in text
    again = run("import", str(file))
    assert "1 same" in again.out
    assert run("digest", "--since", "0d", "--plain").out == text


# The last look


def looked(path: Path) -> date | None:
    with open_database(path) as database:
        return recall_look(database)


def test_last_begins_with_the_day_of_the_last_look(
    run: Run, sample_path: Path, turn_to: Turn
) -> None:
    turn_to(date(2026, 11, 10))
    assert looked(sample_path) is None
    assert "in 2026-W46" in run("digest", "--since", "last").out
    assert looked(sample_path) == date(2026, 11, 10)
    turn_to(date(2026, 11, 17))
    lines = run("digest", "--since", "last").out.splitlines()
    assert lines[0] == "What is new since 10 Nov 2026"
    assert any(line.startswith("  10 Nov 2026") for line in lines)
    turn_to(TODAY)
    assert run("digest", "--since", "LAST").out.startswith("What is new since 17 Nov 2026")
    assert run("digest", "--since", "last").out.startswith("Nothing new since 23 Nov 2026;")


@pytest.mark.parametrize(
    "words", [(), ("--format", "atom"), ("--since", "2026-W45", "--format", "json"), ("--plain",)]
)
def test_every_form_is_a_look_and_a_mistake_is_none(
    run: Run, sample_path: Path, words: tuple[str, ...]
) -> None:
    run("digest", "--since", "soon")
    run("digest", "-o", str(sample_path.parent / "no" / "where"))
    assert looked(sample_path) is None
    run("digest", *words)
    assert looked(sample_path) == TODAY


def test_a_look_ahead_of_time_counts_as_one_of_today(
    run: Run, sample_path: Path, turn_to: Turn
) -> None:
    turn_to(TODAY + timedelta(400))
    run("digest")
    turn_to(TODAY)
    assert run("digest", "--since", "last").out.startswith("Nothing new since 23 Nov 2026;")
    assert looked(sample_path) == TODAY


def test_a_look_that_cannot_be_read_is_none(run: Run, sample_path: Path) -> None:
    run("digest")
    for value in ('"yesterday"', "7", "null"):
        with sqlite3.connect(sample_path) as meddler:
            meddler.execute("UPDATE state SET value = ? WHERE key LIKE 'last look%'", (value,))
        assert "in 2026-W47" in run("digest", "--since", "last").out


def test_a_database_that_cannot_be_written_works_and_says_that_it_forgets(run: Run) -> None:
    template = str(paths.template())
    answer = run("--db", template, "digest", "--since", "last")
    assert answer.out.startswith("What is new in 2026-W47")
    assert answer.err.startswith("verdict: this look is not remembered: ")
    assert (answer.err.count("\n"), answer.code) == (1, 0)
    assert run("--db", template, "digest").err == ""


def test_a_database_that_another_program_writes_is_read_and_the_look_forgotten(
    run: Run, sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verdict_tui.store.database.BUSY_MS", 10)
    run("vote", "zed", "ship")
    with sqlite3.connect(sample_path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = run("digest", "--since", "2026-W47")
    assert answer.out.startswith("What is new in 2026-W47")
    assert "last look at the digest was not remembered" in answer.err
    assert "locked" in answer.err
    assert answer.code == 0


# The feed


def test_the_feed_is_read_by_a_reader_and_is_the_same_bytes_again(run: Run, tmp_path: Path) -> None:
    files = tmp_path / "a.xml", tmp_path / "b.xml"
    for file in files:
        assert run("digest", "--since", "3m", "--format", "atom", "-o", str(file)) == ("", "", 0)
    assert files[0].read_bytes() == files[1].read_bytes()
    read = feedparser.parse(str(files[0]))
    assert not read.bozo
    assert "fictional" in read.feed.subtitle
    assert read.feed.updated.startswith("2026-11-20T")
    added = [entry for entry in read.entries if entry.title.endswith(" was added")]
    assert len(added) == 46
    assert all(entry.link.startswith("https://") for entry in added)
    assert len({entry.id for entry in read.entries}) == len(read.entries)


def test_an_entry_keeps_its_id_whatever_was_asked_for(run: Run) -> None:
    def ids(*since: str) -> set[str]:
        read = feedparser.parse(run("digest", *since, "--format", "atom").out)
        return {entry.id for entry in read.entries}

    assert ids("--since", "2026-W47") == ids() == ids("--since", "7d")
    assert ids() < ids("--since", "2w")


def test_a_file_that_cannot_be_written_stays_as_it_was(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for path in (str(folder), str(tmp_path / "no" / "feed.xml"), ""):
        answer = run("digest", "-o", path)
        assert (answer.out, answer.code) == ("", 2)
        assert answer.err.count("\n") == 1
    assert list(folder.iterdir()) == []


def test_a_link_to_a_file_stays_a_link(run: Run, tmp_path: Path) -> None:
    file, link = tmp_path / "feed.xml", tmp_path / "link.xml"
    link.symlink_to(file)
    assert run("digest", "-o", str(link)).code == 0
    assert link.is_symlink()
    assert file.read_text().startswith("What is new in 2026-W47")


def process(script: str, path: Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run a shell script in which `verdict` is the program."""
    verdict = f"{sys.executable} -m verdict_tui"
    return subprocess.run(
        ["sh", "-c", script.replace("verdict", verdict)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "VERDICT_DB": str(path), **env},
        capture_output=True,
        check=False,
    )


def test_a_reader_of_the_first_lines_has_looked(sample_path: Path) -> None:
    script = "verdict digest --since 99y --format json | head -2"
    done = process(script, sample_path, PYTHONUNBUFFERED="")
    assert (done.stdout.count(b"\n"), done.stderr) == (2, b"")
    assert looked(sample_path) == date.today()


def test_a_pipe_can_be_named_as_the_file(sample_path: Path) -> None:
    done = process("verdict digest -o /dev/stdout | cat", sample_path)
    assert done.stderr == b""
    assert done.stdout.count(b"\n") >= 1


def test_a_feed_is_right_in_a_locale_that_is_not_utf_8(sample_path: Path, run: Run) -> None:
    with sqlite3.connect(sample_path) as meddler:
        meddler.execute("UPDATE meta SET value = 'Żółw é 🙂' WHERE key = 'title'")
    assert "Żółw é 🙂" in run("digest", "--format", "atom").out
    done = process(
        "verdict digest --format atom", sample_path, PYTHONUTF8="0", PYTHONIOENCODING="latin-1"
    )
    title = ET.fromstring(done.stdout).findtext("{http://www.w3.org/2005/Atom}title")
    assert title == "What is new · Żółw é 🙂"
