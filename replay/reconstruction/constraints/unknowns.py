"""Unknowns that the most likely motion takes as given: nuisance parameters, variables that only the doubt has.

The reconstruction rides one usual effort, one order behind the pacer, one value for a gap that nobody timed. Each of
these could have been otherwise; here each gets a variable with the standard deviation of what it could have been.
"""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats
from replay.motion.pacer import PITCH_M
from replay.race.story.duels.lead_out_fact import LeadOutFact
from replay.race.story.efforts.attack_fact import AttackFact
from replay.race.story.finding import Limit
from replay.race.story.in_window import at_moments
from replay.reconstruction.problem.race_problem import Problem
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Iterate, sampled_motion_of
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

OPENING_SD_S, REPORTED_OPENING_SD_S = 1.2, 0.6
"""When a sprint was opened, in seconds before its finish (sd): where no source has it, and where one does."""

_OPENS_NEAR_S = 3.0
"""An attack that is told so near to the opening is what opens the sprint."""

SLOW_SHARE = 0.21
"""How fast riders were before that, as a share of it (sd): dawdling, waiting, standing of which nothing is known."""

STARTED_SHARE = 0.35
"""The same of the first metres: all begin on the start line, at race time 0."""

ORDER_SD_M = 7.0
"""How far one rider led another in a sprint (sd), beside what efforts explain: who leads is drawn by lot, and the other
may have led by as much."""

_RECALLED_S = 6.0
"""From a moment at which it is known who leads, at the line and where it is told, that grows over so many seconds."""


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


def slow_part_sd(iterate: Iterate, time_s: Floats, measured_s: Floats) -> Floats:
    """(R, M) how far riders could have been at M race times because nobody saw how slowly they rode before, m (sd).

    Seen from the finish: the earlier a sprint is opened, the longer is the way that is left in the slow part. All begin
    on the start line.

    measured_s  (K,) race times at which somebody's place is known: near to them nothing is open
    """
    problem = iterate.problem
    plan, found = problem.tactics, np.zeros((problem.count, len(time_s)))
    if plan is None:
        return found
    opening_sd_s = REPORTED_OPENING_SD_S if _is_opening_reported(iterate) else OPENING_SD_S
    known = _open_share(time_s, measured_s)
    for rider in range(problem.count):
        before = np.maximum(time_s - opening_sd_s, iterate.basis.start_s)
        slow_mps = iterate.basis.values(iterate.coefficients[rider], before, 1)
        raced_mps = iterate.smooth_speed(rider, iterate.finish_s)
        way_m = iterate.position(np.append(time_s, plan.until_s))[rider]
        dawdled_m = SLOW_SHARE * np.maximum(way_m[-1] - way_m[:-1], 0.0)
        from_finish_m = np.hypot(opening_sd_s * np.maximum(raced_mps - slow_mps, 0.0), dawdled_m)
        found[rider] = known * np.minimum(from_finish_m, STARTED_SHARE * np.maximum(way_m[:-1], 0.0))
    return found


def order_sd(iterate: Iterate, time_s: Floats, measured_s: Floats) -> Floats:
    """(M,) how far one rider led another at M race times in a race that begins slowly, m (sd); 0 in all others."""
    if iterate.problem.tactics is None:
        return np.zeros(len(time_s))
    known = [np.zeros(1), measured_s, *_order_known_s(iterate)]
    return ORDER_SD_M * _open_share(time_s, np.concatenate(known))


def _open_share(time_s: Floats, known_s: Floats) -> Floats:
    """(M,) shares that are open, 0 to 1, of what is known at K race times and forgotten over `_RECALLED_S`."""
    if not len(known_s):
        return np.ones(len(time_s))
    away_s = np.abs(time_s[:, None] - known_s).min(axis=1)
    return np.asarray(1.0 - np.exp(-away_s / _RECALLED_S))


def _is_opening_reported(iterate: Iterate) -> bool:
    """Whether a source says where the sprint was opened."""
    sampled, opens_s = sampled_motion_of(iterate), iterate.problem.pull_off_s
    attacks = [fact for fact in iterate.facts if isinstance(fact, AttackFact) and not fact.imagined]
    return any(abs(sampled.moment(fact.when) - opens_s) < _OPENS_NEAR_S for fact in at_moments(attacks, sampled))


def _order_known_s(iterate: Iterate) -> list[Floats]:
    """Race times at which sources tell who is ahead of whom; of what lasts all of it, a second apart."""
    sampled, found = sampled_motion_of(iterate), []
    for fact in at_moments([fact for fact in iterate.facts if not fact.imagined], sampled):
        if fact.claims.ahead or fact.claims.places or isinstance(fact, LeadOutFact):
            begin_s = sampled.moment(fact.when)
            end_s = begin_s if fact.lasts_until is None else sampled.moment(fact.lasts_until)
            found.append(np.arange(begin_s, max(end_s, begin_s) + 0.5, 1.0))
    return found


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
