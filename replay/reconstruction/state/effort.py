"""The shape of a rider's effort over a race, as far as the facts suggest one.

A template says how power is usually spread (an attack peaks and fades, a chase starts hard, a bunch builds up to the
sprint); the solver scales it per rider and follows it as far as facts and limits allow.
"""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats
from replay.motion.power import simulate_time
from replay.race.story.effort_shape import Effort
from replay.race.story.in_window import at_moments
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.problem.winner_time import winner_time_guess
from replay.reconstruction.state.sampled_iterate import SampledMotion

_BUILD_UP_SD = 0.3
"""Standard deviation of the factor by which the solver scales the usual build-up: riders differ by that much."""

_SHORTEST_RACE_S = 20.0
"""The build-up is spread over no less than this, however early a race is stopped."""

_SPARE_S = 60.0
"""A lone rider may need so much longer than the iterate does; after it he is taken to keep his last power."""

_STEP_S = 0.05
_PACED_S = np.linspace(0.0, 1.0, 200)


def efforts(facts: tuple[StoryFact, ...], sampled: SampledMotion, time_s: Floats) -> list[Effort]:
    """One template for each rider, at the times given."""
    facts = at_moments(facts, sampled)
    return [_effort(rider, facts, sampled, time_s) for rider in range(sampled.problem.count)]


def expected_time(facts: tuple[StoryFact, ...], sampled: SampledMotion) -> float:
    """Race time at which a lone rider with the winner's template would finish: the prior of the winner's time.

    Where passings on the way were measured, he rides so what was not. Of a race that was stopped: the time at which
    the first of the line would be where the leader is at the stop.
    """
    problem = sampled.problem
    start = problem.pull_off_s
    times = np.arange(start, max(sampled.finish_s, start) + _SPARE_S, _STEP_S)
    lone = problem.queue[0] if problem.winner is None else problem.winner
    effort = _effort(lone, at_moments(facts, sampled), sampled, times)
    entry = problem.pace.entry_mps

    def reach_s(distance_m: float) -> float:
        if problem.pacer and distance_m < problem.pull_off_m:
            return float(np.interp(distance_m, problem.pacer.distance(_PACED_S * start), _PACED_S * start))
        if problem.tactics and distance_m < problem.pull_off_m:
            return problem.tactics.leader_time(distance_m)
        return start + simulate_time(problem.physique, distance_m - problem.pull_off_m, entry, effort.watts, _STEP_S)

    timed = problem.winner_s is None and bool(problem.timing)
    if problem.stopped is not None:
        late_s = winner_time_guess(problem, reach_s) - reach_s(problem.event_m) if timed else 0.0
        return reach_s(float(sampled.distance(sampled.moment(problem.stopped)).max())) + late_s
    return winner_time_guess(problem, reach_s) if timed else reach_s(problem.event_m)


def _effort(rider: int, facts: tuple[StoryFact, ...], sampled: SampledMotion, time_s: Floats) -> Effort:
    """The build-up of power that is usual for the event, shaped by each fact in turn."""
    start = sampled.problem.pull_off_s
    span = max(sampled.finish_s - start, _SHORTEST_RACE_S)
    watts = np.interp(time_s, *sampled.problem.pace.build_up(start, span))
    plan = sampled.problem.tactics
    if plan is not None:
        watts = np.where((time_s > plan.winds_s) & (time_s < start), plan.winds_w, watts)
    effort = Effort(watts, _BUILD_UP_SD)
    for fact in facts:
        effort = fact.shape_effort(effort, rider, time_s, sampled)
    return effort
