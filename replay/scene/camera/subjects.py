"""Subjects: the points that a picture must hold, by whom its shot is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from replay.base.easing import smoothsteps
from replay.base.units import Floats, Mask
from replay.motion.trajectory import Motion
from replay.scene.camera.pacing import race_end_s, waited_crossings
from replay.scene.camera.setups import Who
from replay.scene.event_questions import pull_off_s

_HEAD_M = 1.9
"""Above the boards: a helmet and the chip over it."""

_BIKE_M = 1.75
"""From the front tyre's edge back to the rear wheel's."""

_PACER_STAYS_S = 1.2
"""After it left the track, the pacer need not be in the picture any longer: it is on its way to the infield."""

_PACER_NOSE_M = 0.4
"""A derny is that much longer before its axle than a bike."""

_FALLEN_STAYS_S = 1.5
"""A fallen rider is in the picture for so long; then the race goes on without him."""

GROUP_M = 17.0
"""Who chases within this of the first chaser is shown with him; who is farther behind would make all of them small."""

_LEADS_SOON_S = 2.0
"""Who leads within this is in the picture already: one sees him come."""

_FIRST_TWO_M = 26.0
"""The first and the second are in one picture unless they are farther apart: then each has one of his own."""

_HALF_OUT_M = 3.0
"""If the last is farther behind than a picture reaches by no more than this, he is half in it: it reaches to him."""

PAST_LINE_M = 4.0
"""So far past the finish line riders are kept in the picture; then they may ride out of it."""

WATCHED_PAST_M = 26.0
"""So far past the finish line whoever words are about is in the picture: farther on, all would be small."""

_TURNS_AWAY_S = 0.4
"""A camera that no longer has to hold a rider begins to turn away so long before, because it does so smoothly."""

_LINE_AHEAD_M, _LINE_BEHIND_M = 4.5, 6.0
"""The finish line comes into the picture from where the leader has it so far before him, and leaves it when he is so
far past: until then, points this far from him stand for it."""

_TO_LINE_M = 11.0
"""Whoever has the line so far before him is in the picture with it, however far the first is past it."""

_STRAGGLER_S, _STRAGGLER_M = 0.6, 12.0
"""Who comes so long after the one before him does not hold the camera at the line: it turns after the others, by so
many metres in as many seconds."""

_RIDE_ON_AFTER_S, _RIDE_ON_S = 0.3, 1.2
"""So long after the end of the race's pictures the camera leaves the line, and in so long it is with the first again:
what is shown of the time after it shows riders."""

PLACES = {
    Who.EVERYBODY: slice(None),
    Who.LEADER: slice(0, 1),
    Who.CHASE: slice(1, None),
    Who.FRONT: slice(0, 2),
    Who.REMOUNTED: slice(None),
    Who.RIDER: slice(None),
    Who.FALLEN: slice(None),
}
"""Riders of whom a shot must hold the wheels and the heads, counted from the front at each moment."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A rider whom the words of a picture are about, from..to of race time: he has to be in it. rider: his index.

    said  whether words are on about him; else a shot of others is not turned on him for it
    """

    rider: int
    from_s: float
    to_s: float
    said: bool = True

    def holds(self, times_s: Floats) -> Mask:
        """Whether a camera has to hold him at each of these race times (N,)."""
        return np.asarray((times_s >= self.from_s) & (times_s <= self.to_s + _TURNS_AWAY_S))


def subject_points(
    motion: Motion,
    times_s: Floats,
    places: slice,
    *,
    pacer: bool,
    line_m: float | Floats | None = None,
    alone: Sequence[int] = (),
    depth_m: Floats | None = None,
    past_line_m: float | Floats = PAST_LINE_M,
) -> Floats:
    """Points (N, P, 3) that the picture must hold: wheels and heads of the riders, the pacer's, the line's ends.

    places  which riders, counted from the front at each moment; of those behind the leader, who is close to the first
    alone   the riders whom the picture holds, lying or not; none of them: those in the places
    line_m  the finish line is in the picture, and who is no farther than this (or these, (N,)) behind the leader; None:
            it need not be
    past_line_m  so far past the finish line, or (N,) so far, riders are kept in the picture
    depth_m (N,) how far behind the first the picture reaches; who is farther behind may be out of it. None: all are in
    A fallen rider is left behind after some seconds. Who has crossed the finish line may ride out of the picture; with
    the line in it, so may who is far behind.
    """
    if alone:
        state, riders = motion.at(times_s), list(alone)
        distance = np.minimum(state.distance_m[riders], motion.event_distance_m + past_line_m)
        return _cloud(motion, distance.T, state.height_m[riders].T)
    distance, height = _placed(motion, times_s, places)
    if depth_m is not None:
        distance = np.maximum(distance, distance.max(axis=0) - depth_m)
    on = _rides_on(motion, times_s)
    led_m = np.maximum(motion.led_m(times_s), motion.event_distance_m + past_line_m)
    if line_m is not None:
        near = np.minimum(distance.max(axis=0), motion.event_distance_m + past_line_m) - line_m
        near = np.minimum(near, motion.event_distance_m - _TO_LINE_M)
        far = motion.event_distance_m + _past_line_m(motion, times_s, past_line_m)
        distance = np.clip(distance, near + on * (led_m - GROUP_M - near), far + on * (led_m - far))
    else:
        far_m = motion.event_distance_m + past_line_m
        near = np.where(on > 0, far_m - GROUP_M + on * (led_m - far_m), -np.inf)
        distance = np.clip(distance, near, far_m + on * (led_m - far_m))
    off_s = pull_off_s(motion)
    if pacer and motion.pacer is not None and off_s is not None:
        ahead = motion.pacer.at(times_s)
        gone = times_s > off_s + _PACER_STAYS_S
        # The same number of points all the time: once gone, it counts as being with the leader.
        nose_m = ahead.distance_m.reshape(-1) + _PACER_NOSE_M
        distance = np.vstack([distance, np.where(gone, distance.max(axis=0), nose_m)])
        height = np.vstack([height, np.where(gone, height[0], ahead.height_m.reshape(-1))])
    cloud = _cloud(motion, distance.T, height.T)
    return cloud if line_m is None else np.concatenate([cloud, _line(motion, distance.max(axis=0))], axis=1)


def needed_reach_m(motion: Motion, times_s: Floats, watched: Sequence[Watched] = ()) -> Floats:
    """How far behind the first a picture must reach, (N,) m: to the next leaders, to the second, and to who is watched.

    So it shows who takes the lead `_LEADS_SOON_S` before he has it, and who chases, unless he is farther behind than
    `_FIRST_TWO_M`.
    """
    state, down = motion.at(times_s), motion.is_down(times_s)
    distance = np.where(down, -np.inf, state.distance_m)
    led_m = distance.max(axis=0)
    leads = distance >= led_m
    ahead = max(round(_LEADS_SOON_S / (times_s[1] - times_s[0])), 1) if len(times_s) > 1 else 1
    later = np.pad(leads, ((0, 0), (0, ahead)), mode="edge")
    soon = np.asarray(np.lib.stride_tricks.sliding_window_view(later, ahead + 1, axis=1).any(axis=2))
    behind = np.where(soon & np.isfinite(distance), led_m - distance, 0.0).max(axis=0)
    behind = np.maximum(behind, watched_reach_m(motion, times_s, watched))
    if len(distance) < 2:
        return np.asarray(behind)
    second_m = led_m - np.sort(distance, axis=0)[-2]
    return np.asarray(np.maximum(behind, np.where(second_m < _FIRST_TWO_M, second_m, 0.0)))


def watched_reach_m(motion: Motion, times_s: Floats, watched: Sequence[Watched]) -> Floats:
    """How far behind the first a picture must reach, (N,) m, to hold whom its words are about."""
    distance = np.where(motion.is_down(times_s), -np.inf, motion.at(times_s).distance_m)
    reach = np.zeros(len(times_s))
    for each in watched:
        behind = distance.max(axis=0) - distance[each.rider]
        on = each.holds(times_s) & np.isfinite(behind)
        reach = np.where(on, np.maximum(reach, behind), reach)
    return reach


def watched_past_line_m(motion: Motion, times_s: Floats, watched: Sequence[Watched]) -> Floats:
    """How far past the finish line whom the words are about is, (N,) m: so long he stays in the picture, at most
    `WATCHED_PAST_M`."""
    past = np.zeros(len(times_s))
    for each in watched:
        on = each.holds(times_s)
        his_m = motion.at(times_s).distance_m[each.rider] - motion.event_distance_m
        past = np.where(on, np.maximum(past, np.minimum(his_m, WATCHED_PAST_M)), past)
    return past


def whole_reach_m(motion: Motion, times_s: Floats, depth_m: Floats) -> Floats:
    """How far behind the first a picture reaches, (N,) m, that is to reach `depth_m` (N,): to the last rider, where he
    is little farther behind than that, so that he does not ride half out of it."""
    state, down = motion.at(times_s), motion.is_down(times_s)
    first, last = np.where(down, -np.inf, state.distance_m), np.where(down, np.inf, state.distance_m)
    last_m = first.max(axis=0) - last.min(axis=0)
    return np.asarray(np.where(last_m <= depth_m + _HALF_OUT_M, last_m, depth_m))


def _rides_on(motion: Motion, times_s: Floats) -> Floats:
    """How much the picture goes on with the first after the end of the race, (N,): from 0, at the line, to 1."""
    if motion.stopped or not np.isfinite(motion.finish_s).any():
        return np.zeros(len(times_s))
    return np.asarray(smoothsteps((times_s - race_end_s(motion) - _RIDE_ON_AFTER_S) / _RIDE_ON_S))


def _past_line_m(motion: Motion, times_s: Floats, at_first_m: float | Floats) -> Floats:
    """How far past the line riders are kept in the picture, (N,): farther once all or all but a straggler are over."""
    crossed = waited_crossings(motion)
    if len(crossed) == 0:
        return np.broadcast_to(at_first_m, times_s.shape)
    straggler = len(crossed) > 1 and crossed[-1] - crossed[-2] > _STRAGGLER_S
    over = float(crossed[-2] if straggler else crossed[-1] + 0.1)
    return np.maximum(at_first_m, PAST_LINE_M + _STRAGGLER_M * smoothsteps((times_s - over) / _STRAGGLER_S))


def _placed(motion: Motion, times_s: Floats, places: slice) -> tuple[Floats, Floats]:
    """Distances and heights (P, N) of those who matter; who fell counts as being with the first of them.

    Of some places only, who is down has none.
    """
    state, down = motion.at(times_s), motion.is_down(times_s)
    left = times_s > motion.fall_s[:, None] + _FALLEN_STAYS_S
    if places == slice(None) or len(down) <= (places.start or 0):
        return np.asarray(np.where(left, motion.led_m(times_s), state.distance_m)), state.height_m
    order = np.argsort(np.where(down, np.inf, -state.distance_m), axis=0, kind="stable")[places]
    distance, height = np.take_along_axis(state.distance_m, order, 0), np.take_along_axis(state.height_m, order, 0)
    out = np.take_along_axis(down | left, order, 0)
    distance, height = np.asarray(np.where(out, distance[0], distance)), np.asarray(np.where(out, height[0], height))
    return np.maximum(distance, distance[0] - GROUP_M) if places.start else distance, height


def _cloud(motion: Motion, distance_m: Floats, height_m: Floats) -> Floats:
    """Points (N, P, 3) of bikes at distances and heights (N, R)."""
    place = motion.velodrome.place
    front, back = place(distance_m, height_m), place(distance_m - _BIKE_M, height_m)
    return np.concatenate([front, back, front + np.array([0.0, 0.0, _HEAD_M])], axis=1)


def _line(motion: Motion, leader_m: Floats) -> Floats:
    """Two points (N, 2, 3) across the track: the finish line, or nearer to the leader while he is far from it."""
    line = np.clip(motion.event_distance_m, leader_m - _LINE_BEHIND_M, leader_m + _LINE_AHEAD_M)
    return motion.velodrome.place(line[:, None], np.array([[0.0, motion.velodrome.width_m * 0.4]]))
