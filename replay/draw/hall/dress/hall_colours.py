"""Colours of the hall: the dark one that is the program's own, and a light one. Warm means track, cool all else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from replay.base import look
from replay.base.colour import Colour
from replay.track.markings import Paint

Singles = NDArray[np.float32]

GAMMA = 2.2
"""Of a screen. The exact curve of sRGB differs from it by a few levels in the darkest colours alone."""


def linear(colour: Colour) -> Singles:
    """An sRGB colour as red, green, blue in linear light (3,)."""
    return np.asarray((np.array(colour) / 255.0) ** GAMMA, np.float32)


PAINTS: dict[Paint, Singles] = {paint: linear(look.TRACK_PAINTS[paint]) for paint in Paint}
"""Of the lines of the track, which rules give: the same in every hall."""


@dataclass(frozen=True, slots=True)
class HallColours:
    """Colours (sRGB) of what stands still, and a few strengths.

    void          the dark under the roof, where a ray meets nothing; haze: the air, into which far things fade
    boards_light, boards_dark  the wood in full light, and where the least falls
    safety_zone   the level ground inside the blue band; infield: that between the straights
    ground_line   thin lines and words on level ground
    roof_light, roof_gleam  lamps as polished wood mirrors them, and level ground
    fence_glow    the strip of light on the fence, and ribbon that of the upper stand, dimmed by `glow`
    skins, clothes  of spectators
    crowd         how bright they are; near_stand: what is left of that on the camera's own side
    vignette      by how much the corners of a picture are darker than its middle
    shadow        what a figure leaves of the light on wood (BGR of figures' shadows is the theme's own)
    """

    void: Colour = look.NIGHT
    haze: Colour = (26, 42, 69)
    boards_light: Colour = (224, 168, 99)
    boards_dark: Colour = (99, 57, 28)
    blue_band: Colour = look.BLUE_BAND
    safety_zone: Colour = (38, 54, 80)
    infield: Colour = (22, 35, 58)
    ground_line: Colour = look.SECOND
    roof_light: Colour = (220, 235, 255)
    roof_gleam: Colour = (127, 166, 220)
    fence_inside: Colour = (13, 25, 48)
    fence_outside: Colour = look.PANEL
    fence_cap: Colour = (232, 238, 246)
    fence_glow: Colour = look.ACCENT
    gangway: Colour = (9, 14, 25)
    stand_wall: Colour = (12, 21, 38)
    seats: Colour = (13, 23, 41)
    ribbon: Colour = (27, 94, 134)
    back_wall: Colour = (11, 19, 34)
    skins: tuple[Colour, Colour, Colour] = ((222, 182, 152), (176, 128, 98), (104, 72, 54))
    clothes: tuple[Colour, ...] = (
        (143, 163, 196),
        (199, 179, 154),
        (95, 127, 184),
        (181, 101, 90),
        (227, 230, 236),
        (63, 109, 143),
        (110, 90, 134),
        (169, 143, 85),
    )
    glow: float = 0.52
    crowd: float = 1.0
    near_stand: float = 0.2
    vignette: float = 0.42


DARK_HALL = HallColours()
"""The program's own: an evening session, with the light on the boards."""

LIGHT_HALL = HallColours(
    void=(214, 220, 228),
    haze=(226, 231, 238),
    boards_light=(242, 203, 146),
    boards_dark=(150, 104, 64),
    safety_zone=(168, 178, 192),
    infield=(196, 204, 215),
    ground_line=(70, 82, 102),
    roof_light=(255, 252, 244),
    roof_gleam=(255, 255, 255),
    fence_inside=(222, 228, 236),
    fence_outside=(150, 160, 174),
    fence_cap=(250, 251, 253),
    fence_glow=(0, 110, 116),
    gangway=(120, 130, 146),
    stand_wall=(176, 185, 198),
    seats=(150, 160, 176),
    ribbon=(27, 94, 134),
    back_wall=(206, 213, 222),
    glow=0.6,
    crowd=3.4,
    near_stand=0.62,
    vignette=0.14,
)
"""A session by daylight: for pages that are printed, and for readers who see little contrast in the dark."""
