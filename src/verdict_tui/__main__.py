"""`python -m verdict_tui`: the same as the command `verdict`."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line."""
    gc.disable()  # what starts quickly has no garbage yet; who stays for long enables it
    from verdict_tui.cli import run

    run()


if __name__ == "__main__":
    main()
