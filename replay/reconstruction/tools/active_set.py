"""The minimum of a quadratic program from a guess of the inequalities that bind: a dual active-set method.

With the rows that bind given, the minimum is one linear system. Rows that press the wrong way are let go and rows that
are missed are added, in such a way that the dual objective rises; so it ends, at the minimum of all rows, which is
checked. From a good guess this takes a turn or two, where an interior point method starts from nothing each time.

Goldfarb and Idnani, *A numerically stable dual method for solving strictly convex quadratic programs*, 1983. The turns
within the rows at hand are those of Lawson and Hanson, *Solving least squares problems*, 1974, chapter 23.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from scipy.sparse.linalg import splu

from replay.base.units import Floats, Mask
from replay.reconstruction.tools.asked_rows import MET, AskedRows, Row
from replay.reconstruction.tools.row_generation import Minimum

_AT_REST = 1e-7
"""The costs are at rest if no derivative of them is larger, relative to the largest that is balanced there."""

_MOST_TURNS = 12
"""Turns after which it is given up. From the rows of the program before two are usual and ten are many."""

_MOST_FACTORED = 50
"""Systems of the rows that are factorised at most, one for each turn and each row that is let go: about what the other
method costs. In a race with a contradiction in it (a semifinal of Tokyo) some programs took 300, and five times as
long as from nothing."""

_MOST_VARIABLES = 3000
"""Variables without levels above which it is not begun: a row costs a column of that length, and the rows that bind
grow with the variables. Six riders over 1500 m have 1500."""

_MOST_OF_STORES = 60
"""Rows of a guess that bound levels of stores, above which it is not begun: an interior point calls many of them
binding where the levels are free, and each costs a system."""

_SLOW_TURNS, _SLOW = 3, 0.5
"""It is given up when the worst row is missed by more than so much of what it was so many turns before. The time at
which a store was last at its bound may move by one in each turn, and then there are many turns."""

_MORE_ROWS, _TIMES_ROWS = 100, 3
"""It is given up, too, when more rows than so many times those of the guess and so many more have been looked at: each
is a column as long as the program has variables. A guess as bad as that ends late or not at all."""

_TINY, _FLAT = 1e-9, 1e-5
"""Regularises the curvature, relative to curvatures of about 1, and that of variables whose costs have none; refining
takes it out again. Flatter variables go further before a row stops them, and cost digits of the others in that row."""

_TINY_ROW = 1e-10
"""Regularises the rows that bind, relative to each of them: rows that say the same share what they have to bear."""

_REFINED = 3
"""Steps of refinement of what is found. One is enough unless variables cost next to nothing."""


class _GivenUpError(Exception):
    """The method does not get there: another has to."""


def from_guess(
    hessian: sparse.csc_matrix,
    gradient: Floats,
    equal: sparse.csc_matrix,
    right_equal: Floats,
    asked: AskedRows,
    *,
    guess: Sequence[int],
) -> Minimum | None:
    """The minimum, or None where it is not found so: it does not exist, or numbers do not allow it.

    guess  inequalities that may bind; what is found does not depend on it, how soon does
    """
    likely, kept = asked.likely(guess), asked.kept
    if len(kept) > _MOST_VARIABLES or sum(isinstance(row, tuple) for row in likely) > _MOST_OF_STORES:
        return None
    dual = _Dual(sparse.csc_matrix(hessian[kept][:, kept]), gradient[kept], equal[:, kept].tocsr(), right_equal)
    try:
        step, found = _minimum(dual, asked, likely)
    except _GivenUpError:
        return None
    return Minimum(asked.whole(step), tuple(sorted({row if isinstance(row, int) else row[0] for row in found})))


class _Dual:
    """A program in the multipliers of its rows: what a row presses, moves all variables, and so all other rows.

    Rows are added when they are first asked for, with the column that says how they move the variables. The equalities
    are rows that bind always. Each of them also costs, which changes nothing where it is met and gives curvature to
    variables that only equalities decide about.
    """

    def __init__(self, hessian: sparse.csc_matrix, gradient: Floats, equal: sparse.csr_matrix, right: Floats) -> None:
        self.hessian, self.gradient, self.always = hessian, gradient, len(right)
        regular = sparse.diags(np.where(hessian.diagonal() > 0, _TINY, _FLAT))
        system = hessian + regular + equal.T @ equal
        # The system is positive definite: it needs no pivoting, and keeps its sparsity without. Supernodes do not pay
        # where a column has a dozen entries: without them it takes 4 instead of 6 ms for six riders.
        order = {"permc_spec": "MMD_AT_PLUS_A", "diag_pivot_thresh": 0.0, "options": {"SymmetricMode": True}}
        try:
            self._factor = splu(sparse.csc_matrix(system), relax=1, panel_size=1, **order)
        except RuntimeError as error:
            raise _GivenUpError from error
        self.free = self._factor.solve(equal.T @ right - gradient)
        self._place: dict[Hashable, int] = {}
        self._rows = sparse.csr_matrix((0, len(gradient)))
        self._right = np.zeros(0)
        self._moves = np.zeros((0, len(gradient)))
        self._pressing = np.zeros((0, 0))
        self._systems = 0
        self._add([("equality", number) for number in range(len(right))], equal, right)

    def add(self, wanted: Sequence[Row], asked: AskedRows) -> None:
        """See to it that these rows can be spoken of."""
        new = sorted({row for row in wanted if row not in self._place}, key=lambda row: (not isinstance(row, int), row))
        if new:
            self._add(new, *asked.rows(new))

    def _add(self, names: Sequence[Hashable], rows: sparse.csr_matrix, right: Floats) -> None:
        self._place |= {name: len(self._right) + number for number, name in enumerate(names)}
        moves = self._factor.solve(np.asfortranarray(rows.toarray().T))
        self._rows = sparse.csr_matrix(sparse.vstack([self._rows, rows]))
        self._right = np.concatenate([self._right, right])
        self._moves = np.vstack([self._moves, moves.T])
        beside = self._rows @ moves
        before = len(self._right) - len(right)
        self._pressing = np.block([[self._pressing, beside[:before]], [beside[:before].T, beside[before:]]])

    @property
    def count(self) -> int:
        """The rows that were added."""
        return len(self._right) - self.always

    def places(self, rows: Sequence[Row]) -> NDArray[np.intp]:
        """Where the equalities and these rows are among all that were added."""
        return np.array([*range(self.always), *(self._place[row] for row in rows)], dtype=np.intp)

    def balance(self, at: NDArray[np.intp]) -> Floats:
        """(N,) multipliers with which all these rows are met, exact but for what regularising leaves."""
        return np.asarray(self._factored(at)(self._rows[at] @ self.free - self._right[at]))

    def _factored(self, at: NDArray[np.intp]) -> Callable[[Floats], Floats]:
        """How much rows have to press to move each other by something, as a function of that."""
        self._systems += 1
        if self._systems > _MOST_FACTORED:
            raise _GivenUpError
        press = self._pressing[np.ix_(at, at)]
        own = press.diagonal()
        # A row in which nothing is left, because the level that it bounds is at its own bound, moves nothing.
        press[np.diag_indices(len(at))] += np.where(own > 0, _TINY_ROW * own, 1.0)
        try:
            factor = cho_factor(press, lower=True, check_finite=False)
        except LinAlgError as error:
            raise _GivenUpError from error
        return partial(cho_solve, factor, check_finite=False)

    def refined(self, at: NDArray[np.intp], multipliers: Floats, times: int) -> _Point:
        """The variables that go with these multipliers, and the multipliers, without what regularising leaves."""
        rows, right, moves = self._rows[at], self._right[at], self._moves[at]
        step, pressed = self.free - multipliers @ moves, self._factored(at)
        for _ in range(times):
            step = step - self._factor.solve(self.gradient + self.hessian @ step + rows.T @ multipliers)
            more = pressed(rows @ step - right)
            step, multipliers = step - more @ moves, multipliers + more
        pressing = rows.T @ multipliers
        pulled = np.abs(self.gradient + self.hessian @ step + pressing).max()
        balanced = max(1.0, np.abs(pressing).max(initial=0.0))
        return _Point(step, multipliers, float(pulled / balanced), float(np.abs(rows @ step - right).max(initial=0.0)))


class _Point(NamedTuple):
    """A point in which some rows are met, what they press, and how far it is from what it should be.

    pulled: largest derivative of costs and rows together, relative to the largest that is balanced
    missed: by how much the worst of these rows is
    """

    step: Floats
    multipliers: Floats
    pulled: float
    missed: float

    def exact(self, always: int) -> bool:
        """Whether the costs are at rest there, and no row but the first ones presses the wrong way."""
        least = self.multipliers[always:].min(initial=0.0)
        largest = np.abs(self.multipliers).max(initial=1.0)
        return self.pulled <= _AT_REST and self.missed <= MET and bool(least >= -_AT_REST * largest)


def _minimum(dual: _Dual, asked: AskedRows, guess: Sequence[Row]) -> tuple[Floats, list[Row]]:
    """The minimum and the rows that bind there. Raises _GivenUpError."""
    binding: list[Row] = []
    multipliers = np.zeros(dual.always)
    more: Sequence[Row] = guess
    highest, careful, worst = -np.inf, False, list[float]()
    most = _TIMES_ROWS * len(guess) + _MORE_ROWS
    for _ in range(_MOST_TURNS):
        if dual.count + len(more) > most:
            break
        dual.add(more, asked)
        binding, multipliers = _pressed(dual, [*binding, *more], np.append(multipliers, np.zeros(len(more))))
        at = dual.places(binding)
        step = dual.refined(at, multipliers, 1).step
        missed = _missed(asked, step, binding)
        if not missed:
            point = dual.refined(at, multipliers, _REFINED)
            missed = _missed(asked, point.step, binding)
            if not missed and not point.exact(dual.always):
                break
            if not missed:
                return point.step, binding
        worst.append(max(over for over, _ in missed))
        if len(worst) > _SLOW_TURNS and worst[-1] > _SLOW * worst[-1 - _SLOW_TURNS]:
            break
        # The dual objective rises with each row that is added alone; several at once may take turns.
        height = float(0.5 * step @ (dual.hessian @ step) + dual.gradient @ step)
        careful = careful or height <= highest
        highest = height
        more = [max(missed, key=itemgetter(0))[1]] if careful else [row for _, row in missed]
    raise _GivenUpError


def _missed(asked: AskedRows, step: Floats, binding: Sequence[Row]) -> list[tuple[float, Row]]:
    """What is missed of the rows that are not said to bind."""
    known = set(binding)
    return [(over, row) for over, row in asked.missed(step) if row not in known]


def _pressed(dual: _Dual, rows: list[Row], multipliers: Floats) -> tuple[list[Row], Floats]:
    """Of these rows those that press, and how much, when the others are let go.

    multipliers: of the equalities and these rows, none of which presses the wrong way
    """
    kept = list(rows)
    while True:
        wanted = dual.balance(dual.places(kept))
        wrong = wanted < 0
        wrong[: dual.always] = False
        if not wrong.any():
            return kept, wanted
        share = np.where(wrong, multipliers / np.where(wrong, multipliers - wanted, 1.0), 1.0)
        multipliers = multipliers + share.min() * (wanted - multipliers)
        gone: Mask = wrong & (share <= share.min())
        kept = [row for row, lost in zip(kept, gone[dual.always :], strict=True) if not lost]
        multipliers = multipliers[~gone]
