"""Riders as articulated figures: a Pose and a Kit become pixels on a canvas.

Canvases are (height, width, 4) uint8, BGRX. Everything here depends on its arguments alone.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from replay.draw.figures.bones.skeleton import WHEEL_RADIUS_M, bike_frame, rider_points
from replay.draw.figures.figure_painter import may_show, paint, see
from replay.draw.figures.models import Model
from replay.draw.figures.projector import projector
from replay.draw.figures.shadows import cast_shadow, shadow_may_show
from replay.draw.figures.skins.bicycle_lofts import bicycle
from replay.draw.figures.skins.materials import material_colours
from replay.draw.figures.skins.rider_lofts import SIDE_NAMES, arm, body, head, leg
from replay.draw.figures.wheels import Wheel
from replay.draw.pixels.rectangles import Rect
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import Kit, Pose

_LIMBS = (("hip", "knee", 0.095), ("knee", "ankle", 0.052), ("shoulder", "elbow", 0.066), ("elbow", "hand", 0.042))
"""Bones that cast shadows, and how thick they are."""

RIDER = Model(
    lofts=(*bicycle(), *body(), *head(), *(loft for side in SIDE_NAMES for part in (leg, arm) for loft in part(side))),
    rest=rider_points(Pose((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0), 0.0, 0.0, 0.0)),
    wheels=(Wheel("rear hub", WHEEL_RADIUS_M, disc=True), Wheel("front hub", WHEEL_RADIUS_M, disc=False)),
    casts=(
        ("hips", "back", 0.115),
        ("back", "shoulders", 0.125),
        ("shoulder right", "shoulder left", 0.080),
        ("helmet back", "helmet brow", 0.095),
        ("bottom bracket", "head bottom", 0.035),
        ("bottom bracket", "saddle clamp", 0.030),
        *((f"{start} {side}", f"{end} {side}", radius) for side in SIDE_NAMES for start, end, radius in _LIMBS),
    ),
)
"""The one model of all riders: they differ in pose and kit."""


def draw_rider(
    canvas: NDArray[np.uint8], camera: Camera, pose: Pose, kit: Kit, *, scale: float = 1.0, rolled: bool = False
) -> tuple[Rect, ...]:
    """Draw a rider in place; returns the rectangles that changed, none if he is out of the picture.

    scale   of the figure about the point where it touches the boards
    rolled  wheels as a finish camera sees them, turning while they pass its line
    """
    lens, frame = projector(camera, (canvas.shape[1], canvas.shape[0])), bike_frame(pose)
    if not may_show(lens, frame, scale):
        return ()
    wheels = pose.wheel_deg, pose.wheel_turn_deg
    seen = see(RIDER, rider_points(pose), frame, lens, scale, wheels, rolled=rolled)
    return () if seen is None else paint(canvas, seen, material_colours(kit))


def draw_shadow(canvas: NDArray[np.uint8], camera: Camera, pose: Pose, *, scale: float = 1.0) -> tuple[Rect, ...]:
    """Darken the boards under a rider in place; returns the rectangles that changed."""
    if not shadow_may_show(canvas, camera, pose, scale):
        return ()
    return cast_shadow(canvas, camera, pose, RIDER, rider_points(pose), scale)
