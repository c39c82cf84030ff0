"""`python -m verdict_tui`: the same as the command `verdict`."""

from __future__ import annotations

import gc
import sys

_INTERRUPTED = 130


def main() -> None:
    """Run the command line; whatever goes wrong is one line."""
    gc.disable()  # what starts quickly has no garbage yet; who stays for long enables it
    try:
        from verdict_tui.cli import run

        run()
    except KeyboardInterrupt:  # before the command line was there to mind it
        sys.exit(_INTERRUPTED)
    except Exception as error:  # noqa: BLE001  # the last one who can say something about it
        from verdict_tui import crash

        print(f"verdict: {crash.told(error)}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
