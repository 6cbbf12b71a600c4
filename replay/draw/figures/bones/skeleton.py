"""Where the joints of a rider and the points of his bicycle are: pure geometry, metres.

The bicycle's own frame: origin on the ground under the middle of the wheelbase, x forward, y to the left, z along the
bicycle's own up, which is the vertical turned by the lean about the direction of travel towards the left.
Measures are those of a track bicycle and of a sprinter 1.80 m tall in the drops.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, radians, sin
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from replay.base.units import Floats
from replay.draw.figures.bones.posture import HIP_OUT_M, SHOULDER_OUT_M, Posture, posture_of, standing
from replay.draw.figures.bones.vectors import between, blend, cross, dot, moved, two_bone, unit, within_reach
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

_SWAY_DEG, _TRUNK_SWAY_M = 7.5, 0.040
"""How far the bicycle sways to each side under a sprinter out of the saddle, and his trunk against it."""

_DOWN_M = 0.10
"""How high the middle of the wheels lies above the boards after a fall: about the reach of a pedal."""

_REACH = 0.998
"""Limbs are never straighter than this share of their length: joints keep their direction."""

BICYCLE: Mapping[str, Point] = MappingProxyType(
    {
        "rear hub": (-0.49, 0.0, WHEEL_RADIUS_M),
        "front hub": (0.49, 0.0, WHEEL_RADIUS_M),
        "bottom bracket": BOTTOM_BRACKET,
        "saddle clamp": (-0.245, 0.0, 0.905),
        "saddle nose": (-0.085, 0.0, 0.955),
        "saddle back": (-0.365, 0.0, 0.965),
        "seat cluster": (-0.215, 0.0, 0.79),
        "head top": (0.335, 0.0, 0.825),
        "head bottom": (0.368, 0.0, 0.705),
        "bar clamp": (0.45, 0.0, 0.805),
    }
)
"""Points of the bicycle that do not move and lie in its plane, in its own frame, metres."""

_PAIRED: Mapping[str, Point] = MappingProxyType(
    {
        "fork crown": (0.388, 0.043, 0.680),
        "fork tip": (0.49, 0.050, WHEEL_RADIUS_M),
        "stay front": (-0.12, 0.030, 0.287),
        "stay low": (-0.49, 0.055, WHEEL_RADIUS_M),
        "stay top": (-0.215, 0.022, 0.745),
        "bar top": (0.462, 0.125, 0.815),
        "bar shoulder": (0.520, 0.185, 0.805),
        "bar hook": (0.585, 0.190, 0.735),
        "bar drop": (0.555, 0.190, 0.660),
        "bar end": (0.440, 0.190, 0.640),
    }
)
"""Points of its left side; the right side mirrors them."""


DIRECTIONS: Mapping[str, Point] = MappingProxyType(
    {"to left": (0.0, 1.0, 0.0), "to up": (0.0, 0.0, 1.0), "to bar": (0.96, 0.0, -0.28)}
)
"""Directions of the bicycle; handlebars have no part that runs in theirs."""


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


@lru_cache(maxsize=64)
def bike_frame(pose: Pose) -> BikeFrame:
    """Where the bicycle's frame is. A sprinter out of the saddle sways it, tied to the crank."""
    forward = unit(pose.forward)
    rise = forward[2]
    upright = unit((-rise * forward[0], -rise * forward[1], 1.0 - rise * forward[2]))
    sway_deg = _SWAY_DEG * standing(pose.effort) * sin(radians(pose.crank_deg))
    lean = radians(pose.lean_deg + sway_deg)
    up = blend(upright, cos(lean), cross(upright, forward), sin(lean))
    lift_m = 0.0
    if pose.fallen > 0.0:
        share = min(pose.fallen, 1.0)
        up = _tipped(up, forward, pose.normal, share)
        lift_m = _DOWN_M * sin(pi / 2 * share)
    origin, axes = np.array(blend(pose.ground_m, 1.0, pose.normal, lift_m)), np.array([forward, cross(up, forward), up])
    origin.flags.writeable = axes.flags.writeable = False  # it is kept: both shadow and figure ask for it
    return BikeFrame(origin, axes)


@lru_cache(maxsize=64)
def rider_points(pose: Pose) -> Mapping[str, Point]:
    """Points of a bicycle and its rider, by name, in the bicycle's frame, metres. Limbs: 'hip right', 'hip left'.

    Names that begin with 'to' are directions: 'to head left' is the left of the head.
    """
    return _rider_points(posture_of(pose), standing(pose.effort), pose.crank_deg, pose.head_deg)


