"""Commands about the file: import, export, init, check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verdict_tui import paths
from verdict_tui.cli.common import (
    chosen_path,
    command,
    counting,
    is_stdout,
    open_chosen,
    progress,
    warn,
    write,
    write_pieces,
)
from verdict_tui.cli.completion import FileName
from verdict_tui.errors import DamagedError, DatabaseError, WrongUseError
from verdict_tui.files import write_whole
from verdict_tui.progress import telling
from verdict_tui.render import words
from verdict_tui.store import database as databases
from verdict_tui.store import tools
from verdict_tui.text import clean_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verdict_tui.exchange.writing import Format
    from verdict_tui.store.content import Changes


_FORMATS: tuple[Format, ...] = ("json", "jsonl", "toml", "csv")
_LOST = {
    False: "CSV has no place for reviews, critics and comparisons; --reviews writes the reviews",
    True: "this CSV has the reviews only; without --reviews it has the tools",
}
_TOLD = 3
_MOST_FIELDS = 20


@click.command(
    short_help="Read tools, critics, reviews from files.",
    name="import",
    help="""Read tools, critics, reviews and comparisons from files or folders; - reads a pipe.

    What is there already is updated, nothing is removed, and a mistake anywhere imports nothing.
    """,
)
@click.argument("path", nargs=-1, required=True, type=FileName())
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors: import nothing then.")
@click.pass_obj
def import_content(db: str | None, path: tuple[str, ...], dry_run: bool, strict: bool) -> None:
    """Read tools, critics, reviews and comparisons from files or folders; - reads a pipe."""
    from verdict_tui.exchange.content import read_content
    from verdict_tui.exchange.documents import read_documents
    from verdict_tui.store import content

    with counting("checked: ", "documents") as told:
        read = read_content(read_documents(path, warn), told, strict=strict)
    with open_chosen(db, writing=True) as database, progress("importing") as told_part:
        changes = content.apply(database, read, dry_run=dry_run, told=told_part)
    said = ("Would import: " if dry_run else "Imported: ") + _told(changes)
    write("\n".join([said, *_fields_told(changes)]))
    _warn(read.doubts)


def _warn(doubts: Sequence[str]) -> None:
    """Say on standard error what was imported as text only."""
    for doubt in doubts[:_MOST_FIELDS]:
        click.echo(f"verdict: warning: {doubt}; imported as text", err=True)
    more = len(doubts) - _MOST_FIELDS
    if more > 0:
        click.echo(f"verdict: warning: and {words.plural(more, 'more warning')}", err=True)


def _fields_told(changes: Changes) -> list[str]:
    told = [f"  {name}: {words.change(change)}" for name, change in changes.fields[:_MOST_FIELDS]]
    more = len(changes.fields) - len(told)
    return [*told, f"  and {words.plural(more, 'more change')}"] if more else told


def _told(changes: Changes) -> str:
    counters = {
        "tool": changes.tools,
        "critic": changes.critics,
        "review": changes.reviews,
        "comparison": changes.comparisons,
    }
    parts = []
    for noun, counter in counters.items():
        if counter.total():
            fates = ", ".join(f"{count:,} {fate}" for fate, count in sorted(counter.items()))
            parts.append(f"{words.plural(counter.total(), noun)} ({fates})")
    return "; ".join(parts) + "." if parts else "nothing."


@click.command(
    short_help="Write all content to a file, or print it.",
    help="""Write the content as a file that 'verdict import' reads; see also 'verdict votes
    export'.

    JSON, JSON Lines and TOML hold everything but the votes and the change log. CSV holds one
    table: the tools, or the reviews.
    """,
)
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), help="Default: as -o ends, else json."
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file.")
@click.option("--reviews", is_flag=True, help="With csv: a table of the reviews, not the tools.")
@click.pass_obj
def export(db: str | None, form: Format | None, output: Path | None, reviews: bool) -> None:
    """Write the content as a file that 'verdict import' reads; see also 'verdict votes export'."""
    from verdict_tui.exchange.writing import written
    from verdict_tui.store.whole import read_all

    form = form or _format_of(output)
    if reviews and form != "csv":
        raise WrongUseError(
            "--reviews is for CSV", f"{form} has the reviews in it", "leave --reviews out"
        )
    with open_chosen(db) as database, progress("exporting") as told:
        count = tools.count_tools(database)
        pieces = written(database, form, telling(read_all(database), count, told), reviews=reviews)
        if output is None or is_stdout(output):
            write_pieces(pieces)
        else:
            write_whole(output, pieces)
            what = words.plural(count, "tool")
            of = "the reviews of " if reviews else ""
            write(f"Exported {of}{what} to {clean_path(output)}.")
    if form == "csv":
        warn(_LOST[reviews])


def _format_of(output: Path | None) -> Format:
    """Return the format that a file's name asks for."""
    if output is None or is_stdout(output):
        return "json"
    for form in _FORMATS:
        if output.suffix.lower() == f".{form}":
            return form
    raise WrongUseError(
        f"can't tell the format of {clean_path(output)}",
        remedy=f"name it with --format: {', '.join(_FORMATS)}",
    )


