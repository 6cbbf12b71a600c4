"""The pacer of a keirin: an upright rider on a derny, a slim motor bicycle with long handlebars."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import cos, pi, radians, sin
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from replay.draw.figures.bones.skeleton import DIRECTIONS, arm_points, bike_frame, head_points, trunk_points
from replay.draw.figures.bones.vectors import moved, two_bone
from replay.draw.figures.figure_painter import may_show, paint, see
from replay.draw.figures.models import Model
from replay.draw.figures.projector import projector
from replay.draw.figures.shadows import cast_shadow, shadow_may_show
from replay.draw.figures.skins.derny_lofts import derny
from replay.draw.figures.skins.lofts import Material
from replay.draw.figures.skins.materials import material_colours
from replay.draw.figures.skins.rider_lofts import SIDE_NAMES, arm, body, head, leg
from replay.draw.figures.wheels import Wheel
from replay.draw.pixels.rectangles import Rect
from replay.scene.frame.pinhole import Camera, Point
from replay.scene.frame.riders import Kit, Pose

PACER_KIT = Kit(jersey=(98, 78, 186), trim=(226, 222, 245), helmet=(232, 234, 242), chip=(98, 78, 186))
"""No pacer's kit is known: purple is given to no rider."""

_WHEEL_RADIUS_M = 0.335
"""Of the wheels of a derny, with their tyres."""

_CRANK_M = 0.16
"""Length of its cranks."""

_SPOKES = 10
"""Of its wheels, as far as they are drawn."""

_DERNY: Mapping[str, Point] = MappingProxyType(
    {
        "rear hub": (-0.60, 0.0, _WHEEL_RADIUS_M),
        "front hub": (0.62, 0.0, _WHEEL_RADIUS_M),
        "bottom bracket": (-0.10, 0.0, 0.30),
        "engine low": (0.12, 0.0, 0.30),
        "engine mid": (0.15, 0.0, 0.44),
        "engine head": (0.21, 0.0, 0.60),
        "exhaust front": (0.14, -0.09, 0.28),
        "exhaust mid": (-0.16, -0.12, 0.23),
        "exhaust back": (-0.66, -0.13, 0.25),
        "tank front": (0.40, 0.0, 0.815),
        "tank back": (-0.06, 0.0, 0.775),
        "head top": (0.43, 0.0, 0.93),
        "head bottom": (0.475, 0.0, 0.74),
        "seat cluster": (-0.25, 0.0, 0.74),
        "saddle clamp": (-0.27, 0.0, 0.84),
        "saddle nose": (-0.10, 0.0, 0.895),
        "saddle back": (-0.42, 0.0, 0.905),
        "guard 0": (-0.26, 0.0, 0.50),
        "guard 1": (-0.36, 0.0, 0.64),
        "guard 2": (-0.52, 0.0, 0.715),
        "guard 3": (-0.70, 0.0, 0.705),
        "guard 4": (-0.86, 0.0, 0.61),
        "guard 5": (-0.955, 0.0, 0.45),
        "front guard 0": (0.42, 0.0, 0.665),
        "front guard 1": (0.60, 0.0, 0.715),
        "front guard 2": (0.79, 0.0, 0.675),
        "front guard 3": (0.92, 0.0, 0.56),
        "bar clamp": (0.42, 0.0, 1.00),
        "roller": (-1.02, 0.0, 0.30),
    }
)
"""Points in the bicycle's frame that do not move, metres."""

_PAIRED: Mapping[str, Point] = MappingProxyType(
    {
        "fork tip": (0.62, 0.065, _WHEEL_RADIUS_M),
        "fork crown": (0.48, 0.06, 0.74),
        "stay low": (-0.60, 0.07, _WHEEL_RADIUS_M),
        "stay top": (-0.25, 0.03, 0.72),
        "stay front": (-0.10, 0.04, 0.30),
        "roller end": (-1.02, 0.22, 0.30),
        "bar bend": (0.47, 0.23, 1.10),
        "bar end": (0.12, 0.29, 1.10),
        "crank": (-0.10, 0.085, 0.30),
    }
)
"""Points of the left side; the right side mirrors them."""

