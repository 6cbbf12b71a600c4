"""Splines on an even grid: the same as scipy's, which knows any grid."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import make_interp_spline

from replay.motion.even_spline import spline_through


@given(st.integers(4, 400), st.integers(0, 2**32 - 1), st.floats(0.01, 3.0), st.floats(-50.0, 50.0))
def test_values_and_slopes_are_those_of_scipy(count: int, seed: int, step_s: float, begin_s: float) -> None:
    chance = np.random.default_rng(seed)
    time_s = begin_s + step_s * np.arange(count, dtype=float)
    values = np.cumsum(chance.normal(1.0, 1.0, (3, count)), axis=1)
    at_s = np.clip(np.concatenate([time_s, chance.uniform(time_s[0], time_s[-1], 50)]), time_s[0], time_s[-1])
    expected = make_interp_spline(time_s, values.T, k=3)
    value, slope = spline_through(time_s, values).at(at_s)
    np.testing.assert_allclose(value, expected(at_s).T, atol=1e-8)
    np.testing.assert_allclose(slope, expected.derivative()(at_s).T, atol=1e-7 / step_s)


def test_one_time_gives_one_value_each() -> None:
    time_s = np.arange(9) / 10
    value, slope = spline_through(time_s, np.stack([time_s**3, 2 * time_s])).at(np.asarray(0.33))
    np.testing.assert_allclose(value, [0.33**3, 0.66])
    np.testing.assert_allclose(slope, [3 * 0.33**2, 2.0])


def test_too_few_samples_are_refused() -> None:
    with pytest.raises(ValueError, match="needs 4"):
        spline_through(np.arange(3.0), np.zeros((1, 3)))
