"""What riders do at the line and after it: throw the bicycle, sit up, put their arms in the air. A function of time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.easing import smoothstep
from replay.motion.trajectory import Motion
from replay.race.facts import Race
from replay.scene.event_questions import crossing_order, winner_of

THROW_GAP_S = 0.05
"""Riders throw their bicycles at the line when somebody crosses it within this time of them."""

CLEAR_GAP_S = 0.5
"""A winner who has so much time on the next, about nine metres, is alone: he puts his arms up."""

_THROWING_S, _THROWN_S, _BACK_S = 0.30, 0.12, 0.40
"""A throw takes the first, ends just after the line, and the rider is back in the saddle after the last."""

_UP_FROM_S, _UP_TO_S = 1.2, 3.0
"""Time after his crossing from which, and until when, a rider sits up."""

_ARMS_FROM_S, _ARMS_TAKE_S, _ARMS_UNTIL_S = 0.25, 0.8, 3.6
"""Time after his crossing at which the winner begins to put his arms up, what that takes, and when they come down."""


@dataclass(frozen=True, slots=True)
class Gesture:
    """Shares, 0 to 1, as `Pose` has them."""

    throw: float = 0.0
    upright: float = 0.0
    arms_up: float = 0.0


def celebrating(race: Race, motion: Motion) -> int | None:
    """The rider (index) who puts his arms up: the official winner, if he crosses the line first and alone."""
    winner, order = winner_of(race, motion), crossing_order(motion)
    if winner is None or not order or order[0] != winner:
        return None
    gap_s = float(motion.finish_s[order[1]] - motion.finish_s[winner]) if len(order) > 1 else np.inf
    return winner if gap_s >= CLEAR_GAP_S else None


def gestures_at(motion: Motion, time_s: float, celebrates: int | None = None) -> tuple[Gesture, ...]:
    """What each rider does at a race time, in the order of the motion."""
    return tuple(
        Gesture() if np.isnan(finish_s) else _gesture(motion, rider, time_s - float(finish_s), rider == celebrates)
        for rider, finish_s in enumerate(motion.finish_s)
    )


def _gesture(motion: Motion, rider: int, after_s: float, celebrates: bool) -> Gesture:
    if after_s < -_THROWING_S - _THROWN_S:
        return Gesture()
    arms = 0.0
    if celebrates:
        arms = smoothstep((after_s - _ARMS_FROM_S) / _ARMS_TAKE_S)
        arms *= 1.0 - smoothstep((after_s - _ARMS_UNTIL_S) / _ARMS_TAKE_S)
    return Gesture(
        throw=_throw(after_s) if _is_close(motion, rider) else 0.0,
        upright=smoothstep((after_s - _UP_FROM_S) / (_UP_TO_S - _UP_FROM_S)),
        arms_up=arms,
    )


def _throw(after_s: float) -> float:
    """Whole at the line and a moment longer."""
    return smoothstep((after_s + _THROWING_S) / _THROWING_S) * (1.0 - smoothstep((after_s - _THROWN_S) / _BACK_S))


def _is_close(motion: Motion, rider: int) -> bool:
    """Whether somebody else crosses the line within `THROW_GAP_S`."""
    apart = np.abs(motion.finish_s - motion.finish_s[rider])
    apart[rider] = np.nan
    return bool(np.any(apart < THROW_GAP_S))
