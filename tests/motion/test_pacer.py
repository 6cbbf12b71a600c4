"""The pacer's ride, by the rules of a keirin of six laps: 30 to 50 km/h, off at 750 m."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from replay.base.units import kmh, mps
from replay.motion.pacer import RIDING_HEIGHT_M, PacerRide

KEIRIN = PacerRide(mps(30), mps(50), 750.0)
rides = st.builds(
    PacerRide,
    from_mps=st.floats(5, 12),
    to_mps=st.floats(10, 16),
    off_m=st.floats(200, 3000),
)


def test_it_leaves_at_750_m_after_67_and_a_half_seconds() -> None:
    assert KEIRIN.off_s == pytest.approx(67.5)
    assert KEIRIN.distance(KEIRIN.off_s) == pytest.approx(750.0)


def test_it_goes_from_30_to_50() -> None:
    assert_allclose(kmh(1.0) * KEIRIN.speed([0.0, 67.5 / 2, 67.5]), [30.0, 40.0, 50.0])
    assert (np.diff(KEIRIN.speed(np.linspace(0, 67.5, 200))) > 0).all()


@given(rides)
def test_speed_is_how_distance_grows(ride: PacerRide) -> None:
    times = np.linspace(0.0, ride.off_s + 30.0, 400)
    grown = (ride.distance(times + 1e-4) - ride.distance(times - 1e-4)) / 2e-4
    assert_allclose(ride.speed(times), grown, atol=2e-3)


@given(rides)
def test_it_never_rides_backwards_and_stops(ride: PacerRide) -> None:
    times = np.linspace(0.0, ride.off_s + 60.0, 500)
    assert (np.diff(ride.distance(times)) >= -1e-9).all()
    assert ride.speed(ride.off_s + 60.0) == 0.0
    assert ride.distance(0.0) == 0.0


@given(rides)
def test_it_goes_inside_and_stays_there(ride: PacerRide) -> None:
    heights = ride.height(np.linspace(0.0, ride.off_s + 10.0, 500))
    assert heights[0] == pytest.approx(RIDING_HEIGHT_M)
    assert (np.diff(heights) <= 1e-12).all()
    assert heights[-1] < -2.0
    assert ride.height(ride.off_s - 0.5) == pytest.approx(RIDING_HEIGHT_M)


def test_it_is_off_the_boards_before_it_is_gone() -> None:
    assert KEIRIN.height(KEIRIN.off_s + 2.0) < 0
    assert KEIRIN.gone_s > KEIRIN.off_s + 2.0
