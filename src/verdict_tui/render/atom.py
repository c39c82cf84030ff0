"""A digest as an Atom feed (RFC 4287), for readers of feeds.

An entry's id is made of what the entry is about, so that a reader knows it again in the next feed,
and nothing in a feed depends on when it was written.
"""

from __future__ import annotations

import re
import shlex
import uuid
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui import weeks
from verdict_tui.paths import APP_NAME
from verdict_tui.render import news

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from verdict_tui.digest import Digest, Reviewed, Ruling
    from verdict_tui.model import Standing

_XMLNS = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write, not even escaped (section 2.2)."""
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
"""The links that a feed may carry; other text is no address (RFC 3987)."""


class _Entry(NamedTuple):
    about: tuple[str, ...]
    """What its id is made of."""
    ms: int
    """When it came about, in milliseconds since 1970."""
    title: str
    content: str
    kind: str
    link: str = ""


def feed(
    digest: Digest, identity: uuid.UUID, title: str, note: str = "", newest: date | None = None
) -> str:
    """Return what is new as a feed, an entry for each thing and day, the newest first.

    Args:
        digest: what is new.
        identity: what the feed is known by, and its entries.
        title: what the database calls itself.
        note: what the database says of its content.
        newest: the day of the newest news, for a digest without any; None when there never was any.
    """
    entries = sorted(_entries(digest), key=lambda entry: -entry.ms)
    at = entries[0].ms if entries else weeks.moment(newest) if newest else 0
    root = ET.Element("feed", xmlns=_XMLNS)
    _add(root, "id", identity.urn)
    _add(root, "title", f"What is new · {title}")
    if note:
        _add(root, "subtitle", note)
    _add(root, "updated", _time(at))
    _add(ET.SubElement(root, "author"), "name", APP_NAME)
    _add(root, "generator", APP_NAME)
    for entry in entries:
        _add_entry(root, entry, identity)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text.decode() + "\n"


def _add(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = _NO_XML.sub("\ufffd", text)


def _add_entry(root: ET.Element, entry: _Entry, identity: uuid.UUID) -> None:
    element = ET.SubElement(root, "entry")
    _add(element, "id", uuid.uuid5(identity, "\n".join(entry.about)).urn)
    _add(element, "title", entry.title)
    _add(element, "updated", _time(entry.ms))
    ET.SubElement(element, "category", term=entry.kind)
    if _WEB.fullmatch(entry.link) and not _NO_XML.search(entry.link):
        ET.SubElement(element, "link", rel="alternate", href=entry.link)
    _add(element, "content", entry.content, type="text")


def _time(ms: int) -> str:
    """Return a moment as RFC 3339 has it, in UTC: some zones have had offsets with seconds."""
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _entries(digest: Digest) -> Iterator[_Entry]:
    for standing in digest.tools:
        yield _added(standing)
    for pair in digest.comparisons:
        slugs = (pair.a.slug, pair.b.slug)
        read = f"Read it with: {shlex.join(['verdict', 'compare', *slugs])}"
        yield _on(pair.on, ("comparison", *slugs), news.pairing(pair), read)
    for reviewed in digest.verdicts:
        yield from _verdicts(reviewed)
    for price in digest.prices:
        said = f"{price.tool.name}: {news.repriced(price)}"
        yield _on(price.on, ("price", price.tool.slug), said)
    for name in digest.names:
        yield _on(name.on, ("name", name.tool.slug), f"{name.after}: {news.renamed(name)}")
    for moved in digest.community:
        week = weeks.week_of(moved.on).week  # a new vote in it tells more of the same
        said = f"{moved.tool.name}: community {news.moved(moved)}"
        yield _Entry(("community", moved.tool.slug, week), moved.ms, said, said, "community")


def _on(day: date, about: tuple[str, ...], title: str, content: str = "", link: str = "") -> _Entry:
    """Return the entry of something that came about on a day."""
    identity = (*about, day.isoformat())
    return _Entry(identity, weeks.moment(day), title, content or title, about[0], link)


def _added(standing: Standing) -> _Entry:
    tool = standing.tool
    assert tool.added_on is not None, "a tool that was added has a date"
    parts = (news.added(standing), tool.tagline, tool.description)
    title = f"{tool.name} was added"
    return _on(tool.added_on, ("tool", tool.slug), title, _paragraphs(parts), tool.link)


def _verdicts(reviewed: Reviewed) -> Iterator[_Entry]:
    """Yield an entry for each day on which a tool got verdicts."""
    tool = reviewed.tool
    for day in sorted({ruling.on for ruling in reviewed.rulings}, reverse=True):
        rulings = [ruling for ruling in reviewed.rulings if ruling.on == day]
        title = f"{tool.name}: {news.verdicts(rulings)}"
        yield _on(day, ("verdict", tool.slug), title, _paragraphs(map(_quoted, rulings)))


def _quoted(ruling: Ruling) -> str:
    said = news.verdict(ruling)
    return f"{said}\n“{ruling.review.quote}”" if ruling.review.quote else said


def _paragraphs(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)
