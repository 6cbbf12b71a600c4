"""Measured passings: riders who are at a known distance at a known time, as rows that hold exactly.

What is measured links passings of riders with each other (`race.clock`). Here each of them hangs on an anchor: race
time, the winner's finish (T), the finish of a rider whose gap nobody timed (g), or a moment of its own (u) where only
the time between two passings is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.interpolate import PchipInterpolator

from replay.base.units import Floats
from replay.motion.pacer import BEHIND_PACER_M, JOINED_S, PITCH_M, USUAL_GAP_M, PacerRide
from replay.race.clock import FASTEST_MPS, START, Clock, Passage, clock_of, finish_of, links_of
from replay.race.facts import Race
from replay.race.timed import Timed
from replay.reconstruction.tools.quadratic_program import Program

if TYPE_CHECKING:
    from replay.reconstruction.problem.race_problem import Problem
    from replay.reconstruction.state.iterate import Iterate

RACE_TIME = "race time"
WINNER = "T"

MISS_COST = 1e5
"""Of a metre by which a rider is not where he was measured: above everything else."""

_TRUST_S = 1.0
_AROUND_S = 1.5
_FASTER, _SLOWER = 1.05, 0.85
_UNTIMED_GAP_S = 0.25


@dataclass(frozen=True, slots=True)
class Passing:
    """A rider (row) is at a distance `after_s` after an anchor: RACE_TIME, WINNER, 'g<row>' or 'u<number>'."""

    row: int
    distance_m: float
    anchor: str
    after_s: float


@dataclass(frozen=True, slots=True)
class Timing:
    """What is measured beside gaps.

    winner_s  race time of the winner's finish, None where it is not known
    clocked   (row, race time) of riders whose own finish is known while the winner's is not
    passings  all between start and finish, by row and distance
    """

    winner_s: float | None = None
    clocked: tuple[tuple[int, float], ...] = ()
    passings: tuple[Passing, ...] = ()

    def __bool__(self) -> bool:
        return self.winner_s is not None or bool(self.clocked or self.passings)


UNTIMED = Timing()
"""Nothing is measured but gaps."""


def timing_of(race: Race, riders: tuple[str, ...], times: Iterable[Timed] | None = None) -> Timing:
    """What the measured times of a race (all of them if none are named) fix. riders: names by row.

    Raises ValueError if they cannot be true together, which those of a race that was read always can.
    """
    chosen = race.timed if times is None else tuple(times)
    if not chosen:
        return UNTIMED
    clock = clock_of(links_of(race, chosen))
    if clock is None:
        raise ValueError("the measured times contradict each other")
    winner = START if race.winner is None else finish_of(race, race.winner)
    winner_s = clock.between(START, winner) if winner != START else None
    places = sorted(place for place in clock.group if place != START)
    finishes = [(riders.index(place[0]), clock.between(START, place)) for place in places if place[1] == winner[1]]
    passings = [_hung(clock, place, winner, riders) for place in places if place[1] != race.event.distance_m]
    return Timing(
        winner_s=winner_s,
        clocked=tuple((row, time_s) for row, time_s in finishes if time_s is not None and winner_s is None),
        passings=tuple(sorted(passings, key=lambda p: (p.row, p.distance_m))),
    )


def _hung(clock: Clock, place: Passage, winner: Passage, riders: tuple[str, ...]) -> Passing:
    """A passing on the first anchor that is known."""
    rider, distance_m = place
    row, group = riders.index(rider), clock.group[place]
    first = min((other for other in clock.group if clock.group[other] == group), key=lambda other: other[1])
    anchors = ((RACE_TIME, START), (WINNER, winner), (f"g{row}", (rider, winner[1])), (f"u{group}", first))
    for anchor, base in anchors:
        after_s = clock.between(base, place)
        if after_s is not None:
            return Passing(row, distance_m, anchor, after_s)
    raise AssertionError("a passage is in its own group")


def timed_places(timing: Timing, pacer: PacerRide | None) -> dict[int, float]:
    """By row: the place in the line, from 0, in which a rider was first timed behind the pacer."""
    places: dict[int, float] = {}
    for passing in timing.passings:
        if pacer and passing.anchor == RACE_TIME and JOINED_S < passing.after_s < pacer.off_s:
            behind_m = float(pacer.distance(passing.after_s)) - passing.distance_m
            places.setdefault(passing.row, max((behind_m - BEHIND_PACER_M - USUAL_GAP_M) / PITCH_M, 0.0))
    return places


def passing_time(iterate: Iterate, anchor: str, after_s: float) -> float:
    """Race time of what is so long after an anchor, in the motion of a iterate."""
    if anchor == RACE_TIME:
        return after_s
    if anchor.startswith("u"):
        return iterate.floating_s[anchor] + after_s
    gap_s = float(iterate.gaps_s[int(anchor[1:])]) if anchor.startswith("g") else 0.0
    return iterate.finish_s + gap_s + after_s


def passing_rows(program: Program, iterate: Iterate, *, free: bool) -> None:
    """Every measured passing, linearised at the iterate: exact once the time of its anchor no longer moves.

    free: whether moments that nobody measured may still move
    """
    for anchor, time_s in iterate.floating_s.items() if free else ():
        program.variable(anchor, time_s)
        program.at_most({anchor: np.ones(1)}, time_s + _TRUST_S)
        program.at_least({anchor: np.ones(1)}, time_s - _TRUST_S)
    for place, passing in enumerate(iterate.problem.timing.passings):
        when = passing_time(iterate, passing.anchor, passing.after_s)
        speed = iterate.basis.values(iterate.coefficients[passing.row], when, 1)
        terms: dict[str, sparse.spmatrix | Floats] = {f"x{passing.row}": iterate.basis.matrix([when])}
        right = passing.distance_m - float(iterate.ripple(passing.row, when))
        for name, base in _moving(iterate, passing.anchor):
            if program.has(name):
                terms[name] = speed
                right += float(speed[0]) * base
        if iterate.elastic:
            terms |= _misses(program, f"passing{place}", MISS_COST)
        program.equal(terms, right)


def finish_time_rows(program: Program, iterate: Iterate) -> None:
    """What the clock says of finishes, while the winner's time or a gap may still move."""
    problem = iterate.problem
    if not program.has(WINNER):
        return
    for row, time_s in problem.timing.clocked:
        if program.has(f"g{row}"):
            program.equal({WINNER: np.ones(1), f"g{row}": np.ones(1)}, time_s - iterate.finish_s)
    if problem.winner_s is not None:
        cost = MISS_COST * float(
            np.mean(iterate.basis.values(iterate.coefficients[problem.winner], iterate.finish_s, 1))
        )
        misses = _misses(program, "finish time", cost)
        program.equal({WINNER: np.ones(1), **misses}, problem.winner_s - iterate.finish_s)


