"""The commands and their options."""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING

import click

from verdict_tui import __version__
from verdict_tui.cli.completion import FileName
from verdict_tui.errors import WrongUseError
from verdict_tui.text import clipped, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

_SECTIONS = {
    "Read": {
        "open": "opening",
        "compare": "browse",
        "show": "browse",
        "search": "searching",
        "list": "browse",
        "rank": "rank",
        "critics": "critics",
        "digest": "news",
    },
    "Vote": {
        "vote": "votes",
        "undo": "votes",
        "history": "votes",
        "votes": "votes",
        "whoami": "votes",
    },
    "Bring your own": {
        "import": "data",
        "export": "data",
        "init": "data",
        "lint": "quality",
        "check": "data",
    },
    "The program itself": {
        "config": "settings",
        "completion": "completion",
    },
}
"""The module that each command is in, as the help has them; loaded when it is used."""
_COMMANDS = {name: module for section in _SECTIONS.values() for name, module in section.items()}


_WITH_SETTINGS = (None, "open", "config", "whoami")
"""The commands that don't go on with settings that make no sense."""


class _LazyGroup(click.Group):
    """Commands that are imported when they are run, so that each pays for itself only."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        commands: dict[str, click.Command] = importlib.import_module(
            f"verdict_tui.cli.{module}"
        ).COMMANDS
        return commands[cmd_name]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, _COMMANDS))
        for title, section in _SECTIONS.items():
            commands = ((name, self.get_command(ctx, name)) for name in section)
            rows = [
                (name.ljust(width), command.get_short_help_str(formatter.width))
                for name, command in commands
                if command
            ]
            with formatter.section(title):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            near = did_you_mean(args[0], _COMMANDS)
            meant = f"; did you mean '{near}'?" if near else ""
            raise click.UsageError(f"there is no command '{clipped(args[0])}'{meant}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    help="""Decide which AI tool to ship with: compare two, read the critics, vote. Offline.

    Without a command it opens the app on the last comparison.
    """,
    epilog="""\b
Begin with:
  verdict                             open the app; ? in it lists every key
  verdict compare cursor zed          two tools side by side, with the answer
  verdict search "llma cpp"           find a tool, misspelt or not
  verdict vote aider ship             vote, offline; 'verdict undo' takes it back
  verdict open --view rankings        the app on a view: critics, digest, history
  verdict list --json | jq .          anything in a pipe: --json, --tsv, --plain
""",
)
@click.option(
    "--db",
    metavar="PATH",
    type=FileName(),
    help="The database. Default: $VERDICT_DB, else your own, made from the sample on first use.",
)
@click.option("--ascii", "in_ascii", is_flag=True, help="Print and draw with ASCII only.")
@click.version_option(__version__, "-V", "--version", message="verdict-tui %(version)s")
@click.pass_context
def verdict(context: click.Context, db: str | None, in_ascii: bool) -> None:
    """Decide which AI tool to ship with: compare two, read the critics, vote. Offline."""
    context.obj = db
    if context.invoked_subcommand not in _WITH_SETTINGS:
        from verdict_tui.cli.common import warn_of_settings

        warn_of_settings()
    if context.invoked_subcommand is None:
        from verdict_tui.cli.launch import open_or_list

        open_or_list(db, in_ascii=in_ascii)


def main(arguments: Sequence[str]) -> int:
    """Run a command, and return the exit code that it gives; 0 when it gives none.

    Raises:
        WrongUseError: the words of the command line are off; the message says how.
        VerdictError: what the command raises.
    """
    if "_VERDICT_COMPLETE" in os.environ:
        verdict.main(arguments, prog_name="verdict")
    try:  # not by `main`: it gives 1 where the reader of a pipe has gone
        with verdict.make_context("verdict", list(arguments)) as context:
            code: object = verdict.invoke(context)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        raise _usage(error) from None
    return code if isinstance(code, int) else 0


def _usage(error: click.ClickException) -> WrongUseError:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        group = error.ctx.command
        known = ", ".join(group.list_commands(error.ctx)) if isinstance(group, click.Group) else ""
        return WrongUseError(f"'{error.ctx.command_path}' needs a command: {known}")
    message = " ".join(map(clipped, error.format_message().split())).rstrip(".")
    message = message[:1].lower() + message[1:]
    context = getattr(error, "ctx", None)
    if isinstance(error, click.NoSuchOption) and isinstance(context, click.Context):
        of_all = {name for option in context.find_root().command.params for name in option.opts}
        if context.parent is not None and error.option_name in of_all:
            usage = f"verdict {error.option_name} … {context.info_name}"
            return WrongUseError(
                f"{error.option_name} stands before the command", remedy=f"as in '{usage}'"
            )
    path = context.command_path if isinstance(context, click.Context) else "verdict"
    return WrongUseError(message, remedy=f"see '{path} --help'")
