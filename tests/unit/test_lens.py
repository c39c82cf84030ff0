"""The lens: panel figures without the critics who are muted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import NOBODY, score_rows
from verdict_tui import lens
from verdict_tui.catalogue import Catalogue, Entry
from verdict_tui.figures import panel_lead
from verdict_tui.model import Comparison, Evidence, Review, ScoreRow, Share, Standing, Tool
from verdict_tui.render import markdown, plain, why, words
from verdict_tui.render.answer import answer, panel_line, split_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verdict_tui.model import Verdict


def comparison_of(rows: Sequence[ScoreRow]) -> Comparison:
    a, b = (Standing(Tool(name, name, "Editors"), NOBODY, NOBODY) for name in "ab")
    return Comparison(a, b, tuple(rows))


@given(score_rows(), st.data())
def test_what_is_muted_is_as_if_it_had_not_been_said(
    rows: tuple[ScoreRow, ...], data: st.DataObject
) -> None:
    critics = [row.critic for row in rows]
    muted = data.draw(st.sets(st.sampled_from(critics))) if critics else set()
    others = [row for row in rows if row.critic not in muted]
    through = lens.compared(comparison_of(rows), muted | {"Nobody"})
    without = lens.compared(comparison_of(others), {"Nobody"})
    assert (through.a.panel, through.b.panel) == (without.a.panel, without.b.panel)
    assert panel_lead(through.heard) == panel_lead(others)
    assert through.rows == rows


def test_who_is_muted_is_told_in_order_of_their_names() -> None:
    muted = {"Eve", "Dee", "Cid", "Bob", "Ann"}
    assert lens.compared(comparison_of([]), muted).muted == ("Ann", "Bob", "Cid", "Dee", "Eve")
    assert lens.explained(EVIDENCE, muted).muted == ("Ann", "Bob", "Cid", "Dee", "Eve")


def test_to_let_all_be_heard_brings_every_figure_back() -> None:
    rows = [ScoreRow("Ann", Review("Ann", "ship"), Review("Ann", "skip"))]
    whole = lens.compared(lens.compared(comparison_of(rows), {"Ann"}), ())
    assert (whole.a.panel, whole.b.panel, whole.muted) == (Share(1, 1), Share(0, 1), ())


def test_a_list_counts_panels_without_some_critics_and_with_them_again() -> None:
    catalogue = Catalogue([Entry("a", "A", "Editors", "+0-1+10", 0, 0, None)])
    assert catalogue.row(0).panel == Share(2, 3)
    catalogue.mute([1])
    assert catalogue.row(0).panel == Share(2, 2)
    catalogue.mute([0, 10])
    assert list(catalogue.panels()) == [Share(0, 1)]
    catalogue.mute(())
    assert catalogue.row(0).panel == Share(2, 3)


CRITICS = ("Ann", "Bob", "Cid", "Dee", "Eve", "Fay")


def said_by(critic: str, verdict: Verdict) -> Review:
    return Review(critic, verdict, reviewed_on=date(2026, 11, 2))


EVIDENCE = Evidence(
    Standing(Tool("a", "A", "Editors"), Share(2, 3), NOBODY),
    (said_by("Ann", "ship"), said_by("Bob", "skip"), said_by("Cid", "ship")),
)


@pytest.mark.parametrize(
    ("muted", "said"),
    [
        ((), "67%, 2 of 3"),
        (("Ann",), "50%, 1 of 2, without Ann, who says ship"),
        (("Ann", "Cid"), "0%, 0 of 1, without Ann and Cid, who say ship"),
        (("Ann", "Bob"), "100%, 1 of 1, without Ann, who says ship, and Bob, who says skip"),
        (("Dee",), "67%, 2 of 3, without Dee, who did not review it"),
        (
            ("Ann", "Bob", "Cid"),
            "nobody who reviewed it is heard, without Ann and Cid, who say ship, and Bob, who"
            " says skip",
        ),
    ],
)
def test_why_explains_the_figure_that_is_seen(muted: tuple[str, ...], said: str) -> None:
    told = why.sentences(lens.explained(EVIDENCE, muted))
    assert f"\nPanel: {said}.\n" in told
    heard = [line for line in told.splitlines() if line.startswith(("Ship:", "Skip:"))]
    assert not any(name in line for name in muted for line in heard)


@pytest.mark.parametrize(
    ("muted", "said", "briefly"),
    [
        ((), "", ""),
        (("Bob", "Ann"), "without Ann and Bob", "without Ann and Bob"),
        (CRITICS, "without all six critics", "without all six critics"),
    ],
)
def test_who_is_muted_is_named(muted: tuple[str, ...], said: str, briefly: str) -> None:
    assert words.lens(muted, CRITICS) == said
    assert words.lens_briefly(muted, CRITICS) == briefly


def test_many_who_are_muted_are_told_in_a_part_of_a_line() -> None:
    panel = tuple(f"The {name} of the Panel" for name in CRITICS)
    assert words.lens_briefly(panel[:1], panel) == "without The Ann of the Panel"
    assert words.lens_briefly(panel[:4], panel) == "without 4 of 6 critics"
    assert words.lens_briefly(panel[1:], panel) == "with only The Ann of the Panel"
    assert len(words.muted_now(panel[1:], panel)) < 80


def test_who_is_muted_is_not_told_as_if_nobody_had_reviewed() -> None:
    rows = [ScoreRow(name, Review(name, "ship"), Review(name, "skip")) for name in ("Ann", "Bob")]
    through = lens.compared(comparison_of(rows), {"Ann", "Bob"})
    panel, split, *_ = answer(through)
    assert panel.said == "no leader: nobody who reviewed both is heard; without all two critics"
    assert split.said == "nobody who reviewed both is heard"
    one = lens.compared(comparison_of(rows), {"Ann"})
    assert panel_line(one) == "no leader: only one who reviewed both is heard"
    assert split_line(one) == "Bob parts ways"
    for page in (plain.comparison_page(through, ""), markdown.comparison_page(through)):
        assert "none heard" in page
        assert "no reviews" not in page
