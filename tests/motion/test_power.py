"""The physical model: known figures, tangents, means."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from replay.base.units import mps
from replay.motion import power
from replay.race.riders.rider_categories import CATEGORIES, ELITE_MEN, RiderCategory

MEN = ELITE_MEN.physique
speeds = st.floats(3, 24)
gains = st.floats(-2, 3)
drag_shares = st.floats(0.4, 1.0)


@pytest.mark.parametrize(
    ("speed_kmh", "watts"), [(50.0, 374.0), (60.0, 627.0), (65.0, 789.0), (70.0, 977.0), (75.0, 1193.0)]
)
def test_steady_speed_of_a_lone_rider(speed_kmh: float, watts: float) -> None:
    assert power.power(MEN, np.array(mps(speed_kmh)), np.array(0.0)) == pytest.approx(watts, rel=0.02)


@given(speeds, gains, drag_shares)
def test_the_tangent_is_that_of_finite_differences(speed: float, gain: float, drag_share: float) -> None:
    at, step = (np.array(speed), np.array(gain), np.array(drag_share)), 1e-5
    linear = power.linear_power(MEN, *at)
    by_speed = (power.power(MEN, at[0] + step, *at[1:]) - power.power(MEN, at[0] - step, *at[1:])) / (2 * step)
    by_gain = (power.power(MEN, at[0], at[1] + step, at[2]) - power.power(MEN, at[0], at[1] - step, at[2])) / (2 * step)
    assert_allclose(linear.by_speed, by_speed, rtol=1e-6, atol=1e-3)
    assert_allclose(linear.by_acceleration, by_gain, rtol=1e-6, atol=1e-3)
    touched = linear.constant + linear.by_speed * speed + linear.by_acceleration * gain
    assert_allclose(touched, power.power(MEN, *at), rtol=1e-9, atol=1e-6)


@given(speeds, gains, drag_shares, drag_shares)
def test_less_drag_costs_less(speed: float, gain: float, one: float, other: float) -> None:
    low, high = sorted((one, other))
    v, a = np.array(speed), np.array(gain)
    assert power.power(MEN, v, a, low) <= power.power(MEN, v, a, high)


@given(st.floats(0, 60), st.floats(0, 60), st.integers(1, 6), st.booleans())
def test_nearer_shelters_more(one: float, other: float, place: int, paced: bool) -> None:
    near, far = sorted((one, other))
    shares = power.drag_share(np.array([near, far]), np.array([place, place]), paced)
    assert shares[0] <= shares[1] <= 1.0
    assert shares[0] > 0.3


def test_a_deeper_place_saves_a_little_more() -> None:
    second, third = power.drag_share(np.array([0.5, 0.5]), np.array([1, 2]), behind_pacer=False)
    assert second - 0.06 < third < second


def test_behind_the_pacer_there_is_more_shelter_than_behind_a_rider() -> None:
    gap, place = np.array(0.5), np.array(1)
    assert power.drag_share(gap, place, behind_pacer=True) < power.drag_share(gap, place, behind_pacer=False)


def test_limits_are_the_means_of_the_power_duration_curve() -> None:
    """P(t) = 430 + 1400 exp(-t / 22 s) is what a rider has left after a time t at his limit."""
    times = np.arange(0.0, 60.0, 0.001)
    rate = MEN.critical_w + (MEN.peak_w - MEN.critical_w) * np.exp(-times / MEN.fade_s)
    means = {w: float(rate[times < w].mean()) for w in power.WINDOWS_S}
    assert means == pytest.approx({1: 1799, 5: 1682, 15: 1445, 30: 1195, 60: 910}, abs=1.5)
    assert means == pytest.approx({w: MEN.best_mean_w(w) for w in power.WINDOWS_S}, abs=1.5)


def test_work_above_critical_power_is_the_area_under_the_curve() -> None:
    times = np.arange(0.0, 400.0, 0.001)
    above = (MEN.peak_w - MEN.critical_w) * np.exp(-times / MEN.fade_s)
    assert float(above.sum() * 0.001) / 1000 == pytest.approx(MEN.reserve_kj, rel=1e-3)


def test_best_means_of_a_known_effort() -> None:
    step = 0.05
    times = np.arange(0.0, 70.0, step)
    effort = np.where((times >= 20) & (times < 25), 1500.0, 300.0)
    means = power.best_means(effort, step)
    assert means == pytest.approx({1: 1500, 5: 1500, 15: 700, 30: 500, 60: 400}, rel=1e-6)


def test_braking_counts_as_no_power() -> None:
    assert power.best_means(np.full(100, -300.0), 0.05)[1] == 0.0


@given(st.lists(st.floats(0, 2000), min_size=100, max_size=200))
def test_a_longer_mean_is_never_better(watts: list[float]) -> None:
    """Five seconds are five times one; of an effort that ends sooner the mean is that of the whole."""
    means = power.best_means(np.array(watts), 0.05)
    assert means[5] <= means[1] + 1e-6


def test_a_lone_rider_at_steady_power_keeps_his_speed() -> None:
    speed = mps(60)
    watts = np.full(10, float(power.power(MEN, np.array(speed), np.array(0.0))))
    assert power.simulate_time(MEN, 500.0, speed, watts, 0.05) == pytest.approx(500 / speed, rel=1e-3)


def test_more_power_is_faster() -> None:
    slow, fast = (power.simulate_time(MEN, 750.0, mps(50), np.full(10, watts), 0.05) for watts in (600.0, 900.0))
    assert fast < slow


@given(st.floats(6, 20), st.floats(6, 20))
def test_speed_is_harder_to_gain_when_there_is_more_of_it(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert power.full_effort_acceleration(MEN, low) >= power.full_effort_acceleration(MEN, high)


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: category.name)
def test_a_tempo_takes_the_power_that_is_said(category: RiderCategory) -> None:
    riders = category.physique
    watts = float(power.power(riders, np.array(riders.tempo_mps), np.array(0.0)))
    assert watts == pytest.approx(riders.tempo_w, abs=1.0)
    assert watts < riders.critical_w


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: category.name)
def test_the_top_speed_is_within_what_riders_have_for_ten_seconds(category: RiderCategory) -> None:
    riders = category.physique
    watts = float(power.power(riders, np.array(riders.top_mps), np.array(0.0)))
    assert watts < riders.critical_w + (riders.peak_w - riders.critical_w) * np.exp(-5.0 / riders.fade_s)
