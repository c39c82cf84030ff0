"""Why the figures are what they are: counts, who, intervals, the formulas in words, the dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui import figures
from verdict_tui.render import words
from verdict_tui.render.answer import (
    community_line,
    flip_line,
    panel_line,
    price_line,
    probably,
    voters_line,
)
from verdict_tui.render.page import BLANK, Page, Run, hanging, titled_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verdict_tui.model import Comparison, Evidence, Review, Verdict, Voices

_INDENT = 12
_OF_AN_ID = 8
"""So many letters of an id tell voters apart."""
_OF_PANEL = (
    "those of the critics who reviewed it and ship it, out of all who reviewed it; all are asked,"
    " so there is no interval"
)
_OF_COMMUNITY = (
    "the votes to ship, out of the votes that count; of each voter the last one counts, and one"
    " that was retracted does not"
)
_OF_INTERVAL = (
    "the Wilson score interval: if the votes are a sample of more people, in 95 of 100 cases the"
    " true share lies in it"
)
_OF_LEAD = (
    "how likely it is that the one true share is greater, when every share was equally likely"
    " before the votes; from 95% on the tool leads, from 90% it is leaning ahead; with fewer than"
    f" {figures.FEW_VOTES} votes on a side, or {figures.ENOUGH_TOGETHER} on both, nothing is said"
)


def lay_out(evidence: Sequence[Evidence], comparison: Comparison | None, width: int) -> Page:
    """Lay out what stands behind the figures of one tool, or of two and what is said of both."""
    page = Page()
    for column, each in zip("ab", evidence, strict=False):
        page.part(column)
        page.add(titled_rule((Run(each.standing.tool.name, "strong"),), width))
        _add(page, _of_tool(each), width)
    if comparison is not None:
        page.part("both")
        page.add(titled_rule((Run("Both", "strong"),), width))
        _add(page, _of_both(comparison), width)
    return page


def sentences(evidence: Evidence) -> str:
    """Return what stands behind the figures of a tool, a line each, to be listened to."""
    said = [evidence.standing.tool.name]
    said += (f"{label}: {text}" if label else text for label, text in _of_tool(evidence))
    return "\n".join(map(words.sentence, said)) + "\n"


def _add(page: Page, facts: Iterable[tuple[str, str]], width: int) -> None:
    for label, text in facts:
        page.add(*hanging((Run(label, "accent"),), text, width, min(_INDENT, width // 3)))
    page.add(BLANK)


def _of_tool(evidence: Evidence) -> list[tuple[str, str]]:
    """Return labels with what is to say; what goes on has no label."""
    standing = evidence.standing
    tool, community = standing.tool, standing.community
    facts = [("Panel", _panel(evidence))]
    facts += [("", each) for each in _critics(_heard(evidence))]
    facts += [("", _OF_PANEL)] if standing.panel.total else []
    facts.append(("Community", words.in_passing(community)))
    facts += [("", _voices(each)) for each in evidence.voices]
    if community.total >= figures.FEW_VOTES:
        facts.append(("", f"{words.interval(figures.wilson(community))}: {_OF_INTERVAL}"))
    elif community.total:
        facts.append(("", f"under {figures.FEW_VOTES} votes: too few for an interval"))
    facts += [("", _OF_COMMUNITY)] if community.total else []
    mine = words.vote(standing.my_vote or "none")
    cast = f", {words.at_minute(evidence.my_vote_at)}" if evidence.my_vote_at else ""
    facts.append(("My vote", mine + cast))
    dated = words.day(tool.entry_price.as_of)
    facts.append(("Entry", f"{words.price(tool.entry_price)}, as of {dated}"))
    return facts


def _voices(voices: Voices) -> str:
    """Say who voted, what, and when."""
    when = _span(voices.first, voices.last)
    if voices.voter:
        named = {"me": "you, on this device", "elsewhere": "you, on another device"}
        who = named.get(voices.who, f"voter {voices.voter[:_OF_AN_ID]}")
        return f"{who}: {'ship' if voices.ship else 'skip'}, {when}"
    kind = "invented voter" if voices.who == "sample" else "other voter"
    of = " of the sample" if voices.who == "sample" else ""
    counts = f"{voices.ship:,} ship and {voices.skip:,} skip"
    return f"{words.plural(voices.voters, kind)}{of}: {counts}, {when}"


def _panel(evidence: Evidence) -> str:
    """Say what the critics say who are heard, and what is left out of it."""
    panel = evidence.standing.panel
    nobody = "nobody who reviewed it is heard" if evidence.reviews else "no reviews"
    said = words.in_passing(panel) if panel.total else nobody
    return ", ".join((said, *_left_out(evidence)))


def _left_out(evidence: Evidence) -> Iterator[str]:
    """Name the critics who are muted, with what each says."""
    said = {review.critic: review.verdict for review in evidence.reviews}
    unheard: dict[str, list[str]] = {"ship": [], "skip": [], "": []}
    for critic in evidence.muted:
        unheard[said.get(critic, "")].append(critic)
    lead = "without"
    for verdict, critics in unheard.items():
        if critics:
            does = f"say{'s' * (len(critics) == 1)} {verdict}" if verdict else "did not review it"
            yield f"{lead} {words.names(critics)}, who {does}"
            lead = "and"


def _heard(evidence: Evidence) -> list[Review]:
    return [review for review in evidence.reviews if review.critic not in evidence.muted]


def _critics(reviews: Iterable[Review]) -> list[str]:
    """Name who ships and who skips, each with the day."""
    said: dict[Verdict, list[str]] = {"ship": [], "skip": []}
    for review in reviews:
        dated = f" ({words.day(review.reviewed_on)})" if review.reviewed_on else ""
        said[review.verdict].append(review.critic + dated)
    return [f"{verdict}: {words.names(critics)}" for verdict, critics in said.items() if critics]


def _span(first: str, last: str) -> str:
    """Say from when to when, by the day."""
    one, other = (words.at_minute(moment).partition(",")[0] for moment in (first, last))
    return f"on {one}" if one == other else f"from {one} to {other}"


def _of_both(comparison: Comparison) -> list[tuple[str, str]]:
    a, b = comparison.a, comparison.b
    lead = figures.panel_lead(comparison.heard)
    panel = panel_line(comparison), words.lens(comparison.muted, comparison.panel)
    facts = [
        ("Panel", "; ".join(filter(None, panel))),
        (
            "",
            f"of the critics who reviewed both, {lead.a} ship {a.tool.name} and {lead.b} ship"
            f" {b.tool.name}; under {figures.MIN_COMMON} in common there is no leader",
        ),
    ]
    flip = flip_line(comparison)
    facts += [("", f"{flip}: the smallest change that takes the lead away")] if flip else []
    community = figures.community_lead(a.community, b.community)
    facts.append(("Community", community_line(comparison)))
    if community.leader is not None:
        facts.append(("", f"{probably(community.probability)}: {_OF_LEAD}"))
    else:
        facts.append(("", _OF_LEAD))
    facts += [("Voters", voters_line(comparison))] if comparison.voters.total else []
    facts.append(("Price", price_line(comparison)))
    facts.append(
        ("", "free before an amount; amounts compare in one currency and the same seat basis, a"
         " year as twelve months")
    )  # fmt: skip
    return facts
