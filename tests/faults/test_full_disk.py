"""A disk that is full: the vote is refused with a sentence, nothing changes, a later vote works."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.faults.children import VERDICT, damage, environment, logged, verdict

if TYPE_CHECKING:
    from pathlib import Path

VOTE = ("vote", "zed", "ship")
LIMITED = """
import resource, signal, sys
from verdict_tui.__main__ import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
main()
"""
"""A command that can't make a file longer than so many bytes."""

FILLING = """
import resource, signal, sys
from pathlib import Path
from verdict_tui.errors import NotSavedError
from verdict_tui.store import votes
from verdict_tui.store.database import open_database
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_database(Path(sys.argv[1]), writing=True) as database:
    votes.cast(database, "alpha", "ship")
    limit = Path(sys.argv[1] + "-wal").stat().st_size + 20_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        for turn in range(1000):
            before = votes.last_seq(database.connection)
            votes.cast(database, "alpha", ("skip", "ship")[turn % 2])
    except NotSavedError as error:
        print(error)
    assert votes.last_seq(database.connection) == before
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    votes.cast(database, "beta", "skip")
    print(before + 1, votes.last_seq(database.connection))
"""

MOUNTED = """
set -e
mount -t tmpfs -o size=4m none "$1"
cp "$2" "$1/full.db"
head -c 100M /dev/zero > "$1/filler" 2>/dev/null || true
set +e
"$3" -m verdict_tui --db "$1/full.db" vote zed ship
echo "$?"
rm "$1/filler"
"$3" -m verdict_tui --db "$1/full.db" check
"$3" -m verdict_tui --db "$1/full.db" votes export
echo exported
"$3" -m verdict_tui --db "$1/full.db" vote zed ship
"$3" -m verdict_tui --db "$1/full.db" check
"""
"""Mounts a small file system, fills it, votes, makes room and votes again."""


def test_a_vote_that_the_disk_has_no_room_for_changes_nothing(sample_path: Path) -> None:
    refusals = 0
    before = logged(sample_path)
    for limit in (0, 4_096, 33_000, 37_000, 45_000, 60_000):
        done = subprocess.run(
            [sys.executable, "-c", LIMITED, str(limit), "--db", str(sample_path), *VOTE],
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            assert len(logged(sample_path)) == len(before) + 1
            assert verdict(sample_path, "undo").code == 0
            before = logged(sample_path)
            continue
        refusals += 1
        assert done.returncode == 3
        assert done.stderr.startswith("verdict: ")
        assert done.stderr.count("\n") == 1, done.stderr
        assert done.stdout == ""
        assert logged(sample_path) == before
        assert damage(sample_path) == []
    assert refusals >= 2
    assert "Saved" in verdict(sample_path, "vote", "zed", "ship").out
    assert verdict(sample_path, "check").code == 0


def test_an_open_database_goes_on_when_there_is_room_again(small_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILLING, str(small_path)],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    said, counts = done.stdout.splitlines()
    assert said.startswith("your vote was not saved: ")
    expected, there = counts.split()
    assert expected == there
    assert len(logged(small_path)) == int(there)
    assert damage(small_path) == []


def private_mounts() -> list[str] | None:
    """Return the words that give a command file systems of its own; None when nothing does."""
    words = ["unshare", "--mount", "--map-root-user"]
    if shutil.which(words[0]) is None:
        return None
    tried = subprocess.run(
        [*words, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
    )
    return words if tried.returncode == 0 else None


def test_a_vote_on_a_full_file_system_is_refused_and_a_later_one_works(
    sample_path: Path, tmp_path: Path
) -> None:
    words = private_mounts()
    if words is None:
        pytest.skip("no file system can be mounted here")
    place = tmp_path / "small"
    place.mkdir()
    done = subprocess.run(
        [*words, "sh", "-c", MOUNTED, "sh", str(place), str(sample_path), VERDICT[0]],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    code, first_check, *exported, saved, second_check = done.stdout.splitlines()
    assert code == "3"
    assert first_check.endswith("is sound.")
    assert exported == ["exported"]
    assert "Saved: ship on Zed" in saved
    assert second_check.endswith("is sound.")
    assert done.stderr.startswith("verdict: ")
    assert done.stderr.count("\n") == 2  # and that there is nothing to export
    assert "full" in done.stderr
