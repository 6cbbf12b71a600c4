"""The lens of a plate: a pinhole whose picture may lie to one side of its axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from replay.base.units import Floats
from replay.draw.hall.loops.view_kernels import mark_inside
from replay.scene.frame.pinhole import Camera, Point

PLATE_PICTURES = 6.0
"""How many pictures large a moving shot's plate may grow before the next one begins."""

_WIDEST_DEG = 90.0
"""The most that a plate of several views spans: a flat picture is stretched at its edges."""

_STEP_DEG = 10.0
"""Views further apart than this get others between them."""

_MARGIN_PX = 6.0
"""Pixels around what the views need, for interpolating at the edge."""

_MARGIN_DEG = 0.25
"""Views are samples of a movement, which may swing a little further between them."""

_LEAST_DEPTH = 0.15
"""Rays nearer than this to the plane of the lens would lie endlessly far out on the plate."""

MOST_PLATE_PIXELS = 13_000_000
"""All plates of a shot. One that zooms in while it pans far would need more; it is less sharp than could be."""

LEVEL_STEP = 2**0.5
"""From one resolution of a plate to the next."""

_TO_CENTRES = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5], [0.0, 0.0, 1.0]])
"""From OpenCV's pixel indices, whole at the middles of pixels, to positions that run from the corner."""

_GRID = (33, 9)
"""Points over a view, across and down, at which it is asked whether a plate holds them."""


@dataclass(frozen=True, slots=True)
class PlateLens:
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
    def of(cls, camera: Camera, size_px: tuple[int, int]) -> PlateLens:
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

    @property
    def numbers(self) -> Floats:
        """All but the size in one array (15,): eye, right, down, forward, focal length, centre."""
        return np.array([*self.eye_m, *(side for axis in self.axes for side in axis), self.focal_px, *self.centre_px])

    def rays(self, x_px: ArrayLike, y_px: ArrayLike) -> Floats:
        """Directions (..., 3) in space, one metre deep along the axis."""
        x = (np.asarray(x_px, dtype=float) - self.centre_px[0]) / self.focal_px
        y = (np.asarray(y_px, dtype=float) - self.centre_px[1]) / self.focal_px
        return np.asarray(np.stack([x, y, np.ones_like(x)], axis=-1) @ np.array(self.axes))

    def seen(self, points_m: ArrayLike) -> Floats:
        """Points (..., 3) as metres right, down and forward of the eye."""
        return np.asarray((np.asarray(points_m, dtype=float) - self.eye_m) @ np.array(self.axes).T)

    def scaled(self, factor: float) -> PlateLens:
        """The same picture, larger or smaller, in whole pixels."""
        width, height = (max(1, round(side * factor)) for side in self.size_px)
        x, y = self.centre_px
        return replace(
            self, focal_px=self.focal_px * factor, centre_px=(x * factor, y * factor), size_px=(width, height)
        )

    def warp_to(self, other: PlateLens) -> Floats:
        """Matrix (3, 3) that takes this picture's pixels to the other's, in pixel indices as OpenCV counts."""
        turned = np.array(other.axes) @ np.array(self.axes).T
        matrix = other.matrix @ turned @ np.linalg.inv(self.matrix)
        return np.asarray(np.linalg.inv(_TO_CENTRES) @ matrix @ _TO_CENTRES)


def covering(views: Sequence[Camera], size_px: tuple[int, int]) -> tuple[PlateLens, ...]:
    """Lenses at the views' one place: each covers some views that follow each other, as sharply as the tightest.

    Neighbours share a view, so that the way from each view to the next lies on one of them. A single view has its
    own lens. Raises ValueError for views from several places.
    """
    if len({view.eye_m for view in views}) != 1:
        raise ValueError("a shot's camera stands still: all its views need one eye_m")
    if len(views) == 1:
        return (PlateLens.of(views[0], size_px),)
    along = _Along.of(_in_small_steps(views), size_px)
    most, lenses, first = PLATE_PICTURES * size_px[0] * size_px[1], [], 0
    while first < len(along.views) - 1:
        last, lens = first + 1, along.bounding(first, first + 2)
        while last + 1 < len(along.views):
            larger = along.bounding(first, last + 2)
            if larger is None or larger.size_px[0] * larger.size_px[1] > most:
                break
            last, lens = last + 1, larger
        if lens is None:
            raise ValueError(f"a view of {along.views[first].fov_deg:.0f} degrees is too wide for a plate")
        lenses.append(lens)
        first = last
    return tuple(lenses)