def _moving(iterate: Iterate, anchor: str) -> list[tuple[str, float]]:
    """The variables on which an anchor's time depends, with the values from which they are counted in the iterate."""
    if anchor == RACE_TIME:
        return []
    if anchor.startswith("u"):
        return [(anchor, iterate.floating_s[anchor])]
    gap = [(anchor, float(iterate.gaps_s[int(anchor[1:])]))] if anchor.startswith("g") else []
    return [(WINNER, 0.0), *gap]


def _misses(program: Program, name: str, cost: float) -> dict[str, Floats]:
    """Two slacks, for more and for less."""
    for side in ("over", "under"):
        slack = program.variable(f"{name} {side}", 0.0)
        program.at_least({slack: np.ones(1)}, 0.0)
        program.linear_cost(slack, cost)
    return {f"{name} over": np.ones(1), f"{name} under": -np.ones(1)}


def measured_speeds(iterate: Iterate, row: int) -> list[tuple[float, float, float]]:
    """(from, to, mean speed) of every stretch of a rider between neighbouring places, as far as anything is measured.

    Behind the pacer nobody needs a clock: the first stretch begins where racing does.
    """
    problem = iterate.problem
    if not problem.timing:
        return []
    own = [p for p in problem.timing.passings if p.row == row]
    points = [(p.distance_m, passing_time(iterate, p.anchor, p.after_s), _clock_name(p.anchor)) for p in own]
    points.append((problem.pull_off_m, problem.pull_off_s, RACE_TIME))
    if row in problem.crossing:
        points.append((problem.event_m, iterate.finish_s + float(iterate.gaps_s[row]), RACE_TIME))
    return [
        (start, end, (to_m - from_m) / max(end - start, 0.1))
        for (from_m, start, clock), (to_m, end, other) in pairwise(sorted(points))
        if clock == other
    ]


