"""When functions of time reach a value: found between the samples, and only where they do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from replay.motion.event_finder import Curves
from replay.motion.standings import since_passed
from tests.helpers.motions import keirin_motion

TIMES = np.linspace(0.0, 10.0, 41)


def curves(*functions: np.polynomial.Polynomial) -> Curves:
    return Curves(TIMES, np.array([f(TIMES) for f in functions]), np.array([f.deriv()(TIMES) for f in functions]))


RISING = np.polynomial.Polynomial([2.0, 3.0, 0.5])
"""2 + 3 t + t² / 2"""

SLOW = np.polynomial.Polynomial([0.0, 0.0, 0.0, 0.1])
"""At rest at first: t³ / 10"""


@given(st.floats(2.0, 82.0))
def test_the_time_of_a_quadratic_is_the_root_of_its_equation(level: float) -> None:
    found = float(curves(RISING).find(0, level))
    assert found == pytest.approx(-3.0 + np.sqrt(9.0 + 2.0 * (level - 2.0)), abs=1e-9)


@given(st.floats(1e-9, 100.0))
def test_a_start_from_rest_is_found_too(level: float) -> None:
    """Where the slope is nothing Newton's method alone would leave the bracket."""
    assert float(curves(SLOW).find(0, level)) == pytest.approx((10.0 * level) ** (1 / 3), abs=1e-6)


def test_levels_and_functions_broadcast() -> None:
    found = curves(RISING, SLOW).find(np.array([[0], [1]]), np.array([10.0, 20.0, 30.0]))
    assert found.shape == (2, 3)
    assert_allclose(RISING(found[0]), [10.0, 20.0, 30.0], atol=1e-9)
    assert_allclose(SLOW(found[1]), [10.0, 20.0, 30.0], atol=1e-9)


def test_what_is_never_reached_or_was_passed_before_has_no_time() -> None:
    found = curves(RISING).find(0, np.array([1.9, 2.0, 82.0, 82.1]))
    assert np.isnan(found[[0, 3]]).all()
    assert found[1] == 0.0
    assert found[2] == pytest.approx(10.0, abs=1e-9)


def test_the_first_of_several_crossings_counts() -> None:
    wave = Curves(TIMES, np.sin(TIMES)[None], np.cos(TIMES)[None])
    assert float(wave.find(0, 0.5)) == pytest.approx(np.pi / 6, abs=1e-4)


def test_a_live_gap_is_none_for_the_leader_and_unknown_before_the_start() -> None:
    motion = keirin_motion()
    where = motion.at(motion.start_s).distance_m
    leader = np.full(len(where), int(np.argmax(where)))
    gaps = since_passed(motion, leader, where, motion.start_s)
    assert gaps[leader[0]] == 0.0
    assert np.isnan(np.delete(gaps, leader[0])).all()


def test_the_root_is_sought_between_the_samples_that_bracket_it() -> None:
    """A dip before the rise: Newton's method alone leaves for another root of the cubic, past the second sample."""
    dip = Curves(np.array([0.0, 1.0]), np.array([[-0.45, 0.95]]), np.array([[-5.5, 3.9]]))
    assert float(dip.find(0, 0.0)) == pytest.approx(0.7685212, abs=1e-6)


@pytest.mark.parametrize("time_s", [30.0, 80.0])
def test_a_live_gap_is_the_time_since_the_rider_ahead_was_there(time_s: float) -> None:
    motion = keirin_motion()
    where = motion.at(time_s).distance_m
    leader = np.full(len(where), int(np.argmax(where)))
    gaps = since_passed(motion, leader, where, time_s)
    then = motion.at(time_s - gaps).distance_m[leader[0]]
    assert_allclose(then, where, atol=1e-6)
