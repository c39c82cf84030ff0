"""Commands that vote: vote, undo."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from verdict_tui.cli.common import find_tool, open_chosen, write
from verdict_tui.render import words
from verdict_tui.store import tools, votes

if TYPE_CHECKING:
    from collections.abc import Callable

    from verdict_tui.model import Choice, Standing
    from verdict_tui.store.database import Database

_CHOICES: dict[str, Choice] = {"ship": "ship", "skip": "skip", "retract": "none"}


@click.command()
@click.argument("tool")
@click.argument("choice", type=click.Choice(list(_CHOICES)))
@click.pass_obj
def vote(db: str | None, tool: str, choice: str) -> None:
    """Cast your vote on a tool, change it, or take it out of the count."""
    with open_chosen(db, writing=True) as database:
        slug = find_tool(database, tool, exactly=True)
        _report(database, votes.cast(database, slug, _CHOICES[choice]), words.cast)


@click.command()
@click.pass_obj
def undo(db: str | None) -> None:
    """Take back your last vote."""
    with open_chosen(db, writing=True) as database:
        _report(database, votes.undo(database), partial(words.restored, "Undone"))


def _report(
    database: Database, cast: votes.Cast, tell: Callable[[Standing, Choice, Choice], str]
) -> None:
    standing = tools.read_standing(database, cast.tool)
    if standing is None:
        write(f"{cast.tool}: {words.vote(cast.after)}")
    else:
        write(tell(standing, cast.before, cast.after))


COMMANDS = {"vote": vote, "undo": undo}
