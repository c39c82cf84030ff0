"""`python -m verdict_tui`: the same as the command `verdict`."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from verdict_tui.cli import run

    run()


if __name__ == "__main__":
    main()
