"""The lens of a plate: a pinhole whose picture may lie to one side of its axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from replay.scene.camera import Camera, Point
from replay.units import Floats

SECTOR_DEG = 70.0
"""Widest sector, across, where one plate cannot hold all views."""

ONE_PLATE_DEG = 90.0
"""Up to here, across, a single plate holds them: wider ones are mostly edge."""

_MARGIN_PX = 6.0
_MARGIN_DEG = 3.0
"""Views are samples of a movement, which may swing a little further between them."""

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
    """Lenses at the views' one place that together see all that any view sees, as sharply as the tightest there.

    A single view has its own lens. Raises ValueError for views from several places.
    """
    if len({view.eye_m for view in views}) != 1:
        raise ValueError("a shot's camera stands still: all its views need one eye_m")
    if len(views) == 1:
        return (Lens.of(views[0], size_px),)
    focal = np.array([view.focal_px(size_px[1]) for view in views])
    borders = np.array([_border_rays(Lens.of(view, size_px)) for view in views])
    compass = _compass(views[0])
    across, up = _bearings(borders, np.array([view.axes()[2] for view in views]), compass)
    margin = float(np.radians(_MARGIN_DEG))
    first, width = across.min() - margin, min(float(np.ptp(across)) + 2 * margin, 2 * np.pi)
    if width <= np.radians(ONE_PLATE_DEG):
        axes = _axes(views[0], _direction(first + width / 2, (up.min() + up.max()) / 2, compass))
        return (_around(views[0].eye_m, axes, focal.max(), borders.reshape(-1, 3) @ axes.T, margin),)
    lenses = []
    for middle, half in _sectors(first, width):
        seen = (np.abs(_wrapped(across - middle)) <= half + margin).any(axis=1)
        tilts = np.linspace(up[seen].min() - margin, up[seen].max() + margin, 9)
        axes = _axes(views[0], _direction(middle, tilts.mean(), compass))
        rays = _direction(middle + np.linspace(-half, half, 9)[:, None], tilts[None, :], compass)
        lenses.append(_around(views[0].eye_m, axes, focal[seen].max(), rays.reshape(-1, 3) @ axes.T, 0.0))
    return tuple(lenses)


def _sectors(first: float, width: float) -> list[tuple[float, float]]:
    """Middle and half width, radians, of even sectors side by side."""
    count = int(np.ceil(np.degrees(width) / SECTOR_DEG))
    half = width / count / 2
    return [(first + half * (2 * number + 1), half) for number in range(count)]


def _wrapped(angle: Floats) -> Floats:
    return np.asarray(np.mod(angle + np.pi, 2 * np.pi) - np.pi)


def _compass(view: Camera) -> Floats:
    """Right, up and forward (3, 3) of a camera turned level."""
    up = np.array(view.up) / np.linalg.norm(view.up)
    forward = view.axes()[2]
    forward = forward - up * (forward @ up)
    forward = forward / np.linalg.norm(forward)
    return np.array([np.cross(forward, up), up, forward])


def _bearings(borders: Floats, middles: Floats, compass: Floats) -> tuple[Floats, Floats]:
    """Angles across and up, radians, of rays (views, N, 3) round the middles (views, 3) of their views.

    Across runs on without a jump from view to view, also past a whole turn.
    """
    right, _, forward = compass
    middle = np.unwrap(np.arctan2(middles @ right, middles @ forward))[:, None]
    turned = np.arctan2(borders @ right, borders @ forward) - middle
    up = np.arcsin(borders @ compass[1] / np.linalg.norm(borders, axis=-1))
    return middle + _wrapped(turned), up


def _direction(across: ArrayLike, up: ArrayLike, compass: Floats) -> Floats:
    """Unit vectors (..., 3) of angles."""
    across, up = np.broadcast_arrays(np.asarray(across, dtype=float), np.asarray(up, dtype=float))
    parts = np.stack([np.cos(up) * np.sin(across), np.sin(up), np.cos(up) * np.cos(across)], axis=-1)
    return np.asarray(parts @ compass)


def _axes(view: Camera, forward: Floats) -> Floats:
    return Camera(view.eye_m, _point(np.array(view.eye_m) + forward), view.fov_deg, view.up).axes()


def _around(eye_m: Point, axes: Floats, focal_px: float, rays: Floats, margin: float) -> Lens:
    """The smallest lens with those axes that sees all the rays (N, 3), given in the axes, and radians around them."""
    angles = np.arctan2(rays[:, :2], rays[:, 2:])
    low = np.floor(np.tan(angles.min(axis=0) - margin) * focal_px - _MARGIN_PX)
    high = np.ceil(np.tan(angles.max(axis=0) + margin) * focal_px + _MARGIN_PX)
    width, height = (int(side) for side in high - low)
    return Lens(eye_m, _rows(axes), float(focal_px), (-float(low[0]), -float(low[1])), (width, height))


def _border_rays(lens: Lens) -> Floats:
    """Rays (N, 3) through the border of a picture."""
    width, height = lens.size_px
    side = np.linspace(0.0, 1.0, 5)
    low, high = np.zeros(5), np.ones(5)
    x, y = np.concatenate([side, side, low, high]), np.concatenate([low, high, side, side])
    return lens.rays(x * width, y * height)


def _rows(axes: Floats) -> tuple[Point, Point, Point]:
    return _point(axes[0]), _point(axes[1]), _point(axes[2])


def _point(vector: Floats) -> Point:
    return float(vector[0]), float(vector[1]), float(vector[2])
