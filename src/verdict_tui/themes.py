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

OURS = (DARK, LIGHT)


def defaults(*, dark: bool) -> dict[str, str]:
    """Return our variables for a theme that does not define them."""
    return (DARK if dark else LIGHT).variables