@click.command(help="Make a new database at PATH, with the sample in it or empty.")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--empty", is_flag=True, help="Without tools, for your own content.")
def init(path: Path, empty: bool) -> None:
    """Make a new database at PATH, with the sample in it or empty."""
    shown = clean_path(path)
    if empty:
        databases.create_empty(path)
        write(f"Made an empty database at {shown}. Fill it: {paths.command(path)} import FILE")
    else:
        databases.create_from_sample(path)
        write(f"Made a database with the sample at {shown}. Open it: {paths.command(path)}")


@click.command(
    short_help="Check that the database is sound; repair it.",
    help="""Check the file, its schema, every row, the full-text index, and the votes' counts.

    With --repair what can be fixed is fixed, and the file is checked again. The exit code is 3
    while anything is wrong.
    """,
)
@click.option("--repair", is_flag=True, help="Fix what can be fixed; makes a copy first.")
@click.pass_obj
def check(db: str | None, repair: bool) -> None:
    """Check the file, its schema, every row, the full-text index, and what follows from the log.

    With --repair what can be fixed is fixed, and the file is checked again. The exit code is 3
    while anything is wrong.
    """
    from verdict_tui.store import checking

    path = chosen_path(db)
    if repair and not _repaired(path):
        return
    try:
        with counting("checking: ", "rows") as told:
            found = checking.look(path, told)
    except DamagedError as error:
        raise DamagedError(error.what, error.why, _repair_told(())) from error
    if found.damage:
        raise DatabaseError(
            f"{clean_path(path)} is damaged", _damage_told(found.damage), _repair_told(found.damage)
        )
    with open_chosen(db):  # an older schema is brought up to date, as by every command
        pass
    write(f"{clean_path(path)} is sound.")
    for note in found.notes:
        write(words.sentence(note))


def _repaired(path: Path) -> bool:
    """Repair a database; say whether it is still to be reported as sound."""
    from verdict_tui.store.repair import repair

    done = repair(path)
    if done is None:
        return True
    said = "".join(f"\n  {each}" for each in done.told)
    write(f"Repaired {clean_path(path)}; as it was it is in {clean_path(done.backup)}.{said}")
    if done.left:
        raise DatabaseError(
            f"{clean_path(path)} is still damaged", _damage_told(done.left), _GO_BACK
        )
    return False


_GO_BACK = "go back to a backup, or report it"


def _damage_told(damage: Sequence[str]) -> str:
    more = f"; and {len(damage) - _TOLD} more" if len(damage) > _TOLD else ""
    return "; ".join(damage[:_TOLD]) + more


def _repair_told(damage: Sequence[str]) -> str:
    from verdict_tui.store.checking import is_of_the_file

    fixes = "fixes it" if damage and not any(map(is_of_the_file, damage)) else "saves what it can"
    return f"'{command('check', '--repair')}' {fixes}, after making a copy"


COMMANDS = {"import": import_content, "export": export, "init": init, "check": check}
