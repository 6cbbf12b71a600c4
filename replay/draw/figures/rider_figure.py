"""Riders as articulated figures: a Pose and a Kit become pixels on a canvas.

Canvases are (height, width, 4) uint8, BGRX. Everything here depends on its arguments alone.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from replay.draw.figures.figure_painter import Seen, paint, see
from replay.draw.figures.hulls import box_of
from replay.draw.figures.parts import Material, palette
from replay.draw.figures.projector import projector
from replay.draw.figures.rider_parts import RIDER, stripes
from replay.draw.figures.shadows import draw_shadow
from replay.draw.figures.skeleton import bike_frame, rider_points
from replay.draw.pixels.rectangles import Rect
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import Kit, Pose

__all__ = ["draw_rider", "draw_shadow", "figure_bounds", "helmet_top_px"]


def draw_rider(
    canvas: NDArray[np.uint8], camera: Camera, pose: Pose, kit: Kit, *, scale: float = 1.0, rolled: bool = False
) -> tuple[Rect, ...]:
    """Draw a rider in place; returns the rectangles that changed, none if he is out of the picture.

    scale   of the figure about the point where it touches the boards
    rolled  wheels as a finish camera sees them, turning while they pass its line
    """
    points = rider_points(pose)
    seen = _see(camera, pose, (canvas.shape[1], canvas.shape[0]), scale)
    if seen is None:
        return ()
    decals = [(Material.TRIM, shape) for shape in stripes(points, seen.towards_eye)]
    return paint(canvas, seen, palette(kit), pose.wheel_deg, decals, rolled=rolled)


def figure_bounds(camera: Camera, pose: Pose, size_px: tuple[int, int], scale: float = 1.0) -> Rect | None:
    """The box on the picture of a rider with bicycle and helmet, not clipped; None if he is behind the camera."""
    seen = _see(camera, pose, size_px, scale)
    return None if seen is None else box_of(seen.corners_px())


def helmet_top_px(
    camera: Camera, pose: Pose, size_px: tuple[int, int], scale: float = 1.0
) -> tuple[float, float] | None:
    """The highest point on the picture of a rider's helmet, in pixels; None if he is behind the camera."""
    seen = _see(camera, pose, size_px, scale)
    if seen is None:
        return None
    part = next(index for index, part in enumerate(seen.model.parts) if part.material is Material.HELMET)
    corners = seen.outlines.corners()[part]
    x, y = corners[np.argmin(corners[:, 1])]
    return float(x), float(y)


def _see(camera: Camera, pose: Pose, size_px: tuple[int, int], scale: float) -> Seen | None:
    return see(RIDER, rider_points(pose), bike_frame(pose), projector(camera, size_px), scale)
