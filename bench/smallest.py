"""The yardstick of the first paint: the smallest possible Textual app."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Smallest(App[None]):
    """One Static."""

    def compose(self) -> ComposeResult:
        """Make it."""
        yield Static("painted")


Smallest().run()
