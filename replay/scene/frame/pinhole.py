"""A pinhole camera: metres to pixels, at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from replay.base.units import Floats

Point = tuple[float, float, float]
"""A place, or a direction, in space: x, y, z; places in metres."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera at a place, with a direction and a lens.

    eye_m      where it stands: x, y, z in metres
    target_m   the point in the middle of the picture
    fov_deg    vertical field of view
    up         which way is up in the picture; the z axis but for overhead cameras
    closes     the same camera half of the time later for which the shutter is open: what turns is blurred; None: not
    """

    eye_m: Point
    target_m: Point
    fov_deg: float
    up: Point = (0.0, 0.0, 1.0)
    closes: Camera | None = None

    def axes(self) -> Floats:
        """Unit vectors right, down and forward, as rows (3, 3), read-only."""
        return _axes(self)

    def focal_px(self, height_px: int) -> float:
        """Focal length in pixels for a picture of that height."""
        return height_px / 2 / float(np.tan(np.radians(self.fov_deg) / 2))

    def project(self, points_m: ArrayLike, size_px: tuple[int, int]) -> tuple[Floats, Floats]:
        """Pixel positions (..., 2), x right and y down from the top left corner, and depths (...,) in metres.

        A point at or behind the eye has a depth <= 0 and a position that means nothing.
        """
        seen = (np.asarray(points_m, dtype=float) - self.eye_m) @ self.axes().T
        depth = seen[..., 2]
        focal = self.focal_px(size_px[1])
        scale = focal / np.where(depth > 1e-9, depth, np.nan)
        pixels = seen[..., :2] * scale[..., None] + (size_px[0] / 2, size_px[1] / 2)
        return pixels, depth

    def homography(self, other: Camera, size_px: tuple[int, int], other_size_px: tuple[int, int]) -> Floats:
        """Matrix (3, 3) that takes this camera's pixels to those of `other`. Both must stand at one place."""
        if self.eye_m != other.eye_m:
            raise ValueError("only cameras that stand at one place are joined by a homography")
        turned = other.axes() @ self.axes().T
        return np.asarray(other._lens(other_size_px) @ turned @ np.linalg.inv(self._lens(size_px)))

    def _lens(self, size_px: tuple[int, int]) -> Floats:
        focal = self.focal_px(size_px[1])
        return np.array([[focal, 0.0, size_px[0] / 2], [0.0, focal, size_px[1] / 2], [0.0, 0.0, 1.0]])


@lru_cache(maxsize=256)
def _axes(camera: Camera) -> Floats:
    """Kept: a picture asks for the axes of its camera a hundred times."""
    forward = _unit(np.subtract(camera.target_m, camera.eye_m))
    right = _unit(np.cross(forward, camera.up))
    axes = np.array([right, np.cross(forward, right), forward])
    axes.flags.writeable = False
    return axes


def _unit(vector: ArrayLike) -> Floats:
    array = np.asarray(vector, dtype=float)
    return np.asarray(array / np.linalg.norm(array))
