"""Splines against SciPy's, and what their coefficients promise between the samples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.interpolate import BSpline

from replay.reconstruction.tools.splines import DEGREE, Basis

bases = st.builds(
    Basis,
    start_s=st.floats(-50, 50),
    step_s=st.sampled_from([0.25, 0.5, 1.0, 1.7]),
    cells=st.integers(4, 20),
)
seeds = st.integers(0, 2**32 - 1)


def drawn(basis: Basis, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 10, basis.count)


def inside(basis: Basis, count: int = 57) -> np.ndarray:
    """Times from end to end, off the knots, where the third derivative jumps."""
    return np.linspace(basis.start_s, basis.end_s, count)[1:-1] + 1e-7


@given(bases, seeds, st.integers(0, 3))
def test_values_and_derivatives_are_those_of_scipy(basis: Basis, seed: int, derivative: int) -> None:
    coefficients, times = drawn(basis, seed), inside(basis)
    knots = basis.start_s + basis.step_s * np.arange(-DEGREE, basis.cells + DEGREE + 1)
    expected = BSpline(knots, coefficients, DEGREE)(times, nu=derivative)
    assert_allclose(basis.values(coefficients, times, derivative), expected, rtol=1e-6, atol=1e-6 * 10**derivative)


@given(bases, seeds, st.integers(0, 3))
def test_matrix_and_values_agree(basis: Basis, seed: int, derivative: int) -> None:
    coefficients, times = drawn(basis, seed), inside(basis)
    assert_allclose(basis.matrix(times, derivative) @ coefficients, basis.values(coefficients, times, derivative))


@given(bases)
def test_a_combined_matrix_is_the_sum_of_its_derivatives(basis: Basis) -> None:
    times = inside(basis)
    first, second = np.cos(times), np.sin(times)
    expected = np.diag(first) @ basis.matrix(times, 1).dense() + np.diag(second) @ basis.matrix(times, 2).dense()
    assert_allclose(basis.combined(times, {1: first, 2: second}).dense(), expected, atol=1e-9)


@given(bases, seeds, st.integers(0, 3))
def test_bounds_on_the_differences_hold_between_the_samples(basis: Basis, seed: int, order: int) -> None:
    coefficients = drawn(basis, seed)
    bounds = basis.difference(order) @ coefficients
    values = basis.values(coefficients, np.linspace(basis.start_s, basis.end_s, 2003), order)
    slack = 1e-9 * max(1.0, np.abs(bounds).max())
    assert values.min() >= bounds.min() - slack
    assert values.max() <= bounds.max() + slack


@given(bases, st.floats(-5, 5), st.floats(-20, 20))
def test_a_straight_line_has_its_own_values_as_coefficients(basis: Basis, offset: float, slope: float) -> None:
    coefficients = offset + slope * basis.centres_s
    times = inside(basis)
    assert_allclose(basis.values(coefficients, times), offset + slope * times, atol=1e-9 * (1 + 100 * abs(slope)))


@given(bases, seeds)
def test_a_spline_is_found_again_from_its_values(basis: Basis, seed: int) -> None:
    times = np.linspace(basis.start_s, basis.end_s, 8 * basis.cells + 1)
    line = 15.0 * (times - basis.start_s) + np.random.default_rng(seed).normal(0, 0.3) * np.sin(times / 3)
    found = basis.fit(times, line[None])
    assert found.shape == (1, basis.count)
    assert_allclose(basis.values(found[0], times), line, atol=0.05)


def test_several_splines_at_once() -> None:
    basis = Basis(0.0, 0.5, 6)
    both = np.stack([drawn(basis, 1), drawn(basis, 2)])
    times = inside(basis)
    assert_allclose(basis.values(both, times), [basis.values(row, times) for row in both])


@pytest.mark.parametrize(("time_s", "held_s"), [(-3.0, 0.0), (9.0, 3.0)])
def test_times_outside_are_held_at_the_end(time_s: float, held_s: float) -> None:
    basis = Basis(0.0, 0.5, 6)
    coefficients = drawn(basis, 3)
    assert_allclose(basis.values(coefficients, time_s), basis.values(coefficients, held_s))


def test_measures_of_the_grid() -> None:
    basis = Basis(2.0, 0.5, 4)
    assert basis.count == 7
    assert basis.end_s == 4.0
    assert_allclose(basis.knots_s, [2.0, 2.5, 3.0, 3.5, 4.0])
    assert_allclose(basis.centres_s, [1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5])


spans = st.lists(st.tuples(st.floats(0.0, 0.5), st.floats(0.0, 0.5)), max_size=2)


@given(st.integers(8, 40), seeds, spans, st.integers(2, 5), st.integers(0, 3))
def test_what_is_coarse_is_the_spline_of_its_own_knots(
    cells: int, seed: int, shares: list[tuple[float, float]], times: int, derivative: int
) -> None:
    """By SciPy's splines on the knots that are left."""
    basis = Basis(-3.0, 0.5, cells)
    length = basis.end_s - basis.start_s
    spans = tuple((basis.start_s + a * length, basis.start_s + (a + b) * length) for a, b in shares)
    matrix = basis.coarser(spans, times)
    few = np.random.default_rng(seed).normal(0, 10, matrix.shape[1])
    knots = basis.start_s + basis.step_s * np.arange(-DEGREE, basis.cells + DEGREE + 1)
    left = knots[[k for k in range(len(knots)) if k not in _gone(basis, knots, spans, times)]]
    at = inside(basis)
    expected = BSpline(left, few, DEGREE)(at, nu=derivative)
    assert_allclose(basis.values(matrix @ few, at, derivative), expected, rtol=1e-6, atol=1e-6 * 10**derivative)


def _gone(basis: Basis, knots: np.ndarray, spans: tuple[tuple[float, float], ...], times: int) -> set[int]:
    """Numbers of the knots that are taken out."""
    gone: set[int] = set()
    for start_s, end_s in spans:
        within = [k for k in range(DEGREE + 1, basis.count) if start_s < knots[k] < end_s]
        gone = (gone - set(within)) | {k for place, k in enumerate(within) if place % times}
    return gone


def test_without_spans_nothing_is_coarse_and_with_them_one_knot_in_five_is_left() -> None:
    basis = Basis(0.0, 0.4, 100)
    assert_allclose(basis.coarser((), 5).toarray(), np.eye(basis.count))
    assert basis.coarser(((0.2, 39.8),), 5).shape == (103, 4 + 20)
