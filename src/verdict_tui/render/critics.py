"""The words of a critic's record, and of what they said of a tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui import figures
from verdict_tui.model import Share
from verdict_tui.render import words

if TYPE_CHECKING:
    from verdict_tui.model import Ratio, Record, Said

LEGEND = (
    "Dissents: verdicts against most of the others, where two others or more reviewed the tool"
    " and are not tied. Agrees with me: on tools with a vote of mine."
    f" A percentage needs {figures.FEW_CASES} or more."
)
"""What the parts of a record mean."""


def facts(record: Record) -> dict[str, str]:
    """Return what a critic's reviews come to, by what it is: `ships`: `76%  31 of 41`."""
    return {
        "ships": ratio(record.shipped, "no reviews"),
        "dissents": ratio(record.dissent),
        "agrees with me": ratio(record.agreement),
    }


def short_facts(record: Record) -> dict[str, str]:
    """Return the same where room is short: `ships`: `76%  31/41`."""
    found = (record.shipped, record.dissent, record.agreement)
    shares = dict(zip(facts(record), (Share(*each) for each in found), strict=True))
    return {
        what: f"{_percent(share)}  {share.ship}/{share.total}" if share.total else words.NOBODY
        for what, share in shares.items()
    }


def _percent(share: Share) -> str:
    return "few" if share.total < figures.FEW_CASES else figures.percent(share)


def ratio(found: Ratio | Share, nobody: str = "none") -> str:
    """Say in how many cases: `38%  13 of 34`; `too few  3 of 7`; `—  none`."""
    share = Share(*found)
    if 0 < share.total < figures.FEW_CASES:
        return f"too few  {words.count(share)}"
    return words.figure(share, nobody)


def leaning(share: Share) -> str:
    """Say what a critic nearly always does: `nearly always ships`; empty for most critics."""
    verdict = figures.leaning(share)
    if verdict is None:
        return ""
    return f"{'nearly always' if figures.minority(share).ship else 'always'} {verdict}s"


def dissent(said: Said) -> str:
    """Say that a review goes against most of the others; empty when it does not."""
    if not figures.dissents(said.review.verdict, said.others):
        return ""
    return f"against the others: {words.count(said.others)} ship"


def spoken(text: str) -> str:
    """Return a fact as it is listened to: without its dash, and with a comma for the gap."""
    return text.removeprefix(f"{words.NOBODY}  ").replace("  ", ", ")
