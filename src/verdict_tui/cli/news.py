"""The command that prints what is new: digest."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verdict_tui import weeks
from verdict_tui.cli.common import open_chosen, write, write_whole
from verdict_tui.digest import Digest
from verdict_tui.errors import NotSavedError, WrongUseError
from verdict_tui.store import schema, state
from verdict_tui.store.digest import read_digest, read_newest
from verdict_tui.store.opening import read_title
from verdict_tui.text import clean_line
from verdict_tui.weeks import Span

if TYPE_CHECKING:
    from datetime import date

    from verdict_tui.store.database import Database

_FORMATS = ("text", "markdown", "json", "atom")


@click.command()
@click.option(
    "--since",
    metavar="WHEN",
    help="From when on: 7d, 2w, 3m, a day (2026-11-02), only one week (2026-W45), or last: since"
    " you last looked. Default: the newest week with news.",
)
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--plain", is_flag=True, help="Text without columns, a line for each item.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write, whole or not at all.",
)
@click.pass_obj
def digest(db: str | None, since: str | None, form: str, plain: bool, output: Path | None) -> None:
    """Print what is new: tools, comparisons, verdicts, changes, and how the community moved."""
    if plain and form != "text":
        raise WrongUseError(f"--plain and --format {form} can't be had at once", remedy="name one")
    today = weeks.today()
    is_last = since is not None and since.strip().lower() == weeks.LAST
    span = None if since is None or is_last else weeks.read_span(since, today)
    with open_chosen(db, writing=True) as database:
        if is_last:
            span = _since_the_last_look(database, today)
        page = _page(database, span, today, "plain" if plain else form)
        try:
            _put(page, output, is_xml=form == "atom")
        except BrokenPipeError:  # who reads no more than the first lines has looked, too
            _remember_the_look(database, today, is_asked=is_last)
            raise
        _remember_the_look(database, today, is_asked=is_last)


def _since_the_last_look(database: Database, today: date) -> Span | None:
    """Return the days since the last look, with its own day; None before the first look."""
    look = state.recall_look(database)
    return Span(min(look, today), today) if look else None


def _page(database: Database, span: Span | None, today: date, form: str) -> str:
    if span is None:
        found = read_newest(database, today) or Digest(weeks.week_of(today))
    else:
        found = read_digest(database, span, today)
    newest = found.newest
    if newest is None and span is not None:
        last = read_newest(database, today)
        newest = last.newest if last else None
    note = clean_line(database.meta(schema.NOTE))
    if form == "json":
        from verdict_tui.render import data

        return data.to_json(data.digest_data(found)) + "\n"
    if form == "atom":
        from verdict_tui.render import atom

        return atom.feed(found, read_title(database), note, newest)
    if found.newest is None:
        from verdict_tui.render import news

        return news.nothing(found.span, newest) + "\n"
    return _in_words(found, note, form)


def _in_words(found: Digest, note: str, form: str) -> str:
    if form == "markdown":
        from verdict_tui.render import markdown

        return markdown.digest_page(found, note)
    from verdict_tui.render import plain

    return plain.digest_lines(found, note) if form == "plain" else plain.digest_page(found, note)


def _put(page: str, output: Path | None, *, is_xml: bool) -> None:
    if output is None:
        write(page, is_xml=is_xml)
        sys.stdout.flush()
    else:
        write_whole(output, (page,))


def _remember_the_look(database: Database, today: date, *, is_asked: bool) -> None:
    """Remember that the digest was looked at today.

    Args:
        database: an open database.
        today: the day it is.
        is_asked: whether to say so when the database can't be written.
    """
    if database.read_only and is_asked:
        click.echo(f"verdict: this look is not remembered: {database.read_only}", err=True)
    try:
        state.remember_look(database, today)
    except NotSavedError as error:  # what was asked for has been done
        click.echo(f"verdict: {error}", err=True)


COMMANDS = {"digest": digest}
