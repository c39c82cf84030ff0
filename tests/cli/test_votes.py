"""vote, undo, check, init, import on the command line."""

from __future__ import annotations

import json
import sqlite3
import time
import uuid
from typing import TYPE_CHECKING

import pytest

from verdict_tui.store.database import open_database

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


def community(run: Run, tool: str) -> tuple[int, int]:
    share = json.loads(run("show", tool, "--json").out)["community"]
    return share["ship"], share["total"]


def test_a_vote_is_counted_and_told_with_the_full_name_and_the_figure(run: Run) -> None:
    answer = run("vote", "mistral", "ship")
    assert "Mistral 8B Instruct v3" in answer.out
    assert "100%, 1 of 1" in answer.out
    assert community(run, "mistral") == (1, 1)


def test_the_same_vote_again_changes_nothing_and_says_so(run: Run) -> None:
    run("vote", "zed", "skip")
    before = community(run, "zed")
    assert "nothing changed" in run("vote", "zed", "skip").out
    assert community(run, "zed") == before


def test_retract_and_undo(run: Run) -> None:
    ship, total = community(run, "zed")
    run("vote", "zed", "ship")
    run("vote", "zed", "retract")
    assert community(run, "zed") == (ship, total)
    assert "Zed is back to ship" in run("undo").out
    assert community(run, "zed") == (ship + 1, total + 1)


def test_undo_without_votes_is_not_there(run: Run) -> None:
    assert run("undo").code == 1


@pytest.mark.parametrize("name", ["cursr", "llama", "the best one"])
def test_a_vote_is_never_cast_on_a_guess(run: Run, name: str) -> None:
    answer = run("vote", name, "ship")
    assert answer.code in (1, 2)
    assert run("undo").code == 1


def test_a_sound_database_checks_out(run: Run) -> None:
    run("vote", "zed", "ship")
    assert run("check").code == 0


def test_check_finds_figures_that_do_not_follow_from_the_log(run: Run, sample_path: Path) -> None:
    with sqlite3.connect(sample_path) as meddler:
        meddler.execute("UPDATE tallies SET ship = ship + 1 WHERE tool = 'zed'")
        meddler.execute("DELETE FROM standings WHERE tool = 'cursor'")
    answer = run("check")
    assert answer.code == 3
    assert "zed" in answer.err
    assert "cursor" in answer.err


def test_init_makes_a_database_and_never_over_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    assert run("init", str(path)).code == 0
    assert run("--db", str(path), "show", "zed").code == 0
    assert run("init", str(path)).code == 2


def test_init_empty_makes_one_to_import_into(run: Run, tmp_path: Path) -> None:
    path, file = tmp_path / "mine.db", tmp_path / "tools.json"
    file.write_text(
        '{"tools": [{"name": "Hammer", "category": "Tools", "entry_price": "$9 once"}]}'
    )
    assert run("init", str(path), "--empty").code == 0
    answer = run("--db", str(path), "import", str(file))
    assert "1 tool (1 new)" in answer.out
    assert "$9 once" in run("--db", str(path), "show", "hammer").out


def test_importing_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "tools.jsonl"
    file.write_text(
        '{"name": "Hammer", "category": "Tools"}\n{"name": "Saw", "category": "Tools"}\n'
    )
    run("import", str(file))
    assert "2 tools (2 same)" in run("import", str(file)).out


def test_a_dry_run_writes_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "tools.json"
    file.write_text('[{"name": "Hammer", "category": "Tools"}]')
    assert "Would import: 1 tool (1 new)" in run("import", str(file), "--dry-run").out
    assert run("show", "hammer").code in (1, 2)


