"""Where the joints of a rider and the points of his bicycle are: pure geometry, metres.

The bicycle's own frame: origin on the ground under the middle of the wheelbase, x forward, y to the left, z along the
bicycle's own up, which is the vertical turned by the lean about the direction of travel towards the left.
Measures are those of a track bicycle and of a sprinter 1.80 m tall in the drops.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, radians, sin, sqrt
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from replay.base.easing import smoothstep
from replay.base.units import Floats
from replay.scene.frame.pinhole import Point
from replay.scene.frame.riders import Pose

WHEEL_RADIUS_M = 0.334
"""Of a track wheel with its tyre."""

WHEELBASE_M = 0.98
"""Between the hubs."""

CRANK_M = 0.1675
"""Length of the cranks."""

THIGH_M, SHIN_M = 0.44, 0.43
"""Lengths of the bones of the leg."""

UPPER_ARM_M, FOREARM_M = 0.30, 0.27
"""Lengths of the bones of the arm."""

BOTTOM_BRACKET: Point = (-0.085, 0.0, 0.285)
"""Middle of the crank axle, in the bicycle's frame."""

_PEDAL_OUT_M = 0.105
"""How far the middle of a foot is from the bicycle's plane."""

_HIP_OUT_M = 0.085
"""Likewise a hip."""

_SWAY_DEG = 3.0
"""How far the bicycle sways to each side under a sprinter out of the saddle."""

_DOWN_M = 0.10
"""How high the middle of the wheels lies above the boards after a fall: about the reach of a pedal."""

BICYCLE: Mapping[str, Point] = MappingProxyType(
    {
        "rear hub": (-0.49, 0.0, WHEEL_RADIUS_M),
        "front hub": (0.49, 0.0, WHEEL_RADIUS_M),
        "bottom bracket": BOTTOM_BRACKET,
        "sprocket top": (-0.49, -0.045, WHEEL_RADIUS_M + 0.03),
        "sprocket low": (-0.49, -0.045, WHEEL_RADIUS_M - 0.03),
        "saddle clamp": (-0.245, 0.0, 0.905),
        "saddle nose": (-0.10, 0.0, 0.965),
        "saddle back": (-0.36, 0.0, 0.975),
        "seat cluster": (-0.215, 0.0, 0.79),
        "head top": (0.335, 0.0, 0.825),
        "head bottom": (0.368, 0.0, 0.715),
        "fork crown": (0.385, 0.0, 0.66),
        "fork crown right": (0.388, -0.045, 0.655),
        "fork crown left": (0.388, 0.045, 0.655),
        "fork tip right": (0.49, -0.05, WHEEL_RADIUS_M),
        "fork tip left": (0.49, 0.05, WHEEL_RADIUS_M),
        "stay low right": (-0.49, -0.055, WHEEL_RADIUS_M),
        "stay low left": (-0.49, 0.055, WHEEL_RADIUS_M),
        "stay front right": (-0.13, -0.03, 0.287),
        "stay front left": (-0.13, 0.03, 0.287),
        "stay top right": (-0.225, -0.025, 0.75),
        "stay top left": (-0.225, 0.025, 0.75),
        "bar clamp": (0.45, 0.0, 0.805),
        "bar top right": (0.465, -0.155, 0.80),
        "bar top left": (0.465, 0.155, 0.80),
        "bar bend right": (0.565, -0.185, 0.755),
        "bar bend left": (0.565, 0.185, 0.755),
        "bar drop right": (0.57, -0.19, 0.68),
        "bar drop left": (0.57, 0.19, 0.68),
        "bar end right": (0.46, -0.19, 0.635),
        "bar end left": (0.46, 0.19, 0.635),
    }
    | {
        f"chainring {spot}": (-0.085 + 0.085 * cos(spot * pi / 4), -0.045, 0.285 + 0.085 * sin(spot * pi / 4))
        for spot in range(8)
    }
)
"""Points of the bicycle that do not move, in its own frame, metres."""


@dataclass(frozen=True, slots=True, eq=False)
class BikeFrame:
    """The bicycle's own frame in space: origin (3,), and rows forward, left, up (3, 3), unit vectors."""

    origin_m: Floats
    axes: Floats

    def to_space(self, points_m: ArrayLike, scale: float = 1.0) -> Floats:
        """Points (..., 3) of the bicycle's frame in the track's coordinates, metres."""
        return np.asarray(points_m, dtype=float) @ (self.axes * scale) + self.origin_m

    def from_space(self, points_m: ArrayLike) -> Floats:
        """Points (..., 3) of the track's coordinates in the bicycle's frame, metres."""
        return (np.asarray(points_m, dtype=float) - self.origin_m) @ self.axes.T


