"""Light rows against dense matrices."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from replay.base.units import Floats
from replay.reconstruction.tools.sparse_rows import SparseRows

chances = st.integers(0, 2**32 - 1).map(np.random.default_rng)
sizes = st.integers(1, 7)


def drawn(chance: np.random.Generator, count: int, width: int) -> Floats:
    """A matrix of which half is 0."""
    return np.asarray(chance.normal(size=(count, width)) * (chance.random((count, width)) < 0.5))


@given(chances, sizes, sizes)
def test_rows_of_a_dense_matrix_are_that_matrix(chance: np.random.Generator, count: int, width: int) -> None:
    matrix = drawn(chance, count, width)
    found = SparseRows.of(matrix)
    assert found.shape == matrix.shape
    assert_allclose(found.dense(), matrix)
    assert_allclose(SparseRows.of(matrix[0]).dense(), matrix[:1])


@given(chances, sizes, sizes)
def test_rows_are_reckoned_with_like_matrices(chance: np.random.Generator, count: int, width: int) -> None:
    one, two = drawn(chance, count, width), drawn(chance, count, width)
    first, second = SparseRows.of(one), SparseRows.of(two)
    factor, values = chance.normal(size=count), chance.normal(size=width)
    assert_allclose((-first).dense(), -one)
    assert_allclose((first + second).dense(), one + two)
    assert_allclose((first - second).dense(), one - two, atol=1e-15)
    assert_allclose((2.5 * first).dense(), 2.5 * one)
    assert_allclose((np.float64(2.5) * first).dense(), 2.5 * one)
    assert_allclose((first / 2.5).dense(), one / 2.5)
    assert_allclose((factor * first).dense(), factor[:, None] * one)
    assert_allclose((first + second) @ values, (one + two) @ values, atol=1e-12)


@given(chances, sizes, sizes)
def test_some_rows_are_those_of_the_matrix(chance: np.random.Generator, count: int, width: int) -> None:
    matrix = drawn(chance, count, width)
    rows, use = SparseRows.of(matrix), chance.random(count) < 0.5
    assert_allclose(rows[use].dense(), matrix[use])
    assert_allclose(rows[1:].dense(), matrix[1:])
    assert_allclose(rows[:-1].dense(), matrix[:-1])


@given(chances, sizes, sizes)
def test_rows_that_are_put_in_one_place_add_up(chance: np.random.Generator, count: int, width: int) -> None:
    matrix, place = drawn(chance, count, width), chance.integers(0, 3, count)
    expected = np.zeros((3, width))
    np.add.at(expected, place, matrix)
    assert_allclose(SparseRows.of(matrix).placed(place, 3).dense(), expected, atol=1e-12)


@given(chances, sizes, st.integers(1, 4))
def test_a_band_has_its_entries_from_its_first_column_on(chance: np.random.Generator, count: int, band: int) -> None:
    width = band + 5
    first, weights = chance.integers(0, 6, count), chance.normal(size=(count, band))
    expected = np.zeros((count, width))
    for row in range(count):
        expected[row, first[row] : first[row] + band] = weights[row]
    assert_allclose(SparseRows.banded(first, weights, width).dense(), expected)


def test_picked_values_are_rows_of_the_identity() -> None:
    columns = np.array([4, 0, 2])
    assert_allclose(SparseRows.picking(columns, 5).dense(), np.eye(5)[columns])


def test_matrices_of_two_shapes_are_not_added() -> None:
    with pytest.raises(ValueError, match=r"\(2, 3\).*\(1, 3\)"):
        SparseRows.of(np.ones((1, 3))) + SparseRows.of(np.ones((2, 3)))
