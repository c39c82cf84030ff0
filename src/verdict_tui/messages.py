"""What widgets say to their screen: the whole vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from verdict_tui.model import Column


class ToolHighlighted(Message):
    """The highlight of the picker moved to a tool."""

    def __init__(self, slug: str) -> None:
        super().__init__()
        self.slug = slug


class ToolPicked(Message):
    """A tool of the list was clicked, to be kept in the active column."""

    def __init__(self, slug: str) -> None:
        super().__init__()
        self.slug = slug


class SearchOpened(Message):
    """The search field was clicked."""


class ColumnChosen(Message):
    """A column was clicked."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column


class CriticChosen(Message):
    """A critic was clicked."""

    def __init__(self, critic: str) -> None:
        super().__init__()
        self.critic = critic


class HintPressed(Message):
    """A key hint was clicked."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action


class ChoiceMade(Message):
    """A choice of a menu was made."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        """Which one, counted from 0."""
