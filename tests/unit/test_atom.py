"""A digest as an Atom feed: RFC 4287, the ids, and any text at all."""

from __future__ import annotations

import calendar
import re
import sys
import uuid
import xml.etree.ElementTree as ET
from datetime import date, datetime
from typing import TYPE_CHECKING

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import digests, tool
from tests.unit.test_news import ALPHA, BETA, FULL, MONDAY, NOTE, W47
from verdict_tui import weeks
from verdict_tui.digest import Digest, Moved, Named, Renamed, Reviewed, Ruling
from verdict_tui.model import Review, Share, Standing
from verdict_tui.render import atom

if TYPE_CHECKING:
    from collections.abc import Iterable

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
IN_XML = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")

FEED = dict.fromkeys(("id", "title", "updated", "author", "subtitle", "generator", "entry"), 1)
ENTRY = dict.fromkeys(("id", "title", "updated", "content", "category", "link"), 1)

OURS = uuid.UUID("0d6cbd2e-29d8-4e3f-8d1c-5a1b6a1a2c53")

any_text = st.text(max_size=30)


def only(parent: ET.Element, tag: str) -> str:
    """Return the text of the one child of this kind."""
    (child,) = parent.findall(ATOM + tag)
    return child.text or ""


def tags(parent: ET.Element) -> Iterable[str]:
    return {child.tag.removeprefix(ATOM) for child in parent}


def check(text: str) -> ET.Element:
    """Hold a feed to what RFC 4287 asks of feeds and entries, and return it."""
    assert IN_XML.fullmatch(text)
    root = ET.fromstring(text.encode())
    assert root.tag == f"{ATOM}feed"
    assert set(tags(root)) <= set(FEED)
    (author,) = root.findall(f"{ATOM}author")
    assert only(author, "name")
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        assert uuid.UUID(only(element, "id")).urn == only(element, "id")
        assert only(element, "title")
        assert RFC_3339.fullmatch(only(element, "updated"))
    for entry in entries:
        assert set(tags(entry)) <= set(ENTRY)
        (content,) = entry.findall(f"{ATOM}content")
        assert content.get("type") == "text"
        assert content.text
        assert not list(content)
        assert all(link.get("rel") == "alternate" for link in entry.findall(f"{ATOM}link"))
        assert len(entry.findall(f"{ATOM}link")) <= 1
    times = [only(entry, "updated") for entry in entries]
    assert times == sorted(times, reverse=True)
    if times:
        assert only(root, "updated") == times[0]
    return root


def entries_of(digest: Digest) -> dict[str, ET.Element]:
    """Return the entries of a feed by their titles."""
    root = check(atom.feed(digest, OURS, "mine"))
    return {only(entry, "title"): entry for entry in root.findall(f"{ATOM}entry")}


@given(digests(any_text), any_text, any_text)
def test_a_feed_of_any_news_has_what_the_standard_asks_for(
    digest: Digest, title: str, note: str
) -> None:
    check(atom.feed(digest, OURS, title, note))


@given(digests())
def test_a_feed_is_the_same_bytes_again_and_a_reader_finds_every_entry(digest: Digest) -> None:
    text = atom.feed(digest, OURS, "mine", NOTE)
    assert atom.feed(digest, OURS, "mine", NOTE) == text
    read = feedparser.parse(text.encode())
    assert not read.bozo
    assert read.version == "atom10"
    assert len(read.entries) == text.count("<entry>")


def test_a_reader_of_feeds_sees_titles_text_times_and_links_as_they_are() -> None:
    zed = tool("Zed & <Sons>")._replace(
        link="https://zed.dev/?a=1&b=2", added_on=MONDAY, tagline="5 < 6"
    )
    digest = Digest(W47, tools=(Standing(zed, Share(0, 0), Share(0, 0)),))
    read = feedparser.parse(atom.feed(digest, OURS, "mine & yours", "A <note>.").encode())
    assert read.feed.title == "What is new · mine & yours"
    assert read.feed.subtitle == "A <note>."
    assert read.feed.author == "verdict-tui"
    (entry,) = read.entries
    assert entry.title == "Zed & <Sons> was added"
    assert entry.content[0].type == "text/plain"
    assert entry.content[0].value == "Editors\n\n5 < 6"
    assert entry.link == "https://zed.dev/?a=1&b=2"
    assert calendar.timegm(entry.updated_parsed) * 1000 == weeks.moment(MONDAY)


