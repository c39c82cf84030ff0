"""How tests look at a page: what it says, where, and how wide it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tests.unit.builders import row, versus

if TYPE_CHECKING:
    from verdict_tui.model import Review
    from verdict_tui.render.page import Page, Tone

QUOTES = ("What I said of Alpha.", "What I said of Beta.")
PAIR = versus(
    row("Ann", "ship", "skip", QUOTES),
    row("Bob", "skip", "skip", QUOTES),
    row("Cid", None, "ship", QUOTES),
    silent=("Dee",),
)


def widest(page: Page) -> int:
    return max(cell_len(line) for line in page.text().split("\n"))


def line_with(text: str, what: str) -> str:
    return next(line for line in text.split("\n") if what in line)


def in_tone(page: Page, tone: Tone, first: int, last: int) -> str:
    """Return what is said in a tone between two cells of every line, without white space."""
    said = []
    for line in page.lines:
        x = 0
        for run in line:
            if run.tone == tone and first <= x < last:
                said.append(run.text)
            x += cell_len(run.text)
    return "".join("".join(said).split())


def quoted(*reviews: Review | None) -> str:
    said = [f"“{review.quote}”" for review in reviews if review and review.quote]
    return "".join("".join(said).split())
