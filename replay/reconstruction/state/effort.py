"""The shape of a rider's effort over a race, as far as the facts suggest one.

A template says how power is usually spread (an attack peaks and fades, a chase starts hard, a bunch builds up to the
sprint); the solver scales it per rider and follows it as far as facts and limits allow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.units import Floats
from replay.motion.power import simulate_time
from replay.race.story.story_facts import AttackFact, ChaseFact, HesitateFact, StopRacingFact, StoryFact
from replay.reconstruction.constraints.told_facts import HESITATE_S, hesitating
from replay.reconstruction.problem.winner_time import winner_time_guess
from replay.reconstruction.state.sampled_iterate import SampledMotion

RIDING_ALONG_W = 180.0
REACTION_S = 0.4
"""After a hesitation the riders go one after another, each this much later than the wheel ahead."""

_BUILD_UP_W = (220.0, 650.0, 1000.0, 1300.0)
"""Of whom nothing is told: just before the racing begins, two seconds on, and after the shares of it below. Alone this
is more than anybody has; with the wheel ahead and the limits of power it gives last laps of about 13.1 s and last 200 m
of about 10.3 s. Published of keirins: last 200 m of 9.397 s (final, Paris 2024), 9.861 s (final, world championships
2020) and 10.431 s (a heat, Athens 2004); last laps of 12.0 to 13.2 s are usual."""

_BUILD_UP_SHARES = (0.4, 0.75)

_STEP_S = 0.05
_PACED_S = np.linspace(0.0, 1.0, 200)


@dataclass(frozen=True, slots=True, eq=False)
class Effort:
    """Expected power of one rider at the times of a grid, W, and how sure its scale is (sd of the factor)."""

    watts: Floats
    scale_sd: float


def efforts(facts: tuple[StoryFact, ...], sampled: SampledMotion, time_s: Floats) -> list[Effort]:
    """One template for each rider, at the times given."""
    return [_effort(row, facts, sampled, time_s) for row in range(sampled.problem.count)]


def expected_time(facts: tuple[StoryFact, ...], sampled: SampledMotion) -> float:
    """Race time at which a lone rider with the winner's template would finish: the prior of the winner's time.

    Where passings on the way were measured, he rides so what was not. Of a race that was stopped: the time at which
    the first of the line would be where the leader is at the stop.
    """
    problem = sampled.problem
    start = problem.pull_off_s
    times = start + np.arange(0.0, 120.0, _STEP_S)
    effort = _effort(problem.queue[0] if problem.winner is None else problem.winner, facts, sampled, times)
    entry = problem.pacer.to_mps if problem.pacer else 8.0

    def reach_s(distance_m: float) -> float:
        if problem.pacer and distance_m < problem.pull_off_m:
            return float(np.interp(distance_m, problem.pacer.distance(_PACED_S * start), _PACED_S * start))
        return start + simulate_time(distance_m - problem.pull_off_m, entry, effort.watts, _STEP_S)

    timed = problem.winner_s is None and bool(problem.timing)
    if problem.stopped is not None:
        late_s = winner_time_guess(problem, reach_s) - reach_s(problem.event_m) if timed else 0.0
        return reach_s(float(sampled.distance(sampled.moment(problem.stopped)).max())) + late_s
    return winner_time_guess(problem, reach_s) if timed else reach_s(problem.event_m)


def _effort(row: int, facts: tuple[StoryFact, ...], sampled: SampledMotion, time_s: Floats) -> Effort:
    name, problem = sampled.problem.riders[row], sampled.problem
    start = problem.pull_off_s
    span = max(sampled.finish_s - start, 20.0)
    rising_s = [start - 1.0, start + 2.0, *(start + share * span for share in _BUILD_UP_SHARES)]
    build_up = np.interp(time_s, rising_s, _BUILD_UP_W)
    watts, sd = build_up, 0.3
    for fact in facts:
        if isinstance(fact, AttackFact) and fact.rider == name:
            begin = sampled.moment(fact.when)
            hard = 520 + 1250 * np.exp(-np.maximum(time_s - begin, 0.0) / 9.0)
            watts, sd = np.where(time_s >= begin, hard, watts), 0.05 if begin < start + 5.0 else 0.15
        elif isinstance(fact, HesitateFact) and row in hesitating(fact, sampled):
            begin = sampled.moment(fact.when)
            end = begin + (fact.seconds or HESITATE_S)
            end += REACTION_S * problem.queue.index(row)
            watts = _then(
                _then(watts, np.full_like(time_s, RIDING_ALONG_W), time_s - begin), _chase(time_s - end), time_s - end
            )
        elif isinstance(fact, ChaseFact) and fact.leader == name:
            begin = sampled.moment(fact.when) - 6.0
            watts = _then(np.minimum(watts, 420.0), _chase(time_s - begin), time_s - begin)
        elif isinstance(fact, StopRacingFact) and fact.rider == name:
            watts = _then(watts, np.full_like(time_s, RIDING_ALONG_W), time_s - sampled.moment(fact.when))
    return Effort(np.asarray(watts, dtype=float), sd)


def _chase(since_s: Floats) -> Floats:
    return np.asarray(650 + 650 * np.exp(-np.maximum(since_s, 0.0) / 12.0))


def _then(before: Floats, after: Floats, since_s: Floats) -> Floats:
    """From one effort over to the next, within about two seconds around since_s = 0."""
    share = 1 / (1 + np.exp(-np.clip(since_s / 0.5, -40, 40)))
    return np.asarray(before + (after - before) * share)
