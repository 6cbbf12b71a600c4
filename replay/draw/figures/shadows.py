"""Shadows on the boards: where lamps of the hall are hidden by a figure, and the dark line under each tyre.

Each ball is projected along the light on the plane that touches the boards at the figure, drawn there as a disc, and
a part's shadow is the hull of its discs. Three rows of lamps hang over the hall, and every one gives a soft shadow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.figures.hulls import directions, outlines
from replay.draw.figures.parts import Model
from replay.draw.figures.projector import projector
from replay.draw.figures.skeleton import BikeFrame, bike_frame, cross
from replay.draw.hall.lights import LAMP_ROWS_Y_M, LAMP_ROWS_Z_M
from replay.draw.pixels.rectangles import Rect, clip, grow
from replay.draw.pixels.sprite import SHIFT_BITS, box_of, fixed
from replay.scene.frame.pinhole import Camera, Point
from replay.scene.frame.riders import Pose

_COLOUR = (6, 13, 26)
"""BGR of a shadow on wood."""

_LAMPS = tuple((y, LAMP_ROWS_Z_M) for y in LAMP_ROWS_Y_M)
"""Rows of lamps along the hall: y and z in metres."""

_DARKNESS, _FALL_OFF = 0.62, 1.5
"""The shadows of all rows together; each has its share by its distance to minus this power."""

_SOFT_M, _SOFTER_M = 0.030, 0.035
"""Softness of a shadow, metres, and how much softer it is where its row gives little of the light."""

_LAMP_SHARE = 0.6
"""The light's direction is this share lamp and the rest surface normal: shadows stay short and under the rider."""

_CONTACT = ((0.34, 0.060, 0.030), (0.62, 0.022, 0.012))
"""Ellipses under each tyre: darkness, half width across (metres), softness (metres); a wide and a tight one."""

_CONTACT_HALF_M = 0.17
"""Half the length of the dark line under a tyre."""

_CORNERS = 14
"""Of a shadow's outline: it is blurred, so few are enough."""

_SIGMA_PX = 0.95
"""Shadows softer than this are drawn coarser."""


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

    def cast(self, points_m: Floats, light: Floats) -> Floats:
        """Shadows (..., 2) of points (..., 3) in light from a direction, on the plane's own axes, metres."""
        above = points_m - self.origin_m
        height = above @ self.normal
        fallen = above - (height / (light @ self.normal))[..., None] * light
        return np.asarray(fallen @ self.axes.T)

    def to_space(self, spots: Floats) -> Floats:
        return np.asarray(spots @ self.axes + self.origin_m)


def cast_shadow(
    canvas: NDArray[np.uint8], camera: Camera, pose: Pose, model: Model, points: Mapping[str, Point], scale: float
) -> tuple[Rect, ...]:
    """Darken the boards under a figure in place; returns the rectangles that changed."""
    size_px = (canvas.shape[1], canvas.shape[0])
    ground, frame = _Ground.under(pose), bike_frame(pose)
    lens = projector(camera, size_px)
    depth = lens.depth(ground.origin_m)
    if depth < 0.4 + 1.6 * scale:
        return ()
    px_per_m = lens.focal_px / depth
    layers = [
        *_lamp_layers(ground, frame, model, points, scale),
        *_contact_layers(model, points, scale, 1.0 - min(pose.fallen, 1.0)),
    ]
    spots = np.concatenate([layer.spots_m for layer in layers])
    corners, _ = lens.pixels(ground.to_space(spots))
    shapes = np.split(corners, np.cumsum([len(layer.spots_m) for layer in layers])[:-1])
    box = box_of(corners)
    rect = clip(grow(box, int(np.ceil(0.16 * scale * px_per_m)) + 2), size_px) if box else None
    if rect is None:
        return ()
    _darken(canvas, rect, _light_left(rect, layers, shapes, px_per_m * scale))
    return (rect,)


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """Shapes (shapes, corners, 2) on the ground that are dark together: how dark, and how soft in metres."""

    spots_m: Floats
    darkness: float
    soft_m: float


