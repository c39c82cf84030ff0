"""The one error family: sentences for people, with the exit code they lead to."""

from __future__ import annotations


class VerdictError(Exception):
    """Something a person should be told in one line: what, why, what to do.

    Commands print it on standard error and exit with `exit_code`; the app shows it in place.
    """

    exit_code = 2

    def __init__(self, what: str, why: str = "", remedy: str = "") -> None:
        self.what = what
        self.why = why
        self.remedy = remedy
        super().__init__(what, why, remedy)

    def __str__(self) -> str:
        said = f"{self.what}: {self.why}" if self.why else self.what
        return f"{said}; {self.remedy}" if self.remedy else said


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


def several(mistakes: list[str], count: int) -> str:
    """Return mistakes as lines: the first of them, and how many more there are."""
    named = mistakes[:MOST_MISTAKES]
    more = count - len(named)
    return "\n".join([*named, f"and {more:,} more"] if more > 0 else named)
