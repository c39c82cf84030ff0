"""The words of a ranking: its rule, its sections, and what it tells of each tool."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verdict_tui import figures
from verdict_tui.rankings import GAP_VOTES, Rule, measure
from verdict_tui.render import words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from verdict_tui.catalogue import Catalogue, Row
    from verdict_tui.model import Share
    from verdict_tui.rankings import Measure, Place, Ranking, Section

_TITLES = {
    Rule("panel"): "by panel",
    Rule("community"): "by community",
    Rule("divided"): "by division of the panel",
    Rule("divided", "community"): "by division of the community",
    Rule("gap"): "by the gap between panel and community",
}

_LOWER_END = "the lower end of the 95% Wilson interval of"
_ENOUGH = f"for tools with {figures.FEW_VOTES} votes or more."
_MORE_FIRST = "among equal shares, more critics come first."
_EXPLANATIONS = {
    Rule("panel"): f"the share of the critics who say ship; {_MORE_FIRST}",
    Rule("community"): f"{_LOWER_END} the share of the voters who say ship, {_ENOUGH}",
    Rule("divided"): f"the share of the critics in the minority, ship or skip; {_MORE_FIRST}",
    Rule("divided", "community"): (
        f"{_LOWER_END} the share of the voters in the minority, ship or skip, {_ENOUGH}"
    ),
    Rule("gap"): (
        f"how far the shares are apart, for tools with {GAP_VOTES} votes or more whose panel's"
        " share is outside the 95% Wilson interval of the community's."
    ),
}

_HEADINGS = {
    "unanimous": "Unanimous",
    "too few votes": f"Too few votes (under {figures.FEW_VOTES})",
    "no reviews": "No reviews",
}


def title(rule: Rule) -> str:
    """Name a ranking: `Ranked by panel`."""
    return f"Ranked {_TITLES[rule]}"


def explanation(rule: Rule) -> str:
    """Tell a rule; not a whole sentence, but what goes after the name of the ranking."""
    return _EXPLANATIONS[rule]


def heading(section: Section, muted: Collection[str] = ()) -> str:
    """Say what the tools of a section have in common, and how many there are; empty for ranks."""
    if section.kind == "ranked":
        return ""
    said = _HEADINGS[section.kind]
    if section.kind == "no reviews" and muted:
        said = "No reviews, or none that is heard"
    return f"{said}: {words.plural(section.total, 'tool')}"


def rank(place: Place) -> str:
    """Say a rank: `3`, or `1=` when others have it too; empty outside the ranking."""
    return "" if place.rank is None else f"{place.rank}{'=' if place.tied else ''}"


def rest(ranking: Ranking) -> str:
    """Say what a ranking does not list; empty when that is nothing."""
    if not (ranking.total or ranking.left_out):
        return "There are no tools."
    parts = []
    unlisted = ranking.total - sum(map(len, ranking.sections))
    if unlisted:
        parts.append(f"{words.plural(unlisted, 'more tool')} not listed.")
    if not ranking.total:
        parts.append("No tool has such a gap.")
    elif ranking.left_out:
        has = "has" if ranking.left_out == 1 else "have"
        parts.append(f"{words.plural(ranking.left_out, 'other tool')} {has} no such gap.")
    return " ".join(parts)


class Line(NamedTuple):
    """One tool of a ranking, with what there is to tell of it."""

    rule: Rule
    place: Place
    row: Row
    found: Measure | None
    """None where there is too little to judge."""

    @property
    def minority(self) -> Share:
        """The share of those who are fewer, among those whose division is ranked."""
        return figures.minority(self.row.panel if self.rule.of == "panel" else self.row.community)


def lines(rule: Rule, section: Section, catalogue: Catalogue) -> Iterator[Line]:
    """Yield the tools of a section."""
    for place in section:
        row = catalogue.row(place.position)
        yield Line(rule, place, row, measure(rule, row.panel, row.community))


COLUMNS = {
    Rule("panel"): ("tool", "category", "panel", "community", "me"),
    Rule("community"): ("tool", "community", "95% interval", "panel", "me"),
    Rule("divided"): ("tool", "category", "minority", "panel", "me"),
    Rule("divided", "community"): ("tool", "minority", "95% interval", "community", "me"),
    Rule("gap"): ("tool", "higher", "panel", "community", "me"),
}
"""What a table shows beside the rank, by the heads of its columns."""

_CELLS: dict[str, Callable[[Line], str]] = {
    "tool": lambda line: line.row.name,
    "category": lambda line: line.row.category,
    "panel": lambda line: words.figure(line.row.panel, "none"),
    "community": lambda line: words.figure(line.row.community),
    "minority": lambda line: words.figure(line.minority) if line.found else "",
    "95% interval": lambda line: _interval(line.found),
    "higher": lambda line: _higher(line.found),
    "me": lambda line: words.MARKS[line.row.my_vote] if line.row.my_vote else "",
}


def cell(column: str, line: Line) -> str:
    """Return what stands in a column of a tool's line."""
    return _CELLS[column](line)


def _interval(found: Measure | None) -> str:
    return words.interval(found.interval) if found and found.interval else ""


def _higher(found: Measure | None) -> str:
    return f"{found.higher} by {words.points(found.value)}" if found else ""


def spoken(line: Line, muted: Collection[str] = ()) -> str:
    """Tell a tool's line in sentences, to be listened to."""
    place, row, found = line.place, line.row, line.found
    label = f"Rank {place.rank}{', tied' if place.tied else ''}: " if place.rank else ""
    parts = [
        f"{label}{row.name}, {row.category}",
        words.spoken("Panel", row.panel, words.no_panel(muted)),
        words.spoken("Community", row.community),
    ]
    if found and line.rule.by == "divided":
        parts.append(words.spoken("Minority", line.minority))
    if found and found.higher:
        parts.append(f"The {found.higher} is higher by {words.points(found.value)}")
    if found and found.interval:
        low, high = map(figures.percent_of, found.interval)
        parts.append(f"95% interval from {low} to {high}")
    if row.my_vote:
        parts.append(f"You say {row.my_vote}")
    return words.sentences(*parts)
