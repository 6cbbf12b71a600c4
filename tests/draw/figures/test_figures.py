"""Tests of riders and pacer as pixels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from replay.base.colour import Colour
from replay.draw.figures.bones.skeleton import bike_frame, rider_points
from replay.draw.figures.figure_painter import may_show, paint, see
from replay.draw.figures.pacer_figure import draw_pacer, draw_pacer_shadow
from replay.draw.figures.projector import projector
from replay.draw.figures.rider_figure import RIDER, draw_rider, draw_shadow
from replay.draw.figures.shadow_kernels import fill_shadows
from replay.draw.figures.shadows import cast_shadow, shadow_may_show
from replay.draw.figures.skins.materials import material_colours
from replay.draw.figures.triangle_kernels import packed
from replay.draw.pixels.rectangles import Rect
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import Kit, Pose
from replay.track.velodrome import TrackShape, Velodrome

TRACK = Velodrome(TrackShape("oval", "Oval", 250, 38, 22, (12, 45), 7.5, 14))
SIZE = (320, 180)
KIT = Kit(jersey=(40, 100, 240), trim=(250, 60, 60), helmet=(250, 210, 30), chip=(40, 100, 240))
TAN = (0x58, 0x94, 0xC7, 255)
FLAT = Pose((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0), 0.0, 40.0, 20.0)
DRAWERS = ("rider", "shadow", "pacer", "pacer shadow")


def canvas(size_px: tuple[int, int] = SIZE) -> NDArray[np.uint8]:
    picture = np.empty((size_px[1], size_px[0], 4), dtype=np.uint8)
    picture[:] = TAN
    return picture


def draw(what: str, picture: NDArray[np.uint8], camera: Camera, pose: Pose, scale: float = 1.0) -> tuple[Rect, ...]:
    if what == "rider":
        return draw_rider(picture, camera, pose, KIT, scale=scale)
    drawer = {"shadow": draw_shadow, "pacer": draw_pacer, "pacer shadow": draw_pacer_shadow}[what]
    return drawer(picture, camera, pose, scale=scale)


def around(azimuth_deg: float, elevation_deg: float, away_m: float = 10.0) -> Camera:
    """A camera that looks at a rider at the origin; azimuth 0 sees him from the front, 90 from his left."""
    azimuth, elevation = np.radians(azimuth_deg), np.radians(elevation_deg)
    level = np.cos(elevation) * away_m
    eye = (level * np.cos(azimuth), level * np.sin(azimuth), 0.7 + away_m * np.sin(elevation))
    return Camera((float(eye[0]), float(eye[1]), float(eye[2])), (0.0, 0.0, 0.7), 12.0)


def on_track(distance_m: float, height_m: float, lean_deg: float, crank_deg: float, fallen: float) -> Pose:
    forward, _, normal = TRACK.directions(distance_m, height_m)
    place = TRACK.place(distance_m, height_m)
    return Pose(tuple(place), tuple(forward), tuple(normal), lean_deg, crank_deg, 3 * crank_deg, 10.0, 0.7, fallen)


poses = st.builds(
    on_track,
    st.floats(0.0, 250.0),
    st.floats(-1.0, 7.0),
    st.floats(0.0, 55.0),
    st.floats(0.0, 360.0),
    st.sampled_from([0.0, 0.0, 0.4, 1.0]),
)
eyes = st.tuples(st.floats(-60.0, 60.0), st.floats(-40.0, 40.0), st.floats(3.0, 40.0))
offsets = st.tuples(st.floats(-6.0, 6.0), st.floats(-6.0, 6.0), st.floats(-2.0, 3.0))


def aimed(pose: Pose, eye: tuple[float, float, float], offset: tuple[float, float, float], fov_deg: float) -> Camera:
    x, y, z = (place + off for place, off in zip(pose.ground_m, offset, strict=True))
    return Camera(eye, (x, y, z), fov_deg)


def inside(rects: tuple[Rect, ...], shape: tuple[int, int]) -> NDArray[np.bool_]:
    mask = np.zeros(shape, dtype=bool)
    for x, y, width, height in rects:
        assert x >= 0
        assert y >= 0
        assert x + width <= shape[1]
        assert y + height <= shape[0]
        mask[y : y + height, x : x + width] = True
    return mask


@pytest.mark.parametrize("what", DRAWERS)
@settings(deadline=None, max_examples=25)
@given(pose=poses, eye=eyes, offset=offsets, fov_deg=st.floats(4.0, 60.0), scale=st.sampled_from([1.0, 1.3]))
def test_nothing_changes_outside_the_rectangles(
    what: str,
    pose: Pose,
    eye: tuple[float, float, float],
    offset: tuple[float, float, float],
    fov_deg: float,
    scale: float,
) -> None:
    picture, before = canvas(), canvas()
    rects = draw(what, picture, aimed(pose, eye, offset, fov_deg), pose, scale)
    changed = np.any(picture != before, axis=-1)
    assert not np.any(changed & ~inside(rects, changed.shape))


@pytest.mark.parametrize("what", DRAWERS)
def test_two_calls_give_equal_pixels_whatever_was_drawn_between(what: str) -> None:
    pose = on_track(30.0, 1.2, 40.0, 77.0, 0.0)
    camera = aimed(pose, (47.0, -40.0, 12.0), (0.0, 0.0, 0.5), 12.0)
    first, second = canvas(), canvas()
    rects = draw(what, first, camera, pose)
    draw(what, canvas(), around(20, 5), FLAT)
    assert draw(what, second, camera, pose) == rects
    np.testing.assert_array_equal(first, second)
    assert np.any(first != canvas())


@pytest.mark.parametrize("what", DRAWERS)
def test_off_screen_and_behind_the_camera_nothing_is_drawn(what: str) -> None:
    aside = Camera((10.0, 0.0, 1.0), (10.0, 10.0, 1.0), 20.0)
    behind = Camera((3.0, 0.0, 1.0), (10.0, 0.0, 1.0), 40.0)
    upon = Camera((0.1, 0.0, 0.7), (10.0, 0.0, 0.7), 40.0)
    for camera in (aside, behind, upon):
        picture = canvas()
        assert draw(what, picture, camera, FLAT) == ()
        np.testing.assert_array_equal(picture, canvas())


@pytest.mark.parametrize(
    ("azimuth_deg", "elevation_deg"), [(180, 30), (90, 10), (270, 10), (0, 45), (120, 70), (0, 85)]
)
def test_the_jersey_is_seen_from_all_sides(azimuth_deg: float, elevation_deg: float) -> None:
    camera, picture = around(azimuth_deg, elevation_deg), canvas((640, 360))
    draw_rider(picture, camera, FLAT, replace(KIT, trim=KIT.jersey))
    pixels, _ = camera.project((0.05, 0.0, 1.17), (640, 360))
    x, y = (round(float(value)) for value in pixels)
    assert_hue(picture[y, x], KIT.jersey)


def test_the_jersey_is_seen_from_the_front_on_the_shoulders() -> None:
    picture = canvas((640, 360))
    draw_rider(picture, around(0, 5), FLAT, KIT)
    pixels, _ = around(0, 5).project([(0.28, 0.19, 1.08), (0.28, -0.19, 1.08)], (640, 360))
    for x, y in np.rint(pixels).astype(int):
        assert_hue(picture[y, x], KIT.jersey)


@pytest.mark.parametrize("azimuth_deg", [90, 270])
def test_each_flank_has_a_stripe(azimuth_deg: float) -> None:
    picture = canvas((640, 360))
    draw_rider(picture, around(azimuth_deg, 10), FLAT, KIT)
    red = (picture[..., 2] > 200) & (picture[..., 1] < 110) & (picture[..., 0] < 110)
    assert np.count_nonzero(red) > 100


@pytest.mark.parametrize("azimuth_deg", [30, 60, 90, 120, 150, 210, 240, 270, 300, 330])
def test_the_near_foot_is_in_front_of_the_bicycle(azimuth_deg: float) -> None:
    camera = around(azimuth_deg, 15)
    side = "left" if azimuth_deg < 180 else "right"
    for crank_deg in (45.0, 135.0, 225.0, 315.0):
        picture, pose = canvas((960, 540)), replace(FLAT, crank_deg=crank_deg)
        draw_rider(picture, camera, pose, KIT)
        points = rider_points(pose)
        shoe = 0.5 * np.add(points[f"heel {side}"], points[f"toe {side}"]) + (0.0, 0.0, 0.015)
        x, y = np.rint(camera.project(shoe, (960, 540))[0]).astype(int)
        assert picture[y, x, :3].min() > 130


def assert_hue(pixel: NDArray[np.uint8], colour: Colour) -> None:
    """Shading changes how light a colour is, not which channel leads or how it is mixed."""
    seen, asked = pixel[2::-1].astype(float), np.array(colour, dtype=float)
    np.testing.assert_allclose(seen / seen.max(), asked / asked.max(), atol=0.12)


def test_tyres_are_drawn_down_to_the_ground_and_no_further() -> None:
    camera, picture = around(270, 0.0, 30.0), canvas((960, 540))
    camera = replace(camera, fov_deg=5.0)
    draw_rider(picture, camera, FLAT, KIT)
    ground, _ = camera.project((0.49, 0.0, 0.0), (960, 540))
    column = np.any(picture[:, round(float(ground[0]))] != TAN, axis=-1)
    assert np.flatnonzero(column).max() + 1 == pytest.approx(float(ground[1]), abs=1.2)


def test_a_figure_twice_as_large_is_twice_as_tall() -> None:
    one, two = (tall_px(scale) for scale in (1.0, 2.0))
    assert two == pytest.approx(2 * one, rel=0.06)


def tall_px(scale: float) -> int:
    picture = canvas((1920, 1080))
    draw_rider(picture, around(270, 5, 40.0), FLAT, KIT, scale=scale)
    return int(np.ptp(np.flatnonzero(np.any(picture != TAN, axis=(1, 2)))))


@given(st.floats(8.0, 60.0))
@settings(deadline=None, max_examples=20)
def test_far_riders_keep_their_jersey(away_m: float) -> None:
    camera = Camera((0.0, -away_m * 3, away_m), (0.0, 0.0, 1.0), 12.0)
    picture = canvas()
    draw_rider(picture, camera, FLAT, KIT)
    blue = (picture[..., 0].astype(int) - picture[..., 2]) > 40
    assert np.any(blue)


def test_shadows_darken_and_never_lighten() -> None:
    picture = canvas((640, 360))
    draw_shadow(picture, around(250, 25), FLAT)
    assert np.all(picture[..., :3] <= canvas((640, 360))[..., :3])
    ground, _ = around(250, 25).project((0.49, 0.0, 0.0), (640, 360))
    x, y = np.rint(ground).astype(int)
    assert picture[y, x, :3].mean() < 0.6 * np.mean(TAN[:3])


def test_the_wheels_turn() -> None:
    still, turned = canvas(), canvas()
    draw_rider(still, around(270, 5), FLAT, KIT)
    draw_rider(turned, around(270, 5), replace(FLAT, wheel_deg=50.0), KIT)
    assert np.any(still != turned)


def test_spokes_are_blurred_while_the_shutter_is_open_and_nothing_else_is() -> None:
    sharp, soft = canvas(), canvas()
    rects = draw_rider(sharp, around(270, 5), FLAT, KIT)
    assert draw_rider(soft, around(270, 5), replace(FLAT, wheel_turn_deg=70.0), KIT) == rects
    changed = (sharp != soft).any(axis=2)
    rows = np.flatnonzero(changed.any(axis=1))
    assert rows.min() > rects[0][1] + 0.4 * rects[0][3]  # below the saddle
    before, after = (picture[changed][:, :3].astype(int).mean(axis=1) for picture in (sharp, soft))
    assert np.std(after) < 0.8 * np.std(before)
    assert after.mean() == pytest.approx(before.mean(), rel=0.1)


def test_the_fourth_byte_stays() -> None:
    picture = canvas()
    picture[..., 3] = 7
    draw_rider(picture, around(270, 5), FLAT, KIT)
    draw_shadow(picture, around(270, 5), FLAT)
    assert np.all(picture[..., 3] == 7)


VIEWS = ((0, 6), (25, 12), (90, 8), (180, 8), (300, 80))
POSTURES = {
    "tucked": FLAT,
    "out of the saddle": replace(FLAT, effort=1.0),
    "sitting up": replace(FLAT, upright=1.0),
    "arms up": replace(FLAT, arms_up=1.0),
    "throwing": replace(FLAT, throw=1.0),
    "looking back": replace(FLAT, head_deg=100.0),
    "lying": replace(FLAT, fallen=1.0),
}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("posture", POSTURES)
def test_every_posture_stays_within_the_figures_reach(posture: str, view: tuple[int, int]) -> None:
    """Labels and framing keep so much around a rider: nothing of him is further from his middle than 1.85 m."""
    camera, picture = around(*view, away_m=20.0), canvas((640, 480))
    draw_rider(picture, camera, POSTURES[posture], KIT)
    rows, columns = np.nonzero(np.any(picture != TAN, axis=-1))
    middle, _ = camera.project((0.0, 0.0, 0.7), (640, 480))
    reach_px = np.hypot(columns - middle[0], rows - middle[1]).max()
    assert 0.55 < reach_px / (camera.focal_px(480) / 20.0) < 1.85


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("posture", ["tucked", "out of the saddle", "throwing", "sitting up", "looking back"])
def test_forty_pixels_show_helmet_and_jersey(posture: str, view: tuple[int, int]) -> None:
    kit = Kit(jersey=(20, 60, 250), trim=(20, 60, 250), helmet=(250, 30, 30), chip=(20, 60, 250))
    camera, picture = around(*view, away_m=35.0), canvas((320, 254))
    assert 38 < 1.35 * camera.focal_px(254) / 35.0 < 50
    draw_rider(picture, camera, POSTURES[posture], kit)
    blue, green, red = (picture[..., channel].astype(int) for channel in range(3))
    assert np.count_nonzero((red > 130) & (green < 90) & (blue < 90)) >= 6
    assert np.count_nonzero((blue > 130) & (red < 90)) >= 12


def test_from_the_front_a_rider_mirrors_himself() -> None:
    pose = replace(FLAT, crank_deg=90.0)
    camera, one, other = around(0, 0.0), canvas(), canvas()
    draw_rider(one, camera, pose, KIT)
    draw_rider(other, camera, replace(pose, crank_deg=270.0), KIT)
    seen, mirrored = (np.any(picture != TAN, axis=-1) for picture in (one, other[:, ::-1]))
    assert np.count_nonzero(seen != mirrored) < 0.06 * np.count_nonzero(seen)


def test_a_look_back_can_be_seen_at_a_hundred_pixels() -> None:
    camera, ahead, back = around(20, 10, away_m=20.0), canvas((640, 318)), canvas((640, 318))
    draw_rider(ahead, camera, FLAT, KIT)
    draw_rider(back, camera, replace(FLAT, head_deg=100.0), KIT)
    head, _ = camera.project((0.44, 0.0, 1.18), (640, 318))
    x, y = np.rint(head).astype(int)
    window = np.s_[y - 14 : y + 14, x - 14 : x + 14]
    changed = np.abs(ahead[window].astype(int) - back[window]).max(axis=-1) > 40
    assert changed.mean() > 0.15


def test_a_wheel_seen_edge_on_is_as_thick_as_its_tyre() -> None:
    camera, picture = around(0, 0.0, 20.0), canvas((640, 480))
    draw_rider(picture, camera, FLAT, KIT)
    row, _ = camera.project((0.8, 0.0, 0.12), (640, 480))
    across = np.count_nonzero(np.any(picture[round(float(row[1]))] != TAN, axis=-1))
    assert 1 <= across / (camera.focal_px(480) / 20.0) * 100 < 6


@settings(max_examples=60)
@given(st.floats(-25, 25), st.floats(-12, 12), st.floats(-180, 180), st.floats(4, 60))
def test_what_is_left_out_beside_the_picture_would_not_be_on_it(x: float, y: float, turn: float, fov: float) -> None:
    """A figure whose surroundings are not on a picture changes none of its pixels, nor does its shadow."""
    angle = np.radians(turn)
    pose = Pose((x, y, 0.0), (float(np.cos(angle)), float(np.sin(angle)), 0.0), (0.0, 0.0, 1.0), 0.0, turn, turn)
    camera = Camera((0.0, -16.0, 5.0), (0.0, 0.0, 0.7), fov)
    lens = projector(camera, (160, 90))
    picture = canvas((160, 90))
    if not may_show(lens, bike_frame(pose), 1.0):
        seen = see(RIDER, rider_points(pose), bike_frame(pose), lens, 1.0, (0.0, 0.0))
        assert seen is None or paint(picture, seen, material_colours(KIT)) == ()
    if not shadow_may_show(picture, camera, pose, 1.0):
        cast_shadow(picture, camera, pose, RIDER, rider_points(pose), 1.0)
        assert (picture == TAN).all()


def test_a_colour_in_one_number_is_the_colour_and_never_spills_into_another() -> None:
    for parts in ((0.0, 510.0, 1020.0), (1020.4, -3.0, 0.4), (5000.0, 0.0, -5000.0)):
        one = int(packed(*(np.float32(part) for part in parts)))
        found = (one & 1023, one >> 10 & 1023, one >> 20)
        assert found == tuple(round(min(max(part, 0.0), 1020.0)) for part in parts)


def test_the_shadow_of_a_lamp_is_as_dark_where_two_bones_cast_it_and_those_of_lamps_add_up() -> None:
    total = np.zeros((20, 20), np.uint8)
    bone = np.array([[[2.0, 10.0], [18.0, 10.0]]])
    ends = np.array([np.concatenate([bone, bone]), np.concatenate([bone, bone])])
    discs = np.zeros((2, 0, 3, 2))
    fill_shadows(total, ends, np.array([2.0, 2.0]), discs, np.array([100, 200]))
    assert total[10, 10] == 255
    total[:] = 0
    fill_shadows(total, ends, np.array([2.0, 2.0]), discs, np.array([40, 60]))
    assert total[10, 10] == 100
    assert total[2, 10] == 0
