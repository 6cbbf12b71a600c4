"""The distances of all riders: convex programs repeated until the motion no longer changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from replay.base.units import GRAVITY_MPS2, Floats
from replay.motion import power
from replay.motion.pacer import JOINED_S
from replay.motion.pacer import LENGTH_M as PACER_LENGTH_M
from replay.race.story.told import Told
from replay.reconstruction.constraints.finish import MOST_TIME_S
from replay.reconstruction.constraints.measured_times import corrected, winner_time_guess
from replay.reconstruction.constraints.paced_line import MOVING_S, changes
from replay.reconstruction.constraints.power_budget import PHYSICS_LEAD_S
from replay.reconstruction.constraints.stopped_race import AFTER_STOP_S, DOWN_AFTER_S
from replay.reconstruction.problem.start_list import Sheet
from replay.reconstruction.solving import subproblem as longitudinal
from replay.reconstruction.solving.subproblem import Solved
from replay.reconstruction.state.effort import efforts, expected_time
from replay.reconstruction.state.iterate import Step, behind_pacer, view_of
from replay.reconstruction.state.pass_windows import pass_windows
from replay.reconstruction.state.sampled_iterate import View
from replay.reconstruction.tools.splines import Basis

KNOT_S = 0.5
AFTER_LAST_S = 4.0
"""The motion goes on this long after the last rider's finish."""

PRIOR_SD_S = 0.5
SETTLED_M = 0.002
_ONE_AFTER_ANOTHER_S = 0.15
_WINDOWS_FREE = 3
_DRAFT_FREE = 5
_MOST_STEPS = 10
_MOST_WARM_STEPS = 4
_STILL_M = 0.25
_FINISHING_STEPS = 2

Report = Callable[[float], None]


@dataclass(frozen=True, slots=True, eq=False)
class Way:
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


def first_step(sheet: Sheet, facts: tuple[Told, ...], *, led: bool = True) -> Step:
    """A rough motion that meets start and finish: where the first program is linearised.

    led: through the measured passings; without, as if nothing but gaps were measured, for times that nobody can ride
    """
    usual = usual_finish_s(sheet)
    if not led:
        latest = max(usual, sheet.winner_s or usual, _usual_time(sheet, sheet.event_m))
        return replace(_rough_step(sheet, facts, latest, led=False), elastic=True)
    step = _rough_step(sheet, facts, sheet.winner_s or usual)
    # What is told may make a slow race of it: then there has to be time for it.
    return step if sheet.winner_s or step.prior_s < usual else _rough_step(sheet, facts, step.prior_s)


def usual_finish_s(sheet: Sheet) -> float:
    """Race time of a finish at the usual speed, as far as measured passings do not tell otherwise."""
    return winner_time_guess(sheet, lambda distance_m: _usual_time(sheet, distance_m))


def _usual_time(sheet: Sheet, distance_m: float) -> float:
    """Race time at which a rider is usually at a distance: as the pacer before it leaves, then evenly."""
    if sheet.pacer and distance_m < sheet.pull_off_m:
        times = np.linspace(0.0, sheet.pull_off_s, 200)
        return float(np.interp(distance_m, sheet.pacer.distance(times), times))
    return sheet.pull_off_s + (distance_m - sheet.pull_off_m) / (17.3 if sheet.pacer else 15.5)


def _rough_step(sheet: Sheet, facts: tuple[Told, ...], finish: float, *, led: bool = True) -> Step:
    gaps = _guessed_gaps(sheet)
    for row, time_s in sheet.timing.clocked:
        gaps[row] = time_s - finish
    last = _last_s(sheet, facts, finish, gaps, led=led)
    cells = int(np.ceil((last + AFTER_LAST_S + 1.5) / KNOT_S))
    basis = Basis(0.0, KNOT_S, cells)
    times = np.linspace(basis.start_s, basis.end_s, 4 * cells + 1)
    finishes = _rough_finishes(sheet, finish, gaps)
    rough = _rough_motion(sheet, facts, finishes, times)
    through, floating = corrected(sheet, rough, times, finishes)
    rough = through if led else rough
    # A race may have been stopped before the pacer leaves.
    physics = basis.knots_s[basis.knots_s >= min(sheet.pull_off_s, basis.end_s) - PHYSICS_LEAD_S]
    one = np.ones((sheet.count, len(physics)))
    step = Step(
        sheet=sheet, basis=basis, coefficients=basis.fit(times, rough), ripple_time_s=np.array([0.0, basis.end_s]),
        ripple_m=np.zeros((sheet.count, 2)), finish_s=finish, gaps_s=gaps, physics_s=physics,
        stretch=one, stretch_rate=0 * one, lift_w=0 * one, draft=one,
        efforts=(), facts=facts, windows=(), apart=(), prior_s=finish, prior_sd_s=PRIOR_SD_S, fall_s={},
        floating_s=floating,
    )  # fmt: skip
    return prepared(step, windows=True, draft=True)


