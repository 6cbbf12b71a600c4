"""Levels of stores taken out of a quadratic program: rows that speak of what the levels must at least be instead.

A level costs nothing. It is bounded from below by itself and by the level before it, and rows bound it from above. So
a program can be met if and only if it is met by the lowest levels that there can be, and a row that bounds a level from
above becomes one row without levels for each time at which the store may have been at its bound (Fourier-Motzkin
elimination). There are many such rows and few of them bind, so each is made when it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from replay.base.units import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Store:
    """One store of n levels: level >= least, and level[i + 1] >= level[i] + grows[i] @ x - held[i].

    columns  where the levels are among the variables of the program
    least    (n,) bounds from below
    grows    (n - 1, size) in the variables that are no levels
    held     (n - 1,)
    rows     (U,) which rows of the program bound levels from above: most @ x + share * level[at] <= right
    most     (U, size) in the variables that are no levels
    at       (U,) which level each speaks of
    share    (U,) > 0
    right    (U,)
    """

    columns: slice
    least: Floats
    grows: sparse.csr_matrix
    held: Floats
    rows: NDArray[np.intp]
    most: sparse.csr_matrix
    at: NDArray[np.intp]
    share: Floats
    right: Floats

    def lowest(self, step: Floats) -> tuple[Floats, NDArray[np.intp]]:
        """(n,) the lowest levels, and for each the last time before it at which the store is at its bound."""
        gained = np.concatenate([[0.0], np.cumsum(self.grows @ step - self.held)])
        above = self.least - gained
        highest = np.maximum.accumulate(above)
        times = np.arange(len(above))
        return gained + highest, np.maximum.accumulate(np.where(above >= highest, times, 0))

    def missed(self, step: Floats) -> tuple[Floats, NDArray[np.intp]]:
        """(U,) by how much each row from above is missed with the lowest levels, and the time as in `lowest`."""
        level, since = self.lowest(step)
        return self.most @ step + self.share * level[self.at] - self.right, since[self.at]

    def without_level(self, number: int, since: int) -> tuple[sparse.csr_matrix, float]:
        """(1, size) and its right-hand side: one of the rows from above, the store being at its bound at a time."""
        until, share = self.at[number], self.share[number]
        grown = share * np.ones(until - since) @ self.grows[since:until]
        right = self.right[number] - share * (self.least[since] - self.held[since:until].sum())
        return sparse.csr_matrix(self.most[number] + sparse.csr_matrix(np.atleast_2d(grown))), float(right)


def taken_out(
    less: sparse.csr_matrix, right: Floats, rows: NDArray[np.intp], columns: slice, other: NDArray[np.intp]
) -> Store:
    """The store whose levels are in these columns of the inequalities less @ z <= right.

    rows   the numbers of these inequalities in their program
    other  the columns that are no levels of any store

    Raises ValueError if the inequalities bound levels in another way.
    """
    levels = sparse.csr_matrix(less[:, columns])
    size = np.diff(levels.indptr)
    single, double = np.flatnonzero(size == 1), np.flatnonzero(size == 2)
    at, share = levels.indices[levels.indptr[single]], levels.data[levels.indptr[single]]
    least = np.full(levels.shape[1], -np.inf)
    below = share < 0
    least[at[below]] = right[single[below]] / share[below]
    first, second = levels.indptr[double], levels.indptr[double] + 1
    steps = (levels.data[first] == 1) & (levels.data[second] == -1) & (np.diff(levels.indices[first], prepend=-1) == 1)
    alone = less[single[below]].nnz == below.sum()
    if (
        size.max(initial=0) > 2
        or not steps.all()
        or len(double) != len(least) - 1
        or np.isinf(least).any()
        or not alone
    ):
        raise ValueError("a store is bounded from below, grows from each level to the next, and is bounded from above")
    upper = single[~below]
    return Store(
        columns,
        least,
        less[double][:, other],
        right[double],
        rows[upper],
        less[upper][:, other],
        at[~below],
        share[~below],
        right[upper],
    )


def worst_of_runs(over: Floats, most: float) -> NDArray[np.intp]:
    """Where values are above a bound, the largest of each run of neighbours."""
    bad = np.flatnonzero(over > most)
    if not len(bad):
        return bad
    run = np.cumsum(np.diff(bad, prepend=bad[0]) > 1)
    order = np.lexsort((-over[bad], run))
    return np.asarray(bad[order[np.unique(run[order], return_index=True)[1]]])
