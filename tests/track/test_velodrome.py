from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from replay.track.velodrome import MEASUREMENT_LINE_M, TrackShape, Velodrome
from tests.helpers.track_shapes import IZU, LONG, OUTDOOR, shapes

distances = st.floats(-1000.0, 3000.0)
up_the_boards = st.floats(0.0, 5.0)
below = st.floats(-4.0, -0.01)


def lap_length(velodrome: Velodrome, height_m: float) -> float:
    """Length of a lap at a constant height, from many short chords."""
    around = velodrome.place(np.linspace(0.0, velodrome.lap_m, 40001), height_m)
    return float(np.linalg.norm(np.diff(around, axis=0), axis=1).sum())


@given(shapes(), distances, st.floats(-3.0, 5.0))
def test_a_lap_later_is_the_same_place(shape: TrackShape, distance_m: float, height_m: float) -> None:
    velodrome = Velodrome(shape)
    here, later = velodrome.place([distance_m, distance_m + shape.lap_m], height_m)
    assert_allclose(later, here, atol=1e-9)


@given(shapes())
def test_the_lap_closes_where_it_began(shape: TrackShape) -> None:
    velodrome = Velodrome(shape)
    before, after = velodrome.place([shape.lap_m - 1e-10, 1e-10])
    assert_allclose(after, before, atol=1e-9)


@given(shapes())
def test_integrated_headings_close_the_lap(shape: TrackShape) -> None:
    """Closure by arithmetic that does not use the track's own symmetry."""
    velodrome = Velodrome(shape)
    heading = velodrome.heading(np.arange(20000) * shape.lap_m / 20000)
    step = shape.lap_m / 20000
    assert_allclose([np.cos(heading).sum() * step, np.sin(heading).sum() * step], 0.0, atol=1e-9)


@given(shapes(), distances, st.floats(0.001, 3.0))
def test_the_line_goes_where_it_heads(shape: TrackShape, distance_m: float, step_m: float) -> None:
    """Its points against the sum of its directions, in pieces of a few centimetres."""
    velodrome = Velodrome(shape)
    nodes, weights = np.polynomial.legendre.leggauss(8)
    ends = distance_m + np.linspace(0.0, step_m, 65)
    heading = velodrome.heading(ends[:-1, None] + step_m / 64 * (nodes + 1) / 2)
    gone = [float((part(heading) @ weights).sum()) * step_m / 128 for part in (np.cos, np.sin)]
    here, there = velodrome.place([distance_m, distance_m + step_m])
    assert_allclose((there - here)[:2], gone, atol=1e-8)


@given(shapes(), distances)
def test_half_a_lap_later_is_the_opposite_place(shape: TrackShape, distance_m: float) -> None:
    here, opposite = Velodrome(shape).place([distance_m, distance_m + shape.lap_m / 2], 2.0)
    assert_allclose(opposite * (-1, -1, 1), here, atol=1e-9)


@given(shapes(), distances, st.floats(-3.0, 5.0), st.floats(0.0, 1.0))
def test_a_metre_ridden_moves_at_most_the_path_ratio(
    shape: TrackShape, distance_m: float, height_m: float, step_m: float
) -> None:
    velodrome = Velodrome(shape)
    here, there = velodrome.place([distance_m, distance_m + step_m], height_m)
    passed = velodrome.path_ratio(distance_m + np.linspace(0, step_m, 21), height_m)
    slack = 1e-6 * step_m + 1e-9  # the steepest point may lie between two samples
    assert np.linalg.norm(there - here) <= step_m * passed.max() + slack


@given(shapes(), distances)
def test_a_metre_on_the_measurement_line_is_a_metre(shape: TrackShape, distance_m: float) -> None:
    velodrome = Velodrome(shape)
    here, there = velodrome.place([distance_m, distance_m + 1e-3])
    assert_allclose(np.linalg.norm(there - here), 1e-3, rtol=1e-6)


@given(shapes())
def test_curvature_has_a_continuous_derivative_and_the_bends_turn_once_round(shape: TrackShape) -> None:
    velodrome = Velodrome(shape)
    at = np.linspace(0.0, shape.lap_m, 20001)
    curvature = velodrome.curvature(at)
    assert curvature.min() >= 0.0
    assert curvature.max() <= 1 / shape.radius_m + 1e-12
    step = at[1] - at[0]
    sharpest = np.pi**2 / 2 / shape.transition_m**2 / shape.radius_m  # of a half cosine's second derivative
    assert np.abs(np.diff(curvature, 2)).max() <= sharpest * step**2 * 1.001 + 1e-14
    assert_allclose(np.trapezoid(curvature, at), 2 * np.pi, rtol=1e-6)


@given(shapes(), distances)
def test_heading_is_the_integral_of_curvature(shape: TrackShape, distance_m: float) -> None:
    velodrome = Velodrome(shape)
    before, after = velodrome.heading([distance_m - 1e-3, distance_m + 1e-3])
    assert_allclose((after - before) / 2e-3, velodrome.curvature(distance_m), atol=1e-6)
    assert_allclose(velodrome.heading(distance_m + shape.lap_m) - velodrome.heading(distance_m), 2 * np.pi)


