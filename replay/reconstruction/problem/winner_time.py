"""The winner's race time, as far as measured passings tell it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from replay.race.timed import START_M
from replay.reconstruction.problem.measured_passings import RACE_TIME, WINNER_FINISH, AnchorKind
from replay.reconstruction.problem.race_problem import Problem

_UNTIMED_GAP_S = 0.25
"""Gap of a rider whose gap nobody timed, as far as the winner's time is guessed from that rider: the middle of a
field that comes to the line together. It only shifts the first guess and the prior; the solver finds the gap."""


def winner_time_guess(problem: Problem, reach_s: Callable[[float], float]) -> float:
    """The winner's race time, s, if the rest of the way is ridden as usual.

    reach_s  usual race time at which riders are at a distance, m

    Of several riders who were timed, the winner's own passing counts; else the median of what each of them suggests,
    because one slip of the pen must not move the whole race.
    """
    timing, usual_s = problem.timing, reach_s(problem.event_m)
    clocked = dict(timing.clocked)
    guesses = {rider: time_s - _gap_guess_s(problem, rider) for rider, time_s in timing.clocked}
    for passing in timing.passings:
        rider, rest_s = passing.rider, reach_s(passing.distance_m)
        if passing.anchor == RACE_TIME and rider not in clocked:
            # A later passing of the same rider replaces the earlier one: less of the way is left to guess.
            guesses[rider] = passing.after_s + usual_s - rest_s - _gap_guess_s(problem, rider)
        elif passing.anchor == WINNER_FINISH and rider not in guesses:
            guesses[rider] = rest_s - passing.after_s
        elif passing.anchor.kind is AnchorKind.RIDER and rider not in guesses:
            guesses[rider] = rest_s - passing.after_s - _gap_guess_s(problem, rider)
    middle = float(np.median(list(guesses.values()))) if guesses else usual_s
    return _within_bounds(problem, middle if problem.winner is None else guesses.get(problem.winner, middle))


def _within_bounds(problem: Problem, time_s: float) -> float:
    """The nearest time of the winner that agrees with what is known of the riders' times for the race."""
    for stretch in problem.timing.bounded:
        if stretch.from_m == START_M and stretch.to_m == problem.event_m:
            behind_s = 0.0 if stretch.rider == problem.winner else _gap_guess_s(problem, stretch.rider)
            least_s = -np.inf if stretch.least_s is None else stretch.least_s - behind_s
            most_s = np.inf if stretch.most_s is None else stretch.most_s - behind_s
            time_s = float(min(max(time_s, least_s), most_s))
    return time_s


def untimed_share(problem: Problem) -> float:
    """Share of the way from where racing begins to the finish over which no clock links the winner to race time."""
    before = [p.distance_m for p in problem.timing.passings if p.anchor == RACE_TIME]
    after = [p.distance_m for p in problem.timing.passings if p.anchor == WINNER_FINISH]
    start_m = max([problem.pull_off_m, *before])
    end_m = min([problem.event_m, *after])
    return max(end_m - start_m, 0.0) / (problem.event_m - problem.pull_off_m)


def _gap_guess_s(problem: Problem, rider: int) -> float:
    """A rider's gap to the winner, s, guessed where nobody timed it."""
    gap_s = float(problem.gap_s[rider])
    return gap_s if np.isfinite(gap_s) else _UNTIMED_GAP_S
