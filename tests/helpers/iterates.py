"""Tiny iterates: a few riders on ten knots who ride evenly, to build constraints on and look at them one by one.

`even("AB", start_m=[0, -5])` is a race without a pacer in which A rides 5 m ahead of B at 15 m/s, for nine seconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from replay.base.units import Floats
from replay.motion.pacer import PacerRide
from replay.race.story.effort_shape import Effort
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.problem.measured_passings import Anchor
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Formulation, Iterate
from replay.reconstruction.state.linearisation import Linearisation, power_grid
from replay.reconstruction.state.pair_windows import ApartWindow, PassWindow
from replay.reconstruction.state.path_correction import PathCorrection, no_correction
from replay.reconstruction.tools.quadratic_program import Program, Solution
from replay.reconstruction.tools.splines import Basis
from tests.helpers.fields import problem

KNOTS = 10
FAR_S = 1000.0
"""A finish of which nothing is seen in nine seconds."""


def paper_problem(letters: str, *, pacer: PacerRide | None = None, **changes: Any) -> Problem:
    """Riders by letter in this order, in a race without a pacer if none is given; nobody is on the start line."""
    named = {"queue": tuple(range(len(letters))), "pacer": pacer, "invented": (), "standing": False}
    return replace(problem(letters), **{**named, **changes})


def even(
    letters: str = "AB",
    *,
    start_m: Sequence[float] = (0.0, -5.0),
    speed_mps: float = 15.0,
    step_s: float = 1.0,
    knots: int = KNOTS,
    finish_s: float = FAR_S,
    gaps_s: Sequence[float] | None = None,
    floating_s: dict[Anchor, float] | None = None,
    facts: tuple[StoryFact, ...] = (),
    apart: tuple[ApartWindow, ...] = (),
    windows: tuple[PassWindow, ...] = (),
    elastic: bool = False,
    prior_s: float | None = None,
    prior_sd_s: float = 0.5,
    fall_s: dict[int, float] | None = None,
    stop_s: float = np.inf,
    watts: float = 300.0,
    scale_sd: float = 0.3,
    ripple_m: Sequence[float] = (),
    stretch: Sequence[float] = (),
    pacer: PacerRide | None = None,
    **changes: Any,
) -> Iterate:
    """Riders who start at these distances and all ride at one speed, and what is held of them.

    ripple_m, stretch  constants of each rider, 0 and 1 if none are given
    watts              power of everybody's usual effort
    changes            fields of the Problem
    """
    of = paper_problem(letters, pacer=pacer, **changes)
    basis = Basis(0.0, step_s, knots - 1)
    path = no_correction(of.count, basis.end_s)
    for rider, metres in enumerate(ripple_m):
        path.ripple_m[rider] = metres
    grid = power_grid(
        basis.knots_s, PathCorrection(path.time_s, path.ripple_m, path.stretch.copy(), path.level_m), of.physique
    )
    for rider, factor in enumerate(stretch):
        grid.stretch[rider] = factor
    count = len(basis.knots_s)
    return Iterate(
        formulation=Formulation(of, facts, apart, prior_sd_s, elastic),
        basis=basis,
        coefficients=np.array([at_speed(basis, metres, speed_mps) for metres in start_m]),
        finish_s=finish_s,
        gaps_s=np.array(gaps_s if gaps_s is not None else [place / 10 for place in range(of.count)], dtype=float),
        floating_s=floating_s or {},
        linearisation=Linearisation(
            path=path,
            grid=grid,
            shelter=np.ones((of.count, count)),
            efforts=tuple(Effort(np.full(count, watts), scale_sd) for _ in range(of.count)),
            windows=windows,
            prior_s=finish_s if prior_s is None else prior_s,
            fall_s=fall_s or {},
            stop_s=stop_s,
        ),
    )


def at_speed(basis: Basis, start_m: float, speed_mps: float) -> Floats:
    """(K,) coefficients of an even motion: those of a straight line are its values where they act."""
    return np.asarray(start_m + speed_mps * basis.centres_s)


def bent(basis: Basis, start_m: float, speed_mps: float, gain_mps2: float) -> Floats:
    """(K,) coefficients of a motion of even acceleration."""
    times = np.linspace(basis.start_s, basis.end_s, 200)
    return np.asarray(basis.fit(times, (start_m + speed_mps * times + gain_mps2 / 2 * times**2)[None])[0])


@dataclass(frozen=True)
class Rows:
    """What a builder put into a program, and questions to it: of motions that differ from the iterate's."""

    iterate: Iterate
    program: Program

    def values(self, moved: Mapping[int, Any] | None, others: Mapping[str, Any]) -> dict[str, Any]:
        """Values of all blocks; riders are moved by metres, or ride on other coefficients."""
        values: dict[str, Any] = dict(others)
        for rider, change in (moved or {}).items():
            own = self.iterate.coefficients[rider]
            values[variables.smooth(rider)] = own + change if np.ndim(change) == 0 else change
        return values

    def violation(self, moved: Mapping[int, Any] | None = None, /, **others: Any) -> float:
        """By how much the worst row is broken where riders are moved; other variables by name."""
        return self.program.violation(self.values(moved, others))

    def cost(self, moved: Mapping[int, Any] | None = None, /, **others: Any) -> float:
        """What that costs."""
        return self.program.cost_of(self.values(moved, others))

    def solved(self, moved: Mapping[int, Any] | None = None) -> Solution:
        """The best values of all other variables where riders are moved and held there."""
        for rider in range(self.iterate.problem.count):
            own = self.values(moved, {}).get(variables.smooth(rider), self.iterate.coefficients[rider])
            self.program.equal({variables.smooth(rider): np.eye(len(own))}, own)
        return self.program.solve()


def rows(iterate: Iterate) -> Rows:
    """An empty program with the splines of all riders, to be given to a builder as `found.program`."""
    program = Program()
    for rider in range(iterate.problem.count):
        program.variable(variables.smooth(rider), iterate.coefficients[rider])
    return Rows(iterate, program)
