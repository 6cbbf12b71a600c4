"""Colours of the charts: what differs from the look of the picture, and riders' colours made visible on its ground."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from replay.base.colour import Colour
from replay.base.look import PANEL, WHITE, contrast

CHART_PANEL: Colour = (15, 24, 42)
"""The ground of a chart, a little lighter than the page: the picture's PANEL would not stand out from it."""

LABEL_GROUND: Colour = (27, 40, 64)
"""The ground of the label at the top of the page."""

SPRINTERS_LINE: Colour = (232, 76, 80)
STAYERS_LINE: Colour = (86, 140, 255)
"""The red and the blue of the track's lines, lightened until they and their names can be read on CHART_PANEL."""

LEAST_CONTRAST = 3.0
"""Of a line against the ground (WCAG 2.2, 1.4.11, graphical objects)."""

MARKERS = ("o", "s", "^", "D", "v", "P", "X", "p", "h")
"""A shape for each rider beside the colour; it comes round again after nine."""


class RiderStyle(NamedTuple):
    """How a rider's lines are drawn: chip and what stands on it, the line, the shape of its markers."""

    tag: str
    chip: Colour
    on_chip: Colour
    line: Colour
    marker: str


def rider_style(tag: str, chip: Colour, place: int) -> RiderStyle:
    """The style of the rider in a place of the list, with the chip of the picture."""
    dark_reads = contrast(chip, PANEL) >= contrast(chip, WHITE)
    return RiderStyle(tag, chip, PANEL if dark_reads else WHITE, visible(chip), MARKERS[place % len(MARKERS)])


def visible(colour: Colour) -> Colour:
    """The colour, lightened as far as a line needs to be seen on the panel."""
    for share in np.linspace(0.0, 1.0, 21):
        lighter = _mixed(colour, WHITE, float(share))
        if contrast(lighter, CHART_PANEL) >= LEAST_CONTRAST:
            return lighter
    return WHITE


def shares(colour: Colour) -> tuple[float, float, float]:
    """A colour with parts from 0 to 1."""
    red, green, blue = colour
    return red / 255, green / 255, blue / 255


def _mixed(colour: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(one + (two - one) * share) for one, two in zip(colour, other, strict=True))
    return red, green, blue
