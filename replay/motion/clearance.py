"""The room between bikes, measured on the motion itself: who shares ground with whom, when, and by how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from replay.base.units import BIKE_LENGTH_M, BIKE_WIDTH_M, Floats, Mask
from replay.motion.ahead import lead_on_track_m
from replay.motion.pacer import LENGTH_M as PACER_LENGTH_M
from replay.motion.pacer import WIDTH_M as PACER_WIDTH_M
from replay.motion.trajectory import Motion, State
from replay.track.velodrome import Velodrome

Indices = NDArray[np.intp]
Pair = tuple[int, int]

OVERLAP_HZ = 240
"""Samples a second at which overlaps are looked for: two bikes that close at 5 m/s come 2 cm nearer between two."""

_NEAR_M = 3.0
"""Bikes whose middles are further apart in plan share no ground: more than the diagonal of two."""

_REACH_M = 4.0
"""Nor are they so near if their fronts are further apart along the measurement line: a metre of it is at least 0.95 m
in plan (on the blue band of a bend), and their middles are behind their fronts by lengths that differ by 0.3 m."""

_LYING_WIDTH_M = 1.4
"""Who lies on his side reaches so far across the track, inwards from his wheels. Those who ride keep clear of all of
it; riders who are down may lie on each other."""

_ABREAST_M = 2.4
"""Bikes that are farther apart along the measurement line share no ground, the pacer's included."""

_LOOK = 12
"""Samples from one look to the next where overlaps are looked for: 0.05 s. Longer looks save little more, because more
of them have to be looked into."""

_PIECE = 12 * 1000
"""Samples that are looked at together, 50 s: a hundred megabytes for 24 riders."""

_TURNED_M = 0.1
"""What turning and climbing bring two bikes nearer to each other from one look to the next."""

_STEERED_MPS = 4.0
"""Below this speed a bike's heading no longer follows how fast it climbs: a rider who stops would turn on the spot."""

_STANDING_MPS = 1e-3
"""A bike that stands points along the track."""


@dataclass(frozen=True, slots=True, eq=False)
class Boxes:
    """Bikes as rectangles in plan: centres (N, 2), unit headings (N, 2), half length and half width, m."""

    centre: Floats
    heading: Floats
    half_length: float
    half_width: float

    def at(self, moments: Indices) -> Boxes:
        """The same at some of the moments, by index."""
        return replace(self, centre=self.centre[moments], heading=self.heading[moments])


def bike_centres(velodrome: Velodrome, state: State, back_m: float = BIKE_LENGTH_M / 2) -> tuple[Floats, Floats]:
    """Points on the boards (..., 3) under the middles of bikes with front tyres at `state`, and headings (..., 3)."""
    distance = state.distance_m - back_m / velodrome.path_ratio(state.distance_m, state.height_m)
    forward, up, _ = velodrome.directions(distance, state.height_m)
    along = velodrome.path_ratio(distance, state.height_m) * np.maximum(state.speed_mps, _STANDING_MPS)
    # A fallen bike points the way it slid, not down the slope of its last centimetres.
    climb = state.climb_mps * np.clip(state.speed_mps / _STEERED_MPS, 0.0, 1.0) ** 2
    travel = forward * along[..., None] + up * climb[..., None]
    return velodrome.place(distance, state.height_m), travel / np.linalg.norm(travel, axis=-1, keepdims=True)


def clearances(motion: Motion) -> tuple[int, float]:
    """Overlapping pair samples at 240 Hz, and the least clearance in metres, of riders and pacer."""
    times = np.arange(motion.start_s, motion.end_s, 1 / OVERLAP_HZ)
    overlaps, least = 0, np.inf
    for piece in _pieces(times):
        for _, room in _pair_rooms(motion, piece, _beside(motion, piece, _REACH_M)).values():
            overlaps += int((room < 0).sum())
            least = min(least, float(room.min(initial=np.inf)))
    return overlaps, least if np.isfinite(least) else 0.0


def touching_times(motion: Motion, least_m: float) -> dict[Pair, Floats]:
    """The times at which a pair has less room than that, by pair; the pacer counts as one rider after the last."""
    return {pair: times for pair, (times, _) in close_rooms(motion, least_m).items()}


def close_rooms(motion: Motion, least_m: float) -> dict[Pair, tuple[Floats, Floats]]:
    """The times at which a pair has less room than that, and the room then, m, by pair; the pacer as `touching_times`.

    Looked for now and then first, and at 240 Hz where a pair might touch before the next such look.
    """
    times = np.arange(motion.start_s, motion.end_s, 1 / OVERLAP_HZ)
    looks = times[::_LOOK]
    nearer_m = _nearer_m(motion, looks)
    close: dict[Pair, Mask] = {}
    for pair, (at, room) in _pair_rooms(motion, looks, _beside(motion, looks, _ABREAST_M + nearer_m)).items():
        looked = np.zeros(len(looks), dtype=bool)
        looked[at[room < least_m + nearer_m[at]]] = True
        close[pair] = np.repeat(looked, _LOOK)[: len(times)]
    found: dict[Pair, list[tuple[Floats, Floats]]] = {}
    for piece in _pieces(np.flatnonzero(_any(close.values(), len(times)))):
        rooms = _pair_rooms(motion, times[piece], {pair: mask[piece] for pair, mask in close.items()})
        for pair, (at, room) in rooms.items():
            few = room < least_m
            if few.any():
                found.setdefault(pair, []).append((times[piece][at[few]], room[few]))
    joined = {pair: [np.concatenate(part) for part in zip(*found[pair], strict=True)] for pair in sorted(found)}
    return {pair: (when, room) for pair, (when, room) in joined.items()}


