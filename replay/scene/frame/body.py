"""Where the parts of a rider are in space, whoever draws him: what cameras and marks go by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from replay.base.units import Floats
from replay.scene.frame.riders import Pose

HEAD_M = 1.36
"""Top of the helmet of a rider on his bike, from the boards."""

PACER_HEAD_M = 1.75
"""Likewise of the pacer, who sits upright."""

HEAD_AHEAD_M = 0.42
"""How far a head is before the middle of the bike."""


_UPRIGHT_AHEAD_M, _UPRIGHT_M = 0.24, 1.64
_ARMS_UP_AHEAD_M, _ARMS_UP_M = -0.10, 1.88
"""The same of who sits up after the race, and of who has both arms in the air."""


@dataclass(frozen=True, slots=True, eq=False)
class Bodies:
    """Riders in space (N, 3): where they stand, which way they ride, the level way to the inside, and their bodies.

    head  (N, 2) how far before the middle of the bike and how far up the top of the head is, of where it is usually
    """

    ground: Floats
    forward: Floats
    inside: Floats
    body: Floats
    head: Floats

    @classmethod
    def of(cls, poses: Sequence[Pose]) -> Bodies:
        """Riders in these poses."""
        ground = np.array([pose.ground_m for pose in poses]).reshape(-1, 3)
        forward = np.array([pose.forward for pose in poses]).reshape(-1, 3)
        lean, fallen = np.array([(pose.lean_deg, pose.fallen) for pose in poses]).reshape(-1, 2).T
        level = np.maximum(np.hypot(forward[:, 0], forward[:, 1]), 1e-9)
        inside = np.stack([-forward[:, 1] / level, forward[:, 0] / level, np.zeros(len(ground))], axis=1)
        tilt = np.radians(lean) * (1 - fallen)
        body = np.sin(tilt)[:, None] * inside
        body[:, 2] += np.cos(tilt)
        head = np.array([_raised(pose) for pose in poses]).reshape(-1, 2)
        return cls(ground, forward, inside, body * (1 - 0.6 * fallen)[:, None], head)

    def up(self, up_m: Floats | float) -> Floats:
        """Points so many metres up the bodies."""
        return self.ground + up_m * self.body

    def heads(self, head_m: Floats) -> Floats:
        """Tops of the heads (N, 3), so many metres (N,) from the boards, and before the middle of the bike."""
        ahead = HEAD_AHEAD_M / HEAD_M * head_m * self.head[:, 0]
        return self.up((head_m * self.head[:, 1])[:, None]) + ahead[:, None] * self.forward


def _raised(pose: Pose) -> tuple[float, float]:
    """How far before the middle of the bike, and up, a head is: shares of the usual. Arms go over sitting up."""
    ahead_m, up_m = HEAD_AHEAD_M, HEAD_M
    if pose.upright > 0.0:
        ahead_m += pose.upright * (_UPRIGHT_AHEAD_M - ahead_m)
        up_m += pose.upright * (_UPRIGHT_M - up_m)
    if pose.arms_up > 0.0:
        ahead_m += pose.arms_up * (_ARMS_UP_AHEAD_M - ahead_m)
        up_m += pose.arms_up * (_ARMS_UP_M - up_m)
    return ahead_m / HEAD_AHEAD_M, up_m / HEAD_M


def body_point(pose: Pose, up_m: float, inwards_m: float = 0.0) -> Floats:
    """A point of a rider: metres up his leaning body from the boards, and metres to the inside of the bend."""
    rider = Bodies.of((pose,))
    point: Floats = (rider.up(up_m) + inwards_m * rider.inside)[0]
    return point
