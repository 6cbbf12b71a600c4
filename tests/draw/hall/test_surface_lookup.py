from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from replay.draw.hall.lens import PlateLens
from replay.draw.hall.strips import HallPart, step_m, track_strips
from replay.draw.hall.surface_lookup import INFIELD_CELL, Spots, SurfaceLookup
from replay.scene.frame.pinhole import Camera
from replay.track.markings import markings
from replay.track.velodrome import TrackShape, Velodrome
from tests.helpers.track_shapes import IZU, LONG, OUTDOOR

SIZE = (320, 180)
STAND = Camera((-3.0, -51.0, 21.5), (13.6, -18.2, 0.0), 33.5)
LOW = Camera((30.0, -8.0, 2.5), (45.0, -14.0, 2.0), 60.0)
ABOVE = Camera((0.0, 0.0, 90.0), (0.0, 0.0, 0.0), 60.0, (0.0, 1.0, 0.0))


def found(shape: TrackShape, camera: Camera) -> tuple[Velodrome, PlateLens, Spots, np.ndarray]:
    """The spots of every pixel of a small picture that shows a strip, and these pixels' positions (N, 2)."""
    velodrome, lens = Velodrome(shape), PlateLens.of(camera, SIZE)
    lookup = SurfaceLookup(track_strips(velodrome, markings(shape)), lens, step_m=step_m(velodrome))
    cells = lookup.raster(0, 0, *SIZE, 1)
    rows, columns = np.nonzero(cells > INFIELD_CELL)
    pixels = np.stack([columns, rows], axis=1).astype(np.float32) + np.float32(0.5)
    return velodrome, lens, lookup.spots(cells[rows, columns], pixels[:, 0], pixels[:, 1]), pixels


@pytest.mark.parametrize("camera", [STAND, LOW, ABOVE])
@pytest.mark.parametrize("shape", [IZU, LONG, OUTDOOR])
def test_spots_on_the_boards_are_places_of_the_velodrome_under_their_pixels(shape: TrackShape, camera: Camera) -> None:
    velodrome, lens, spots, pixels = found(shape, camera)
    boards = (spots.part == HallPart.BOARDS) & (spots.across_m > 0.02) & (spots.across_m < shape.width_m - 0.02)
    assert boards.sum() > 300
    places = velodrome.place(spots.along_m[boards], spots.across_m[boards])
    assert_allclose(spots.point_m[boards], places, atol=2e-3)
    seen = lens.seen(places)
    found_px = seen[:, :2] / seen[:, 2:] * lens.focal_px + lens.centre_px
    assert np.percentile(np.abs(found_px - pixels[boards]), 99) < 0.05


def test_normals_are_those_of_the_velodrome() -> None:
    velodrome, _, spots, _ = found(IZU, STAND)
    boards = spots.part == HallPart.BOARDS
    _, _, normal = velodrome.directions(spots.along_m[boards], spots.across_m[boards])
    assert_allclose(spots.normal[boards], normal, atol=5e-3)


def test_pixel_reach_is_the_change_from_pixel_to_pixel() -> None:
    velodrome, lens = Velodrome(IZU), PlateLens.of(STAND, SIZE)
    lookup = SurfaceLookup(track_strips(velodrome, markings(IZU)), lens, step_m=step_m(velodrome))
    cells = lookup.raster(0, 0, *SIZE, 1)
    rows, columns = np.nonzero(lookup.parts(np.maximum(cells, 0)) == HallPart.BOARDS)
    cell, x, y = cells[rows, columns], columns.astype(np.float32) + 0.5, rows.astype(np.float32) + 0.5
    here = lookup.spots(cell, x, y)
    right, down = lookup.spots(cell, x + np.float32(0.1), y), lookup.spots(cell, x, y + np.float32(0.1))
    inner = (here.across_m > 0.5) & (here.across_m < 7.0)
    reach = np.hypot(right.across_m - here.across_m, down.across_m - here.across_m) / 0.1
    assert_allclose(here.pixel_m[inner, 1], reach[inner], rtol=0.05)


def test_the_near_fence_hides_the_boards_at_its_foot_from_a_low_seat() -> None:
    velodrome = Velodrome(IZU)
    x, y, z = velodrome.place(0.0, 7.5).tolist()
    camera = Camera((x, y - 4.0, z + 1.3), (x, y + 4.0, z), 40.0)
    _, _, spots, pixels = found(IZU, camera)
    at, _ = camera.project(velodrome.place(0.0, 7.2), SIZE)
    nearest = np.linalg.norm(pixels - at, axis=1).argmin()
    assert spots.part[nearest] == HallPart.FENCE_OUTSIDE
