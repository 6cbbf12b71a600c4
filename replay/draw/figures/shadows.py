"""Shadows on the boards: where lamps of the hall are hidden by a figure, and the dark line under each tyre.

They are drawn on a small map of the plane that touches the boards at the figure, as seen from above it: bones as thick
lines, wheels as discs. There softness is the same in every direction. The map is laid on the picture in perspective.
Three rows of lamps hang over the hall, and every one gives a soft shadow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.figures.bones.skeleton import BikeFrame, bike_frame
from replay.draw.figures.bones.vectors import cross, moved
from replay.draw.figures.models import Model
from replay.draw.figures.projector import Projector, projector
from replay.draw.figures.shadow_kernels import darken, fill_bones, fill_shadows
from replay.draw.hall.lights import LAMP_ROWS_Y_M, LAMP_ROWS_Z_M
from replay.draw.pixels.rectangles import Rect, clip
from replay.draw.pixels.sprite import box_of
from replay.scene.frame.pinhole import Camera, Point
from replay.scene.frame.riders import Pose

_COLOUR = (6, 13, 26)
"""BGR of a shadow on wood."""

_LAMPS = np.array([(y, LAMP_ROWS_Z_M) for y in LAMP_ROWS_Y_M])
"""Rows of lamps along the hall: y and z in metres."""

_DARKNESS, _FALL_OFF = 0.62, 1.9
"""The shadows of all rows together; each has its share by its distance to minus this power."""

_SOFT_M = 0.055
"""Softness of a shadow, metres."""

_LAMP_SHARE = 0.5
"""The light's direction is this share lamp and the rest surface normal: shadows stay short and under the rider."""

_CONTACT, _CONTACT_SOFT_M, _CONTACT_HALF_M, _CONTACT_WIDE_M = 0.70, 0.022, 0.24, 0.055
"""The dark line under each tyre: how dark and how soft it is, half its length, and its width, metres."""

_PX_PER_TEXEL, _FINEST_M, _COARSEST_M = 2.2, 0.014, 0.08
"""Pixels of the picture to a side of a map's square, and the bounds of its size, metres."""

_LARGEST = 400
"""Squares along a side of a map: there are never more."""

_REACH_M = 3.0
"""No shadow reaches further from where its figure touches the boards, metres."""

_MARGIN_M = 0.13
"""Around what a map shows: it is soft there."""

Mask = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """The plane that touches the boards at a figure: origin and two unit vectors along it, as rows (2, 3)."""

    origin_m: Floats
    axes: Floats
    normal: Floats

    @staticmethod
    def under(pose: Pose) -> _Ground:
        forward, normal = np.array(pose.forward), np.array(pose.normal)
        left = np.array(cross(pose.normal, pose.forward))
        return _Ground(np.array(pose.ground_m), np.array([forward, left]), normal)

    def cast(self, points_m: Floats, lights: Floats) -> Floats:
        """Shadows (lights, points, 2) of points (points, 3) in lights from directions (lights, 3), metres."""
        above = points_m - self.origin_m
        slant = lights @ self.axes.T / (lights @ self.normal)[:, None]
        return np.asarray(above @ self.axes.T - (above @ self.normal)[:, None] * slant[:, None])

    def to_space(self, spots: Floats) -> Floats:
        return np.asarray(spots @ self.axes + self.origin_m)


@dataclass(frozen=True, slots=True)
class _Map:
    """Squares of the ground: where its first corner is, how large a square is (metres), how many there are."""

    forward_m: float
    left_m: float
    square_m: float
    size: tuple[int, int]

    @staticmethod
    def around(spots: Floats, square_m: float) -> _Map:
        low, high = spots.min(axis=0) - _MARGIN_M, spots.max(axis=0) + _MARGIN_M
        square_m = max(square_m, float((high - low).max()) / _LARGEST)
        columns, rows = (int(side) + 1 for side in ((high - low) / square_m).tolist())
        return _Map(float(low[0]), float(low[1]), square_m, (columns, rows))

    def squares(self, spots: Floats) -> Floats:
        """Columns and rows of places (..., 2) on the map, from its first corner."""
        return np.asarray((spots - (self.forward_m, self.left_m)) / self.square_m)

    def corners(self) -> Floats:
        """(4, 2) corners on the ground, metres."""
        far = self.forward_m + self.size[0] * self.square_m, self.left_m + self.size[1] * self.square_m
        return np.array(
            [(self.forward_m, self.left_m), (far[0], self.left_m), far, (self.forward_m, far[1])], dtype=float
        )

    def empty(self) -> Mask:
        return np.zeros((self.size[1], self.size[0]), dtype=np.uint8)

    def soft(self, mask: Mask, soft_m: float) -> Mask:
        sigma = max(soft_m / self.square_m, 0.5)
        width = 2 * int(np.ceil(2.2 * sigma)) + 1
        # The same weights as cv2.GaussianBlur's, which takes four times as long for bytes.
        weights = cv2.getGaussianKernel(width, sigma, cv2.CV_32F)
        return np.asarray(cv2.sepFilter2D(mask, -1, weights, weights), dtype=np.uint8)


def shadow_may_show(canvas: NDArray[np.uint8], camera: Camera, pose: Pose, scale: float) -> bool:
    """Whether anything of the shadow under a figure may be on the picture."""
    lens = projector(camera, (canvas.shape[1], canvas.shape[0]))
    return lens.may_show(np.array(pose.ground_m), _REACH_M * scale)


