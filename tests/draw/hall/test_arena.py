from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from replay.draw.hall.arena import NEAR_STAND_LIGHT, hazy, stand_colours, void_colours
from replay.draw.hall.hall_colours import HAZE, linear
from replay.draw.hall.infield import Infield
from replay.draw.hall.lens import PlateLens
from replay.draw.hall.strips import HallPart, hall_strips, infield_level_m
from replay.draw.hall.surface_lookup import Spots
from replay.scene.frame.pinhole import Camera
from replay.track.markings import markings
from replay.track.velodrome import TrackShape, Velodrome
from tests.helpers.track_shapes import IZU, OUTDOOR, shapes

TRACK = Velodrome(IZU)
EDGE_M = markings(IZU).safety_zone_m[0]


def seats(y_m: float) -> Spots:
    """A patch of the lower stand on the home side (y_m < 0), which looks towards the track."""
    count = 400
    normal = np.tile(np.array([0.0, 0.5, 0.8], np.float32), (count, 1))
    return Spots(
        part=np.full(count, HallPart.SEATS, np.uint8),
        along_m=np.linspace(0, 9, count, dtype=np.float32),
        across_m=np.full(count, 4.0, np.float32),
        point_m=np.tile(np.array([0.0, y_m, 5.0], np.float32), (count, 1)),
        normal=normal,
        ray=-normal,
        depth_m=np.full(count, 30, np.float32),
        pixel_m=np.full((count, 2), 0.05, np.float32),
    )


def test_the_stand_on_the_camera_s_side_is_dimmed() -> None:
    opposite = stand_colours(seats(-40.0), (0.0, 20.0, 10.0))
    near = stand_colours(seats(-40.0), (0.0, -60.0, 20.0))
    assert_allclose(near, NEAR_STAND_LIGHT * opposite, rtol=1e-4)


def test_haze_begins_at_a_distance_and_ends_in_its_own_colour() -> None:
    colour = np.tile(linear((224, 168, 99)), (4, 1))
    near, far, further, endless = hazy(colour, np.array([10, 60, 120, 1e5], np.float32))
    assert_allclose(near, colour[0])
    assert far[0] > further[0] > endless[0]
    assert_allclose(endless, HAZE, atol=1e-4)


def test_the_void_is_dark_and_cool() -> None:
    rays = np.array([[1, 0, z] for z in (-0.5, 0.0, 0.3, 2.0)], np.float32)
    colours = void_colours(rays)
    assert colours.max() < 0.03
    assert (colours[:, 2] > colours[:, 0]).all()


@settings(max_examples=25)
@given(shapes(), st.floats(0, 1000), st.floats(0.3, 8.0))
def test_the_infield_knows_how_far_a_place_is_from_its_edge(
    shape: TrackShape, distance_m: float, inside_m: float
) -> None:
    velodrome, edge = Velodrome(shape), markings(shape).safety_zone_m[0]
    if shape.radius_m < inside_m - edge + 2:
        return
    place = velodrome.place(distance_m, edge - inside_m)
    found, slope = Infield(velodrome, edge)._inside(place[None, :2])
    assert_allclose(found, inside_m, atol=0.02)
    assert_allclose(np.linalg.norm(slope, axis=1), 1.0, atol=0.05)


def test_infield_colours_are_those_of_a_level_plane_under_the_pixels() -> None:
    lens = PlateLens.of(Camera((0.0, -10.0, 12.0), (0.0, 0.0, 0.0), 40.0), (320, 180))
    x, y = np.array([160.0, 40.0], np.float32), np.array([90.0, 150.0], np.float32)
    colours, depth = Infield(TRACK, EDGE_M).colours(lens, x, y)
    points = np.array(lens.eye_m) + lens.rays(x, y) / np.linalg.norm(lens.rays(x, y), axis=1)[:, None] * depth[:, None]
    assert_allclose(points[:, 2], infield_level_m(TRACK), atol=1e-4)
    assert (colours[:, 2] > colours[:, 0]).all()


def test_strips_of_the_hall_join_and_rise_outwards() -> None:
    for velodrome in (TRACK, Velodrome(OUTDOOR)):
        strips = hall_strips(velodrome)
        for lower, upper in pairwise(strips):
            assert_allclose(lower.foot + lower.high * lower.rise, upper.foot, atol=1e-9)
            assert (upper.foot[:, 2] >= lower.foot[:, 2] - 1e-9).mean() > 0.99 or lower.part == HallPart.GANGWAY
