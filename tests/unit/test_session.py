"""One run of the app without its screens: reading, voting, following other programs."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest

from tests.conftest import submit
from verdict_tui.errors import NotSavedError
from verdict_tui.model import Share
from verdict_tui.session import Session
from verdict_tui.store import changes, state, votes
from verdict_tui.store import content as contents
from verdict_tui.store.database import open_database
from verdict_tui.store.opening import open_with
from verdict_tui.submission import Content

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verdict_tui.store.database import Database

PAIR = ("alpha", "beta")


@pytest.fixture
def session(small_path: Path) -> Iterator[Session]:
    with open_database(small_path) as database:
        opening = open_with(database)
    session = Session(small_path, opening)
    yield session
    session.close()


async def test_a_vote_brings_the_figures_as_they_are_on_disk(session: Session) -> None:
    await session.load()
    outcome = await session.vote("alpha", "ship", PAIR)
    assert outcome.comparison
    assert outcome.comparison.a.community == Share(1, 1)
    assert outcome.comparison.a.my_vote == "ship"
    position = session.catalogue.position("alpha")
    assert position is not None
    assert session.catalogue.row(position).community == Share(1, 1)
    assert session.catalogue.my_votes == 1


async def test_votes_asked_for_at_once_are_cast_in_order(session: Session) -> None:
    await session.load()
    outcomes = await asyncio.gather(
        session.vote("alpha", "ship", PAIR),
        session.vote("alpha", "skip", PAIR),
        session.vote("alpha", "ship", PAIR),
        session.undo(PAIR),
    )
    assert [outcome.cast.after for outcome in outcomes] == ["ship", "skip", "ship", "skip"]


async def test_a_comparison_opens_while_a_vote_waits_for_a_lock(session: Session) -> None:
    with sqlite3.connect(session.path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(session.vote("alpha", "ship", PAIR))
        comparison = await asyncio.wait_for(session.comparison(PAIR), timeout=2)
        assert comparison is not None
        assert not waiting.done()
        other.execute("ROLLBACK")
    assert (await waiting).cast.community == Share(1, 1)


async def test_votes_of_another_program_are_news(session: Session) -> None:
    await session.load()
    await session.news()
    with open_database(session.path, writing=True) as other:
        votes.cast(other, "beta", "skip")
    assert await session.news() == ["beta"]
    assert await session.news() == []


async def test_news_waits_while_a_vote_of_mine_is_being_saved(session: Session) -> None:
    await session.load()
    await session.news()
    with open_database(session.path, writing=True) as other:
        votes.cast(other, "beta", "skip")
    with sqlite3.connect(session.path, isolation_level=None) as other_program:
        other_program.execute("BEGIN IMMEDIATE")
        saving = asyncio.create_task(session.vote("alpha", "ship", PAIR))
        await asyncio.sleep(0)
        assert await session.news() == []
        other_program.execute("ROLLBACK")
    await saving
    assert await session.news() == ["beta"]


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, threading.Event]]:
    """Hold news back after it was read; yield what says that it was, and what lets it go."""
    has_read, may_answer = threading.Event(), threading.Event()
    read = changes.since

    def read_and_wait(database: Database, mark: changes.Bookmark) -> changes.News | None:
        news = read(database, mark)
        has_read.set()
        may_answer.wait(5)
        return news

    with monkeypatch.context() as patch:
        patch.setattr(changes, "since", read_and_wait)
        yield has_read, may_answer
        may_answer.set()


async def test_news_read_before_a_vote_of_mine_does_not_undo_it_on_screen(
    session: Session, held: tuple[threading.Event, threading.Event]
) -> None:
    has_read, may_answer = held
    await session.load()
    with open_database(session.path, writing=True) as other:
        votes.cast(other, "alpha", "skip")
    looking = asyncio.create_task(session.news())
    await asyncio.to_thread(has_read.wait, 5)
    await session.vote("alpha", "ship", PAIR)
    may_answer.set()
    assert await looking == []
    row = next(row for row in map(session.catalogue.row, range(3)) if row.slug == "alpha")
    assert (row.community, row.my_vote) == (Share(1, 1), "ship")
    assert await session.news() == []


async def test_news_read_before_a_vote_of_mine_waits_until_it_is_saved(
    session: Session, held: tuple[threading.Event, threading.Event]
) -> None:
    has_read, may_answer = held
    await session.load()
    with open_database(session.path, writing=True) as other:
        votes.cast(other, "beta", "skip")
    looking = asyncio.create_task(session.news())
    await asyncio.to_thread(has_read.wait, 5)
    with sqlite3.connect(session.path, isolation_level=None) as other_program:
        other_program.execute("BEGIN IMMEDIATE")
        saving = asyncio.create_task(session.vote("alpha", "ship", PAIR))
        await asyncio.sleep(0)
        may_answer.set()
        assert await looking == []
        other_program.execute("ROLLBACK")
    await saving
    assert await session.news() == ["beta"]


async def test_a_vote_is_saved_also_when_who_asked_for_it_has_gone(session: Session) -> None:
    await session.load()
    with sqlite3.connect(session.path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        first = asyncio.create_task(session.vote("alpha", "ship", PAIR))
        second = asyncio.create_task(session.vote("beta", "ship", PAIR))
        await asyncio.sleep(0)
        second.cancel()
        with pytest.raises(asyncio.CancelledError):
            await second
        other.execute("ROLLBACK")
    await first
    assert await asyncio.to_thread(session.close) == []
    with open_database(session.path) as database:
        assert votes.read_tally(database.connection, "beta") == Share(1, 1)


async def test_a_critic_who_is_muted_and_left_the_panel_mutes_nobody(session: Session) -> None:
    session.keep(state.LENS, ["Gone", "Ann"])
    await session.vote("beta", "ship", PAIR)  # what was asked before is done before
    with open_database(session.path) as database:
        opening = open_with(database)
    assert opening.muted == {"Ann"}
    assert opening.comparison
    assert opening.comparison.muted == ("Ann",)
    again = Session(session.path, opening)
    try:
        await again.load()
        assert [panel.ship for panel in again.catalogue.panels()] == [0, 1, 0], "of Bob"
        again.mute(frozenset({"Gone", "Bob"}))
        assert [panel.ship for panel in again.catalogue.panels()] == [1, 1, 0], "of Ann"
        again.mute(frozenset({"Gone"}))
        assert [panel.total for panel in again.catalogue.panels()] == [2, 2, 0]
    finally:
        again.close()


async def test_an_import_by_another_program_brings_another_list(session: Session) -> None:
    await session.load()
    await session.news()
    with open_database(session.path, writing=True) as other:
        contents.apply(other, Content(tools=(submit("Delta"),)))
    assert await session.news() is None
    assert "delta" in session.catalogue.slugs


async def test_what_was_voted_during_the_load_is_not_missed(session: Session) -> None:
    loading = asyncio.create_task(session.load())
    await session.vote("alpha", "ship", PAIR)
    await loading
    await session.news()
    position = session.catalogue.position("alpha")
    assert position is not None
    assert session.catalogue.row(position).my_vote == "ship"


async def test_closing_waits_for_the_votes_that_were_asked_for(small_path: Path) -> None:
    with open_database(small_path) as database:
        session = Session(small_path, open_with(database))
    asking = asyncio.create_task(session.vote("alpha", "ship", PAIR))
    await asyncio.sleep(0)
    await asyncio.to_thread(session.close)
    await asking
    with open_database(session.path) as database:
        assert votes.read_tally(database.connection, "alpha") == Share(1, 1)


async def test_a_vote_that_still_waits_at_the_end_is_given_up_and_told(session: Session) -> None:
    await session.load()
    with sqlite3.connect(session.path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(session.vote("alpha", "ship", PAIR))
        await asyncio.sleep(0.3)
        assert session.catalogue.my_votes == 0
        assert await asyncio.to_thread(session.close) == ["ship on alpha"]
        other.execute("ROLLBACK")
    with pytest.raises(NotSavedError, match="was not saved"):
        await waiting
    assert session.catalogue.my_votes == 0


async def test_the_pair_that_was_kept_last_opens_at_the_next_start(session: Session) -> None:
    session.keep(state.LAST_COMPARISON, ["gamma", "alpha"])
    await session.vote("beta", "ship", PAIR)  # what was asked before is done before
    with open_database(session.path) as database:
        opening = open_with(database)
    assert opening.comparison
    assert opening.comparison.pair == ("gamma", "alpha")


async def test_a_remembered_pair_that_is_gone_gives_way_to_the_newest_comparison(
    session: Session,
) -> None:
    session.keep(state.LAST_COMPARISON, ["gone", "alpha"])
    await session.vote("beta", "ship", PAIR)
    with open_database(session.path) as database:
        opening = open_with(database)
    assert opening.comparison
    assert opening.comparison.pair == PAIR
