"""The panel, and one critic with all they said, on paper: as text, sentences, Markdown, lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui import figures
from verdict_tui.render import critics, markdown, tabbed, words
from verdict_tui.render.flow import cut, wrap
from verdict_tui.render.plain import WIDTH, aligned

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verdict_tui.dossier import Profile
    from verdict_tui.model import Record, Said, Share

_NAME = 28
_LABEL = 16
_NONE = "There are no critics."


def table(records: Sequence[Record], note: str = "", width: int = WIDTH) -> str:
    """Return the panel as a table, what each critic says of themselves below their figures."""
    if not records:
        return _NONE + "\n"
    rows = [["critic", *critics.facts(records[0])]]
    rows += ([cut(each.critic.name, _NAME), *critics.facts(each).values()] for each in records)
    head, *lines = aligned(rows, width=width, giving=[0])
    page = [head]
    for record, line in zip(records, lines, strict=True):
        page.append(line)
        for about in (record.critic.motto, critics.leaning(record.shipped)):
            page += [f"  {piece}" for piece in wrap(about, width - 2)] if about else []
    return _joined([*page, *_closing((critics.LEGEND, note), width)])


def profile(told: Profile, note: str = "", width: int = WIDTH) -> str:
    """Return everything about a critic, their quotes tool by tool."""
    critic = told.record.critic
    page = [*wrap(critic.name, width)]
    page += wrap(critic.motto, width) if critic.motto else ()
    page += ("", *wrap(critic.voice, width)) if critic.voice else ()
    for label, items in _tastes(told.record):
        page += ["", label, *(f"  {line}" for item in items for line in wrap(item, width - 2))]
    page += ["", *(f"{label:{_LABEL}}{fact}" for label, fact in critics.facts(told.record).items())]
    leaning = critics.leaning(told.record.shipped)
    page += [leaning] if leaning else []
    if told.categories:
        page += ["", "ships by category"]
        page += aligned(list(map(_category_row, told.categories)), width=width, giving=[0])
    for said in told.said:
        page += ["", *wrap(f"{said.name}, {said.category}: {_verdict(said)}", width)]
        page += wrap(f"“{said.review.quote}”", width) if said.review.quote else ()
    return _joined([*page, *_closing((critics.LEGEND, note), width)])


def _tastes(record: Record) -> list[tuple[str, tuple[str, ...]]]:
    critic = record.critic
    tastes = (("excited by", critic.excited), ("tired of", critic.tired))
    return [(label, items) for label, items in tastes if items]


def _category_row(category: tuple[str, Share]) -> tuple[str, str, str]:
    name, share = category
    return f"  {name}", _percent(share), words.count(share)


def _percent(share: Share) -> str:
    return figures.percent(share) if share.total >= figures.FEW_CASES else ""


def _verdict(said: Said) -> str:
    verdict = said.review.verdict
    dated = f" ({words.day(said.review.reviewed_on)})" if said.review.reviewed_on else ""
    parts = (f"{words.MARKS[verdict]} {verdict}{dated}", critics.dissent(said), _mine(said))
    return "; ".join(filter(None, parts))


def _mine(said: Said) -> str:
    return f"you say {said.my_vote}" if said.my_vote else ""


def _closing(parts: Iterable[str], width: int) -> list[str]:
    return [line for part in parts if part for line in ("", *wrap(part, width))]


def _joined(page: Iterable[str]) -> str:
    return "\n".join(page) + "\n"


def sentences(records: Sequence[Record], note: str = "") -> str:
    """Return the panel as sentences, a line a critic, to be listened to."""
    lines = [_sentence(record) for record in records] or [_NONE]
    return _joined([*lines, *(part for part in (critics.LEGEND, note) if part and records)])


def _sentence(record: Record) -> str:
    facts = critics.facts(record).items()
    motto = f": {record.critic.motto}" if record.critic.motto else ""
    parts = (
        f"{record.critic.name}{motto}",
        *(f"{label.capitalize()}: {critics.spoken(fact)}" for label, fact in facts),
        critics.leaning(record.shipped).capitalize(),
    )
    return words.sentences(*parts)


def spoken_profile(told: Profile, note: str = "") -> str:
    """Return everything about a critic as sentences, a line for each thing."""
    page = [_sentence(told.record)]
    if told.record.critic.voice:
        page.append(f"Voice: {_line(told.record.critic.voice)}")
    tastes = _tastes(told.record)
    page += (words.ended(f"{label.capitalize()}: {'; '.join(items)}") for label, items in tastes)
    for name, share in told.categories:
        shipped = ", ".join(filter(None, (_percent(share), words.count(share))))
        page.append(f"In {name} ships {shipped}.")
    for said in told.said:
        parts = [f"{said.name}, {said.category}: {said.review.verdict}"]
        parts += [words.day(said.review.reviewed_on)] if said.review.reviewed_on else []
        parts += (part.capitalize() for part in (critics.dissent(said), _mine(said)) if part)
        quote = f" Quote: {_line(said.review.quote)}" if said.review.quote else ""
        page.append(words.sentences(*parts) + quote)
    return _joined([*page, *(part for part in (critics.LEGEND, note) if part)])


def _line(text: str) -> str:
    return " ".join(text.split())


def markdown_page(records: Sequence[Record], note: str = "") -> str:
    """Return the panel as a table in Markdown."""
    if not records:
        return _joined(["# The panel", "", _NONE])
    rows = [["critic", "motto", *critics.facts(records[0])]]
    for record in records:
        about = filter(None, (record.critic.motto, critics.leaning(record.shipped)))
        rows.append([record.critic.name, " / ".join(about), *critics.facts(record).values()])
    page = ["# The panel", "", *markdown.table(rows)]
    return _joined([*page, *_closing_of_markdown(note)])


def markdown_profile(told: Profile, note: str = "") -> str:
    """Return everything about a critic as Markdown."""
    critic = told.record.critic
    page = [f"# {markdown.escape(critic.name)}"]
    page += ["", *markdown.quoted(critic.motto)] if critic.motto else []
    page += ["", *map(markdown.escape, critic.voice.split("\n"))] if critic.voice else []
    for label, items in _tastes(told.record):
        page += ["", f"**{label.capitalize()}**", ""]
        page += (f"- {markdown.escape(item)}" for item in items)
    facts = critics.facts(told.record).items()
    page += ["", *markdown.table([("record", critics.leaning(told.record.shipped)), *facts])]
    if told.categories:
        rows = [(name, _percent(share), words.count(share)) for name, share in told.categories]
        page += ["", *markdown.table([("ships by category", "", ""), *rows])]
    for said in told.said:
        page += ["", f"**{markdown.escape(said.name)}**: {markdown.escape(_verdict(said))}"]
        page += ["", *markdown.quoted(said.review.quote)] if said.review.quote else []
    return _joined([*page, *_closing_of_markdown(note)])


def _closing_of_markdown(note: str) -> list[str]:
    parts = filter(None, (critics.LEGEND, note))
    return [line for part in parts for line in ("", f"*{markdown.escape(part)}*")]


TSV_HEAD = (
    "critic", "ship", "total", "dissents", "dissents_total", "agreements", "agreements_total",
    "leans", "motto",
)  # fmt: skip

TSV_PROFILE_HEAD = (
    "slug", "name", "category", "verdict", "reviewed_on", "others_ship", "others_total",
    "dissents", "my_vote", "quote",
)  # fmt: skip


def tsv(records: Iterable[Record]) -> str:
    """Return the panel as tab-separated lines with a head, a line a critic."""
    rows = (
        (
            each.critic.name, *each.shipped, *each.dissent, *each.agreement,
            figures.leaning(each.shipped) or "", each.critic.motto,
        )
        for each in records
    )  # fmt: skip
    return tabbed.lines(TSV_HEAD, rows)


def tsv_profile(told: Profile) -> str:
    """Return what a critic said as tab-separated lines with a head, a line a tool."""
    rows = (
        (
            each.slug, each.name, each.category, each.review.verdict,
            each.review.reviewed_on or "", *each.others,
            int(bool(figures.dissents(each.review.verdict, each.others))),
            each.my_vote or "", _line(each.review.quote),
        )
        for each in told.said
    )  # fmt: skip
    return tabbed.lines(TSV_PROFILE_HEAD, rows)
