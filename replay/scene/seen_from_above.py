"""What the track map shows: the shape of the track, where everybody is on it, and the lead."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from replay.base.look import SECOND
from replay.base.units import Floats
from replay.scene.frame.riders import Pose, RiderState
from replay.scene.frame.track_map import DotKind, MapDot, MapShape, Plan, TrackMap
from replay.scene.frame.track_marks import Lead
from replay.track.velodrome import TrackShape, Velodrome

_POINTS = 180
"""Of an outline: a metre and a half apart, less than a pixel from the curve on any map."""

_ONE_DOT_M = 4.0
"""Riders who are nearer to each other than this hide each other on a map."""

_DOWN = 0.5
"""A rider who is so far on his way to the boards is down."""


def track_map(
    velodrome: Velodrome, riders: tuple[RiderState, ...], pacer: Pose | None, lead: Lead | None, *, shown: float
) -> TrackMap:
    """The map of a moment."""
    dots = [MapDot(_plan(pacer), DotKind.PACER, SECOND, "")] if pacer else []
    ordered = sorted(riders, key=lambda state: (state.leader, -state.place))
    dots += [MapDot(_plan(state.pose), _kind(state), state.look.kit.chip, state.look.marker) for state in ordered]
    arc = None
    if lead is not None and lead.shown > 0:
        front, back = lead.from_distance_m, lead.to_distance_m
        arc = front, front + (back - front) * lead.drawn
    return TrackMap(_shape(velodrome.shape), tuple(dots), arc, shown)


def _kind(state: RiderState) -> DotKind:
    if state.pose.fallen > _DOWN:
        return DotKind.DOWN
    return DotKind.LEADER if state.leader else DotKind.RIDER


def _plan(pose: Pose) -> Plan:
    return pose.ground_m[0], pose.ground_m[1]


@lru_cache(maxsize=8)
def _shape(shape: TrackShape) -> MapShape:
    """Kept: it is the same in every frame of a race."""
    velodrome = Velodrome(shape)
    distance = np.linspace(0.0, shape.lap_m, _POINTS, endpoint=False)
    inner, outer = velodrome.place(distance, [[0.0], [shape.width_m]])[..., :2].round(3).tolist()
    return MapShape(tuple((x, y) for x, y in inner), tuple((x, y) for x, y in outer), shape.lap_m)


def are_one_dot(distance_m: Floats) -> bool:
    """Whether all riders (R,) are so near to each other that a map has one dot for them, which says nothing."""
    return float(np.ptp(distance_m)) < _ONE_DOT_M