def test_one_mistake_keeps_everything_out_and_every_mistake_is_told(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "tools.json"
    file.write_text(
        json.dumps(
            [
                {"name": "Hammer", "category": "Tools"},
                {"name": "", "category": "Tools"},
                {"name": "Saw", "category": "Tools", "licnce": "MIT"},
            ]
        )
    )
    answer = run("import", str(file))
    assert answer.code == 2
    assert "[1].name" in answer.err
    assert "did you mean 'licence'" in answer.err
    assert run("show", "hammer").code in (1, 2)


def test_content_that_would_break_a_terminal_is_made_safe(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "evil.json"
    evil = "\x1b[2J\x1b]52;c;ZXZpbA==\x07\x9b31m\u202ereversed\u200b[red]markup[/nope]"
    tool = {
        "name": "Evil " + evil,
        "category": "Tools",
        "tagline": evil,
        "reviews": [
            {"critic": "Mallory " + evil, "verdict": "ship", "quote": evil + "\t\n" + evil}
        ],
    }
    file.write_text(json.dumps([tool]))
    assert run("import", str(file)).code == 0
    for words in (("show", "evil"), ("list",), ("search", "evil"), ("list", "--tsv")):
        out = run(*words).out
        assert "Evil" in out
        assert not any(c in out for c in "\x1b\x07\x9b\u202e\u200b")
        if words[0] == "show":
            assert "[red]markup[/nope]" in out


def test_content_written_past_the_program_is_made_safe_too(run: Run, sample_path: Path) -> None:
    with sqlite3.connect(sample_path) as meddler:
        meddler.execute("UPDATE tools SET name = 'Z\x1b[2Jed' || char(8238), tagline = char(155)")
    with open_database(sample_path) as database:
        assert database.connection.execute("SELECT name FROM tools").fetchone()[0][1] == "\x1b"
    assert not any(c in run("list").out + run("show", "zed").out for c in "\x1b\x9b\u202e")


def test_repair_derives_anew_what_does_not_follow_from_the_log_and_keeps_a_copy(
    run: Run, sample_path: Path
) -> None:
    run("vote", "zed", "ship")
    before = run("list", "--tsv").out
    with sqlite3.connect(sample_path) as meddler:
        meddler.execute("UPDATE tallies SET ship = ship + 1 WHERE tool = 'zed'")
        meddler.execute("DELETE FROM standings WHERE tool = 'cursor'")
    assert run("check").code == 3
    assert "derived anew" in run("check", "--repair").out
    assert run("check").code == 0
    assert run("list", "--tsv").out == before
    assert list(sample_path.parent.glob("sample.db.backup-*"))


def test_repair_saves_from_a_damaged_file_what_can_be_read(run: Run, sample_path: Path) -> None:
    run("vote", "zed", "ship")
    with sqlite3.connect(sample_path) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = opened.execute(
            "SELECT pageno FROM dbstat WHERE name = 'tallies' ORDER BY pageno LIMIT 1"
        ).fetchone()
    with sample_path.open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(b"garbage!" * 512)
    assert run("check").code == 3
    repaired = run("check", "--repair")
    assert repaired.code == 0, repaired.err
    assert run("check").code == 0
    assert "Zed: ✓ ship" in run("history").out
    assert json.loads(run("search", "--quotes", "licence", "--json").out)


def test_repair_of_a_sound_file_changes_nothing(run: Run, sample_path: Path) -> None:
    assert "is sound" in run("check", "--repair").out
    assert not list(sample_path.parent.glob("sample.db.backup-*"))


def test_history_says_what_each_vote_changed(run: Run) -> None:
    for words in (("vote", "zed", "ship"), ("vote", "zed", "skip"), ("undo",)):
        run(*words)
    lines = [line.split("  ", 1)[1] for line in run("history").out.splitlines()]
    assert lines == ["Zed: undone, back to ship", "Zed: ✗ skip, was ship", "Zed: ✓ ship"]
    newest, *_ = json.loads(run("history", "zed", "--json").out)
    assert (newest["tool"], newest["choice"], newest["before"]) == ("zed", "ship", "skip")
    assert newest["undoes"]
    assert run("history", "aider").out == ""


def test_logs_of_two_machines_come_together(run: Run, tmp_path: Path) -> None:
    here, there, log = tmp_path / "here.db", tmp_path / "there.db", tmp_path / "log.jsonl"
    for path in (here, there):
        run("init", str(path))
    run("--db", str(here), "vote", "zed", "ship")
    run("--db", str(there), "vote", "aider", "skip")
    assert run("--db", str(here), "votes", "export", "-o", str(log)).out.startswith("Exported 1")
    assert "1 new, 0 known" in run("--db", str(there), "votes", "import", str(log)).out
    assert "0 new, 1 known" in run("--db", str(there), "votes", "import", str(log)).out
    run("--db", str(there), "votes", "export", "-o", str(log))
    run("--db", str(here), "votes", "import", str(log))
    assert figures(run, here) == figures(run, there)
    exports = [run("--db", str(path), "votes", "export").out for path in (here, there)]
    assert exports[0] == exports[1]


def figures(run: Run, path: Path) -> list[list[str]]:
    """Return the community's figures of every tool."""
    rows = run("--db", str(path), "list", "--tsv").out.splitlines()
    return [row.split("\t")[:7] for row in rows]


def test_a_cut_last_line_spoils_only_itself(run: Run, tmp_path: Path) -> None:
    other, log = tmp_path / "other.db", tmp_path / "log.jsonl"
    run("init", str(other))
    for tool in ("zed", "aider"):
        run("--db", str(other), "vote", tool, "ship")
    run("--db", str(other), "votes", "export", "-o", str(log))
    log.write_text(log.read_text()[:-40])
    answer = run("votes", "import", str(log))
    assert answer.code == 2
    assert "1 new, 0 known, 1 refused" in answer.out
    assert f"{log}:2:" in answer.err


def test_a_known_event_with_other_content_is_refused(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    run("vote", "zed", "ship")
    run("votes", "export", "-o", str(log))
    log.write_text(log.read_text().replace('"ship"', '"skip"'))
    answer = run("votes", "import", str(log))
    assert answer.code == 2
    assert "known with other content" in answer.err
    assert "✓ ship" in run("history").out


def test_votes_from_the_future_and_on_unknown_tools_are_told(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    run("vote", "zed", "ship")
    event = json.loads(run("votes", "export").out)
    event |= {"id": str(uuid.uuid4()), "voter": str(uuid.uuid4()), "ms": 4_100_000_000_000}
    unknown = event | {"id": str(uuid.uuid4()), "tool": "not-here-yet", "ms": 5}
    log.write_text(f"{json.dumps(event)}\n{json.dumps(unknown)}\n")
    answer = run("votes", "import", str(log))
    assert answer.code == 0
    assert "2 new" in answer.out
    assert "1 dated in the future" in answer.out
    assert "1 on tools that are not here" in answer.out


def test_one_person_on_two_machines_counts_once_after_linking(run: Run, tmp_path: Path) -> None:
    here, there, log = tmp_path / "here.db", tmp_path / "there.db", tmp_path / "log.jsonl"
    for path in (here, there):
        run("init", str(path), "--empty")
        run("--db", str(path), "import", str(tool_file(tmp_path)))
    run("--db", str(here), "vote", "alpha", "ship")
    run("--db", str(there), "vote", "alpha", "skip")
    voter = run("--db", str(here), "whoami").out.split()[1]
    assert "1 vote went over" in run("--db", str(there), "whoami", "--link", voter).out
    assert "0 votes went over" in run("--db", str(there), "whoami", "--link", voter).out
    for source, target in ((here, there), (there, here)):
        run("--db", str(source), "votes", "export", "-o", str(log))
        run("--db", str(target), "votes", "import", str(log), "--mine")
    for path in (here, there):
        shown = json.loads(run("--db", str(path), "show", "alpha", "--json").out)
        assert shown["community"] == {"ship": 0, "total": 1, "share": 0.0}
        assert shown["my_vote"] == "skip"


def tool_file(folder: Path) -> Path:
    path = folder / "tools.json"
    path.write_text(json.dumps({"tools": [{"name": "Alpha", "category": "Editors"}]}))
    return path


def test_linking_wants_the_id_of_a_voter(run: Run) -> None:
    answer = run("whoami", "--link", "me")
    assert answer.code == 2
    assert "is not a voter's id" in answer.err


def test_a_log_is_not_written_over_a_database(run: Run, sample_path: Path) -> None:
    run("vote", "zed", "ship")
    answer = run("votes", "export", "-o", str(sample_path))
    assert (answer.code, "it is a database" in answer.err) == (2, True)
    assert run("check").code == 0
    assert "Zed: ✓ ship" in run("history").out


def test_lines_that_are_no_events_are_told_in_words_of_a_log(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text('garbage\n{"id": 1\n{}\n' + "x\n" * 30)
    answer = run("votes", "import", str(log))
    assert answer.code == 2
    assert f"{log}:1: is not JSON" in answer.err
    assert f"{log}:2: is cut off" in answer.err
    assert f"{log}:3: id is missing" in answer.err
    assert "and 13 more lines" in answer.err
    assert answer.err.endswith("nothing was imported\n")


def test_times_are_those_of_where_one_is(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def hour(zone: str) -> int:
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        return int(run("history").out[11:13])

    run("vote", "zed", "ship")
    try:
        assert (hour("UTC-9") - hour("UTC")) % 24 == 9
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()


def test_a_choice_may_be_in_any_case(run: Run) -> None:
    assert "Saved: ship on Zed" in run("vote", "zed", "SHIP").out
    assert "Retracted your ship" in run("vote", "zed", "Retract").out


YEAR_MS = 365 * 86_400_000


def set_clock(monkeypatch: pytest.MonkeyPatch, ms: int) -> None:
    monkeypatch.setattr("time.time_ns", lambda: ms * 1_000_000)


def test_a_clock_once_ahead_dates_votes_on_that_tool_only_and_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = 1_795_000_000_000
    set_clock(monkeypatch, real + 10 * YEAR_MS)
    assert run("vote", "zed", "ship").err == ""
    set_clock(monkeypatch, real)
    assert run("vote", "aider", "ship").err == ""
    said = "verdict: This vote is dated 15 Nov 2036, because it replaces a vote with that date.\n"
    answer = run("vote", "zed", "skip")
    assert (answer.code, answer.err) == (0, said)
    assert "Saved: skip on Zed" in answer.out
    answer = run("undo")
    assert (answer.code, answer.err) == (0, said)
    log = [json.loads(line) for line in run("votes", "export").out.splitlines()]
    assert {event["tool"]: event["ms"] // YEAR_MS for event in log} == {"aider": 56, "zed": 66}


@pytest.mark.parametrize(("ms", "year"), [(-1, 1969), (4_102_444_800_000, 2100)])
def test_a_clock_that_cannot_be_right_is_told_in_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ms: int, year: int
) -> None:
    log = tmp_path / "log.jsonl"
    run("vote", "zed", "ship")
    run("votes", "export", "-o", str(log))
    set_clock(monkeypatch, ms)
    why = f"this computer's clock says the year {year}; set the clock and try again\n"
    for words in (("vote", "aider", "ship"), ("undo",), ("votes", "import", str(log))):
        answer = run(*words)
        assert answer.code == 3
        assert answer.err.endswith(why)
        assert answer.err.count("\n") == 1
    assert len(run("history").out.splitlines()) == 1


def test_a_clock_that_python_cannot_read_is_told_in_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overflow() -> int:
        raise OverflowError("timestamp too large to convert to C _PyTime_t")

    monkeypatch.setattr("time.time_ns", overflow)
    for words in (("vote", "aider", "ship"), ("show", "aider")):
        answer = run(*words)
        assert answer.code == 2
        assert answer.err == (
            "verdict: this computer's clock is wrong by centuries; set the clock and try again\n"
        )


def last_event(run: Run) -> dict[str, str | int]:
    event: dict[str, str | int] = json.loads(run("votes", "export").out.splitlines()[-1])
    return event


def test_an_event_that_takes_the_place_of_another_is_named(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    run("vote", "zed", "skip")
    first = last_event(run) | {"id": str(uuid.uuid4()), "ms": int(last_event(run)["ms"]) + 1}
    forged = first | {"choice": "ship"}
    log.write_text(json.dumps(first))
    assert "1 new" in run("votes", "import", str(log), "--mine").out
    log.write_text(json.dumps(forged))
    answer = run("votes", "import", str(log), "--mine")
    assert "0 new, 0 known, 1 in place of others with the same ids." in answer.out
    assert answer.err == f"verdict: {log}:1: event {forged['id']} was known with other content\n"
    assert "Zed: ✓ ship" in run("history").out
    assert run("check").code == 0


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("ms", 253_402_300_799_999, "ms is in the year 9999, more than 130 years ahead"),
        ("ms", 10**30, "ms is in a year after 9999"),
        ("counter", 2**31, "counter is not under 2147483648"),
        ("ms", -1, "ms input should be greater than or equal to 0"),
    ],
)
def test_a_stamp_that_no_clock_gave_is_refused(
    run: Run, tmp_path: Path, field: str, value: int, why: str
) -> None:
    log = tmp_path / "log.jsonl"
    run("vote", "zed", "ship")
    log.write_text(json.dumps(last_event(run) | {"id": str(uuid.uuid4()), field: value}))
    answer = run("votes", "import", str(log), "--mine")
    assert answer.code == 2
    assert f"verdict: {log}:1: {why}" in answer.err


def test_an_event_that_takes_back_what_is_not_there_fails_nothing_and_is_found(
    run: Run, tmp_path: Path
) -> None:
    log = tmp_path / "log.jsonl"
    run("vote", "zed", "ship")
    event = last_event(run) | {
        "id": str(uuid.uuid4()),
        "choice": "skip",
        "device": str(uuid.uuid4()),
    }
    event |= {"ms": int(event["ms"]) + 1, "undoes": str(uuid.uuid4())}
    log.write_text(json.dumps(event))
    assert run("votes", "import", str(log), "--mine").code == 0
    assert "Zed: skip; what it takes back is unknown" in run("history").out
    assert "skip; what it takes back is unknown" in run("show", "zed").out
    assert "replaced it" in run("undo").err
    answer = run("check")
    assert (answer.code, "is sound" in answer.out) == (0, True)
    assert (
        f"event {event['id']} on zed has an unknown effect: it takes back {event['undoes']},"
        " which is not in the log.\n"
    ) in answer.out
