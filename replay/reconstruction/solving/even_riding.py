"""Times at which nothing can happen that a coarse spline could not follow: behind the pacer, at a tempo, and after all.

Riders follow the pacer for half of a keirin or more, one behind the other, ride at an even tempo for most of a long
race, and roll on for half a minute after the line. With a knot every 0.4 s these are more than half of the variables of
a program, and none of them has anything to decide (decision "coarse knots").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np

from replay.events.event import UP_TO_TEMPO_S
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

_NEVER = (np.inf, np.inf)
"""A stretch that there is not."""


def even_spans(iterate: Iterate, sampled: SampledMotion) -> tuple[tuple[float, float], ...]:
    """Race times from and to which riders ride evenly whatever the program finds, first to last."""
    if iterate.problem.stopped is not None:
        return ()  # where it was stopped is what is looked for
    busy = _in_order(_facts_and_falls(iterate, sampled), _around(iterate.formulation.apart))
    passing = _in_order(busy, _around(iterate.linearisation.windows))
    after = (max((end_s for _, end_s in passing), default=iterate.basis.end_s) + _AFTER_S, iterate.basis.end_s)
    spans = (*_between(passing, *_paced(iterate)), *_between(busy, *_tempo(iterate)), after)
    return tuple((start_s, end_s) for start_s, end_s in spans if end_s > start_s)


def _in_order(*stretches: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    return sorted((start_s, end_s) for start_s, end_s in chain(*stretches) if np.isfinite(start_s))


def _paced(iterate: Iterate) -> tuple[float, float]:
    """Race times from and to which riders follow the pacer, one behind the other; nothing where there is none."""
    pacer = iterate.problem.pacer
    if pacer is None:
        return _NEVER
    return iterate.basis.start_s + _AFTER_START_S + (JOINED_S if iterate.problem.standing else 0.0), pacer.off_s


def _tempo(iterate: Iterate) -> tuple[float, float]:
    """Race times from and to which a field rides at a tempo; nothing where the race is too short for one.

    Who passes somebody there does so within several seconds, which a coarse spline can follow. Of 23 riders some pass
    at all times: with fine knots for each of them a program of 3 km took 15 to 20 s, and takes 5.
    """
    opened_s = iterate.problem.pull_off_s
    tempo_s = iterate.problem.pace.tempo_s(iterate.finish_s - opened_s)
    return (opened_s + UP_TO_TEMPO_S, opened_s + tempo_s) if tempo_s else _NEVER


def _between(busy: Sequence[tuple[float, float]], start_s: float, end_s: float) -> Iterator[tuple[float, float]]:
    """What is left of a stretch of race time around the times at which something happens, in order of their begin."""
    for begin_s, over_s in (*busy, (end_s, end_s)):
        if start_s < begin_s <= end_s:
            yield start_s, begin_s - _BEFORE_S
        if begin_s <= end_s and over_s + _AFTER_S > start_s:
            start_s = over_s + _AFTER_S


def _facts_and_falls(iterate: Iterate, sampled: SampledMotion) -> Iterator[tuple[float, float]]:
    """Race times from and to which something told or measured happens, as far as the iterate says when."""
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


def _around(windows: Iterable[PairWindow]) -> Iterator[tuple[float, float]]:
    """Race times from and to which pairs are free to pass, or are kept apart."""
    for window in windows:
        yield window.start_s + _BEFORE_S - _WINDOW_S, window.end_s - _AFTER_S + _WINDOW_S


def _moments(iterate: Iterate) -> Iterator[tuple[When, ...]]:
    for fact in iterate.facts:
        if fact.shown_only:
            continue
        yield fact.moments
        if fact.during is not None:
            yield fact.during.moments
