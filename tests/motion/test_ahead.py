"""Who is physically ahead: places modulo the lap."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from replay.motion.ahead import around_field_m, laps_off_field, lead_on_track_m

LAP_M = 250.0
RIDING = np.array(False)
metres = st.floats(-5000.0, 5000.0)


@given(metres, st.integers(-20, 20))
def test_a_lap_more_is_the_same_lead_on_the_track(lead_m: float, laps: int) -> None:
    one, other = lead_on_track_m(np.array([lead_m, lead_m + laps * LAP_M]), LAP_M)
    assert abs(one) <= LAP_M / 2 + 1e-6
    assert abs(abs(one - other) % LAP_M) < 1e-6 or abs(abs(abs(one - other) % LAP_M) - LAP_M) < 1e-6


@given(st.lists(st.floats(0.0, 120.0), min_size=1, max_size=8), metres)
def test_places_of_a_field_that_is_together_are_its_distances(behind_m: list[float], leader_m: float) -> None:
    where = leader_m - np.array(behind_m)[:, None]
    assert_array_equal(around_field_m(where, LAP_M, RIDING), where)


def test_a_lapped_rider_is_where_he_is_seen() -> None:
    where = np.array([[1002.0], [1000.0], [753.0]])
    assert_array_equal(laps_off_field(where, LAP_M)[:, 0], [0, 0, -1])
    assert_array_equal(around_field_m(where, LAP_M, RIDING)[:, 0], [1002.0, 1000.0, 1003.0])
    fallen = np.array([[False], [False], [True]])
    assert_array_equal(around_field_m(where, LAP_M, fallen)[:, 0], [1002.0, 1000.0, 753.0])
