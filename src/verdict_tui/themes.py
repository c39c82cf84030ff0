"""Colours. No other module and no style sheet names one; they name what a colour means."""

from __future__ import annotations

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

COLOURLESS = "ansi-dark"
"""A theme of Textual that leaves all colours to the terminal, for `NO_COLOR`."""


def defaults(*, dark: bool) -> dict[str, str]:
    """Return our variables for a theme that does not define them."""
    return (DARK if dark else LIGHT).variables
