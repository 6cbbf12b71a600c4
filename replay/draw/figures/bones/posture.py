"""How a rider holds himself: where hips, shoulders, hands and head are, blended between a few postures.

All in the bicycle's frame, metres. Sides are mirrored: y is for the left.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from replay.base.easing import smoothstep
from replay.draw.figures.bones.vectors import between
from replay.scene.frame.pinhole import Point
from replay.scene.frame.riders import Pose

HIP_OUT_M, SHOULDER_OUT_M = 0.082, 0.178
"""How far hips and shoulders are from the plane of the bicycle."""


@dataclass(frozen=True, slots=True)
class Posture:
    """Places forward and up.

    arch          how far the middle of the back is from the line between hips and shoulders
    hand          of the left hand, forward, out and up
    elbow         direction to which the left elbow bends
    head          from the base of the neck to the middle of the head
    nod_deg       by how much the head looks down
    on_pedals     share of the feet on the pedals; the rest lies where a fall leaves it
    """

    hips: tuple[float, float]
    shoulders: tuple[float, float]
    arch: float
    hand: Point
    elbow: Point
    head: tuple[float, float]
    nod_deg: float
    on_pedals: float = 1.0


_SEATED = Posture((-0.250, 0.990), (0.262, 1.085), 0.070, (0.545, 0.19, 0.660), (-0.45, 0.80, -0.45), (0.135, 0.070), 2)
_STANDING = Posture(
    (-0.100, 1.075), (0.350, 1.125), 0.055, (0.545, 0.19, 0.660), (-0.35, 0.90, -0.30), (0.135, 0.080), -4
)
_THROWN = Posture((-0.430, 0.945), (0.095, 0.985), 0.045, (0.545, 0.19, 0.660), (-0.2, 0.6, -0.8), (0.145, 0.075), -6)
_UPRIGHT = Posture((-0.265, 0.985), (0.128, 1.275), 0.045, (0.455, 0.155, 0.830), (-0.3, 0.5, -0.8), (0.085, 0.150), 0)
_ARMS_UP = Posture((-0.265, 0.985), (-0.150, 1.475), 0.010, (-0.015, 0.44, 1.925), (-0.3, 0.9, -0.1), (0.035, 0.170), 0)
_DOWN = Posture(
    (-0.28, 1.08), (0.13, 1.34), 0.060, (0.62, 0.22, 1.52), (-0.2, 0.9, 0.5), (0.120, 0.120), 8, on_pedals=0.0
)


def standing(effort: float) -> float:
    """How far a rider is out of the saddle, 0 to 1: not at all up to half effort."""
    return smoothstep((effort - 0.5) / 0.5)


def posture_of(pose: Pose) -> Posture:
    """The posture of a pose: what comes later in the list goes over what comes before."""
    steps = (
        (_STANDING, standing(pose.effort)),
        (_THROWN, pose.throw),
        (_UPRIGHT, pose.upright),
        (_ARMS_UP, pose.arms_up),
        (_DOWN, min(pose.fallen, 1.0)),
    )
    return reduce(lambda held, step: _towards(held, *step), steps, _SEATED)


def _towards(first: Posture, second: Posture, share: float) -> Posture:
    if share <= 0.0:
        return first

    def pair(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
        return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])

    return Posture(
        hips=pair(first.hips, second.hips),
        shoulders=pair(first.shoulders, second.shoulders),
        arch=first.arch + share * (second.arch - first.arch),
        hand=between(first.hand, second.hand, share),
        elbow=between(first.elbow, second.elbow, share),
        head=pair(first.head, second.head),
        nod_deg=first.nod_deg + share * (second.nod_deg - first.nod_deg),
        on_pedals=first.on_pedals + share * (second.on_pedals - first.on_pedals),
    )
