"""What an import brings: content as files give it, before it meets what is there already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from verdict_tui.model import Critic, Review, Tool


@dataclass(frozen=True, slots=True)
class Submission:
    """A tool as a file gives it, with the reviews it carries."""

    tool: Tool
    given: frozenset[str]
    """The names of the tool's fields that the file sets; the others stay as they are."""
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """A curated comparison: two slugs, and when it was published."""

    a: str
    b: str
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What an import brings, in the order of its files."""

    critics: tuple[Critic, ...] = ()
    tools: tuple[Submission, ...] = ()
    comparisons: tuple[Published, ...] = ()
    title: str = ""
    """What the database is to call itself; empty leaves it as it is."""
    note: str = ""
    """What it is to say of its content; empty leaves it as it is."""
