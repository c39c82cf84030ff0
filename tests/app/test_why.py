"""Why: what stands behind the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.app.conftest import running
from verdict_tui.widgets.pageview import PageView

if TYPE_CHECKING:
    from pathlib import Path


async def test_why_tells_who_when_and_how(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("plus", "w")
        page = app.app.screen.query_one(PageView).page.text()
        assert "skip: The Founder" in page
        assert "you, on this device: ship, on" in page
        assert "tied if The Founder ships Code Llama 4" in page
        await app.press("w")
        assert app.names[0] == "Code Llama 4"


async def test_why_explains_the_figure_that_is_seen(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press(*("right_square_bracket",) * 4, "m", "w")
        page = " ".join(app.app.screen.query_one(PageView).page.text().split())
        assert "Panel 100%, 3 of 3, without The Founder, who says skip" in page
        assert "three critics in common; without The Founder" in page


async def test_why_explains_the_highlighted_tool_of_a_view(sample_path: Path) -> None:
    async with running(sample_path) as app:
        await app.press("R", "w")
        page = app.app.screen.query_one(PageView).page.text()
        assert "Panel       100%, 5 of 5" in page
        assert "Both" not in page
        await app.press("w", "t", "w")
        assert app.app.screen.query_one(PageView).page.text() == page
        await app.press("w", "escape", "P", "w")
        assert "The panel" in app.view