@given(shapes(), distances)
def test_banking_stays_between_its_lowest_and_highest(shape: TrackShape, distance_m: float) -> None:
    low, high = np.radians(shape.banking_deg)
    assert low - 1e-12 <= Velodrome(shape).banking(distance_m) <= high + 1e-12


@given(shapes())
def test_banking_is_lowest_mid_straight_and_highest_mid_bend(shape: TrackShape) -> None:
    velodrome = Velodrome(shape)
    middle = -shape.finish_m
    assert_allclose(np.degrees(velodrome.banking([middle, middle + shape.lap_m / 4])), shape.banking_deg)


@given(shapes(), distances, st.one_of(up_the_boards, below))
def test_directions_are_orthonormal_and_point_upwards(shape: TrackShape, distance_m: float, height_m: float) -> None:
    axes = np.array(Velodrome(shape).directions(distance_m, height_m))
    assert_allclose(axes @ axes.T, np.eye(3), atol=1e-12)
    assert axes[2, 2] > 0
    assert np.linalg.det(axes) == pytest.approx(-1.0)  # forward, up the boards (to the right), normal


@given(shapes(), distances, st.one_of(st.floats(0.01, 5.0), below))
def test_directions_agree_with_finite_differences(shape: TrackShape, distance_m: float, height_m: float) -> None:
    velodrome = Velodrome(shape)
    forward, up, normal = velodrome.directions(distance_m, height_m)
    along = np.diff(velodrome.place([distance_m - 1e-3, distance_m + 1e-3], height_m), axis=0)[0]
    across = np.diff(velodrome.place(distance_m, [height_m - 1e-3, height_m + 1e-3]), axis=0)[0]
    assert_allclose(along / np.linalg.norm(along), forward, atol=1e-5)
    assert_allclose(np.linalg.norm(along) / 2e-3, velodrome.path_ratio(distance_m, height_m), rtol=1e-5)
    assert abs(across @ normal) <= 1e-8
    assert across @ up > 0.999 * 2e-3


@given(shapes(), st.floats(0.0, 5.0))
def test_a_lap_is_as_long_as_its_path_ratio_says(shape: TrackShape, height_m: float) -> None:
    velodrome = Velodrome(shape)
    at = np.arange(4000) * shape.lap_m / 4000
    assert_allclose(velodrome.path_ratio(at, height_m).mean() * shape.lap_m, lap_length(velodrome, height_m), rtol=1e-6)


@pytest.mark.parametrize(
    ("up_m", "extra_m"), [(0.7, 3.5), (1.0, 5.0), (2.25, 11.3), (4.0, 20.0), (6.0, 30.1), (7.3, 36.8)]
)
def test_extra_length_of_a_lap_up_the_boards_is_that_of_a_250_m_track(up_m: float, extra_m: float) -> None:
    """Close to 2 pi d 0.79, d metres up from the measurement line, on a track banked 12 to 45 degrees."""
    extra = lap_length(Velodrome(IZU), MEASUREMENT_LINE_M + up_m) - 250.0
    assert extra == pytest.approx(extra_m, rel=0.05)


@given(shapes(), st.floats(0.0, 5.0))
def test_extra_length_is_the_turning_weighted_with_the_banking(shape: TrackShape, up_m: float) -> None:
    velodrome = Velodrome(shape)
    at = np.arange(4000) * shape.lap_m / 4000
    turning = (velodrome.curvature(at) * np.cos(velodrome.banking(at))).mean() * shape.lap_m
    extra = lap_length(velodrome, MEASUREMENT_LINE_M + up_m) - shape.lap_m
    twist = (velodrome.banking_change(at) ** 2).mean() * shape.lap_m / 2
    assert up_m * turning - 1e-5 <= extra <= up_m * turning + up_m**2 * twist + 1e-5


def test_home_straight_is_ridden_towards_x_at_negative_y() -> None:
    velodrome = Velodrome(IZU)
    x, y, z = velodrome.place(0.0)
    assert_allclose(x, 14.0, atol=1e-9)
    assert y < -15
    assert z == 0.0
    assert_allclose(velodrome.heading(0.0), 0.0, atol=1e-12)


@pytest.mark.parametrize("shape", [IZU, LONG, OUTDOOR])
def test_parts_of_the_lap_add_up(shape: TrackShape) -> None:
    assert_allclose(2 * shape.straight_m + 4 * shape.transition_m + 2 * shape.arc_m, shape.lap_m)
    assert_allclose((shape.transition_m + shape.arc_m) / shape.radius_m, np.pi)


def test_scalars_give_one_point_and_arrays_broadcast() -> None:
    velodrome = Velodrome(IZU)
    assert velodrome.place(10.0).shape == (3,)
    assert velodrome.place(np.zeros((4, 1)), np.zeros(5)).shape == (4, 5, 3)
    assert [axis.shape for axis in velodrome.directions(np.zeros(4), 1.0)] == [(4, 3)] * 3
