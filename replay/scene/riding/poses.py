"""Poses: bikes and riders in space, from the motion alone.

Riders lean by the balance of weight and centripetal force; cranks and wheels turn with the distance ridden.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from replay.base.easing import smoothstep
from replay.base.units import GRAVITY_MPS2, Floats
from replay.motion.moments import find_moment
from replay.motion.trajectory import Motion, State
from replay.race.facts import Race
from replay.race.story.incidents.look_back_fact import LookBackFact
from replay.scene.event_questions import winner_of
from replay.scene.frame.pinhole import Point
from replay.scene.frame.riders import Pose
from replay.scene.riding.gestures import Gesture, gestures_at
from replay.track.velodrome import MEASUREMENT_LINE_M, Velodrome

MIDDLE_M = 0.85
"""From the front tyre's leading edge, which the distance measures, back to the middle of the wheelbase."""

DEVELOPMENT_M = 9.6
"""Metres ridden per turn of the cranks; sprinters of 2021 rode about 9.3 to 10.2 m."""

WHEEL_ROUND_M = 0.668 * np.pi
"""Circumference of a track wheel with its tyre."""

_HEAD_BACK_DEG = 100.0
"""A rider who looks back turns his head so far: neck and shoulders allow no more on a bike."""

_HEAD_TURN_S, _HEAD_HOLD_S = 0.4, 0.6
"""Race time of a turn of the head, and for which it is held."""

_FALL_S = 0.7
"""Race time from upright to lying."""

_SLIDE_S, _LOWEST_M = 2.2, 0.15
"""A fallen rider slides down the banking in this time, to this height above the inner edge."""

_RISES_S, _RISES_M = 1.8, 0.7
"""Who is so much higher up so long after his fall slides up the boards, and as the motion has it."""

_GET_UP_S = 1.5
"""Race time from lying to upright, just before who fell rides on .."""

_BACK_S = 8.0
"""..and in which he is back on the line that the motion has."""

_STEADY_S = 0.5
"""Effort is read from the speed gained between so long before and after a moment: legs do not follow every ripple."""

_LEG_OFFSET_DEG = 137.5
"""Between the cranks of one rider and the next, so that legs do not turn in step: the golden angle, which never
repeats."""

_HARD_MPS2, _EASING_MPS2 = 0.9, 0.6
_FAST_MPS, _FLAT_OUT_MPS, _FLAT_OUT_EFFORT = 14.0, 19.0, 0.5
"""Full effort is gaining so much; losing so much takes half of it away. At an even speed drag takes the power: effort
rises from the first speed to this share at the second. It is one at which a sprinter still sits: out of the saddle he
is only while he gains speed."""


_NOTHING = Gesture()


@dataclass(frozen=True, slots=True)
class HeadTurn:
    """A look back: the rider (index) and the race time at which he is turned fully."""

    rider: int
    time_s: float


def head_turns(race: Race, motion: Motion) -> tuple[HeadTurn, ...]:
    """When riders look back, as sources say."""
    winner = winner_of(race, motion)
    found = []
    for fact in race.story:
        if isinstance(fact, LookBackFact) and fact.rider in motion.riders:
            moment = find_moment(motion, fact.when, winner=winner)
            if moment is not None:
                found.append(HeadTurn(motion.index(fact.rider), moment))
    return tuple(found)


def rider_poses(
    motion: Motion, time_s: float, turns: tuple[HeadTurn, ...] = (), celebrates: int | None = None
) -> tuple[Pose, ...]:
    """Poses of all riders at a race time, in the order of the motion. celebrates: who puts his arms up at the end."""
    around = motion.at(time_s + np.array([-_STEADY_S, 0.0, _STEADY_S]))
    state = State(*(a[:, 1] for a in (around.distance_m, around.height_m, around.speed_mps, around.climb_mps)))
    gained = (around.speed_mps[:, 2] - around.speed_mps[:, 0]) / (2 * _STEADY_S)
    heads = [_head_deg(turns, rider, time_s) for rider in range(len(motion.riders))]
    up = np.array([_since(time_s, up_s - _GET_UP_S, _GET_UP_S) for up_s in motion.up_s])
    back = np.array([_since(time_s, up_s, _BACK_S) for up_s in motion.up_s])
    fallen = np.array([_since(time_s, fall_s, _FALL_S) for fall_s in motion.fall_s]) * (1 - up)
    slid = np.array([_since(time_s, fall_s, _SLIDE_S) for fall_s in motion.fall_s]) * (1 - back) * _slide_down(motion)
    poses = _poses(motion.velodrome, state, heads=heads, effort=_effort(state, gained), fallen=fallen, slid=slid)
    return tuple(map(_gesturing, poses, gestures_at(motion, time_s, celebrates)))


def rolling(poses: tuple[Pose, ...], speed_mps: Floats, open_s: float) -> tuple[Pose, ...]:
    """Poses whose wheels turn at these speeds (R,) while a shutter is open for so much race time; who lies has wheels
    that stand."""
    if open_s <= 0:
        return poses
    turned = speed_mps * open_s / WHEEL_ROUND_M * 360
    return tuple(
        replace(pose, wheel_turn_deg=float(turn) * (1 - pose.fallen)) for pose, turn in zip(poses, turned, strict=True)
    )


