"""The free camera: what is under the pointer stays there, and the track is never lost."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.scene.camera.stations import free_camera
from replay.scene.frame.free_camera import LEAST_M, FreeCamera, FreeView
from replay.scene.frame.layout import SIZES_PX, Layout
from tests.helpers.frames import izu

layouts = st.sampled_from(list(Layout))
shares = st.floats(0.05, 0.95)
metres = st.floats(-200.0, 200.0)
talls = st.floats(1.0, 400.0)


def free(layout: Layout = Layout.LANDSCAPE) -> FreeCamera:
    return free_camera(izu().shape, layout)


@pytest.mark.parametrize("layout", Layout)
def test_it_begins_with_all_of_the_boards(layout: Layout) -> None:
    fence = izu().place(np.arange(0.0, 250.0, 1.0), izu().width_m)
    width, height = size = SIZES_PX[layout]
    spots, _ = free(layout).camera(free(layout).start).project(fence, size)
    assert (spots >= 0).all()
    assert (spots <= (width, height)).all()


@given(layouts, metres, metres, talls)
def test_some_of_the_boards_are_always_in_the_picture(layout: Layout, x_m: float, y_m: float, tall_m: float) -> None:
    camera = free(layout)
    view = camera.within(FreeView(x_m, y_m, tall_m))
    line = izu().place(np.arange(0.0, 250.0, 0.25), izu().width_m / 2)
    spots, _ = camera.camera(view).project(line, SIZES_PX[layout])
    assert ((spots >= 0) & (spots <= SIZES_PX[layout])).all(axis=1).any()
    assert LEAST_M <= view.tall_m <= camera.start.tall_m
    again = camera.within(view)
    assert (again.x_m, again.y_m, again.tall_m) == pytest.approx((view.x_m, view.y_m, view.tall_m), abs=1e-6)


@given(shares, shares, st.floats(-90.0, 90.0), st.floats(0.5, 3.0))
def test_zooming_keeps_what_is_under_the_pointer(across: float, down: float, along_m: float, factor: float) -> None:
    camera = free()
    x, y, _ = izu().place(along_m, 2.0)
    view = camera.within(FreeView(float(x), float(y), 30.0))
    nearer = camera.zoomed(view, (across, down), factor)
    kept = camera.ground(nearer, (across, down))
    if _turns_freely(camera, nearer):
        np.testing.assert_allclose(kept, camera.ground(view, (across, down)), atol=0.05)


def _turns_freely(camera: FreeCamera, view: FreeView) -> bool:
    """Whether a view could be turned a little to all sides: nothing has held it back."""
    around = [replace(view, x_m=view.x_m + x, y_m=view.y_m + y) for x in (-0.5, 0.5) for y in (-0.5, 0.5)]
    return all(
        abs(camera.within(each).x_m - each.x_m) + abs(camera.within(each).y_m - each.y_m) < 1e-9 for each in around
    )


@given(layouts, metres, metres, st.floats(LEAST_M, 120.0), shares, shares)
def test_the_ground_of_a_view_holds_all_of_it(
    layout: Layout, x_m: float, y_m: float, tall_m: float, across: float, down: float
) -> None:
    """Every ray of the picture lies between those of the shot's views: nothing at an edge is smeared."""
    camera = free(layout)
    view = camera.within(FreeView(x_m, y_m, tall_m))
    spot = camera.ground(view, (across, down))
    corners = [
        camera.ground(_view_of(each.target_m, camera, each.fov_deg), (x, y))
        for each in camera.shot(view).views
        for x in (0.0, 1.0)
        for y in (0.0, 1.0)
    ]
    low, high = np.min(corners, axis=0), np.max(corners, axis=0)
    assert (low - 0.5 <= spot).all()
    assert (spot <= high + 0.5).all()


def _view_of(target_m: tuple[float, float, float], camera: FreeCamera, fov_deg: float) -> FreeView:
    far_m = float(np.linalg.norm(np.subtract(target_m, camera.eye_m)))
    return FreeView(target_m[0], target_m[1], 2 * far_m * float(np.tan(np.radians(fov_deg) / 2)))


def test_views_that_are_nearly_alike_share_their_ground() -> None:
    camera = free()
    views = [FreeView(20.0 + 0.1 * k, -22.0, 30.0 - 0.05 * k) for k in range(40)]
    shots = [camera.shot(view) for view in views]
    assert sum(one is not other for one, other in pairwise(shots)) <= 3
    tightest = min(view.fov_deg for view in shots[0].views)
    assert tightest <= camera.camera(views[0]).fov_deg * 1.0001
