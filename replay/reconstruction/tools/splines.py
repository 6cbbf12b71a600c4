"""Uniform cubic B-splines: smooth functions of time that are linear in their coefficients.

The splines are not clamped at their ends, so derivatives have plain differences of the coefficients as their own
coefficients: bounds on those hold at all times, between samples as well (convex hull property).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.sparse.linalg import splu

from replay.base.units import Floats
from replay.reconstruction.tools.sparse_rows import SparseRows

DEGREE = 3
"""Cubic: acceleration is continuous, jerk is constant within a cell, so a bound on each coefficient of it is a bound on
jerk. With degrees 3, 4 and 5 and knots each second, half or quarter second, nine runs in all, a final came out with
the same winner's time within 0.03 s in seven; the other two had found other pass windows."""

_SMOOTHING = 1e-6
"""Of third differences in a fit, beside squared metres: decides coefficients that no sample touches, and no others."""

# Row k holds the polynomial in the cell's local time u of the k-th of the four splines that are not zero there,
# lowest power first (de Boor, A Practical Guide to Splines, uniform knots).
_PIECES = np.array([[1, -3, 3, -1], [4, 0, -6, 3], [1, 3, 3, -3], [0, 0, 0, 1]], dtype=float) / 6


@dataclass(frozen=True, slots=True)
class Basis:
    """Cubic B-splines on an even grid of knots.

    start_s  first time at which the spline is defined
    step_s   distance of knots
    cells    number of knot intervals; the spline has cells + 3 coefficients
    """

    start_s: float
    step_s: float
    cells: int

    @property
    def count(self) -> int:
        """Number of coefficients."""
        return self.cells + DEGREE

    @property
    def end_s(self) -> float:
        """Last time at which the spline is defined."""
        return self.start_s + self.cells * self.step_s

    @property
    def knots_s(self) -> Floats:
        """(cells + 1,) times of the knots."""
        return np.asarray(self.start_s + self.step_s * np.arange(self.cells + 1), dtype=float)

    @property
    def centres_s(self) -> Floats:
        """(count,) time around which each coefficient acts (Greville abscissae)."""
        return np.asarray(self.start_s + self.step_s * (np.arange(self.count) - 1.0), dtype=float)

    def matrix(self, time_s: ArrayLike, derivative: int = 0) -> SparseRows:
        """(N, count) matrix that takes coefficients to values (or derivatives) at N times, clipped to the grid."""
        times = np.atleast_1d(np.asarray(time_s, dtype=float))
        cell, local = self._locate(times)
        return self._rows(cell, self._weights(local, derivative))

    def combined(self, time_s: ArrayLike, factors: Mapping[int, Floats]) -> SparseRows:
        """(N, count) matrix that takes coefficients to a sum of derivatives at N times, each times its factors (N,).

        factors  by order of the derivative; 0 is the value

        All orders touch the same four coefficients, so this is one matrix of 4 N entries.
        """
        times = np.atleast_1d(np.asarray(time_s, dtype=float))
        cell, local = self._locate(times)
        weights = sum(factor[:, None] * self._weights(local, order) for order, factor in factors.items())
        return self._rows(cell, np.asarray(weights))

    def values(self, coefficients: Floats, time_s: ArrayLike, derivative: int = 0) -> Floats:
        """Values at N times of one spline (count,) -> (N,), or of several (R, count) -> (R, N)."""
        times = np.atleast_1d(np.asarray(time_s, dtype=float))
        cell, local = self._locate(times)
        weights = self._weights(local, derivative)
        picked = coefficients[..., cell[:, None] + np.arange(DEGREE + 1)]
        return np.asarray((picked * weights).sum(axis=-1))

    def difference(self, order: int) -> SparseRows:
        """(count - order, count) matrix to the coefficients of the derivative of that order."""
        return _difference(self.count, self.step_s, order)

    def fit(self, time_s: Floats, values: Floats) -> Floats:
        """(R, count) coefficients of the splines nearest to (R, N) values at N times, by least squares.

        Third differences cost a very little, so that coefficients without a sample near them are decided too.
        """
        matrix, rough = self.matrix(time_s).csr(), self.difference(3).csr()
        normal = (matrix.T @ matrix + _SMOOTHING * (rough.T @ rough)).tocsc()
        return np.asarray(splu(normal).solve(matrix.T @ values.T)).T

    def coarser(self, spans: tuple[tuple[float, float], ...], times: int) -> sparse.csr_matrix:
        """(count, fewer) from the coefficients of splines with fewer knots to those of the same splines here.

        spans  race times from and to which but one knot in `times` is left
        """
        return _coarser(self, spans, times)

    def _rows(self, cell: NDArray[np.intp], weights: Floats) -> SparseRows:
        """(N, count) matrix with these weights (N, 4) of the splines that are not zero in each cell (N,)."""
        return SparseRows.banded(cell, weights, self.count)

    def _locate(self, times: Floats) -> tuple[NDArray[np.intp], Floats]:
        """(N,) cell of each time and (N,) where in it, 0 to 1."""
        position = np.clip((times - self.start_s) / self.step_s, 0.0, float(self.cells))
        cell = np.minimum(position.astype(np.intp), self.cells - 1)
        return cell, position - cell

    def _weights(self, local: Floats, derivative: int) -> Floats:
        """(N, 4) of the four splines that are not zero at N places in their cells."""
        pieces = _pieces(derivative, self.step_s)
        return np.vander(local, pieces.shape[1], increasing=True) @ pieces.T