def _pieces(moments: NDArray[Any]) -> Iterator[NDArray[Any]]:
    """Moments in pieces: the places of all bikes at 240 Hz over ten kilometres would be gigabytes at once."""
    for start in range(0, len(moments), _PIECE):
        yield moments[start : start + _PIECE]


def _any(masks: Iterable[Mask], count: int) -> Mask:
    """(N,) where one of the masks is true."""
    return np.asarray(np.logical_or.reduce([np.zeros(count, dtype=bool), *masks]))


def _everybody(motion: Motion, times: Floats) -> State:
    """The riders at N times, and after the last of them the pacer, if there is one."""
    state = motion.at(times)
    if motion.pacer is None:
        return state
    pacer = motion.pacer.at(times)
    return State(*(np.vstack([getattr(state, name), getattr(pacer, name)]) for name in State.__slots__))


def _nearer_m(motion: Motion, looks: Floats) -> Floats:
    """(N,) more than any two bikes come nearer to each other before the next look."""
    speeds = _everybody(motion, looks).speed_mps
    return np.asarray(_TURNED_M + (speeds.max(axis=0) - speeds.min(axis=0)) * _LOOK / OVERLAP_HZ)


def _beside(motion: Motion, times: Floats, within_m: Floats | float) -> dict[Pair, Mask]:
    """For each pair that is ever so near along the track the times (N,) at which it is; a pacer that has left is not.

    within_m  one distance for all times, or (N,)
    """
    along, gone = _everybody(motion, times).distance_m, times > motion.pacer_gone_s
    found = {}
    for first, second in combinations(range(len(along)), 2):
        near = np.abs(lead_on_track_m(along[first] - along[second], motion.velodrome.lap_m)) < within_m
        if second == len(motion.riders):
            near &= ~gone
        if near.any():
            found[first, second] = near
    return found


def _pair_rooms(motion: Motion, times: Floats, beside: Mapping[Pair, Mask]) -> dict[Pair, tuple[Indices, Floats]]:
    """For each pair those of the times at which the two are near, by index, and the room between them then.

    beside  the times (N,) at which a pair is looked at. A bike's place is found once, for all pairs that it is in
    """
    state, down = _everybody(motion, times), motion.is_down(times)
    looked = {
        body: np.flatnonzero(_any((mask for pair, mask in beside.items() if body in pair), len(times)))
        for body in sorted({body for pair in beside for body in pair})
    }
    boxes, lying = {}, {}
    for body, at in looked.items():
        own = State(*(getattr(state, name)[body, at] for name in State.__slots__))
        boxes[body] = _upright(motion, body, own)
        if body < len(motion.riders) and down[body, at].any():
            lying[body] = _lying(motion.velodrome, own)
    rooms: dict[Pair, tuple[Indices, Floats]] = {}
    for pair, mask in beside.items():
        at = np.flatnonzero(mask)
        at = at[_is_near(*(boxes[body].at(np.searchsorted(looked[body], at)) for body in pair))]
        place = {body: np.searchsorted(looked[body], at) for body in pair}
        room = _room(*(boxes[body].at(place[body]) for body in pair))
        for one, other in (pair, pair[::-1]):
            if one in lying:
                over = down[one, at] & ~(down[other, at] if other < len(down) else False)
                room = np.where(over, _room(lying[one].at(place[one]), boxes[other].at(place[other])), room)
        rooms[pair] = (at, room)
    return rooms


def _upright(motion: Motion, body: int, state: State) -> Boxes:
    """The rectangles of a rider, or of the pacer after the last of them, at N times."""
    if body == len(motion.riders):
        return _boxes(motion.velodrome, state, PACER_LENGTH_M, PACER_WIDTH_M)
    return _boxes(motion.velodrome, state, BIKE_LENGTH_M, BIKE_WIDTH_M)


def _lying(velodrome: Velodrome, state: State) -> Boxes:
    """The rectangles of a rider and his bike on their side, at N times: the bars reach as far out as before."""
    across_m = (_LYING_WIDTH_M - BIKE_WIDTH_M) / 2
    return _boxes(velodrome, replace(state, height_m=state.height_m - across_m), BIKE_LENGTH_M, _LYING_WIDTH_M)


def _boxes(velodrome: Velodrome, state: State, length_m: float, width_m: float) -> Boxes:
    """The rectangles of one bike at N times."""
    centre, heading = bike_centres(velodrome, state, length_m / 2)
    flat = heading[:, :2] / np.linalg.norm(heading[:, :2], axis=1, keepdims=True)
    return Boxes(centre[:, :2], flat, length_m / 2, width_m / 2)


def _is_near(first: Boxes, second: Boxes) -> Mask:
    """(N,) whether rectangles may share ground."""
    apart = second.centre - first.centre
    return np.asarray(np.hypot(apart[:, 0], apart[:, 1]) < _NEAR_M)


def _room(first: Boxes, second: Boxes) -> Floats:
    """(N,) signed room between rectangles: the best of the four separating axes."""
    apart, one, two = second.centre - first.centre, first.heading, second.heading
    rooms = []
    for axis in (one, _left(one), two, _left(two)):
        distance = np.abs((apart * axis).sum(axis=1))
        rooms.append(distance - _reach(first, axis) - _reach(second, axis))
    return np.asarray(np.max(rooms, axis=0))


def _reach(box: Boxes, axis: Floats) -> Floats:
    """(N,) how far a box reaches from its middle along an axis, m."""
    along = np.abs((box.heading * axis).sum(axis=1))
    across = np.abs((_left(box.heading) * axis).sum(axis=1))
    return np.asarray(box.half_length * along + box.half_width * across)


def _left(vectors: Floats) -> Floats:
    """(N, 2) vectors turned to the left by a right angle."""
    return np.stack([-vectors[:, 1], vectors[:, 0]], axis=1)
