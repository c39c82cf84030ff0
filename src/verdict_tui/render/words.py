"""The words of a verdict, a share, a price, a date: each made here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdict_tui import figures
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
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}


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
    """Say an entry price: `Free`, `$20 / month per seat`, `Contact sales`, `Unknown`."""
    if entry.kind == "free":
        return "Free"
    if entry.kind == "contact":
        return "Contact sales"
    if entry.kind == "unknown" or entry.amount is None:
        return "Unknown"
    amount = f"{entry.amount.normalize():,f}"
    if "." in amount and len(amount.split(".")[1]) == 1:
        amount += "0"  # $19.50, as money is written
    symbol = _SYMBOLS.get(entry.currency)
    money = f"{symbol}{amount}" if symbol else f"{amount} {entry.currency}"
    period = " once" if entry.period == "once" else f" / {entry.period}"
    return f"{money}{period}{' per seat' if entry.per_seat else ''}"


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


def panel_line(comparison: Comparison) -> str:
    """Say who leads among the critics who reviewed both."""
    lead = figures.panel_lead(comparison.heard)
    if lead.common < figures.MIN_COMMON:
        return f"no leader: {_few_in_common(comparison, lead.common)}"
    common = f"{number(lead.common)} critics in common"
    if lead.leader is None:
        each = "one ship" if lead.a == 1 else f"{number(lead.a)} ships"
        return f"tied at {each} each, {common}"
    leader = comparison.side(lead.leader).tool.name
    return f"{leader} leads by {number(lead.by)}, {common}"


def panel_in_brief(comparison: Comparison) -> tuple[str, str]:
    """Say it in few words: the leader's name, which may be cut, and what stands behind it."""
    lead = figures.panel_lead(comparison.heard)
    of = number(lead.common)
    if lead.common < figures.MIN_COMMON:
        return "", f"no leader: {of if lead.common else 'none'} reviewed both"
    if lead.leader is None:
        return "", f"tied at {number(lead.a) if lead.a else 'none'} of {of} each"
    return comparison.side(lead.leader).tool.name, f" leads by {number(lead.by)} of {of}"


def _few_in_common(comparison: Comparison, heard: int) -> str:
    """Say why too few critics are heard on both tools."""
    both = sum(bool(row.a and row.b) for row in comparison.rows)
    if both == heard:
        critics = "critic has" if heard == 1 else "critics have"
        return f"{number(heard)} {critics} reviewed both"
    return f"{'only one' if heard else 'nobody'} who reviewed both is heard"


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


def flip_line(comparison: Comparison) -> str:
    """Say what would take the panel's lead away; empty when there is none."""
    found = figures.flip(comparison.heard)
    if found is None:
        return ""
    verb = "ships" if len(found.critics) == 1 else "ship"
    return f"tied if {names(found.critics)} {verb} {comparison.side(found.column).tool.name}"


def split_line(comparison: Comparison) -> str:
    """Name the critics who part ways."""
    parting = [row.critic for row in comparison.heard if row.differs]
    if parting:
        return f"{names(parting)} {'parts' if len(parting) == 1 else 'part'} ways"
    if any(row.a and row.b for row in comparison.heard):
        return "nobody parts ways"
    said = any(row.a and row.b for row in comparison.rows)
    return "nobody who reviewed both is heard" if said else "nobody reviewed both"


def community_line(comparison: Comparison) -> str:
    """Say whom the community likes more, if the votes tell, with the counts of both."""
    a, b = comparison.a.community, comparison.b.community
    if not (a.total or b.total):
        return "no votes on either yet"
    counts = f"A {in_passing(a)}; B {in_passing(b)}"
    lead = figures.community_lead(a, b)
    if lead.call == "few":
        return f"not enough votes: {counts}"
    if lead.call == "close" or lead.leader is None:
        return f"too close to call: {counts}"
    leader = comparison.side(lead.leader).tool.name
    does = "leads" if lead.call == "leads" else "is leaning ahead"
    return f"{leader} {does}, {probably(lead.probability)}: {counts}"


