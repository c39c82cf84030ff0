"""What an import brings: content as files give it, before it meets what is there already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from verdict_tui.model import Critic, Review, Tool

if TYPE_CHECKING:
    from datetime import date


class Published(NamedTuple):
    """A curated comparison: two tools by name or slug, and when it was published."""

    a: str
    b: str
    published_on: date | None = None


Value = TypeVar("Value", Tool, Critic, Review, Published)


@dataclass(frozen=True, slots=True)
class Given(Generic[Value]):
    """A value as a file gives it: with the names of the fields that the file sets."""

    value: Value
    fields: frozenset[str]
    source: str = ""
    """Where the file has it, for messages: `tools.toml`, `tools.csv:3`."""

    def over(self, present: Value) -> Value:
        """Return what is there already, with the given fields taken over."""
        given = {name: getattr(self.value, name) for name in present._fields if name in self.fields}
        return present._replace(**given)


@dataclass(frozen=True, slots=True)
class Submission:
    """A tool with the reviews it carries."""

    tool: Given[Tool]
    reviews: tuple[Given[Review], ...] = ()


class Attached(NamedTuple):
    """A review that comes without its tool, which is given by name or slug."""

    tool: str
    review: Given[Review]


@dataclass(frozen=True, slots=True)
class Content:
    """What an import brings, in the order of its files."""

    critics: tuple[Given[Critic], ...] = ()
    tools: tuple[Submission, ...] = ()
    reviews: tuple[Attached, ...] = ()
    """Those that come without their tools."""
    comparisons: tuple[Given[Published], ...] = ()
    title: str = ""
    """What the database is to call itself; empty leaves it as it is."""
    note: str = ""
    """What it is to say of its content; empty leaves it as it is."""
    doubts: tuple[str, ...] = ()
    """What was taken in as text because it was not understood, a sentence each."""
