"""Colours of the hall, in linear light. Warm means track, cool means everything else."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from replay.track.markings import Paint

Singles = NDArray[np.float32]
GAMMA = 2.2


def linear(code: str) -> Singles:
    """An sRGB colour such as '#1A2A45' as red, green, blue in linear light (3,)."""
    channels = [int(code[start : start + 2], 16) for start in (1, 3, 5)]
    return np.asarray((np.array(channels) / 255.0) ** GAMMA, np.float32)


VOID = linear("#0B121F")
HAZE = linear("#1A2A45")

BOARDS_LIGHT = linear("#E0A863")
BOARDS_DARK = linear("#63391C")
BLUE_BAND = linear("#1B78CC")
SAFETY_ZONE = linear("#263650")
INFIELD = linear("#16233A")
GROUND_LINE = linear("#AEBBD0")
ROOF_LIGHT = linear("#DCEBFF")

PAINTS: dict[Paint, Singles] = {
    Paint.BLACK: linear("#14110F"),
    Paint.WHITE: linear("#F6F3EC"),
    Paint.RED: linear("#D8262C"),
    Paint.BLUE: linear("#1F4FC4"),
}

FENCE_INSIDE = linear("#0D1930")
FENCE_OUTSIDE = linear("#0A1120")
FENCE_CAP = linear("#E8EEF6")
FENCE_GLOW = linear("#4FE3D6") * np.float32(0.55)
GANGWAY = linear("#090E19")
STAND_WALL = linear("#0C1526")
SEATS = linear("#0D1729")
RIBBON = linear("#1B5E86") * np.float32(0.5)
BACK_WALL = linear("#0B1322")
FACE = linear("#C9A084")
ROOF_GLEAM = linear("#7FA6DC")
_CLOTHES = ("#8FA3C4", "#C7B39A", "#5F7FB8", "#B5655A", "#E3E6EC", "#3F6D8F", "#6E5A86", "#A98F55")
CROWD = np.stack([linear(code) for code in _CLOTHES])
