"""The shapes that other programs rely on, as plain data for JSON. `docs/json.md` describes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from verdict_tui import figures, prices
from verdict_tui.model import Price, Standing
from verdict_tui.render import words
from verdict_tui.render.answer import answer, flip_line, panel_line
from verdict_tui.render.dossier import reasons

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from verdict_tui.catalogue import Row
    from verdict_tui.digest import Digest, Named, Reviewed
    from verdict_tui.dossier import Dossier, Profile
    from verdict_tui.model import (
        Change,
        Comparison,
        Evidence,
        Past,
        QuoteHit,
        Ratio,
        Record,
        Review,
        Share,
    )
    from verdict_tui.rankings import Section
    from verdict_tui.render.rankings import Line
    from verdict_tui.search.finder import Match

Data: TypeAlias = "dict[str, Data] | list[Data] | str | int | float | bool | None"


def to_json(data: Data) -> str:
    """Return data as JSON text, readable and in the language it is written in."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def share_data(share: Share) -> dict[str, Data]:
    """Return a share: `{"ship": 3, "total": 4, "share": 0.75}`; `null` when nobody spoke."""
    part = share.ship / share.total if share.total else None
    return {"ship": share.ship, "total": share.total, "share": part}


def standing_data(standing: Standing, muted: Collection[str] = ()) -> dict[str, Data]:
    """Return a tool with its figures; the panel's is without the critics who are muted."""
    tool = standing.tool
    return {
        "slug": tool.slug,
        "name": tool.name,
        "vendor": tool.vendor,
        "category": tool.category,
        "tagline": tool.tagline,
        "description": tool.description,
        "aliases": list(tool.aliases),
        "entry_price": price_data(tool.entry_price),
        "licence": tool.licence,
        "link": tool.link,
        "added_on": _day(tool.added_on),
        "panel": share_data(standing.panel),
        "community": share_data(standing.community),
        "my_vote": standing.my_vote,
        "without": [*sorted(muted)],
    }


def ranked_data(
    line: Line, section: Section, standing: Standing, muted: Collection[str] = ()
) -> Data:
    """Return a tool of a ranking: with its figures, as `standing_data`, and where it stands."""
    place, row, found = line.place, line.row, line.found
    # The figures that were ranked, also where a vote has come in since.
    ranked = Standing(standing.tool, row.panel, row.community, row.my_vote)
    interval = found.interval if found else None
    return {
        **standing_data(ranked, muted),
        "rank": place.rank,
        "tied": place.tied,
        "section": section.kind,
        "by": line.rule.by,
        "of": line.rule.of if line.rule.by == "divided" else None,
        "value": found.value if found else None,
        "interval": {"low": interval.low, "high": interval.high} if interval else None,
        "higher": found.higher if found else None,
    }


def evidence_data(evidence: Evidence) -> dict[str, Data]:
    """Return what stands behind a tool's figures: the tool, who said what, and the interval."""
    low, high = figures.wilson(evidence.standing.community)
    has_interval = evidence.standing.community.total >= figures.FEW_VOTES
    return {
        **show_data(evidence),
        "votes": [
            {**voices._asdict(), "voter": voices.voter or None} for voices in evidence.voices
        ],
        "interval": {"low": low, "high": high} if has_interval else None,
        "my_vote_at": evidence.my_vote_at or None,
    }


def match_data(row: Row, match: Match, muted: Collection[str] = ()) -> dict[str, Data]:
    """Return a tool that was found, and why."""
    return {
        "slug": row.slug,
        "name": row.name,
        "category": row.category,
        "score": match.score,
        "matched_in": match.matched_in,
        "matched_text": match.text or row.name,
        "panel": share_data(row.panel),
        "community": share_data(row.community),
        "my_vote": row.my_vote,
        "without": [*sorted(muted)],
    }


def quote_data(hit: QuoteHit) -> Data:
    """Return a quote that was found, with the pieces of the passage that were found."""
    return {
        "slug": hit.slug,
        "name": hit.name,
        "critic": hit.critic,
        "verdict": hit.verdict,
        "passage": "".join(piece for piece, _ in hit.passage),
        "found": [piece for piece, is_found in hit.passage if is_found],
    }


def event_data(past: Past) -> Data:
    """Return an event of the log, with what was said of the tool before it."""
    event = past.vote
    return {
        "id": event.id,
        "tool": event.tool,
        "choice": event.choice,
        "before": past.before,
        "at": event.at,
        "undoes": event.undoes,
        "voter": event.voter,
        "device": event.device,
        "origin": event.origin,
        "source": event.source or None,
    }


def price_data(price: Price) -> Data:
    """Return an entry price, with the words it is shown in."""
    return {**prices.as_data(price), "text": words.price(price)}


def change_data(change: Change) -> Data:
    """Return a change: text as text, a price as an object."""
    before, after = (
        price_data(value) if isinstance(value, Price) else value
        for value in (change.before, change.after)
    )
    return {
        "field": change.field,
        "critic": change.critic or None,
        "before": before,
        "after": after,
        "changed_on": _day(change.changed_on),
    }


def review_data(review: Review) -> dict[str, Data]:
    """Return a critic's verdict on a tool."""
    return {
        "critic": review.critic,
        "verdict": review.verdict,
        "quote": review.quote,
        "reviewed_on": _day(review.reviewed_on),
    }


