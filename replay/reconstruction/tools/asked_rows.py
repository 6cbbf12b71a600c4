"""The inequalities of a quadratic program without the levels of its stores: what an active-set method looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from replay.base.units import Floats
from replay.reconstruction.tools.stores import Store, taken_out, worst_of_runs

MET = 1e-7
"""Rows are met if none is missed by more: what Clarabel leaves, too."""

Row = int | tuple[int, int, int]
"""A row of the program; or one that bounds a level from above, which store it is of and when that is at its bound."""


@dataclass(frozen=True, slots=True, eq=False)
class AskedRows:
    """All inequalities, in the variables that are no levels of stores.

    size    number of variables with levels
    kept    columns that are no levels
    plain   which rows speak of no level
    less    (number of these, number of columns kept)
    right   their right-hand sides
    stores  what the others say
    speaks  for each row of the program the number of the store that it speaks of, -1 for none
    """

    size: int
    kept: NDArray[np.intp]
    plain: NDArray[np.intp]
    less: sparse.csr_matrix
    right: Floats
    stores: tuple[Store, ...]
    speaks: NDArray[np.intp]

    @classmethod
    def of(cls, size: int, less: sparse.csr_matrix, right: Floats, stores: Sequence[slice]) -> AskedRows:
        """The inequalities less @ z <= right of a program with these stores."""
        store_of = np.full(size, -1, dtype=np.intp)
        for number, columns in enumerate(stores):
            store_of[columns] = number
        level = store_of >= 0
        speaks = np.full(less.shape[0], -1, dtype=np.intp)
        on_level = level[less.indices]
        entries_of = np.repeat(np.arange(less.shape[0]), np.diff(less.indptr))
        speaks[entries_of[on_level]] = store_of[less.indices[on_level]]
        plain, kept = np.flatnonzero(speaks < 0), np.flatnonzero(~level)
        # Rows that speak of no level keep all that is in them, so their columns are only counted anew: scipy takes
        # four times as long to pick columns.
        few, place = less[plain], np.cumsum(~level) - 1
        few = sparse.csr_matrix((few.data, place[few.indices], few.indptr), shape=(len(plain), len(kept)))
        own = [np.flatnonzero(speaks == number) for number in range(len(stores))]
        taken = tuple(
            taken_out(less[rows], right[rows], rows, columns, kept) for rows, columns in zip(own, stores, strict=True)
        )
        return cls(size, kept, plain, few, right[plain], taken, speaks)

    def likely(self, guess: Sequence[int]) -> list[Row]:
        """The rows of a guess; of those on levels, the ones for when the stores are at their bounds at the base."""
        rows: list[Row] = [int(row) for row in np.intersect1d(guess, self.plain)]
        for number, store in enumerate(self.stores):
            _, since = store.missed(np.zeros(len(self.kept)))
            rows += [(int(store.rows[k]), number, int(since[k])) for k in np.flatnonzero(np.isin(store.rows, guess))]
        return rows

    def missed(self, step: Floats) -> list[tuple[float, Row]]:
        """Of each run of neighbouring rows that are missed the worst, and by how much."""
        over = self.less @ step - self.right
        found: list[tuple[float, Row]] = [(float(over[k]), int(self.plain[k])) for k in worst_of_runs(over, MET)]
        for number, store in enumerate(self.stores):
            over, since = store.missed(step)
            found += [(float(over[k]), (int(store.rows[k]), number, int(since[k]))) for k in worst_of_runs(over, MET)]
        return found

    def rows(self, wanted: Sequence[Row]) -> tuple[sparse.csr_matrix, Floats]:
        """These rows and their right-hand sides."""
        plain = np.searchsorted(self.plain, [row for row in wanted if isinstance(row, int)])
        parts, right = [self.less[plain]], [self.right[plain]]
        for row in wanted:
            if not isinstance(row, int):
                store = self.stores[row[1]]
                one, bound = store.without_level(int(np.searchsorted(store.rows, row[0])), row[2])
                parts.append(one)
                right.append(np.array([bound]))
        return sparse.csr_matrix(sparse.vstack(parts)), np.concatenate(right)

    def whole(self, step: Floats) -> Floats:
        """(size,) with the lowest levels of the stores."""
        whole = np.zeros(self.size)
        whole[self.kept] = step
        for store in self.stores:
            whole[store.columns], _ = store.lowest(step)
        return whole
