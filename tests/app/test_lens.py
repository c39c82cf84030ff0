"""Muting critics in the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.app.conftest import running
from verdict_tui.widgets.pageview import PageView

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_muted_critic_is_in_no_figure_and_every_figure_says_so(sample_path: Path) -> None:
    async with running(sample_path, size=(120, 40)) as app:
        assert "75%" in app.row("Code Llama 4")
        await app.press(*("right_square_bracket",) * 4, "m")
        assert "without The Founder" in app.notice
        assert "100%" in app.row("Code Llama 4")
        page = app.sheet.page.text()
        assert "panel*     100% ━━━━━━━━━ 3 of 3" in page
        said = " ".join(page.replace("▌", "").split())
        assert "tied at three ships each, three critics in common; without The Founder" in said
        assert "The Founder  muted" in page
        assert "without The Founder" in app.title
        await app.press("m")
        assert "75%" in app.row("Code Llama 4")
        assert "muted" not in app.sheet.page.text()


async def test_the_lens_is_there_at_the_next_start_and_can_be_cleared(sample_path: Path) -> None:
    async with running(sample_path, size=(120, 40)) as app:
        await app.press("right_square_bracket", "m", "right_square_bracket", "m")
    async with running(sample_path, size=(120, 40)) as app:
        assert "without The Builder and The Skeptic" in app.title
        assert "50%" in app.row("Code Llama 4")
        await app.press("M")
        assert "without" not in app.title
        assert "75%" in app.row("Code Llama 4")
    async with running(sample_path, size=(120, 40)) as app:
        assert "without" not in app.title


async def test_muting_in_the_panel_reaches_the_comparison_and_its_list(sample_path: Path) -> None:
    async with running(sample_path, size=(120, 40)) as app:
        assert "75%" in app.row("Code Llama 4")
        await app.press("P", *("down",) * 3, "m", "escape")
        assert "without The Founder" in app.title
        assert "100%" in app.row("Code Llama 4")
        assert "panel*     100% ━━━━━━━━━ 3 of 3" in app.sheet.page.text()
        await app.press("P", "M", "escape")
        assert "without" not in app.title
        assert "75%" in app.row("Code Llama 4")


async def test_a_critic_can_be_muted_on_their_own_page(sample_path: Path) -> None:
    async with running(sample_path, size=(120, 40)) as app:
        await app.press("P", *("down",) * 3, "enter", "m")
        assert "without The Founder" in app.said
        assert any("muted" in line for line in app.entries)
        await app.press("escape", "escape")
        assert "without The Founder" in app.title
        assert "100%" in app.row("Code Llama 4")


async def test_many_who_are_muted_leave_room_for_the_rest(sample_path: Path) -> None:
    async with running(sample_path, size=(120, 40)) as app:
        for _ in range(4):
            await app.press("right_square_bracket", "m")
        assert app.notice.endswith("without 4 of 6 critics; M lets all be heard.")
        assert "without 4 of 6 critics" in app.title
        assert "Which one should you ship with?" in app.title
        assert "nobody who reviewed both is heard" in " ".join(app.page.replace("▌", "").split())


async def test_the_start_says_that_critics_are_muted_from_before(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("right_square_bracket", "m", "right_square_bracket", "m")
    async with running(sample_path) as app:
        assert app.notice == "2 critics are muted; M lets all be heard."
        await app.press("M")
    async with running(sample_path) as app:
        assert app.notice == ""


async def test_the_help_explains_the_marks_beside_the_names_of_critics(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("question_mark")
        said = " ".join(app.app.screen.query_one(PageView).page.text().split())
        assert "· is no review, and –– a critic who is muted" in said
