"""A ranking on paper: as a table, as sentences, as Markdown, as tab-separated lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui.render import markdown, rankings, tabbed, words
from verdict_tui.render.flow import cut, fit_right, width_of, wrap
from verdict_tui.render.plain import CUT_AT, WIDTH, aligned

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from verdict_tui.catalogue import Catalogue
    from verdict_tui.rankings import Ranking
    from verdict_tui.render.rankings import Line


def table(
    ranking: Ranking,
    catalogue: Catalogue,
    note: str = "",
    muted: Collection[str] = (),
    width: int = WIDTH,
) -> str:
    """Return a ranking as a table under its rule, each section under its heading.

    Args:
        ranking: all of it or its head.
        catalogue: the tools that were ranked.
        note: what the database says of its content; it goes below.
        muted: the critics who are not in the panel's figures.
        width: how wide a line may be.
    """
    columns = rankings.COLUMNS[ranking.rule]
    rows = [["", *_heads(columns, muted)]]
    headings: dict[int, str] = {}
    for section in ranking.sections:
        headings[len(rows)] = rankings.heading(section, muted)
        rows += (_row(line) for line in rankings.lines(ranking.rule, section, catalogue))
    rows = _without_empty_end(rows)
    labels = max(width_of(row[0]) for row in rows)
    for row in rows:
        row[0] = fit_right(row[0], labels)
    giving = [1 + columns.index(column) for column in CUT_AT if column in columns]
    page = [*wrap(_sentence(ranking), width), ""]
    for at, line in enumerate(aligned(rows, width=width, giving=giving)):
        page += ["", headings[at]] if headings.get(at) else ()
        page.append(line)
    return _joined([*(page if ranking.total else page[:-2]), *_closing(ranking, note, width)])


def _sentence(ranking: Ranking) -> str:
    """Tell the rule in a sentence, and how to have the other one of a pair."""
    rule = ranking.rule
    said = f"{rankings.title(rule)}: {rankings.explanation(rule)}"
    if rule.by != "divided":
        return said
    other = "community" if rule.of == "panel" else "panel"
    return f"{said} The division of the {other}: --of {other}."


def _heads(columns: Iterable[str], muted: Collection[str]) -> list[str]:
    return [words.panel_label(muted) if column == "panel" else column for column in columns]


def _row(line: Line) -> list[str]:
    label = rankings.rank(line.place)
    row = [label if line.place.tied else f"{label} "]
    for column in rankings.COLUMNS[line.rule]:
        cell = rankings.cell(column, line)
        row.append(cut(cell, CUT_AT[column]) if column in CUT_AT else cell)
    return row


def _closing(ranking: Ranking, note: str, width: int) -> Iterator[str]:
    for part in (rankings.rest(ranking), note):
        if part:
            yield from ("", *wrap(part, width))


def _joined(page: list[str]) -> str:
    return "\n".join(page) + "\n"


def sentences(
    ranking: Ranking, catalogue: Catalogue, note: str = "", muted: Collection[str] = ()
) -> str:
    """Return a ranking as sentences, a line a tool, to be listened to."""
    page = [_sentence(ranking)]
    for section in ranking.sections:
        heading = rankings.heading(section, muted)
        page += [f"{heading}."] if heading else []
        lines = rankings.lines(ranking.rule, section, catalogue)
        page += (rankings.spoken(line, muted) for line in lines)
    return _joined([*page, *(part for part in (rankings.rest(ranking), note) if part)])


def markdown_page(
    ranking: Ranking, catalogue: Catalogue, note: str = "", muted: Collection[str] = ()
) -> str:
    """Return a ranking as Markdown, each section a table under its heading."""
    rule = ranking.rule
    columns = rankings.COLUMNS[rule]
    page = [f"# {rankings.title(rule)}", "", markdown.escape(_capital(rankings.explanation(rule)))]
    for section in ranking.sections:
        heading = rankings.heading(section, muted)
        page += ["", f"## {markdown.escape(heading)}"] if heading else []
        rows = [["rank", *_heads(columns, muted)]]
        for line in rankings.lines(rule, section, catalogue):
            cells = (rankings.cell(column, line) for column in columns)
            rows.append([rankings.rank(line.place), *cells])
        rows = _without_empty_end(rows)
        page += ["", *markdown.table(rows if section.kind == "ranked" else _without_rank(rows))]
    for part in (rankings.rest(ranking), note):
        page += ["", f"*{markdown.escape(part)}*"] if part else []
    return _joined(page)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _without_empty_end(rows: list[list[str]]) -> list[list[str]]:
    """Return a table without its last column if there is nothing under its head."""
    return rows if any(row[-1] for row in rows[1:]) else [row[:-1] for row in rows]


def _without_rank(rows: list[list[str]]) -> list[list[str]]:
    return [row[1:] for row in rows]


TSV_HEAD = (
    "rank", "tied", "section", "value", "low", "high", "higher", "slug", "name", "category",
    "panel_ship", "panel_total", "community_ship", "community_total", "my_vote",
)  # fmt: skip


def tsv(ranking: Ranking, catalogue: Catalogue, muted: Collection[str] = ()) -> str:
    """Return a ranking as tab-separated lines with a head; what there is not is empty."""
    return tabbed.lines(TSV_HEAD, _tsv_rows(ranking, catalogue), muted)


def _tsv_rows(ranking: Ranking, catalogue: Catalogue) -> Iterator[tuple[object, ...]]:
    for section in ranking.sections:
        for line in rankings.lines(ranking.rule, section, catalogue):
            place, row, found = line.place, line.row, line.found
            value, interval, higher = found or (None, None, None)
            yield (
                place.rank, int(place.tied), section.kind, value, *(interval or (None, None)),
                higher, row.slug, row.name, row.category, *row.panel, *row.community, row.my_vote,
            )  # fmt: skip
