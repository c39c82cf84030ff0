"""The yardstick of typing: the smallest possible Textual app with a field."""

from textual.app import App, ComposeResult
from textual.widgets import Input


class SmallestField(App[None]):
    """One Input."""

    def compose(self) -> ComposeResult:
        """Make it."""
        yield Input(placeholder="painted")


SmallestField().run()
