"""The one error family: sentences for people, with the exit code they lead to."""

from __future__ import annotations

from verdict_tui.text import clean


class VerdictError(Exception):
    """Something a person should be told in one line: what, why, what to do.

    It may quote anything: names of files, arguments, settings, the environment. All of it is
    made safe here; a name that may hold a line break has to be made a line where it is quoted.

    Commands print it on standard error and exit with `exit_code`; the app shows it in place.
    """

    exit_code = 2

    def __init__(self, what: str, why: str = "", remedy: str = "") -> None:
        self.what, self.why, self.remedy = map(clean, (what, why, remedy))
        super().__init__(self.what, self.why, self.remedy)

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
