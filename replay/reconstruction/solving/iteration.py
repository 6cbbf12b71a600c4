"""The distances of all riders: convex programs repeated until the motion no longer changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from replay.base.units import GRAVITY_MPS2, Floats
from replay.motion import power
from replay.motion.pacer import JOINED_S
from replay.motion.pacer import LENGTH_M as PACER_LENGTH_M
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.constraints.finish import MOST_TIME_S
from replay.reconstruction.constraints.measured_times import corrected, winner_time_guess
from replay.reconstruction.constraints.paced_line import MOVING_S, changes
from replay.reconstruction.constraints.power_budget import PHYSICS_LEAD_S
from replay.reconstruction.constraints.stopped_race import AFTER_STOP_S, DOWN_AFTER_S
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.solving import subproblem as longitudinal
from replay.reconstruction.solving.subproblem import Solved
from replay.reconstruction.state.effort import efforts, expected_time
from replay.reconstruction.state.iterate import Iterate, behind_pacer, sampled_motion_of
from replay.reconstruction.state.pass_windows import pass_windows
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.reconstruction.tools.splines import Basis

KNOT_S = 0.5
AFTER_LAST_S = 4.0
"""The motion goes on this long after the last rider's finish."""

PRIOR_SD_S = 0.5
SETTLED_M = 0.002
_ONE_AFTER_ANOTHER_S = 0.15
_WINDOWS_FREE = 3
_SHELTER_FREE = 5
_MOST_STEPS = 10
_MOST_WARM_STEPS = 4
_STILL_M = 0.25
_FINISHING_STEPS = 2

Report = Callable[[float], None]


@dataclass(frozen=True, slots=True, eq=False)
class PathCorrection:
    """How the smooth coordinate differs from the distance: what heights and banking do to a rider of even effort.

    time_s     (T,)
    ripple_m   (R, T) distance minus smooth coordinate
    stretch    (R, T) metres over the ground for each metre of the smooth coordinate
    level_m    (R, T) height in space around which the ripple swings
    """

    time_s: Floats
    ripple_m: Floats
    stretch: Floats
    level_m: Floats


def first_guess(problem: Problem, facts: tuple[StoryFact, ...], *, led: bool = True) -> Iterate:
    """A rough motion that meets start and finish: where the first program is linearised.

    led: through the measured passings; without, as if nothing but gaps were measured, for times that nobody can ride
    """
    usual = usual_finish_s(problem)
    if not led:
        latest = max(usual, problem.winner_s or usual, _usual_time(problem, problem.event_m))
        return replace(_rough_iterate(problem, facts, latest, led=False), elastic=True)
    iterate = _rough_iterate(problem, facts, problem.winner_s or usual)
    # What is told may make a slow race of it: then there has to be time for it.
    return iterate if problem.winner_s or iterate.prior_s < usual else _rough_iterate(problem, facts, iterate.prior_s)


def usual_finish_s(problem: Problem) -> float:
    """Race time of a finish at the usual speed, as far as measured passings do not tell otherwise."""
    return winner_time_guess(problem, lambda distance_m: _usual_time(problem, distance_m))


def _usual_time(problem: Problem, distance_m: float) -> float:
    """Race time at which a rider is usually at a distance: as the pacer before it leaves, then evenly."""
    if problem.pacer and distance_m < problem.pull_off_m:
        times = np.linspace(0.0, problem.pull_off_s, 200)
        return float(np.interp(distance_m, problem.pacer.distance(times), times))
    return problem.pull_off_s + (distance_m - problem.pull_off_m) / (17.3 if problem.pacer else 15.5)


