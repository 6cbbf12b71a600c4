from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from replay.draw.hall.arena import add_stands
from replay.draw.hall.dress.hall_colours import DARK_HALL
from replay.draw.hall.infield import Infield, add_infield
from replay.draw.hall.loops.row_spans import NOTHING_PART, Spans
from replay.draw.hall.strips import HallPart, hall_strips, infield_level_m
from replay.draw.hall.views.lens import PlateLens
from replay.scene.frame.pinhole import Camera
from replay.track.markings import markings
from replay.track.velodrome import TrackShape, Velodrome
from tests.helpers.hall_spans import lookup_of, pixels_of, single_pixels
from tests.helpers.track_shapes import IZU, OUTDOOR, shapes

TRACK = Velodrome(IZU)
EDGE_M = markings(IZU).safety_zone_m[0]
LENS = PlateLens.of(Camera((0.0, -10.0, 12.0), (0.0, 0.0, 0.0), 40.0), (320, 180))


def stand_colours(*, inside: float) -> np.ndarray:
    """Colours of a patch of the lower stand, on the camera's side or across the hall."""
    spans = single_pixels(HallPart.SEATS, np.linspace(0, 9, 400), np.full(400, 4.0), 0.05, inside=inside)
    light = np.zeros((400, 1, 3), np.float32)
    add_stands(light, spans, LENS, (0, 0), TRACK.lap_m)
    return light[:, 0]


def test_the_stand_on_the_camera_s_side_is_dimmed() -> None:
    assert_allclose(stand_colours(inside=0.0), DARK_HALL.near_stand * stand_colours(inside=1.0), rtol=1e-4)


def test_haze_begins_at_a_distance_and_grows() -> None:
    """Along a straight, from above its end."""
    lens = PlateLens.of(Camera((-19.0, -28.0, 12.0), (0.0, -26.0, 0.0), 60.0), (320, 180))
    seen = pixels_of(lookup_of(TRACK, lens).spans(0, 0, 320, 180, fine=False, knot_px=1), (320, 180), 1)
    boards = seen.part == HallPart.BOARDS
    far = np.linalg.norm(TRACK.place(seen.along_m[boards], seen.across_m[boards]) - lens.eye_m, axis=1)
    haze = seen.haze[boards][np.argsort(far)]
    assert haze[far.argsort().argsort()[far < 24.5]].max() == 0
    assert (np.diff(haze) > -1e-4).all()
    assert 0.05 < haze.max() < 0.5


def test_the_void_is_dark_and_cool() -> None:
    runs = np.array([[NOTHING_PART, row, 0, 320, 0, 16] for row in range(180)], np.int32)
    light = np.zeros((180, 320, 3), np.float32)
    add_stands(light, Spans.of(runs, np.zeros((9, 0), np.float32)), LENS, (0, 0), TRACK.lap_m)
    assert 0 < light.min() <= light.max() < 0.03
    assert (light[..., 2] > light[..., 0]).all()


@settings(max_examples=25)
@given(shapes(), st.floats(0, 1000), st.floats(0.3, 8.0))
def test_the_infield_knows_how_far_a_place_is_from_its_edge(
    shape: TrackShape, distance_m: float, inside_m: float
) -> None:
    velodrome, edge = Velodrome(shape), markings(shape).safety_zone_m[0]
    if shape.radius_m < inside_m - edge + 2:
        return
    place = velodrome.place(distance_m, edge - inside_m)
    infield = Infield(velodrome, edge)
    _, left, bottom, cell_m, *_ = infield.ground
    column, row = (place[0] - left) / cell_m, (place[1] - bottom) / cell_m
    around = infield.distance[int(row) : int(row) + 2, int(column) : int(column) + 2]
    right, down = column - int(column), row - int(row)
    upper, lower = around @ (1 - right, right)
    assert_allclose(upper + (lower - upper) * down, inside_m, atol=0.02)


def test_the_infield_is_level_and_cool() -> None:
    seen = pixels_of(lookup_of(TRACK, LENS).spans(0, 0, 320, 180, fine=False, knot_px=1), (320, 180), 1)
    level = seen.part == HallPart.INFIELD
    rows, columns = np.nonzero(level)
    rays = LENS.rays(columns + 0.5, rows + 0.5)
    points = np.array(LENS.eye_m) + rays * ((infield_level_m(TRACK) - LENS.eye_m[2]) / rays[:, 2])[:, None]
    edge = TRACK.place(np.arange(0, TRACK.lap_m, 0.2), EDGE_M)[:, :2]
    nearest = np.linalg.norm(points[::97, None, :2] - edge, axis=2).min(axis=1)
    assert_allclose(seen.across_m[level][::97], nearest, atol=0.05)
    light = np.zeros((180, 320, 3), np.float32)
    add_infield(light, lookup_of(TRACK, LENS).spans(0, 0, 320, 180, fine=False))
    assert (light[level][:, 2] > light[level][:, 0]).all()


def test_strips_of_the_hall_join_and_rise_outwards() -> None:
    for velodrome in (TRACK, Velodrome(OUTDOOR)):
        strips = hall_strips(velodrome)
        for lower, upper in pairwise(strips):
            assert_allclose(lower.foot + lower.high * lower.rise, upper.foot, atol=1e-9)
            assert (upper.foot[:, 2] >= lower.foot[:, 2] - 1e-9).mean() > 0.99 or lower.part == HallPart.GANGWAY
