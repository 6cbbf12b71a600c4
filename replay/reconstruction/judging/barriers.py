"""Which limits hold a fact off that nobody could ride: those without which it could be met, found one at a time.

A trial of the fact fails with all limits. It is repeated with one of them loosened: gone, or exceeded at a cost far
below that of the fact (an elastic program; Chinneck, *Feasibility and Infeasibility in Optimization*, 2008). The limits
that free the fact alone are the reason; where none does, the fewest that do together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from replay.base.units import Floats
from replay.race.story.finding import Barrier, Limit
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.constraints.riding_limits import BRAKING_MPS2, GAINING_MPS2, furthest_below
from replay.reconstruction.judging.infeasible_subset import Trial, least_miss
from replay.reconstruction.state.iterate import Iterate, sampled_motion_of

_AT_ONCE = 4
"""So many limits are loosened together at most: what more of them free is no answer to a question."""

_TRIES = 8
"""Programs in a trial without a limit: what is asked then is further away than in others."""

_HELPS = 0.8
"""A limit holds a fact off, beside others, if the fact is missed by no more than this part without it."""

_ACTIVE_MPS, _ACTIVE_MPS2 = 0.3, 0.1
"""A limit from which the trial stays further away does not hold it."""


def barriers(iterate: Iterate, fact: StoryFact, tolerance_m: float) -> tuple[Barrier, ...]:
    """The limits that hold a fact off; empty where it is not them.

    iterate  the motion of a trial of the fact alone, which misses it
    """
    trials: dict[Limit, Trial] = {}
    for limit in _reached(iterate, fact):
        trials[limit] = least_miss(iterate.asking(loosened=frozenset({limit})), fact, (), tolerance_m, tries=_TRIES)
    alone = [limit for limit, trial in trials.items() if trial.miss_m <= tolerance_m]
    if alone:
        return tuple(_barrier(limit, trials[limit], fact) for limit in alone)
    together, trial = _together(iterate, fact, trials, tolerance_m)
    found = (_barrier(limit, trial, fact) for limit in together)
    return tuple(found if trial.miss_m <= tolerance_m else (replace(barrier, asked=None) for barrier in found))


def _together(
    iterate: Iterate, fact: StoryFact, trials: Mapping[Limit, Trial], tolerance_m: float
) -> tuple[list[Limit], Trial]:
    """Limits that hold the fact off together, and the trial without all of them.

    trials: those without each of them
    """
    first, *others = sorted(trials, key=lambda limit: trials[limit].miss_m)[:_AT_ONCE]
    together, trial = [first], trials[first]
    for limit in others:
        asked = iterate.asking(loosened=frozenset({*together, limit}))
        more = least_miss(asked, fact, (), tolerance_m, tries=_TRIES)
        if more.miss_m < _HELPS * trial.miss_m:
            together, trial = [*together, limit], more
        if trial.miss_m <= tolerance_m:
            break
    return together, trial


def _reached(iterate: Iterate, fact: StoryFact) -> Iterable[Limit]:
    """The limits that may bind the motion of a trial."""
    problem = iterate.problem
    sampled, pacer = sampled_motion_of(iterate), problem.pacer
    speed, gain = _racing(iterate)
    if problem.crossing:
        yield Limit.FINISH
    if problem.timing:
        yield Limit.CLOCK
    if pacer is not None and sampled.moment(fact.when) < pacer.gone_s:
        yield Limit.FILE
    yield Limit.POWER
    yield Limit.PACE
    if speed.max() > problem.physique.top_mps - _ACTIVE_MPS:
        yield Limit.SPEED
    if gain.min() < BRAKING_MPS2 + _ACTIVE_MPS2:
        yield Limit.BRAKING
    if gain.max() > GAINING_MPS2 - _ACTIVE_MPS2:
        yield Limit.GAINING
    if problem.stopped is None:
        yield Limit.TIME


def _results(iterate: Iterate, fact: StoryFact) -> tuple[str, ...]:
    """Ids of the timed gaps of riders whom a fact names."""
    problem = iterate.problem
    gaps = {name: problem.gap_s[problem.index(name)] for name in {one.name for one in fact.named}}
    return tuple(f"result {name}" for name in problem.riders if np.isfinite(gaps.get(name, np.nan)) and gaps[name])


def _barrier(limit: Limit, trial: Trial, fact: StoryFact) -> Barrier:
    """A limit with its number, and with what the fact would take, read from a trial without it."""
    assert trial.iterate is not None
    if limit is Limit.FINISH:
        return Barrier(limit, facts=_results(trial.iterate, fact))
    if limit is Limit.POWER:
        return Barrier(limit, asked=trial.over_w)
    return barrier_of(limit, trial.iterate)


def barrier_of(limit: Limit, iterate: Iterate) -> Barrier:
    """A limit with its number, and with what the motion without it takes."""
    problem = iterate.problem
    speed, gain = _racing(iterate)
    match limit:
        case Limit.FILE:
            return Barrier(limit, most=problem.pacer.off_s if problem.pacer else None)
        case Limit.PACE:
            return Barrier(limit, *furthest_below(iterate))
        case Limit.SPEED:
            return Barrier(limit, problem.physique.top_mps, float(speed.max()))
        case Limit.BRAKING:
            return Barrier(limit, -BRAKING_MPS2, -float(gain.min()))
        case Limit.GAINING:
            return Barrier(limit, GAINING_MPS2, float(gain.max()))
        case Limit.TIME:
            return Barrier(limit, asked=iterate.finish_s - iterate.linearisation.prior_s)
        case _:
            return Barrier(limit)


def _racing(iterate: Iterate) -> tuple[Floats, Floats]:
    """(R, N) speeds, m/s, and accelerations, m/s², until the winner's finish."""
    basis = iterate.basis
    times = basis.knots_s[basis.knots_s < min(iterate.finish_s, iterate.linearisation.stop_s)]
    speed, gain = (np.array([basis.values(own, times, order) for own in iterate.coefficients]) for order in (1, 2))
    return speed, gain
