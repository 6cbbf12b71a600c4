"""The look that picture, charts and window share: colours, the weights of the font, and contrast. Numbers only.

Colours are sRGB. Each part keeps beside its drawing what it alone uses.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from importlib import resources
from types import MappingProxyType

import font_source_sans_pro

from replay.base.colour import Colour

TEXT: Colour = (244, 247, 251)
"""Words that are read first. On PANEL 17.5:1."""

SECOND: Colour = (174, 187, 208)
"""Words that are read second, and thin lines on dark ground. On PANEL 9.7:1."""

ACCENT: Colour = (79, 227, 214)
"""The one colour that points: the leader, the lead, the margin. On PANEL 11.9:1."""

PANEL: Colour = (10, 17, 32)
"""The ground of words on the picture."""

NIGHT: Colour = (11, 18, 31)
"""The dark under the roof of the hall, and the page of the charts."""

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)

TRACK_PAINTS: Mapping[str, Colour] = MappingProxyType(
    {"black": (20, 17, 15), "white": (246, 243, 236), "red": (216, 38, 44), "blue": (31, 79, 196)}
)
"""What the lines of a track are painted with, by the names that the rules give their colours."""

BLUE_BAND: Colour = (27, 120, 204)
"""The band below the inner edge of the track: lighter than the blue of its lines."""


class Weight(StrEnum):
    """Weights of the family Source Sans Pro, by the names of its files."""

    REGULAR = "Regular"
    SEMIBOLD = "Semibold"
    BOLD = "Bold"
    BLACK = "Black"


def font_file(weight: Weight) -> str:
    """Path of the font of a weight. It comes with a package of its own: letters are the same on every machine."""
    return str(resources.files(font_source_sans_pro) / "files" / f"SourceSansPro-{weight}.ttf")


def contrast(first: Colour, second: Colour) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_on(ground: Colour, colour: Colour, least: float) -> Colour:
    """The colour itself where its contrast with the ground is enough, else mixed with white or black as far as needed.

    least: contrast ratio of at most 4.58, which one of the two has on every ground; of a higher one the best is given
    """
    far = max((WHITE, BLACK), key=lambda end: contrast(end, ground))
    for step in range(_MIXES + 1):
        mixed = tuple(round(part + (end - part) * step / _MIXES) for part, end in zip(colour, far, strict=True))
        found: Colour = (mixed[0], mixed[1], mixed[2])
        if contrast(found, ground) >= least:
            return found
    return far


_MIXES = 64
"""Steps from a colour to white or black."""


def luminance(colour: Colour) -> float:
    """Relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
