"""Wheels as a finish camera sees them: it sees one line of the track, and they turn while they pass it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from replay.base.units import Floats
from replay.draw.figures.mesh import FigureMesh
from replay.draw.figures.models import Model
from replay.scene.frame.pinhole import Point


def rolled_spots(spots_m: Floats, mesh: FigureMesh, model: Model, points: Mapping[str, Point]) -> Floats:
    """The corners (n, 3) of a figure, those of its wheels where they are when they cross the line."""
    bent = spots_m.copy()
    for hub in model.hubs:
        x, _, z = points[hub]
        ahead, above = spots_m[:, 0] - x, spots_m[:, 2] - z
        radius = np.hypot(ahead, above)
        turning = mesh.spinning & (radius <= 1.02 * model.wheel_radius_m)
        angle = _rolled(radius[turning], np.arctan2(-above[turning], ahead[turning]), model.wheel_radius_m)
        bent[turning, 0] = x + radius[turning] * np.cos(angle)
        bent[turning, 2] = z - radius[turning] * np.sin(angle)
    return bent


def _rolled(radius_m: Floats, start: Floats, wheel_m: float) -> Floats:
    """The angle at which a place on a wheel is caught, when the hub crosses with it at `start`.

    What lies u metres ahead of the hub is seen when the wheel has u / radius radians still to turn.
    """
    angle = start
    for _ in range(12):
        angle = 0.5 * angle + 0.5 * (start - radius_m / wheel_m * np.cos(angle))
    return np.asarray(angle)
