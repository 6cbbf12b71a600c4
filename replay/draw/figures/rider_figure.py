"""Riders as articulated figures: a Pose and a Kit become pixels on a canvas.

Canvases are (height, width, 4) uint8, BGRX. Everything here depends on its arguments alone.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from replay.draw.figures.figure_painter import paint, see
from replay.draw.figures.parts import Material, material_colours
from replay.draw.figures.projector import projector
from replay.draw.figures.rider_parts import RIDER, stripes
from replay.draw.figures.shadows import cast_shadow
from replay.draw.figures.skeleton import bike_frame, rider_points
from replay.draw.pixels.rectangles import Rect
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import Kit, Pose


def draw_rider(
    canvas: NDArray[np.uint8], camera: Camera, pose: Pose, kit: Kit, *, scale: float = 1.0, rolled: bool = False
) -> tuple[Rect, ...]:
    """Draw a rider in place; returns the rectangles that changed, none if he is out of the picture.

    scale   of the figure about the point where it touches the boards
    rolled  wheels as a finish camera sees them, turning while they pass its line
    """
    points = rider_points(pose)
    lens = projector(camera, (canvas.shape[1], canvas.shape[0]))
    seen = see(RIDER, points, bike_frame(pose), lens, scale)
    if seen is None:
        return ()
    decals = [(Material.TRIM, shape) for shape in stripes(points, seen.towards_eye)]
    return paint(canvas, seen, material_colours(kit), pose.wheel_deg, decals, rolled=rolled)


def draw_shadow(canvas: NDArray[np.uint8], camera: Camera, pose: Pose, *, scale: float = 1.0) -> tuple[Rect, ...]:
    """Darken the boards under a rider in place; returns the rectangles that changed."""
    return cast_shadow(canvas, camera, pose, RIDER, rider_points(pose), scale)