def in_passing(share: Share, nobody: str = "no votes") -> str:
    """Say a share within a sentence: `75%, 3 of 4`."""
    return f"{figures.percent(share)}, {count(share)}" if share.total else nobody


def probably(probability: float | None) -> str:
    """Say a probability so that it is never overstated: `97% sure`, `over 99% sure`."""
    percent = int(100 * (probability or 0))
    return "over 99% sure" if percent >= 99 else f"{percent}% sure"


def voters_line(comparison: Comparison) -> str:
    """Say what those who voted on both would ship; empty when nobody did."""
    voters = comparison.voters
    if not voters.total:
        return ""
    parts = (
        f"{voters.only_a:,} would ship only A, {voters.only_b:,} only B, {voters.both:,} both,"
        f" {voters.neither:,} neither"
    )
    return f"of {voters.total:,} who voted on both, {parts}"


def price_line(comparison: Comparison) -> str:
    """Say which is cheaper to start with, or why that can't be said."""
    a, b = comparison.a.tool, comparison.b.tool
    order = figures.compare_prices(a.entry_price, b.entry_price)
    if order.obstacle:
        return f"not comparable: {_obstacle(order.obstacle, a, b)}"
    if order.cheaper is None:
        one, other = price(a.entry_price), price(b.entry_price)
        return f"both {one[0].lower()}{one[1:]}" if one == other else f"equal: {one} and {other}"
    cheaper, dearer = (a, b) if order.cheaper == "a" else (b, a)
    if cheaper.entry_price.kind == "free":
        return f"{cheaper.name} is free; {dearer.name} {price(dearer.entry_price)}"
    return (
        f"{cheaper.name} is cheaper: {price(cheaper.entry_price)}"
        f" against {price(dearer.entry_price)}"
    )


def _obstacle(obstacle: figures.PriceObstacle, a: Tool, b: Tool) -> str:
    if obstacle in ("unknown", "contact"):
        which = [tool.name for tool in (a, b) if tool.entry_price.kind == obstacle]
        verb = "are" if len(which) > 1 else "is"
        what = "unknown" if obstacle == "unknown" else "on request"
        noun = "prices" if len(which) > 1 else "price"
        return f"the {noun} of {names(which)} {verb} {what}"
    reasons = {
        "currency": "two currencies",
        "seat": "one is per seat and the other is not",
        "period": "one is paid once and the other again and again",
    }
    return f"{reasons[obstacle]} ({price(a.entry_price)}, {price(b.entry_price)})"


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


def event(past: Past, names: Mapping[str, str]) -> str:
    """Say when a vote was cast on which tool, and what it changed."""
    cast = past.vote
    return f"{local_minute(cast.at)}  {names.get(cast.tool, cast.tool)}: {changed(past)}"


def changed(past: Past) -> str:
    """Say what a vote changed: `✗ skip, was ship`; `undone, back to ship`."""
    cast, before = past.vote, past.before
    if cast.undoes is not None:
        return f"{'redone' if past.is_redo else 'undone'}, back to {vote(cast.choice)}"
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
        "refused": len(result.refused),
    }
    parts += [f"{count:,} {what}" for what, count in others.items() if count]
    return ", ".join(parts) + "."


def linked(link: Linked) -> str:
    """Say what becoming another voter did, and how to go back."""
    lines = [f"Linked; {plural(link.moved, 'vote')} went over."]
    if link.left:
        lines.append(f"{plural(link.left, 'vote')} cast on other machines stay with {link.before}.")
    if not link.is_known:
        lines.append("No vote of this voter is known here; import the other machine's log.")
    if link.before:
        lines.append(f"Before, you were {link.before}; 'verdict whoami --link' takes you back.")
    return "\n".join(lines)


def restored(what: str, standing: Standing, _before: Choice, after: Choice) -> str:
    """Say what an undo or a redo did, and where the community stands now."""
    return f"{what}: {standing.tool.name} is back to {vote(after)}. {_community_now(standing)}"


def _community_now(standing: Standing) -> str:
    share = standing.community
    if not share.total:
        return "The community has no votes now."
    said = f"{figures.percent(share)}, {count(share)}"
    return f"Community now {said}."
