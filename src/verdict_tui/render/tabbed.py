"""Lists as tab-separated lines with a head, for other programs; nothing in them holds a tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.render import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from verdict_tui.catalogue import Row
    from verdict_tui.model import Past, QuoteHit, Standing

_TOOL = (
    "slug", "name", "category", "panel_ship", "panel_total", "community_ship", "community_total",
    "my_vote",
)  # fmt: skip


def lines(
    head: Sequence[str], rows: Iterable[Sequence[object]], muted: Collection[str] = ()
) -> str:
    """Return rows under a head; what there is not is empty.

    Args:
        head: the names of the columns.
        rows: a cell for each of them.
        muted: the critics who are not in the panel's figures; a last column names them, which is
            there for no other reason.
    """
    names = ("without", ", ".join(sorted(muted))) if muted else ()
    page = ["\t".join((*head, *names[:1]))]
    page += (
        "\t".join("" if cell is None else str(cell) for cell in (*row, *names[1:])) for row in rows
    )
    return "\n".join(page) + "\n"


def standings(tools: Iterable[Standing], muted: Collection[str] = ()) -> str:
    """Return tools with their figures and prices."""
    rows = (
        (
            each.tool.slug, each.tool.name, each.tool.category, *each.panel, *each.community,
            each.my_vote, words.price(each.tool.entry_price),
        )
        for each in tools
    )  # fmt: skip
    return lines((*_TOOL, "entry_price"), rows, muted)


def matches(rows: Iterable[Row], why: Iterable[str], muted: Collection[str] = ()) -> str:
    """Return tools that were found, with why when it is not plain from the name."""
    found = (
        (
            row.slug, row.name, row.category, *row.panel, *row.community, row.my_vote, said,
        )
        for row, said in zip(rows, why, strict=True)
    )  # fmt: skip
    return lines((*_TOOL, "matched"), found, muted)


def quotes(hits: Iterable[QuoteHit]) -> str:
    """Return quotes that were found, with the passage around what was found."""
    rows = (
        (hit.slug, hit.name, hit.critic, hit.verdict, "".join(piece for piece, _ in hit.passage))
        for hit in hits
    )
    return lines(("slug", "name", "critic", "verdict", "passage"), rows)


def events(history: Iterable[Past]) -> str:
    """Return events of the log, each with what was said of the tool before it."""
    rows = (
        (vote.id, vote.tool, vote.choice, past.before, vote.at, vote.undoes)
        for past in history
        for vote in (past.vote,)
    )
    return lines(("id", "tool", "choice", "before", "at", "undoes"), rows)
