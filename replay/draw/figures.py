"""Riders as articulated figures: a Pose and a Kit become pixels on a canvas.

Canvases are (height, width, 4) uint8, BGRX. Everything here depends on its arguments alone.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from replay.draw.figure_painter import Seen, paint, see
from replay.draw.parts import Detail, Material, palette
from replay.draw.rectangles import Rect
from replay.draw.hulls import box_of
from replay.draw.rider_parts import RIDER, stripes
from replay.draw.skeleton import BICYCLE, bike_frame, rider_points
from replay.scene.camera import Camera, Point
from replay.scene.frame import Kit, Pose


def draw_rider(
    canvas: NDArray[np.uint8], camera: Camera, pose: Pose, kit: Kit, *, scale: float = 1.0
) -> tuple[Rect, ...]:
    """Draw a rider in place; returns the rectangles that changed, none if he is out of the picture."""
    points = {**BICYCLE, **rider_points(pose)}
    size_px = (canvas.shape[1], canvas.shape[0])
    seen = see(RIDER, points, bike_frame(pose), camera, size_px, scale)
    if seen is None:
        return ()
    decals = [(Material.TRIM, shape) for shape in stripes(points, seen.towards_eye)]
    return paint(canvas, seen, palette(kit), pose.wheel_deg, decals)


def figure_bounds(camera: Camera, pose: Pose, size_px: tuple[int, int], scale: float = 1.0) -> Rect | None:
    """The box on the picture of a rider with bicycle and helmet, not clipped; None if he is behind the camera."""
    seen = see(RIDER, _points(pose), bike_frame(pose), camera, size_px, scale)
    return None if seen is None else box_of(seen.corners_px())


def helmet_top_px(
    camera: Camera, pose: Pose, size_px: tuple[int, int], scale: float = 1.0
) -> tuple[float, float] | None:
    """The highest point on the picture of a rider's helmet, in pixels; None if he is behind the camera."""
    points = _points(pose)
    seen = see(RIDER.at(Detail.FAR), points, bike_frame(pose), camera, size_px, scale)
    if seen is None:
        return None
    part = next(index for index, part in enumerate(seen.model.parts) if part.material is Material.HELMET)
    corners = seen.outlines.corners()[part]
    x, y = corners[np.argmin(corners[:, 1])]
    return float(x), float(y)


def _points(pose: Pose) -> Mapping[str, Point]:
    return {**BICYCLE, **rider_points(pose)}
