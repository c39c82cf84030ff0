"""The words of a verdict, a share, a price, a date: each made here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui import figures, prices
from verdict_tui.moments import local_minute

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from verdict_tui.model import (
        Change,
        Choice,
        Comparison,
        Past,
        Price,
        Review,
        Share,
        Stamp,
        Standing,
        Tool,
        Verdict,
    )
    from verdict_tui.store.linking import Linked
    from verdict_tui.store.merging import Merged

MARKS: dict[Verdict, str] = {"ship": "✓", "skip": "✗"}
DIFFERS = "≠"
NOBODY = "—"
KEPT = "★"

_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BRIEF = 36
"""How many letters the muted critics may take on a line that they share."""


def at_minute(moment: str) -> str:
    """Say a moment in local time: `23 Nov 2026, 16:48`."""
    from datetime import date

    day_said, _, clock = local_minute(moment).partition(" ")
    try:
        return f"{day(date.fromisoformat(day_said))}, {clock}"
    except ValueError:
        return moment


def sentence(said: object) -> str:
    """Begin with a capital, and end with a full stop."""
    text = str(said)
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?')) else '.'}"


def number(count: int) -> str:
    """Spell a small count."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def plural(count: int, noun: str) -> str:
    """Say how many: `1 vote`, `2 votes`, `1,204 tools`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def count(share: Share, nobody: str = "no votes") -> str:
    """Say a share's count: `3 of 4`."""
    return f"{share.ship:,} of {share.total:,}" if share.total else nobody


def figure(share: Share, nobody: str = "no votes") -> str:
    """Say a share with its count: `75%  3 of 4`, or `—  no votes`."""
    return f"{figures.percent(share)}  {count(share, nobody)}"


def spoken(voices: str, share: Share, nobody: str = "no votes") -> str:
    """Say a share to be listened to: `Panel 75%, 3 of 4`, or `Community: no votes`."""
    return f"{voices} {in_passing(share)}" if share.total else f"{voices}: {nobody}"


def interval(found: figures.Interval) -> str:
    """Say where a true share may lie: `49–94%`."""
    low, high = map(figures.percent_of, found)
    return f"{low.rstrip('%')}–{high}"


def points(part: float) -> str:
    """Say how far two shares are apart: `25 points`."""
    said = figures.percent_of(part).rstrip("%")
    return f"{said} point" if said in ("1", "<1") else f"{said} points"


def names(items: Sequence[str]) -> str:
    """Join names: `A`, `A and B`, `A, B and C`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def day(when: date | None) -> str:
    """Say a date: `20 Nov 2026`."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}" if when else "no date"


def day_of_year(when: date) -> str:
    """Say a date where its year is known: `20 Nov`."""
    return f"{when.day} {_MONTHS[when.month - 1]}"


def days(first: date, last: date) -> str:
    """Say some days: `16 to 22 Nov 2026`, `30 Nov to 6 Dec 2026`, `28 Dec 2026 to 3 Jan 2027`."""
    begins = day(first)
    if first.year == last.year:
        begins = begins[: -len(str(first.year)) - 1]
        if first.month == last.month:
            begins = str(first.day)
    return day(first) if first == last else f"{begins} to {day(last)}"


def price(entry: Price) -> str:
    """Say an entry price: `Free`, `$20 / month per seat`, `Unknown (“from 20”)`."""
    said = prices.text(entry)
    return f"Unknown (“{said}”)" if entry.words else said


def price_note(tool: Tool) -> str:
    """Say what goes with a price: the licence, and the date the price was true."""
    entry = tool.entry_price
    dated = f"as of {day(entry.as_of)}" if entry.as_of and entry.kind != "unknown" else ""
    return " · ".join(part for part in (tool.licence, dated) if part)


def byline(tool: Tool) -> str:
    """Say who makes a tool and of which category it is."""
    return " · ".join(part for part in (tool.vendor, tool.category) if part)