def _lamp_layers(
    ground: _Ground, frame: BikeFrame, model: Model, points: Mapping[str, Point], scale: float
) -> list[_Layer]:
    casting = model.shadow
    balls = frame.to_space(casting.points_m(points), scale)[casting.rows]
    wheels = [(frame, wheel.radius_m, points[wheel.hub]) for wheel in model.wheels]
    rings = frame.to_space(np.array([_ring(radius, hub) for _, radius, hub in wheels]), scale)
    lights = [_light_at(ground, y, z) for y, z in _LAMPS]
    near = [float(np.hypot(y - ground.origin_m[1], z - ground.origin_m[2])) ** -_FALL_OFF for y, z in _LAMPS]
    shares = [part / sum(near) for part in near]
    discs = np.concatenate([ground.cast(balls, light) for light in lights])
    hulls = outlines(discs, np.tile(casting.radii_m * scale, (len(lights), 1)), _CORNERS).corners()
    by_lamp = hulls.reshape(len(lights), -1, _CORNERS, 2)
    return [
        _Layer(
            np.concatenate([shapes, ground.cast(rings, light)]), _DARKNESS * share, _SOFT_M + _SOFTER_M * (1 - share)
        )
        for shapes, light, share in zip(by_lamp, lights, shares, strict=True)
    ]


def _light_at(ground: _Ground, lamp_y_m: float, lamp_z_m: float) -> Floats:
    """Direction (3,) to a row of lamps, as far as shadows follow it."""
    lamp = np.array([0.0, lamp_y_m - ground.origin_m[1], lamp_z_m - ground.origin_m[2]])
    return np.asarray(lamp * (_LAMP_SHARE / np.sqrt(lamp @ lamp)) + (1.0 - _LAMP_SHARE) * ground.normal)


def _ring(radius_m: float, hub: Point) -> Floats:
    ring = np.zeros((_CORNERS, 3))
    ring[:, 0::2] = directions(_CORNERS) * radius_m
    return ring + hub


def _contact_layers(model: Model, points: Mapping[str, Point], scale: float, upright: float) -> list[_Layer]:
    along = np.array([[points[wheel.hub][0], 0.0] for wheel in model.wheels])[:, None, :]
    return [
        _Layer((along + directions(_CORNERS) * (_CONTACT_HALF_M, half)) * scale, darkness * upright, soft)
        for darkness, half, soft in _CONTACT
    ]


def _light_left(rect: Rect, layers: list[_Layer], shapes: list[Floats], px_per_m: float) -> NDArray[np.float32]:
    """How much light is left on each pixel of a rectangle, 0 to 1."""
    left = np.ones((rect[3], rect[2]), dtype=np.float32)
    for layer, shape in zip(layers, shapes, strict=True):
        mask = _soft_mask(rect, shape, layer.soft_m * px_per_m)
        left *= 1.0 - np.float32(layer.darkness / 255.0) * mask
    return left


def _soft_mask(rect: Rect, shape: Floats, sigma_px: float) -> NDArray[np.uint8]:
    """Shapes (shapes, corners, 2) filled and blurred, 0 to 255. What is very soft is drawn at a coarser scale."""
    coarse = max(int(sigma_px / _SIGMA_PX), 1)
    mask = np.zeros((-(-rect[3] // coarse), -(-rect[2] // coarse)), dtype=np.uint8)
    for polygon in fixed(shape / coarse, (rect[0] / coarse, rect[1] / coarse), 1):
        cv2.fillConvexPoly(mask, polygon, (255,), cv2.LINE_AA, SHIFT_BITS)
    if sigma_px >= 0.4:
        sigma = sigma_px / coarse
        width = 2 * int(np.ceil(2.2 * sigma)) + 1
        mask = np.asarray(cv2.GaussianBlur(mask, (width, width), sigma), dtype=np.uint8)
    if coarse == 1:
        return mask
    whole = cv2.resize(mask, None, fx=coarse, fy=coarse, interpolation=cv2.INTER_LINEAR)
    return np.asarray(whole[: rect[3], : rect[2]], dtype=np.uint8)


def _darken(canvas: NDArray[np.uint8], rect: Rect, left: NDArray[np.float32]) -> None:
    x, y, width, height = rect
    patch = canvas[y : y + height, x : x + width]
    kept = np.rint(left * 255.0).astype(np.uint8)
    light, shade = (np.take(table, kept).view(np.uint8).reshape(height, width, 4) for table in _SHADES)
    cv2.add(cv2.multiply(patch, light, scale=1.0 / 255.0), shade, dst=patch)


def _shades() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """For each light that is left, 0 to 255: what is kept of the picture, and what is added of the shadow, BGRX.

    The four bytes of each as one number.
    """
    left = np.arange(256)[:, None]
    light = np.where(np.arange(4) < 3, left, 255)
    shade = np.rint((255 - left) * np.array([*_COLOUR, 0]) / 255.0)
    light_table, shade_table = (
        np.ascontiguousarray(table.astype(np.uint8)).view(np.uint32) for table in (light, shade)
    )
    return light_table.ravel(), shade_table.ravel()


_SHADES = _shades()
"""What is kept of a pixel, and what is added, for each light that is left."""
