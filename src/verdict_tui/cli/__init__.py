"""The command line. Nothing here imports Textual until a command opens the app."""

from __future__ import annotations

import os
import sys

from verdict_tui.errors import VerdictError

INTERRUPTED = 130


def run() -> None:
    """Run the command line and leave with its exit code; an error becomes a line."""
    try:
        _run(sys.argv[1:])
        sys.stdout.flush()
    except VerdictError as error:
        print(f"verdict: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader has gone, as with `| head`: what is left unsaid is not missed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: list[str]) -> None:
    if not arguments and "_VERDICT_COMPLETE" not in os.environ:
        # The app itself needs no options read, and starts sooner without the library for it.
        from verdict_tui.cli.launch import open_or_list

        open_or_list(None)
    else:
        from verdict_tui.cli.main import main

        main(arguments)
