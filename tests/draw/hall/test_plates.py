from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from replay.draw.hall.plate_render import PlateRenderer
from replay.draw.hall.plates import FULL, PREVIEW, PlateStore
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.shot import Shot, ShotKind
from replay.track.markings import markings
from replay.track.velodrome import TrackShape, Velodrome
from tests.helpers.track_shapes import IZU, LONG, OUTDOOR

SIZE = (480, 270)
TRACK = Velodrome(IZU)
STAND = Camera((-3.0, -51.0, 21.5), (13.6, -18.2, 0.0), 33.5)


@pytest.fixture(scope="module")
def store() -> PlateStore:
    return PlateStore(TRACK)


def still(camera: Camera) -> Shot:
    return Shot("still", ShotKind.MAIN, (camera,))


def pan(*bearings_deg: float, fov_deg: float = 40.0) -> Shot:
    eye = (0.0, -2.0, 4.0)
    around = np.radians(bearings_deg)
    targets = [(30 * float(np.cos(angle)), -2 + 30 * float(np.sin(angle)), 2.0) for angle in around]
    return Shot("pan", ShotKind.FOLLOW, tuple(Camera(eye, target, fov_deg) for target in targets))


def close_up(velodrome: Velodrome, distance_m: float, height_m: float) -> Camera:
    """A camera a few metres off, on the infield's side."""
    forward, _, _ = velodrome.directions(distance_m, height_m)
    place = velodrome.place(distance_m, height_m)
    inward = np.cross([0.0, 0.0, 1.0], forward)
    eye = place + 3.0 * inward + (0.0, 0.0, 3.0)
    return Camera((float(eye[0]), float(eye[1]), float(eye[2])), tuple(place.tolist()), 30.0)


def colour_at(store: PlateStore, velodrome: Velodrome, distance_m: float, height_m: float) -> np.ndarray:
    """Red, green, blue of a place seen close up."""
    camera = close_up(velodrome, distance_m, height_m)
    picture = store.background(still(camera), camera, SIZE)
    (x, y), _ = camera.project(velodrome.place(distance_m, height_m), SIZE)
    return picture[int(y), int(x), 2::-1].astype(int)


@pytest.mark.parametrize("shape", [IZU, LONG, OUTDOOR])
def test_paint_in_the_home_straight_is_where_the_rules_put_it(shape: TrackShape) -> None:
    velodrome, painted = Velodrome(shape), markings(shape)
    store = PlateStore(velodrome)
    red, green, blue = colour_at(store, velodrome, 6.0, painted.line("sprinters").middle_m)
    assert red > 140 > 90 > max(green, blue)
    assert colour_at(store, velodrome, 6.0, painted.line("measurement").middle_m).max() < 60
    red, green, blue = colour_at(store, velodrome, 6.0, painted.line("stayers").middle_m)
    assert blue > 130 > 100 > max(red, green)
    red, green, blue = colour_at(store, velodrome, 6.0, 0.55)
    assert red > green + 25 > blue + 50


def test_finish_strip_is_white_with_a_black_line(store: PlateStore) -> None:
    assert colour_at(store, TRACK, 0.2, 4.0).min() > 190
    assert colour_at(store, TRACK, -0.2, 4.0).min() > 190
    assert colour_at(store, TRACK, 0.02, 4.0).max() < 80
    red, _, blue = colour_at(store, TRACK, 0.8, 4.0)
    assert red > blue + 60


def test_below_the_boards_come_blue_band_safety_zone_and_a_dark_infield(store: PlateStore) -> None:
    red, _, blue = colour_at(store, TRACK, 6.0, -0.4)
    assert blue > red + 80
    zone, infield = colour_at(store, TRACK, 6.0, -2.5), colour_at(store, TRACK, 6.0, -7.0)
    assert zone.max() < 110
    assert infield.sum() < zone.sum()
    assert infield[2] > infield[0]


