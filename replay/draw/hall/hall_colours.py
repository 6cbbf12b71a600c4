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
HAZE = linear((26, 42, 69))

BOARDS_LIGHT = linear((224, 168, 99))
BOARDS_DARK = linear((99, 57, 28))
BLUE_BAND = linear(look.BLUE_BAND)
SAFETY_ZONE = linear((38, 54, 80))
INFIELD = linear((22, 35, 58))
GROUND_LINE = linear(look.SECOND)
ROOF_LIGHT = linear((220, 235, 255))

PAINTS: Mapping[Paint, Singles] = MappingProxyType({paint: linear(look.TRACK_PAINTS[paint]) for paint in Paint})

FENCE_INSIDE = linear((13, 25, 48))
FENCE_OUTSIDE = linear(look.PANEL)
FENCE_CAP = linear((232, 238, 246))
FENCE_GLOW = linear(look.ACCENT) * np.float32(0.55)
GANGWAY = linear((9, 14, 25))
STAND_WALL = linear((12, 21, 38))
SEATS = linear((13, 23, 41))
RIBBON = linear((27, 94, 134)) * np.float32(0.5)
BACK_WALL = linear((11, 19, 34))
FACE = linear((201, 160, 132))
ROOF_GLEAM = linear((127, 166, 220))
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
