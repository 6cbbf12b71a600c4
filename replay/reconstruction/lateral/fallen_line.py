"""Where who falls slides to: down the banking and onto the blue band, or up the boards first where that is told."""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats
from replay.reconstruction.problem.race_problem import Problem

FALLEN_HEIGHT_M = -0.55
"""Fallen riders come to rest on the blue band .."""

_FALL_S = 2.2
"""..after so long."""

_UP_M, _UP_S = 2.5, 1.8
"""Who slides up the boards goes so much further up at most, in so long: thrown out of a bend at 15 m/s and slowed by
the friction of wood he is near the fence then .."""

_TURNS_AFTER_S, _DOWN_S = 2.5, 4.0
"""..and comes down the banking again as he slows down, from so long after the fall, in so long."""

_BACK_AFTER_S, _BACK_S = 2.0, 4.0
"""Who gets up again rides on the blue band for so long first, and takes so long for the way back to his line."""

RIDES_ON_S = _BACK_AFTER_S + 2 * _BACK_S
"""So long after he rides on he is on his line again."""


def slides_up(problem: Problem, rider: int) -> bool:
    """Whether a rider who falls is told to slide up the boards."""
    return any(fallen == rider and fact.slides == "up" for fallen, fact in problem.fallen)


def lies_outside(problem: Problem, rider: int, since_s: float) -> bool:
    """Whether a fallen rider is up the boards, so long after his fall, and others pass inside of him."""
    return slides_up(problem, rider) and since_s < _TURNS_AFTER_S


def fallen_share(times: Floats, fall_s: float, up_s: float) -> Floats:
    """How far a rider is on his way to where he lies at some times: 0 on his line, 1 there, and back if he rides on."""
    if not np.isfinite(fall_s):
        return np.zeros(len(times))
    share = np.clip((times - fall_s) / _FALL_S, 0, 1)
    return share * (1 - np.clip((times - up_s - _BACK_AFTER_S) / _BACK_S, 0, 1)) if np.isfinite(up_s) else share


def fallen_line_m(times: Floats, line_m: float, share: Floats, up_from_s: float | None) -> Floats:
    """Heights that a rider slides to, m. share: as `fallen_share` gives it.

    up_from_s: the race time from which he slides up the boards; None for who slides down
    """
    down_m = line_m + (FALLEN_HEIGHT_M - line_m) * share
    if up_from_s is None:
        return down_m
    up_m = line_m + _UP_M * np.clip((times - up_from_s) / _UP_S, 0, 1)
    turned = np.clip((times - up_from_s - _TURNS_AFTER_S) / _DOWN_S, 0, 1)
    return np.where(share > 0, up_m + (down_m - up_m) * turned, down_m)
