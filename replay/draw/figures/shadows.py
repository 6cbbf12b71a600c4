"""Shadows on the boards: where lamps of the hall are hidden by a figure, and the dark line under each tyre.

They are drawn on a small map of the plane that touches the boards at the figure, as seen from above it: bones as thick
lines, wheels as discs. There softness is the same in every direction. The map is laid on the picture in perspective.
Three rows of lamps hang over the hall, and every one gives a soft shadow.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.figures.bones.skeleton import BikeFrame, bike_frame
from replay.draw.figures.bones.vectors import cross, moved
from replay.draw.figures.models import Model
from replay.draw.figures.projector import Projector, projector
from replay.draw.figures.shadow_kernels import (
    Chart,
    cast_points,
    darken,
    fill_bones,
    fill_shadows,
    map_of,
    see_map,
)
from replay.draw.hall.lights import LAMP_ROWS_Y_M, LAMP_ROWS_Z_M
from replay.draw.pixels.rectangles import Rect, clip
from replay.draw.pixels.sprite import box_around
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

_NEAREST_M = 0.3
"""A map of which a corner is nearer to the eye than this is not drawn."""

Mask = NDArray[np.uint8]


def shadow_may_show(canvas: NDArray[np.uint8], camera: Camera, pose: Pose, scale: float) -> bool:
    """Whether anything of the shadow under a figure may be on the picture."""
    lens = projector(camera, (canvas.shape[1], canvas.shape[0]))
    return lens.may_show(np.array(pose.ground_m), _REACH_M * scale)


def cast_shadow(
    canvas: NDArray[np.uint8], camera: Camera, pose: Pose, model: Model, points: Mapping[str, Point], scale: float
) -> tuple[Rect, ...]:
    """Darken the boards under a figure in place; returns the rectangles that changed."""
    ground, lens = _ground(pose), projector(camera, (canvas.shape[1], canvas.shape[0]))
    depth = lens.depth(ground[0])
    if depth < 0.4 + 1.6 * scale:
        return ()
    spots, shares = _cast(ground, bike_frame(pose), model, points, scale)
    square_m = min(max(_PX_PER_TEXEL * depth / lens.focal_px, _FINEST_M), _COARSEST_M)
    chart = map_of(spots, 2 * len(model.casts), square_m, _MARGIN_M, _LARGEST)
    placed = _on_picture(ground, chart, lens)
    if placed is None:
        return ()
    rect, matrix = placed
    dark = _lamp_shadows(chart, spots, model, shares, scale)
    if pose.fallen < 1.0:
        cv2.add(dark, _contacts(chart, model, points, scale, 1.0 - max(pose.fallen, 0.0)), dst=dark)
    hidden = np.asarray(cv2.warpPerspective(dark, matrix, rect[2:], flags=cv2.INTER_LINEAR), dtype=np.uint8)
    left, top, width, height = rect
    darken(canvas[top : top + height, left : left + width], hidden, _COLOUR)
    return (rect,)


def _ground(pose: Pose) -> Floats:
    """The plane that touches the boards at a figure (4, 3): origin, two unit vectors along it, and one across."""
    return np.array((pose.ground_m, pose.forward, cross(pose.normal, pose.forward), pose.normal))


def _cast(
    ground: Floats, frame: BikeFrame, model: Model, points: Mapping[str, Point], scale: float
) -> tuple[Floats, Floats]:
    """Where the ends of bones, and then hubs and rims of wheels, are cast on the ground (lamps, places, 2), metres; and
    what each row of lamps gives of the light."""
    places = [points[name] for first, last, _ in model.casts for name in (first, last)]
    for wheel in model.wheels:
        hub = points[wheel.hub]
        places += (hub, moved(hub, wheel.radius_m, 0.0, 0.0), moved(hub, 0.0, 0.0, wheel.radius_m))
    spots, shares = np.empty((len(_LAMPS), len(places), 2)), np.empty(len(_LAMPS))
    own = np.empty((4, 3))
    own[0], own[1:] = frame.origin_m, frame.axes * scale
    cast_points(np.array(places), own, ground, _LAMPS, (_LAMP_SHARE, _FALL_OFF), spots, shares)
    return spots, shares


def _on_picture(ground: Floats, chart: Chart, lens: Projector) -> tuple[Rect, Floats] | None:
    """Where the map lies on the picture, and the matrix that takes its squares there; None where it is not seen."""
    half, matrix = (lens.size_px[0] / 2, lens.size_px[1] / 2), np.empty((3, 3))
    left, top, right, bottom, near = see_map(chart, ground, lens.eye_m, lens.axes, (lens.focal_px, *half), matrix)
    box = box_around(left, top, right, bottom, 1) if near >= _NEAREST_M else None
    rect = clip(box, lens.size_px) if box else None
    if rect is None:
        return None
    matrix[:2] -= np.array(rect[:2])[:, None] * matrix[2]
    return rect, matrix


def _lamp_shadows(chart: Chart, spots: Floats, model: Model, shares: Floats, scale: float) -> Mask:
    """How much light the rows of lamps lose on each square, 0 to 255. shares: what each row gives of the light."""
    ends = 2 * len(model.casts)
    bones, wheels = spots[:, :ends].reshape(len(spots), -1, 2, 2), spots[:, ends:].reshape(len(spots), -1, 3, 2)
    thick = np.array([radius for *_, radius in model.casts]) * (scale / chart[2])
    total = _empty(chart)
    fill_shadows(total, bones, thick, wheels, np.rint(255 * _DARKNESS * shares).astype(np.int64))
    return _soft(total, chart, _SOFT_M * scale)


def _contacts(chart: Chart, model: Model, points: Mapping[str, Point], scale: float, upright: float) -> Mask:
    """The dark line under each tyre, 0 to 255."""
    forward_m, left_m, square_m, *_ = chart
    mask, middles = _empty(chart), [points[wheel.hub][0] for wheel in model.wheels]
    spots = [(middle + reach) * scale for middle in middles for reach in (-_CONTACT_HALF_M, _CONTACT_HALF_M)]
    ends = np.array([((spot - forward_m) / square_m, -left_m / square_m) for spot in spots]).reshape(-1, 2, 2)
    thick = np.full(len(ends), max(_CONTACT_WIDE_M / 2 * scale / square_m, 0.55))
    fill_bones(mask, ends, thick, round(255 * _CONTACT * upright))
    return _soft(mask, chart, _CONTACT_SOFT_M * scale)


def _empty(chart: Chart) -> Mask:
    return np.zeros((chart[4], chart[3]), dtype=np.uint8)


def _soft(mask: Mask, chart: Chart, soft_m: float) -> Mask:
    sigma = max(soft_m / chart[2], 0.5)
    width = 2 * ceil(2.2 * sigma) + 1
    # The same weights as cv2.GaussianBlur's, which takes four times as long for bytes.
    weights = cv2.getGaussianKernel(width, sigma, cv2.CV_32F)
    return np.asarray(cv2.sepFilter2D(mask, -1, weights, weights), dtype=np.uint8)
