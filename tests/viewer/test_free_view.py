"""The free camera in the window: the wheel, dragging and keys turn and zoom it."""

from __future__ import annotations

import os
from dataclasses import replace

os.environ["SDL_VIDEODRIVER"] = "dummy"

import numpy as np
import pygame
import pytest

from replay.scene.camera.stations import free_camera
from replay.scene.frame.layout import Layout
from replay.viewer.film import FREE
from replay.viewer.handling.viewer_state import Viewer
from replay.viewer.timeline_bar import BAR_HEIGHT_PX
from tests.helpers.films_shown import CAMERAS, FakeFrame, Studio
from tests.helpers.frames import izu

SIZES = [(1280, 720), (1920, 1080), (640, 360), (720, 1280)]


def viewer_of(size: tuple[int, int]) -> Viewer[FakeFrame]:
    film = replace(Studio().film(), cameras=(*CAMERAS, FREE), free=lambda _: free_camera(izu().shape, Layout.LANDSCAPE))
    viewer = Viewer(film, (size[0], size[1] + BAR_HEIGHT_PX))
    viewer.playhead.seek(8.0)
    return viewer


def key(viewer: Viewer[FakeFrame], code: int, mod: int = 0) -> None:
    viewer.handle(pygame.Event(pygame.KEYDOWN, key=code, mod=mod))
    viewer.handle(pygame.Event(pygame.KEYUP, key=code, mod=mod))


def mouse(viewer: Viewer[FakeFrame], kind: int, place: tuple[int, int]) -> None:
    values = {"rel": (0, 0), "buttons": (0, 0, 0)} if kind == pygame.MOUSEMOTION else {"button": pygame.BUTTON_LEFT}
    viewer.handle(pygame.Event(kind, pos=place, **values))


def wheel(viewer: Viewer[FakeFrame], place: tuple[int, int], notches: int) -> None:
    mouse(viewer, pygame.MOUSEMOTION, place)
    viewer.handle(pygame.Event(pygame.MOUSEWHEEL, x=0, y=notches))


def is_free(viewer: Viewer[FakeFrame]) -> bool:
    return viewer.free is not None and viewer.free_view is not None


@pytest.mark.parametrize("size", SIZES)
def test_the_wheel_zooms_to_the_pointer_and_dragging_turns(size: tuple[int, int]) -> None:
    viewer = viewer_of(size)
    key(viewer, pygame.K_z)
    free, box = viewer.free, viewer.picture_box()
    assert free is not None
    assert viewer.free_view == free.start
    assert viewer.message.startswith("camera 4: free")
    place = (box.left + box.width * 2 // 3, box.top + box.height * 2 // 3)
    before = free.ground(free.start, viewer.spot_of(place))
    wheel(viewer, place, 5)
    near = viewer.free_view
    assert near is not None
    assert near.tall_m < free.start.tall_m / 2
    np.testing.assert_allclose(free.ground(near, viewer.spot_of(place)), before, atol=0.05)
    assert viewer.wanted().shown.view == near
    moved = (place[0] - box.width // 10, place[1] - box.height // 20)
    mouse(viewer, pygame.MOUSEBUTTONDOWN, place)
    mouse(viewer, pygame.MOUSEMOTION, moved)
    turned = viewer.free_view
    assert turned is not None
    np.testing.assert_allclose(free.ground(turned, viewer.spot_of(moved)), before, atol=0.05)
    mouse(viewer, pygame.MOUSEBUTTONUP, moved)
    mouse(viewer, pygame.MOUSEMOTION, place)
    assert viewer.free_view == turned, "the mouse holds nothing any more"
    assert viewer.playhead.playing, "dragging is no click"
    key(viewer, pygame.K_z)
    assert viewer.free_view == free.start
    assert viewer.message == "the whole track"


def test_a_click_on_its_picture_pauses_and_the_view_is_kept_while_the_film_plays() -> None:
    viewer = viewer_of(SIZES[0])
    key(viewer, pygame.K_z)
    wheel(viewer, (800, 400), 4)
    view = viewer.free_view
    viewer.pass_time(0.2)
    assert viewer.wanted().video_time == pytest.approx(8.2)
    assert viewer.free_view == view
    mouse(viewer, pygame.MOUSEBUTTONDOWN, (300, 300))
    mouse(viewer, pygame.MOUSEMOTION, (301, 301))
    mouse(viewer, pygame.MOUSEBUTTONUP, (301, 301))
    assert not viewer.playhead.playing
    assert viewer.free_view == view


def test_keys_zoom_and_turn_it_and_bring_it_on() -> None:
    viewer = viewer_of(SIZES[0])
    assert not is_free(viewer)
    assert viewer.wanted().shown.view is None
    key(viewer, pygame.K_EQUALS, pygame.KMOD_CTRL)
    first = viewer.free_view
    assert first is not None
    for _ in range(6):
        key(viewer, pygame.K_EQUALS, pygame.KMOD_CTRL)
    for code in (pygame.K_LEFT, pygame.K_DOWN):
        before = viewer.free_view
        key(viewer, code, pygame.KMOD_CTRL | pygame.KMOD_SHIFT)
        assert viewer.free_view != before
    for _ in range(20):
        key(viewer, pygame.K_MINUS, pygame.KMOD_CTRL)
    assert viewer.free is not None
    assert viewer.free_view is not None
    assert viewer.free_view.tall_m == viewer.free.start.tall_m
    key(viewer, pygame.K_v)
    assert not is_free(viewer), "the next camera is the cut"


def test_the_wheel_with_ctrl_goes_from_any_camera_to_the_free_one() -> None:
    viewer = viewer_of(SIZES[0])
    wheel(viewer, (600, 300), 1)
    assert not is_free(viewer), "without ctrl it seeks"
    viewer.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_LCTRL, mod=0))
    wheel(viewer, (600, 300), 2)
    assert is_free(viewer)
    assert viewer.message.endswith("times nearer")


def test_nothing_is_free_where_a_film_has_no_such_camera() -> None:
    viewer = Viewer(Studio().film(), SIZES[0])
    key(viewer, pygame.K_z)
    key(viewer, pygame.K_EQUALS, pygame.KMOD_CTRL)
    assert viewer.free_view is None
    assert viewer.camera == 0
