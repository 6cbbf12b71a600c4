"""The lens of a plate: a pinhole whose picture may lie to one side of its axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from replay.scene.camera import Camera, Point
from replay.units import Floats

SECTOR_DEG = 70.0
"""Widest plate, across: a flat picture of more than that is mostly edge."""

_MARGIN_PX = 6.0
_TO_CENTRES = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5], [0.0, 0.0, 1.0]])


@dataclass(frozen=True, slots=True)
class Lens:
    """Pixels to rays, and back. Positions run from the top left corner; a pixel's middle is at its index + 0.5.

    eye_m      where the camera stands
    axes       unit vectors right, down and forward
    focal_px   focal length
    centre_px  where the axis meets the picture; need not be inside
    size_px    width, height
    """

    eye_m: Point
    axes: tuple[Point, Point, Point]
    focal_px: float
    centre_px: tuple[float, float]
    size_px: tuple[int, int]

    @classmethod
    def of(cls, camera: Camera, size_px: tuple[int, int]) -> Lens:
        """The lens of a camera whose axis is the picture's middle."""
        return cls(
            camera.eye_m,
            _rows(camera.axes()),
            camera.focal_px(size_px[1]),
            (size_px[0] / 2, size_px[1] / 2),
            size_px,
        )

    @property
    def matrix(self) -> Floats:
        """Camera axes (right, down, forward) to homogeneous pixels, (3, 3)."""
        x, y = self.centre_px
        return np.array([[self.focal_px, 0.0, x], [0.0, self.focal_px, y], [0.0, 0.0, 1.0]])

    def rays(self, x_px: ArrayLike, y_px: ArrayLike) -> Floats:
        """Directions (..., 3) in space, one metre deep along the axis."""
        x = (np.asarray(x_px, dtype=float) - self.centre_px[0]) / self.focal_px
        y = (np.asarray(y_px, dtype=float) - self.centre_px[1]) / self.focal_px
        return np.asarray(np.stack([x, y, np.ones_like(x)], axis=-1) @ np.array(self.axes))

    def seen(self, points_m: ArrayLike) -> Floats:
        """Points (..., 3) as metres right, down and forward of the eye."""
        return np.asarray((np.asarray(points_m, dtype=float) - self.eye_m) @ np.array(self.axes).T)

    def scaled(self, factor: float) -> Lens:
        """The same picture, larger or smaller, in whole pixels."""
        width, height = (max(1, round(side * factor)) for side in self.size_px)
        x, y = self.centre_px
        return replace(
            self, focal_px=self.focal_px * factor, centre_px=(x * factor, y * factor), size_px=(width, height)
        )

    def warp_to(self, other: Lens) -> Floats:
        """Matrix (3, 3) that takes this picture's pixels to the other's, in pixel indices as OpenCV counts."""
        turned = np.array(other.axes) @ np.array(self.axes).T
        matrix = other.matrix @ turned @ np.linalg.inv(self.matrix)
        return np.asarray(np.linalg.inv(_TO_CENTRES) @ matrix @ _TO_CENTRES)


def covering(views: Sequence[Camera], size_px: tuple[int, int]) -> tuple[Lens, ...]:
    """Lenses at the views' one place that together see all that any view sees, as sharply as the tightest.

    A single view has its own lens. Raises ValueError for views from several places.
    """
    if len({view.eye_m for view in views}) != 1:
        raise ValueError("a shot's camera stands still: all its views need one eye_m")
    if len(views) == 1:
        return (Lens.of(views[0], size_px),)
    focal = max(view.focal_px(size_px[1]) for view in views)
    corners = np.concatenate([_corner_rays(Lens.of(view, size_px)) for view in views])
    axes = _middle_axes(views, corners)
    flat = corners @ axes.T
    reach = np.tan(np.radians(SECTOR_DEG / 2))
    if flat[:, 2].min() > 0 and np.abs(flat[:, 0] / flat[:, 2]).max() <= reach:
        return (_around(views[0].eye_m, axes, focal, flat),)
    return _sectors(views[0].eye_m, axes, focal, flat)


def _sectors(eye_m: Point, axes: Floats, focal_px: float, flat: Floats) -> tuple[Lens, ...]:
    """Lenses side by side, turned about the axis that points down the picture."""
    across = np.arctan2(flat[:, 0], flat[:, 2])
    down = np.arcsin(flat[:, 1] / np.linalg.norm(flat, axis=1))
    first, last = across.min(), across.max()
    count = int(np.ceil(np.degrees(last - first) / SECTOR_DEG))
    width = (last - first) / count
    tilts = np.linspace(down.min(), down.max(), 9)
    lenses = []
    for middle in first + width * (np.arange(count) + 0.5):
        turn = np.array([[np.cos(middle), 0, -np.sin(middle)], [0, 1, 0], [np.sin(middle), 0, np.cos(middle)]])
        angles = np.linspace(-width / 2, width / 2, 9)
        angle, tilt = (grid.ravel() for grid in np.meshgrid(angles, tilts))
        rays = np.stack([np.sin(angle) * np.cos(tilt), np.sin(tilt), np.cos(angle) * np.cos(tilt)], axis=-1)
        lenses.append(_around(eye_m, turn @ axes, focal_px, rays))
    return tuple(lenses)


def _middle_axes(views: Sequence[Camera], corners: Floats) -> Floats:
    """Right, down, forward of a plate between the outermost rays, upright as the views are."""
    axes = Camera(views[0].eye_m, _towards(views), 60.0, views[0].up).axes()
    flat = corners @ axes.T
    across = np.arctan2(flat[:, 0], flat[:, 2])
    middle = (across.min() + across.max()) / 2
    forward = np.cos(middle) * axes[2] + np.sin(middle) * axes[0]
    eye = np.array(views[0].eye_m)
    return Camera(views[0].eye_m, _point(eye + forward), 60.0, views[0].up).axes()


def _towards(views: Sequence[Camera]) -> Point:
    forward = sum((view.axes()[2] for view in views), np.zeros(3))
    return _point(np.array(views[0].eye_m) + forward / np.linalg.norm(forward))


def _around(eye_m: Point, axes: Floats, focal_px: float, rays: Floats) -> Lens:
    """The smallest lens with those axes that sees all the rays (N, 3), given in the axes, and a margin."""
    flat = rays[:, :2] / rays[:, 2:] * focal_px
    low = np.floor(flat.min(axis=0) - _MARGIN_PX)
    width, height = (int(side) for side in np.ceil(flat.max(axis=0) + _MARGIN_PX - low))
    return Lens(eye_m, _rows(axes), focal_px, (-float(low[0]), -float(low[1])), (width, height))


def _corner_rays(lens: Lens) -> Floats:
    width, height = lens.size_px
    return lens.rays([0, width, 0, width], [0, 0, height, height])


def _rows(axes: Floats) -> tuple[Point, Point, Point]:
    return _point(axes[0]), _point(axes[1]), _point(axes[2])


def _point(vector: Floats) -> Point:
    return float(vector[0]), float(vector[1]), float(vector[2])
