"""One program of the sequence: a convex quadratic subproblem for all riders at once.

Finish times are equalities; facts of the story are rows with one slack each; riders' limits are rows of local power
and stored work; the cost asks for even efforts of a known shape. Everything that is not linear (power, drag, the
moments that facts speak of) is taken at the iterate before; programs are repeated until nothing moves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from replay.race.story.finding import Limit
from replay.race.story.in_window import at_moments
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.constraints.bounded_times import bound_rows
from replay.reconstruction.constraints.drafting import order_rows
from replay.reconstruction.constraints.fact_rows import fact_rows, uncertain_fact
from replay.reconstruction.constraints.falls import fall_rows, steady_costs
from replay.reconstruction.constraints.finish import finish_rows
from replay.reconstruction.constraints.measured_times import passing_rows
from replay.reconstruction.constraints.power_budget import power_rows
from replay.reconstruction.constraints.riding_limits import limit_rows, smooth_costs, start_rows
from replay.reconstruction.constraints.single_file import paced_rows
from replay.reconstruction.constraints.slow_riding import slow_costs
from replay.reconstruction.constraints.unknowns import effort_variables, gap_costs, place_variables
from replay.reconstruction.solving.even_riding import even_spans
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Iterate, sampled_motion_of
from replay.reconstruction.tools.quadratic_program import Program, Solution, SolverError

SLACK_COST = 10.0
"""Of a metre by which a fact is missed that is surely so and not of the main account. The cost of an effort that is
bent by a fact is of the order of one to ten, so facts win where they can be ridden. At 3 the final of Tokyo needs 60
programs instead of 27, because facts are met by half and weighed again; at 30 and at 100 it moves by 1.9 m."""

_MAIN_FACTOR = 3.0
"""How much more a fact of the main account weighs: more than two surer accounts together."""

_LEAST_SURE = 0.1
"""The least sure fact still weighs a tenth: with nothing it would ask for nothing."""

OVER_COST = 20000.0
"""Of a kilowatt beyond what a rider has left: more than any fact, so that what cannot be ridden is not shown. It
was 500, and a lead that a fact asked for could be bought with power that nobody has. The final of Tokyo is the same
with 200 and with a million: what matters is that it is above all facts together and below what spoils the solver's
digits."""

_TRIAL_COST = 100.0
"""In a trial: of a metre by which the fact on trial is missed .."""

_BESIDE_COST = 1000.0
"""..of a metre by which the facts beside it are missed, ten times as much: they are given here .."""

_TRIAL_OVER_COST = 1e5
"""..and of a kilowatt too much, which must not be the way out."""


_LOOSENED_OVER_COST = 1.0
"""..but where it is asked whether power is what holds the fact off."""

_TRIAL_SHAPE = 0.01
"""..while the usual shape of efforts counts a hundredth: far too little to hold a fact back, and enough to say where
power goes that nothing asks for. Without it hundreds of limits bind, and a program takes 50 iterations and not 35."""


_STAYING_WEIGHT = 1.0
"""Of a squared metre from where one was, for a second, where all are to stay: above what shapes an effort, below what
facts and limits cost. At 50 nobody moved who was clear, nor for a fact: "a few lengths" were missed by half a metre."""

_COARSE = 5
"""Of the knots where all ride evenly one in so many stays: one every two seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """The answer of one program.

    iterate   the next iterate; its linearisation is still the one that the program was built from
    misses    by how much each fact is missed, m, by id
    moved_m   the largest change of a coefficient, m
    over_w    how much more power than somebody has left is used, W
    solution  the values of all variables
    """

    iterate: Iterate
    misses: dict[str, float]
    moved_m: float
    over_w: float
    solution: Solution


def solve(
    iterate: Iterate, *, with_power: bool, fix_time: bool = False, trial: str | None = None, staying: bool = False
) -> Solved:
    """Build and solve one program. Raises SolverError.

    with_power: whether power is asked about
    fix_time: whether the winner's time, untimed gaps and floating moments are held
    trial: id of a fact that is tried before all else. The expected shape of efforts then hardly counts, and other facts
    are held by a cost far above that of the fact on trial.
    staying: whether everybody stays where he is as far as limits and facts let him

    Measured times that cannot be met together with limits are missed by as little as possible.
    """
    known_s = iterate.problem.winner_s
    free = fix_time or Limit.CLOCK in iterate.formulation.loosened
    exact = iterate if known_s is None or free else replace(iterate, finish_s=known_s)
    try:
        if not iterate.formulation.elastic:
            return _solve(exact, with_power=with_power, fix_time=fix_time, trial=trial, staying=staying)
    except SolverError:
        if not iterate.problem.timing:
            raise
    solved = _solve(
        iterate.asking(elastic=True), with_power=with_power, fix_time=fix_time, trial=trial, staying=staying
    )
    return replace(solved, iterate=solved.iterate.asking(elastic=iterate.formulation.elastic))


def ride(iterate: Iterate, *, paced: bool) -> Iterate:
    """The iterate after one program in which nothing is asked but measured times and what riders can do.

    paced: whether they have to stay behind the pacer. Raises SolverError.
    """
    return _solve(iterate.asking(facts=()), with_power=True, fix_time=False, trial="", paced=paced).iterate


