"""The vote log as JSON Lines: one event a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from verdict_tui.errors import WrongUseError
from verdict_tui.model import Stamp, Vote
from verdict_tui.text import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MAX_MS = 1 << 53


def _uuid(text: str) -> str:
    return str(UUID(text))


def _slug(text: str) -> str:
    if not text or text != slugify(text):
        raise ValueError("should be a slug")
    return text


Id = Annotated[str, AfterValidator(_uuid)]


class VoteForm(BaseModel):
    """One event of the log, as a line of a file has it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: Id
    voter: Id
    device: Id
    tool: Annotated[str, AfterValidator(_slug)]
    choice: Literal["ship", "skip", "none"]
    ms: Annotated[int, Field(ge=0, lt=_MAX_MS)]
    counter: Annotated[int, Field(ge=0, lt=_MAX_MS)]
    at: Annotated[str, Field(max_length=40)]
    undoes: Id | None = None
    origin: Annotated[str, Field(max_length=100)] = "local"

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
            self.origin,
        )


def read_votes(lines: Iterable[str], source: str) -> Iterator[Vote]:
    """Yield the votes of a log.

    Raises:
        WrongUseError: a line is not a vote; the message names it.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield VoteForm.model_validate(json.loads(line)).vote()
        except (ValidationError, ValueError, RecursionError) as error:
            reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            raise WrongUseError(f"{source}:{number} is not a vote", reason) from None
