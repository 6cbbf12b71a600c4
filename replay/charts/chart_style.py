"""Colours and type of the charts: the picture's palette, and riders' colours made visible on its ground."""

from __future__ import annotations

from enum import StrEnum
from importlib import resources
from typing import NamedTuple

import numpy as np

from replay.base.colour import Colour

GROUND: Colour = (11, 18, 31)
PANEL: Colour = (15, 24, 42)
TEXT: Colour = (244, 247, 251)
SECOND: Colour = (174, 187, 208)
ACCENT: Colour = (79, 227, 214)
WHITE: Colour = (255, 255, 255)
DARK: Colour = (10, 17, 32)
SPRINTERS_LINE: Colour = (232, 76, 80)
STAYERS_LINE: Colour = (86, 140, 255)

LEAST_CONTRAST = 3.0
"""Of a line against the ground (WCAG 2.2, 1.4.11, graphical objects)."""

MARKERS = ("o", "s", "^", "D", "v", "P", "X", "p", "h")
"""A shape for each rider beside the colour; it comes round again after nine."""


class Weight(StrEnum):
    """Weights of the family, by the names of its files."""

    REGULAR = "Regular"
    SEMIBOLD = "Semibold"
    BOLD = "Bold"
    BLACK = "Black"


class RiderStyle(NamedTuple):
    """How a rider's lines are drawn: chip and what stands on it, the line, the shape of its markers."""

    tag: str
    chip: Colour
    on_chip: Colour
    line: Colour
    marker: str


def rider_style(tag: str, chip: Colour, place: int) -> RiderStyle:
    """The style of the rider in a place of the list, with the chip of the picture."""
    dark_reads = contrast(chip, DARK) >= contrast(chip, WHITE)
    return RiderStyle(tag, chip, DARK if dark_reads else WHITE, visible(chip), MARKERS[place % len(MARKERS)])


def visible(colour: Colour) -> Colour:
    """The colour, lightened as far as a line needs to be seen on the panel."""
    for share in np.linspace(0.0, 1.0, 21):
        lighter = _mixed(colour, WHITE, float(share))
        if contrast(lighter, PANEL) >= LEAST_CONTRAST:
            return lighter
    return WHITE


def contrast(first: Colour, second: Colour) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def shares(colour: Colour) -> tuple[float, float, float]:
    """A colour with parts from 0 to 1."""
    red, green, blue = colour
    return red / 255, green / 255, blue / 255


def font_file(weight: Weight) -> str:
    """Path of the font of a weight."""
    return str(resources.files("font_source_sans_pro") / "files" / f"SourceSansPro-{weight}.ttf")


def _mixed(colour: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(one + (two - one) * share) for one, two in zip(colour, other, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    encoded = np.array(colour) / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))