def _rough_iterate(problem: Problem, facts: tuple[StoryFact, ...], finish: float, *, led: bool = True) -> Iterate:
    gaps = _guessed_gaps(problem)
    for row, time_s in problem.timing.clocked:
        gaps[row] = time_s - finish
    last = _last_s(problem, facts, finish, gaps, led=led)
    cells = int(np.ceil((last + AFTER_LAST_S + 1.5) / KNOT_S))
    basis = Basis(0.0, KNOT_S, cells)
    times = np.linspace(basis.start_s, basis.end_s, 4 * cells + 1)
    finishes = _rough_finishes(problem, finish, gaps)
    rough = _rough_motion(problem, facts, finishes, times)
    through, floating = corrected(problem, rough, times, finishes)
    rough = through if led else rough
    # A race may have been stopped before the pacer leaves.
    physics = basis.knots_s[basis.knots_s >= min(problem.pull_off_s, basis.end_s) - PHYSICS_LEAD_S]
    one = np.ones((problem.count, len(physics)))
    iterate = Iterate(
        problem=problem, basis=basis, coefficients=basis.fit(times, rough), ripple_time_s=np.array([0.0, basis.end_s]),
        ripple_m=np.zeros((problem.count, 2)), finish_s=finish, gaps_s=gaps, physics_s=physics,
        stretch=one, stretch_rate=0 * one, lift_w=0 * one, shelter=one,
        efforts=(), facts=facts, windows=(), apart=(), prior_s=finish, prior_sd_s=PRIOR_SD_S, fall_s={},
        floating_s=floating,
    )  # fmt: skip
    return prepared(iterate, windows=True, shelter=True)


def _last_s(problem: Problem, facts: tuple[StoryFact, ...], finish_s: float, gaps_s: Floats, *, led: bool) -> float:
    """The latest race time at which the last rider may finish, or have eased after the race was stopped."""
    if problem.stopped is None:
        return finish_s + float(np.nanmax(gaps_s)) + (0.0 if problem.winner_s and led else MOST_TIME_S)
    return rough_sampled(problem, facts, finish_s).moment(problem.stopped) + AFTER_STOP_S + MOST_TIME_S


def rough_sampled(problem: Problem, facts: tuple[StoryFact, ...], finish_s: float) -> SampledMotion:
    """The rough motion up to a race time at which the winner would finish."""
    times = np.arange(0.0, finish_s + AFTER_LAST_S, KNOT_S / 4)
    rough = _rough_motion(problem, facts, _rough_finishes(problem, finish_s, _guessed_gaps(problem)), times)
    return SampledMotion(problem, times, rough, np.gradient(rough, times, axis=1), finish_s)


def _rough_finishes(problem: Problem, finish_s: float, gaps_s: Floats) -> Floats:
    """(R,) when each finishes; in a race that was stopped, when he would: one after another, as in the line."""
    if problem.stopped is None:
        return np.asarray(finish_s + np.nan_to_num(gaps_s, nan=3.0))
    return np.asarray(finish_s + _ONE_AFTER_ANOTHER_S * np.argsort(problem.queue))


def _rough_motion(problem: Problem, facts: tuple[StoryFact, ...], finish_s: Floats, times: Floats) -> Floats:
    """(R, T) distances: from the places behind the pacer to the finish, by way of the last places before it leaves."""
    rows = range(problem.count)
    rough = np.array([_rough(problem, problem.queue.index(row), finish_s[row], times) for row in rows])
    sampled = SampledMotion(
        problem, times, rough, np.gradient(rough, times, axis=1), float(finish_s[problem.winner or 0])
    )
    found = changes(problem, facts, sampled)
    if not found:
        return rough
    late = np.array([_rough(problem, found[-1].queue.index(row), finish_s[row], times) for row in rows])
    share = np.clip((times - found[-1].time_s) / MOVING_S + 1.0, 0.0, 1.0)
    return np.asarray(rough + (late - rough) * share)


def _guessed_gaps(problem: Problem) -> Floats:
    """Gaps of all who finish, guessed between neighbours where none was timed."""
    gaps = problem.gap_s.copy()
    crossing = list(problem.crossing)
    for place, row in enumerate(crossing):
        if np.isfinite(gaps[row]):
            continue
        before = [gaps[other] for other in crossing[:place] if np.isfinite(gaps[other])]
        after = [gaps[other] for other in crossing[place + 1 :] if np.isfinite(gaps[other])]
        if before and after:
            gaps[row] = (before[-1] + after[0]) / 2
        else:
            gaps[row] = before[-1] + 0.25 if before else (after[0] - 0.12 if after else 0.0)
    gaps[[row for row in range(problem.count) if row not in problem.crossing]] = np.nan
    return gaps


