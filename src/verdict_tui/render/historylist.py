"""My votes as a list to go through: when, on which tool, what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verdict_tui.moments import local_minute
from verdict_tui.render import words
from verdict_tui.render.entries import Entries
from verdict_tui.render.page import Run, cut_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verdict_tui.model import Choice, Vote
    from verdict_tui.render.page import Line, Tone

_ROOMY = 60


class Event(NamedTuple):
    """One of my votes."""

    vote: Vote
    before: Choice
    """What I said of the tool before."""
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
        return self._events[row].vote.tool

    def block(self, row: int, width: int) -> list[Line]:
        """Return the line of a vote."""
        event = self._events[row]
        when = local_minute(event.vote.at)
        tone: Tone = "muted" if event.vote.choice == "none" else event.vote.choice
        line = (
            Run(f"{when[5:10] if width < _ROOMY else when}  ", "muted"),
            Run(f"{event.name}: ", "strong"),
            Run(words.changed(event.vote, event.before), tone),
        )
        return [cut_line(line, width)]
