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

from replay.scene.camera import Point
from replay.scene.frame import Pose
from replay.units import Floats

WHEEL_RADIUS_M = 0.334
WHEELBASE_M = 0.98
CRANK_M = 0.1675
THIGH_M, SHIN_M = 0.44, 0.43
UPPER_ARM_M, FOREARM_M = 0.30, 0.27

RIGHT, LEFT = 0, 1
SIDES = np.array([-1.0, 1.0])
"""Which way y points for the right and the left limb."""

_BONES_M = np.array([[THIGH_M, THIGH_M, UPPER_ARM_M, UPPER_ARM_M], [SHIN_M, SHIN_M, FOREARM_M, FOREARM_M]])[..., None]
_POLES = np.array([[1.0, -0.08, 0.35], [1.0, 0.08, 0.35], [-0.55, -0.75, -0.35], [-0.55, 0.75, -0.35]])
"""Bones of both legs and both arms, and where knees and elbows point."""

BOTTOM_BRACKET: Point = (-0.085, 0.0, 0.285)
_PEDAL_OUT_M = 0.105
_HIP_OUT_M = 0.085
_SWAY_DEG = 3.0
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
    share = min(max((effort - 0.5) / 0.5, 0.0), 1.0)
    return share * share * (3.0 - 2.0 * share)


def rider_points(pose: Pose) -> Mapping[str, Point]:
    """Points of a bicycle and its rider, by name, in the bicycle's frame, metres. Limbs: 'hip right', 'hip left'."""
    return _rider_points(pose.crank_deg, pose.head_deg, pose.effort)


@lru_cache(maxsize=64)
def _rider_points(crank_deg: float, head_deg: float, effort: float) -> Mapping[str, Point]:
    crank = radians(crank_deg)
    body = _trunk(standing(effort), crank)
    pedals, ankles, heels, toes = _feet(crank)
    hips, shoulders = body["hip"], body["shoulder"]
    hands = np.array([[0.545, -0.19, 0.66], [0.545, 0.19, 0.66]])
    knees, elbows = np.split(two_bone(np.vstack([hips, shoulders]), np.vstack([ankles, hands]), _BONES_M, _POLES), 2)
    limbs = {
        "pedal": pedals,
        "ankle": ankles,
        "heel": heels,
        "toe": toes,
        "hip": hips,
        "knee": knees,
        "shoulder": shoulders,
        "elbow": elbows,
        "hand": hands,
        "crank": np.column_stack([np.full(2, -0.085), SIDES * 0.07, np.full(2, 0.285)]),
        "mid thigh": hips + 0.50 * (knees - hips),
        "calf": knees + 0.34 * (ankles - knees) + np.array([-0.012, 0.0, 0.0]),
        "sock": knees + 0.80 * (ankles - knees),
        "sleeve": shoulders + 0.72 * (elbows - shoulders),
        "wrist": elbows + 0.86 * (hands - elbows),
        "knuckles": hands + np.array([0.03, 0.0, -0.012]),
        "waist": body["waist"],
        "chest": body["chest"],
    }
    middle = {"back": _points(body["back"])[0]} | _head(_middle(shoulders), head_deg)
    return MappingProxyType({**BICYCLE, **named_points(limbs), **middle})


def named_points(pairs: Mapping[str, Floats]) -> dict[str, Point]:
    """Pairs of points (2, 3) as points named 'hip right', 'hip left', .."""
    points = {}
    for name, rows in pairs.items():
        points[f"{name} right"], points[f"{name} left"] = _points(rows)
    return points


def two_bone(start: Floats, end: Floats, bones_m: Floats, pole: Floats) -> Floats:
    """Middle joints (n, 3) of limbs of two bones between `start` and `end` (n, 3), bent towards `pole`.

    bones_m (2, n, 1) are the lengths of first and second bones. They are kept as long as the ends are no further
    apart than the limb is long.
    """
    first_m, second_m = bones_m
    reach = end - start
    span = np.linalg.norm(reach, axis=-1, keepdims=True)
    axis = reach / span
    along = (first_m**2 - second_m**2 + span**2) / (2 * span)
    out = np.sqrt(np.maximum(first_m**2 - along**2, 0.0))
    bend = pole - np.sum(pole * axis, axis=-1, keepdims=True) * axis
    bend = bend / np.linalg.norm(bend, axis=-1, keepdims=True)
    return np.asarray(start + along * axis + out * bend)


