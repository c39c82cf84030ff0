"""What widgets say to their screen: the whole vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from textual.screen import Screen

    from verdict_tui.model import Column
    from verdict_tui.session import Outcome, Pair


class ToolHighlighted(Message):
    """The highlight of the picker moved to a tool."""

    def __init__(self, slug: str) -> None:
        super().__init__()
        self.slug = slug


class PairHighlighted(Message):
    """The highlight of the picker moved to a comparison that is kept."""

    def __init__(self, pair: Pair) -> None:
        super().__init__()
        self.pair = pair


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


class EntryChosen(Message):
    """An entry of a list was chosen."""

    def __init__(self, row: int) -> None:
        super().__init__()
        self.row = row


class LinkFollowed(Message):
    """A link of a page was followed."""

    def __init__(self, target: str) -> None:
        super().__init__()
        self.target = target


class ToolAsked(Message):
    """A tool is to be shown, with everything about it."""

    def __init__(self, slug: str) -> None:
        super().__init__()
        self.slug = slug


class ThemeChosen(Message):
    """A theme was chosen."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class PairAsked(Message):
    """A comparison is to be opened."""

    def __init__(self, pair: Pair) -> None:
        super().__init__()
        self.pair = pair


class ColumnAsked(Message):
    """A tool is to be put into a column of the comparison."""

    def __init__(self, slug: str, column: Column) -> None:
        super().__init__()
        self.slug = slug
        self.column = column


class ReturnAsked(Message):
    """The views are to be shown again from which the comparison was opened."""


class LensChanged(Message):
    """Critics were muted, or are heard again."""

    def __init__(self, screen: Screen[str]) -> None:
        """Tell of it.

        Args:
            screen: where it was asked for, and is shown already.
        """
        super().__init__()
        self.screen = screen


class Voted(Message):
    """A vote, an undo or a redo is on disk."""

    def __init__(self, outcome: Outcome, screen: Screen[str]) -> None:
        """Tell of it.

        Args:
            outcome: what it changed.
            screen: where it was asked for, and is shown already.
        """
        super().__init__()
        self.outcome = outcome
        self.screen = screen
