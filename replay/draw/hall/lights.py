"""Where the light of the hall comes from, and what it does to a surface: how bright it is, and what it mirrors.

Figures and their shadows are lit by the same lamps.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from replay.draw.hall.surface_lookup import Spots
from replay.scene.frame.pinhole import Point

Singles = NDArray[np.float32]

MAIN_LIGHT: Point = (0.15, -0.35, 0.92)
"""Direction to the brighter of two lights: from above, and a little from the side of the home straight."""

LAMP_ROWS_Y_M = (-16.0, 0.0, 16.0)
LAMP_ROWS_Z_M = 16.0
"""Three rows of lamps hang along the hall: y of each, and z of all."""

_LIGHTS: tuple[tuple[Point, float], ...] = ((MAIN_LIGHT, 0.62), ((-0.5, 0.45, 0.74), 0.28))
"""Directions and strengths. The second fills the side that the first leaves dark."""

_AMBIENT = 0.47
"""Light from everywhere: with the two others a level surface gets about 1.2."""

_ROW_SPREAD_M = 2.6
"""How wide a row of lamps looks in polished wood, and the wider the further away."""


def daylight(normal: Singles) -> Singles:
    """How much light a surface gets from the hall's two main directions, about 0.5 to 1.25."""
    total = np.full(len(normal), _AMBIENT, np.float32)
    for direction, strength in _LIGHTS:
        unit = np.asarray(direction, np.float32) / np.float32(np.linalg.norm(direction))
        total += np.float32(strength) * np.maximum(normal @ unit, 0) ** np.float32(1.3)
    return total


def gloss(spots: Spots, strength: ArrayLike, tint: Singles) -> Singles:
    """Light (N, 3) of the rows of lamps under the roof, mirrored; strongest where the view grazes."""
    facing = -np.einsum("ij,ij->i", spots.ray, spots.normal)
    mirrored = spots.ray + 2 * facing[:, None] * spots.normal
    rise = np.maximum(mirrored[:, 2], np.float32(0.05))
    far = (LAMP_ROWS_Z_M - spots.point_m[:, 2]) / rise
    met = spots.point_m[:, 1] + far * mirrored[:, 1]
    spread = _ROW_SPREAD_M + 0.07 * far
    glow = sum(np.exp(-(((met - row) / spread) ** 2)) for row in LAMP_ROWS_Y_M)
    grazing = (1 - np.clip(facing, 0, 1)) ** 3
    seen = np.clip(mirrored[:, 2] / np.float32(0.12), 0, 1)
    return np.asarray((np.asarray(strength) * (0.10 + 0.90 * grazing) * seen * glow)[:, None] * tint, np.float32)
