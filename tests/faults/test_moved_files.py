"""A file that is deleted or replaced while it is open: no vote is said to be saved and is not."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import submit
from tests.faults.children import damage, logged
from verdict_tui.errors import NotSavedError, VerdictError
from verdict_tui.session import Session
from verdict_tui.store import content as contents
from verdict_tui.store import votes
from verdict_tui.store.database import create_empty, open_database
from verdict_tui.store.opening import open_with
from verdict_tui.submission import Content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAIR = ("alpha", "beta")


def deleted(path: Path) -> None:
    path.unlink()


def deleted_with_its_log(path: Path) -> None:
    for companion in ("", "-wal", "-shm"):
        Path(f"{path}{companion}").unlink(missing_ok=True)


def moved_away(path: Path) -> None:
    path.rename(path.with_name("moved.db"))


def replaced_by_another(path: Path) -> None:
    another = path.with_name("another.db")
    create_empty(another)
    with open_database(another, writing=True) as database:
        many = tuple(submit(f"Tool {number}") for number in range(300))
        contents.apply(database, Content(tools=(*many, submit("Alpha"), submit("Beta"))))
    another.replace(path)


def replaced_without_its_log(path: Path) -> None:
    for companion in ("-wal", "-shm"):
        Path(f"{path}{companion}").unlink(missing_ok=True)
    replaced_by_another(path)


def restored_from_a_copy(path: Path) -> None:
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    copy.replace(path)


SOUND_FATES = (
    deleted,
    deleted_with_its_log,
    moved_away,
    replaced_without_its_log,
    restored_from_a_copy,
)
FATES = (*SOUND_FATES, replaced_by_another)
"""To put another file beside the log of the first spoils it, whatever this program does."""


@pytest.fixture
def session(small_path: Path) -> Iterator[Session]:
    with open_database(small_path) as database:
        session = Session(small_path, open_with(database))
    yield session
    session.close()


@pytest.mark.parametrize("fate", FATES)
async def test_a_vote_in_a_file_that_is_gone_is_never_said_to_be_saved(
    session: Session, fate: Callable[[Path], None]
) -> None:
    await session.load()
    await session.vote("alpha", "ship", PAIR)
    fate(session.path)
    try:
        outcome = await session.vote("beta", "skip", PAIR)
    except VerdictError:
        return
    assert outcome.cast.vote
    assert session.path.exists(), "the vote was said to be saved in a file that is not there"
    assert outcome.cast.vote.id in logged(session.path)
    assert damage(session.path) == []


@pytest.mark.parametrize("fate", SOUND_FATES)
def test_what_took_the_place_of_an_open_file_stays_sound(
    small_path: Path, fate: Callable[[Path], None]
) -> None:
    with open_database(small_path, writing=True) as database:
        votes.cast(database, "alpha", "ship")
        fate(small_path)
        with suppress(NotSavedError):
            votes.cast(database, "beta", "skip")
        if small_path.exists():
            assert damage(small_path) == []
    if small_path.exists():
        assert damage(small_path) == []


async def test_a_vote_in_a_file_that_may_no_longer_be_written_is_refused(session: Session) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everything")
    await session.load()
    session.path.chmod(0o400)
    session.path.parent.chmod(0o500)
    try:
        with pytest.raises(VerdictError):
            await session.vote("alpha", "ship", PAIR)
    finally:
        session.path.parent.chmod(0o700)
        session.path.chmod(0o600)