def _in_small_steps(views: Sequence[Camera]) -> list[Camera]:
    """The views, with others between those that lie far apart."""
    found = [views[0]]
    for here, there in pairwise(views):
        one, other = here.axes()[2], there.axes()[2]
        apart = np.degrees(np.arccos(np.clip(one @ other, -1, 1)))
        count = max(1, int(np.ceil(apart / _STEP_DEG)))
        for share in np.arange(1, count) / count:
            forward = one + (other - one) * share
            fov = here.fov_deg + (there.fov_deg - here.fov_deg) * float(share)
            target = _point(np.array(here.eye_m) + forward / np.linalg.norm(forward))
            found.append(Camera(here.eye_m, target, fov, here.up))
        found.append(there)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Along:
    """Views that follow each other, and what is asked again and again of many of them, worked out once.

    forward   (N, 3) the way each looks
    focal_px  (N,) its focal length
    border    (N, 20, 3) rays through the border of its picture, one metre deep
    """

    views: Sequence[Camera]
    forward: Floats
    focal_px: Floats
    border: Floats

    @classmethod
    def of(cls, views: Sequence[Camera], size_px: tuple[int, int]) -> _Along:
        lenses = [PlateLens.of(view, size_px) for view in views]
        return cls(
            views,
            forward=np.array([lens.axes[2] for lens in lenses]),
            focal_px=np.array([lens.focal_px for lens in lenses]),
            border=np.array([_border_rays(lens) for lens in lenses]),
        )

    def bounding(self, first: int, end: int) -> PlateLens | None:
        """The lens that covers the views from first to before end; None if they are too far apart for a flat one."""
        view, forward = self.views[first], self.forward[first:end].sum(axis=0)
        target = _point(np.array(view.eye_m) + forward / np.linalg.norm(forward))
        axes = Camera(view.eye_m, target, view.fov_deg, view.up).axes()
        rays = self.border[first:end].reshape(-1, 3) @ axes.T
        if rays[:, 2].min() < _LEAST_DEPTH:
            return None
        sides = rays[:, :2] / rays[:, 2:]
        low, high = sides.argmin(axis=0), sides.argmax(axis=0)
        # Of all rays the outermost alone: an angle of each would take most of the time.
        angles = np.arctan2(rays[[low, high], [0, 1]], rays[[low, high], 2])
        if end - first > 2 and (angles[1] - angles[0] > np.radians(_WIDEST_DEG)).any():
            return None
        return _around(view.eye_m, axes, float(self.focal_px[first:end].max()), angles, float(np.radians(_MARGIN_DEG)))


def _around(eye_m: Point, axes: Floats, focal_px: float, angles: Floats, margin: float) -> PlateLens:
    """The smallest lens with those axes that sees from the least to the most of the angles (2, 2), right and down, and
    radians around them."""
    low = np.floor(np.tan(angles[0] - margin) * focal_px - _MARGIN_PX)
    high = np.ceil(np.tan(angles[1] + margin) * focal_px + _MARGIN_PX)
    width, height = (int(side) for side in high - low)
    return PlateLens(eye_m, _rows(axes), focal_px, (-float(low[0]), -float(low[1])), (width, height))


def _border_rays(lens: PlateLens) -> Floats:
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


def columns_seen(inside: NDArray[np.bool_], view: PlateLens) -> tuple[int, int] | None:
    """Between which columns of the view a lens's picture lies, of which a grid is inside; None if nowhere."""
    found = np.flatnonzero(inside.any(axis=0))
    if len(found) == 0:
        return None
    width = view.size_px[0]
    step = width / (_GRID[0] - 1)
    return max(0, int((found[0] - 1) * step)), min(width, int((found[-1] + 1) * step) + 1)


def seen_by(lenses: Sequence[PlateLens], view: PlateLens) -> NDArray[np.bool_]:
    """Which points of a grid over the view lie on each lens's picture (lenses, rows, columns)."""
    inside = np.empty((len(lenses), _GRID[1], _GRID[0]), dtype=np.bool_)
    mark_inside(view.numbers, view.size_px, *_numbers(tuple(lenses)), inside)
    return inside


@lru_cache(maxsize=64)
def _numbers(lenses: tuple[PlateLens, ...]) -> tuple[Floats, NDArray[np.int64]]:
    """Numbers (lenses, 15) and sizes (lenses, 2) of lenses."""
    return np.array([lens.numbers for lens in lenses]), np.array([lens.size_px for lens in lenses], dtype=np.int64)


@lru_cache(maxsize=64)
def shot_lenses(views: tuple[Camera, ...], size_px: tuple[int, int]) -> tuple[PlateLens, ...]:
    """The lenses of a shot's plates, those of a moving one within the limit of pixels."""
    lenses = covering(views, size_px)
    pixels = sum(lens.size_px[0] * lens.size_px[1] for lens in lenses)
    if len(views) == 1 or pixels <= MOST_PLATE_PIXELS:
        return lenses
    return tuple(lens.scaled((MOST_PLATE_PIXELS / pixels) ** 0.5) for lens in lenses)


@lru_cache(maxsize=64)
def shot_levels(views: tuple[Camera, ...], size_px: tuple[int, int]) -> int:
    """How many resolutions a shot's plates need, from its tightest view to its widest."""
    focal = [view.focal_px(size_px[1]) for view in views]
    return 1 + int(np.floor(np.log(max(focal) / min(focal)) / np.log(LEVEL_STEP) + 1e-9))


def shot_height_px(lens: PlateLens, views: tuple[Camera, ...], size_px: tuple[int, int]) -> int:
    """Height of the picture that the lens would make of the shot's middle zoom.

    Blur and bloom go by it, so that they are as wide in space on all plates of a shot.
    """
    middle = np.exp(np.mean([np.log(view.focal_px(size_px[1])) for view in views]))
    return round(size_px[1] * lens.focal_px / float(middle))