def test_pursuit_and_200_m_lines_cross_the_boards(store: PlateStore) -> None:
    red, green, _ = colour_at(store, TRACK, -14.0, 3.0)
    assert red > green + 90
    assert colour_at(store, TRACK, 50.02, 3.2).min() > 140
    above_pursuit_line = colour_at(store, TRACK, -14.0, 4.4)
    assert above_pursuit_line[1] > 110


def test_thin_lines_do_not_break_up_in_a_wide_view(store: PlateStore) -> None:
    """From the stand the sprinters line is a third of a pixel wide here; its red still shows all along."""
    picture = store.background(still(STAND), STAND, SIZE).astype(int)
    along = np.arange(-12.0, 12.0, 0.25)
    redness = picture[..., 2] - picture[..., 1]
    on, beside = (
        np.array([redness[int(y), int(x)] for x, y in STAND.project(TRACK.place(along, height), SIZE)[0]])
        for height in (markings(IZU).line("sprinters").middle_m, 1.9)
    )
    assert (on - beside > 4).mean() > 0.9


def test_light_follows_the_banking(store: PlateStore) -> None:
    """Steep boards are darker than flat ones, on average over many laths."""

    def brightness(distance_m: float) -> float:
        camera = close_up(TRACK, distance_m, 4.5)
        return float(store.background(still(camera), camera, SIZE)[60:210, 120:360, :3].mean())

    assert brightness(48.5) < brightness(0.0) - 8
    assert brightness(173.5) < brightness(125.0) - 8


@pytest.mark.parametrize(("quality", "mean"), [(PREVIEW, 4.0), (FULL, 2.3)])
def test_a_warped_background_looks_like_a_direct_one(quality: int, mean: float) -> None:
    store, shot = PlateStore(TRACK, quality=quality), pan(-110, -100, -90, fov_deg=20)
    for camera in (shot.views[0], shot.views[1]):
        warped = store.background(shot, camera, SIZE)[..., :3].astype(int)
        direct = store.background(still(camera), camera, SIZE)[..., :3].astype(int)
        assert np.abs(warped - direct).mean() < mean
        assert np.percentile(np.abs(warped - direct), 99) < 30


def test_plates_of_a_wide_pan_leave_no_gap(store: PlateStore) -> None:
    shot = pan(-200, -160, -120, -80, -40)
    for camera in shot.views:
        warped = store.background(shot, camera, SIZE)[..., :3].astype(int)
        direct = store.background(still(camera), camera, SIZE)[..., :3].astype(int)
        assert np.abs(warped - direct).mean(axis=(0, 2)).max() < 8  # of any one column
        assert (warped.sum(axis=2) > 0).all()


def test_zoomed_out_views_come_from_smaller_plates(store: PlateStore) -> None:
    eye, target = (0.0, 0.0, 90.0), (0.0, 0.0, 0.0)
    shot = Shot(
        "zoom", ShotKind.OVERHEAD, tuple(Camera(eye, target, fov, (0.0, 1.0, 0.0)) for fov in (20.0, 30.0, 45.0))
    )
    for camera in shot.views:
        warped = store.background(shot, camera, SIZE)[..., :3].astype(int)
        direct = store.background(still(camera), camera, SIZE)[..., :3].astype(int)
        assert np.abs(warped - direct).mean() < 4  # the stands are less out of focus where the lens is wider


def test_backgrounds_do_not_depend_on_what_was_asked_before(store: PlateStore) -> None:
    shot = pan(-110, -100, -90, fov_deg=20)
    first = store.background(shot, shot.views[1], SIZE).copy()
    store.background(still(STAND), STAND, SIZE)
    store.background(shot, shot.views[2], SIZE)
    assert np.array_equal(store.background(shot, shot.views[1], SIZE), first)
    assert np.array_equal(PlateStore(TRACK).background(shot, shot.views[1], SIZE), first)


