"""Rows of a matrix as a list of what is in them: light values, of which programs are put together.

A program has thousands of small matrices, mostly four entries a row (a spline has four coefficients at any time).
SciPy's matrices check and sort themselves at every step: they took half of the time in which a program is built.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from replay.base.units import Floats, Mask

Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class SparseRows:
    """An (N, width) matrix by its E entries; those in one place add up.

    row     (E,) where each entry is ..
    column  (E,)
    value   (E,) ..and what it is
    shape   (N, width)
    """

    row: Indices
    column: Indices
    value: Floats
    shape: tuple[int, int]

    # NumPy would take the rows for a scalar, and multiply each number of an array by all of them.
    __array_ufunc__ = None

    @classmethod
    def banded(cls, first: Indices, weights: Floats, width: int) -> SparseRows:
        """Rows with neighbouring entries (N, k), each row from its first column (N,) on."""
        count, band = weights.shape
        row = np.repeat(np.arange(count), band)
        return cls(row, (first[:, None] + np.arange(band)).ravel(), weights.ravel(), (count, width))

    @classmethod
    def picking(cls, columns: Indices, width: int) -> SparseRows:
        """Rows that pick these of `width` values: rows of the identity."""
        return cls.banded(columns, np.ones((len(columns), 1)), width)

    @classmethod
    def of(cls, matrix: Floats) -> SparseRows:
        """The rows of a dense matrix (N, width), or a single row (width,)."""
        dense = np.atleast_2d(matrix)
        row, column = np.nonzero(dense)
        return cls(row, column, dense[row, column], dense.shape)

    def __neg__(self) -> SparseRows:
        return replace(self, value=-self.value)

    def __mul__(self, factor: Floats | float) -> SparseRows:
        """All entries times a number, or each row times its own of N."""
        return replace(self, value=self.value * (factor[self.row] if isinstance(factor, np.ndarray) else factor))

    __rmul__ = __mul__

    def __truediv__(self, divisor: float) -> SparseRows:
        return replace(self, value=self.value / divisor)

    def __add__(self, other: SparseRows) -> SparseRows:
        """The sum of two matrices of one shape."""
        if self.shape != other.shape:
            raise ValueError(f"rows of shape {other.shape} cannot be added to rows of shape {self.shape}")
        return SparseRows(
            np.concatenate([self.row, other.row]),
            np.concatenate([self.column, other.column]),
            np.concatenate([self.value, other.value]),
            self.shape,
        )

    def __sub__(self, other: SparseRows) -> SparseRows:
        return self + -other

    def __getitem__(self, use: Mask | slice) -> SparseRows:
        """Some of the rows, in the order in which they are: those of a mask (N,), or of a slice."""
        kept = np.zeros(self.shape[0], dtype=bool)
        kept[use] = True
        entries, place = kept[self.row], np.cumsum(kept) - 1
        row, column, value = place[self.row[entries]], self.column[entries], self.value[entries]
        return SparseRows(row, column, value, (int(np.count_nonzero(kept)), self.shape[1]))

    def placed(self, place: Indices, count: int) -> SparseRows:
        """A matrix of `count` rows in which these N are in the given places (N,); rows in one place add up."""
        return SparseRows(place[self.row], self.column, self.value, (count, self.shape[1]))

    def __matmul__(self, values: Floats) -> Floats:
        """(N,) each row times the values (width,)."""
        return np.asarray(np.bincount(self.row, self.value * values[self.column], self.shape[0]), dtype=float)

    def csr(self) -> sparse.csr_matrix:
        """The same as a matrix of SciPy."""
        return sparse.csr_matrix((self.value, (self.row, self.column)), shape=self.shape)

    def dense(self) -> Floats:
        """The same with all its zeros."""
        return np.asarray(self.csr().toarray())
