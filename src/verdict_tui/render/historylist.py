"""My votes as a list to go through: when, on which tool, what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.moments import local_minute
from verdict_tui.render import words
from verdict_tui.render.entries import Entries
from verdict_tui.render.page import Run, cut_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verdict_tui.model import Past
    from verdict_tui.render.page import Line, Tone

_ROOMY = 60


class OnTool(NamedTuple):
    """A tool that I voted on."""

    slug: str
    name: str
    """Its name, or its slug when it is not here."""
    slugs: tuple[str, ...]
    """Those that were voted on: its own, former ones."""
    times: int
    """How many votes there are in the log."""


class Event(NamedTuple):
    """One of my votes."""

    past: Past
    name: str
    """The tool's name, or its slug when it is not here."""


class HistoryEntries(Entries):
    """Votes, a line each."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = events

    def __len__(self) -> int:
        return len(self._events)

    def slug(self, row: int) -> str:
        """Return the slug of the tool that was voted on."""
        return self._events[row].past.vote.tool

    def block(self, row: int, width: int) -> list[Line]:
        """Return the line of a vote."""
        event = self._events[row]
        vote = event.past.vote
        when = local_minute(vote.at)
        tone: Tone = "muted" if vote.choice == "none" else vote.choice
        line = (
            Run(f"{when[5:10] if width < _ROOMY else when}  ", "muted"),
            Run(f"{event.name}: ", "strong"),
            Run(words.changed(event.past), tone),
        )
        return [cut_line(line, width)]
