"""Where riders are in the picture: their heads, and how far their figures reach to each side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.marks.boards_marks import NEAR_M
from replay.draw.pixels.rectangles import Size
from replay.scene.frame.body import Bodies
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import Pose

_HEAD_RADIUS_M = 0.17
"""About how large a helmet is."""

_MIDDLE_M = 0.9
"""Height of a rider's middle, beside which marks stand."""

HALF_BIKE_M = 0.85
"""Half the length of a bicycle."""

_HALF_BODY_M, _HALF_BACK_M = 0.42, 0.24
"""Half his width with his elbows, and without."""

_LIES = 0.5
"""Of one who has fallen so far nothing is covered: all of him is what the picture is about."""


_LYING_M = 0.9
"""So much farther to the inside of the bend the body of one reaches who lies."""


@dataclass(frozen=True, slots=True, eq=False)
class RiderSpots:
    """Riders in the picture, px.

    heads    (N, 2) tops of the heads
    faces    (N, 4) boxes around the heads, around all of one who lies: left, top, right, bottom
    bodies   (N, 4) boxes around the figures
    middles  (N, 2) of the bodies
    grounds  (N, 2) where the wheels are
    trunk    (N,) half of how wide the back is
    left     (N,) how far figures reach to the left of their middles
    right    (N,) likewise to the right
    in_front (N,) whether all of it is before the camera
    inside   (N,) how far the inside of the bend lies to the right in the picture, -1 to 1
    way      (N, 2) which way they ride in the picture, each part -1 to 1
    """

    heads: Floats
    faces: Floats
    bodies: Floats
    middles: Floats
    grounds: Floats
    trunk: Floats
    left: Floats
    right: Floats
    in_front: NDArray[np.bool_]
    inside: Floats
    way: Floats


def rider_spots(
    camera: Camera, poses: Sequence[Pose], size_px: Size, *, scale: float, head_m: Floats, around_m: Floats
) -> RiderSpots:
    """Riders as a camera sees them.

    scale     of the figures
    head_m    (N,) height of each head
    around_m  (N,) how much room a rider has around him in his plane, such as half his bike or a ring
    """
    riders = Bodies.of(poses)
    head = riders.heads(head_m * scale)
    middle = riders.up(_MIDDLE_M * scale)
    down = np.array([pose.fallen for pose in poses])
    aside, along = _HALF_BODY_M * scale * riders.inside, around_m[:, None] * riders.forward
    inwards = aside + _LYING_M * scale * down[:, None] * riders.inside
    points = np.stack([head, middle, middle + inwards, middle - aside, middle + along, middle - along, riders.ground])
    pixels, depth = camera.project(points, size_px)
    radius = _HEAD_RADIUS_M * scale * camera.focal_px(size_px[1]) / np.maximum(depth[0], NEAR_M)
    tops_px, middles, sides, ground = pixels[0], pixels[1], pixels[2:6, :, 0] - pixels[1, :, 0], pixels[6]
    fallen = down > _LIES
    across = np.stack([middles[:, 0] + sides.min(axis=0), middles[:, 0] + sides.max(axis=0)])
    low, high = np.minimum(tops_px[:, 1], ground[:, 1]), np.maximum(tops_px[:, 1], ground[:, 1])
    faces = np.stack(
        [tops_px[:, 0] - radius, tops_px[:, 1], tops_px[:, 0] + radius, tops_px[:, 1] + 2 * radius], axis=1
    )
    bodies = np.stack([across[0], low, across[1], high], axis=1)
    return RiderSpots(
        heads=tops_px,
        faces=np.where(fallen[:, None], bodies, faces),
        bodies=bodies,
        middles=middles,
        grounds=ground,
        trunk=radius * _HALF_BACK_M / _HEAD_RADIUS_M,
        left=-sides.min(axis=0),
        right=sides.max(axis=0),
        in_front=np.asarray((depth > NEAR_M).all(axis=0)),
        inside=riders.inside @ camera.axes()[0],
        way=riders.forward @ camera.axes()[:2].T,
    )
