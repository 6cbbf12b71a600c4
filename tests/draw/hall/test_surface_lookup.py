from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from replay.draw.hall.loops.raster_kernels import fill_cells
from replay.draw.hall.loops.row_spans import KNOT_PX
from replay.draw.hall.strips import HallPart
from replay.draw.hall.views.lens import PlateLens
from replay.scene.frame.pinhole import Camera
from replay.track.velodrome import TrackShape, Velodrome
from tests.helpers.hall_spans import Pixels, lookup_of, pixels_of
from tests.helpers.track_shapes import IZU, LONG, OUTDOOR

SIZE = (320, 180)
STAND = Camera((-3.0, -51.0, 21.5), (13.6, -18.2, 0.0), 33.5)
LOW = Camera((30.0, -8.0, 2.5), (45.0, -14.0, 2.0), 60.0)
ABOVE = Camera((0.0, 0.0, 90.0), (0.0, 0.0, 0.0), 60.0, (0.0, 1.0, 0.0))


def found(shape: TrackShape, camera: Camera, knot_px: int = 1) -> tuple[Velodrome, PlateLens, Pixels]:
    velodrome, lens = Velodrome(shape), PlateLens.of(camera, SIZE)
    spans = lookup_of(velodrome, lens).spans(0, 0, *SIZE, fine=False, knot_px=knot_px)
    return velodrome, lens, pixels_of(spans, SIZE, knot_px)


@pytest.mark.parametrize("camera", [STAND, LOW, ABOVE])
@pytest.mark.parametrize("shape", [IZU, LONG, OUTDOOR])
def test_what_pixels_show_of_the_boards_are_places_of_the_velodrome(shape: TrackShape, camera: Camera) -> None:
    velodrome, lens, seen = found(shape, camera)
    boards = (seen.part == HallPart.BOARDS) & (seen.across_m > 0.02) & (seen.across_m < shape.width_m - 0.02)
    assert boards.sum() > 300
    there = lens.seen(velodrome.place(seen.along_m[boards], seen.across_m[boards]))
    found_px = there[:, :2] / there[:, 2:] * lens.focal_px + lens.centre_px
    rows, columns = np.nonzero(boards)
    assert np.percentile(np.abs(found_px - np.stack([columns + 0.5, rows + 0.5], axis=1)), 99) < 0.05


def test_normals_are_those_of_the_velodrome() -> None:
    velodrome, _, seen = found(IZU, STAND)
    boards = seen.part == HallPart.BOARDS
    _, _, normal = velodrome.directions(seen.along_m[boards], seen.across_m[boards])
    assert_allclose(seen.rise[boards], normal[:, 2], atol=5e-3)


def test_pixel_reach_is_the_change_from_pixel_to_pixel() -> None:
    _, _, seen = found(IZU, STAND)
    boards = ((seen.part == HallPart.BOARDS) & (seen.across_m > 0.2) & (seen.across_m < 7.3)).astype(np.uint8)
    inner = cv2.erode(boards, np.ones((3, 3), np.uint8), borderValue=0) > 0  # whose neighbours are of the boards, too
    right, down = (np.gradient(seen.across_m, axis=axis)[inner] for axis in (1, 0))
    assert_allclose(seen.reach_across_m[inner], np.hypot(right, down), rtol=0.05)


@pytest.mark.parametrize("camera", [STAND, LOW, ABOVE])
def test_between_knots_places_are_exact_to_a_fraction_of_a_pixel(camera: Camera) -> None:
    velodrome, lens = Velodrome(IZU), PlateLens.of(camera, (1920, 1080))
    lookup, box = lookup_of(velodrome, lens), (0, 500, 1920, 40)
    exact, coarse = (pixels_of(lookup.spans(*box, fine=False, knot_px=px), box[2:], px) for px in (1, KNOT_PX))
    assert np.array_equal(coarse.part, exact.part)
    boards = exact.part == HallPart.BOARDS
    assert boards.sum() > 1000
    assert np.abs(coarse.haze - exact.haze)[boards].max() < 1e-3
    there = [lens.seen(velodrome.place(seen.along_m[boards], seen.across_m[boards])) for seen in (exact, coarse)]
    first, second = (seen[:, :2] / seen[:, 2:] * lens.focal_px for seen in there)
    assert np.abs(first - second).max() < 0.1


def test_the_near_fence_hides_the_boards_at_its_foot_from_a_low_seat() -> None:
    velodrome = Velodrome(IZU)
    x, y, z = velodrome.place(0.0, 7.5).tolist()
    camera = Camera((x, y - 4.0, z + 1.3), (x, y + 4.0, z), 40.0)
    _, _, seen = found(IZU, camera)
    (column, row), _ = camera.project(velodrome.place(0.0, 7.2), SIZE)
    assert seen.part[round(float(row)), round(float(column))] == HallPart.FENCE_OUTSIDE


corners = st.tuples(st.floats(-5, 45), st.floats(-5, 45))


@given(corners, corners, st.floats(1, 30), st.floats(1, 30), st.sampled_from([1, 4]))
def test_cells_that_share_an_edge_leave_no_gap_and_do_not_overlap(
    upper: tuple[float, float], lower: tuple[float, float], left: float, right: float, fine: int
) -> None:
    """Two cells side by side fill what both do alone, and nothing twice."""
    (ax, ay), (bx, by) = upper, (lower[0], lower[1] + 0.25)
    west = [(ax - left, ay), (ax, ay), (bx, by), (bx - left, by), (bx - left, by)]
    east = [(ax, ay), (ax + right, ay), (bx + right, by), (bx, by), (bx, by)]
    whole = [(ax - left, ay), (ax + right, ay), (bx + right, by), (bx - left, by), (bx - left, by)]
    filled = []
    for cell in (west, east, whole):
        raster, parts = np.zeros((40 * fine, 40 * fine), np.int32), np.zeros((40 * fine, 40 * fine), np.uint8)
        one = np.array([1], np.int32), np.array([1], np.uint8)
        fill_cells(raster, parts, np.array([cell], float), *one, (0.0, 0.0), fine)
        assert np.array_equal(raster > 0, parts > 0)
        filled.append(raster)
    assert np.array_equal(filled[0] + filled[1], filled[2])