@lru_cache(maxsize=32)
def _pieces(derivative: int, step_s: float) -> Floats:
    """(4, 4 - derivative) the polynomials of `_PIECES`, derived by time."""
    pieces = _PIECES
    for _ in range(derivative):
        pieces = pieces[:, 1:] * np.arange(1, pieces.shape[1]) / step_s
    return pieces


_ROUNDING = 1e-12
"""What is left of a share that is nothing."""


@lru_cache(maxsize=8)
def _coarser(basis: Basis, spans: tuple[tuple[float, float], ...], times: int) -> sparse.csr_matrix:
    """As `Basis.coarser`: each row from the knots about it alone (the Oslo algorithm; Cohen, Lyche and Riesenfeld,
    Discrete B-splines and subdivision techniques, 1980)."""
    knots = basis.start_s + basis.step_s * (np.arange(basis.count + DEGREE + 1) - DEGREE)
    kept = np.ones(len(knots), dtype=bool)
    number = np.arange(len(knots))
    inner = (number > DEGREE) & (number < basis.count)
    for start_s, end_s in spans:
        within = np.flatnonzero(inner & (knots > start_s) & (knots < end_s))
        kept[within] = np.arange(len(within)) % times == 0
    few, rows = knots[kept], np.arange(basis.count)
    # The last of the few knots that is no later than the first of each row's own.
    cell = np.cumsum(kept)[np.maximum(rows, DEGREE)] - 1
    shares = np.ones((basis.count, 1))
    for degree in range(1, DEGREE + 1):
        above = cell[:, None] + np.arange(1, degree + 1)
        low, high = few[above - degree], few[above]
        up = (knots[rows + degree][:, None] - low) / (high - low)
        shares = np.pad(shares * (1 - up), ((0, 0), (0, 1))) + np.pad(shares * up, ((0, 0), (1, 0)))
    shares[np.abs(shares) < _ROUNDING] = 0.0
    columns = cell[:, None] + np.arange(-DEGREE, 1)
    where = (np.repeat(rows, DEGREE + 1), columns.ravel())
    found = sparse.csr_matrix((shares.ravel(), where), shape=(basis.count, len(few) - DEGREE - 1))
    found.eliminate_zeros()
    return found


@lru_cache(maxsize=32)
def _difference(count: int, step_s: float, order: int) -> SparseRows:
    weights = np.array([(-1) ** (order - k) * comb(order, k) for k in range(order + 1)]) / step_s**order
    first = np.arange(count - order)
    return SparseRows.banded(first, np.tile(weights, (len(first), 1)), count)
