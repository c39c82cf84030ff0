"""Completing words on the command line: files, and names from the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verdict_tui.cli.common import open_chosen, write
from verdict_tui.errors import VerdictError
from verdict_tui.store import names

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from verdict_tui.store.database import Database

MOST = 200
SHELLS = ("bash", "zsh", "fish")


class FileName(click.ParamType[str]):  # type: ignore[explicit-any]  # of click
    """A path that is completed by the shell, and checked by the command that uses it."""

    name = "path"

    def shell_complete(  # type: ignore[explicit-any]  # of click
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Leave the word to the shell."""
        from click.shell_completion import CompletionItem  # only when a word is completed

        return [CompletionItem(incomplete, type="file")]


class FromDatabase(click.ParamType[str]):  # type: ignore[explicit-any]  # of click
    """Text that is completed from the database; from none when that can't be opened."""

    name = "text"

    def shell_complete(  # type: ignore[explicit-any]  # of click
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return what the word can become."""
        from click.shell_completion import CompletionItem  # only when a word is completed

        try:
            with open_chosen(ctx.find_root().params.get("db")) as database:
                found = self.find(database, incomplete)
        except VerdictError:
            return []
        return [CompletionItem(value, help=explained) for value, explained in found]

    def find(self, database: Database, begun: str) -> list[tuple[str, str]]:
        """Return values that begin so, each with what explains it."""
        raise NotImplementedError


class ToolName(FromDatabase):
    """The name of a tool."""

    def find(self, database: Database, begun: str) -> list[tuple[str, str]]:
        """Return the slugs that begin so, each with the name."""
        return names.beginning(database, begun, MOST)


class CategoryName(FromDatabase):
    """The name of a category."""

    def find(self, database: Database, begun: str) -> list[tuple[str, str]]:
        """Return the categories that begin so, as one word each."""
        return names.categories(database, begun, MOST)


@click.command(
    short_help="Print what makes a shell complete names.",
    help="Print what makes a shell complete commands, options, files and the names of your tools.",
    epilog="""\b
bash   echo 'eval "$(verdict completion bash)"' >> ~/.bashrc
zsh    echo 'eval "$(verdict completion zsh)"' >> ~/.zshrc
fish   verdict completion fish > ~/.config/fish/completions/verdict.fish
""",
)
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print what makes a shell complete commands, options, files and the names of your tools."""
    from click.shell_completion import get_completion_class

    from verdict_tui.cli.main import verdict

    kind = get_completion_class(shell)
    assert kind is not None, "click knows these shells"
    write(kind(verdict, {}, "verdict", "_VERDICT_COMPLETE").source())


COMMANDS = {"completion": completion}