def bike_frame(pose: Pose) -> BikeFrame:
    """Where the bicycle's frame is. A sprinter out of the saddle sways it, tied to the crank."""
    forward = _unit(pose.forward)
    rise = forward[2]
    upright = _unit((-rise * forward[0], -rise * forward[1], 1.0 - rise * forward[2]))
    sway_deg = _SWAY_DEG * standing(pose.effort) * sin(radians(pose.crank_deg))
    lean = radians(pose.lean_deg + sway_deg)
    up = _blend(upright, cos(lean), cross(upright, forward), sin(lean))
    lift_m = 0.0
    if pose.fallen > 0.0:
        share = min(pose.fallen, 1.0)
        up = _tipped(up, forward, pose.normal, share)
        lift_m = _DOWN_M * sin(pi / 2 * share)
    origin = np.array(_blend(pose.ground_m, 1.0, pose.normal, lift_m))
    return BikeFrame(origin, np.array([forward, cross(up, forward), up]))


def standing(effort: float) -> float:
    """How far a rider is out of the saddle, 0 to 1: not at all up to half effort."""
    return smoothstep((effort - 0.5) / 0.5)


def rider_points(pose: Pose) -> Mapping[str, Point]:
    """Points of a bicycle and its rider, by name, in the bicycle's frame, metres. Limbs: 'hip right', 'hip left'."""
    return _rider_points(pose.crank_deg, pose.head_deg, pose.effort)


@lru_cache(maxsize=64)
def _rider_points(crank_deg: float, head_deg: float, effort: float) -> Mapping[str, Point]:
    crank, out_of_saddle = radians(crank_deg), standing(effort)
    points = dict(BICYCLE)
    points["back"] = _trunk(out_of_saddle, crank, "back", 0.0)
    for name, side in (("right", -1.0), ("left", 1.0)):
        for spot, place in (_leg(out_of_saddle, crank, side) | _arm(out_of_saddle, crank, side)).items():
            points[f"{spot} {name}"] = place
    neck = _blend(points["shoulder right"], 0.5, points["shoulder left"], 0.5)
    return MappingProxyType(points | _head(neck, head_deg))


def _leg(out_of_saddle: float, crank: float, side: float) -> dict[str, Point]:
    """Hip to toe of one leg, with its crank and pedal. side: -1 right, 1 left."""
    hip = _trunk(out_of_saddle, crank, "hip", side)
    foot = _foot(crank if side < 0 else crank + pi, side)
    ankle = foot["ankle"]
    knee = two_bone(hip, ankle, (THIGH_M, SHIN_M), (1.0, 0.08 * side, 0.35))
    calf_x, calf_y, calf_z = between(knee, ankle, 0.34)
    return foot | {
        "hip": hip,
        "knee": knee,
        "crank": (BOTTOM_BRACKET[0], side * 0.07, BOTTOM_BRACKET[2]),
        "mid thigh": between(hip, knee, 0.50),
        "calf": (calf_x - 0.012, calf_y, calf_z),
        "sock": between(knee, ankle, 0.80),
        "waist": _trunk(out_of_saddle, crank, "waist", side),
    }


def _arm(out_of_saddle: float, crank: float, side: float) -> dict[str, Point]:
    """Shoulder to knuckles of one arm, with its side of the chest."""
    shoulder = _trunk(out_of_saddle, crank, "shoulder", side)
    hand = (0.545, 0.19 * side, 0.66)
    elbow = two_bone(shoulder, hand, (UPPER_ARM_M, FOREARM_M), (-0.55, 0.75 * side, -0.35))
    return {
        "chest": _trunk(out_of_saddle, crank, "chest", side),
        "shoulder": shoulder,
        "elbow": elbow,
        "hand": hand,
        "sleeve": between(shoulder, elbow, 0.72),
        "wrist": between(elbow, hand, 0.86),
        "knuckles": (hand[0] + 0.03, hand[1], hand[2] - 0.012),
    }


def two_bone(start: Point, end: Point, bones_m: tuple[float, float], pole: Point) -> Point:
    """The middle joint of a limb of two bones between `start` and `end`, bent towards `pole`.

    bones_m are the lengths of first and second bone. They are kept as long as the ends are no further apart than the
    limb is long.
    """
    first_m, second_m = bones_m
    reach = _blend(end, 1.0, start, -1.0)
    span = sqrt(_dot(reach, reach))
    axis = (reach[0] / span, reach[1] / span, reach[2] / span)
    along = (first_m**2 - second_m**2 + span**2) / (2 * span)
    out = sqrt(max(first_m**2 - along**2, 0.0))
    bend = _unit(_blend(pole, 1.0, axis, -_dot(pole, axis)))
    return _blend(_blend(start, 1.0, axis, along), 1.0, bend, out)