def _last_s(sheet: Sheet, facts: tuple[Told, ...], finish_s: float, gaps_s: Floats, *, led: bool) -> float:
    """The latest race time at which the last rider may finish, or have eased after the race was stopped."""
    if sheet.stopped is None:
        return finish_s + float(np.nanmax(gaps_s)) + (0.0 if sheet.winner_s and led else MOST_TIME_S)
    return rough_view(sheet, facts, finish_s).moment(sheet.stopped) + AFTER_STOP_S + MOST_TIME_S


def rough_view(sheet: Sheet, facts: tuple[Told, ...], finish_s: float) -> View:
    """The rough motion up to a race time at which the winner would finish."""
    times = np.arange(0.0, finish_s + AFTER_LAST_S, KNOT_S / 4)
    rough = _rough_motion(sheet, facts, _rough_finishes(sheet, finish_s, _guessed_gaps(sheet)), times)
    return View(sheet, times, rough, np.gradient(rough, times, axis=1), finish_s)


def _rough_finishes(sheet: Sheet, finish_s: float, gaps_s: Floats) -> Floats:
    """(R,) when each finishes; in a race that was stopped, when he would: one after another, as in the line."""
    if sheet.stopped is None:
        return np.asarray(finish_s + np.nan_to_num(gaps_s, nan=3.0))
    return np.asarray(finish_s + _ONE_AFTER_ANOTHER_S * np.argsort(sheet.queue))


def _rough_motion(sheet: Sheet, facts: tuple[Told, ...], finish_s: Floats, times: Floats) -> Floats:
    """(R, T) distances: from the places behind the pacer to the finish, by way of the last places before it leaves."""
    rows = range(sheet.count)
    rough = np.array([_rough(sheet, sheet.queue.index(row), finish_s[row], times) for row in rows])
    view = View(sheet, times, rough, np.gradient(rough, times, axis=1), float(finish_s[sheet.winner or 0]))
    found = changes(sheet, facts, view)
    if not found:
        return rough
    late = np.array([_rough(sheet, found[-1].queue.index(row), finish_s[row], times) for row in rows])
    share = np.clip((times - found[-1].time_s) / MOVING_S + 1.0, 0.0, 1.0)
    return np.asarray(rough + (late - rough) * share)


def _guessed_gaps(sheet: Sheet) -> Floats:
    """Gaps of all who finish, guessed between neighbours where none was timed."""
    gaps = sheet.gap_s.copy()
    crossing = list(sheet.crossing)
    for place, row in enumerate(crossing):
        if np.isfinite(gaps[row]):
            continue
        before = [gaps[other] for other in crossing[:place] if np.isfinite(gaps[other])]
        after = [gaps[other] for other in crossing[place + 1 :] if np.isfinite(gaps[other])]
        if before and after:
            gaps[row] = (before[-1] + after[0]) / 2
        else:
            gaps[row] = before[-1] + 0.25 if before else (after[0] - 0.12 if after else 0.0)
    gaps[[row for row in range(sheet.count) if row not in sheet.crossing]] = np.nan
    return gaps


