"""The command about the content: lint."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import click

from verdict_tui.cli.common import open_chosen, write
from verdict_tui.linting.judging import judge
from verdict_tui.render import findings as told
from verdict_tui.store.quality import gather

FOUND = 1
"""The exit code when something should be mended."""


@click.command(
    help="""Say what should be mended in the content, a line each.

    It looks for doubtful prices, tools that may be one, former names that lead elsewhere,
    comparisons across categories, tools without reviews, critics who always say the same, and
    long quotes. The exit code is 1 if it found something. Whether the file is sound is told by
    'verdict check'.
    """,
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def lint(db: str | None, as_json: bool) -> int:
    """Say what should be mended in the content, a line each."""
    with open_chosen(db) as database:
        evidence = gather(database)
    found = judge(evidence, date.today())
    with suppress(BrokenPipeError):  # a reader who has gone changes nothing about what was found
        if as_json:
            from verdict_tui.render import data

            found_data = [told.finding_data(finding) for finding in found]
            write(data.to_json(found_data), "json")
        else:
            write(told.page(found, len(evidence.standings)))
    return FOUND if found else 0


COMMANDS = {"lint": lint}
