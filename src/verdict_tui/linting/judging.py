"""The judgements: each looks at one part of the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from verdict_tui.linting.findings import (
    AcrossCategories,
    DeadAlias,
    DoubtfulPrice,
    Kind,
    LongQuote,
    NearDuplicate,
    OneSided,
    Unreviewed,
)
from verdict_tui.linting.twins import find_pairs
from verdict_tui.text import fold, slugify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from verdict_tui.linting.findings import Evidence, Finding, FormerName
    from verdict_tui.model import Share, Tool

FRESH_DAYS = 90
"""A price that was looked up so many days ago may still be taken for true."""

ENOUGH_REVIEWS = 5
"""From so many reviews on, saying always the same is no chance."""

LONG_QUOTE = 1000
"""So many characters of a quote can still be read beside another."""

_ORDER = {kind: place for place, kind in enumerate(get_args(Kind))}


def judge(evidence: Evidence, today: date) -> list[Finding]:
    """Return what should be mended, kind after kind in the order of `Kind`.

    Args:
        evidence: what there is.
        today: the day from which the age of prices is counted.
    """
    listed = [standing.tool for standing in evidence.standings]
    tools = {tool.slug: tool for tool in listed}
    found: list[Finding] = []
    found += _dead_aliases(evidence.former_names, tools)
    found += _near_duplicates(listed)
    found += _across_categories(evidence.comparisons, tools)
    found += filter(None, (_doubt(tool, today) for tool in listed))
    found += _one_sided(evidence.critics)
    found += (
        LongQuote(tools[quote.tool], quote.critic, quote.length)
        for quote in evidence.quotes
        if quote.length > LONG_QUOTE
    )
    found += (Unreviewed(each.tool) for each in evidence.standings if not each.panel.total)
    return sorted(found, key=lambda finding: _ORDER[finding.kind])


def _doubt(tool: Tool, today: date) -> DoubtfulPrice | None:
    """Return why a tool's price can't be taken for true today, if it is known but can't."""
    price = tool.entry_price
    if price.kind == "unknown":
        return None
    if price.as_of is None:
        return DoubtfulPrice("undated-price", tool)
    age = (today - price.as_of).days
    if age > FRESH_DAYS:
        return DoubtfulPrice("stale-price", tool, age)
    return DoubtfulPrice("future-price", tool, -age) if age < 0 else None


def _one_sided(critics: Sequence[tuple[str, Share]]) -> Iterator[OneSided]:
    for critic, said in critics:
        if said.total >= ENOUGH_REVIEWS and said.ship in (0, said.total):
            yield OneSided(critic, "ship" if said.ship else "skip", said.total)


def _across_categories(
    comparisons: Sequence[tuple[str, str]], tools: Mapping[str, Tool]
) -> Iterator[AcrossCategories]:
    for a, b in comparisons:
        if fold(tools[a].category) != fold(tools[b].category):
            yield AcrossCategories(tools[a], tools[b])


def _near_duplicates(tools: Sequence[Tool]) -> Iterator[NearDuplicate]:
    for pair in find_pairs(tool.name for tool in tools):
        first, second = tools[pair.first], tools[pair.second]
        if _was(first, second.name):
            yield NearDuplicate(first, second, "former")
        elif _was(second, first.name):
            yield NearDuplicate(second, first, "former")
        else:
            yield NearDuplicate(first, second, "same" if pair.is_same else "slip")


def _was(tool: Tool, name: str) -> bool:
    """Say whether a tool lists a name as a former one."""
    return slugify(name) in map(slugify, tool.aliases)


def _dead_aliases(
    former_names: Sequence[FormerName], tools: Mapping[str, Tool]
) -> Iterator[DeadAlias]:
    """Yield the former names that don't lead to their tools, as `store.slugs.canonical` leads."""
    claims: dict[str, str] = {}
    for former in former_names:
        is_name = former.slug in tools
        leads_to = former.slug if is_name else claims.setdefault(former.slug, former.tool)
        says_more = slugify(tools[former.tool].name) != former.slug
        if leads_to != former.tool or not says_more:
            yield DeadAlias(tools[former.tool], former.name, tools[leads_to], not is_name)
