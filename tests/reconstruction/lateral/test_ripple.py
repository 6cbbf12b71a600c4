"""What heights and banking do to a rider of even effort."""

from __future__ import annotations

import numpy as np
import pytest

from replay.base.units import GRAVITY_MPS2, Floats
from replay.reconstruction.lateral.height import Heights
from replay.reconstruction.lateral.ripple import path_correction_of
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.reconstruction.tools.splines import Basis
from replay.track.velodrome import MEASUREMENT_LINE_M
from tests.helpers.fields import problem

MPS = 16.0


def riding(*height_m: Floats) -> tuple[SampledMotion, Heights]:
    """Riders at one speed along the measurement line for 40 s, and their heights at the knots of a second."""
    times = np.arange(0.0, 40.0 + 1e-9, 0.02)
    distance = np.tile(MPS * times, (len(height_m), 1))
    letters = "ABCD"[: len(height_m)]
    basis = Basis(0.0, 1.0, 40)
    coefficients = np.array([np.broadcast_to(height, (basis.count,)) for height in height_m])
    sampled = SampledMotion(problem(letters), times, distance, np.full_like(distance, MPS), 100.0)
    return sampled, Heights(basis, coefficients, ())


def ground(sampled: SampledMotion, lines: Heights, ripple_m: Floats) -> Floats:
    """(R, T) speed of the wheels in space, by differences of places."""
    place = sampled.problem.velodrome.place(sampled.distance_m + ripple_m, lines.at(sampled.time_s))
    return np.asarray(np.linalg.norm(np.gradient(place, sampled.time_s, axis=1), axis=2))


def test_on_the_measurement_line_nothing_is_changed() -> None:
    sampled, lines = riding(np.array(MEASUREMENT_LINE_M))
    way = path_correction_of(sampled, lines, sampled.speed_mps)
    assert np.abs(way.ripple_m).max() < 1e-6
    assert way.stretch == pytest.approx(np.ones_like(way.stretch))


def test_higher_up_the_way_is_longer() -> None:
    sampled, lines = riding(*(np.array(height) for height in (0.2, 1.0, 2.5)))
    stretch = path_correction_of(sampled, lines, sampled.speed_mps).stretch.mean(axis=1)
    assert stretch[0] < stretch[1] < stretch[2]
    assert 1.02 < stretch[2] < 1.12


def test_an_even_effort_rides_evenly_over_the_ground() -> None:
    sampled, lines = riding(np.array(2.0))
    way = path_correction_of(sampled, lines, sampled.speed_mps)
    inner = (sampled.time_s > 8) & (sampled.time_s < 32)
    plain, mended = (ground(sampled, lines, ripple)[0, inner] for ripple in (0.0 * way.ripple_m, way.ripple_m))
    assert np.ptp(plain) > 1.0
    assert np.ptp(mended) < 0.5 * np.ptp(plain)


def test_who_climbs_pays_in_speed_and_gets_it_back() -> None:
    up_and_down = np.interp(np.arange(43.0), [0, 19, 21, 23, 43], [0.4, 0.4, 3.0, 0.4, 0.4])
    sampled, lines = riding(up_and_down, np.array(0.4))
    way = path_correction_of(sampled, lines, sampled.speed_mps)
    speed = ground(sampled, lines, way.ripple_m)
    rise = sampled.problem.velodrome.place(sampled.distance_m, lines.at(sampled.time_s))[..., 2]
    inner = (sampled.time_s > 10) & (sampled.time_s < 30)
    assert np.ptp(rise[0, inner]) > 1.0
    kept = (speed**2 / 2 + GRAVITY_MPS2 * rise)[0, inner]
    unmended = (ground(sampled, lines, 0.0 * way.ripple_m) ** 2 / 2 + GRAVITY_MPS2 * rise)[0, inner]
    assert np.ptp(kept) < 0.35 * np.ptp(unmended)
    assert way.ripple_m[0].min() < way.ripple_m[1].min()


def test_going_up_the_boards_is_movement_too_and_takes_from_that_along_the_track() -> None:
    """1.4 m/s within a second: in the energy of the wheels that is 1 m²/s², in power 90 W for as long as it grows."""
    quick = np.interp(np.arange(43.0), [0, 19, 21, 43], [0.4, 0.4, 3.2, 3.2])
    sampled, lines = riding(quick)
    way = path_correction_of(sampled, lines, sampled.speed_mps)
    height = lines.at(sampled.time_s)
    climb = np.gradient(height, sampled.time_s, axis=1)[0]
    place = sampled.problem.velodrome.place(sampled.distance_m + way.ripple_m, height)
    speed = np.linalg.norm(np.gradient(place, sampled.time_s, axis=1), axis=2)[0]
    kept = speed**2 / 2 + GRAVITY_MPS2 * (place[0, :, 2] - way.level_m[0]) - (MPS * way.stretch[0]) ** 2 / 2
    quickest = int(np.argmax(climb))
    assert climb[quickest] > 1.2
    assert abs(kept[quickest]) < 0.35


def test_who_comes_to_rest_is_not_jerked() -> None:
    sampled, lines = riding(np.array(2.0))
    slower = np.linspace(6.0, 0.0, len(sampled.time_s))[None]
    rate = np.gradient(path_correction_of(sampled, lines, slower).ripple_m[0], sampled.time_s)
    assert np.abs(np.diff(rate)).max() < 0.1
    assert np.abs(rate[slower[0] < 1.5]).max() < 1e-9
