"""The lens: critics who are muted, and the panel's figures without them.

Nothing of it is stored with the figures: they are counted again from who said what.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.model import Share

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from verdict_tui.model import Comparison, Evidence, Review


def heard(reviews: Iterable[Review | None], muted: Collection[str]) -> Share:
    """Return the share of the critics who are not muted."""
    said = [each.verdict for each in reviews if each is not None and each.critic not in muted]
    return Share(said.count("ship"), len(said))


def compared(comparison: Comparison, muted: Collection[str]) -> Comparison:
    """Return a comparison whose panel figures are those without the muted critics.

    Their rows stay, to be read; `Comparison.heard` has the others.
    """
    if not (muted or comparison.muted):
        return comparison
    panels = (heard((row.a for row in comparison.rows), muted),
              heard((row.b for row in comparison.rows), muted))  # fmt: skip
    a, b = (
        standing._replace(panel=panel)
        for standing, panel in zip((comparison.a, comparison.b), panels, strict=True)
    )
    return comparison._replace(a=a, b=b, muted=tuple(sorted(muted)))


def explained(evidence: Evidence, muted: Collection[str]) -> Evidence:
    """Return what stands behind the figures of a tool, with the panel's without muted critics.

    All reviews stay, to be read.
    """
    if not muted:
        return evidence
    standing = evidence.standing._replace(panel=heard(evidence.reviews, muted))
    return evidence._replace(standing=standing, muted=tuple(sorted(muted)))
