"""The panel as a list, and a critic's quotes: nothing that counts is cut away."""

from __future__ import annotations

import pytest

from verdict_tui.dossier import Profile
from verdict_tui.model import Critic, Ratio, Record, Review, Said, Share
from verdict_tui.render.criticlist import PanelEntries, SaidEntries
from verdict_tui.render.page import plain

MANY = Record(Critic("The Builder"), Share(2959, 5985), Ratio(1493, 2985), Ratio(12_345, 23_456))


@pytest.mark.parametrize("width", [84, 96, 116, 196])
def test_the_columns_of_the_panel_are_as_wide_as_the_counts(width: int) -> None:
    entries = PanelEntries([MANY], ())
    text = "\n".join(map(plain, entries.block(0, width)))
    for count in ("2,959 of 5,985", "1,493 of 2,985", "12,345 of 23,456"):
        assert count in text
    head, line = plain(entries.head(width)), plain(entries.block(0, width)[0])
    if "dissents" in head:
        assert head.index("dissents") == line.index("50%")


def test_where_room_is_short_counts_are_short() -> None:
    text = "\n".join(map(plain, PanelEntries([MANY], ()).block(0, 34)))
    assert "…" not in text
    assert "49%  2959/5985" in text
    few = MANY._replace(agreement=Ratio(1, 3), dissent=Ratio(0, 0))
    assert "agrees with me 33" not in "\n".join(map(plain, PanelEntries([few], ()).block(0, 34)))


def test_my_vote_stands_before_what_may_be_cut() -> None:
    said = Said(
        "alpha", "A name that is as long as names are", "A long category",
        Review("The Builder", "skip", "No."), Share(2, 2), "ship",
    )  # fmt: skip
    profile = Profile(MANY, (), (said,))
    entries = SaidEntries(profile, [said], is_muted=False, my_vote=lambda _: "ship")
    assert "me ✓" in plain(entries.block(0, 76)[0])