def _rough(sheet: Sheet, place: int, finish_s: float, times: Floats) -> Floats:
    start = behind_pacer(sheet, place)
    begin = sheet.pull_off_s
    at = sheet.pull_off_m + start
    entry = sheet.pacer.to_mps if sheet.pacer else 0.0
    span = finish_s - begin
    rise = 2 * ((sheet.event_m - at) / span - entry) / span
    line = sheet.event_m + (entry + rise * span) * (times - finish_s) - 0.2 * (times - finish_s) ** 2
    racing = at + entry * (times - begin) + rise / 2 * (times - begin) ** 2
    behind = (sheet.pacer.distance(times) if sheet.pacer else 0.0) + start
    if sheet.standing:
        behind = behind * np.clip(times / JOINED_S, 0.0, 1.0)
    return np.asarray(np.where(times < begin, behind, np.where(times < finish_s, racing, line)))


def prepared(step: Step, *, windows: bool, draft: bool) -> Step:
    """The step with everything that is taken from its own motion brought up to date."""
    view = view_of(step)
    down_s = {name: DOWN_AFTER_S for _, fact in step.sheet.fallen for name in fact.down}
    fall = {row: view.moment(fact.when) + down_s.get(step.sheet.riders[row], 0.0) for row, fact in step.sheet.fallen}
    return replace(
        step,
        efforts=tuple(efforts(step.facts, view, step.physics_s)),
        windows=pass_windows(view, step.facts) if windows else step.windows,
        draft=_draft(step) if draft else step.draft,
        prior_s=expected_time(step.facts, view),
        fall_s={row: time for row, time in fall.items() if np.isfinite(time)},
        stop_s=view.moment(step.sheet.stopped) if step.sheet.stopped else np.inf,
    )


def _draft(step: Step) -> Floats:
    """(R, P) share of the air drag left to each rider behind whoever is ahead of him, smoothed over 3 s."""
    times, pacer = step.physics_s, step.sheet.pacer
    rear = pacer.distance(times) - PACER_LENGTH_M if pacer else np.zeros(len(times))
    shares = power.field_shares(step.position(times), rear, times < (pacer.off_s if pacer else -np.inf))
    kernel = np.ones(7) / 7
    padded = np.pad(shares, ((0, 0), (3, 3)), mode="edge")
    return np.array([np.convolve(row, kernel, mode="valid") for row in padded])


def on_way(step: Step, way: Way) -> Step:
    """The same distances on other heights: the smooth coordinates change, the motion hardly does."""
    times = way.time_s
    distance = step.position(times)
    lift = np.gradient(way.level_m, times, axis=1) * power.MASS_KG * GRAVITY_MPS2 / power.DRIVETRAIN
    return replace(
        step,
        coefficients=step.basis.fit(times, distance - way.ripple_m),
        ripple_time_s=times,
        ripple_m=way.ripple_m,
        stretch=_at_physics(step, times, way.stretch),
        stretch_rate=_at_physics(step, times, np.gradient(way.stretch, times, axis=1)),
        lift_w=_at_physics(step, times, lift),
    )


def _at_physics(step: Step, times: Floats, values: Floats) -> Floats:
    return np.array([np.interp(step.physics_s, times, row) for row in values])


def settle(step: Step, *, cold: bool, report: Report | None = None) -> Solved:
    """Repeat programs until the motion is nearly still.

    cold: from a rough guess, with windows and drag free for the first steps. Raises SolverError.
    """
    first = 0 if cold else _WINDOWS_FREE
    last = _MOST_STEPS if cold else _WINDOWS_FREE + _MOST_WARM_STEPS
    for count in range(first, last):
        solved = longitudinal.solve(step, with_power=count > 0)
        if report:
            report(0.3 * count / _MOST_STEPS)
        step = prepared(solved.step, windows=count < _WINDOWS_FREE, draft=count < _DRAFT_FREE)
        solved = replace(solved, step=step)
        if (count >= _DRAFT_FREE or not cold) and solved.moved_m < _STILL_M:
            break
    return solved


def finished(step: Step) -> Solved:
    """The motion settled with the winner's time and all gaps held: now they are exact. Raises SolverError."""
    for _ in range(_FINISHING_STEPS):
        solved = longitudinal.solve(step, with_power=True, fix_time=True)
        step = prepared(solved.step, windows=False, draft=False)
        if solved.moved_m < SETTLED_M:
            break
    return replace(solved, step=step)