def _rider_points(posture: Posture, out_of_saddle: float, crank_deg: float, head_deg: float) -> Mapping[str, Point]:
    crank, turned = radians(crank_deg), min(abs(head_deg) / 90.0, 1.0)
    points = {**BICYCLE, **DIRECTIONS}
    swing = -_TRUNK_SWAY_M * out_of_saddle * sin(crank)
    lift = 0.012 * out_of_saddle * cos(2 * crank)
    hips = (posture.hips[0], swing, posture.hips[1] + lift)
    shoulders = (posture.shoulders[0], 1.1 * swing, posture.shoulders[1] + 0.015 * turned)
    twist = 0.05 * turned if head_deg > 0 else -0.05 * turned
    points |= trunk_points(hips, shoulders, posture.arch)
    for name, side, angle in (("right", -1.0, crank), ("left", 1.0, crank + pi)):
        shoulder = moved(shoulders, -twist * side, side * SHOULDER_OUT_M, 0.0)
        limbs = _leg(posture, hips, angle, side)
        limbs |= arm_points(posture.hand, posture.elbow, shoulder, side)
        limbs |= {spot: (x, y * side, z) for spot, (x, y, z) in _PAIRED.items()}
        points |= {f"{spot} {name}": place for spot, place in limbs.items()}
    return MappingProxyType(points | head_points(points["neck base"], posture.head, posture.nod_deg, head_deg))


def trunk_points(hips: Point, shoulders: Point, arch: float) -> dict[str, Point]:
    """The line of the back from behind the hips to the base of the neck, and the direction of its back."""
    along = unit(blend(shoulders, 1.0, hips, -1.0))
    above = (-along[2], 0.0, along[0])
    middle = blend(between(hips, shoulders, 0.5), 1.0, above, arch)
    return {
        "hips": hips,
        "tail": blend(hips, 1.0, along, -0.105),
        "waist": blend(between(hips, middle, 0.56), 1.0, above, 0.28 * arch),
        "back": middle,
        "chest": blend(between(middle, shoulders, 0.56), 1.0, above, 0.26 * arch),
        "shoulders": shoulders,
        "neck base": blend(shoulders, 1.0, along, 0.055),
    }


def _leg(posture: Posture, hips: Point, turned: float, side: float) -> dict[str, Point]:
    """Hip to toe of one leg, with its crank and pedal. side: -1 right, 1 left."""
    hip = moved(hips, 0.0, side * HIP_OUT_M, 0.0)
    foot = _foot(turned, side)
    crank = {"crank": moved(BOTTOM_BRACKET, 0.0, side * 0.07, 0.0), "pedal": foot["pedal"]}
    if posture.on_pedals < 1.0:
        lying = _LYING_LEFT if side > 0 else _LYING_RIGHT
        foot = {spot: between(lying[spot], place, posture.on_pedals) for spot, place in foot.items()}
    ankle = within_reach(hip, foot["ankle"], _REACH * (THIGH_M + SHIN_M))
    foot = {spot: blend(place, 1.0, blend(ankle, 1.0, foot["ankle"], -1.0), 1.0) for spot, place in foot.items()}
    return foot | {"hip": hip, "knee": two_bone(hip, ankle, (THIGH_M, SHIN_M), (1.0, 0.08 * side, 0.35))} | crank


_LYING_LEFT: Mapping[str, Point] = MappingProxyType(
    {"pedal": (0.20, 0.16, 0.60), "ankle": (0.12, 0.14, 0.66), "heel": (0.06, 0.14, 0.63), "toe": (0.26, 0.16, 0.56)}
)
_LYING_RIGHT: Mapping[str, Point] = MappingProxyType(
    {
        "pedal": (-0.78, -0.02, 0.49),
        "ankle": (-0.72, -0.02, 0.56),
        "heel": (-0.78, -0.02, 0.58),
        "toe": (-0.80, -0.02, 0.42),
    }
)
"""Feet of a rider who has fallen on his left side."""


