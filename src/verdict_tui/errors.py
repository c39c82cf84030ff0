"""The one error family: sentences for people, with the exit code they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.text import clean_path

if TYPE_CHECKING:
    from collections.abc import Iterable


class VerdictError(Exception):
    """Something a person should be told in one line: what, why, what to do.

    It may quote anything: names of files, arguments, settings, the environment. All of it is
    made safe here, and stays on its line.

    Commands print it on standard error and exit with `exit_code`; the app shows it in place.
    """

    exit_code = 2

    def __init__(
        self, what: str, why: str = "", remedy: str = "", more: Iterable[str] = ()
    ) -> None:
        """Make an error.

        Args:
            what: what went wrong.
            why: the reason.
            remedy: what to do.
            more: further mistakes that were found with it, a line each.
        """
        self.what, self.why, self.remedy, *self.more = map(clean_path, (what, why, remedy, *more))
        super().__init__(self.what, self.why, self.remedy)

    def __str__(self) -> str:
        said = f"{self.what}: {self.why}" if self.why else self.what
        said = f"{said}; {self.remedy}" if self.remedy else said
        return "\n".join((said, *self.more))


class NotThereError(VerdictError):
    """The thing asked for is not in the database."""

    exit_code = 1


class WrongUseError(VerdictError):
    """Wrong use, an ambiguous name or bad input."""

    exit_code = 2


class DatabaseError(VerdictError):
    """The database can't be used, or not for what was asked."""

    exit_code = 3


class DamagedError(DatabaseError):
    """The file is damaged."""


class NotSavedError(DatabaseError):
    """A change was not committed; the file holds what it held before."""


MOST_MISTAKES = 50
"""How many mistakes of one kind are named; the others are counted."""


def reason(error: OSError) -> str:
    """Return what the system says about an error, as the end of a sentence."""
    if isinstance(error, FileNotFoundError) and error.filename is None:
        return "the working directory was deleted"  # nothing else that is looked for has no name
    return (error.strerror or str(error)).lower()


def several(mistakes: list[str], count: int) -> list[str]:
    """Return mistakes as lines: the first of them, and how many more there are."""
    named = mistakes[:MOST_MISTAKES]
    more = count - len(named)
    return [*named, f"and {more:,} more"] if more > 0 else named