def question(a: Tool, b: Tool) -> str:
    """Ask what a comparison asks."""
    return f"{a.name} or {b.name}: which should you ship with?"


def vote(choice: Choice) -> str:
    """Name a choice as a vote: `ship`, `skip`, `no vote`."""
    return "no vote" if choice == "none" else choice


def panel_label(muted: Collection[str]) -> str:
    """Return how the panel's figures are called; a star says that critics are muted."""
    return "panel*" if muted else "panel"


def no_panel(muted: Collection[str]) -> str:
    """Say that no critic who is heard has reviewed a tool."""
    return "none heard" if muted else "no reviews"


def lens(muted: Collection[str], panel: Collection[str]) -> str:
    """Say which critics of a panel are muted; empty without any."""
    if muted and len(muted) >= len(panel):
        return f"without all {number(len(muted))} critics" if len(muted) > 1 else "without critics"
    return f"without {names(sorted(muted))}" if muted else ""


def lens_briefly(muted: Collection[str], panel: Collection[str]) -> str:
    """Say which critics are muted where there is a part of a line; empty without any."""
    said = lens(muted, panel)
    if len(said) <= _BRIEF or len(muted) >= len(panel):
        return said
    heard = [name for name in panel if name not in muted]
    if len(heard) == 1:
        return f"with only {heard[0]}"
    return f"without {len(muted)} of {len(panel)} critics"


def lens_note(muted: Collection[str], panel: Collection[str]) -> str:
    """Say in a sentence which critics are muted; empty without any."""
    return f"The panel's figures are {lens(muted, panel)}." if muted else ""


def aside(review: Review, muted: Collection[str]) -> str:
    """Say in brackets when a critic said it, and that it is not heard; empty for neither."""
    dated = day(review.reviewed_on) if review.reviewed_on else ""
    said = ", ".join(filter(None, (dated, "muted" if review.critic in muted else "")))
    return f" ({said})" if said else ""


def muted_now(muted: Collection[str], panel: Collection[str]) -> str:
    """Say what a change of the lens came to."""
    said = lens_briefly(muted, panel)
    return f"Panel figures are now {said}; M lets all be heard." if said else "All are heard."


def muted_still(muted: Collection[str]) -> str:
    """Say at the start that critics are muted from before."""
    are = "critic is" if len(muted) == 1 else "critics are"
    return f"{len(muted)} {are} muted; M lets all be heard."


def in_passing(share: Share, nobody: str = "no votes") -> str:
    """Say a share within a sentence: `75%, 3 of 4`."""
    return f"{figures.percent(share)}, {count(share)}" if share.total else nobody


def silent_line(comparison: Comparison) -> str:
    """Name the critics who reviewed neither tool; empty when there are none."""
    if not comparison.silent:
        return ""
    return f"{names(comparison.silent)} reviewed neither."


def nearest(items: Sequence[str]) -> str:
    """Name what resembles a name that is not there; empty without any."""
    if not items:
        return ""
    return f"the nearest is {items[0]}" if len(items) == 1 else f"the nearest are {names(items)}"


def matched(field: str, text: str) -> str:
    """Say in which field a tool was found, when it is not its name."""
    if field == "former name":
        return f"was {text}"
    if field == "vendor":
        return f"by {text}"
    return text


def cast(standing: Standing, before: Choice, after: Choice) -> str:
    """Say what a vote did, and where the community stands now."""
    name = standing.tool.name
    if before == after:
        has = "have no vote" if after == "none" else f"already say {after}"
        return f"You {has} on {name}; nothing changed."
    if after == "none":
        return f"Retracted your {before} on {name}. {_community_now(standing)}"
    return f"{MARKS[after]} Saved: {after} on {name}. {_community_now(standing)}"


