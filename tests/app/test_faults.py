"""Answers for a screen that has gone, and faults that nobody expected: the app goes on."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from textual.events import Callback
from textual.screen import Screen
from textual.worker import WorkerFailed

from tests.app.conftest import Driver, make_app, running
from tests.conftest import report_path
from verdict_tui.app import VerdictApp
from verdict_tui.faults import MOST
from verdict_tui.messages import HintPressed
from verdict_tui.screens.compare import CompareScreen
from verdict_tui.screens.critic import CriticScreen
from verdict_tui.screens.critics import CriticsScreen
from verdict_tui.screens.digest import DigestScreen
from verdict_tui.screens.history import HistoryScreen
from verdict_tui.screens.rankings import RankingsScreen
from verdict_tui.screens.tool import ToolScreen
from verdict_tui.screens.why import WhyScreen
from verdict_tui.store.thread import DatabaseThread
from verdict_tui.widgets.bars import HintBar
from verdict_tui.widgets.entrylist import EntryList
from verdict_tui.widgets.pageview import PageView

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.app import ComposeResult

    from verdict_tui.screens.base import BaseScreen
    from verdict_tui.session import Session

TOOL = "code-llama-4"
VIEWS: dict[str, Callable[[Session], BaseScreen]] = {
    "rankings": RankingsScreen,
    "critics": CriticsScreen,
    "digest": DigestScreen,
    "history": HistoryScreen,
    "tool": lambda session: ToolScreen(session, TOOL),
    "critic": lambda session: CriticScreen(session, "The Builder"),
    "why": lambda session: WhyScreen(session, (TOOL,)),
}


# Answers that come too late


class SlowAnswers:
    """Lets the database answer when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.come = asyncio.Event()
        self.come.set()
        at_once = DatabaseThread.call
        come = self.come

        async def call(self: DatabaseThread, *args: object, **kwargs: object) -> object:
            answer: object = await at_once(self, *args, **kwargs)  # type: ignore[arg-type]
            await come.wait()
            return answer

        monkeypatch.setattr(DatabaseThread, "call", call)


