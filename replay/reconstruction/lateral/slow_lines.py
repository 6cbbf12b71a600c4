"""Lines up the boards at walking pace: where riders are planned to be, how they can steer, where they would slide."""

from __future__ import annotations

import numpy as np

from replay.base.units import GRAVITY_MPS2, Floats
from replay.motion.power import DRIVETRAIN
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.track.velodrome import Velodrome

SLOW_MPS, HOLDS_MPS = 5.6, 7.0
"""Slower than the first, 20 km/h, tyres slip on the boards of a bend; from the second on, 25 km/h, they hold anywhere.
In between riders are the higher the faster they are."""

FLAT_DEG = 21.0
"""Up to this banking riders may be as slow as they like, and stand: the straights of a track and their ends."""

LOW_M = 1.3
"""Slower riders are no higher in a bend: just above the sprinters lane, from where they are soon off the slope."""

SLOW_STEER = 0.35
"""The largest angle to the line, in radians, of riders who are slow: 20 degrees, as riders wander over a straight."""

_CLIMBING_SHARE = 0.45
"""Part of the power that he has for a second which a rider puts into height before the sprint: who goes up the boards
to watch the others does not sprint up them, and speeds up on the way."""

_FLAT = 1e-3
"""Sine of a banking that asks for no power."""

_CLIMBING_S = 1.0
"""Over so long that power is taken."""

_ACTS_S = 0.6
"""A coefficient of the heights acts up to so long before and after its time."""

_TO_LINE_S = 4.0
"""After the opening the plan's heights count on for so long: riders come down from the boards."""

_PLAN_COST = 0.8
"""Of being away from the planned line, per square metre: more than from the usual line, because it is a course of its
own, and far less than facts or room side by side."""


def slow_line_m(problem: Problem, rider: int, time_s: Floats, line_m: float) -> tuple[Floats, Floats] | None:
    """(N,) heights that are planned and (N,) what being away from them costs; None in races that begin fast."""
    plan = problem.tactics
    if plan is None:
        return None
    share = np.clip((plan.until_s + _TO_LINE_S - time_s) / _TO_LINE_S, 0.0, 1.0)
    return line_m + (plan.height(rider, time_s) - line_m) * share, _PLAN_COST * share


def slow_steering(basis_s: Floats, sampled: SampledMotion, rider: int, most_mps: float) -> Floats:
    """(N,) how fast a rider can go up or down the boards at N times: in proportion to the speed.

    That is the least speed within half a knot or so: a spline acts around its knots, and who stands must not turn.
    """
    around = [
        np.interp(basis_s + late_s, sampled.time_s, sampled.speed_mps[rider]) for late_s in (-_ACTS_S, 0.0, _ACTS_S)
    ]
    return np.asarray(np.clip(SLOW_STEER * np.min(around, axis=0), 0.0, most_mps))


def slow_climbing(basis_s: Floats, sampled: SampledMotion, rider: int, most_mps: Floats) -> Floats:
    """(N,) how fast a rider goes up the boards at N times: until the opening by a part of his power, m/s."""
    problem = sampled.problem
    plan, physique = problem.tactics, problem.physique
    if plan is None:
        return most_mps
    steep = np.sin(problem.velodrome.banking(np.interp(basis_s, sampled.time_s, sampled.distance_m[rider])))
    lift_w = _CLIMBING_SHARE * physique.best_mean_w(_CLIMBING_S)
    gently = lift_w * DRIVETRAIN / (physique.mass_kg * GRAVITY_MPS2 * np.maximum(steep, _FLAT))
    return np.where(basis_s < plan.until_s, np.minimum(most_mps, gently), most_mps)


def highest_slow_m(velodrome: Velodrome, distance_m: Floats, speed_mps: Floats, highest_m: float) -> Floats:
    """(N,) how far up the boards riders hold at N distances and speeds, m."""
    banked = np.degrees(velodrome.banking(distance_m)) > FLAT_DEG
    share = np.clip((speed_mps - SLOW_MPS) / (HOLDS_MPS - SLOW_MPS), 0.0, 1.0)
    return np.asarray(np.where(banked, LOW_M + (highest_m - LOW_M) * share, highest_m))


def outer_as_planned(problem: Problem, first: int, second: int, start_s: float, end_s: float) -> int | None:
    """Which of two riders who are side by side before the opening is planned to be higher; None after it."""
    plan = problem.tactics
    if plan is None or start_s > plan.until_s:
        return None
    middle_s = (start_s + min(end_s, plan.until_s)) / 2
    return max(first, second, key=lambda rider: float(plan.height(rider, middle_s)))
