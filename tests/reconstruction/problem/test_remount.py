"""A rider falls, gets up and is on the line when he was timed there: by arithmetic."""

from __future__ import annotations

import math

import numpy as np
import pytest

from replay.motion.trajectory import FALLING_S
from replay.reconstruction.problem.remount import DOWN_S, Remount, remounted, riding_s

SPEED_MPS = 18.0


def ridden_m(way: Remount, until_s: float) -> float:
    """Metres from the fall to a race time."""
    times = np.linspace(way.fall_s, until_s, 40_001)
    return float(np.trapezoid(way.speeds(times, SPEED_MPS), times))


@pytest.mark.parametrize(
    ("left_m", "gap_s"), [(120.0, 36.0), (250.0, 45.0), (90.0, 22.0), (250.0, 90.0), (750.0, 85.0)]
)
def test_he_is_on_the_line_at_his_time(left_m: float, gap_s: float) -> None:
    way = remounted(100.0, SPEED_MPS, left_m, 100.0 + gap_s)
    assert way is not None
    assert ridden_m(way, 100.0 + gap_s) == pytest.approx(left_m, abs=0.1)
    assert way.up_s >= 100.0 + FALLING_S + SPEED_MPS / way.slide_mps2 + DOWN_S - 1e-9
    lying = way.speeds(np.array([way.up_s - 0.1]), SPEED_MPS)
    assert lying[0] == 0.0


@pytest.mark.parametrize(("left_m", "took_s"), [(250.0, 15.0), (120.0, 8.0), (600.0, 40.0)])
def test_there_may_be_no_time_for_a_fall(left_m: float, took_s: float) -> None:
    assert remounted(100.0, SPEED_MPS, left_m, 100.0 + took_s) is None


@pytest.mark.parametrize(("left_m", "took_s"), [(15.0, 0.85), (30.0, 2.1), (20.0, 1.9)])
def test_who_falls_just_before_the_line_slides_over_it(left_m: float, took_s: float) -> None:
    way = remounted(100.0, SPEED_MPS, left_m, 100.0 + took_s)
    assert way is not None
    assert math.isinf(way.up_s)


def test_a_longer_time_is_spent_lying() -> None:
    ways = [remounted(100.0, SPEED_MPS, 150.0, finish_s) for finish_s in (140.0, 150.0)]
    assert all(way is not None for way in ways)
    ups = [way.up_s for way in ways if way is not None]
    assert ups[1] - ups[0] == pytest.approx(10.0)


def test_riding_from_rest() -> None:
    assert riding_s(0.0, 9.0) == pytest.approx(0.0, abs=1e-6)
    assert riding_s(9.0 * 60.0, 9.0) == pytest.approx(60.0 + 9.0 / 1.3, abs=1e-3)