def dated_ahead(stamp: Stamp) -> str:
    """Say that a vote is dated in the future, and why."""
    from datetime import UTC, datetime

    when = datetime.fromtimestamp(stamp.ms // 1000, UTC).date()
    return f"This vote is dated {day(when)}, because it replaces a vote with that date."


def event(past: Past, names: Mapping[str, str]) -> str:
    """Say when a vote was cast on which tool, and what it changed."""
    cast = past.vote
    return f"{local_minute(cast.at)}  {names.get(cast.tool, cast.tool)}: {changed(past)}"


def changed(past: Past) -> str:
    """Say what a vote changed: `✗ skip, was ship`; `undone, back to ship`."""
    cast, before = past.vote, past.before
    if past.effect == "unknown":
        why = "what it takes back is unknown" if cast.undoes else "it does not count"
        return f"{vote(cast.choice)}; {why}"
    if past.effect != "vote":
        return f"{'redone' if past.effect == 'redo' else 'undone'}, back to {vote(cast.choice)}"
    if cast.choice == "none":
        return f"retracted {before}" if before != "none" else "retracted"
    said = f"{MARKS[cast.choice]} {cast.choice}"
    return said if before == "none" else f"{said}, was {before}"


_FIELDS = {
    "entry_price": "entry price",
    "added_on": "date added",
    "published_on": "published",
    "aliases": "former names",
}
_SHOWN = 40


def change(change: Change) -> str:
    """Say what a field said before, and what it says now."""
    field = _FIELDS.get(change.field, change.field)
    if change.critic:
        field = f"{change.critic}'s {field}"
    return f"{field}: {_value(change.before, change.after)} → {_value(change.after, change.before)}"


def _value(value: str | Price, other: str | Price) -> str:
    """Say a value, cut to its beginning; a price with its date, when only that differs."""
    if isinstance(value, str):
        line = " ".join(value.split())
        cut = line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
        return f"“{cut}”" if " " in cut else cut or "nothing"
    said = price(value)
    is_redated = not isinstance(other, str) and price(other) == said
    return f"{said} (as of {day(value.as_of)})" if is_redated else said


def merged(result: Merged) -> str:
    """Say what came of a log that was taken in."""
    parts = [f"{result.new:,} new", f"{result.known:,} known"]
    others = {
        "superseded by later votes": result.superseded,
        "concurrent": result.concurrent,
        "on tools that are not here": result.unknown,
        "dated in the future": result.future,
        "in your name": result.mine,
        "in place of others with the same ids": len(result.displaced),
        "refused": len(result.refused),
    }
    parts += [f"{count:,} {what}" for what, count in others.items() if count]
    replaced = f" Replaced {plural(result.replaced, 'vote')} of yours." if result.replaced else ""
    return ", ".join(parts) + "." + replaced


def started_anew(link: Linked) -> str:
    """Say what becoming a new voter did, and how to go back."""
    lines = ["You are a new voter now."]
    if link.moved:
        lines.append(f"{plural(link.moved, 'vote')} cast in this copy went over.")
    if link.left:
        lines.append(f"{plural(link.left, 'vote')} cast before stay with {link.before}.")
    if link.before:
        lines.append(_way_back(link))
    return "\n".join(lines)


def linked(link: Linked) -> str:
    """Say what becoming another voter did, and how to go back."""
    lines = [f"Linked; {plural(link.moved, 'vote')} went over."]
    if link.left:
        lines.append(f"{plural(link.left, 'vote')} cast on other machines stay with {link.before}.")
    if not link.is_known:
        lines.append("No vote of this voter is known here; import the other machine's log.")
    if link.before:
        lines.append(_way_back(link))
    return "\n".join(lines)


def _way_back(link: Linked) -> str:
    return f"Before, you were {link.before}; 'verdict whoami --link' takes you back."


def restored(what: str, standing: Standing, _before: Choice, after: Choice) -> str:
    """Say what an undo or a redo did, and where the community stands now."""
    return f"{what}: {standing.tool.name} is back to {vote(after)}. {_community_now(standing)}"


def _community_now(standing: Standing) -> str:
    share = standing.community
    if not share.total:
        return "The community has no votes now."
    said = f"{figures.percent(share)}, {count(share)}"
    return f"Community now {said}."