def _solve(
    iterate: Iterate,
    *,
    with_power: bool,
    fix_time: bool,
    trial: str | None,
    paced: bool = True,
    staying: bool = False,
) -> Solved:
    """One program as `solve` and `ride` say, with exactly the iterate that is given."""
    sampled, loosened = sampled_motion_of(iterate), iterate.formulation.loosened
    program = _with_coefficients(iterate, even_spans(iterate, sampled))
    start_rows(program, iterate)
    limit_rows(program, iterate)
    finish_rows(program, iterate, fix_time=fix_time, trial=trial is not None)
    if Limit.CLOCK not in loosened:
        passing_rows(program, iterate, free=not fix_time)
        bound_rows(program, iterate)
    if paced and Limit.FILE not in loosened:
        paced_rows(program, iterate)
    order_rows(program, iterate)
    slow_costs(program, iterate)
    fall_rows(program, iterate)
    steady_costs(program, iterate)
    for fact in at_moments(iterate.facts, sampled):
        fact_rows(program, iterate, sampled, fact, _price(fact, trial))
    smooth_costs(program, iterate)
    if staying:
        _staying_costs(program, iterate)
    if with_power:
        price, shape = (OVER_COST, 1.0) if trial is None else (_TRIAL_OVER_COST, _TRIAL_SHAPE)
        price = _LOOSENED_OVER_COST if Limit.POWER in loosened else price
        for rider in range(iterate.problem.count):
            power_rows(program, iterate, rider, shape=shape, price=price)
    # In a trial hundreds of rows bind, because no shape of efforts keeps power from its limits: from a guess it takes
    # longer there.
    guess = iterate.guess
    return _answer(iterate, program.solve(guess.due if trial is None else (), bound=guess.rows))


def _with_coefficients(iterate: Iterate, even: tuple[tuple[float, float], ...] = ()) -> Program:
    """A program with the splines of all riders as its variables, at the iterate's values.

    even: race times from and to which riders ride evenly, so that what is added to the splines may be coarse
    """
    program, basis = Program(), iterate.basis
    along = basis.coarser(even, _COARSE) if even else None
    for rider in range(iterate.problem.count):
        program.variable(variables.smooth(rider), iterate.coefficients[rider], along=along)
    return program


def _staying_costs(program: Program, iterate: Iterate) -> None:
    """Everybody stays where he is in the iterate (a proximal term): riders who are clear of each other stay so."""
    basis = iterate.basis
    matrix = basis.matrix(basis.knots_s)
    for rider, coefficients in enumerate(iterate.coefficients):
        program.cost({variables.smooth(rider): matrix}, matrix @ coefficients, _STAYING_WEIGHT * basis.step_s)


def _price(fact: StoryFact, trial: str | None) -> float:
    """Cost of missing a fact by a metre."""
    if trial is not None:
        return _TRIAL_COST if fact.id == trial else _BESIDE_COST
    return SLACK_COST * (_MAIN_FACTOR if fact.main else 1.0) * max(fact.sure, _LEAST_SURE)


def _answer(iterate: Iterate, solution: Solution) -> Solved:
    """The next iterate and the misses, read from the values of a program's variables."""
    riders = range(iterate.problem.count)
    coefficients = np.array([solution[variables.smooth(rider)] for rider in riders])
    finish_s = iterate.finish_s
    if variables.WINNER_TIME in solution:
        finish_s += float(solution[variables.WINNER_TIME][0])
    gaps = iterate.gaps_s.copy()
    for rider in riders:
        if variables.gap(rider) in solution:
            gaps[rider] = float(solution[variables.gap(rider)][0])
    floating = {
        anchor: float(solution[variables.floating(anchor)][0]) if variables.floating(anchor) in solution else time_s
        for anchor, time_s in iterate.floating_s.items()
    }
    slacks = {fact.id: variables.fact_miss(fact.id) for fact in iterate.facts}
    misses = {fact_id: float(solution[slack][0]) for fact_id, slack in slacks.items() if slack in solution}
    following = replace(
        iterate,
        coefficients=coefficients,
        finish_s=finish_s,
        gaps_s=gaps,
        floating_s=floating,
        guess=iterate.guess.after(solution),
    )
    moved_m = float(np.abs(coefficients - iterate.coefficients).max())
    return Solved(following, misses, moved_m, _over_w(iterate, solution), solution)


def _over_w(iterate: Iterate, solution: Solution) -> float:
    """How much more power than a rider has left is used, by whoever uses most of it, W."""
    slacks = map(variables.overload, range(iterate.problem.count))
    return 1000 * max((float(solution[name][0]) for name in slacks if name in solution), default=0.0)


def posterior(iterate: Iterate, fact_sd_m: dict[str, float], *, time_free: bool = False) -> Program:
    """The problem around its answer as a normal distribution: costs, equalities, and facts as uncertain as given.

    fact_sd_m  standard deviation of each fact, m, by id
    time_free  whether the winner's time is open as well
    """
    iterate = iterate.asking(elastic=False)
    program = _with_coefficients(iterate)
    sampled = sampled_motion_of(iterate)
    places = place_variables(program, iterate)
    start_rows(program, iterate, places)
    gap_costs(program, iterate, finish_rows(program, iterate, fix_time=not time_free, fix_gaps=False))
    passing_rows(program, iterate, free=True)
    paced_rows(program, iterate, places)
    slow_costs(program, iterate, doubt=True)
    fall_rows(program, iterate)
    steady_costs(program, iterate)
    smooth_costs(program, iterate, pace_free=True)
    for rider, others in enumerate(effort_variables(program, iterate)):
        power_rows(program, iterate, rider, others=others)
    for fact in at_moments(iterate.facts, sampled):
        uncertain_fact(program, iterate, sampled, fact, fact_sd_m[fact.id])
    return program
