"""Everything about one tool, in words and as a page with links."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verdict_tui import figures
from verdict_tui.dossier import RECENT_DAYS
from verdict_tui.moments import local_minute
from verdict_tui.render import words
from verdict_tui.render.flow import cut, width_of
from verdict_tui.render.page import (
    BLANK,
    Page,
    Run,
    Spot,
    abreast,
    below,
    hanging,
    indented,
    paragraph,
    titled_rule,
)
from verdict_tui.render.sheet import entry_lines, figure_line, panel_figure, verdict_run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verdict_tui.dossier import Alternative, Appearance, Dossier
    from verdict_tui.model import Review, Standing

COLUMN = 76
"""The widest column, in cells."""
GAP = 4
_TWO_COLUMNS = 110
"""The narrowest page on which what is near stands beside the rest, in cells."""
_LABEL = 10
_BAR = 22
_LEAST_FOR_BAR = 56

TOOL, PAIR = "tool ", "pair "
"""What a link leads to: a tool, by its slug; a comparison, by two slugs."""


def target(link: str) -> tuple[str, ...]:
    """Return the slugs that a link leads to: of a tool, or of two that are compared."""
    return tuple(link.partition(" ")[2].split(" "))


def lay_out(dossier: Dossier, muted: Sequence[str], width: int) -> Page:
    """Lay out everything about a tool: in two columns where there is room."""
    if width < _TWO_COLUMNS:
        width = min(width, COLUMN + GAP)
        return below(_itself(dossier, muted, width), _around(dossier, width))
    column = min((width - GAP) // 2, COLUMN)
    return abreast(_itself(dossier, muted, column), _around(dossier, column), column, GAP)


def _itself(dossier: Dossier, muted: Sequence[str], width: int) -> Page:
    """Lay out the tool, its figures and its reviews."""
    page = Page()
    standing = dossier.standing
    tool = standing.tool
    page.part("tool")
    page.add(*paragraph(tool.name, width, "strong"), *paragraph(words.byline(tool), width, "muted"))
    page.add(*(paragraph(tool.tagline, width, "tagline") if tool.tagline else ()), BLANK)
    bar = _BAR if width >= _LEAST_FOR_BAR else 0
    page.add(panel_figure(standing, muted, bar))
    page.add(figure_line("community", standing.community, bar, "no votes"))
    for label, said in community_facts(dossier):
        page.add(*hanging((Run(f"  {label}", "muted"),), said, width, _LABEL + 6))
    page.add(*entry_lines(standing, width), BLANK)
    for label, said in facts(standing):
        page.add(*hanging((Run(label, "muted"),), said, width, _LABEL))
    if tool.description:
        page.add(BLANK, *paragraph(tool.description, width))
    _add_reviews(page, dossier.evidence.reviews, muted, width)
    return page


def _add_reviews(page: Page, reviews: Iterable[Review], muted: Sequence[str], width: int) -> None:
    reviews = list(reviews)
    _add_heading(page, words.plural(len(reviews), "review") if reviews else "Reviews", width)
    if not reviews:
        page.add(*paragraph("No critic has reviewed it.", width, "muted"))
    for number, review in enumerate(reviews):
        page.add(*([BLANK] if number else []))
        page.anchor(review.critic)
        dated = words.day(review.reviewed_on) if review.reviewed_on else ""
        aside = ", ".join(filter(None, (dated, "muted" if review.critic in muted else "")))
        page.add((
            Run(f"{review.critic}  ", "strong"), verdict_run(review.verdict),
            Run(f"  {aside}", "muted"),
        ))  # fmt: skip
        page.add(*(paragraph(f"“{review.quote}”", width, "quote") if review.quote else ()))


def _around(dossier: Dossier, width: int) -> Page:
    """Lay out what is near the tool, and what happened to it."""
    page = Page()
    _add_alternatives(page, dossier, width)
    _add_heading(page, "Comparisons", width)
    for each in dossier.appearances:
        names, on = appearance(each)
        _add_link(page, names, PAIR + " ".join(each.slugs), width)
        page.add(*indented(paragraph(on, width - 4, "muted"), 4))
    if not dossier.appearances:
        page.add(*paragraph("It stands in no published comparison.", width, "muted"))
    _add_heading(page, "Your votes", width)
    page.add(*_lines((my_votes(dossier) or ["You have not voted on it."]), width))
    if dossier.changes:
        _add_heading(page, "Changes", width)
        for change in dossier.changes:
            page.add(*_lines([f"{words.day(change.changed_on)}: {words.change(change)}"], width))
    page.add(BLANK)
    return page


def _add_alternatives(page: Page, dossier: Dossier, width: int) -> None:
    _add_heading(page, "Nearest alternatives", width)
    for each in dossier.alternatives:
        other = each.standing
        _add_link(page, other.tool.name, TOOL + other.tool.slug, width)
        said = "; ".join(reasons(dossier.standing, each))
        page.add(*indented(paragraph(said, width - 4, "muted"), 4))
    if not dossier.alternatives:
        said = "No other tool is of its category, or compared with it."
        page.add(*paragraph(said, width, "muted"))


def _add_heading(page: Page, title: str, width: int) -> None:
    page.add(BLANK)
    page.part(title)
    page.add(titled_rule((Run(title, "accent"),), width))


def _add_link(page: Page, text: str, link: str, width: int) -> None:
    text = cut(text, width - 2)
    page.spots.append(Spot(len(page.lines), 2, width_of(text), link))
    page.add((Run("  "), Run(text, "strong")))


def _lines(texts: Iterable[str], width: int) -> list[tuple[Run, ...]]:
    return [line for text in texts for line in paragraph(text, width)]


def facts(standing: Standing) -> list[tuple[str, str]]:
    """Return what else is known of a tool, by what it is."""
    tool = standing.tool
    known = [
        ("my vote", words.vote(standing.my_vote or "none")),
        ("link", tool.link),
        ("added", words.day(tool.added_on) if tool.added_on else ""),
        ("formerly", words.names(tool.aliases)),
    ]
    return [(label, said) for label, said in known if said]


def community_facts(dossier: Dossier) -> list[tuple[str, str]]:
    """Return what the votes say besides their share: the interval, and the recent ones."""
    community, recent = dossier.standing.community, dossier.recent
    found: list[tuple[str, str]] = []
    if community.total >= figures.FEW_VOTES:
        found.append(("95% interval", words.interval(figures.wilson(community))))
    if recent.total >= figures.FEW_VOTES:
        found.append((f"last {RECENT_DAYS} days", words.figure(recent)))
    elif community.total:
        said = words.plural(recent.total, "vote")
        found.append((f"last {RECENT_DAYS} days", f"{said}, too few to compare"))
    return found


def reasons(standing: Standing, other: Alternative) -> list[str]:
    """Return why a tool is near another, the weightiest reason first."""
    found = ["compared with it"] if other.compared else []
    found += [f"also in {other.standing.tool.category}"] if other.in_category else []
    ships = standing.community.ship
    if other.shipped_too and ships >= figures.FEW_VOTES:
        found.append(f"shipped by {other.shipped_too:,} of the {ships:,} who ship it")
    one, two = standing.tool.entry_price, other.standing.tool.entry_price
    order = figures.compare_prices(one, two)
    if order.cheaper == "b":
        found.append(f"cheaper ({words.price(two)})" if two.amount else "free to start with")
    elif not order.obstacle and order.cheaper is None:
        found.append("free too" if two.kind == "free" else f"as dear ({words.price(two)})")
    return found


class Part(NamedTuple):
    """What there is to say of a tool beside itself, for paper."""

    title: str
    lines: tuple[str, ...]
    """Never empty."""


def around(dossier: Dossier) -> list[Part]:
    """Return what is near a tool and what happened to it, each part with a title."""
    votes = [f"{label} {said}" for label, said in community_facts(dossier)]
    near = [
        f"{each.standing.tool.name}: {'; '.join(reasons(dossier.standing, each))}"
        for each in dossier.alternatives
    ]
    compared = [", ".join(appearance(each)) for each in dossier.appearances]
    parts = (
        ("Of the votes", votes),
        ("Nearest alternatives", near),
        ("Comparisons", compared),
        ("Your votes", my_votes(dossier)),
    )
    return [Part(title, tuple(lines)) for title, lines in parts if lines]


def appearance(found: Appearance) -> tuple[str, str]:
    """Name a comparison, and say when it was published."""
    day = found.published_on
    return " vs ".join(found.names), f"published {words.day(day)}" if day else "no date"


def my_votes(dossier: Dossier) -> list[str]:
    """Return my votes on the tool, newest first: when, and what each changed."""
    return [f"{local_minute(past.vote.at)}  {words.changed(past)}" for past in dossier.votes]
