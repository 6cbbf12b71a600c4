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

    A minimum of fewer rows that breaks none of the others is the minimum of all. As long as it breaks some, these and
    those that it comes near to are added; rows only grow, so this ends. A store is left out with all rows that speak of
    it: its levels are the lowest that there can be, and if they break a row it is one of the program from then on.

    upper        the upper half of the Hessian
    seldom       for each inequality the room from which on it is left out
    asked        the same inequalities without the levels of stores
    store_rooms  for each store the room of its rows from which on it is left out
    """
    at_base = np.zeros(len(asked.kept))
    rooms = zip(asked.stores, store_rooms, strict=True)
    without = np.array([_room(store, at_base) > room for store, room in rooms], dtype=bool)
    taken = right_less <= seldom
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
        taken |= broken | (room <= seldom)


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
        solution = clarabel.DefaultSolver(upper, gradient, rows, right, cones, _settings(refined=refined)).solve()
        status = str(solution.status)
        if status == "Solved" or (refined and status == "AlmostSolved"):
            inequalities = slice(len(right_equal), None)
            return np.asarray(solution.x), np.asarray(solution.z)[inequalities] > np.asarray(solution.s)[inequalities]
    raise SolverError(status)


def _settings(*, refined: bool) -> clarabel.DefaultSettings:
    """How Clarabel is run. refined: whether each linear solution is refined."""
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    # On several threads sums come in another order, and two runs would differ in their last digits.
    settings.max_threads = 1
    # Left to choose, Clarabel takes its supernodal factorisation (faer) for large programs. Those of many riders are so
    # sparse that it costs three times as much: 4.7 instead of 1.7 s for 24 riders (9400 variables, 61 000 rows).
    settings.direct_solve_method = "qdldl"
    # Clarabel's own equilibration does badly with slack columns of very different size. On a program of 2091 variables
    # and 13 140 rows it took 125 to 200 iterations, 0.9 s, to "AlmostSolved" and was 20 mm off; without it 25
    # iterations, 0.17 s, and 16 micrometres.
    settings.equilibrate_enable = False
    settings.iterative_refinement_enable = refined
    return settings
