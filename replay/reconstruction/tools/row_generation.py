"""The minimum of a quadratic program by Clarabel, with as few of its inequalities as it takes (row generation)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

import clarabel
import numpy as np
from scipy import sparse

from replay.base.errors import ReplayError
from replay.base.units import Floats, Mask
from replay.reconstruction.tools.asked_rows import AskedRows
from replay.reconstruction.tools.stores import Store

_REACH = 4
"""Rows are in the order of time, and one that breaks beside others that hold soon breaks there: so many on either side
come in with it, and twice as many in each further round. Without them what two of 23 riders may not do moved on by one
knot a round, in ten rounds; with them it is over in three."""

_LARGE_FACTOR = 1_500_000
"""From so many entries of the factor on Clarabel's supernodal factorisation (faer) pays: 23 riders over 3 km come to
1.9 and 2.1 million, and take 14 and 15 s without it, 9 and 6 s with it. With 1.4 million both take as long, and 24
riders behind a pacer (9400 variables, 61 000 rows) need 4.7 instead of 1.7 s with it."""

_BROKEN = 1e-7
"""A row that was left out is broken if it is missed by more. The solver leaves about as much of the rows it has."""


class SolverError(ReplayError):
    """The solver found no solution; `status` is its word for why.

    Clarabel proves infeasibility where it can ("PrimalInfeasible"); badly scaled programs also end in "NumericalError"
    or "InsufficientProgress". Both mean here that the program as asked has no answer to build on.
    """

    def __init__(self, status: str) -> None:
        super().__init__(f"the quadratic program has no solution ({status})")
        self.status = status


@dataclass(frozen=True, slots=True, eq=False)
class Minimum:
    """The minimum of a program, and which of its inequalities bind there.

    step  (size,) in deviations from the base point
    rows  numbers of rows, ascending
    """

    step: Floats
    rows: tuple[int, ...]


def by_row_generation(
    upper: sparse.csc_matrix,
    gradient: Floats,
    equal: sparse.csc_matrix,
    right_equal: Floats,
    less: sparse.csr_matrix,
    right_less: Floats,
    seldom: Floats,
    asked: AskedRows,
    store_rooms: Sequence[float],
) -> Minimum:
    """The minimum, found with as few inequalities, and levels of stores, as it takes. Raises SolverError.

    A minimum of fewer rows that breaks none of the others is the minimum of all. As long as it breaks some, these,
    the rows beside them and those that it comes near to are added; rows only grow, so this ends. A store is left out
    with all rows that speak of it: its levels are the lowest that there can be, and if they break a row it is one of
    the program from then on.

    upper        the upper half of the Hessian
    seldom       for each inequality the room from which on it is left out
    asked        the same inequalities without the levels of stores
    store_rooms  for each store the room of its rows from which on it is left out
    """
    at_base = np.zeros(len(asked.kept))
    rooms = zip(asked.stores, store_rooms, strict=True)
    without = np.array([_room(store, at_base) > room for store, room in rooms], dtype=bool)
    taken = right_less <= seldom
    reach = _REACH
    while True:
        out = np.append(without, False)
        use = taken & ~out[asked.speaks]
        columns = np.ones(len(gradient), dtype=bool)
        for store in compress(asked.stores, without):
            columns[store.columns] = False
        part = (upper[columns][:, columns], gradient[columns], equal[:, columns], right_equal)
        try:
            found, binds = _clarabel(*part, less[use][:, columns], right_less[use])
        except SolverError as error:
            # What fewer rows exclude all of them exclude. But without a row there may be no lowest cost.
            if use.all() or error.status == "PrimalInfeasible":
                raise
            taken[:], without[:] = True, False
            continue
        step = np.zeros(len(gradient))
        step[columns] = found
        for store in compress(asked.stores, without):
            step[store.columns], _ = store.lowest(step[asked.kept])
        room = right_less - less @ step
        broken = ~use & (room < -_BROKEN)
        if not broken.any():
            return Minimum(step, tuple(np.flatnonzero(use)[binds].tolist()))
        without[np.unique(asked.speaks[broken & out[asked.speaks]])] = False
        taken |= _widened(broken, reach) | (room <= seldom)
        reach *= 2


def _widened(rows: Mask, reach: int) -> Mask:
    """(N,) these rows and so many on either side of each."""
    found = np.flatnonzero(rows)
    edges = np.zeros(len(rows) + 1, dtype=int)
    np.add.at(edges, np.maximum(found - reach, 0), 1)
    np.add.at(edges, np.minimum(found + reach + 1, len(rows)), -1)
    return np.asarray(np.cumsum(edges[:-1]) > 0)


def _room(store: Store, step: Floats) -> float:
    """The room of the row that has the least of those that bound a store's levels from above."""
    missed, _ = store.missed(step)
    return -float(missed.max(initial=-np.inf))


def _clarabel(
    upper: sparse.csc_matrix,
    gradient: Floats,
    equal: sparse.csc_matrix,
    right_equal: Floats,
    less: sparse.csr_matrix,
    right_less: Floats,
) -> tuple[Floats, Mask]:
    """(size,) the minimum of one program, in deviations from the base point, and which inequalities bind there.

    Those bind whose multiplier is larger than their room: at an interior point each has a little of both.
    """
    cones = [clarabel.ZeroConeT(len(right_equal)), clarabel.NonnegativeConeT(len(right_less))]
    rows = sparse.csc_matrix(sparse.vstack([equal, less]))
    right = np.concatenate([right_equal, right_less])
    # Refining each linear solution takes half of the time and moves nobody by a tenth of a millimetre. It is done where
    # the solver does not get there without: then "AlmostSolved" (1e-4 instead of 1e-8) is better than no motion at all.
    for refined in (False, True):
        solution = _solver(upper, gradient, rows, right, cones, refined=refined).solve()
        status = str(solution.status)
        if status == "Solved" or (refined and status == "AlmostSolved"):
            inequalities = slice(len(right_equal), None)
            return np.asarray(solution.x), np.asarray(solution.z)[inequalities] > np.asarray(solution.s)[inequalities]
    raise SolverError(status)


def _solver(*program: object, refined: bool) -> clarabel.DefaultSolver:
    """Clarabel with the factorisation that is quicker for the program."""
    solver = clarabel.DefaultSolver(*program, _settings(refined=refined))
    if solver.get_info().linsolver.nnzL < _LARGE_FACTOR:
        return solver
    return clarabel.DefaultSolver(*program, _settings(refined=refined, supernodal=True))


def _settings(*, refined: bool, supernodal: bool = False) -> clarabel.DefaultSettings:
    """How Clarabel is run.

    refined     whether each linear solution is refined
    supernodal  whether columns of the factor that are alike are taken together
    """
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    # On several threads sums come in another order, and two runs would differ in their last digits.
    settings.max_threads = 1
    settings.direct_solve_method = "faer" if supernodal else "qdldl"
    # Clarabel's own equilibration does badly with slack columns of very different size. On a program of 2091 variables
    # and 13 140 rows it took 125 to 200 iterations, 0.9 s, to "AlmostSolved" and was 20 mm off; without it 25
    # iterations, 0.17 s, and 16 micrometres.
    settings.equilibrate_enable = False
    settings.iterative_refinement_enable = refined
    return settings
