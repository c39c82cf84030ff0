"""Everything about one tool, or one critic: values without words and without a database."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verdict_tui import lens

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from verdict_tui.model import (
        Change,
        Evidence,
        Past,
        Record,
        Said,
        Share,
        Standing,
        Verdict,
    )

RECENT_DAYS = 90
"""How many days back a vote is recent."""


class Alternative(NamedTuple):
    """A tool that one might ship with instead, and what speaks for it being near."""

    standing: Standing
    compared: bool = False
    """Whether the two stand in a published comparison."""
    in_category: bool = False
    """Whether both are of one category."""
    shipped_too: int = 0
    """How many of the voters who ship the tool ship this one too."""


class Appearance(NamedTuple):
    """A comparison in which a tool stands."""

    slugs: tuple[str, str]
    names: tuple[str, str]
    published_on: date | None


class Dossier(NamedTuple):
    """Everything about one tool."""

    evidence: Evidence
    recent: Share
    """The share among the votes that count and were cast in the last `RECENT_DAYS` days."""
    alternatives: tuple[Alternative, ...] = ()
    """The nearest first."""
    appearances: tuple[Appearance, ...] = ()
    """The newest first."""
    votes: tuple[Past, ...] = ()
    """My votes on it, newest first."""
    changes: tuple[Change, ...] = ()
    """What an import changed of it, newest first."""

    @property
    def standing(self) -> Standing:
        """The tool with its figures."""
        return self.evidence.standing

    @property
    def my_vote(self) -> Verdict | None:
        """What I say of it."""
        return self.evidence.standing.my_vote


def seen_through(dossier: Dossier, muted: Collection[str]) -> Dossier:
    """Return a dossier whose panel figure is the one without the muted critics."""
    return dossier._replace(evidence=lens.explained(dossier.evidence, muted))


class Profile(NamedTuple):
    """Everything about one critic."""

    record: Record
    categories: Sequence[tuple[str, Share]]
    """How often they ship, by category."""
    said: Sequence[Said]
