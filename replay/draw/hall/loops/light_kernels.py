"""What the lights of the hall do to a surface: how bright it is, what it mirrors, and what the air takes of it."""

from __future__ import annotations

from math import exp

import numpy as np
from numpy.typing import NDArray

from replay.draw.pixels.compiled import compiled

Values = NDArray[np.float64]


@compiled
def lit(lights: Values, normal: tuple[float, ...]) -> float:
    """Light from the directions (n, 4) with their strengths; the last row has that from everywhere."""
    total = float(lights[-1, 3])
    for k in range(len(lights) - 1):
        facing = lights[k, 0] * normal[0] + lights[k, 1] * normal[1] + lights[k, 2] * normal[2]
        total += lights[k, 3] * max(facing, 0.0) ** 1.3
    return total


@compiled
def gleam(lamps: Values, ray: tuple[float, ...], normal: tuple[float, ...], y: float, z: float) -> float:
    """What a surface of strength 1 mirrors of rows of lamps: their z, their spread, its growth, then y of each row."""
    facing = -(ray[0] * normal[0] + ray[1] * normal[1] + ray[2] * normal[2])
    mirrored_y, mirrored_z = ray[1] + 2 * facing * normal[1], ray[2] + 2 * facing * normal[2]
    far = (lamps[0] - z) / max(mirrored_z, 0.05)
    met, spread = y + far * mirrored_y, lamps[1] + lamps[2] * far
    glow = 0.0
    for k in range(3, len(lamps)):
        glow += exp(-(((met - lamps[k]) / spread) ** 2))
    grazing = (1.0 - min(max(facing, 0.0), 1.0)) ** 3
    return (0.10 + 0.90 * grazing) * min(max(mirrored_z / 0.12, 0.0), 1.0) * glow


@compiled
def hazed(air: Values, depth: float) -> float:
    """Share of a colour that the air takes. air: where haze begins, and over which distance it grows."""
    return 1.0 - exp(-max(depth - air[0], 0.0) / air[1])
