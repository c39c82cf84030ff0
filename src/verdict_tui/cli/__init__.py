"""The command line. Nothing here imports Textual until a command opens the app."""

from __future__ import annotations

import io
import os
import sys

from verdict_tui.errors import VerdictError

INTERRUPTED = 130
NOT_PRINTED = 2


def run() -> None:
    """Run the command line and leave with its exit code; an error becomes a line."""
    if sys.stdout is None:  # it was closed: what is printed is not wanted
        sys.stdout = io.StringIO()
    code = 0
    try:
        code = _run(sys.argv[1:])
        sys.stdout.flush()
    except VerdictError as error:
        print(f"verdict: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader has gone, as with `| head`: what is left unsaid is not missed.
        _print_no_more()
    except OSError as error:
        _print_no_more()
        print(f"verdict: can't write the output: {error.strerror or error}", file=sys.stderr)
        sys.exit(NOT_PRINTED)
    if code:
        sys.exit(code)


def _print_no_more() -> None:
    """Let what is still to be printed go nowhere, so that leaving does not fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: list[str]) -> int:
    if not arguments and "_VERDICT_COMPLETE" not in os.environ:
        # The app itself needs no options read, and starts sooner without the library for it.
        from verdict_tui.cli.launch import open_or_list

        open_or_list(None)
        return 0
    from verdict_tui.cli.main import main

    return main(arguments)
