from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose

from replay.track.markings import CrossLine, Markings, markings
from replay.track.velodrome import TrackShape, Velodrome
from tests.helpers.track_shapes import IZU, LONG, OUTDOOR, shapes


def cross_line(found: Markings, name: str) -> CrossLine:
    return next(line for line in found.cross_lines if line.name == name)


def test_lines_along_the_track_are_where_the_rules_put_them() -> None:
    found = markings(IZU)
    assert found.line("measurement").inner_m == 0.20
    assert found.line("sprinters").outer_m == 0.90
    assert found.line("stayers").inner_m == 2.5  # a third of 7.5 m
    assert_allclose([line.width_m for line in found.lines], 0.05)


def test_stayers_line_is_at_least_2_45_m_up() -> None:
    narrow = dataclasses.replace(IZU, width_m=7.0)
    assert markings(narrow).line("stayers").inner_m == 2.45


@pytest.mark.parametrize(("shape", "past_finish_m"), [(IZU, 50.0), (LONG, 400 / 3), (OUTDOOR, 200.0)])
def test_200_m_line_is_200_m_before_the_finish(shape: TrackShape, past_finish_m: float) -> None:
    assert_allclose(cross_line(markings(shape), "200 m").start_m, past_finish_m)


def test_finish_is_the_near_edge_of_a_black_line_amid_a_white_strip_of_72_cm() -> None:
    found = markings(IZU)
    strip, line = cross_line(found, "finish strip"), cross_line(found, "finish")
    assert line.start_m == 0.0
    assert_allclose(strip.width_m, 0.72)
    assert_allclose(strip.middle_m, line.middle_m)
    assert found.cross_lines.index(strip) < found.cross_lines.index(line)


def test_blue_band_is_a_tenth_of_the_width_below_the_edge() -> None:
    assert_allclose(markings(IZU).blue_band_m, (-0.75, 0.0))


def test_safety_zone_joins_the_blue_band_and_is_narrower_on_short_tracks() -> None:
    short = dataclasses.replace(IZU, lap_m=200.0, straight_m=30.0, transition_m=18.0)
    assert_allclose(markings(IZU).safety_zone_m, (-4.0, -0.75))
    assert_allclose(markings(short).safety_zone_m, (-2.5, -0.75))


def test_a_tick_every_five_metres_and_none_on_the_finish() -> None:
    starts = [tick.start_m for tick in markings(IZU).ticks]
    assert_allclose(starts, np.arange(5.0, 250.0, 5.0))
    assert markings(LONG).ticks[-1].start_m == 330.0


@given(shapes())
def test_pursuit_lines_are_mid_straight_opposite_each_other_and_half_as_wide_as_the_track(shape: TrackShape) -> None:
    velodrome, found = Velodrome(shape), markings(shape)
    home, back = cross_line(found, "home pursuit"), cross_line(found, "back pursuit")
    assert_allclose(velodrome.place(home.middle_m)[0], 0.0, atol=1e-6)
    assert_allclose(velodrome.place(home.middle_m)[:2], -velodrome.place(back.middle_m)[:2], atol=1e-6)
    assert velodrome.place(home.middle_m)[1] < 0
    assert home.outer_m == back.outer_m == shape.width_m / 2


@given(shapes())
def test_lines_lie_on_the_boards_one_above_the_other(shape: TrackShape) -> None:
    found = markings(shape)
    edges = [edge for line in found.lines for edge in (line.inner_m, line.outer_m)]
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] < shape.width_m
    assert found.safety_zone_m[0] < found.safety_zone_m[1] == found.blue_band_m[0] < found.blue_band_m[1] == 0
    for line in found.cross_lines + found.ticks:
        assert 0 <= line.inner_m < line.outer_m <= shape.width_m
        assert -1 < line.start_m < line.end_m <= shape.lap_m + 1
