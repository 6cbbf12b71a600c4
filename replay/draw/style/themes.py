"""The looks that the program comes with, as data: colours of panels and words, and of the hall behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from replay.draw.hall.dress.hall_colours import DARK_HALL, LIGHT_HALL, HallColours
from replay.draw.style.palette import PALETTE, Palette
from replay.draw.style.theme import DEFAULT_THEME, Theme

DARK, LIGHT = "dark", "light"

_LIGHT_PALETTE = Palette(
    text=(16, 24, 40),
    second=(66, 78, 98),
    body=(44, 54, 74),
    accent=(0, 104, 110),
    panel=(250, 251, 253),
    hair=(16, 24, 40),
    deep=(228, 233, 240),
    raised=(214, 221, 230),
    flat=(176, 186, 200),
    veil=(208, 214, 224),
    panel_alpha=0.94,
    tag_alpha=0.92,
    label_alpha=0.86,
    shadow_alpha=0.22,
)
"""Ink on paper: dark words on nearly white panels, and a deep accent."""


@dataclass(frozen=True, slots=True)
class ThemeColours:
    """What a theme is made of. words: what `--theme` says of it."""

    palette: Palette
    hall: HallColours
    words: str


THEMES: Mapping[str, ThemeColours] = MappingProxyType(
    {
        DARK: ThemeColours(PALETTE, DARK_HALL, "an evening session: the light is on the boards"),
        LIGHT: ThemeColours(_LIGHT_PALETTE, LIGHT_HALL, "by daylight, as on paper: dark words on light panels"),
    }
)
"""By the names that users write."""

_MADE: dict[str, Theme] = {DARK: DEFAULT_THEME}


def theme_named(name: str) -> Theme:
    """The theme of a name: the same one each time. Raises KeyError for a name that no theme has."""
    colours = THEMES[name]
    return _MADE.setdefault(name, Theme(palette=colours.palette, hall=colours.hall))
