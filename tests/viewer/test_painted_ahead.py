"""Pictures that are painted before their moment: evenly, no more than are needed, and as many as can be held."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.viewer.painting.painted_ahead import PaintingPace, comes_soon, is_due, next_moment

SPEEDS = st.sampled_from((-4.0, -1.0, 0.1, 0.5, 1.0, 1.5, 4.0))


def pace_of(*took: float, painters: int = 2) -> PaintingPace:
    pace = PaintingPace()
    for _ in range(10):
        for seconds in took:
            for painter in range(painters):
                pace.took(painter, seconds)
    return pace


@pytest.mark.parametrize(
    ("took_s", "painters", "rate"), [(0.010, 1, 60), (0.025, 2, 60), (0.025, 1, 30), (0.050, 2, 30), (0.9, 1, 5)]
)
def test_as_many_a_second_as_painters_hold_evenly(took_s: float, painters: int, rate: float) -> None:
    assert pace_of(took_s, painters=painters).interval_s == pytest.approx(1 / rate)


def test_one_that_takes_long_changes_nothing() -> None:
    pace = pace_of(0.012)
    pace.took(0, 0.8)
    assert pace.interval_s == pytest.approx(1 / 60)


def test_what_is_hardly_held_does_not_go_to_and_fro() -> None:
    pace = pace_of(0.032)
    slower = pace.interval_s
    for took_s, interval_s in ((0.029, slower), (0.020, 1 / 60), (0.029, 1 / 60)):
        for _ in range(16):
            pace.took(0, took_s)
            pace.took(1, took_s)
        assert pace.interval_s == pytest.approx(interval_s)


@given(st.floats(0, 100), SPEEDS, st.floats(0.001, 0.3))
def test_moments_follow_each_other_evenly_until_enough_are_ready(now_s: float, speed: float, took_s: float) -> None:
    pace, begun_s, moments = pace_of(took_s), None, []
    while (moment_s := next_moment(now_s, speed, pace, begun_s)) is not None:
        moments.append(moment_s)
        begun_s = moment_s
    assert 1 <= len(moments) <= 5
    apart = [(after - before) / speed for before, after in pairwise(moments)]
    assert apart == pytest.approx([pace.interval_s] * len(apart))
    assert (moments[0] - now_s) / speed >= pace.lead_s - 1e-5, "it is there in time"
    assert all(comes_soon(moment_s, now_s, speed) for moment_s in moments)


def test_a_film_of_sixty_pictures_a_second_has_its_frames() -> None:
    pace = pace_of(0.01)
    for frame in range(601, 640):
        moment_s = next_moment((frame - 2) / 60, 1.0, pace, (frame - 1) / 60)
        assert moment_s == pytest.approx(frame / 60)


def test_after_a_leap_the_first_one_is_there() -> None:
    assert next_moment(80.0, 1.0, pace_of(0.01), 50.0) == pytest.approx(80.0, abs=0.05)
    assert next_moment(20.0, 1.0, pace_of(0.01), 50.0) == pytest.approx(20.0, abs=0.05)


def test_a_picture_is_due_at_the_drawing_that_is_nearest() -> None:
    assert not is_due(10.0, 9.98, 1.0)
    assert is_due(10.0, 9.995, 1.0)
    assert is_due(10.0, 10.2, 1.0)
    assert is_due(10.0, 10.005, -1.0)
    assert not is_due(10.0, 10.02, -1.0)


def test_pictures_of_elsewhere_do_not_come_soon() -> None:
    assert not comes_soon(50.0, 20.0, 1.0)
    assert comes_soon(20.1, 20.0, 1.0)
