"""The command that opens the app: open."""

from __future__ import annotations

import click

from verdict_tui.cli.common import asks_for_ascii
from verdict_tui.cli.completion import ToolName
from verdict_tui.cli.launch import open_on


@click.command(name="open")
@click.argument("a", type=ToolName())
@click.argument("b", required=False, type=ToolName())
@click.pass_obj
def open_app(db: str | None, a: str, b: str | None) -> None:
    """Open the app on tool A, or on A beside B."""
    open_on(db, (a, b) if b else (a,), in_ascii=asks_for_ascii())


COMMANDS = {"open": open_app}
