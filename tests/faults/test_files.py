"""The user's files: links are followed once, modes stay, a cause is never told as another."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faults.children import VERDICT, damage, environment, verdict
from tests.faults.test_damage import spoil
from verdict_tui import files, paths
from verdict_tui.errors import DatabaseError, NotSavedError
from verdict_tui.store import content as contents
from verdict_tui.store import votes
from verdict_tui.store.database import open_database
from verdict_tui.store.schema import SCHEMA_VERSION
from verdict_tui.store.thread import DatabaseThread
from verdict_tui.submission import Content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Run


def ordinary() -> list[str]:
    """Return the words that take root's right to read and write everything from a command."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may write everything here")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]


def asked(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command as somebody whom the modes of files bind."""
    done = subprocess.run(
        [*ordinary(), *VERDICT, *words],
        env=environment(**env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "unexpected" not in done.stderr
    return done


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# Links.


def with_unread_changes(path: Path) -> None:
    """Leave a change in the WAL beside a database, as a program does that was killed."""
    program = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA wal_autocheckpoint = 0')\n"
        "c.execute(\"UPDATE tools SET tagline = 'Fresh.' WHERE slug = 'zed'\")\n"
        "os._exit(0)\n"
    )
    subprocess.run([VERDICT[0], "-c", program, str(path)], check=True)
    path.with_name(f"{path.name}-shm").unlink()


def test_what_lies_beside_the_target_of_a_link_is_read_or_refused(
    sample_path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "real"
    folder.mkdir()
    real = folder / "x.db"
    sample_path.rename(real)
    with_unread_changes(real)
    link = tmp_path / "link.db"
    link.symlink_to(real)
    folder.chmod(0o555)
    try:
        for path in (real, link):
            done = asked("--db", str(path), "show", "zed")
            assert done.returncode == 3
            assert "x.db-wal" in done.stderr
            assert "read-only" in done.stderr
    finally:
        folder.chmod(0o755)
    assert "Fresh." in asked("--db", str(link), "show", "zed").stdout


def test_a_journal_that_can_not_be_rolled_back_is_not_read_past(sample_path: Path) -> None:
    folder = sample_path.parent / "real"
    folder.mkdir()
    real = folder / "x.db"
    sample_path.rename(real)
    real.with_name("x.db-journal").write_bytes(b"changes that were not finished")
    folder.chmod(0o555)
    try:
        done = asked("--db", str(real), "show", "zed")
    finally:
        folder.chmod(0o755)
    assert done.returncode == 3
    assert "x.db-journal" in done.stderr


def test_a_repair_through_a_link_repairs_the_target_and_the_link_stays(
    sample_path: Path, run: Run
) -> None:
    link = sample_path.with_name("link.db")
    link.symlink_to(sample_path.name)
    sample_path.chmod(0o640)
    spoil(sample_path, "tools")
    assert run("--db", str(link), "check", "--repair").code == 0
    assert link.is_symlink()
    assert mode(sample_path) == 0o640
    assert damage(sample_path) == []
    beside = {path.name for path in sample_path.parent.iterdir()}
    assert not any(name.startswith("link.db.") for name in beside)


@pytest.mark.parametrize("target", ["nowhere.db", "link.db", "closed/x.db"])
def test_a_link_that_leads_nowhere_is_one_line(tmp_path: Path, target: str) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(target)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    try:
        for words in (("list",), ("check", "--repair"), ("vote", "zed", "ship")):
            done = asked("--db", str(link), *words)
            assert (done.returncode, done.stderr.count("\n")) == (3, 1)
            assert done.stderr.startswith("verdict: can't open the database ")
    finally:
        closed.chmod(0o700)
    assert link.is_symlink()


# What is written.


@pytest.mark.parametrize(("mask", "expected"), [(0o077, 0o600), (0o022, 0o644), (0o002, 0o664)])
def test_new_files_have_the_mode_that_the_umask_leaves(
    run: Run, tmp_path: Path, mask: int, expected: int
) -> None:
    before = os.umask(mask)
    try:
        run("init", str(tmp_path / "a.db"))
        run("init", str(tmp_path / "b.db"), "--empty")
        run("export", "-o", str(tmp_path / "c.json"))
        run("votes", "export", "-o", str(tmp_path / "d.jsonl"))
        run("digest", "-o", str(tmp_path / "e.txt"))
        run("config", "--init")
    finally:
        os.umask(before)
    settings = paths.settings()
    assert settings is not None
    made = [*(tmp_path / name for name in ("a.db", "b.db", "c.json", "d.jsonl", "e.txt")), settings]
    assert {path.name: mode(path) for path in made} == {path.name: expected for path in made}


@pytest.mark.parametrize("was", [0o600, 0o640, 0o666, 0o755])
def test_a_file_that_is_written_again_keeps_its_mode_its_owner_and_its_link(
    run: Run, tmp_path: Path, was: int
) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("before")
    if os.geteuid() == 0:
        os.chown(target, 12345, 12345)
    target.chmod(was)
    owner = target.stat().st_uid
    link.symlink_to(target.name)
    assert run("export", "-o", str(link)).code == 0
    assert link.is_symlink()
    assert target.read_text().startswith("{")
    assert (mode(target), target.stat().st_uid) == (was, owner)
    assert not list(tmp_path.glob(".verdict-*"))


@pytest.mark.parametrize("name", ["x.db", "./x.db", "link.db", "hard.db"])
@pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal"])
def test_an_output_is_never_written_over_a_database_or_what_lies_beside_it(
    sample_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str, end: str
) -> None:
    monkeypatch.chdir(sample_path.parent)
    sample_path.rename("x.db")
    Path("link.db").symlink_to("x.db")
    Path("hard.db").hardlink_to("x.db")
    for words in (("export", "--format", "json"), ("votes", "export"), ("digest",)):
        answer = run("--db", "x.db", *words, "-o", name + end)
        assert answer.code == 2
        assert "database" in answer.err
    assert damage(sample_path.with_name("x.db")) == []


def test_a_link_to_what_lies_beside_a_database_is_refused_too(run: Run, sample_path: Path) -> None:
    link = sample_path.with_name("out.json")
    link.symlink_to(f"{sample_path.name}-wal")
    assert run("export", "-o", str(link)).code == 2
    assert link.is_symlink()


def test_a_read_only_file_is_not_replaced(sample_path: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    output.write_text("mine")
    output.chmod(0o444)
    done = asked("--db", str(sample_path), "export", "-o", str(output))
    assert (done.returncode, output.read_text()) == (2, "mine")
    assert "it is read-only" in done.stderr


@pytest.mark.parametrize("failure", [DatabaseError("it is damaged"), KeyboardInterrupt()])
def test_an_output_that_breaks_off_leaves_what_was_there(
    tmp_path: Path, failure: BaseException
) -> None:
    def pieces() -> Iterator[str]:
        yield "the beginning"
        raise failure

    output = tmp_path / "out.json"
    output.write_text("before")
    with pytest.raises(type(failure)):
        files.write_whole(output, pieces())
    assert output.read_text() == "before"
    assert list(tmp_path.iterdir()) == [output]


def test_an_output_that_is_appended_to_keeps_what_it_has(sample_path: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("before\n")
    command = f"{VERDICT[0]} -m verdict_tui --db {sample_path} export -o"
    for output, into in (("/dev/stdout", ">>"), ("/dev/fd/7 --format json", "7>>")):
        script = f"{command} {output} {into} {log}"
        subprocess.run(["sh", "-c", script], env=environment(), check=True)
    assert log.read_text().startswith("before\n{")
    assert log.read_text().count('"tools": [') == 2


# Causes.


def test_no_home_does_not_matter_where_a_database_is_named(sample_path: Path) -> None:
    for home in ("", "relative", "/dev/null"):
        for words in (("list",), ("vote", "zed", "ship"), ("config",)):
            done = asked("--db", str(sample_path), *words, HOME=home)
            assert (done.returncode, done.stderr) == (0, ""), (home, words)


@pytest.mark.parametrize("home", ["", "relative", "/dev/null", "/proc/none"])
def test_no_home_and_no_database_is_one_line(home: str) -> None:
    done = asked("list", HOME=home)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert "--db" in done.stderr
    assert not os.path.lexists("relative")


def test_a_home_that_may_not_be_read_is_named_as_the_cause(
    sample_path: Path, tmp_path: Path
) -> None:
    home = tmp_path / "closed"
    home.mkdir(mode=0)
    try:
        done = asked("list", HOME=str(home))
        assert done.returncode == 3
        assert f"can't open the database {home}" in done.stderr
        assert "permission denied" in done.stderr
        assert asked("--db", str(sample_path), "list", HOME=str(home)).stderr == ""
        done = asked("config", "--init", HOME=str(home))
        assert done.returncode == 2
        assert done.stderr.startswith(f"verdict: can't write the settings {home}")
    finally:
        home.chmod(0o700)


@pytest.mark.parametrize("name", ["~nosuchuser/x.db", "~nosuchuser"])
def test_a_user_who_is_not_there_is_named_as_the_cause(name: str) -> None:
    for done in (asked("--db", name, "list"), asked("list", VERDICT_DB=name)):
        assert done.returncode == 3
        assert "there is no user 'nosuchuser'" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--db", "x.db", "list"), 3, "the working directory was deleted"),
        (("init", "x.db"), 3, "the working directory was deleted"),
        (("export", "-o", "x.json"), 2, "the working directory was deleted"),
        (("list",), 0, ""),
        (("export", "-o", "{tmp}/x.json"), 0, ""),
    ],
)
def test_a_working_directory_that_was_deleted_is_named_as_the_cause(
    sample_path: Path, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    script = 'mkdir "$1" && cd "$1" && rmdir "$1" && shift && exec "$@"'
    words = tuple(word.format(tmp=tmp_path) for word in words)
    done = subprocess.run(
        ["sh", "-c", script, "sh", str(tmp_path / "gone"), *VERDICT, *words],
        env=environment(VERDICT_DB=str(sample_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert said in done.stderr
    assert done.stderr.count("\n") == (1 if code else 0)


# The journal.


def journal(path: Path) -> str:
    with sqlite3.connect(path) as looker:
        (found,) = looker.execute("PRAGMA journal_mode").fetchone()
    looker.close()
    return str(found)


@pytest.mark.parametrize("chosen", ["delete", "wal"])
def test_the_journal_that_somebody_has_chosen_stays(sample_path: Path, chosen: str) -> None:
    assert journal(sample_path) == "wal"
    with sqlite3.connect(sample_path) as chooser:
        chooser.execute(f"PRAGMA journal_mode = {chosen}")
    chooser.close()
    for words in (("vote", "zed", "ship"), ("undo",), ("digest",), ("check",)):
        assert verdict(sample_path, *words).code == 0
    assert journal(sample_path) == chosen
    spoil(sample_path, "tallies")
    assert verdict(sample_path, "check", "--repair").code == 0
    assert journal(sample_path) == chosen


def test_without_a_wal_other_windows_follow_and_writers_wait_for_readers(small_path: Path) -> None:
    from verdict_tui.store import changes

    with sqlite3.connect(small_path) as chooser:
        chooser.execute("PRAGMA journal_mode = DELETE")
    chooser.close()
    with (
        open_database(small_path, writing=True) as writer,
        open_database(small_path) as reader,
    ):
        mark = changes.bookmark(reader)
        votes.cast(writer, "alpha", "ship")
        news = changes.since(reader, mark)
        assert news is not None
        assert [standing.tool.slug for standing in news.standings] == ["alpha"]

        rows = reader.connection.execute("SELECT * FROM tools")
        next(rows)
        asked_again = []

        def waits() -> bool:
            asked_again.append(True)
            rows.close()
            return True

        writer.wait_while(waits)
        votes.cast(writer, "beta", "ship")
        assert asked_again
    assert damage(small_path) == []


# Another version of the program.


def migrated_by_a_newer_one(path: Path) -> None:
    with sqlite3.connect(path) as newer:
        newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    newer.close()


def test_nothing_is_written_into_a_file_that_a_newer_program_has_migrated(
    small_path: Path,
) -> None:
    with open_database(small_path, writing=True) as database:
        migrated_by_a_newer_one(small_path)
        before = small_path.read_bytes()
        with pytest.raises(NotSavedError, match="another version of verdict-tui"):
            votes.cast(database, "alpha", "ship")
        with pytest.raises(NotSavedError, match="update verdict-tui"):
            contents.apply(database, Content(title="Other"))
        assert not database.connection.in_transaction
        assert small_path.read_bytes() == before


async def test_the_app_reads_nothing_from_a_file_that_a_newer_program_has_migrated(
    small_path: Path,
) -> None:
    thread = DatabaseThread(small_path, writing=False)
    try:
        assert await thread.call(lambda database: database.meta("voter"))
        migrated_by_a_newer_one(small_path)
        with pytest.raises(DatabaseError, match="another version of verdict-tui"):
            await thread.call(lambda database: database.meta("voter"))
    finally:
        thread.close()
