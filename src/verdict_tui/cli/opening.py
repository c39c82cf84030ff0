"""The command that opens the app: open."""

from __future__ import annotations

import click

from verdict_tui.cli.common import asks_for_ascii
from verdict_tui.cli.completion import ToolName
from verdict_tui.cli.launch import TWINS, open_on


@click.command(
    name="open",
    short_help="Open the app on a tool, on A beside B, or on a view.",
    help="""Open the app on tool A, on A beside B, or on a view.

    'verdict open --view rankings' opens the rankings; 'verdict open zed --view tool' everything
    about one tool. Esc leads to the comparison.
    """,
)
@click.argument("a", required=False, type=ToolName())
@click.argument("b", required=False, type=ToolName())
@click.option("--view", type=click.Choice(list(TWINS)), help="What to open over the comparison.")
@click.pass_obj
def open_app(db: str | None, a: str | None, b: str | None, view: str | None) -> None:
    """Open the app on tool A, on A beside B, or on a view."""
    names = tuple(name for name in (a, b) if name)
    open_on(db, names, view or "", in_ascii=asks_for_ascii())


COMMANDS = {"open": open_app}
