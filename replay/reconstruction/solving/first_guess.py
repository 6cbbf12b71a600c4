"""The first guess: a rough motion that meets start and finish, where the first program is linearised."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from scipy.interpolate import PchipInterpolator

from replay.base.units import Floats
from replay.race.story.in_window import at_moments
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.constraints.finish import MOST_TIME_S
from replay.reconstruction.constraints.power_budget import PHYSICS_LEAD_S
from replay.reconstruction.constraints.stopped_race import AFTER_STOP_S
from replay.reconstruction.problem.measured_passings import RACE_TIME, WINNER_FINISH, Anchor
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.problem.winner_time import winner_time_guess
from replay.reconstruction.solving.linearising import prepared
from replay.reconstruction.solving.rough_motion import (
    AFTER_LAST_S,
    KNOT_S,
    guessed_gaps,
    rough_finishes,
    rough_motion,
    rough_sampled,
    usual_time,
)
from replay.reconstruction.state.iterate import Formulation, Iterate
from replay.reconstruction.state.linearisation import Linearisation, power_grid
from replay.reconstruction.state.path_correction import no_correction
from replay.reconstruction.tools.splines import Basis

PRIOR_SD_S = 0.5
"""Standard deviation of the winner's time around that of a lone rider with the winner's template. It holds the speed of
the whole race where no clock does: facts that ask for efforts pull it by seconds otherwise. The final of Tokyo is 0.7 s
faster with half of it and 1.1 s slower with twice. What is not known of the riders is not in it; the doubt has that
(`doubt.GENERIC_RIDER_SD_S`)."""

_SPARE_S = 1.5
"""Time at the end of the grid beyond what is shown: the last coefficients of a spline are held by few samples."""

_SAMPLES_A_KNOT = 4
"""Samples of the rough motion in each knot interval, from which the first coefficients are fitted."""


def first_guess(problem: Problem, facts: tuple[StoryFact, ...], *, led: bool = True) -> Iterate:
    """A rough motion that meets start and finish, with its linearisation.

    led: through the measured passings; without, as if nothing but gaps were measured, for times that nobody can ride
    """
    usual = usual_finish_s(problem)
    if not led:
        latest = max(usual, problem.winner_s or usual, usual_time(problem, problem.event_m))
        return _rough_iterate(problem, facts, latest, led=False).asking(elastic=True)
    iterate = _rough_iterate(problem, facts, problem.winner_s or usual)
    prior_s = iterate.linearisation.prior_s
    # What facts ask for may make a slow race of it: then the grid has to reach further.
    return iterate if problem.winner_s or prior_s < usual else _rough_iterate(problem, facts, prior_s)


def usual_finish_s(problem: Problem) -> float:
    """Race time of a finish at the usual speed, as far as measured passings do not say otherwise."""
    return winner_time_guess(problem, lambda distance_m: usual_time(problem, distance_m))


def _rough_iterate(problem: Problem, facts: tuple[StoryFact, ...], finish_s: float, *, led: bool = True) -> Iterate:
    """The rough motion to a finish of the winner at a race time, as an iterate."""
    gaps = guessed_gaps(problem)
    for rider, time_s in problem.timing.clocked:
        gaps[rider] = time_s - finish_s
    last = _last_s(problem, facts, finish_s, gaps, led=led)
    cells = int(np.ceil((last + AFTER_LAST_S + _SPARE_S) / KNOT_S))
    basis = Basis(0.0, KNOT_S, cells)
    times = np.linspace(basis.start_s, basis.end_s, _SAMPLES_A_KNOT * cells + 1)
    finishes = rough_finishes(problem, finish_s, gaps)
    rough = rough_motion(problem, facts, finishes, times)
    through, floating = through_passings(problem, rough, times, finishes)
    powered = basis.knots_s[basis.knots_s >= _powered_from_s(problem, facts, finish_s, basis.end_s)]
    path = no_correction(problem.count, basis.end_s)
    linearisation = Linearisation(
        path=path,
        grid=power_grid(powered, path, problem.physique),
        shelter=np.ones((problem.count, len(powered))),
        efforts=(),
        windows=(),
        prior_s=finish_s,
        fall_s={},
        stop_s=np.inf,
    )
    iterate = Iterate(
        formulation=Formulation(problem, facts, apart=(), prior_sd_s=PRIOR_SD_S),
        basis=basis,
        coefficients=basis.fit(times, through if led else rough),
        finish_s=finish_s,
        gaps_s=gaps,
        floating_s=floating,
        linearisation=linearisation,
    )
    return prepared(iterate, windows=True, shelter=True)


def _powered_from_s(problem: Problem, facts: tuple[StoryFact, ...], finish_s: float, end_s: float) -> float:
    """The race time from which power is asked about: before racing begins, somebody leaves the line, or falls in it."""
    sampled = rough_sampled(problem, facts, finish_s)
    leaving_s = [time_s for fact in at_moments(facts, sampled) for time_s in fact.out_of_line_s(sampled).values()]
    # A race may have been stopped before the pacer leaves.
    return min(problem.effort_from_s, end_s, *leaving_s, *sampled.fall_s.values()) - PHYSICS_LEAD_S


def _last_s(problem: Problem, facts: tuple[StoryFact, ...], finish_s: float, gaps_s: Floats, *, led: bool) -> float:
    """The latest race time at which the last rider may finish, or have eased after the race was stopped."""
    if problem.stopped is None:
        return finish_s + float(np.nanmax(gaps_s)) + (0.0 if problem.winner_s and led else MOST_TIME_S)
    return rough_sampled(problem, facts, finish_s).moment(problem.stopped) + AFTER_STOP_S + MOST_TIME_S


def through_passings(
    problem: Problem, rough: Floats, times: Floats, finish_s: Floats
) -> tuple[Floats, dict[Anchor, float]]:
    """A rough motion (R, T) bent through the measured passings, and when the floating moments are in it.

    finish_s  (R,) race times at which riders finish in the rough motion

    What is added runs monotonically from passing to passing (PCHIP), so a rider who is late at one and early at the
    next is not thrown to and fro between them; it is 0 at the start and at the finish, which the rough motion meets.
    """
    floating: dict[Anchor, float] = {}
    rough = rough.copy()
    for rider, group in groupby(problem.timing.passings, key=lambda passing: passing.rider):
        knots, off = [0.0, float(finish_s[rider])], [0.0, 0.0]
        for passing in group:
            if passing.anchor.floats:
                usual = float(np.interp(passing.distance_m, np.maximum.accumulate(rough[rider]), times))
                base = floating.setdefault(passing.anchor, usual - passing.after_s)
            elif passing.anchor == RACE_TIME:
                base = 0.0
            else:
                base = float(finish_s[(problem.winner or 0) if passing.anchor == WINNER_FINISH else rider])
            when = base + passing.after_s
            if knots[0] < when < knots[1]:
                knots.append(when)
                off.append(passing.distance_m - float(np.interp(when, times, rough[rider])))
        order = np.unique(knots, return_index=True)[1]
        smooth = PchipInterpolator(np.array(knots)[order], np.array(off)[order])
        rough[rider] += smooth(np.clip(times, 0.0, knots[1]))
    return rough, floating
