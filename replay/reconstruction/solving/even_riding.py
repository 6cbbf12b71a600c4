"""Times at which nothing can happen that a coarse spline could not follow: in the line behind the pacer, and after all.

Riders follow the pacer for half of a keirin or more, one behind the other, and roll on for half a minute after the
line. With a knot every 0.4 s these are more than half of the variables of a program, and none of them has anything to
decide (decision "coarse knots").
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import numpy as np

from replay.motion.pacer import JOINED_S
from replay.race.when import When
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.state.pair_windows import PairWindow
from replay.reconstruction.state.sampled_iterate import SampledMotion

_AFTER_START_S = 8.0
"""Until so long after the start, or after all have joined the line, riders find their places."""

_BEFORE_S = 15.0
"""Nothing begins so long before the moment that a fact speaks of: riders who are told to be somewhere move there in 10
seconds at most."""

_AFTER_S = 5.0
"""After the last has finished riders sit up and come together .."""

_WINDOW_S = 4.0
"""..and so long before and after the times of pairs splines are free."""


def even_spans(iterate: Iterate, sampled: SampledMotion) -> tuple[tuple[float, float], ...]:
    """Race times from and to which riders ride evenly whatever the program finds, first to last."""
    problem, basis = iterate.problem, iterate.basis
    if problem.stopped is not None:
        return ()  # where it was stopped is what is looked for
    busy = [(start_s, end_s) for start_s, end_s in _busy(iterate, sampled) if np.isfinite(start_s)]
    after = (max((end_s for _, end_s in busy), default=basis.end_s) + _AFTER_S, basis.end_s)
    spans = [after]
    if problem.pacer is not None:
        joined = basis.start_s + _AFTER_START_S + (JOINED_S if problem.standing else 0.0)
        joined = max([joined, *(end_s + _AFTER_S for start_s, end_s in busy if start_s <= joined < end_s)])
        first = min((start_s for start_s, _ in busy if start_s > joined), default=joined)
        spans.insert(0, (joined, first - _BEFORE_S))
    return tuple((start_s, end_s) for start_s, end_s in spans if end_s > start_s)


def _busy(iterate: Iterate, sampled: SampledMotion) -> Iterator[tuple[float, float]]:
    """Race times from and to which something happens, as far as the iterate says when."""
    problem, held = iterate.problem, iterate.linearisation
    if problem.pacer is not None:
        yield problem.pacer.off_s, problem.pacer.off_s
    for finish_s in iterate.finishes_s.tolist():
        yield finish_s, finish_s
    for time_s in map(sampled.moment, chain.from_iterable(_moments(iterate))):
        yield time_s, time_s
    for rider, fall_s in held.fall_s.items():
        yield fall_s, min(held.up_s(rider), iterate.basis.end_s)
    for passing in problem.timing.passings:
        passed_s = sampled.crossing(passing.rider, passing.distance_m)
        yield passed_s, passed_s
    for stretch in problem.timing.bounded:
        yield sampled.crossing(stretch.rider, stretch.from_m), sampled.crossing(stretch.rider, stretch.to_m)
    windows: tuple[PairWindow, ...] = (*held.windows, *iterate.formulation.apart)
    for window in windows:
        yield window.start_s + _BEFORE_S - _WINDOW_S, window.end_s - _AFTER_S + _WINDOW_S


def _moments(iterate: Iterate) -> Iterator[tuple[When, ...]]:
    for fact in iterate.facts:
        if fact.shown_only:
            continue
        yield fact.moments
        if fact.during is not None:
            yield fact.during.moments