_TRUNK: Mapping[str, tuple[Point, Point, float]] = MappingProxyType(
    {
        "hip": ((-0.235, _HIP_OUT_M, 0.985), (0.115, 0.0, 0.075), 0.8),
        "waist": ((-0.16, 0.065, 1.07), (0.10, 0.0, 0.06), 0.8),
        "back": ((0.02, 0.0, 1.165), (0.08, 0.0, 0.025), 1.0),
        "chest": ((0.19, 0.095, 1.115), (0.06, 0.0, 0.01), 1.0),
        "shoulder": ((0.265, 0.175, 1.115), (0.035, 0.0, 0.005), 1.1),
    }
)
"""Points of the trunk sitting, how far they move out of the saddle, and their share of its sway."""


def _trunk(out_of_saddle: float, crank: float, name: str, side: float) -> Point:
    """Hip, waist, chest, shoulder or back. Out of the saddle they sway against the bicycle, with the crank."""
    (x, y, z), (dx, _, dz), share = _TRUNK[name]
    swing = -0.028 * out_of_saddle * sin(crank)
    if name == "hip":
        dz += 0.010 * out_of_saddle * cos(2 * crank)
    return x + out_of_saddle * dx, swing * share + side * y, z + out_of_saddle * dz


def _foot(turned: float, side: float) -> dict[str, Point]:
    """Pedal, ankle, heel and toe at an angle of their crank. Toes point down more as the foot comes up behind."""
    pedal = (BOTTOM_BRACKET[0] + CRANK_M * cos(turned), side * _PEDAL_OUT_M, BOTTOM_BRACKET[2] - CRANK_M * sin(turned))
    pitch = radians(15.0 - 9.0 * cos(turned))
    along, above = (cos(pitch), 0.0, -sin(pitch)), (sin(pitch), 0.0, cos(pitch))
    sole = _blend(pedal, 1.0, above, 0.028)
    return {
        "pedal": pedal,
        "ankle": _blend(sole, 1.0, _blend(along, -0.11, above, 0.085), 1.0),
        "heel": _blend(sole, 1.0, _blend(along, -0.165, above, 0.012), 1.0),
        "toe": _blend(sole, 1.0, along, 0.085),
    }


_HEAD: Mapping[str, Point] = MappingProxyType(
    {
        "skull": (0.075, 0.0, 0.055),
        "brow": (0.125, 0.0, 0.045),
        "helmet tail": (-0.135, 0.0, 0.085),
        "helmet back": (-0.03, 0.0, 0.085),
        "ear right": (0.06, -0.055, 0.015),
        "ear left": (0.06, 0.055, 0.015),
        "face": (0.115, 0.0, -0.005),
        "chin": (0.115, 0.0, -0.055),
        "temple right": (0.085, -0.086, 0.028),
        "temple left": (0.085, 0.086, 0.028),
        "visor right": (0.140, -0.058, 0.018),
        "visor left": (0.140, 0.058, 0.018),
        "visor": (0.170, 0.0, 0.016),
        "crest front": (0.155, 0.0, 0.105),
        "crest top": (0.07, 0.0, 0.145),
        "crest tail": (-0.13, 0.0, 0.120),
    }
)
"""Points of head and helmet from the top of the neck, looking ahead."""


def _head(neck: Point, head_deg: float) -> dict[str, Point]:
    """Head and helmet. Looking back, the head turns about the neck and rises a little."""
    cosine, sine = cos(radians(head_deg)), sin(radians(head_deg))
    share = min(abs(head_deg) / 90.0, 1.0)
    left, aside, up = neck[0] + 0.10 - 0.03 * share, neck[1], neck[2] + 0.045 + 0.03 * share
    points = {
        name: (left + x * cosine - y * sine, aside + x * sine + y * cosine, up + z) for name, (x, y, z) in _HEAD.items()
    }
    return points | {"neck": (neck[0] + 0.03, neck[1], neck[2] + 0.02)}


def _tipped(up: Point, forward: Point, normal: Point, share: float) -> Point:
    """The bicycle's up on its way to lying down the boards, on its left side."""
    flat = _unit(_blend(normal, 0.15, cross(normal, forward), 1.0))
    tipped = _blend(up, cos(pi / 2 * share), flat, sin(pi / 2 * share))
    return _unit(_blend(tipped, 1.0, forward, -_dot(tipped, forward)))


def cross(first: Point, second: Point) -> Point:
    """The vector product; numpy's takes thirty times as long for one pair."""
    (a, b, c), (x, y, z) = first, second
    return (b * z - c * y, c * x - a * z, a * y - b * x)


def _blend(first: Point, share: float, second: Point, other_share: float) -> Point:
    (a, b, c), (x, y, z) = first, second
    return (a * share + x * other_share, b * share + y * other_share, c * share + z * other_share)


def between(first: Point, second: Point, share: float) -> Point:
    """The point at a share of the way from the first to the second."""
    return _blend(first, 1.0 - share, second, share)


def _dot(first: Point, second: Point) -> float:
    return first[0] * second[0] + first[1] * second[1] + first[2] * second[2]


def _unit(vector: Point) -> Point:
    length = sqrt(sum(part * part for part in vector))
    return (vector[0] / length, vector[1] / length, vector[2] / length)
