"""What happened when, read from positions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from replay.events.course import last_bend_m
from replay.motion.trajectory import FALLING_S
from replay.race.moment_words import parse_when
from replay.race.when import Mark, When
from replay.reconstruction.state.sampled_iterate import SampledMotion
from tests.helpers.fields import drawn, problem, standing, strip


def steady(mps: float = 15.0) -> SampledMotion:
    """A leads B by 5 m, both at one speed from -5 m on, and cross the line after 100 s and a little more."""
    times = np.arange(0.0, 120.0, 0.05)
    distance = np.array([mps * times, mps * times - 5.0])
    return SampledMotion(problem("AB"), times, distance, np.full_like(distance, mps), 100.0)


def test_strips_read_back_as_drawn() -> None:
    sampled = drawn(0, "A..B", 10, "B.A")
    assert strip(sampled, 0.0) == "A..B"
    assert strip(sampled, 10.0) == "B.A"
    assert [sampled.problem.riders[row] for row in sampled.order(10.0)] == ["B", "A"]


@given(st.floats(0, 19.9))
def test_positions_between_samples_are_those_of_a_smooth_curve(time_s: float) -> None:
    times = np.arange(0.0, 20.0, 0.05)
    sampled = SampledMotion(problem("A"), times, (times**3 / 100)[None], (3 * times**2 / 100)[None], 30.0)
    assert_allclose(sampled.distance(time_s), [min(time_s, times[-1]) ** 3 / 100], atol=1e-9)


@given(st.floats(1, 1700))
def test_a_rider_is_where_he_crosses(metres: float) -> None:
    sampled = steady()
    assert sampled.distance(sampled.crossing(1, metres))[1] == pytest.approx(metres, abs=1e-6)


def test_what_is_never_reached() -> None:
    assert steady().crossing(0, 5000.0) == np.inf


@pytest.mark.parametrize(
    ("when", "seconds"),
    [
        ("2 laps to go", 1000 / 15),
        ("300 m to go", 80.0),
        ("bell", 1250 / 15),
        ("bell+2.5", 1250 / 15 + 2.5),
        ("finish", 100.0),
        ("0 laps to go", 100.0),
        ("finish+1", 101.0),
        ("pull-off", 67.5),
        ("pull-off-1", 66.5),
        ("63.5", 63.5),
    ],
)
def test_moments(when: str, seconds: float) -> None:
    assert steady().moment(parse_when(when)) == pytest.approx(seconds, abs=1e-6)


def test_marks_are_the_leader_s_whoever_leads() -> None:
    sampled = drawn(0, "A.B", 4, "A.B", 8, "B.A", 12, "B.A", leader_m=1200)
    bell = sampled.moment(When(Mark.BELL))
    assert bell == pytest.approx(min(sampled.crossing(row, 1250) for row in (0, 1)))


def test_the_last_bend_ends_where_the_home_straight_begins() -> None:
    izu = problem("AB")
    shape = izu.velodrome.shape
    begins = last_bend_m(izu.velodrome, izu.event_m) - izu.event_m
    ends = begins + 2 * shape.transition_m + shape.arc_m
    curve = izu.velodrome.curvature(np.array([begins - 0.1, begins + 0.5, (begins + ends) / 2, ends - 0.5, ends + 0.1]))
    assert_allclose(curve[[0, 4]], 0.0, atol=1e-12)
    assert (curve[1:4] > 0).all()
    assert ends == pytest.approx(-shape.straight_m / 2 - shape.finish_m)


def test_equal_distances_keep_file_order() -> None:
    sampled = standing("A.B")
    level = SampledMotion(sampled.problem, sampled.time_s, np.zeros((2, len(sampled.time_s))), sampled.speed_mps, 100.0)
    assert level.order(1.0) == [0, 1]


def falling(when: str) -> SampledMotion:
    """A leads B by 5 m and falls: he slides to a stop from 10 m before the bell on, B does not."""
    times = np.arange(0.0, 120.0, 0.05)
    fall_s = 1240.0 / 15.0
    slid_s = np.clip(times - fall_s - FALLING_S, 0.0, 4.0)
    a = np.where(times < fall_s + FALLING_S, 15.0 * times, 15.0 * (fall_s + FALLING_S + slid_s / 2))
    distance = np.array([a, 15.0 * times - 5.0])
    story: list[dict[str, Any]] = [{"when": when, "crash": "A"}]
    return SampledMotion(problem("AB", story=story), times, distance, np.gradient(distance, 0.05, axis=1), 100.0)


def test_a_fall_is_at_the_moment_of_him_who_led_until_then() -> None:
    assert falling("260 m to go").fall_s == {0: pytest.approx(1240 / 15, abs=1e-3)}


def test_from_when_he_is_down_the_next_leads() -> None:
    sampled = falling("260 m to go")
    down_s = sampled.fall_s[0] + FALLING_S
    assert sampled.order(down_s - 0.1) == [0, 1]
    assert sampled.order(down_s + 0.1) == [1, 0]
    assert sampled.leader_crossing(1250.0) == pytest.approx(1255 / 15, abs=1e-3)
    assert sampled.moment(parse_when("260 m to go")) == pytest.approx(sampled.fall_s[0])


def test_nobody_falls_where_nobody_is_told_to() -> None:
    assert steady().fall_s == {}
    assert not steady().down.any()
