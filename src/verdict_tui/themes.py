"""Colours. No other module and no style sheet names one; they name what a colour means."""

from __future__ import annotations

from dataclasses import replace

from textual.theme import Theme

DARK = Theme(
    name="verdict-dark",
    dark=True,
    primary="#e3b161",
    secondary="#62b0e8",
    accent="#e3b161",
    warning="#f0a04b",
    error="#ef6f6c",
    success="#62b0e8",
    foreground="#dfe3ea",
    background="#0f1218",
    surface="#151922",
    panel="#1c2230",
    variables={
        "ship": "#62b0e8",
        "skip": "#f0a04b",
        "muted": "#868e9e",
        "quote": "#bcc3cf",
        "hairline": "#2c3342",
        "cursor": "#232b3b",
    },
)

LIGHT = Theme(
    name="verdict-light",
    dark=False,
    primary="#8a5a00",
    secondary="#0b62a8",
    accent="#8a5a00",
    warning="#b04a00",
    error="#b3261e",
    success="#0b62a8",
    foreground="#1d222b",
    background="#fbfaf7",
    surface="#f1efe9",
    panel="#e6e3da",
    variables={
        "ship": "#0b62a8",
        "skip": "#b04a00",
        "muted": "#656c79",
        "quote": "#3a414d",
        "hairline": "#cfcbc0",
        "cursor": "#dedace",
    },
)

CONTRAST = Theme(
    name="verdict-contrast",
    dark=True,
    primary="#ffd75f",
    secondary="#87d7ff",
    accent="#ffd75f",
    warning="#ffaf5f",
    error="#ff8787",
    success="#87d7ff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    variables={
        "ship": "#87d7ff",
        "skip": "#ffaf5f",
        "muted": "#c6c6c6",
        "quote": "#ffffff",
        "hairline": "#8a8a8a",
        "cursor": "#444444",
    },
)

OURS = (DARK, LIGHT, CONTRAST)
"""In all of them ship is blue and skip is orange, which colour-blind eyes tell apart."""

_GREYS = {
    DARK.name: {
        "background": "#121212", "surface": "#1c1c1c", "panel": "#262626",
        "cursor": "#303030", "hairline": "#444444",
    },
    LIGHT.name: {
        "background": "#ffffff", "surface": "#eeeeee", "panel": "#e4e4e4",
        "cursor": "#d0d0d0", "hairline": "#bcbcbc",
    },
}  # fmt: skip
"""What lies under the text where there are 256 colours: greys among them.

The nearest of the 256 to our own, which are hardly blue or yellow, would be quite blue or yellow.
"""

_ON_BLACK = {
    "background": "#000000", "surface": "#000000", "panel": "#000000", "foreground": "#ffffff",
    "primary": "#ffff55", "accent": "#ffff55", "secondary": "#55ffff", "success": "#55ffff",
    "warning": "#ffff55", "error": "#ff5555", "ship": "#55ffff", "skip": "#ff5555",
    "muted": "#aaaaaa", "quote": "#ffffff", "hairline": "#555555", "cursor": "#555555",
}  # fmt: skip
_SIXTEEN = {
    DARK.name: _ON_BLACK,
    LIGHT.name: {
        "background": "#ffffff", "surface": "#ffffff", "panel": "#ffffff",
        "foreground": "#000000", "primary": "#aa00aa", "accent": "#aa00aa",
        "secondary": "#0000aa", "success": "#0000aa", "warning": "#aa0000", "error": "#aa0000",
        "ship": "#0000aa", "skip": "#aa0000", "muted": "#555555", "quote": "#000000",
        "hairline": "#aaaaaa", "cursor": "#aaaaaa",
    },
    CONTRAST.name: {**_ON_BLACK, "muted": "#ffffff"},
}  # fmt: skip
"""Where there are sixteen colours: those that terminals agree on, named by their usual values."""


def ours(colours: str | None) -> tuple[Theme, ...]:
    """Return our themes as a terminal can show them.

    Args:
        colours: how many it can, as Rich names it: `truecolor`, `256`, `standard`.
    """
    others = {"256": _GREYS, "standard": _SIXTEEN}.get(colours or "", {})
    return tuple(_with(theme, others.get(theme.name, {})) for theme in OURS)


def _with(theme: Theme, colours: dict[str, str]) -> Theme:
    """Return a theme with some of its colours changed."""
    variables = {name: colours.get(name, value) for name, value in theme.variables.items()}
    changed = replace(theme, variables=variables)
    for name in colours.keys() - variables.keys():
        setattr(changed, name, colours[name])
    return changed


COLOURLESS = "ansi-dark"
"""A theme of Textual that leaves all colours to the terminal, for `NO_COLOR`."""


def defaults(*, dark: bool) -> dict[str, str]:
    """Return our variables for a theme that does not define them."""
    return (DARK if dark else LIGHT).variables
