"""A convex quadratic program with named parts, and its solution by Clarabel.

minimise  sum of weight / 2 * |A z - b|^2  +  linear costs,  subject to  E z = e,  G z <= h.

Rows are given in terms of named variable blocks. The program is solved in deviations from a base point, because
positions of a kilometre beside tolerances of a micrometre would cost digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.sparse.linalg import splu

from replay.base.units import Floats
from replay.reconstruction.tools.active_set import from_guess
from replay.reconstruction.tools.asked_rows import AskedRows
from replay.reconstruction.tools.curvature import Curvature
from replay.reconstruction.tools.directions import Directions
from replay.reconstruction.tools.row_generation import SolverError, by_row_generation
from replay.reconstruction.tools.row_names import RowName, RowNames
from replay.reconstruction.tools.sparse_rows import SparseRows

__all__ = ["Program", "RowName", "Solution", "SolverError", "Terms"]

_TINY = 1e-9
"""Regularises the system that `spread` factorises, relative to curvatures of about 1: without it, variables that no
cost touches make it singular. Larger, and spreads that should be 0 grow (1e-9 leaves less than 0.1 mm of them)."""

_PIECE = 16
"""Spreads that are worked out together: each takes a column as long as the program has variables. With 32 and more
OpenBLAS takes threads for products of a few rows, and they wait for each other for longer than they work: on two
processors 129 columns of a program of six riders took 0.8 s of them instead of 0.01 s."""

Terms = Mapping[str, SparseRows | Floats]
"""Rows of a matrix by the blocks of variables that its columns belong to: block name -> (N, size of the block)."""


_ONE = SparseRows.of(np.ones(1))
"""One row of a block of one variable."""


class _Block(NamedTuple):
    """Rows for one block of variables: the block's first column, and the first row, among all of the program."""

    rows: SparseRows
    first_column: int
    first_row: int


@dataclass
class _Rows:
    """Rows of one kind (costs, equalities or inequalities) as they are added, with their right-hand sides."""

    blocks: list[_Block] = field(default_factory=list)
    factors: list[Floats] = field(default_factory=list)
    right: list[Floats] = field(default_factory=list)
    room: list[Floats] = field(default_factory=list)
    count: int = 0

    def add(
        self,
        terms: list[tuple[SparseRows, int]],
        right: ArrayLike,
        factor: ArrayLike = 1.0,
        seldom: ArrayLike = np.inf,
    ) -> None:
        """Rows, each times its factor, with the first column of the block of each term.

        right, factor and seldom (as in `Program.at_most`) are one number for all rows or one for each.
        """
        height = terms[0][0].shape[0]
        self.blocks += [_Block(rows, column, self.count) for rows, column in terms]
        for values, given in ((self.factors, factor), (self.right, right), (self.room, seldom)):
            values.append(np.full(height, given, dtype=float))
        self.count += height

    def matrix(self, width: int) -> sparse.csc_matrix:
        """(count, width) all rows in one matrix."""
        if not self.blocks:
            return sparse.csc_matrix((self.count, width))
        sizes = [len(block.rows.value) for block in self.blocks]
        row = np.concatenate([block.rows.row for block in self.blocks])
        row += np.repeat([block.first_row for block in self.blocks], sizes)
        column = np.concatenate([block.rows.column for block in self.blocks])
        column += np.repeat([block.first_column for block in self.blocks], sizes)
        value = np.concatenate([block.rows.value for block in self.blocks]) * _joined(self.factors)[row]
        return sparse.csc_matrix((value, (row, column)), shape=(self.count, width))

    def vector(self) -> Floats:
        """(count,) right-hand sides."""
        return _joined(self.right) * _joined(self.factors)

    def seldom(self) -> Floats:
        """(count,) the room from which on each row may be left out at first."""
        return _joined(self.room)


def _joined(parts: list[Floats]) -> Floats:
    return np.concatenate(parts) if parts else np.zeros(0)


