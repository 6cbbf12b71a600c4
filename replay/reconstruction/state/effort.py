"""The shape of a rider's effort over a race, as far as the facts suggest one.

A template says how power is usually spread (an attack peaks and fades, a chase starts hard, a bunch builds up to the
sprint); the solver scales it per rider and follows it as far as facts and limits allow.
"""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats
from replay.motion.power import simulate_time
from replay.race.story.effort_shape import Effort
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.problem.winner_time import winner_time_guess
from replay.reconstruction.state.sampled_iterate import SampledMotion

_BUILD_UP_W = (220.0, 650.0, 1000.0, 1300.0)
"""Power of a rider of whom no fact tells: just before racing begins, two seconds on, and after the shares of it below.
Alone this is more than anybody has; with the wheel ahead and the limits of power it gives last laps of about 13.1 s and
last 200 m of about 10.3 s. Published of keirins: last 200 m of 9.397 s (final, Paris 2024), 9.861 s (final, world
championships 2020) and 10.431 s (a heat, Athens 2004); last laps of 12.0 to 13.2 s are usual."""

_BUILD_UP_SHARES = (0.4, 0.75)

_BUILD_UP_SD = 0.3
"""Standard deviation of the factor by which the solver scales the usual build-up: riders differ by that much."""

_SHORTEST_RACE_S = 20.0
"""The build-up is spread over no less than this, however early a race is stopped."""

_LONGEST_RACE_S = 120.0
"""A lone rider's way is simulated with the last power of his template after so long."""

_UNPACED_MPS = 8.0
"""Speed from which a lone rider's way is simulated where no pacer brings him up to another: rolling off the line."""

_STEP_S = 0.05
_PACED_S = np.linspace(0.0, 1.0, 200)


def efforts(facts: tuple[StoryFact, ...], sampled: SampledMotion, time_s: Floats) -> list[Effort]:
    """One template for each rider, at the times given."""
    return [_effort(rider, facts, sampled, time_s) for rider in range(sampled.problem.count)]


def expected_time(facts: tuple[StoryFact, ...], sampled: SampledMotion) -> float:
    """Race time at which a lone rider with the winner's template would finish: the prior of the winner's time.

    Where passings on the way were measured, he rides so what was not. Of a race that was stopped: the time at which
    the first of the line would be where the leader is at the stop.
    """
    problem = sampled.problem
    start = problem.pull_off_s
    times = start + np.arange(0.0, _LONGEST_RACE_S, _STEP_S)
    effort = _effort(problem.queue[0] if problem.winner is None else problem.winner, facts, sampled, times)
    entry = problem.pacer.to_mps if problem.pacer else _UNPACED_MPS

    def reach_s(distance_m: float) -> float:
        if problem.pacer and distance_m < problem.pull_off_m:
            return float(np.interp(distance_m, problem.pacer.distance(_PACED_S * start), _PACED_S * start))
        return start + simulate_time(distance_m - problem.pull_off_m, entry, effort.watts, _STEP_S)

    timed = problem.winner_s is None and bool(problem.timing)
    if problem.stopped is not None:
        late_s = winner_time_guess(problem, reach_s) - reach_s(problem.event_m) if timed else 0.0
        return reach_s(float(sampled.distance(sampled.moment(problem.stopped)).max())) + late_s
    return winner_time_guess(problem, reach_s) if timed else reach_s(problem.event_m)


def _effort(rider: int, facts: tuple[StoryFact, ...], sampled: SampledMotion, time_s: Floats) -> Effort:
    """The usual build-up of power to the sprint, shaped by each fact in turn."""
    start = sampled.problem.pull_off_s
    span = max(sampled.finish_s - start, _SHORTEST_RACE_S)
    rising_s = [start - 1.0, start + 2.0, *(start + share * span for share in _BUILD_UP_SHARES)]
    effort = Effort(np.interp(time_s, rising_s, _BUILD_UP_W), _BUILD_UP_SD)
    for fact in facts:
        effort = fact.shape_effort(effort, rider, time_s, sampled)
    return effort
