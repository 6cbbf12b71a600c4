"""Unknowns that the most likely motion takes as given: nuisance parameters, variables that only the doubt has.

The reconstruction rides one usual effort, one order behind the pacer, one value for a gap that nobody timed. Each of
these could have been otherwise; here each gets a variable with the standard deviation of what it could have been.
"""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats
from replay.motion.pacer import PITCH_M
from replay.race.story.finding import Limit
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.tools.quadratic_program import Program

TEMPO_SD = 0.25
"""How the whole race was ridden, as a share of the usual effort, at each of `_NODES` moments of it (sd). With it and
the next, made-up races have second-last laps that differ by 0.35 s and last laps that differ by 0.6 s (sd): real ones
go from 12.6 to 14 s and from 12.0 to 13.2 s."""

OWN_SD = 0.2
"""The same of each rider alone: less, because riders of one field ride one race."""

_USUAL_SCALE_SD = 0.3
"""Of an effort of which no fact speaks. One that a fact speaks of is surer in its shape as it is in its scale."""

_NODES = 6
"""Moments between which a tempo changes evenly, from the pacer's leaving to the finish: one about every 8 s. Fewer, and
a race could not be slow and then fast; more, and each would be half as wide for the same difference of laps."""


_OVER_COST, _OVER_SQUARE = 1.0, 0.1
"""Of a unit by which a loosened limit is exceeded: a hundredth of what a metre of the fact on trial costs, so that the
fact is met, and by no more than it takes."""


def over(program: Program, iterate: Iterate, limit: Limit) -> str | None:
    """The variable by which a limit may be exceeded, if it is loosened; made where it is first asked for."""
    name = variables.over_limit(limit)
    if limit not in iterate.formulation.loosened:
        return None
    return name if program.has(name) else program.slack(name, _OVER_COST, _OVER_SQUARE)


def place_sd(problem: Problem) -> dict[int, float]:
    """By rider: how far the places behind the pacer that could have been are from the one that is shown, m (rms).

    Only riders whose place no fact gives, and only if there is more than one place that they could have had.
    """
    places = {place: rider for place, rider in enumerate(problem.queue) if problem.riders[rider] in problem.invented}
    if problem.pacer is None or len(places) < 2:
        return {}
    free = np.array(list(places))
    return {rider: PITCH_M * float(np.sqrt(np.mean((free - place) ** 2))) for place, rider in places.items()}


def place_variables(program: Program, iterate: Iterate) -> dict[int, str]:
    """A variable for each invented place: by how many metres the rider was elsewhere in the line."""
    named = {}
    for rider, metres in place_sd(iterate.problem).items():
        named[rider] = program.variable(variables.place(rider), 0.0)
        program.cost({named[rider]: np.ones(1)}, 0.0, 1 / metres**2)
    return named


def effort_variables(program: Program, iterate: Iterate) -> list[dict[str, Floats]]:
    """For each rider what other shapes of effort add to his power at the physics times, kW: name to (P, nodes).

    One variable per moment for the race as a whole, and one per moment for each rider.
    """
    doubt = iterate.problem.pace.effort_doubt
    tempo = program.variable(variables.TEMPO, np.zeros(_NODES))
    program.cost({tempo: np.eye(_NODES)}, 0.0, 1 / (doubt * TEMPO_SD) ** 2)
    hats = _hats(iterate)
    terms: list[dict[str, Floats]] = []
    for rider, effort in enumerate(iterate.linearisation.efforts):
        own = program.variable(variables.own_effort(rider), np.zeros(_NODES))
        program.cost({own: np.eye(_NODES)}, 0.0, 1 / (doubt * OWN_SD) ** 2)
        sure = min(effort.scale_sd / _USUAL_SCALE_SD, 1.0)
        shape = sure * effort.watts[:, None] / 1000.0 * hats
        terms.append({tempo: shape, own: shape})
    return terms


def _hats(iterate: Iterate) -> Floats:
    """(P, nodes) shares of the moments, which are spread evenly from the pacer's leaving to the winner's finish."""
    nodes = np.linspace(iterate.problem.pull_off_s, iterate.finish_s, _NODES)
    times = iterate.linearisation.grid.time_s
    racing = times >= iterate.problem.pull_off_s
    return np.array([np.interp(times, nodes, one) * racing for one in np.eye(_NODES)]).T


def gap_costs(program: Program, iterate: Iterate, unknown: list[int]) -> None:
    """A gap between two that were timed is anywhere between them (even chances: width / sqrt(12) about the middle)."""
    crossing, known = iterate.problem.crossing, iterate.problem.gap_s
    for rider in unknown:
        place = crossing.index(rider)
        before = [known[other] for other in crossing[:place] if np.isfinite(known[other])][-1:]
        after = [known[other] for other in crossing[place + 1 :] if np.isfinite(known[other])][:1]
        if before and after:
            away = iterate.gaps_s[rider] - (before[0] + after[0]) / 2
            program.cost({variables.gap(rider): np.ones(1)}, 0.0, 1 / ((after[0] - before[0]) ** 2 / 12 + away**2))