def _gesturing(pose: Pose, gesture: Gesture) -> Pose:
    if gesture == _NOTHING:
        return pose
    return replace(pose, throw=gesture.throw, upright=gesture.upright, arms_up=gesture.arms_up)


def _slide_down(motion: Motion) -> Floats:
    """(R,) 0 for who slides up the boards as he falls, in the motion, and 1 for all others."""
    rise_m = [
        float(np.diff(motion.at(np.array([fall_s, fall_s + _RISES_S])).height_m[rider])[0]) if fall_s < np.inf else 0.0
        for rider, fall_s in enumerate(motion.fall_s)
    ]
    return np.where(np.array(rise_m) > _RISES_M, 0.0, 1.0)


def pacer_pose(motion: Motion, time_s: float) -> Pose | None:
    """The pacer's pose, None where there is none (any more)."""
    state = motion.pacer_at(time_s)
    if state is None:
        return None
    one = State(*(np.reshape(a, 1) for a in (state.distance_m, state.height_m, state.speed_mps, state.climb_mps)))
    still = np.zeros(1)
    return _poses(motion.velodrome, one, heads=[0.0], effort=still, fallen=still, slid=still)[0]


def _poses(
    velodrome: Velodrome, state: State, *, heads: list[float], effort: Floats, fallen: Floats, slid: Floats
) -> tuple[Pose, ...]:
    height = state.height_m - slid * np.maximum(state.height_m - _LOWEST_M, 0.0)
    ratio = velodrome.path_ratio(state.distance_m, height)
    middle = state.distance_m - MIDDLE_M / ratio
    ground = velodrome.place(middle, height)
    along, up, normal = velodrome.directions(middle, height)
    level = np.maximum(state.speed_mps * ratio, 1e-3)
    forward = along * level[:, None] + up * (state.climb_mps * (1 - slid))[:, None]
    forward /= np.linalg.norm(forward, axis=1, keepdims=True)
    lean = _lean_deg(velodrome, middle, height, level) * (1 - fallen)
    offsets = np.arange(len(height)) * _LEG_OFFSET_DEG
    crank = state.distance_m / DEVELOPMENT_M * 360 + offsets
    wheel = state.distance_m / WHEEL_ROUND_M * 360
    return tuple(
        Pose(
            ground_m=_point(ground[k]),
            forward=_point(forward[k]),
            normal=_point(normal[k]),
            lean_deg=float(lean[k]),
            crank_deg=float(crank[k]),
            wheel_deg=float(wheel[k]),
            head_deg=heads[k] * float(1 - fallen[k]),
            effort=float(effort[k] * (1 - fallen[k])),
            fallen=float(fallen[k]),
        )
        for k in range(len(height))
    )


def _lean_deg(velodrome: Velodrome, distance_m: Floats, height_m: Floats, speed_mps: Floats) -> Floats:
    """Lean from vertical at which weight and centripetal force balance: atan(v² kappa / g), on the rider's radius."""
    curvature = velodrome.curvature(distance_m)
    out = np.maximum(height_m - MEASUREMENT_LINE_M, 0.0) * np.cos(velodrome.banking(distance_m))
    return np.asarray(np.degrees(np.arctan(speed_mps**2 * curvature / (1 + curvature * out) / GRAVITY_MPS2)))


def _effort(state: State, gained_mps2: Floats) -> Floats:
    """0 rolling at even moderate speed, 1 in a full sprint: by acceleration, and by speed where drag takes it all."""
    pushing = np.clip(gained_mps2 / _HARD_MPS2, 0, 1)
    fast = np.clip((state.speed_mps - _FAST_MPS) / (_FLAT_OUT_MPS - _FAST_MPS), 0, 1)
    easing = np.clip(-gained_mps2 / _EASING_MPS2, 0, 1)
    return np.asarray(np.clip(np.maximum(pushing, _FLAT_OUT_EFFORT * fast) - 0.5 * easing, 0, 1))


def _head_deg(turns: tuple[HeadTurn, ...], rider: int, time_s: float) -> float:
    """A turn of the head over the left shoulder: towards, held, and back."""
    turned = [
        smoothstep((_HEAD_TURN_S + _HEAD_HOLD_S / 2 - abs(time_s - turn.time_s)) / _HEAD_TURN_S)
        for turn in turns
        if turn.rider == rider
    ]
    return _HEAD_BACK_DEG * max(turned, default=0.0)


def _since(time_s: float, start_s: float, length_s: float) -> float:
    """Smooth progress of something that began at a race time; 0 where it never does (nan)."""
    return 0.0 if np.isnan(start_s) else smoothstep((time_s - float(start_s)) / length_s)


def _point(vector: Floats) -> Point:
    return float(vector[0]), float(vector[1]), float(vector[2])