def cast_shadow(
    canvas: NDArray[np.uint8], camera: Camera, pose: Pose, model: Model, points: Mapping[str, Point], scale: float
) -> tuple[Rect, ...]:
    """Darken the boards under a figure in place; returns the rectangles that changed."""
    ground, lens = _Ground.under(pose), projector(camera, (canvas.shape[1], canvas.shape[0]))
    depth = lens.depth(ground.origin_m)
    if depth < 0.4 + 1.6 * scale:
        return ()
    lights, shares = _lights(ground)
    bones, wheels = _cast(ground, lights, bike_frame(pose), model, points, scale)
    spots = np.concatenate([bones.reshape(-1, 2), _around(wheels)])
    square_m = min(max(_PX_PER_TEXEL * depth / lens.focal_px, _FINEST_M), _COARSEST_M)
    chart = _Map.around(spots, square_m)
    placed = _on_picture(ground, chart, lens)
    if placed is None:
        return ()
    rect, matrix = placed
    dark = _lamp_shadows(chart, bones, wheels, model, shares, scale)
    if pose.fallen < 1.0:
        cv2.add(dark, _contacts(chart, model, points, scale, 1.0 - max(pose.fallen, 0.0)), dst=dark)
    hidden = np.asarray(cv2.warpPerspective(dark, matrix, rect[2:], flags=cv2.INTER_LINEAR), dtype=np.uint8)
    left, top, width, height = rect
    darken(canvas[top : top + height, left : left + width], hidden, _COLOUR)
    return (rect,)


def _cast(
    ground: _Ground, lights: Floats, frame: BikeFrame, model: Model, points: Mapping[str, Point], scale: float
) -> tuple[Floats, Floats]:
    """Shadows on the ground of bones (lamps, bones, 2, 2) and wheels (lamps, wheels, 3, 2): see `fill_shadows`."""
    ends = [points[name] for first, last, _ in model.casts for name in (first, last)]
    rims = [
        place
        for wheel in model.wheels
        for hub in (points[wheel.hub],)
        for place in (hub, moved(hub, wheel.radius_m, 0.0, 0.0), moved(hub, 0.0, 0.0, wheel.radius_m))
    ]
    spots = ground.cast(frame.to_space(ends + rims, scale), lights)
    count, wheels = len(ends), spots[:, len(ends) :].reshape(len(lights), -1, 3, 2)
    wheels[:, :, 1:] -= wheels[:, :, :1]
    return spots[:, :count].reshape(len(lights), -1, 2, 2), wheels


def _on_picture(ground: _Ground, chart: _Map, lens: Projector) -> tuple[Rect, Floats] | None:
    """Where the map lies on the picture, and the matrix that takes its squares there; None where it is not seen."""
    corners_m = ground.to_space(chart.corners())
    if float(((corners_m - lens.eye_m) @ lens.axes[2]).min()) < 0.3:
        return None
    corners, _ = lens.pixels(corners_m)
    box = box_of(corners, 1)
    rect = clip(box, lens.size_px) if box else None
    if rect is None:
        return None
    columns, rows = chart.size
    squares = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], dtype=np.float32) - np.float32(0.5)
    there = (corners - (rect[0] + 0.5, rect[1] + 0.5)).astype(np.float32)
    return rect, np.asarray(cv2.getPerspectiveTransform(squares, there), dtype=float)


def _lamp_shadows(chart: _Map, bones: Floats, wheels: Floats, model: Model, shares: Floats, scale: float) -> Mask:
    """How much light the rows of lamps lose on each square, 0 to 255. shares: what each row gives of the light."""
    ends, rims = chart.squares(bones), wheels / chart.square_m
    rims[:, :, 0] = chart.squares(wheels[:, :, 0])
    thick = np.array([radius for *_, radius in model.casts]) * (scale / chart.square_m)
    total = chart.empty()
    fill_shadows(total, ends, thick, rims, np.rint(255 * _DARKNESS * shares).astype(np.int64))
    return chart.soft(total, _SOFT_M * scale)


def _around(wheels: Floats) -> Floats:
    """Places (n, 2) around the shadows of wheels."""
    middle, first, second = wheels[:, :, 0], wheels[:, :, 1], wheels[:, :, 2]
    reach = np.sqrt(first**2 + second**2)
    return np.concatenate([middle - reach, middle + reach]).reshape(-1, 2)


def _lights(ground: _Ground) -> tuple[Floats, Floats]:
    """Directions (lamps, 3) to the rows of lamps, as far as shadows follow them, and what each gives of the light."""
    aside = _LAMPS - ground.origin_m[1:]
    far = np.sqrt((aside * aside).sum(axis=1))
    directions = np.repeat((1.0 - _LAMP_SHARE) * ground.normal[None], len(_LAMPS), axis=0)
    directions[:, 1:] += aside * (_LAMP_SHARE / far)[:, None]
    near = far**-_FALL_OFF
    return directions, near / near.sum()


def _contacts(chart: _Map, model: Model, points: Mapping[str, Point], scale: float, upright: float) -> Mask:
    """The dark line under each tyre, 0 to 255."""
    mask = chart.empty()
    middles = np.array([[points[wheel.hub][0], 0.0] for wheel in model.wheels])
    reach = np.array([[-_CONTACT_HALF_M, 0.0], [_CONTACT_HALF_M, 0.0]])
    ends = chart.squares((middles[:, None] + reach) * scale)
    thick = np.full(len(ends), max(_CONTACT_WIDE_M / 2 * scale / chart.square_m, 0.55))
    fill_bones(mask, ends, thick, round(255 * _CONTACT * upright))
    return chart.soft(mask, _CONTACT_SOFT_M * scale)
