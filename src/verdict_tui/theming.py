"""Colours of the app: chosen in the palette, previewed while one looks, remembered."""

from __future__ import annotations

from textual import on
from textual.app import App
from textual.command import Command, CommandPalette

from verdict_tui import themes
from verdict_tui.messages import ThemeChosen
from verdict_tui.screens.palette import Palette
from verdict_tui.typeahead import TypeAheadApp


class ThemedApp(TypeAheadApp):
    """An app that has our themes, and lets them be tried on."""

    _chosen_theme = ""
    """The theme that stays when no other one is previewed."""

    def __init__(self, colours: str | None = None) -> None:
        """Offer the themes.

        Args:
            colours: how many the terminal can show, as Rich names it; None for any.
        """
        super().__init__()
        for theme in themes.ours(colours):
            self.register_theme(theme)

    def keep_theme(self, name: str) -> None:
        """Begin the next run in a theme."""
        raise NotImplementedError

    def begin_with(self, theme: str) -> None:
        """Set the theme before the style sheets are read, which the reactive would read again."""
        self._chosen_theme = theme
        self.set_reactive(App.theme, theme)
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our colours to themes that do not know them."""
        return themes.defaults(dark=self.current_theme.dark)

    def search_themes(self) -> None:
        """Open the list of themes."""
        from verdict_tui.commands import ThemeProvider

        self.push_screen(Palette([ThemeProvider], placeholder="Arrows preview, Enter keeps…"))

    def action_command_palette(self) -> None:
        """Open the palette, unless it is open."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette())

    @on(CommandPalette.OptionHighlighted)
    def preview_theme(self, message: CommandPalette.OptionHighlighted) -> None:
        """Show the theme that is highlighted; while it is none, the one that was chosen."""
        from verdict_tui.commands import ThemeChoice

        option = message.highlighted_event.option
        choice = option.hit.command if isinstance(option, Command) else None
        if isinstance(self.screen, CommandPalette):
            self.theme = choice.name if isinstance(choice, ThemeChoice) else self._chosen_theme

    @on(CommandPalette.Closed)
    def end_preview(self, message: CommandPalette.Closed) -> None:
        """Show the theme again that was chosen, when no other one was."""
        if not message.option_selected:
            self.theme = self._chosen_theme

    @on(ThemeChosen)
    def use_theme(self, message: ThemeChosen) -> None:
        """Use a theme, now and in the next run."""
        self.theme = self._chosen_theme = message.name
        self.keep_theme(message.name)