def _trunk(out_of_saddle: float, crank: float) -> dict[str, Floats]:
    """Hips, waist, chest, shoulders and back. Out of the saddle they sway against the bicycle, with the crank."""
    swing = -0.028 * out_of_saddle * float(np.sin(crank))
    bob = 0.010 * out_of_saddle * float(np.cos(2 * crank))
    moves = {
        "hip": ((-0.235, _HIP_OUT_M, 0.985), (0.115, 0.0, 0.075 + bob), 0.8),
        "waist": ((-0.16, 0.065, 1.07), (0.10, 0.0, 0.06), 0.8),
        "back": ((0.02, 0.0, 1.165), (0.08, 0.0, 0.025), 1.0),
        "chest": ((0.19, 0.095, 1.115), (0.06, 0.0, 0.01), 1.0),
        "shoulder": ((0.265, 0.175, 1.115), (0.035, 0.0, 0.005), 1.1),
    }
    trunk = {}
    for name, ((x, y, z), (dx, _, dz), share) in moves.items():
        left = np.array([x + out_of_saddle * dx, swing * share, z + out_of_saddle * dz])
        trunk[name] = left + np.outer(SIDES, (0.0, y, 0.0))
    return trunk


def _feet(crank: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Pedals, ankles, heels and toes, (2, 3) each. Toes point down a little more as the foot comes up behind."""
    turned = crank + np.array([0.0, np.pi])
    out = SIDES * _PEDAL_OUT_M
    pedals = np.column_stack(
        [BOTTOM_BRACKET[0] + CRANK_M * np.cos(turned), out, BOTTOM_BRACKET[2] - CRANK_M * np.sin(turned)]
    )
    pitch = np.radians(15.0 - 9.0 * np.cos(turned))
    along = np.column_stack([np.cos(pitch), np.zeros(2), -np.sin(pitch)])
    above = np.column_stack([np.sin(pitch), np.zeros(2), np.cos(pitch)])
    sole = pedals + 0.028 * above
    return pedals, sole - 0.11 * along + 0.085 * above, sole - 0.165 * along + 0.012 * above, sole + 0.085 * along


def _head(neck: Floats, head_deg: float) -> dict[str, Point]:
    """Head and helmet. Looking back, the head turns about the neck and rises a little."""
    turn = np.radians(head_deg)
    share = min(abs(head_deg) / 90.0, 1.0)
    turned = np.array([[np.cos(turn), np.sin(turn), 0.0], [-np.sin(turn), np.cos(turn), 0.0], [0.0, 0.0, 1.0]])
    pivot = neck + np.array([0.10 - 0.03 * share, 0.0, 0.045 + 0.03 * share])
    around = {
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
    points = dict(zip(around, _points(pivot + np.array(list(around.values())) @ turned), strict=True))
    return points | {"neck": _points((neck + np.array([0.03, 0.0, 0.02]))[None])[0]}


def _middle(rows: Floats) -> Floats:
    return np.asarray((rows[0] + rows[1]) / 2)


def _tipped(up: Point, forward: Point, normal: Point, share: float) -> Point:
    """The bicycle's up on its way to lying down the boards, on its left side."""
    flat = _unit(_blend(normal, 0.15, cross(normal, forward), 1.0))
    tipped = _blend(up, cos(pi / 2 * share), flat, sin(pi / 2 * share))
    along = sum(a * b for a, b in zip(tipped, forward, strict=True))
    return _unit(_blend(tipped, 1.0, forward, -along))


def cross(first: Point, second: Point) -> Point:
    """The vector product; numpy's takes thirty times as long for one pair."""
    (a, b, c), (x, y, z) = first, second
    return (b * z - c * y, c * x - a * z, a * y - b * x)


def _blend(first: Point, share: float, second: Point, other_share: float) -> Point:
    (a, b, c), (x, y, z) = first, second
    return (a * share + x * other_share, b * share + y * other_share, c * share + z * other_share)


def _unit(vector: Point) -> Point:
    length = sqrt(sum(part * part for part in vector))
    return (vector[0] / length, vector[1] / length, vector[2] / length)


def _points(rows: Floats) -> list[Point]:
    return [(x, y, z) for x, y, z in rows.tolist()]
