"""One iterate of the reconstruction along the track: a convex program for all riders at once.

Finish times are equalities; told facts are rows with one slack each; riders' limits are rows of local power and
stored work; the cost asks for even efforts of a known shape. Everything that is not linear (power, drag, the moments
that facts speak of) is taken at the motion of the iterate before; iterates are repeated until nothing moves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from replay.base.units import Floats
from replay.race.story.asked import ConstraintRow
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.constraints.drafting import order_rows, paced_rows
from replay.reconstruction.constraints.finish import finish_rows
from replay.reconstruction.constraints.measured_times import passing_rows
from replay.reconstruction.constraints.power_budget import power_rows
from replay.reconstruction.constraints.riding_limits import fall_rows, limit_rows, smooth_costs, start_rows
from replay.reconstruction.constraints.unknowns import effort_variables, gap_costs, place_variables
from replay.reconstruction.state.iterate import Iterate, sampled_motion_of
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.reconstruction.tools.quadratic_program import Program, Solution, SolverError

SLACK_COST = 10.0
"""Of a metre by which a fact is missed, whose weight is 1."""

OVER_COST = 20000.0
"""Of a kilowatt beyond what a rider has left: more than any fact, so that what cannot be ridden is not shown."""


_FELT_M = 0.5
"""How near to its bound the motion is where a fact that says 'at least', or who is ahead, holds it there."""


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """A iterate's answer: the next iterate to linearise at, and the size of every fact's slack."""

    iterate: Iterate
    misses: dict[str, float]
    moved_m: float
    solution: Solution


def solve(iterate: Iterate, *, with_power: bool, fix_time: bool = False, trial: str | None = None) -> Solved:
    """Build and solve one program. Raises SolverError.

    trial: id of a fact that is tried before all else. The expected shape of efforts is then left out, and other facts
    are held by a cost far above that of the fact on trial.

    Measured times that cannot be met together with limits are missed by as little as possible.
    """
    known_s = iterate.problem.winner_s
    exact = iterate if known_s is None or fix_time else replace(iterate, finish_s=known_s)
    try:
        if not iterate.elastic:
            return _solve(exact, with_power=with_power, fix_time=fix_time, trial=trial)
    except SolverError:
        if not iterate.problem.timing:
            raise
    solved = _solve(replace(iterate, elastic=True), with_power=with_power, fix_time=fix_time, trial=trial)
    return replace(solved, iterate=replace(solved.iterate, elastic=iterate.elastic))


def ride(iterate: Iterate, *, paced: bool) -> Iterate:
    """The iterate after one program in which nothing is asked but measured times and what riders can do.

    paced: whether they have to stay behind the pacer. Raises SolverError.
    """
    return _solve(replace(iterate, facts=()), with_power=True, fix_time=False, trial="", paced=paced).iterate


def _solve(iterate: Iterate, *, with_power: bool, fix_time: bool, trial: str | None, paced: bool = True) -> Solved:
    program = Program()
    for row in range(iterate.problem.count):
        program.variable(f"x{row}", iterate.coefficients[row])
    sampled = sampled_motion_of(iterate)
    start_rows(program, iterate)
    limit_rows(program, iterate)
    finish_rows(program, iterate, fix_time=fix_time, trial=trial is not None)
    passing_rows(program, iterate, free=not fix_time)
    if paced:
        paced_rows(program, iterate)
    order_rows(program, iterate)
    fall_rows(program, iterate)
    names = [_fact(program, iterate, sampled, fact, _price(fact, trial)) for fact in iterate.facts]
    smooth_costs(program, iterate)
    if with_power:
        for row in range(iterate.problem.count):
            power_rows(program, iterate, row, shaped=trial is None, price=OVER_COST if trial is None else 1e5)
    solution = program.solve()
    return _next(iterate, solution, [name for name in names if name])


def posterior(iterate: Iterate, fact_sd_m: dict[str, float], *, time_free: bool = False) -> Program:
    """The problem around its answer as a normal distribution: costs, equalities, and facts as uncertain as given."""
    program = Program()
    iterate = replace(iterate, elastic=False)
    for row in range(iterate.problem.count):
        program.variable(f"x{row}", iterate.coefficients[row])
    sampled = sampled_motion_of(iterate)
    places = place_variables(program, iterate)
    start_rows(program, iterate, places)
    gap_costs(program, iterate, finish_rows(program, iterate, fix_time=not time_free, fix_gaps=False))
    passing_rows(program, iterate, free=True)
    paced_rows(program, iterate, places)
    fall_rows(program, iterate)
    smooth_costs(program, iterate, pace_free=True)
    for row, others in enumerate(effort_variables(program, iterate)):
        power_rows(program, iterate, row, shaped=True, others=others)
    for fact in iterate.facts:
        for asked in fact.constraints(sampled):
            if _is_felt(asked, sampled):
                terms, _ = _fact_terms(iterate, asked)
                program.cost(terms, 0.0, asked.scale**2 / fact_sd_m[fact.id] ** 2)
    return program


def _is_felt(asked: ConstraintRow, sampled: SampledMotion) -> bool:
    """Whether a row says anything of positions: a bound from which the motion is far away does not."""
    if np.isfinite(asked.low) and np.isfinite(asked.high):
        return True
    shown = sum(
        term.factor * float((sampled.speed if term.derivative else sampled.distance)(term.time_s)[term.rider])
        for term in asked.terms
    )
    return asked.scale * min(abs(shown - asked.low), abs(asked.high - shown)) < _FELT_M


def _next(iterate: Iterate, solution: Solution, names: list[str]) -> Solved:
    coefficients = np.array([solution[f"x{row}"] for row in range(iterate.problem.count)])
    finish = iterate.finish_s + (float(solution["T"][0]) if "T" in solution.offsets else 0.0)
    gaps = iterate.gaps_s.copy()
    for row in range(iterate.problem.count):
        if f"g{row}" in solution.offsets:
            gaps[row] = float(solution[f"g{row}"][0])
    misses = {name.removeprefix("fact "): float(solution[name][0]) for name in names}
    floating = {name: float(solution[name][0]) for name in iterate.floating_s if name in solution.offsets}
    following = replace(
        iterate, coefficients=coefficients, finish_s=finish, gaps_s=gaps, floating_s={**iterate.floating_s, **floating}
    )
    moved = float(np.abs(coefficients - iterate.coefficients).max())
    return Solved(following, misses, moved, solution)


def _price(fact: StoryFact, trial: str | None) -> float:
    """Cost of missing a fact by a metre."""
    if trial is not None:
        return 100.0 if fact.id == trial else 1000.0
    return SLACK_COST * (3.0 if fact.main else 1.0) * max(fact.sure, 0.1)


def _fact(program: Program, iterate: Iterate, sampled: SampledMotion, fact: StoryFact, price: float) -> str | None:
    rows = fact.constraints(sampled)
    if not rows:
        return None
    slack = program.variable(f"fact {fact.id}", 0.0)
    program.linear_cost(slack, price)
    program.cost({slack: np.ones(1)}, 0.0, 0.1)
    program.at_least({slack: np.ones(1)}, 0.0)
    for row in rows:
        _fact_row(program, iterate, row, slack)
    return slack


def _fact_row(program: Program, iterate: Iterate, row: ConstraintRow, slack: str) -> None:
    terms, shift = _fact_terms(iterate, row)
    if np.isfinite(row.low):
        program.at_least({**terms, slack: np.array([1 / row.scale])}, row.low - shift)
    if np.isfinite(row.high):
        program.at_most({**terms, slack: np.array([-1 / row.scale])}, row.high - shift)


def _fact_terms(iterate: Iterate, row: ConstraintRow) -> tuple[dict[str, sparse.spmatrix | Floats], float]:
    """A row in terms of the smooth coordinates, and what the ripple adds to it."""
    terms: dict[str, sparse.spmatrix | Floats] = {}
    shift = 0.0
    for term in row.terms:
        name = f"x{term.rider}"
        share = term.factor * (_stretch_at(iterate, term.rider, term.time_s) if term.derivative else 1.0)
        piece = share * iterate.basis.matrix([term.time_s], term.derivative)
        terms[name] = terms[name] + piece if name in terms else piece
        shift += term.factor * _ripple_term(iterate, term.rider, term.time_s, term.derivative)
    return terms, shift


def _stretch_at(iterate: Iterate, rider: int, time_s: float) -> float:
    """Speeds in facts are told of the ground, and a rider out on the boards covers more of it."""
    return float(np.interp(time_s, iterate.physics_s, iterate.stretch[rider]))


def _ripple_term(iterate: Iterate, rider: int, time_s: float, derivative: int) -> float:
    """Speeds in facts speak of effort, so they are those of the smooth coordinate: without what heights do to them."""
    return float(iterate.ripple(rider, time_s)) if derivative == 0 else 0.0
