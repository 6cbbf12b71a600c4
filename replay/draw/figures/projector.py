"""A camera with its matrix worked out, for the many small projections that one figure needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np

from replay.base.units import Floats
from replay.scene.frame.pinhole import Camera


@dataclass(frozen=True, slots=True, eq=False)
class Projector:
    """`Camera.project` for one picture size.

    eye_m      (3,) metres
    axes       (3, 3) unit vectors right, down, forward
    focal_px   focal length
    size_px    width and height of the picture
    """

    eye_m: Floats
    axes: Floats
    focal_px: float
    size_px: tuple[int, int]

    def depth(self, point_m: Floats) -> float:
        """How far in front of the eye a point (3,) lies, metres."""
        return float((point_m - self.eye_m) @ self.axes[2])

    def may_show(self, middle_m: Floats, reach_m: float) -> bool:
        """Whether anything that reaches so far from a place (3,) may be on the picture, before the eye."""
        right, down, away = ((middle_m - self.eye_m) @ self.axes.T).tolist()
        if away < -reach_m:
            return False
        wide, high = self.size_px[0] / 2 / self.focal_px, self.size_px[1] / 2 / self.focal_px
        beyond = (abs(right) - away * wide) / sqrt(1 + wide * wide), (abs(down) - away * high) / sqrt(1 + high * high)
        return bool(max(beyond) < reach_m)

    def pixels(self, points_m: Floats) -> tuple[Floats, Floats]:
        """Pixels (..., 2) of points (..., 3) that lie in front of the eye, and pixels per metre (...,) there."""
        seen = (points_m - self.eye_m) @ self.axes.T
        scale = self.focal_px / seen[..., 2]
        return seen[..., :2] * scale[..., None] + (self.size_px[0] / 2, self.size_px[1] / 2), scale


@lru_cache(maxsize=32)
def projector(camera: Camera, size_px: tuple[int, int]) -> Projector:
    """The projector of a camera for a picture of (width, height) pixels."""
    return Projector(np.array(camera.eye_m), camera.axes(), camera.focal_px(size_px[1]), size_px)
