"""A rider's chip: how wide it is, and how its number or tag is written on it."""

from __future__ import annotations

from replay.base.colour import Colour
from replay.base.look import WHITE, Weight, luminance
from replay.draw.pixels import text
from replay.draw.pixels.text import Type

DARK_INK: Colour = (10, 14, 24)
"""What is written on light chips: nearly black."""

_MARKER_EM, _BESIDE_EM = 0.72, 0.46
"""The size of a marker, and the room beside it, as shares of the chip's height."""

_INSET_EM = 0.08
"""The least room at each side of a marker that has to shrink, as a share of the chip's height."""


def chip_type(height_px: float) -> Type:
    """Type of the marker in a chip of that height, px."""
    return Type(Weight.BOLD, _MARKER_EM * height_px)


def chip_width(markers: tuple[str, ...], height_px: int) -> int:
    """Width of chips of one height that hold the longest of these markers; never narrower than high."""
    widest = max((text.measure(marker, chip_type(height_px)) for marker in markers), default=0.0)
    return max(height_px, round(widest + _BESIDE_EM * height_px))


def marker_in(marker: str, size_px: tuple[int, int]) -> tuple[str, Type]:
    """The marker and its type in a chip of (width, height) px: smaller or cut where it does not fit."""
    width, height = size_px
    return text.fit(marker, chip_type(height), width - 2 * _INSET_EM * height)


def ink(colour: Colour) -> Colour:
    """Dark or white, whichever has more contrast on a colour. For dark ink the contrast of black is reckoned."""
    light = luminance(colour) + 0.05
    return DARK_INK if light / 0.05 > 1.05 / light else WHITE
