"""What the most likely motion takes as given and nobody knows: variables that only the doubt has.

The reconstruction rides one usual effort, one order behind the pacer, one value for a gap that nobody timed. Each of
these could have been otherwise; here each gets a variable with the standard deviation of what it could have been.
"""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats
from replay.motion.pacer import PITCH_M
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.tools.quadratic_program import Program

TEMPO_SD = 0.25
"""How the whole race was ridden, as a share of the usual effort, at each of `_NODES` moments of it (sd). With it and
the next, made-up races have second-last laps that differ by 0.35 s and last laps that differ by 0.6 s (sd): real ones
go from 12.6 to 14 s and from 12.0 to 13.2 s."""

OWN_SD = 0.2
"""The same of each rider by himself."""

_USUAL_SCALE_SD = 0.3
"""Of an effort of which nothing is told. One that is told is surer in its shape as it is in its scale."""

_NODES = 6


def place_sd(problem: Problem) -> dict[int, float]:
    """By row: how far the places behind the pacer that a rider could have had are from the one he was given, m (rms).

    Only riders whose place nobody tells, and only if there is more than one place that they could have had.
    """
    places = {place: row for place, row in enumerate(problem.queue) if problem.riders[row] in problem.invented}
    if problem.pacer is None or len(places) < 2:
        return {}
    free = np.array(list(places))
    return {row: PITCH_M * float(np.sqrt(np.mean((free - place) ** 2))) for place, row in places.items()}


def place_variables(program: Program, iterate: Iterate) -> dict[int, str]:
    """A variable for each invented place: by how many metres the rider was elsewhere in the line."""
    named = {}
    for row, metres in place_sd(iterate.problem).items():
        named[row] = program.variable(f"place{row}", 0.0)
        program.cost({named[row]: np.ones(1)}, 0.0, 1 / metres**2)
    return named


def effort_variables(program: Program, iterate: Iterate) -> list[dict[str, Floats]]:
    """For each rider what other shapes of effort add to his power at the physics times, kW: name to (P, nodes).

    One variable per moment for the race as a whole, and one per moment for each rider.
    """
    tempo = program.variable("tempo", np.zeros(_NODES))
    program.cost({tempo: np.eye(_NODES)}, 0.0, 1 / TEMPO_SD**2)
    hats = _hats(iterate)
    terms: list[dict[str, Floats]] = []
    for row, effort in enumerate(iterate.efforts):
        own = program.variable(f"own{row}", np.zeros(_NODES))
        program.cost({own: np.eye(_NODES)}, 0.0, 1 / OWN_SD**2)
        sure = min(effort.scale_sd / _USUAL_SCALE_SD, 1.0)
        shape = sure * effort.watts[:, None] / 1000.0 * hats
        terms.append({tempo: shape, own: shape})
    return terms


def _hats(iterate: Iterate) -> Floats:
    """(P, nodes) shares of the moments, which are spread evenly from the pacer's leaving to the winner's finish."""
    nodes = np.linspace(iterate.problem.pull_off_s, iterate.finish_s, _NODES)
    racing = iterate.physics_s >= iterate.problem.pull_off_s
    return np.array([np.interp(iterate.physics_s, nodes, one) * racing for one in np.eye(_NODES)]).T


def gap_costs(program: Program, iterate: Iterate, unknown: list[int]) -> None:
    """A gap between two that were timed is anywhere between them (even chances: width / sqrt(12) about the middle)."""
    crossing, known = iterate.problem.crossing, iterate.problem.gap_s
    for row in unknown:
        place = crossing.index(row)
        before = [known[other] for other in crossing[:place] if np.isfinite(known[other])][-1:]
        after = [known[other] for other in crossing[place + 1 :] if np.isfinite(known[other])][:1]
        if before and after:
            away = iterate.gaps_s[row] - (before[0] + after[0]) / 2
            program.cost({f"g{row}": np.ones(1)}, 0.0, 1 / ((after[0] - before[0]) ** 2 / 12 + away**2))
