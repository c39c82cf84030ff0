"""What widgets say to their screen: the whole vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from verdict_tui.model import Column


@dataclass
class ToolHighlighted(Message):
    """The highlight of the picker moved to a tool."""

    slug: str


@dataclass
class ToolPicked(Message):
    """A tool of the list was clicked, to be kept in the active column."""

    slug: str


class SearchOpened(Message):
    """The search field was clicked."""


@dataclass
class ColumnChosen(Message):
    """A column was clicked."""

    column: Column


@dataclass
class CriticChosen(Message):
    """A critic was clicked."""

    critic: str


@dataclass
class HintPressed(Message):
    """A key hint was clicked."""

    action: str
