"""The vote log as JSON Lines: one event a line."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from verdict_tui import files
from verdict_tui.errors import WrongUseError
from verdict_tui.model import Stamp, Vote
from verdict_tui.moments import is_moment
from verdict_tui.text import clean_line, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from pydantic_core import ErrorDetails

MOST_LINES = 2_000_000
MOST_LINE = 100_000
"""How many bytes a line of a file may have that could be a log; the longest event has fewer."""
MOST_REFUSED = 10_000


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise ValueError("should be a UUID") from None


def _slug(text: str) -> str:
    if not text or text != slugify(text) or text != clean_line(text):
        raise ValueError("should be a slug")
    return text


def _moment(text: str) -> str:
    if not is_moment(text):
        raise ValueError("should be a moment in ISO 8601")
    return text


MAX_SLUG = 4000
"""The longest slug that is taken: a name may have 200 characters, and one may become 18."""

Id = Annotated[str, AfterValidator(_uuid)]


class VoteForm(BaseModel):
    """One event of the log, as a line of a file has it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: Id
    voter: Id
    device: Id
    tool: Annotated[str, Field(max_length=MAX_SLUG), AfterValidator(_slug)]
    choice: Literal["ship", "skip", "none"]
    ms: Annotated[int, Field(ge=0)]
    counter: Annotated[int, Field(ge=0)]
    at: Annotated[str, AfterValidator(_moment)]
    undoes: Id | None = None
    origin: Annotated[str, Field(max_length=100)] = ""
    """The sample's votes have one; how an event came to be here, each copy says for itself."""

    def vote(self) -> Vote:
        """Return the model's value."""
        return Vote(
            self.id,
            self.voter,
            self.device,
            self.tool,
            self.choice,
            Stamp(self.ms, self.counter),
            self.at,
            self.undoes,
        )


def to_line(vote: Vote) -> str:
    """Return an event as a line of a log, without its line break."""
    fields = {
        "id": vote.id,
        "voter": vote.voter,
        "device": vote.device,
        "tool": vote.tool,
        "choice": vote.choice,
        "ms": vote.stamp.ms,
        "counter": vote.stamp.counter,
        "at": vote.at,
    }
    if vote.undoes is not None:
        fields["undoes"] = vote.undoes
    return json.dumps(fields, ensure_ascii=False)


def read_lines(lines: Iterable[str]) -> Iterator[tuple[int, Vote | str]]:
    """Yield the numbers of a log's lines, with the votes on them or what is wrong with them."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield number, VoteForm.model_validate_json(line).vote()
        except ValidationError as error:
            yield number, _why(error.errors()[0])


def _why(error: ErrorDetails) -> str:
    """Say what is wrong with a line, in words of a log and not of a parser."""
    field = ".".join(str(part) for part in error["loc"])
    if error["type"] == "json_invalid":
        return "is cut off" if "EOF" in error["msg"] else "is not JSON"
    if not field:
        return "is not an event"
    said = _SAID.get(error["type"], error["msg"].removeprefix("Value error, "))
    return f"{field} {said[:1].lower()}{said[1:]}"


_SAID = {"missing": "is missing", "extra_forbidden": "is not a field of an event"}


@contextmanager
def read_file(name: str) -> Iterator[Iterator[tuple[int, Vote | str]]]:
    """Open a log and read its lines; `-` is standard input.

    Raises:
        NotThereError: there is no such file.
        WrongUseError: it can't be read, or is no log: too long, or too much of it is no event.
    """
    with files.opened(name) as file:
        yield _within_limits(name, read_lines(_lines(name, file)))


def _lines(name: str, file: BinaryIO) -> Iterator[str]:
    """Yield the lines of a log; a file without line breaks is not read to its end."""
    for number in range(1, MOST_LINES + 2):
        line = file.readline(MOST_LINE + 1)
        if not line:
            return
        if number > MOST_LINES:
            raise files.unreadable(name, f"it has more than {MOST_LINES:,} lines")
        if len(line) > MOST_LINE:
            raise files.unreadable(name, f"line {number} is longer than {MOST_LINE:,} bytes")
        yield line.decode("utf-8-sig" if number == 1 else "utf-8", errors="replace")


def _within_limits(
    name: str, lines: Iterator[tuple[int, Vote | str]]
) -> Iterator[tuple[int, Vote | str]]:
    refused = 0
    for number, read in lines:
        refused += isinstance(read, str)
        if refused > MOST_REFUSED:
            raise files.unreadable(
                name, f"more than {MOST_REFUSED:,} lines of it are no events", "is it a vote log?"
            )
        yield number, read


def read_votes(lines: Iterable[str], source: str) -> Iterator[Vote]:
    """Yield the votes of a log.

    Raises:
        WrongUseError: a line is not a vote; the message names it.
    """
    for number, read in read_lines(lines):
        if isinstance(read, str):
            raise WrongUseError(f"{source}:{number} is not a vote", read)
        yield read