_HIPS: Point = (-0.275, 0.0, 0.985)
_SHOULDERS: Point = (-0.150, 0.0, 1.465)
_HAND: Point = (0.16, 0.29, 1.125)


def draw_pacer(canvas: NDArray[np.uint8], camera: Camera, pose: Pose, *, scale: float = 1.0) -> tuple[Rect, ...]:
    """Draw the pacer on a canvas (height, width, 4) BGRX in place; returns the rectangles that changed."""
    lens, frame = projector(camera, (canvas.shape[1], canvas.shape[0])), bike_frame(pose)
    if not may_show(lens, frame, scale):
        return ()
    wheels = pose.wheel_deg, pose.wheel_turn_deg
    seen = see(PACER, pacer_points(pose.crank_deg), frame, lens, scale, wheels)
    return () if seen is None else paint(canvas, seen, material_colours(PACER_KIT))


def draw_pacer_shadow(canvas: NDArray[np.uint8], camera: Camera, pose: Pose, *, scale: float = 1.0) -> tuple[Rect, ...]:
    """Darken the boards under the pacer in place; returns the rectangles that changed."""
    if not shadow_may_show(canvas, camera, pose, scale):
        return ()
    return cast_shadow(canvas, camera, pose, PACER, pacer_points(pose.crank_deg), scale)


@lru_cache(maxsize=8)
def pacer_points(crank_deg: float) -> Mapping[str, Point]:
    """Points of the derny and its rider, by name, in the bicycle's frame, metres."""
    points = {**_DERNY, **DIRECTIONS}
    points |= trunk_points(_HIPS, _SHOULDERS, 0.02)
    for name, side, angle in (("right", -1.0, radians(crank_deg)), ("left", 1.0, radians(crank_deg) + pi)):
        for spot, place in _side_points(side, angle).items():
            points[f"{spot} {name}"] = place
    return MappingProxyType(points | head_points(points["neck base"], (0.040, 0.150), 3.0, 0.0))


def _side_points(side: float, crank: float) -> dict[str, Point]:
    """Points of one side, -1 right or 1 left, at an angle of its crank."""
    here = {name: (x, y * side, z) for name, (x, y, z) in _PAIRED.items()}
    pedal = moved(here["crank"], _CRANK_M * cos(crank), 0.04 * side, -_CRANK_M * sin(crank))
    hip, ankle = moved(_HIPS, 0.0, 0.085 * side, 0.0), moved(pedal, -0.10, 0.0, 0.105)
    return (
        here
        | arm_points(_HAND, (-0.3, 0.6, -1.0), moved(_SHOULDERS, 0.0, 0.178 * side, 0.0), side)
        | {
            "hip": hip,
            "pedal": pedal,
            "ankle": ankle,
            "knee": two_bone(hip, ankle, (0.45, 0.43), (1.0, 0.25 * side, 0.3)),
            "heel": moved(pedal, -0.15, 0.0, 0.045),
            "toe": moved(pedal, 0.10, 0.0, 0.025),
        }
    )


_LIMBS = (("hip", "knee", 0.085), ("knee", "ankle", 0.055), ("shoulder", "elbow", 0.066), ("elbow", "hand", 0.042))
"""Bones that cast shadows, and how thick they are."""

PACER = Model(
    lofts=(
        *derny(),
        *body(shorts=Material.TROUSERS),
        *head(aero=False),
        *(loft for side in SIDE_NAMES for part in (leg, arm) for loft in part(side, bare=False)),
    ),
    rest=pacer_points(0.0),
    wheels=tuple(
        Wheel(hub, _WHEEL_RADIUS_M, disc=False, tyre_m=0.040, rim_m=0.072, blades=_SPOKES, blade_m=0.012)
        for hub in ("rear hub", "front hub")
    ),
    casts=(
        ("hips", "shoulders", 0.130),
        ("shoulder right", "shoulder left", 0.080),
        ("helmet back", "helmet brow", 0.095),
        ("tank back", "tank front", 0.055),
        ("engine low", "engine head", 0.10),
        ("bottom bracket", "head bottom", 0.035),
        *((f"{start} {side}", f"{end} {side}", radius) for side in SIDE_NAMES for start, end, radius in _LIMBS),
    ),
)
"""The pacer on his derny."""
