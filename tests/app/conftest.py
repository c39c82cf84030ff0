"""The app on a database of its own, driven by keys."""

from __future__ import annotations

from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from textual.widgets import Input
from textual.worker import WorkerCancelled

from verdict_tui.app import VerdictApp
from verdict_tui.screens.compare import CompareScreen
from verdict_tui.session import Session
from verdict_tui.store.database import open_database
from verdict_tui.store.opening import open_with
from verdict_tui.widgets.bars import HintBar, TitleBar
from verdict_tui.widgets.entrylist import EntryList
from verdict_tui.widgets.heads import Heads
from verdict_tui.widgets.picker import PickList, PickNote, SearchField
from verdict_tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot
    from textual.widget import Widget


def make_app(
    path: Path,
    pair: tuple[str, str] | None = None,
    view: str = "",
    *,
    is_first: bool = False,
    kind: type[VerdictApp] = VerdictApp,
) -> VerdictApp:
    """Return the app on a database, as the command line makes it, without a welcome."""
    with open_database(path, writing=True) as database:
        opening = open_with(database, pair)
    if not is_first:
        opening = opening._replace(is_first=False)
    return kind(Session(path, opening), view=view)


class Driver:
    """A running app, and what is to be seen on it."""

    def __init__(self, app: VerdictApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> CompareScreen:
        """The main screen, wherever it is in the stack."""
        found = next(each for each in self.app.screen_stack if isinstance(each, CompareScreen))
        assert isinstance(found, CompareScreen)
        return found

    @property
    def picks(self) -> PickList:
        """The list of tools."""
        return self.screen.query_one(PickList)

    @property
    def field(self) -> SearchField:
        """The search field."""
        return self.screen.query_one(SearchField)

    @property
    def sheet(self) -> Sheet:
        """The page of the comparison."""
        return self.screen.query_one(Sheet)

    @property
    def names(self) -> tuple[str, str]:
        """The tools in the two columns."""
        comparison = self.screen.comparison
        assert comparison is not None
        return comparison.a.tool.name, comparison.b.tool.name

    @property
    def notice(self) -> str:
        """What the last line says of the last action."""
        return self.screen.query_one(HintBar).notice

    def text(self, widget: Widget) -> list[str]:
        """Return the lines of a widget as they are drawn."""
        return [
            "".join(segment.text for segment in widget.render_line(y)).rstrip()
            for y in range(widget.size.height)
        ]

    @property
    def entries(self) -> list[str]:
        """The lines of the list of the view that is open."""
        return [line for line in self.text(self.app.screen.query_one(EntryList)) if line.strip()]

    @property
    def view(self) -> str:
        """The first line of the view that is open."""
        return self.text(self.app.screen.query_one(TitleBar))[0]

    @property
    def said(self) -> str:
        """What the last line of the view that is open says of the last action."""
        return self.app.screen.query_one(HintBar).notice

    @property
    def highlighted(self) -> str:
        """The slug of the tool that is highlighted in the view that is open."""
        return self.app.screen.query_one(EntryList).highlighted

    def row(self, name: str) -> str:
        """Return the drawn row of a tool in the list."""
        return next(line for line in self.text(self.picks) if name in line)

    @property
    def note(self) -> str:
        """What the picker says of the query."""
        return self.screen.query_one(PickNote).note

    @property
    def list_count(self) -> int:
        """How many rows the list has."""
        return self.picks.count

    @property
    def title(self) -> str:
        """The first line of the screen."""
        return self.text(self.screen.query_one(TitleBar))[0]

    @property
    def heads(self) -> list[str]:
        """The lines with the names."""
        return self.text(self.screen.query_one(Heads))

    @property
    def page(self) -> str:
        """The whole page, also what is scrolled out of sight."""
        return self.sheet.page.text()

    async def press(self, *keys: str) -> None:
        """Press keys, letters in a field without a pause, and wait until all is done."""
        for key in keys:
            if len(key) == 1 and isinstance(self.app.focused, Input):
                self.app.simulate_key(key)
            else:
                await self.pilot.press(key)
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is going on."""
        await self.pilot.pause()
        while any(not worker.is_finished for worker in self.app.workers):
            with suppress(WorkerCancelled):  # a read that a newer one made pointless
                await self.app.workers.wait_for_complete()
        await self.pilot.pause()


@asynccontextmanager
async def running(
    path: Path,
    size: tuple[int, int] = (120, 40),
    pair: tuple[str, str] | None = None,
    view: str = "",
    *,
    is_first: bool = False,
) -> AsyncIterator[Driver]:
    """Run the app on a database in a terminal of a size."""
    app = make_app(path, pair, view, is_first=is_first)
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver
