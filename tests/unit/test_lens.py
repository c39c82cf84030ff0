"""The lens: panel figures without the critics who are muted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import NOBODY, score_rows
from verdict_tui import lens
from verdict_tui.catalogue import Catalogue, Entry
from verdict_tui.figures import panel_lead
from verdict_tui.model import Comparison, Review, ScoreRow, Share, Standing, Tool

if TYPE_CHECKING:
    from collections.abc import Sequence


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
