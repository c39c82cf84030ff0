"""Findings as sentences under headings, and as data. `docs/lint.md` describes them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from verdict_tui.linting.findings import (
    AcrossCategories,
    DeadAlias,
    DoubtfulPrice,
    LongQuote,
    NearDuplicate,
    OneSided,
    Unreviewed,
)
from verdict_tui.linting.judging import LONG_QUOTE
from verdict_tui.render import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verdict_tui.linting.findings import Finding, Kind
    from verdict_tui.render.data import Data

_HEADINGS: dict[Kind, str] = {
    "dead-alias": "Former names that lead elsewhere",
    "near-duplicate": "Tools that may be one",
    "across-categories": "Comparisons across categories",
    "future-price": "Prices from the future",
    "undated-price": "Prices without a date",
    "stale-price": "Old prices",
    "one-sided-critic": "Critics who always say the same",
    "long-quote": "Long quotes",
    "no-reviews": "Tools without reviews",
}


def page(findings: Sequence[Finding], tools: int) -> str:
    """Return findings a line each, grouped under headings.

    Args:
        findings: in the order of their kinds.
        tools: how many tools there are.
    """
    if not findings:
        return f"Nothing to mend in {words.plural(tools, 'tool')}.\n"
    lines: list[str] = []
    for kind, group in groupby(findings, lambda finding: finding.kind):
        said = [f"  {sentence(finding)}" for finding in group]
        lines += [f"{_HEADINGS[kind]} ({len(said):,})", *said, ""]
    lines.append(f"{words.plural(len(findings), 'finding')} in {words.plural(tools, 'tool')}.")
    return "\n".join(lines) + "\n"


def finding_data(finding: Finding) -> Data:
    """Return a finding as data: what it is about, and the sentence."""
    return {
        "kind": finding.kind,
        "tool": None if isinstance(finding, OneSided) else finding.tool.slug,
        "other": (
            finding.other.slug
            if isinstance(finding, AcrossCategories | NearDuplicate | DeadAlias)
            else None
        ),
        "critic": finding.critic if isinstance(finding, OneSided | LongQuote) else None,
        "text": sentence(finding),
    }


def sentence(finding: Finding) -> str:
    """Say what a finding is about, what is wrong, and what to do."""
    match finding:
        case DoubtfulPrice():
            return _price(finding)
        case Unreviewed(tool):
            return f"{tool.name}: no critic has reviewed it; import a review."
        case OneSided(critic, verdict, reviews):
            return (
                f"{critic} says {verdict} of all {reviews:,} tools they reviewed, which tells"
                " none from another; look at the reviews again, and import those that change."
            )
        case AcrossCategories(tool, other):
            return (
                f"{tool.name} and {other.name} are compared, but are of two categories,"
                f" {tool.category} and {other.category}; import one of them with the other's"
                " category, or take the comparison out."
            )
        case NearDuplicate():
            return _twins(finding)
        case DeadAlias():
            return _dead_alias(finding)
        case LongQuote(tool, critic, length):
            return (
                f"{tool.name}: the quote of {critic} has {length:,} characters, more than"
                f" {LONG_QUOTE:,}; shorten it, and import it."
            )


def _price(finding: DoubtfulPrice) -> str:
    entry = finding.tool.entry_price
    what = f"{finding.tool.name}: the entry price, {words.price(entry)},"
    days, when = words.plural(finding.days, "day"), words.day(entry.as_of)
    match finding.kind:
        case "undated-price":
            return f"{what} has no date; look it up, and import it with the day as 'as_of'."
        case "stale-price":
            return (
                f"{what} is {days} old, of {when}; look it up, and import it with the day as"
                " 'as_of'."
            )
        case "future-price":
            return (
                f"{what} is dated {when}, {days} ahead; import it with the day on which it was"
                " true as 'as_of'."
            )


def _twins(finding: NearDuplicate) -> str:
    one, other = finding.tool.name, finding.other.name
    if one == other:
        return (
            f"{one} is the name of two tools, {finding.tool.slug} and {finding.other.slug}; give"
            " them names of their own, or take one out."
        )
    if finding.likeness == "former":
        return (
            f"{other} is a tool, and a former name of {one} too; take the tool {other} out if it"
            f" is {one}, else the former name."
        )
    how = (
        "are a letter apart"
        if finding.likeness == "slip"
        else "are the same but for case, accents, punctuation and spacing"
    )
    return (
        f"{one} and {other}: the names {how}; if they are one tool, take one out, and list its"
        " name as a former name of the other."
    )


def _dead_alias(finding: DeadAlias) -> str:
    one, other = finding.tool, finding.other
    what = f"{one.name}: the former name '{finding.name}'"
    if one.slug == other.slug:
        return f"{what} leads nowhere that the present name doesn't; take it out."
    if finding.is_shared:
        return f"{what} leads to {other.name}, which had it before; take it out of one of the two."
    return (
        f"{what} leads to the tool {other.name}; take that tool out if it is {one.name}, else the"
        " former name."
    )
