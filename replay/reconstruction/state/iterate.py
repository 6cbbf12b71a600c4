"""An iterate of the reconstruction along the track: a value for every unknown, and what the next program is built of.

The sequence of programs goes from iterate to iterate. Each program is built from three things: what is asked
(`Formulation`), the present values of the unknowns (`Iterate`), and what is worked out from these values and held
while the program is solved (`Linearisation`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from replay.base.units import Floats
from replay.motion.pacer import BEHIND_PACER_M, PITCH_M, USUAL_GAP_M
from replay.race.story.efforts.stop_racing_fact import StopRacingFact
from replay.race.story.finding import Limit
from replay.race.story.story_fact import StoryFact
from replay.race.timed import LONG_GAP_S
from replay.reconstruction.problem.measured_passings import Anchor, AnchorKind
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.problem.start_line import start_row_m
from replay.reconstruction.state.linearisation import Linearisation
from replay.reconstruction.state.pair_windows import ApartWindow
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.reconstruction.tools.guess import NO_GUESS, Guess
from replay.reconstruction.tools.splines import Basis

LARGE = 2500
"""Coefficients from which on a program costs most of a second: 16 riders over a kilometre, nine over three, four over
ten. With as many, each search is bounded more tightly, so that a race ends within a minute or two."""


@dataclass(frozen=True, slots=True, eq=False)
class Formulation:
    """What the programs are asked to meet.

    problem     start list, results, measured times and track
    facts       facts of the story that are asked for: not those that something excludes
    apart       when pairs must not be side by side, because they shared ground in an earlier motion
    prior_sd_s  standard deviation of the expected time of the winner, s
    elastic     whether measured times are missed by as little as possible, because nobody can ride them
    loosened    limits that are gone, or may be exceeded at little cost, to find what holds a fact off
    """

    problem: Problem
    facts: tuple[StoryFact, ...]
    apart: tuple[ApartWindow, ...]
    prior_sd_s: float
    elastic: bool = False
    loosened: frozenset[Limit] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Iterate:
    """A value for every unknown, for R riders, and what the next program is built of.

    formulation    what is asked
    basis          the splines of the smooth coordinates, K coefficients each
    coefficients   (R, K) of the smooth coordinates, m
    finish_s       race time of the winner's finish; where the race was stopped, at which it would have been expected
    gaps_s         (R,) gaps to the winner, those that nobody timed as found so far; nan for who does not finish
    floating_s     race times, as found so far, of moments of which only the time to other passings is known
    linearisation  what is worked out from these values and held
    guess          inequalities that may bind in the next program, from those that these values come from
    """

    formulation: Formulation
    basis: Basis
    coefficients: Floats
    finish_s: float
    gaps_s: Floats
    floating_s: Mapping[Anchor, float]
    linearisation: Linearisation
    guess: Guess = NO_GUESS

    @property
    def problem(self) -> Problem:
        """Start list, results, measured times and track."""
        return self.formulation.problem

    @property
    def facts(self) -> tuple[StoryFact, ...]:
        """The facts of the story that are asked for."""
        return self.formulation.facts

    @property
    def finishes_s(self) -> Floats:
        """(R,) race times at which riders cross the line; nan for who does not finish."""
        return np.asarray(self.finish_s + self.gaps_s)

    @property
    def is_large(self) -> bool:
        """Whether programs are so large that few can be solved."""
        return self.coefficients.size > LARGE

    def is_left_behind(self, rider: int) -> bool:
        """Whether a rider who stays up comes long after the others by what was timed, or does not finish.

        A gap that is yet to be found does not count: once he is let go nothing would bring him back.
        """
        upright = rider not in self.linearisation.fall_s and self.problem.stopped is None
        return upright and not self.problem.least_gap_s(rider) <= LONG_GAP_S

    def stop_facts(self, rider: int) -> tuple[StopRacingFact, ...]:
        """The facts by which a rider stops racing."""
        name = self.problem.riders[rider]
        return tuple(fact for fact in self.facts if isinstance(fact, StopRacingFact) and fact.rider == name)

    def asking(
        self,
        *,
        facts: tuple[StoryFact, ...] | None = None,
        apart: tuple[ApartWindow, ...] | None = None,
        prior_sd_s: float | None = None,
        elastic: bool | None = None,
        loosened: frozenset[Limit] | None = None,
    ) -> Iterate:
        """The same values, of which something else is asked. What is None stays as it is."""
        was = self.formulation
        formulation = Formulation(
            problem=was.problem,
            facts=was.facts if facts is None else facts,
            apart=was.apart if apart is None else apart,
            prior_sd_s=was.prior_sd_s if prior_sd_s is None else prior_sd_s,
            elastic=was.elastic if elastic is None else elastic,
            loosened=was.loosened if loosened is None else loosened,
        )
        return replace(self, formulation=formulation)

    def ripple(self, rider: int, time_s: Floats | float) -> Floats:
        """Distance minus smooth coordinate of a rider at a time, or (N,) at N times, m."""
        return self.linearisation.path.ripple(rider, time_s)

    def position(self, time_s: Floats) -> Floats:
        """(R, N) distances at N times, m."""
        smooth = self.basis.values(self.coefficients, time_s)
        rippled: Floats = smooth + np.array([self.ripple(rider, time_s) for rider in range(self.problem.count)])
        return rippled

    def smooth_speed(self, rider: int, time_s: float) -> float:
        """Speed of a rider's smooth coordinate at a race time, m/s: by how much a later time changes the distance."""
        return float(self.basis.values(self.coefficients[rider], time_s, 1)[0])

    def time_after(self, anchor: Anchor, after_s: float) -> float:
        """Race time of what is so many seconds after an anchor, in this iterate."""
        if anchor.kind is AnchorKind.RACE_TIME:
            return after_s
        if anchor.floats:
            return self.floating_s[anchor] + after_s
        gap_s = float(self.gaps_s[anchor.number]) if anchor.kind is AnchorKind.RIDER else 0.0
        return self.finish_s + gap_s + after_s


@lru_cache(maxsize=3)
def sampled_motion_of(iterate: Iterate, rate_hz: float = 20.0) -> SampledMotion:
    """The motion of an iterate, sampled: what facts and orders are read from.

    20 samples a second are enough to build rows from (a program takes a tenth of a second to be built), and crossings
    are interpolated between them; heights, which bikes must fit beside each other on, ask for 50. The last ones are
    kept: several constraints of one program, and all that is found for the heights, ask for the same.
    """
    times = np.arange(iterate.basis.start_s, iterate.basis.end_s + 1e-9, 1 / rate_hz)
    distance = iterate.position(times)
    return SampledMotion(iterate.problem, times, distance, np.gradient(distance, times, axis=1), iterate.finish_s)


def behind_pacer(problem: Problem, place: int) -> float:
    """Where the rider in a place of the line (from 0) is, as a distance from the pacer's front tyre, m: below 0.

    In a race without a pacer where he stands at the start.
    """
    if problem.pacer is None:
        return start_row_m(problem, place)
    return -(BEHIND_PACER_M + USUAL_GAP_M + PITCH_M * place)


def start_distance(problem: Problem, place: int) -> float:
    """Where the rider in a place of the line is at race time 0, m: in the line already, or on the start line."""
    return start_row_m(problem, place) if problem.standing else behind_pacer(problem, place)
