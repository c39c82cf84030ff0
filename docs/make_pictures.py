"""Draw the pictures of the README: the real program, on the sample, as SVG."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from verdict_tui.app import VerdictApp
from verdict_tui.session import Session
from verdict_tui.store.database import create_from_sample, open_database
from verdict_tui.store.opening import open_with

HERE = Path(__file__).resolve().parent

PICTURES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "compare": ((120, 40), ()),
    "search": ((120, 24), ("slash", *"clde cod")),
    "rankings": ((100, 24), ("R", "s")),
    "tool": ((120, 30), ("slash", *"cursor", "enter", "t", "tab")),
    "critic": ((100, 30), ("P", "enter")),
    "digest": ((100, 24), ("D", "left_square_bracket")),
    "small": ((40, 10), ()),
}
"""For each picture the size of the terminal, and the keys that are pressed before it is drawn."""


async def draw(name: str, folder: Path) -> str:
    """Run the app in a terminal of a size, press keys, and return what it shows."""
    size, keys = PICTURES[name]
    path = folder / f"{name}.db"
    create_from_sample(path)
    with open_database(path, writing=True) as database:
        opening = open_with(database)._replace(is_first=False)
    app = VerdictApp(Session(path, opening))
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.5)
        await pilot.press(*keys)
        await pilot.pause(0.5)
        svg = app.export_screenshot(title="verdict")
    # Readers use a font they have, the picture fetches none; and spaces count.
    svg = re.sub(r"@font-face\s*{.*?}", "", svg, flags=re.DOTALL)
    return svg.replace("<text ", '<text xml:space="preserve" ')


def main(target: Path) -> None:
    """Draw all pictures into a folder."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in PICTURES:
            (target / f"{name}.svg").write_text(asyncio.run(draw(name, Path(folder))))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "pictures")
