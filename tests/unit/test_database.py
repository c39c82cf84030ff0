"""Opening, refusing, making databases."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from verdict_tui import paths
from verdict_tui.errors import DatabaseError, NotSavedError, WrongUseError
from verdict_tui.store import tools, votes
from verdict_tui.store.database import create_empty, create_from_sample, open_database
from verdict_tui.store.schema import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534


def refusal(path: Path, *, writing: bool = False) -> str:
    with pytest.raises(DatabaseError) as caught, open_database(path, writing=writing):
        pass
    assert caught.value.exit_code == 3
    return str(caught.value)


def test_a_missing_file_is_not_made_but_told_how_to_make(tmp_path: Path) -> None:
    path = tmp_path / "nope.db"
    assert f"verdict init {path}" in refusal(path, writing=True)
    assert not path.exists()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "it is a folder" in refusal(tmp_path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    assert "the file is empty" in refusal(path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear Sir or Madam")
    assert "not an SQLite database" in refusal(path, writing=True)
    assert path.read_text() == "Dear Sir or Madam"


def test_another_programs_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    assert "another program" in refusal(path, writing=True)
    assert path.read_bytes() == before


def test_a_newer_schema_is_refused_with_both_versions(small_path: Path) -> None:
    with sqlite3.connect(small_path) as newer:
        newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    said = refusal(small_path)
    assert f"version {SCHEMA_VERSION + 1}" in said
    assert "update verdict-tui" in said


def test_a_damaged_file_is_refused_without_a_traceback(small_path: Path) -> None:
    with small_path.open("r+b") as file:
        file.seek(100)
        file.write(os.urandom(4000))
    assert "is damaged" in refusal(small_path)


def test_a_half_made_database_of_ours_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "half.db"
    with sqlite3.connect(path) as half:
        half.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        half.execute("CREATE TABLE placeholder (x)")
    with open_database(path, writing=True) as database:
        assert tools.count_tools(database) == 0


def test_a_locked_database_is_explained(small_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verdict_tui.store.database.BUSY_MS", 10)
    with sqlite3.connect(small_path, isolation_level=None) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("INSERT INTO meta VALUES ('x', 'y')")
        assert "locked by another program" in refusal(small_path)


def test_the_packaged_sample_is_read_only_and_says_so() -> None:
    template = paths.template()
    before = template.read_bytes()
    with open_database(template, writing=True) as database:
        assert "packaged sample" in database.read_only
        with pytest.raises(NotSavedError, match="verdict init"):
            votes.cast(database, "aider", "ship")
    assert template.read_bytes() == before


def test_the_packaged_sample_leaves_nothing_beside_it() -> None:
    template = paths.template()
    with open_database(template) as database:
        assert tools.count_tools(database) > 0
        assert sorted(template.parent.glob("sample.db*")) == [template]


def test_commits_survive_a_power_cut(small_path: Path) -> None:
    with open_database(small_path, writing=True) as database:
        settings = [
            database.connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert settings == ["wal", 2, 1]  # 2 is FULL


def test_nothing_is_made_over_something(small_path: Path) -> None:
    before = small_path.read_bytes()
    for make in (create_empty, create_from_sample):
        with pytest.raises(WrongUseError, match="something is there already"):
            make(small_path)
    assert small_path.read_bytes() == before


def test_nothing_is_made_over_a_dangling_link(tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(WrongUseError):
        create_empty(link)


def test_making_a_database_leaves_only_the_database(tmp_path: Path) -> None:
    create_from_sample(tmp_path / "new" / "one.db")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["one.db"]


def test_a_path_with_signs_that_mean_something_in_a_uri_works(tmp_path: Path) -> None:
    path = tmp_path / "a?b#c %41 d.db"
    create_from_sample(path)
    with open_database(path, writing=True) as database:
        assert votes.cast(database, "aider", "ship").vote is not None


@pytest.fixture
def public_path() -> Iterator[Path]:
    """Return the path of a sample in a folder that everybody can enter; only root can leave.

    The folders of pytest, and the checkout, may be closed to others.
    """
    if os.geteuid() != 0:
        pytest.skip("needs root to become somebody else")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        create_from_sample(folder / "sample.db")
        if not all(parent.stat().st_mode & stat.S_IXOTH for parent in folder.parents):
            pytest.skip(f"others can't enter {folder.parent}")
        yield folder / "sample.db"
        os.seteuid(0)


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o777, 0o444), (0o755, 0o666)])
def test_what_cant_be_written_can_be_read_and_says_why(
    public_path: Path, folder_mode: int, file_mode: int
) -> None:
    public_path.parent.chmod(folder_mode)
    public_path.chmod(file_mode)
    os.seteuid(NOBODY)
    with open_database(public_path, writing=True) as database:
        assert tools.count_tools(database) > 0
        with pytest.raises(NotSavedError, match="read-only"):
            votes.cast(database, "aider", "ship")


def test_a_file_that_cant_be_read_is_refused(public_path: Path) -> None:
    public_path.chmod(0o000)
    os.seteuid(NOBODY)
    assert "permission denied" in refusal(public_path)


def test_a_second_connection_leaves_the_locks_of_the_first(sample_path: Path) -> None:
    # The last program to close a file removes its WAL: another one must see that we are here.
    with (
        open_database(sample_path, writing=True) as first,
        open_database(sample_path) as second,
    ):
        assert second.connection.execute("SELECT count(*) FROM tools").fetchone()
        other = (
            "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]);"
            "db.execute(\"INSERT INTO meta VALUES ('guest', 'was here')\"); db.commit(); db.close()"
        )
        subprocess.run([sys.executable, "-c", other, str(sample_path)], check=True)
        assert sample_path.with_name(f"{sample_path.name}-wal").exists()
        votes.cast(first, "zed", "ship")
    with open_database(sample_path) as again:
        assert votes.last_seq(again.connection)
        standing = tools.read_standing(again, "zed")
        assert standing is not None
        assert standing.my_vote == "ship"


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.db"
    os.mkfifo(path)
    assert "it is not a file" in refusal(path)


def test_damage_that_shows_later_is_told_in_a_sentence(sample_path: Path) -> None:
    def read_what_was_spoilt() -> None:
        with open_database(sample_path) as database:
            size = sample_path.stat().st_size
            with sample_path.open("r+b") as file:
                file.seek(4096)
                file.write(os.urandom(size - 4096))
            list(tools.read_standings(database))

    with pytest.raises(DatabaseError, match="is damaged"):
        read_what_was_spoilt()
