"""The command about the settings: config."""

from __future__ import annotations

import click

from verdict_tui import config as settings
from verdict_tui.cli.common import write
from verdict_tui.text import clean_path


@click.command(
    help="""Print where the settings are, and what they are.

    Whether there is such a theme, and whether two actions have one key, is told when the app
    is opened.
    """,
)
@click.option("--init", is_flag=True, help="Write a file with every setting explained.")
def config(init: bool) -> None:
    """Print where the settings are, and what they are."""
    if init:
        write(f"Wrote {clean_path(settings.write_template())}; nothing is set in it yet.")
        return
    found = settings.read_settings()
    path = clean_path(found.path) if found.path else ""
    absent = "(not there; --init writes it)"
    if found.path is None:
        absent = f"none: {', '.join(settings.NO_HOME)}"
    lines = [
        path if found.is_there else f"{path} {absent}".lstrip(),
        f"name    {found.name or '(none)'}",
        f"theme   {found.theme or '(the one chosen last)'}",
        f"mouse   {'true' if found.mouse else 'false'}",
        f"ascii   {'true' if found.ascii else 'false'}",
        *(f"key     {action} = {said}" for action, said in found.keymap),
    ]
    write("\n".join(lines))


COMMANDS = {"config": config}