def test_a_still_background_is_made_once_and_cannot_be_written(store: PlateStore) -> None:
    picture = store.background(still(STAND), STAND, SIZE)
    assert picture is store.background(still(STAND), STAND, SIZE)
    assert picture.shape == (270, 480, 4)
    assert picture.flags.c_contiguous
    assert not picture.flags.writeable


def test_plates_are_read_back_from_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = PlateStore(TRACK, cache_dir=tmp_path).background(still(STAND), STAND, SIZE)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("rendered again")

    monkeypatch.setattr(PlateRenderer, "pixels", never)
    read = PlateStore(TRACK, cache_dir=tmp_path).background(still(STAND), STAND, SIZE)
    assert np.array_equal(read, made)


@pytest.mark.parametrize("damage", [b"", b"not a plate", None])
def test_a_damaged_plate_is_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    made = PlateStore(TRACK, cache_dir=tmp_path).background(still(STAND), STAND, SIZE)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[:-100] + bytes(100) if damage is None else damage)
    assert np.array_equal(PlateStore(TRACK, cache_dir=tmp_path).background(still(STAND), STAND, SIZE), made)
    assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = PlateStore(TRACK, cache_dir=tmp_path / "file" / "plates")
    assert store.background(still(STAND), STAND, SIZE).shape == (270, 480, 4)


def test_another_track_or_size_has_other_plates_on_disk(tmp_path: Path) -> None:
    flatter = replace(IZU, banking_deg=(12.0, 42.0))
    PlateStore(TRACK, cache_dir=tmp_path).background(still(STAND), STAND, (160, 90))
    PlateStore(Velodrome(flatter), cache_dir=tmp_path).background(still(STAND), STAND, (160, 90))
    PlateStore(TRACK, cache_dir=tmp_path).background(still(STAND), STAND, (80, 45))
    half = PlateStore(TRACK, cache_dir=tmp_path, quality=PREVIEW).background(still(STAND), STAND, (160, 90))
    assert half.shape == (90, 160, 4)  # from the plate of 80 x 45
    renamed = replace(IZU, title="Another title")
    PlateStore(Velodrome(renamed), cache_dir=tmp_path).background(still(STAND), STAND, (160, 90))
    assert len(list(tmp_path.iterdir())) == 3


def test_prepare_tells_progress_up_to_one(store: PlateStore) -> None:
    told: list[float] = []
    store.prepare(pan(-100, 0), (160, 90), told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 2


def test_what_cannot_be_asked(store: PlateStore) -> None:
    moving = pan(-100, -90)
    elsewhere = replace(moving.views[0], eye_m=(0.0, 0.0, 5.0))
    with pytest.raises(ValueError, match="stands still"):
        store.prepare(replace(moving, views=(moving.views[0], elsewhere)), SIZE)
    with pytest.raises(ValueError, match="does not stand"):
        store.background(moving, elsewhere, SIZE)
    with pytest.raises(ValueError, match="still"):
        store.background(still(STAND), moving.views[0], SIZE)
    with pytest.raises(ValueError, match="quality"):
        PlateStore(TRACK, quality=3)


def test_plates_of_other_shots_are_let_go_and_read_again(tmp_path: Path) -> None:
    store = PlateStore(TRACK, cache_dir=tmp_path, quality=PREVIEW)
    here, there = still(STAND), pan(100.0, 112.0)
    before = store.background(there, there.views[0], SIZE).copy()
    for shot in (here, there):
        store.prepare(shot, SIZE)
    store.forget_others([(here, SIZE)])
    assert store.has(here, SIZE)
    assert not store.has(there, SIZE)
    assert store.has(there, SIZE, on_disk=True)
    assert np.array_equal(store.background(there, there.views[0], SIZE), before)


def test_plates_that_no_disk_keeps_are_not_let_go(store: PlateStore) -> None:
    shot = still(STAND)
    store.prepare(shot, SIZE)
    store.forget_others([])
    assert store.has(shot, SIZE)
