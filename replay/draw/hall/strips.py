"""The hall as strips: surfaces that follow the track, straight across, from the safety zone to the back wall.

A point of a strip is foot(along) + across * rise(along). The boards are one strip; fence, stands and the level ground
are others, with measures of our own: no drawing of a hall is published.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from replay.base.units import Floats
from replay.track.markings import Markings
from replay.track.velodrome import Velodrome

STEP_M = 0.125
"""Length of a table step: a chord of 12.5 cm is 0.1 mm off the tightest bend."""

STEPS_PER_CELL = 4
"""Table steps along a cell: cells are half a metre long."""

FENCE_M = 1.0
"""Height of the fence above the boards' outer edge."""

CAP_M = 0.12
"""Thickness of the fence."""

_GANGWAY_M = 2.2
"""From the fence to the lower stand, then up: its front wall, its tier, the upper stand's front and tier, the wall."""

_FRONT_WALL_M = 1.9
_TIER_M = 13.0
_TIER_SLOPE_DEG = 25.0
_BALCONY_M = 1.5
_UPPER_SLOPE_DEG = 32.0
_BACK_WALL_M = 7.0


class HallPart(IntEnum):
    """What a strip is."""

    INFIELD = 0
    BOARDS = 1
    GROUND = 2
    FENCE_INSIDE = 3
    FENCE_CAP = 4
    FENCE_OUTSIDE = 5
    GANGWAY = 6
    STAND_WALL = 7
    SEATS = 8
    BALCONY = 9
    UPPER_SEATS = 10
    BACK_WALL = 11


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """One surface along the whole lap.

    foot    (steps + 1, 3) points at across = 0, once round, the last as the first
    rise    (steps + 1, 3) how a point moves for each metre across
    low, high  the range of across, m; for the boards and the ground it is the height up the boards
    cells   how many cells the strip is cut into across
    layer   strips of a higher layer are never behind those of a lower one
    least_px  cells that look thinner than this are left out: a thing that stands free would break up into dots
    The side from which it is seen is that of rise x travel.
    """

    part: HallPart
    foot: Floats
    rise: Floats
    low: float
    high: float
    cells: int = 1
    layer: int = 0
    least_px: float = 0.0


def track_strips(velodrome: Velodrome, painted: Markings) -> tuple[Strip, ...]:
    """What riders may meet, and what hides the rest: level ground, boards, fence.

    Boards and ground form a bowl, seen from above, so they never hide the fence, and neither do they hide each other.
    """
    at = _stations(velodrome)
    inner, outer = velodrome.place(at, 0.0), velodrome.place(at, velodrome.width_m)
    up_the_boards = (outer - inner) / velodrome.width_m
    outward, upward = _outward(velodrome, at), np.broadcast_to([0.0, 0.0, 1.0], inner.shape)
    ground_m = painted.safety_zone_m[0]
    rows = max(1, round(velodrome.width_m / 0.75))
    return (
        Strip(HallPart.GROUND, inner, outward, ground_m, 0.0, 4),
        Strip(HallPart.BOARDS, inner, up_the_boards, 0.0, velodrome.width_m, rows),
        Strip(HallPart.FENCE_INSIDE, outer, upward, 0.0, FENCE_M, layer=1),
        Strip(HallPart.FENCE_CAP, outer + FENCE_M * upward, outward, 0.0, CAP_M, layer=1, least_px=0.4),
        Strip(HallPart.FENCE_OUTSIDE, outer + FENCE_M * upward + CAP_M * outward, -upward, 0.0, FENCE_M + 2.0, layer=1),
    )


def hall_strips(velodrome: Velodrome) -> tuple[Strip, ...]:
    """What stands behind the fence. The higher it is, the less it follows the rise and fall of the boards."""
    at = _stations(velodrome)
    outer = velodrome.place(at, velodrome.width_m)
    outward, upward = _outward(velodrome, at), np.broadcast_to([0.0, 0.0, 1.0], outer.shape)
    level = (outer[:, 2].mean() - outer[:, 2])[:, None] * upward
    foot = outer + CAP_M * outward - 0.2 * upward
    front = foot + _GANGWAY_M * outward + 0.35 * level
    lower = front + _FRONT_WALL_M * upward
    upper_foot = lower + _TIER_M * _sloped(outward, upward, _TIER_SLOPE_DEG) + 0.65 * level
    upper = upper_foot + _BALCONY_M * upward
    back = upper + _TIER_M * _sloped(outward, upward, _UPPER_SLOPE_DEG)
    return (
        _between(HallPart.GANGWAY, foot, front, 2),
        _between(HallPart.STAND_WALL, front, lower, 1),
        _between(HallPart.SEATS, lower, upper_foot, 8),
        _between(HallPart.BALCONY, upper_foot, upper, 1),
        _between(HallPart.UPPER_SEATS, upper, back, 8),
        _between(HallPart.BACK_WALL, back, back + _BACK_WALL_M * upward, 2),
    )


def infield_outline(velodrome: Velodrome, painted: Markings) -> Floats:
    """Points (N, 3) round the infield at its level, a little inside the edge of the level ground."""
    at = np.arange(0.0, velodrome.lap_m, 1.0)
    points = velodrome.place(at, painted.safety_zone_m[0] + 1.0)
    points[:, 2] = infield_level_m(velodrome)
    return points


def infield_level_m(velodrome: Velodrome) -> float:
    """z of the infield: the mean of the track's inner edge."""
    return float(velodrome.place(np.arange(0.0, velodrome.lap_m, 1.0), 0.0)[:, 2].mean())


def step_m(velodrome: Velodrome) -> float:
    """Length of one table step, such that whole cells make a lap."""
    cells = round(velodrome.lap_m / (STEP_M * STEPS_PER_CELL))
    return velodrome.lap_m / (cells * STEPS_PER_CELL)


def _stations(velodrome: Velodrome) -> Floats:
    step = step_m(velodrome)
    return np.asarray(np.arange(round(velodrome.lap_m / step) + 1) * step, dtype=np.float64)


def _outward(velodrome: Velodrome, at: Floats) -> Floats:
    heading = velodrome.heading(at)
    return np.stack([np.sin(heading), -np.cos(heading), np.zeros_like(heading)], axis=-1)


def _sloped(outward: Floats, upward: Floats, slope_deg: float) -> Floats:
    slope = math.radians(slope_deg)
    return math.cos(slope) * outward + math.sin(slope) * upward


def _between(part: HallPart, foot: Floats, head: Floats, cells: int) -> Strip:
    """The strip from one line round the hall to another, as wide as they are apart on average."""
    width = float(np.linalg.norm(head - foot, axis=1).mean())
    return Strip(part, foot, (head - foot) / width, 0.0, width, cells)