def record_data(record: Record) -> dict[str, Data]:
    """Return a critic with what their reviews come to."""
    critic = record.critic
    return {
        "name": critic.name,
        "motto": critic.motto,
        "voice": critic.voice,
        "excited": list(critic.excited),
        "tired": list(critic.tired),
        "record": {**share_data(record.shipped), **_few(record.shipped.total)},
        "leans": figures.leaning(record.shipped),
        "dissent": _ratio_data(record.dissent),
        "agreement": _ratio_data(record.agreement),
    }


def _ratio_data(ratio: Ratio) -> Data:
    part = ratio.hits / ratio.total if ratio.total else None
    return {"count": ratio.hits, "total": ratio.total, "share": part, **_few(ratio.total)}


def _few(total: int) -> dict[str, Data]:
    return {"too_few": total < figures.FEW_CASES}


def profile_data(told: Profile) -> Data:
    """Return a critic with their record by category, and all they said."""
    return {
        **record_data(told.record),
        "categories": [
            {"category": category, **share_data(share), **_few(share.total)}
            for category, share in told.categories
        ],
        "reviews": [
            {
                "slug": said.slug,
                "name": said.name,
                "category": said.category,
                **review_data(said.review),
                "others": share_data(said.others),
                "dissents": figures.dissents(said.review.verdict, said.others),
                "my_vote": said.my_vote,
            }
            for said in told.said
        ],
    }


def show_data(evidence: Evidence) -> dict[str, Data]:
    """Return a tool with its reviews, also those of the critics who are muted."""
    reviews: list[Data] = [review_data(review) for review in evidence.reviews]
    return {**standing_data(evidence.standing, evidence.muted), "reviews": reviews}


def dossier_data(dossier: Dossier) -> dict[str, Data]:
    """Return a tool with its reviews, and what is near it."""
    return {
        **show_data(dossier.evidence),
        "recent": share_data(dossier.recent),
        "alternatives": [
            {
                "slug": each.standing.tool.slug,
                "name": each.standing.tool.name,
                "compared": each.compared,
                "in_category": each.in_category,
                "shipped_too": each.shipped_too,
                "reasons": list(reasons(dossier.standing, each)),
            }
            for each in dossier.alternatives
        ],
        "comparisons": [
            {"a": each.slugs[0], "b": each.slugs[1], "published_on": _day(each.published_on)}
            for each in dossier.appearances
        ],
        "votes": [event_data(past) for past in dossier.votes],
    }


def comparison_data(comparison: Comparison) -> Data:
    """Return a comparison with its answer and scorecard."""
    lines = {line.label.lower(): line.said for line in answer(comparison)}
    lead = figures.panel_lead(comparison.heard)
    community = figures.community_lead(comparison.a.community, comparison.b.community)
    return {
        "question": words.question(comparison.a.tool, comparison.b.tool),
        "a": standing_data(comparison.a, comparison.muted),
        "b": standing_data(comparison.b, comparison.muted),
        "published_on": _day(comparison.published_on),
        "without": list(comparison.muted),
        "answer": {
            "text": "\n".join(f"{line.label}: {line.said}" for line in answer(comparison)),
            "panel": panel_line(comparison),
            "split": [row.critic for row in comparison.heard if row.differs],
            "community": lines["community"],
            "price": lines["price"],
            "flip": flip_line(comparison) or None,
            "panel_lead": {"leader": lead.leader, "by": lead.by, "in_common": lead.common},
            "community_lead": community._asdict(),
            "voters": comparison.voters._asdict(),
        },
        "scorecard": [
            {
                "critic": row.critic,
                "a": review_data(row.a) if row.a else None,
                "b": review_data(row.b) if row.b else None,
                "differs": row.differs,
            }
            for row in comparison.rows
        ],
    }


def digest_data(digest: Digest) -> Data:
    """Return what is new; `docs/digest.md` describes it."""
    return {
        "since": _day(digest.span.first),
        "until": _day(digest.span.last),
        "week": digest.span.week or None,
        "tools": [standing_data(each) for each in digest.tools],
        "comparisons": [
            {
                "a": {**_named(each.a)},
                "b": {**_named(each.b)},
                "published_on": _day(each.on),
            }
            for each in digest.comparisons
        ],
        "verdicts": [_reviewed(each) for each in digest.verdicts],
        "prices": [
            {
                **_named(each.tool),
                "before": price_data(each.before),
                "after": price_data(each.after),
                "changed_on": _day(each.on),
            }
            for each in digest.prices
        ],
        "names": [
            {
                **_named(each.tool),
                "before": each.before,
                "after": each.after,
                "changed_on": _day(each.on),
            }
            for each in digest.names
        ],
        "community": [
            {
                **_named(each.tool),
                "before": share_data(each.before),
                "after": share_data(each.after),
            }
            for each in digest.community
        ],
    }


def _named(tool: Named) -> dict[str, Data]:
    return {"slug": tool.slug, "name": tool.name}


def _reviewed(reviewed: Reviewed) -> Data:
    reviews: list[Data] = [
        {**review_data(each.review), "before": each.before, "on": _day(each.on)}
        for each in reviewed.rulings
    ]
    return {**_named(reviewed.tool), "reviews": reviews}


def _day(when: date | None) -> str | None:
    return when.isoformat() if when else None
