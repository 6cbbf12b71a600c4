"""Where the light of the hall comes from, and what it does to a surface: how bright it is, and what it mirrors.

Figures and their shadows are lit by the same lamps.
"""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats
from replay.scene.frame.pinhole import Point

MAIN_LIGHT: Point = (0.15, -0.35, 0.92)
"""Direction to the brighter of two lights: from above, and a little from the side of the home straight."""

LAMP_ROWS_Y_M = (-16.0, 0.0, 16.0)
LAMP_ROWS_Z_M = 16.0
"""Three rows of lamps hang along the hall: y of each, and z of all."""

_LIGHTS: tuple[tuple[Point, float], ...] = ((MAIN_LIGHT, 0.62), ((-0.5, 0.45, 0.74), 0.28))
"""Directions and strengths. The second fills the side that the first leaves dark."""

_AMBIENT = 0.47
"""Light from everywhere: with the two others a level surface gets about 1.2."""

_ROW_SPREAD_M, _SPREAD_GROWTH = 2.6, 0.07
"""How wide a row of lamps looks in polished wood, and the wider the further away."""

_HAZE_FROM_M, _HAZE_FOLD_M = 25.0, 260.0
"""Haze begins at the first distance; over the second, colours lose all but 37 % of what sets them off from it."""


def light_rows() -> Floats:
    """Unit directions (n, 3) of the lights with their strengths as a fourth column, light from everywhere last."""
    rows = [[*(np.array(direction) / np.linalg.norm(direction)), strength] for direction, strength in _LIGHTS]
    return np.array([*rows, [0.0, 0.0, 0.0, _AMBIENT]])


def lamp_numbers() -> Floats:
    """Of the rows of lamps: z, spread, its growth with distance, then the y of each."""
    return np.array([LAMP_ROWS_Z_M, _ROW_SPREAD_M, _SPREAD_GROWTH, *LAMP_ROWS_Y_M])


def air_numbers() -> Floats:
    """Where haze begins, and over which distance it grows, metres."""
    return np.array([_HAZE_FROM_M, _HAZE_FOLD_M])
