"""Commands about votes: vote, undo, history, whoami, and the log: votes export, votes import."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from verdict_tui import files
from verdict_tui.cli.common import (
    command,
    counting,
    is_stdout,
    open_chosen,
    warn,
    write,
    write_pieces,
)
from verdict_tui.cli.completion import FileName, ToolName
from verdict_tui.cli.naming import find_tool
from verdict_tui.cli.options import COUNT, as_json, as_plain, as_tsv, chosen_format, print_as
from verdict_tui.config import read_settings
from verdict_tui.errors import NotThereError, WrongUseError
from verdict_tui.files import write_whole
from verdict_tui.render import words
from verdict_tui.store import identity, linking, tools, votes
from verdict_tui.text import clean_line, clean_path, clipped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from verdict_tui.model import Choice, Past, Standing
    from verdict_tui.store.database import Database

_CHOICES: dict[str, Choice] = {"ship": "ship", "skip": "skip", "retract": "none"}


@click.command(
    short_help="Vote on a tool, change the vote, take it back.",
    help="Cast your vote on a tool, change it, or take it out of the count.",
)
@click.argument("tool", type=ToolName())
@click.argument("choice", type=click.Choice(list(_CHOICES), case_sensitive=False))
@click.pass_obj
def vote(db: str | None, tool: str, choice: str) -> None:
    """Cast your vote on a tool, change it, or take it out of the count."""
    with open_chosen(db, writing=True) as database:
        slug = find_tool(database, tool, exactly=True)
        _report(database, votes.cast(database, slug, _CHOICES[choice]), words.cast)


@click.command(help="Take back your last vote.")
@click.pass_obj
def undo(db: str | None) -> None:
    """Take back your last vote."""
    with open_chosen(db, writing=True) as database:
        _report(database, votes.undo(database), partial(words.restored, "Undone"))


def _report(
    database: Database, cast: votes.Cast, tell: Callable[[Standing, Choice, Choice], str]
) -> None:
    if cast.vote and cast.is_ahead:
        warn(words.dated_ahead(cast.vote.stamp))
    standing = tools.read_standing(database, cast.tool)
    if standing is None:
        write(words.sentence(words.restored_gone(cast.tool, cast.after)))
    else:
        write(tell(standing, cast.before, cast.after))
    _say_notice(database)


@click.command(help="Print your votes, newest first, and what each changed.")
@click.argument("tool", required=False, type=ToolName())
@click.option("--limit", type=COUNT, help="Only the newest.")
@as_json
@as_tsv
@as_plain
@click.pass_obj
def history(db: str | None, tool: str | None, limit: int | None) -> None:
    """Print your votes, newest first, and what each changed."""
    form = chosen_format()
    with open_chosen(db) as database:
        slug = find_tool(database, tool) if tool else None
        events = votes.read_history(database, slug, -1 if limit is None else limit)
        names = tools.read_names(database)
    if events or form in ("json", "tsv"):
        print_as(form, _events(form, events, names))
    else:
        of = f" on {names.get(slug, slug)}" if slug else ""
        warn(f"there are no votes of yours{of}")


def _events(form: str, events: list[Past], names: Mapping[str, str]) -> str:
    if form == "json":
        from verdict_tui.render import data

        return data.to_json([data.event_data(past) for past in events])
    from verdict_tui.render import spoken, tabbed

    if form == "tsv":
        return tabbed.events(events)
    tell = spoken.event_line if form == "plain" else words.event
    return "\n".join(tell(past, names) for past in events)


@click.command(
    short_help="Print who you are as a voter, link machines, start anew.",
    help="""Print your id as a voter and this device's; the first vote makes both.

    With --link you become the voter of another machine, so that you don't count twice. With
    --new you become a voter of your own, as when the database came from somebody else: votes
    cast in a copy go over, and those of the other person count as before.
    """,
)
@click.option("--link", "voter", metavar="ID", help="Be the same voter as on another machine.")
@click.option("--new", "is_new", is_flag=True, help="Be a voter whom nobody else is.")
@click.pass_obj
def whoami(db: str | None, voter: str | None, is_new: bool) -> None:
    """Print your id as a voter and this device's; the first vote makes both.

    With --link you become the voter of another machine, so that you don't count twice. With
    --new you become a voter of your own, as when the database came from somebody else: votes
    cast in a copy go over, and those of the other person count as before.
    """
    if voter is not None:
        voter = _voter_id(voter)
        if is_new:
            raise WrongUseError("--link and --new can't be had at once", remedy="name one of them")
    name = read_settings().name
    with open_chosen(db, writing=True) as database:
        if is_new:
            write(words.started_anew(linking.start_anew(database)))
        elif voter is not None:
            write(words.linked(linking.link(database, voter)))
        device = identity.device_here(database)
        if not database.voter:
            raise NotThereError(
                "you have not voted in this database, and your first vote makes you a voter",
                remedy=f"vote, or run '{command('whoami', '--new')}'",
            )
        called = [f"name    {name}"] if name else []
        write("\n".join([*called, f"voter   {database.voter}", f"device  {device}"]))
        _say_notice(database)


def _voter_id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise WrongUseError(
            f"'{clipped(text)}' is not a voter's id",
            remedy="'verdict whoami' on the other machine prints it",
        ) from None


def _say_notice(database: Database) -> None:
    """Say on standard error what the user should know of the file."""
    if database.notice:
        warn(clean_line(database.notice))


@click.group(
    name="votes",
    short_help="Export the vote log, or merge others into it.",
    help="Export the vote log, or merge other logs into it.",
)
def log() -> None:
    """Export the vote log, or merge other logs into it."""


@log.command(
    name="export",
    help="Write the vote log as JSON Lines, one event a line; the sample's votes are left out.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file.")
@click.pass_obj
def export_log(db: str | None, output: Path | None) -> None:
    """Write the vote log as JSON Lines, one event a line; the sample's votes are left out."""
    from verdict_tui.exchange.votes import to_line

    with open_chosen(db) as database:
        lines = (to_line(vote) + "\n" for vote in votes.read_log(database))
        if output is None or is_stdout(output):
            write_pieces(lines)
        else:
            count = write_whole(output, lines)
            write(f"Exported {words.plural(count, 'event')} to {clean_path(output)}.")
            return
        if not database.voter or not votes.read_history(database, limit=1):
            warn("you have not voted here yet")


