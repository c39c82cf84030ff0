"""What is left behind by an error that nobody expected: a sentence, and a report in a file."""

from __future__ import annotations

import platform
import traceback
from datetime import UTC, datetime

from verdict_tui import __version__, paths
from verdict_tui.text import clean_path


def told(error: BaseException) -> str:
    """Write a report of an error, and return a sentence that says where it is."""
    what = f"an unexpected error ended it, {type(error).__name__}: {error}"
    try:
        path = paths.crash_report()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_report(error), encoding="utf-8", errors="backslashreplace")
    except OSError as failure:
        return clean_path(f"{what}; no report was written, because {failure}")
    return clean_path(f"{what}; the report is in {path}")


def _report(error: BaseException) -> str:
    from importlib.metadata import version  # costs a twentieth of the app's start

    return "\n".join(
        (
            f"verdict-tui {__version__}, {datetime.now(UTC).isoformat(timespec='seconds')}",
            f"Python {platform.python_version()}, {platform.platform()},"
            f" textual {version('textual')}",
            "",
            *traceback.format_exception(error),
        )
    )
