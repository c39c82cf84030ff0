"""What is left behind by an error that nobody expected: a sentence, and a report in a file."""

from __future__ import annotations

import platform
import traceback
from datetime import UTC, datetime

from verdict_tui import __version__, files, paths
from verdict_tui.errors import WrongUseError, reason
from verdict_tui.text import clean_path, clipped


def told(error: BaseException) -> str:
    """Write a report of an error, and return a sentence that says where it is."""
    said = clipped(str(error), 500)
    what = f"an unexpected error ended it, {type(error).__name__}: {said}"
    path = paths.crash_report()
    why = "there is no home directory"
    if path is not None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            report = _report(error).encode(errors="backslashreplace").decode()
            files.write_whole(path, (report,), remedy="")
        except OSError as failure:
            why = reason(failure)
        except WrongUseError as failure:
            why = str(failure)
        else:
            return f"{what}; the report is in {clean_path(path)}"
    return f"{what}; no report was written, because {why}"


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
