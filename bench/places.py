"""A database of its own for each measurement, and the environment to run in."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from verdict_tui.store.database import create_from_sample

if TYPE_CHECKING:
    from pathlib import Path

VERDICT = (sys.executable, "-m", "verdict_tui")


def environment(folder: Path) -> dict[str, str]:
    """Return an environment in which the user's own files are not touched."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TEXTUAL", "VERDICT", "PYTHON", "XDG", "NO_COLOR"))
    }
    if "PYTHONPATH" in os.environ:
        kept["PYTHONPATH"] = os.environ["PYTHONPATH"]
    return {**kept, "HOME": str(folder), "COLORTERM": "truecolor"}


def sample(folder: Path) -> Path:
    """Make a database from the sample."""
    path = folder / "sample.db"
    create_from_sample(path)
    return path
