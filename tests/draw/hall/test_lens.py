from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from replay.draw.hall.views import lens as lens_module
from replay.draw.hall.views.lens import PLATE_PICTURES, PlateLens, covering, seen_by
from replay.scene.frame.pinhole import Camera

EYE = (3.0, -4.0, 6.0)
SIZE = (480, 270)


def view(bearing_deg: float, fov_deg: float = 30.0) -> Camera:
    bearing = np.radians(bearing_deg)
    target = (EYE[0] + 20 * np.cos(bearing), EYE[1] + 20 * np.sin(bearing), 1.0)
    return Camera(EYE, target, fov_deg)


def pixel_of(lens: PlateLens, point_m: tuple[float, float, float]) -> np.ndarray:
    seen = lens.seen(point_m)
    return np.asarray(seen[:2] / seen[2] * lens.focal_px + lens.centre_px)


@given(st.floats(-180, 180), st.floats(5, 60), st.floats(0, 480), st.floats(0, 270))
def test_a_ray_meets_what_the_camera_projects_to_its_pixel(bearing: float, fov: float, x: float, y: float) -> None:
    camera = view(bearing, fov)
    point = np.array(EYE) + 7 * PlateLens.of(camera, SIZE).rays(x, y)
    pixels, depth = camera.project(point, SIZE)
    assert_allclose(pixels, [x, y], atol=1e-6)
    assert_allclose(depth, 7)


@given(st.floats(-20, 20), st.floats(20, 50), st.floats(-8, 8), st.floats(-6, 2))
def test_warp_leads_from_one_picture_to_the_same_place_in_another(turn: float, fov: float, x: float, z: float) -> None:
    here, there = PlateLens.of(view(90), SIZE), PlateLens.of(view(90 + turn, fov), (960, 540))
    point = (EYE[0] + x, EYE[1] + 30, EYE[2] + z)
    indices = np.append(pixel_of(here, point) - 0.5, 1.0)  # OpenCV counts from the middle of the first pixel
    moved = here.warp_to(there) @ indices
    assert_allclose(moved[:2] / moved[2] + 0.5, pixel_of(there, point), atol=1e-6)


def test_scaled_lens_makes_the_same_picture_at_another_size() -> None:
    lens = PlateLens.of(view(90), SIZE)
    assert_allclose(pixel_of(lens.scaled(2.0), (0.0, 30.0, 2.0)), 2 * pixel_of(lens, (0.0, 30.0, 2.0)))
    assert lens.scaled(0.5).size_px == (240, 135)


def test_a_single_view_has_its_own_lens() -> None:
    assert covering((view(10),), SIZE) == (PlateLens.of(view(10), SIZE),)


@pytest.mark.parametrize(
    "bearings", [(80, 90, 95), (0, 40, 80, 120), (-170, -190, -240, -300), tuple(range(0, 361, 20))]
)
def test_covering_lenses_see_every_border_of_every_view(bearings: tuple[float, ...]) -> None:
    views = tuple(view(bearing, 20 + index) for index, bearing in enumerate(bearings))
    lenses = covering(views, SIZE)
    for camera in views:
        lens = PlateLens.of(camera, SIZE)
        sides = np.linspace(0, 1, 21)
        for x, y in [(s, e) for s in sides for e in (0, 1)] + [(e, s) for s in sides for e in (0, 1)]:
            point = tuple(np.array(EYE) + 10 * lens.rays(x * SIZE[0], y * SIZE[1]))
            assert any(_sees(other, point) for other in lenses)


def test_covering_lenses_stay_small_and_as_sharp_as_the_views_they_cover() -> None:
    views = tuple(view(bearing, 40 - bearing / 10) for bearing in range(0, 300, 5))
    lenses = covering(views, SIZE)
    assert 3 < len(lenses) < len(views) / 2
    for lens in lenses:
        assert lens.size_px[0] * lens.size_px[1] <= PLATE_PICTURES * SIZE[0] * SIZE[1]
    for camera in views:
        rays = PlateLens.of(camera, SIZE).rays([0, 480, 0, 480], [0, 0, 270, 270])
        whole = [lens for lens in lenses if all(_sees(lens, tuple(np.array(EYE) + ray)) for ray in rays)]
        assert max(lens.focal_px for lens in whole) >= camera.focal_px(SIZE[1]) - 1e-9


def test_what_each_view_needs_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A moving shot has hundreds of views: whoever asks them all again for each further one takes seconds."""
    asked: list[PlateLens] = []
    border = lens_module._border_rays

    def counted(view: PlateLens) -> np.ndarray:
        asked.append(view)
        return border(view)

    monkeypatch.setattr(lens_module, "_border_rays", counted)
    views = tuple(view(bearing) for bearing in range(60))
    assert len(covering(views, SIZE)) > 1
    assert len(asked) == len(views)


def test_a_view_too_wide_for_a_flat_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="too wide"):
        covering((view(0, 165), view(10, 165)), SIZE)


def test_a_camera_may_swing_a_little_past_the_views() -> None:
    for views in ((view(80), view(100)), (view(0), view(40), view(80), view(120))):
        lenses = covering(views, SIZE)
        beyond = PlateLens.of(view(float(np.degrees(np.arctan2(*views[-1].axes()[2][1::-1]))) + 0.2), SIZE)
        for y in (0, 135, 270):
            point = tuple(np.array(EYE) + 10 * beyond.rays(0.0, y))
            assert any(_sees(lens, point) for lens in lenses)


def test_views_from_several_places_cannot_be_covered() -> None:
    with pytest.raises(ValueError, match="stands still"):
        covering((view(0), Camera((0.0, 0.0, 5.0), (1.0, 1.0, 1.0), 30.0)), SIZE)


def test_overhead_views_that_zoom_need_one_lens() -> None:
    views = tuple(Camera((0.0, 0.0, 90.0), (0.0, 0.0, 0.0), fov, (0.0, 1.0, 0.0)) for fov in (30.0, 40.0, 45.0))
    (lens,) = covering(views, SIZE)
    assert lens.focal_px == views[0].focal_px(SIZE[1])


@given(st.floats(-120, 120), st.floats(20, 50), st.floats(-60, 60))
def test_what_of_a_view_lies_on_a_plate_is_what_its_rays_meet_there(turn: float, fov: float, other: float) -> None:
    seen_from = PlateLens.of(view(90, fov), SIZE)
    lenses = (PlateLens.of(view(90 + turn), (640, 360)), PlateLens.of(view(90 + other), SIZE))
    inside = seen_by(lenses, seen_from)
    rows, columns = inside.shape[1:]
    for row, column in ((0, 0), (rows // 2, columns // 2), (rows - 1, columns // 3), (rows // 3, columns - 1)):
        ray = seen_from.rays(SIZE[0] * column / (columns - 1), SIZE[1] * row / (rows - 1))
        for found, lens in zip(inside[:, row, column], lenses, strict=True):
            x, y = pixel_of(lens, tuple(np.array(EYE) + ray))
            near_edge = min(abs(x), abs(y), abs(x - lens.size_px[0]), abs(y - lens.size_px[1])) < 1e-6
            assert near_edge or bool(found) == _sees(lens, tuple(np.array(EYE) + ray))


def _sees(lens: PlateLens, point_m: tuple[float, float, float]) -> bool:
    if lens.seen(point_m)[2] <= 0:
        return False
    at = pixel_of(lens, point_m)
    return bool((at >= 0).all() and (at <= lens.size_px).all())