class Program:
    """Built once, solved once. Blocks of variables are named; every block has a base value."""

    def __init__(self) -> None:
        self._offsets: dict[str, int] = {}
        self._base: list[Floats] = []
        self._size = 0
        self._costs = _Rows()
        self._equal = _Rows()
        self._less = _Rows()
        self._names = RowNames()
        self._stores: list[slice] = []
        self._store_rooms: list[float] = []
        self._linear: list[tuple[int, Floats]] = []
        self._lengths: dict[str, int] = {}
        self._along: dict[int, sparse.csr_matrix] = {}
        self._curvature: Curvature | None = None

    def variable(self, name: str, base: ArrayLike, *, along: sparse.csr_matrix | None = None) -> str:
        """Add a block of variables with the base values from which the solution is sought.

        along: (size of the block, fewer) the directions in which `solve` may go from there; None: in all
        """
        values = np.atleast_1d(np.asarray(base, dtype=float))
        self._offsets[name] = self._size
        self._lengths[name] = len(values)
        if along is not None:
            self._along[self._size] = along
        self._base.append(values)
        self._size += len(values)
        return name

    def store(self, name: str, base: ArrayLike, *, seldom: float = np.inf) -> str:
        """Add a block of levels of a store, one after the other: variables that nothing but inequalities speak of.

        Each is bounded from below by itself and by the one before it, and rows that speak of one level bound it from
        above (`stores.Store`). So `solve` may leave them out, and give the lowest that there can be.

        seldom: the room that these rows have at the base from which on the whole store is left out at first.
        """
        self.variable(name, base)
        self._stores.append(slice(self._offsets[name], self._size))
        self._store_rooms.append(seldom)
        return name

    def cost(self, terms: Terms, target: ArrayLike = 0.0, weight: ArrayLike = 1.0) -> None:
        """Add weight / 2 * |A z - target|^2, one weight for all rows or one for each."""
        self._costs.add(self._placed(terms), target, np.sqrt(weight))

    def has(self, name: str) -> bool:
        """Whether there is a block of that name."""
        return name in self._offsets

    def linear_cost(self, name: str, value: ArrayLike) -> None:
        """Add value . z of one block."""
        self._linear.append((self._offsets[name], np.full(self._lengths[name], value, dtype=float)))

    def slack(self, name: str, price: float, square: float = 0.0, *, count: int = 1) -> str:
        """Add a variable of at least 0 by which rows may be missed, at price * slack + square / 2 * slack^2.

        count: how many such variables the block has, each of them at that price.

        The price is linear so that rows are met exactly where that costs less than the price, and else missed by as
        little as possible (an exact penalty). A square alone would leave a little of every miss.
        """
        self.variable(name, np.zeros(count))
        self.linear_cost(name, price)
        each = _ONE if count == 1 else SparseRows.picking(np.arange(count), count)
        if square:
            self.cost({name: each}, 0.0, square)
        self.at_least({name: each}, 0.0)
        return name

    def equal(self, terms: Terms, right: ArrayLike) -> None:
        """Require A z = right."""
        self._equal.add(self._placed(terms), right)

    def at_most(self, terms: Terms, right: ArrayLike, *, seldom: ArrayLike = np.inf) -> None:
        """Require A z <= right.

        seldom: of rows that seldom bind, the room to the bound from which on a row is left out at first, one for all
        or one for each. It changes the time that `solve` takes and not what it finds (decision "row generation").
        """
        self._less.add(self._placed(terms), right, seldom=seldom)
        self._names.add("at most", terms, self._less.count)

    def at_least(self, terms: Terms, right: ArrayLike, *, seldom: ArrayLike = np.inf) -> None:
        """Require A z >= right. seldom: as in `at_most`."""
        self._less.add(self._placed(terms), right, -1.0, seldom)
        self._names.add("at least", terms, self._less.count)

    def solve(self, guess: Iterable[RowName] = (), *, bound: Iterable[RowName] = ()) -> Solution:
        """The minimum. Raises SolverError when there is none or it cannot be found accurately.

        guess: inequalities that may bind, as those of a program like this one do (`Solution.binding`), from which the
        minimum is sought. bound: such that are never left out, where it is found from nothing. They change the time
        that it takes and not what is found (decisions "warm starts", "row generation").

        Where nothing in the directions of `variable` meets the rows, all directions are free.
        """
        likely, kept = self._names.numbers(guess), self._names.numbers(bound)
        try:
            return self._solved(likely, kept, Directions.of(self._size, self._along))
        except SolverError:
            if not self._along:
                raise
            return self._solved(likely, kept, Directions.of(self._size, {}))

    def _solved(self, likely: list[int], kept: list[int], ways: Directions) -> Solution:
        """The minimum in these directions. Raises SolverError."""
        base = np.concatenate(self._base)
        root, wanted = self._costs.matrix(self._size), self._costs.vector()
        equal, less = self._equal.matrix(self._size), self._less.matrix(self._size).tocsr()
        right_equal = self._equal.vector() - equal @ base
        right_less = self._less.vector() - less @ base
        slope = root.T @ (root @ base - wanted)
        for offset, value in self._linear:
            slope[offset : offset + len(value)] += value
        root, equal, less = (ways.along(matrix) for matrix in (root, equal, less))
        hessian = sparse.csc_matrix(root.T @ root)
        rows = (ways.columns.T @ slope, sparse.csc_matrix(equal), right_equal, sparse.csr_matrix(less), right_less)
        asked = AskedRows.of(len(rows[0]), *rows[3:], [ways.place(store) for store in self._stores])
        found = from_guess(hessian, *rows[:3], asked, guess=likely) if likely else None
        failed = bool(likely) and found is None
        if found is None:
            upper = sparse.csc_matrix(sparse.triu(hessian))
            seldom = self._less.seldom()
            seldom[kept] = np.inf
            found = by_row_generation(upper, *rows, seldom, asked, self._store_rooms)
        values = base + ways.columns @ found.step
        return Solution(values, self._offsets, self._lengths, self._names.of(found.rows), failed)

    def violation(self, values: Mapping[str, ArrayLike] | None = None) -> float:
        """By how much the worst of all equalities and bounds is broken where blocks have these values, else their base.

        0 where all hold.
        """
        point = self._point(values or {})
        unequal = np.abs(self._equal.matrix(self._size) @ point - self._equal.vector())
        over = self._less.matrix(self._size) @ point - self._less.vector()
        return float(max(unequal.max(initial=0.0), over.max(initial=0.0)))

    def cost_of(self, values: Mapping[str, ArrayLike] | None = None) -> float:
        """What is minimised, where blocks have these values, else their base."""
        point = self._point(values or {})
        missed = self._costs.matrix(self._size) @ point - self._costs.vector()
        linear = sum(float(value @ point[offset : offset + len(value)]) for offset, value in self._linear)
        return 0.5 * float(missed @ missed) + linear

    def _point(self, values: Mapping[str, ArrayLike]) -> Floats:
        point = np.concatenate(self._base)
        for name, value in values.items():
            offset = self._offsets[name]
            point[offset : offset + self._lengths[name]] = value
        return point

    def spread(self, terms: Terms) -> Floats:
        """Standard deviation of each row A z, if costs are minus log probabilities and equalities are certain."""
        shape = (self._size, self._costs.count, self._equal.count)
        if self._curvature is None or self._curvature.shape != shape:
            self._curvature = self._factorised(shape)
        rows = _Rows()
        rows.add(self._placed(terms), 0.0)
        wanted = sparse.csr_matrix(rows.matrix(self._size))
        pieces = [wanted[start : start + _PIECE].toarray().T for start in range(0, rows.count, _PIECE)]
        variances = [(piece * self._curvature.covariance(piece)).sum(axis=0) for piece in pieces]
        return np.asarray(np.sqrt(np.maximum(np.concatenate(variances), 0.0)))

    def _factorised(self, shape: tuple[int, int, int]) -> Curvature:
        """The curvature of the costs on the surface of the equalities, factorised."""
        root, equal = self._costs.matrix(self._size), self._equal.matrix(self._size)
        hessian = root.T @ root + _TINY * sparse.identity(self._size)
        corner = -_TINY * sparse.identity(self._equal.count)
        system = sparse.bmat([[hessian, equal.T], [equal, corner]], format="csc")
        # The system is quasidefinite, so it needs no pivoting, and keeps its sparsity without: for 5 km and three
        # riders 73 000 entries instead of 2.7 million, and 0.1 instead of 1.3 s for a rider.
        order = {"permc_spec": "MMD_AT_PLUS_A", "diag_pivot_thresh": 0.0, "options": {"SymmetricMode": True}}
        return Curvature(shape, system, splu(system, **order))

    def _placed(self, terms: Terms) -> list[tuple[SparseRows, int]]:
        """The rows of each term, with the first column of its block."""
        return [
            (SparseRows.of(rows) if isinstance(rows, np.ndarray) else rows, self._offsets[name])
            for name, rows in terms.items()
        ]


@dataclass(frozen=True)
class Solution:
    """Values of all blocks, each as an array by its name.

    binding       names of the inequalities that bind there
    guess_failed  whether a guess of them was given, and the minimum had to be found from nothing all the same
    """

    values: Floats
    offsets: Mapping[str, int]
    lengths: Mapping[str, int]
    binding: frozenset[RowName] = frozenset()
    guess_failed: bool = False

    def __contains__(self, name: str) -> bool:
        return name in self.offsets

    def __getitem__(self, name: str) -> Floats:
        offset = self.offsets[name]
        return self.values[offset : offset + self.lengths[name]]