def _rough(problem: Problem, place: int, finish_s: float, times: Floats) -> Floats:
    start = behind_pacer(problem, place)
    begin = problem.pull_off_s
    at = problem.pull_off_m + start
    entry = problem.pacer.to_mps if problem.pacer else 0.0
    span = finish_s - begin
    rise = 2 * ((problem.event_m - at) / span - entry) / span
    line = problem.event_m + (entry + rise * span) * (times - finish_s) - 0.2 * (times - finish_s) ** 2
    racing = at + entry * (times - begin) + rise / 2 * (times - begin) ** 2
    behind = (problem.pacer.distance(times) if problem.pacer else 0.0) + start
    if problem.standing:
        behind = behind * np.clip(times / JOINED_S, 0.0, 1.0)
    return np.asarray(np.where(times < begin, behind, np.where(times < finish_s, racing, line)))


def prepared(iterate: Iterate, *, windows: bool, shelter: bool) -> Iterate:
    """The iterate with everything that is taken from its own motion brought up to date."""
    sampled = sampled_motion_of(iterate)
    down_s = {name: DOWN_AFTER_S for _, fact in iterate.problem.fallen for name in fact.down}
    fall = {
        row: sampled.moment(fact.when) + down_s.get(iterate.problem.riders[row], 0.0)
        for row, fact in iterate.problem.fallen
    }
    return replace(
        iterate,
        efforts=tuple(efforts(iterate.facts, sampled, iterate.physics_s)),
        windows=pass_windows(sampled, iterate.facts) if windows else iterate.windows,
        shelter=_shelter(iterate) if shelter else iterate.shelter,
        prior_s=expected_time(iterate.facts, sampled),
        fall_s={row: time for row, time in fall.items() if np.isfinite(time)},
        stop_s=sampled.moment(iterate.problem.stopped) if iterate.problem.stopped else np.inf,
    )


def _shelter(iterate: Iterate) -> Floats:
    """(R, P) share of the air drag left to each rider behind whoever is ahead of him, smoothed over 3 s."""
    times, pacer = iterate.physics_s, iterate.problem.pacer
    rear = pacer.distance(times) - PACER_LENGTH_M if pacer else np.zeros(len(times))
    shares = power.field_shares(iterate.position(times), rear, times < (pacer.off_s if pacer else -np.inf))
    kernel = np.ones(7) / 7
    padded = np.pad(shares, ((0, 0), (3, 3)), mode="edge")
    return np.array([np.convolve(row, kernel, mode="valid") for row in padded])


def on_path(iterate: Iterate, way: PathCorrection) -> Iterate:
    """The same distances on other heights: the smooth coordinates change, the motion hardly does."""
    times = way.time_s
    distance = iterate.position(times)
    lift = np.gradient(way.level_m, times, axis=1) * power.MASS_KG * GRAVITY_MPS2 / power.DRIVETRAIN
    return replace(
        iterate,
        coefficients=iterate.basis.fit(times, distance - way.ripple_m),
        ripple_time_s=times,
        ripple_m=way.ripple_m,
        stretch=_at_physics(iterate, times, way.stretch),
        stretch_rate=_at_physics(iterate, times, np.gradient(way.stretch, times, axis=1)),
        lift_w=_at_physics(iterate, times, lift),
    )


def _at_physics(iterate: Iterate, times: Floats, values: Floats) -> Floats:
    return np.array([np.interp(iterate.physics_s, times, row) for row in values])


def settle(iterate: Iterate, *, cold: bool, report: Report | None = None) -> Solved:
    """Repeat programs until the motion is nearly still.

    cold: from a rough guess, with windows and drag free for the first iterates. Raises SolverError.
    """
    first = 0 if cold else _WINDOWS_FREE
    last = _MOST_STEPS if cold else _WINDOWS_FREE + _MOST_WARM_STEPS
    for count in range(first, last):
        solved = longitudinal.solve(iterate, with_power=count > 0)
        if report:
            report(0.3 * count / _MOST_STEPS)
        iterate = prepared(solved.iterate, windows=count < _WINDOWS_FREE, shelter=count < _SHELTER_FREE)
        solved = replace(solved, iterate=iterate)
        if (count >= _SHELTER_FREE or not cold) and solved.moved_m < _STILL_M:
            break
    return solved


def finished(iterate: Iterate) -> Solved:
    """The motion settled with the winner's time and all gaps held: now they are exact. Raises SolverError."""
    for _ in range(_FINISHING_STEPS):
        solved = longitudinal.solve(iterate, with_power=True, fix_time=True)
        iterate = prepared(solved.iterate, windows=False, shelter=False)
        if solved.moved_m < SETTLED_M:
            break
    return replace(solved, iterate=iterate)