def _clock_name(anchor: str) -> str:
    """Finishes are near enough to race time to tell a speed; a moment of its own is not."""
    return anchor if anchor.startswith("u") else RACE_TIME


def widened(iterate: Iterate, row: int, time_s: Floats, slowest: Floats, fastest: Floats) -> tuple[Floats, Floats]:
    """Limits of speed at some times, wide enough for what was measured: a measured speed is a fact."""
    for start, end, mean in measured_speeds(iterate, row):
        near = (time_s > start - _AROUND_S) & (time_s < end + _AROUND_S)
        slowest = np.where(near, np.minimum(slowest, _SLOWER * mean), slowest)
        fastest = np.where(near, np.maximum(fastest, min(_FASTER * mean, FASTEST_MPS)), fastest)
    return slowest, fastest


def known_times(iterate: Iterate) -> Floats:
    """Race times of the measured passings that hang on race time or a finish."""
    passings = [p for p in iterate.problem.timing.passings if p.anchor not in iterate.floating_s]
    return np.array([passing_time(iterate, p.anchor, p.after_s) for p in passings])


def untimed_share(problem: Problem) -> float:
    """Share of the way from where racing begins to the finish over which no clock links the winner to race time."""
    before = [p.distance_m for p in problem.timing.passings if p.anchor == RACE_TIME]
    after = [p.distance_m for p in problem.timing.passings if p.anchor == WINNER]
    start_m = max([problem.pull_off_m, *before])
    end_m = min([problem.event_m, *after])
    return max(end_m - start_m, 0.0) / (problem.event_m - problem.pull_off_m)


def corrected(problem: Problem, rough: Floats, times: Floats, finish_s: Floats) -> tuple[Floats, dict[str, float]]:
    """A rough motion (R, T) led through the measured passings, and when those of unknown moment are in it."""
    floating: dict[str, float] = {}
    rough = rough.copy()
    for row, group in groupby(problem.timing.passings, key=lambda p: p.row):
        knots, off = [0.0, float(finish_s[row])], [0.0, 0.0]
        for passing in group:
            if passing.anchor.startswith("u"):
                usual = float(np.interp(passing.distance_m, np.maximum.accumulate(rough[row]), times))
                when = floating.setdefault(passing.anchor, usual - passing.after_s) + passing.after_s
            else:
                base = {RACE_TIME: 0.0, WINNER: float(finish_s[problem.winner or 0])}.get(
                    passing.anchor, float(finish_s[row])
                )
                when = base + passing.after_s
            if knots[0] < when < knots[1]:
                knots.append(when)
                off.append(passing.distance_m - float(np.interp(when, times, rough[row])))
        order = np.unique(knots, return_index=True)[1]
        smooth = PchipInterpolator(np.array(knots)[order], np.array(off)[order])
        rough[row] += smooth(np.clip(times, 0.0, knots[1]))
    return rough, floating


def winner_time_guess(problem: Problem, reach_s: Callable[[float], float]) -> float:
    """The winner's race time, as far as measured passings tell: the rest of the way is ridden as usual.

    reach_s  usual race time at which riders are at a distance
    """
    timing, usual_s = problem.timing, reach_s(problem.event_m)
    guesses: dict[int, float] = {}
    for row, time_s in timing.clocked:
        guesses[row] = time_s - _lag_s(problem, row)
    for passing in timing.passings:
        if passing.anchor == RACE_TIME and row_not_finished(timing, passing.row):
            guesses[passing.row] = (
                passing.after_s + usual_s - reach_s(passing.distance_m) - _lag_s(problem, passing.row)
            )
        elif passing.anchor == WINNER and passing.row not in guesses:
            guesses[passing.row] = reach_s(passing.distance_m) - passing.after_s
        elif passing.anchor.startswith("g") and passing.row not in guesses:
            guesses[passing.row] = reach_s(passing.distance_m) - passing.after_s - _lag_s(problem, passing.row)
    if not guesses:
        return usual_s
    middle = float(np.median(list(guesses.values())))
    return middle if problem.winner is None else guesses.get(problem.winner, middle)


def row_not_finished(timing: Timing, row: int) -> bool:
    return row not in dict(timing.clocked)


def _lag_s(problem: Problem, row: int) -> float:
    gap_s = float(problem.gap_s[row])
    return gap_s if np.isfinite(gap_s) else _UNTIMED_GAP_S