@log.command(
    name="import",
    help="""Merge logs into yours by the ids of their events; - reads a pipe.

    Order, repetition and overlap never matter, and nothing is ever removed. A file goes in whole
    or not at all; lines that are no events are refused and named.

    A log with events in your name from a device that this database does not know is refused:
    somebody may vote with a copy of your database. With --mine it goes in, and what comes from
    those devices later goes in without asking.
    """,
)
@click.argument("path", nargs=-1, required=True, type=FileName())
@click.option("--mine", is_flag=True, help="Also events in your name from devices not known here.")
@click.pass_obj
def import_log(db: str | None, path: tuple[str, ...], mine: bool) -> None:
    """Merge logs into yours by the ids of their events; - reads a pipe."""
    from verdict_tui.exchange.votes import read_file
    from verdict_tui.store.merging import merge

    is_refused = is_taken = False
    with open_chosen(db, writing=True) as database:
        for name in path:
            shown = files.shown(name)
            source = shown if name == files.STDIN else clean_line(Path(name).name)
            with counting(f"{shown}: ") as told, read_file(name) as lines:
                merged = merge(database, lines, source, mine=mine, told=told)
            write(f"{shown}: {words.merged(merged)}")
            odd = sorted(merged.refused + merged.displaced)
            for line, why in odd[:MOST_REFUSALS]:
                warn(f"{shown}:{line}: {clean_line(why)}")
            more = len(odd) - MOST_REFUSALS
            if more > 0:
                warn(f"{shown}: and {words.plural(more, 'more line')}")
            is_refused = is_refused or bool(merged.refused)
            is_taken = is_taken or bool(merged.new or merged.known)
        _say_notice(database)
    if is_refused:
        others = "the others were imported" if is_taken else "nothing was imported"
        raise WrongUseError("some lines were refused", others)


MOST_REFUSALS = 20

COMMANDS = {"vote": vote, "undo": undo, "history": history, "whoami": whoami, "votes": log}