def test_each_kind_of_news_has_an_entry_that_says_it() -> None:
    entries = entries_of(FULL)
    assert list(entries) == [
        "Alpha vs Beta *2*",
        "Alpha was added",
        "Beta *2* was added",
        "Alpha: ship: Ann and Cid; skip: Bob (was ship)",
        "Beta *2*: $12 / month, was Free",
        "Beta *2*: was Beta",
        "Alpha: community 60% (3 of 5), was 50% (1 of 2, few)",
    ]
    pair = only(entries["Alpha vs Beta *2*"], "content")
    assert pair == "Read it with: verdict compare alpha beta-2"
    said = only(entries["Alpha: ship: Ann and Cid; skip: Bob (was ship)"], "content")
    assert said == "Ann: ship\n“Good.”\n\nBob: skip (was ship)\n“Bad.”\n\nCid: ship\n“Well.”"


def test_verdicts_on_two_days_are_two_entries() -> None:
    tuesday = date(2026, 11, 17)
    rulings = (
        Ruling(Review("Ann", "ship"), None, MONDAY),
        Ruling(Review("Bob", "skip"), None, tuesday),
    )
    entries = entries_of(Digest(W47, verdicts=(Reviewed(ALPHA, rulings),)))
    assert list(entries) == ["Alpha: skip: Bob", "Alpha: ship: Ann"]


def ids(digest: Digest, identity: uuid.UUID = OURS) -> list[str]:
    root = check(atom.feed(digest, identity, "mine"))
    return [only(entry, "id") for entry in root.findall(f"{ATOM}entry")]


def test_an_id_is_of_what_the_entry_is_about_and_of_the_feed() -> None:
    assert len(set(ids(FULL))) == 7
    later = FULL._replace(span=W47._replace(last=date(2026, 12, 1)), tools=FULL.tools[:1])
    assert set(ids(later)) < set(ids(FULL))
    assert not set(ids(FULL)) & set(ids(FULL, uuid.uuid4()))


def test_a_tool_that_moves_on_in_its_week_keeps_its_entry_with_a_later_time() -> None:
    def moved(day: date, after: Share) -> ET.Element:
        digest = Digest(
            W47, community=(Moved(ALPHA, Share(1, 2), after, weeks.moment(day) + 1500),)
        )
        (entry,) = entries_of(digest).values()
        return entry

    first, then = moved(MONDAY, Share(2, 3)), moved(date(2026, 11, 18), Share(3, 4))
    next_week = moved(date(2026, 11, 23), Share(3, 4))
    assert only(first, "id") == only(then, "id") != only(next_week, "id")
    assert only(first, "updated") < only(then, "updated")


def test_renames_on_two_days_are_two_entries() -> None:
    renames = tuple(Renamed(BETA, "Beta", "Beta *2*", date(2026, 11, day)) for day in (17, 16))
    assert len(set(ids(Digest(W47, names=renames)))) == 2


def test_a_feed_without_news_is_as_old_as_the_newest() -> None:
    root = check(atom.feed(Digest(W47), OURS, "mine", newest=MONDAY))
    when = datetime.fromisoformat(only(root, "updated"))
    assert when.timestamp() * 1000 == weeks.moment(MONDAY)
    assert only(check(atom.feed(Digest(W47), OURS, "mine")), "updated") == "1970-01-01T00:00:00Z"


@pytest.mark.parametrize(
    "link", ["", "javascript:alert(1)", "see the site", "https://a b", "ftp://a", "https://a\uffff"]
)
def test_only_addresses_of_the_web_are_links(link: str) -> None:
    alpha = tool()._replace(link=link, added_on=MONDAY)
    digest = Digest(W47, tools=(Standing(alpha, Share(0, 0), Share(0, 0)),))
    assert "<link" not in atom.feed(digest, OURS, "mine")


def test_what_xml_cannot_say_is_replaced_and_nothing_else() -> None:
    characters = "".join(map(chr, range(sys.maxunicode + 1)))
    illegal = IN_XML.sub("", characters)
    renamed = Renamed(Named("a", "A"), "x", f"<{illegal}&\U0001f642\ufffd>", MONDAY)
    (title,) = entries_of(Digest(W47, names=(renamed,)))
    replaced = "\ufffd" * len(illegal)
    assert title == f"<{replaced}&\U0001f642\ufffd>: was x"