def _foot(turned: float, side: float) -> dict[str, Point]:
    """Pedal, ankle, heel and toe at an angle of their crank. Toes point down more as the foot comes up behind."""
    pedal = (BOTTOM_BRACKET[0] + CRANK_M * cos(turned), side * _PEDAL_OUT_M, BOTTOM_BRACKET[2] - CRANK_M * sin(turned))
    pitch = radians(15.0 - 9.0 * cos(turned))
    along, above = (cos(pitch), 0.0, -sin(pitch)), (sin(pitch), 0.0, cos(pitch))
    sole = blend(pedal, 1.0, above, 0.028)
    return {
        "pedal": pedal,
        "ankle": blend(sole, 1.0, blend(along, -0.11, above, 0.085), 1.0),
        "heel": blend(sole, 1.0, blend(along, -0.150, above, 0.012), 1.0),
        "toe": blend(sole, 1.0, along, 0.095),
    }


def arm_points(hand: Point, elbow: Point, shoulder: Point, side: float) -> dict[str, Point]:
    """Shoulder to knuckles of one arm. The hand is as near to where it is wanted as the arm is long."""
    wanted = (hand[0], hand[1] * side, hand[2])
    held = within_reach(shoulder, wanted, _REACH * (UPPER_ARM_M + FOREARM_M))
    bent = two_bone(shoulder, held, (UPPER_ARM_M, FOREARM_M), (elbow[0], elbow[1] * side, elbow[2]))
    along = unit(blend(held, 1.0, bent, -1.0))
    return {"shoulder": shoulder, "elbow": bent, "hand": held, "knuckles": blend(held, 1.0, along, 0.055)}


def head_points(neck_base: Point, from_neck: tuple[float, float], nod_deg: float, head_deg: float) -> dict[str, Point]:
    """The middle of the head, and its directions forward, left and up.

    Looking back, the head turns about the neck, towards that shoulder, and rises a little.
    """
    yaw, nod = radians(head_deg), radians(nod_deg)
    share = min(abs(head_deg) / 90.0, 1.0)
    forward = (cos(yaw) * cos(nod), sin(yaw) * cos(nod), -sin(nod))
    left = (-sin(yaw), cos(yaw), 0.0)
    middle = moved(
        neck_base,
        from_neck[0] * (1 - 0.35 * share),
        0.045 * share * (1 if head_deg > 0 else -1),
        from_neck[1] + 0.04 * share,
    )
    up = cross(forward, left)
    found = {"head": middle, "to head left": left, "to head up": up, "to head forward": forward}
    (mx, my, mz), (fx, fy, fz), (lx, ly, lz), (ux, uy, uz) = middle, forward, left, up
    for name, (x, y, z) in HEAD.items():  # a third of all points: written out it takes a quarter of the time
        found[name] = (mx + x * fx + y * lx + z * ux, my + x * fy + y * ly + z * uy, mz + x * fz + y * lz + z * uz)
    return found


HEAD: Mapping[str, Point] = MappingProxyType(
    {
        "helmet tail": (-0.215, 0.0, 0.040),
        "helmet back": (-0.120, 0.0, 0.045),
        "helmet mid": (-0.030, 0.0, 0.035),
        "helmet crown": (0.045, 0.0, 0.030),
        "helmet brow": (0.100, 0.0, 0.022),
        "helmet front": (0.128, 0.0, 0.010),
        "nape": (-0.060, 0.0, -0.045),
        "cheek": (0.040, 0.0, -0.020),
        "mouth": (0.062, 0.0, -0.075),
        "chin": (0.075, 0.0, -0.118),
        "nose top": (0.118, 0.0, -0.020),
        "nose tip": (0.143, 0.0, -0.048),
        "nose base": (0.112, 0.0, -0.064),
        "visor 0": (0.025, -0.094, -0.006),
        "visor 1": (0.090, -0.078, -0.006),
        "visor 2": (0.128, -0.036, -0.006),
        "visor 3": (0.128, 0.036, -0.006),
        "visor 4": (0.090, 0.078, -0.006),
        "visor 5": (0.025, 0.094, -0.006),
    }
)
"""Points of head and helmet: forward, left and up from the middle of the head."""


def _tipped(up: Point, forward: Point, normal: Point, share: float) -> Point:
    """The bicycle's up on its way to lying down the boards, on its left side."""
    flat = unit(blend(normal, 0.15, cross(normal, forward), 1.0))
    tipped = blend(up, cos(pi / 2 * share), flat, sin(pi / 2 * share))
    return unit(blend(tipped, 1.0, forward, -dot(tipped, forward)))
