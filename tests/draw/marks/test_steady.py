"""What keeps still over time."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from replay.draw.marks.steady import best_path, closed, smoothed

TIMES = np.linspace(0.0, 2.75, 12)
costs = st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=12, max_size=12).map(np.array)


@given(costs=costs, change=st.floats(0, 2))
def test_no_other_path_without_a_change_is_cheaper(costs: np.ndarray, change: float) -> None:
    path = best_path(costs, change)
    total = costs[np.arange(len(path)), path].sum() + change * np.count_nonzero(np.diff(path))
    assert total <= costs.sum(axis=0).min() + 1e-9


def test_a_change_is_made_only_if_it_is_worth_its_price() -> None:
    dip = np.zeros((12, 2))
    dip[5:7, 0] = 1.0
    dip[:5, 1] = dip[7:, 1] = 1.0
    assert set(best_path(dip, 2.0)) == {0}
    assert best_path(dip, 0.5)[5:7] == [1, 1]


@given(values=st.lists(st.floats(-10, 10), min_size=12, max_size=12).map(np.array), sd_s=st.floats(0.05, 1.0))
def test_what_is_smoothed_stays_between_its_extremes_and_moves_less(values: np.ndarray, sd_s: float) -> None:
    calm = smoothed(TIMES, values, sd_s)
    assert values.min() - 1e-9 <= calm.min() <= calm.max() <= values.max() + 1e-9
    assert np.abs(np.diff(calm)).sum() <= np.abs(np.diff(values)).sum() + 1e-9


def test_what_does_not_change_is_kept() -> None:
    assert_allclose(smoothed(TIMES, np.full((12, 2), 3.0), 0.4), 3.0)
    assert_allclose(smoothed(TIMES[:1], np.array([5.0]), 0.4), 5.0)


def test_only_short_gaps_are_closed() -> None:
    on = np.ones((12, 1), dtype=bool)
    on[2] = on[6:10] = False
    assert closed(TIMES, on, 0.6)[:, 0].tolist() == [True] * 6 + [False] * 4 + [True] * 2
