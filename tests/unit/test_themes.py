"""Our themes, with as many colours as a terminal has."""

from __future__ import annotations

import pytest
from rich.color import Color, ColorSystem

from verdict_tui import themes

SYSTEMS = {
    "truecolor": ColorSystem.TRUECOLOR,
    "256": ColorSystem.EIGHT_BIT,
    "standard": ColorSystem.STANDARD,
}
APART = [
    ("ship", "skip"),
    ("cursor", "background"),
    ("cursor", "surface"),
    ("hairline", "background"),
    ("muted", "background"),
    ("muted", "cursor"),
    ("quote", "background"),
    ("foreground", "background"),
    ("foreground", "cursor"),
    ("accent", "background"),
    ("accent", "foreground"),
    ("ship", "background"),
    ("skip", "background"),
]


def shown(system: str, theme: str, colour: str) -> Color:
    """Return the colour that a terminal shows for one of a theme's."""
    found = next(each for each in themes.ours(system) if each.name == theme)
    value = found.variables.get(colour) or getattr(found, colour)
    return Color.parse(value).downgrade(SYSTEMS[system])


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("theme", [theme.name for theme in themes.OURS])
@pytest.mark.parametrize("pair", APART, ids=" and ".join)
def test_what_means_different_things_stays_apart(
    system: str, theme: str, pair: tuple[str, str]
) -> None:
    one, other = (shown(system, theme, colour) for colour in pair)
    assert one != other


def test_every_theme_has_all_of_our_colours() -> None:
    for theme in themes.OURS:
        assert theme.variables.keys() == themes.DARK.variables.keys()


def test_where_all_colours_can_be_shown_they_are() -> None:
    assert themes.ours("truecolor") == themes.OURS
    assert themes.ours(None) == themes.OURS


def test_the_greys_of_256_colours_stay_grey() -> None:
    for theme in ("verdict-dark", "verdict-light"):
        for colour in ("background", "surface", "panel", "cursor"):
            red, green, blue = shown("256", theme, colour).get_truecolor()
            assert red == green == blue
