"""The blur of a pan: along it and not across it, of nothing else, and of no more than what moves."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.base.units import Floats
from replay.draw.hall.loops.smear_kernels import double_across, mean_along, mean_doubled_across
from replay.draw.hall.plates import GLANCE, PlateStore
from replay.draw.hall.views.lens import PlateLens
from replay.draw.hall.views.pan_blur import Smear
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.shot import Shot, ShotKind
from tests.helpers import frames

SIZE = (320, 180)
EYE = (0.0, -40.0, 12.0)


def _camera(right_deg: float, down_deg: float) -> Camera:
    right, down = np.radians((right_deg, down_deg))
    x, y, z = np.array(EYE) + 50.0 * np.array([np.sin(right), np.cos(right), -np.tan(down)])
    return Camera(EYE, (float(x), float(y), float(z)), 30.0)


def _smear(right_deg: float, down_deg: float) -> Smear | None:
    """Of a view that turns so far while the shutter is open."""
    before, after = _camera(0.0, 10.0), _camera(right_deg / 2, 10.0 + down_deg / 2)
    return Smear.of(PlateLens.of(before, SIZE), PlateLens.of(after, SIZE))


def _blurred(picture: np.ndarray, smear: Smear) -> Floats:
    """A picture of the view, through its smear."""
    warped = cv2.warpPerspective(picture, smear.matrix, smear.size_px, borderMode=cv2.BORDER_REPLICATE)
    into = np.empty_like(picture)
    smear.blurred(np.asarray(warped, dtype=np.uint8), into)
    return into[..., 0].astype(float)


def _dot() -> np.ndarray:
    picture = np.zeros((SIZE[1], SIZE[0], 4), np.uint8)
    picture[88:93, 158:163] = 255
    return picture


@pytest.mark.parametrize(("right_deg", "down_deg"), [(3.0, 0.0), (-3.0, 1.0), (0.0, 3.0), (1.0, 3.0), (2.0, -2.0)])
def test_a_dot_becomes_a_line_along_the_pan_as_long_as_it_moves(right_deg: float, down_deg: float) -> None:
    smear = _smear(right_deg, down_deg)
    assert smear is not None
    light = _blurred(_dot(), smear)
    y, x = np.mgrid[: SIZE[1], : SIZE[0]]
    spread = np.cov(np.stack([x.ravel(), y.ravel()]), aweights=light.ravel())
    sizes, axes = np.linalg.eigh(spread)
    along = axes[:, 1]
    px_per_deg = 90 / np.tan(np.radians(15.0)) * np.radians(1.0)
    moved = px_per_deg * np.array([-right_deg, -down_deg])  # what stands moves against the camera
    assert abs(along @ moved) / np.linalg.norm(moved) > 0.985
    length = float(np.linalg.norm(moved))
    assert np.sqrt(12 * sizes[1]) == pytest.approx(length, rel=0.25, abs=4.0)
    assert np.sqrt(sizes[0]) < 2.2
    middle = np.average(x, weights=light), np.average(y, weights=light)
    assert np.allclose(middle, (160, 90), atol=1.0)


@pytest.mark.parametrize("sharpness", [0.6, 1.0])
def test_the_blur_grows_with_the_pan_whatever_it_is_made_of(sharpness: float) -> None:
    """Where the picture becomes half and a quarter as fine nothing leaps."""
    px_per_deg = 90 / np.tan(np.radians(15.0)) * np.radians(1.0)
    x, spread = np.arange(SIZE[0]), []
    lengths = np.linspace(3.5, 40.0, 25)
    for length in lengths:
        after = _camera(length / px_per_deg / 2, 10.0)
        smear = Smear.of(PlateLens.of(_camera(0.0, 10.0), SIZE), PlateLens.of(after, SIZE), sharpness)
        assert smear is not None
        assert smear.weights.sum() == 256
        light = _blurred(_dot(), smear).sum(axis=0)
        middle = np.average(x, weights=light)
        spread.append(np.sqrt(12 * np.average((x - middle) ** 2, weights=light)))
    assert np.abs(np.array(spread) - np.hypot(lengths, 5.0)).max() < 2.0
    assert (np.diff(spread) > -0.8).all()


@given(right_deg=st.floats(-9, 9), down_deg=st.floats(-5, 5), tone=st.integers(0, 255))
def test_an_even_picture_stays_as_it_is(right_deg: float, down_deg: float, tone: int) -> None:
    smear = _smear(right_deg, down_deg)
    if smear is not None:
        light = _blurred(np.full((SIZE[1], SIZE[0], 4), tone, np.uint8), smear)
        assert np.abs(light - tone).max() <= 1


def test_nothing_that_hardly_moves_is_blurred() -> None:
    assert Smear.of(PlateLens.of(_camera(0.0, 10.0), SIZE), None) is None
    assert _smear(0.2, 0.1) is None


def test_a_background_is_blurred_only_while_its_shutter_is_open() -> None:
    views = (_camera(-2.0, 10.0), _camera(2.0, 10.0))
    shot, store = Shot("pan", ShotKind.MAIN, views), PlateStore(frames.izu(), quality=GLANCE)
    here = _camera(0.0, 10.0)
    sharp = store.background(shot, here, SIZE)
    soft = store.background(shot, replace(here, closes=_camera(1.5, 10.0)), SIZE)
    into = np.empty_like(sharp)
    again = store.background(shot, replace(here, closes=_camera(1.5, 10.0)), SIZE, into)
    assert again is into
    assert np.array_equal(again, soft)
    steps = [np.abs(np.diff(picture[..., :3].astype(float), axis=1)).mean() for picture in (sharp, soft)]
    assert steps[1] < 0.8 * steps[0]


@pytest.mark.parametrize("down_deg", [1.5, 2.5, 4.0])
def test_a_thin_line_across_the_pan_stays_even(down_deg: float) -> None:
    """Each part of it leaves the same light: a warp that left pixels out would make dots of it."""
    smear = _smear(0.0, down_deg)
    assert smear is not None
    line = np.zeros((SIZE[1], SIZE[0], 4), np.uint8)
    cv2.line(line, (0, 70), (SIZE[0] - 1, 104), (255, 255, 255, 255), 1, cv2.LINE_AA)
    light = _blurred(line, smear).sum(axis=0)[40:280]
    before = line[..., 0].astype(float).sum(axis=0)[40:280]
    assert np.std(light) / light.mean() < 0.15 + np.std(before) / before.mean()


@pytest.mark.parametrize("width", [64, 63])
def test_a_mean_drawn_out_row_by_row_is_the_mean_drawn_out(width: int) -> None:
    random = np.random.default_rng(width)
    half, rows = (width + 1) // 2, 12
    source = random.integers(0, 256, (rows + 2, 4 * (half + 5)), dtype=np.uint8)
    kept = random.integers(150, 256, (rows, width), dtype=np.uint8)
    steps, weights = np.array([[0, 0], [1, 1], [2, 3]]), np.array([64, 128, 64], np.uint16)
    mean, whole = np.empty((rows, 4 * half), np.uint8), np.empty((rows, width), np.uint32)
    mean_along(source, mean, steps, weights)
    double_across(mean.view(np.uint32), whole, kept)
    found = np.empty_like(whole)
    mean_doubled_across(source, found, steps, weights, kept)
    np.testing.assert_array_equal(found, whole)
