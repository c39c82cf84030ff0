"""The command that prints what is new: digest."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verdict_tui import weeks
from verdict_tui.cli.common import PAGE_WIDTH, is_stdout, open_chosen, page_width, warn, write
from verdict_tui.cli.options import as_json, as_markdown, as_plain, chosen_format, print_as
from verdict_tui.digest import Digest
from verdict_tui.errors import NotSavedError, WrongUseError
from verdict_tui.files import write_whole
from verdict_tui.store import schema, state
from verdict_tui.store.digest import feed_id, read_digest, read_newest
from verdict_tui.store.opening import read_title
from verdict_tui.text import clean_line
from verdict_tui.weeks import Span

if TYPE_CHECKING:
    from datetime import date

    from verdict_tui.store.database import Database

_FORMATS = ("text", "markdown", "json", "atom")


@click.command(
    short_help="Print what is new, also as a feed.",
    help="Print what is new: tools, comparisons, verdicts, changes, and how the community moved.",
)
@click.option(
    "--since",
    metavar="WHEN",
    help="From when on: 7d, 2w, 3m, a day (2026-11-02), only one week (2026-W45), or last: since"
    " you last looked. Default: the newest week with news.",
)
@click.option("--format", "named", type=click.Choice(_FORMATS), help="The form.  [default: text]")
@as_json
@as_markdown
@as_plain
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write, whole or not at all.",
)
@click.pass_obj
def digest(db: str | None, since: str | None, named: str | None, output: Path | None) -> None:
    """Print what is new: tools, comparisons, verdicts, changes, and how the community moved."""
    form = _form(named)
    today = weeks.today()
    is_last = since is not None and since.strip().lower() == weeks.LAST
    span = None if since is None or is_last else weeks.read_span(since, today)
    with open_chosen(db, writing=True) as database:
        if is_last:
            span = _since_the_last_look(database, today)
        width = page_width() if output is None else PAGE_WIDTH
        page = _page(database, span, today, form, width)
        try:
            _put(page, output, form)
        except BrokenPipeError:  # who reads no more than the first lines has looked, too
            _remember_the_look(database, today, is_asked=is_last)
            raise
        _remember_the_look(database, today, is_asked=is_last)


def _form(named: str | None) -> str:
    """Return the form that was asked for; plain text is a way of text."""
    asked = chosen_format()
    if asked and named not in (None, asked) and (asked, named) != ("plain", "text"):
        said = f"--{asked} and --format {named}"
        raise WrongUseError(f"{said} can't be had at once", remedy="name one of them")
    return asked or named or "text"


def _since_the_last_look(database: Database, today: date) -> Span | None:
    """Return the days since the last look, with its own day; None before the first look."""
    look = state.recall_look(database)
    return Span(min(look, today), today) if look else None


def _page(database: Database, span: Span | None, today: date, form: str, width: int) -> str:
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

        return atom.feed(found, feed_id(database), read_title(database), note, newest)
    if found.newest is None:
        from verdict_tui.render import news

        return news.nothing(found.span, newest) + "\n"
    return _in_words(found, note, form, width)


def _in_words(found: Digest, note: str, form: str, width: int) -> str:
    from verdict_tui.render import digest as pages

    if form == "text":
        return pages.text_page(found, note, width)
    page = {"markdown": pages.markdown_page, "plain": pages.sentences}[form]
    return page(found, note)


def _put(page: str, output: Path | None, form: str) -> None:
    if output is not None and not is_stdout(output):
        write_whole(output, (page,))
        return
    if form == "atom":
        write(page, "xml")
    else:
        print_as(form, page)
    sys.stdout.flush()


def _remember_the_look(database: Database, today: date, *, is_asked: bool) -> None:
    """Remember that the digest was looked at today.

    Args:
        database: an open database.
        today: the day it is.
        is_asked: whether to say so when the database can't be written.
    """
    if database.read_only and is_asked:
        warn(f"this look is not remembered: {database.read_only}")
    try:
        state.remember_look(database, today)
    except NotSavedError as error:  # what was asked for has been done
        warn(str(error))


COMMANDS = {"digest": digest}
