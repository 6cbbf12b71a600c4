"""An attempt at the motion: distances along the track and heights up the boards that fit each other.

Heights depend on who is beside whom, and distances on the path correction of the heights, so the two are found in turn
(decision "settled lines").
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from replay.base.units import Floats
from replay.motion.clearance import touching_times
from replay.motion.trajectory import WRITTEN_DECIMALS, Motion, Path
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.constraints.stopped_race import AFTER_STOP_S
from replay.reconstruction.lateral.height import Heights, heights
from replay.reconstruction.lateral.ripple import path_correction_of
from replay.reconstruction.lateral.side_by_side import SideBySide, sides
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.solving.first_guess import first_guess
from replay.reconstruction.solving.iteration import Report, finished, settle
from replay.reconstruction.solving.linearising import on_path, prepared
from replay.reconstruction.solving.rough_motion import AFTER_LAST_S
from replay.reconstruction.state.evidence import Evidence
from replay.reconstruction.state.iterate import Iterate, sampled_motion_of
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.reconstruction.tools.quadratic_program import SolverError

__all__ = [
    "POLISHES",
    "Attempt",
    "Report",
    "another_round",
    "attempted_again",
    "lines_of",
    "rough_attempt",
    "staying_on",
    "turns_of",
]

SAMPLE_HZ = 25.0
"""Samples a second of the motion. A multiple of the knots' rate, so that the sampled splines are the solver's."""

_HEIGHT_HZ = 50.0
"""Samples a second from which heights and path corrections are found: 0.3 m of the track at 17 m/s."""

_EVIDENCE_HZ = 50.0
"""Samples a second of the motion on which facts are measured."""

_RETIMINGS, _ON_TIME_S = 3, 0.8
"""Where a clock says how fast riders came to the line, they reach the opening of a race that begins slowly sooner or
later than planned. Then all that was planned is moved by as much, so often: else a standstill is tens of metres from
its place, or riders wait where nobody told it. Two are enough for most."""

POLISHES = 4
"""Turns of distances and heights with the sides held. Two or three are enough until nobody moves by `_STILL_M` (a fixed
two was not: riders stood on heights that their distances were not found for, and surged at the ends of bends). More
turns do not help where they are not, because then two riders are level on one line and not on the other: turns go to
and fro between two motions, and the last one settles the distances on the heights of the one before it."""

_STILL_M = 0.3
"""Distances and heights are settled on each other when nobody moves by more along the track: then heights found for the
one fit the other. 5 cm cost nothing more in the final of Tokyo; 1 m saves three programs and moves nobody by 5 cm,
but in tighter fields leaves riders on heights that their distances were not found for."""


@dataclass(frozen=True, slots=True, eq=False)
class Attempt:
    """Distances and the heights that go with them.

    iterate  the distances
    lines    the heights
    beside   who was found inside and outside of whom
    story    all facts of the story
    barred   ids of facts that are not asked for, because something excludes them
    rough    whether distances and heights fit but roughly, and riders may share ground (see `parting`)
    """

    iterate: Iterate
    lines: Heights
    beside: tuple[SideBySide, ...]
    story: tuple[StoryFact, ...]
    barred: frozenset[str] = frozenset()
    rough: bool = False

    @property
    def followed(self) -> tuple[StoryFact, ...]:
        """The facts of the story without those that something excludes: what heights and sides follow."""
        return tuple(fact for fact in self.story if fact.id not in self.barred)

    def motion(self) -> Motion:
        """The motion, sampled: its splines have their knots on the samples, so nothing is lost."""
        iterate, problem, held = self.iterate, self.iterate.problem, self.iterate.linearisation
        if problem.stopped is None:
            last = iterate.finish_s + float(np.nanmax(iterate.gaps_s)) + AFTER_LAST_S
        else:
            last = held.stop_s + AFTER_STOP_S
        times = np.arange(int(min(last, iterate.basis.end_s) * SAMPLE_HZ) + 1) / SAMPLE_HZ
        return Motion(
            velodrome=problem.velodrome,
            riders=problem.riders,
            event_distance_m=problem.event_m,
            path=_written(times, iterate.position(times), self.lines.at(times)),
            pacer=_pacer_path(problem, times),
            pull_off_s=problem.pacer.off_s if problem.pacer else float("nan"),
            pacer_gone_s=problem.pacer.gone_s if problem.pacer else float("nan"),
            finish_s=iterate.finishes_s,
            fall_s=np.array([held.fall_s.get(rider, np.nan) for rider in range(problem.count)]),
            up_s=np.array([_or_nan(held.up_s(rider)) for rider in range(problem.count)]),
            opens_s=problem.tactics.until_s if problem.tactics else float("nan"),
            stop_s=float(held.stop_s) if problem.stopped else float("nan"),
        )

    def shared_ground(self) -> int:
        """Samples of pairs, at the rate of the audit, in which two share ground, the pacer among them."""
        return sum(map(np.size, touching_times(self.motion(), 0.0).values()))

    def evidence(self) -> Evidence:
        """The motion, and the same as a SampledMotion, to measure facts on."""
        motion = self.motion()
        times = np.arange(motion.start_s, motion.end_s, 1 / _EVIDENCE_HZ)
        state = motion.at(times)
        return Evidence(
            motion, SampledMotion(self.iterate.problem, times, state.distance_m, state.speed_mps, self.iterate.finish_s)
        )


def rough_attempt(
    problem: Problem, facts: tuple[StoryFact, ...], story: tuple[StoryFact, ...], barred: frozenset[str], report: Report
) -> Attempt:
    """The same before it is finished. Raises SolverError."""
    iterate = _from_nothing(problem, facts, report)
    for _ in range(_RETIMINGS if problem.timing else 0):
        plan, late_s = problem.tactics, _opened_late_s(iterate)
        if plan is None or abs(late_s) < _ON_TIME_S:
            break
        problem = replace(problem, tactics=plan.delayed(late_s))
        iterate = _from_nothing(problem, facts, report)
    report(0.35)
    followed = tuple(fact for fact in story if fact.id not in barred)
    attempt = Attempt(iterate, *lines_of(iterate, followed, ()), story, barred, rough=True)
    return another_round(another_round(attempt, free=True), free=True)


def _from_nothing(problem: Problem, facts: tuple[StoryFact, ...], report: Report) -> Iterate:
    """Distances from nothing but the facts; where measured times let nobody begin, not through them. Raises
    SolverError."""
    try:
        return settle(first_guess(problem, facts), cold=True, report=report).iterate
    except SolverError:
        if not problem.timing:
            raise
        return settle(first_guess(problem, facts, led=False), cold=True, report=report).iterate


def _opened_late_s(iterate: Iterate) -> float:
    """How much later than planned the first rider is where the race is opened, s."""
    times, plan = iterate.basis.knots_s, iterate.problem.tactics
    led_m = np.maximum.accumulate(iterate.position(times).max(axis=0))
    return 0.0 if plan is None else float(np.interp(plan.until_m, led_m, times)) - plan.until_s


def attempted_again(attempt: Attempt, iterate: Iterate, barred: frozenset[str]) -> Attempt:
    """Another rough attempt, from another iterate: other facts, or another order of riders. Raises SolverError."""
    iterate = settle(prepared(iterate, windows=True, shelter=False), cold=False).iterate
    return another_round(replace(attempt, iterate=iterate, barred=barred, rough=True), free=True)


def another_round(attempt: Attempt, *, free: bool) -> Attempt:
    """Heights for these distances, and the distances settled on the path correction of these heights.

    free: pass windows, shelter and sides are taken anew from where the riders are
    """
    lines, beside = lines_of(attempt.iterate, attempt.followed, () if free else attempt.beside)
    iterate = _on_lines(attempt.iterate, lines)
    if free:
        iterate = prepared(iterate, windows=True, shelter=True)
    return replace(attempt, iterate=settle(iterate, cold=False).iterate, lines=lines, beside=beside)


def turns_of(attempt: Attempt, turns: int) -> Attempt:
    """Heights for these distances and distances finished on them, in turn until nobody moves.

    Who is beside whom is asked once: heights that ask for other distances, and these for other heights, would go to
    and fro without end where two riders are now level and now not.
    """
    lines, beside = lines_of(attempt.iterate, attempt.followed, attempt.beside)
    for turn in range(turns):
        iterate = finished(_on_lines(attempt.iterate, lines)).iterate
        racing = iterate.basis.knots_s[iterate.basis.knots_s < min(iterate.finish_s, iterate.linearisation.stop_s)]
        moved_m = np.abs(iterate.position(racing) - attempt.iterate.position(racing)).max()
        attempt = replace(attempt, iterate=iterate, lines=lines, beside=beside)
        if moved_m < _STILL_M:
            break
        if turn < turns - 2:
            lines = _heights(iterate, beside, attempt.followed)
    return attempt


def staying_on(attempt: Attempt) -> Attempt:
    """The attempt with distances that its heights allow, as near to those it has as can be. Raises SolverError."""
    return replace(attempt, iterate=finished(_on_lines(attempt.iterate, attempt.lines), staying=True).iterate)


def lines_of(
    iterate: Iterate, story: tuple[StoryFact, ...], before: tuple[SideBySide, ...]
) -> tuple[Heights, tuple[SideBySide, ...]]:
    """The heights for the distances of an iterate, and who is inside and outside of whom in them.

    before  who was so in nearly the same motion
    """
    sampled = sampled_motion_of(iterate, _HEIGHT_HZ)
    beside = sides(sampled, story, iterate.linearisation.down, before)
    return _heights(iterate, beside, story), beside


def _heights(iterate: Iterate, beside: tuple[SideBySide, ...], story: tuple[StoryFact, ...]) -> Heights:
    """The heights for the distances of an iterate, with these sides."""
    return heights(sampled_motion_of(iterate, _HEIGHT_HZ), beside, story, iterate.linearisation.down)


def _on_lines(iterate: Iterate, lines: Heights) -> Iterate:
    """The distances of an iterate, in smooth coordinates that go with these heights."""
    sampled = sampled_motion_of(iterate, _HEIGHT_HZ)
    smooth_mps = iterate.basis.values(iterate.coefficients, sampled.time_s, 1)
    return on_path(iterate, path_correction_of(sampled, lines, smooth_mps))


def _or_nan(time_s: float) -> float:
    """A race time, nan for one that never comes."""
    return time_s if np.isfinite(time_s) else float("nan")


def _pacer_path(problem: Problem, times: Floats) -> Path | None:
    """The pacer as a path of one, at the times of the riders' samples."""
    if problem.pacer is None:
        return None
    return _written(times.copy(), problem.pacer.distance(times)[None], problem.pacer.height(times)[None])


def _written(times: Floats, distance_m: Floats, height_m: Floats) -> Path:
    """A path as it is when it comes back from where it was kept."""
    return Path(times, np.round(distance_m, WRITTEN_DECIMALS), np.round(height_m, WRITTEN_DECIMALS))
