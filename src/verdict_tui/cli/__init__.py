"""The command line. Nothing here imports Textual until a command opens the app."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from verdict_tui.errors import VerdictError, WrongUseError, reason

if TYPE_CHECKING:
    from typing import TextIO

INTERRUPTED = 130


def run() -> None:
    """Run the command line and leave with its exit code; an error becomes a line."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        from verdict_tui.files import fill_closed_streams  # only where one is closed

        fill_closed_streams()
    code = 0
    try:
        code = _run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone, as with `| head`: what is left unsaid is not missed.
        _print_no_more(sys.stdout)
    except VerdictError as error:
        _complain(error)
        code = error.exit_code
    except OSError as error:
        said = _explained(error)
        _complain(said)
        code = said.exit_code
    except KeyboardInterrupt:
        code = INTERRUPTED
    finally:
        _flush_or_drop(sys.stdout)
        _flush_or_drop(sys.stderr)
    if code:
        sys.exit(code)


def _complain(error: VerdictError) -> None:
    from verdict_tui.text import clean

    with suppress(OSError):  # there may be nobody to read it
        print(f"verdict: {clean(str(error))}", file=sys.stderr)


def _explained(error: OSError) -> WrongUseError:
    """Say what an error was about: a file that it names, else the output."""
    if isinstance(error.filename, str | bytes | os.PathLike):
        from verdict_tui.text import clipped

        return WrongUseError(
            f"can't use {clipped(os.fsdecode(error.filename), 200)}", reason(error)
        )
    if isinstance(error, FileNotFoundError):
        return WrongUseError(reason(error), remedy="change to another directory")
    return WrongUseError("can't write the output", reason(error))


def _flush_or_drop(stream: TextIO) -> None:
    """Write what is still to be written; leaving must not fail once more because of it."""
    try:
        stream.flush()
    except (OSError, ValueError):
        _print_no_more(stream)


def _print_no_more(stream: TextIO) -> None:
    """Let what is still to be printed go nowhere."""
    with suppress(OSError, ValueError):  # a stream without a file
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _run(arguments: list[str]) -> int:
    if not arguments and "_VERDICT_COMPLETE" not in os.environ:
        # The app itself needs no options read, and starts sooner without the library for it.
        from verdict_tui.cli.launch import open_or_list

        open_or_list(None)
        return 0
    from verdict_tui.cli.main import main

    return main(arguments)
