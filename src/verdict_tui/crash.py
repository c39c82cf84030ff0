"""What is left behind by an error that nobody expected: a sentence, and a report in a file."""

from __future__ import annotations

import platform
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from verdict_tui import __version__, files, paths
from verdict_tui.errors import WrongUseError, reason
from verdict_tui.text import clean, clean_path, clipped

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST = 20_000
"""How long one report may be, in characters."""
_MOST = 200_000
"""How long the file may be, in bytes; the oldest reports give way."""


def told(error: BaseException) -> str:
    """Write a report of an error that ends the program, and return a sentence about it."""
    return f"an unexpected error ended it, {_named(error)}; {_reported(error)}"


def told_in_passing(error: BaseException) -> str:
    """Write a report of an error that the program survives, and return a sentence about it."""
    return f"Unexpected error, {_named(error)}; {_reported(error)}"


def _named(error: BaseException) -> str:
    return clipped(f"{type(error).__name__}: {error}", 200)


def _reported(error: BaseException) -> str:
    """Write a report, and say where it is."""
    path = paths.crash_report()
    if path is None:
        return "no report was written, because there is no home directory"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        report = _report(error).encode("utf-8", "backslashreplace")
        reports = (_last_reports(path) + report)[-_MOST:].decode("utf-8", "replace")
        files.write_whole(path, (reports,), remedy="")
    except OSError as failure:
        return f"no report was written, because {reason(failure)}"
    except WrongUseError as failure:
        return f"no report was written, because {failure}"
    return f"the report is in {clean_path(path)}"


def _last_reports(path: Path) -> bytes:
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _MOST, 0))
        return file.read(_MOST)


def _report(error: BaseException) -> str:
    from importlib.metadata import version  # costs a twentieth of the app's start

    trace = clean("".join(traceback.format_exception(error)))
    if len(trace) > _LONGEST:
        trace = f"{trace[: _LONGEST // 2]}\n…\n{trace[-_LONGEST // 2 :]}"
    return "\n".join(
        (
            f"verdict-tui {__version__}, {datetime.now(UTC).isoformat(timespec='seconds')}",
            f"Python {platform.python_version()}, {platform.platform()},"
            f" textual {version('textual')}",
            "",
            trace,
            "",
        )
    )
