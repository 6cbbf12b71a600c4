"""The curvature of a normal distribution: how uncertain sums of variables are, and how they hang together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import SuperLU

from replay.base.units import Floats


@dataclass(frozen=True, eq=False)
class Curvature:
    """The system of a normal distribution, factorised. shape: variables, rows of costs, equalities it was made of."""

    shape: tuple[int, int, int]
    system: sparse.csc_matrix
    factor: SuperLU

    def covariance(self, wanted: Floats) -> Floats:
        """(size, N) the covariance of all variables with N sums of them (size, N)."""
        right = np.vstack([wanted, np.zeros((self.shape[2], wanted.shape[1]))])
        solved = self.factor.solve(right)
        # One step of refinement: the equalities have pivots of `_TINY`, which cost digits where nothing is pivoted.
        solved += self.factor.solve(right - self.system @ solved)
        return np.asarray(solved[: self.shape[0]])