@pytest.mark.parametrize("view", VIEWS)
async def test_what_a_view_waits_for_may_come_when_it_has_gone(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    async with running(sample_path) as app:
        answers = SlowAnswers(monkeypatch)
        for turns in range(0, 16, 2):
            answers.come.clear()
            screen = VIEWS[view](app.app.session)
            await app.app.push_screen(screen)
            await app.pilot.pause()
            screen.dismiss("")
            for _ in range(turns):  # in which its widgets are removed, one after the other
                await asyncio.sleep(0)
            answers.come.set()
            await app.pilot.pause()
            assert app.app.screen is app.screen


async def test_what_a_view_has_begun_ends_with_it(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(sample_path, view="tool") as app:
        answers = SlowAnswers(monkeypatch)
        answers.come.clear()
        await app.pilot.press("o")
        app.app.screen.dismiss()
        for _ in range(6):
            await asyncio.sleep(0)
        answers.come.set()
        await app.settle()
        assert app.app.clipboard == ""
        assert app.notice == ""


@pytest.mark.parametrize("view", VIEWS)
async def test_a_view_may_be_closed_before_it_has_been_made(sample_path: Path, view: str) -> None:
    async with running(sample_path) as app:
        for turns in range(8):
            screen = VIEWS[view](app.app.session)
            app.app.push_screen(screen)
            for _ in range(turns):
                await asyncio.sleep(0)
            screen.dismiss("")
            await app.pilot.pause()
            assert app.app.screen is app.screen
        await app.press("R")
        assert "Ranked by panel" in app.view


async def test_news_do_not_reach_a_view_that_is_being_removed(sample_path: Path) -> None:
    async with running(sample_path, view="rankings") as app:
        rankings = app.app.screen
        rankings.dismiss()
        for _ in range(30):
            for screen in app.app.views.all:
                screen.show_votes({TOOL})
                screen.show_lens()
            await asyncio.sleep(0)
        await app.settle()
        assert rankings not in app.app.views.all


async def test_a_vote_is_shown_and_told_when_its_view_has_gone(sample_path: Path) -> None:
    async with running(sample_path, view="tool") as app:
        tool = app.app.screen
        assert isinstance(tool, ToolScreen)
        tool.action_vote("ship")
        tool.dismiss()
        await app.settle()
        assert app.notice.startswith("✓ Saved: ship on Code Llama 4")
        assert "✓ me" in app.heads[0]


async def test_closing_a_view_twice_closes_no_other(sample_path: Path) -> None:
    async with running(sample_path, view="rankings") as app:
        await app.press("t")
        tool = app.app.screen
        assert isinstance(tool, ToolScreen)
        tool.dismiss("")
        tool.dismiss("")
        tool.post_message(HintPressed("close"))
        await app.settle()
        assert isinstance(app.app.screen, RankingsScreen)


async def test_a_hint_that_is_clicked_twice_opens_one_screen(sample_path: Path) -> None:
    async with running(sample_path) as app:
        for _ in range(2):
            app.screen.post_message(HintPressed("why"))
        await app.settle()
        assert [type(screen) for screen in app.app.screen_stack] == [CompareScreen, WhyScreen]


# Faults


class Enduring(VerdictApp):
    """The app as it is in a terminal."""

    is_strict = False


@asynccontextmanager
async def enduring(path: Path) -> AsyncIterator[Driver]:
    app = make_app(path, kind=Enduring)
    async with app.run_test(size=(120, 40)) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver


def fail() -> None:
    raise RuntimeError("the tests broke it")


async def fail_later() -> None:
    await asyncio.sleep(0)
    fail()


class Broken(Screen[str]):
    """Can't be opened."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self._where = where

    def compose(self) -> ComposeResult:
        if self._where == "compose":
            fail()
        yield PageView()
        if self._where == "a widget":
            yield BrokenWidget()

    def on_mount(self) -> None:
        if self._where == "mount":
            fail()


class BrokenWidget(PageView):
    """Can't be mounted."""

    def on_mount(self) -> None:
        fail()


FAULTS: dict[str, Callable[[CompareScreen], object]] = {
    "a worker": lambda screen: screen.run_worker(fail_later()),
    "a worker of the app": lambda screen: screen.app.run_worker(fail_later()),
    "a handler": lambda screen: screen.post_message(Callback(fail)),
    "a widget's handler": lambda screen: screen.query_one(HintBar).post_message(Callback(fail)),
    "the app's handler": lambda screen: screen.app.post_message(Callback(fail)),
    "a timer": lambda screen: screen.set_timer(0.01, fail),
    "what is called next": lambda screen: screen.call_next(fail),
    "what is called after drawing": lambda screen: screen.call_after_refresh(fail),
    "compose": lambda screen: screen.app.push_screen(Broken("compose")),
    "mount": lambda screen: screen.app.push_screen(Broken("mount")),
    "a widget's mount": lambda screen: screen.app.push_screen(Broken("a widget")),
}


@pytest.mark.parametrize("where", FAULTS)
async def test_after_a_fault_the_app_says_so_and_goes_on(sample_path: Path, where: str) -> None:
    async with enduring(sample_path) as app:
        FAULTS[where](app.screen)
        await app.pilot.pause(0.1)
        said = "Unexpected error, RuntimeError: the tests broke it"
        assert app.notice.startswith(said)
        assert "the tests broke it" in report_path().read_text()
        assert app.app.screen is app.screen
        await app.press("slash", *"zed", "enter", "plus")
        assert app.names[0] == "Zed"
        assert app.notice.startswith("✓ Saved")


@pytest.mark.parametrize("where", FAULTS)
async def test_in_tests_a_fault_fails_the_test(sample_path: Path, where: str) -> None:
    async def break_it() -> None:
        async with running(sample_path) as app:
            FAULTS[where](app.screen)
            await app.pilot.pause(0.1)

    with pytest.raises((RuntimeError, WorkerFailed), match="the tests broke it"):
        await break_it()


async def test_a_view_that_can_not_be_drawn_is_closed(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with enduring(sample_path) as app:
        monkeypatch.setattr(EntryList, "render_line", lambda *_: fail())
        app.app.action_view("rankings")
        for _ in range(100):  # a pause of the pilot would draw, too
            await asyncio.sleep(0.05)
            if app.app.screen is app.screen:
                break
        before = app.names
        await app.press("x")
        assert app.names == before[::-1]


async def test_a_fault_that_comes_again_and_again_ends_the_app(sample_path: Path) -> None:
    async def break_it() -> None:
        async with enduring(sample_path) as app:
            app.screen.set_interval(0.01, fail)
            await app.pilot.pause(0.6)

    with pytest.raises(RuntimeError, match="the tests broke it"):
        await break_it()
    assert report_path().read_text().count("RuntimeError: the tests broke it") == MOST


async def test_faults_with_some_peace_between_them_are_all_survived(sample_path: Path) -> None:
    async with enduring(sample_path) as app:
        for _ in range(2):
            for _ in range(MOST):
                app.screen.call_later(fail)
            await app.pilot.pause(0.35)
        await app.press("x")


@pytest.mark.parametrize("where", ["compose", "on_mount"])
async def test_a_fault_before_the_first_screen_is_there_ends_the_app(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.setattr(CompareScreen, where, lambda _: fail())
    with pytest.raises(RuntimeError, match="the tests broke it"):
        async with enduring(sample_path):
            pass
