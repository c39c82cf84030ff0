"""Commands that print tools: compare, show, list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verdict_tui import lens
from verdict_tui.cli.common import open_chosen, page_width, warn
from verdict_tui.cli.completion import ToolName
from verdict_tui.cli.naming import category_test, find_tool
from verdict_tui.cli.options import (
    as_json,
    as_markdown,
    as_plain,
    as_tsv,
    chosen_format,
    mute,
    muted_critics,
    noted,
    of_category,
    print_as,
    without,
)
from verdict_tui.errors import WrongUseError
from verdict_tui.figures import best_first
from verdict_tui.render import words
from verdict_tui.store import schema, tools
from verdict_tui.text import clean_line, fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from verdict_tui.dossier import Dossier
    from verdict_tui.model import Change, Comparison, Evidence, Standing


@click.command(
    short_help="Print two tools side by side, with the answer.",
    help="Print two tools side by side: the figures, the answer, every critic's two quotes.",
)
@click.argument("a", type=ToolName())
@click.argument("b", type=ToolName())
@without
@as_json
@as_markdown
@as_plain
@click.pass_obj
def compare(db: str | None, a: str, b: str, without: tuple[str, ...]) -> None:
    """Print two tools side by side: the figures, the answer, every critic's two quotes."""
    form = chosen_format()
    with open_chosen(db) as database:
        slugs = find_tool(database, a), find_tool(database, b)
        if slugs[0] == slugs[1]:
            raise WrongUseError(
                "a comparison needs two tools",
                f"'{clean_line(a)}' and '{clean_line(b)}' are the same",
            )
        comparison = tools.read_comparison(database, *slugs)
        muted = muted_critics(database, without)
        note = clean_line(database.meta(schema.NOTE))
    assert comparison is not None, "both tools were found"
    print_as(form, _comparison(form, lens.compared(comparison, muted), note))


def _comparison(form: str, comparison: Comparison, note: str) -> str:
    if form == "json":
        from verdict_tui.render import data

        return data.to_json(data.comparison_data(comparison))
    from verdict_tui.render import markdown, plain, spoken

    if not form:
        return plain.comparison_page(comparison, note, page_width())
    page = {"markdown": markdown.comparison_page, "plain": spoken.comparison_page}[form]
    return page(comparison, note)


@click.command(help="Print everything about one tool.")
@click.argument("tool", type=ToolName())
@click.option("--changes", is_flag=True, help="What its fields said before, newest first.")
@click.option("--why", is_flag=True, help="Who, when, and how the figures are counted.")
@without
@as_json
@as_markdown
@as_plain
@click.pass_obj
def show(db: str | None, tool: str, changes: bool, why: bool, without: tuple[str, ...]) -> None:
    """Print everything about one tool."""
    from verdict_tui.dossier import seen_through
    from verdict_tui.store.dossier import read_dossier
    from verdict_tui.store.votes import now_ms

    form = chosen_format()
    if changes and why:
        raise WrongUseError("--changes and --why can't be had at once", remedy="name one of them")
    if changes and without:
        raise WrongUseError("--without says nothing of --changes", remedy="leave it out")
    if changes:
        _show_changes(db, tool, form)
        return
    if why:
        _show_why(db, tool, form, without)
        return
    with open_chosen(db) as database:
        dossier = read_dossier(database, find_tool(database, tool), now_ms())
        muted = muted_critics(database, without)
        note = noted(database, muted)
    assert dossier is not None, "the tool was found"
    print_as(form, _tool(form, seen_through(dossier, muted), note))


def _tool(form: str, dossier: Dossier, note: str) -> str:
    if form == "json":
        from verdict_tui.render import data

        return data.to_json(data.dossier_data(dossier))
    from verdict_tui.render import markdown, plain, spoken
    from verdict_tui.render.dossier import around

    if not form:
        return plain.tool_page(dossier.evidence, note, page_width(), around(dossier))
    page = {"markdown": markdown.tool_page, "plain": spoken.tool_page}[form]
    return page(dossier.evidence, note, around(dossier))


def _show_changes(db: str | None, tool: str, form: str) -> None:
    from verdict_tui.store.changelog import read_changes

    with open_chosen(db) as database:
        slug = find_tool(database, tool)
        found = read_changes(database, slug)
        name = tools.read_names(database)[slug]
    if not found and form != "json":
        warn(f"nothing of {name} has changed")
        return
    print_as(form, _changes(form, name, found))


def _show_why(db: str | None, tool: str, form: str, without: tuple[str, ...]) -> None:
    from verdict_tui.store.evidence import read_evidence

    if form == "markdown":
        raise WrongUseError("--why is not for Markdown", remedy="leave --markdown out")
    with open_chosen(db) as database:
        evidence = read_evidence(database, find_tool(database, tool))
        muted = muted_critics(database, without)
    assert evidence is not None, "the tool was found"
    print_as(form, _why(form, lens.explained(evidence, muted)))


def _why(form: str, evidence: Evidence) -> str:
    if form == "json":
        from verdict_tui.render import data

        return data.to_json(data.evidence_data(evidence))
    from verdict_tui.render import why

    if form == "plain":
        return why.sentences(evidence)
    return why.lay_out([evidence], None, page_width()).text()


def _changes(form: str, name: str, found: list[Change]) -> str:
    if form == "json":
        from verdict_tui.render import data

        return data.to_json([data.change_data(change) for change in found])
    from verdict_tui.render import markdown, plain

    return markdown.changes(name, found) if form == "markdown" else plain.changes(found)


_SORTS: dict[str, Callable[[Standing], tuple[float | int | str, ...]]] = {
    "name": lambda standing: (fold(standing.tool.name),),
    "panel": lambda standing: best_first(standing.panel),
    "community": lambda standing: best_first(standing.community),
    "newest": lambda standing: (
        -standing.tool.added_on.toordinal() if standing.tool.added_on else 0,
    ),
}


@click.command(
    name="list",
    help="Print all tools with their figures.",
)
@of_category
@without
@click.option("--sort", type=click.Choice(list(_SORTS)), default="name", show_default=True)
@as_json
@as_tsv
@as_plain
@click.pass_obj
def list_tools(db: str | None, category: str | None, sort: str, without: tuple[str, ...]) -> None:
    """Print all tools with their figures."""
    form = chosen_format()
    with open_chosen(db) as database:
        standings = list(tools.read_standings(database))
        muted, note = frozenset[str](), ""
        if without:
            catalogue = tools.load_catalogue(database)
            muted = mute(database, catalogue, without)
            note = words.lens_note(muted, tools.read_panel(database))
            panels = dict(zip(catalogue.slugs, catalogue.panels(), strict=True))
            standings = [each._replace(panel=panels[each.tool.slug]) for each in standings]
    standings.sort(key=_SORTS[sort])
    if category is not None:
        is_wanted = category_test((each.tool.category for each in standings), category)
        standings = [each for each in standings if is_wanted(each.tool.category)]
    print_as(form, _list(form, standings, muted, note))


def _list(form: str, standings: list[Standing], muted: frozenset[str], note: str) -> str:
    if form == "json":
        from verdict_tui.render import data

        return data.to_json([data.standing_data(standing, muted) for standing in standings])
    from verdict_tui.render import plain, spoken, tabbed

    if form == "tsv":
        return tabbed.standings(standings, muted)
    rows = map(plain.row_of, standings)
    if form == "plain":
        return "\n".join((*(spoken.tool_line(row, muted=muted) for row in rows), note))
    return plain.table(rows, muted=muted, note=note)


COMMANDS = {"compare": compare, "show": show, "list": list_tools}
