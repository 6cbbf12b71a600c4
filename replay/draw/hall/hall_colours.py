"""Colours of the hall, in linear light. Warm means track, cool means everything else."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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


VOID = linear(look.NIGHT)
"""The dark under the roof, where a ray meets nothing."""

HAZE = linear((26, 42, 69))
"""The air of the hall, into which far things fade."""

BOARDS_LIGHT = linear((224, 168, 99))
"""The wood in full light."""

BOARDS_DARK = linear((99, 57, 28))
"""The wood where the least light falls."""

BLUE_BAND = linear(look.BLUE_BAND)
SAFETY_ZONE = linear((38, 54, 80))
"""The level ground inside the blue band."""

INFIELD = linear((22, 35, 58))
"""The ground between the straights."""

GROUND_LINE = linear(look.SECOND)
"""Thin lines on level ground."""

ROOF_LIGHT = linear((220, 235, 255))
"""Lamps as polished wood mirrors them."""

PAINTS: Mapping[Paint, Singles] = MappingProxyType({paint: linear(look.TRACK_PAINTS[paint]) for paint in Paint})
"""Of the lines of the track."""

FENCE_INSIDE = linear((13, 25, 48))
"""The side of the fence that riders see."""

FENCE_OUTSIDE = linear(look.PANEL)
FENCE_CAP = linear((232, 238, 246))
"""The top of the fence."""

FENCE_GLOW = linear(look.ACCENT) * np.float32(0.55)
"""The strip of light on the fence, in the accent, dimmed so that it never competes with words."""

GANGWAY = linear((9, 14, 25))
"""Floor behind the fence."""

STAND_WALL = linear((12, 21, 38))
"""Front of the lower stand, and ground of the upper one's."""

SEATS = linear((13, 23, 41))
"""An empty seat."""

RIBBON = linear((27, 94, 134)) * np.float32(0.5)
"""The ribbon of light on the upper stand's front, dimmed likewise."""

BACK_WALL = linear((11, 19, 34))
"""The wall behind the highest row."""

FACE = linear((201, 160, 132))
"""One skin for all spectators: they are dots."""

ROOF_GLEAM = linear((127, 166, 220))
"""Lamps as level ground mirrors them."""

_CLOTHES = (
    (143, 163, 196),
    (199, 179, 154),
    (95, 127, 184),
    (181, 101, 90),
    (227, 230, 236),
    (63, 109, 143),
    (110, 90, 134),
    (169, 143, 85),
)
CROWD = np.stack([linear(code) for code in _CLOTHES])
"""What spectators wear."""
