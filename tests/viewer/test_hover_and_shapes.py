"""The card over the timeline, and pictures composed for the window's shape."""

from __future__ import annotations

import os
from dataclasses import replace

os.environ["SDL_VIDEODRIVER"] = "dummy"

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.viewer.handling.viewer_state import Viewer
from replay.viewer.panels.hover_card import thumbnail_px
from tests.helpers.films import FakePicture
from tests.helpers.films_shown import DURATION_S, FakeFrame, Studio

SHAPES = ((16, 9), (9, 16), (1, 1), (4, 5))
SIZE = (1280, 776)


class Thumbnails(Studio):
    """A studio that remembers its small pictures apart."""

    def __init__(self) -> None:
        super().__init__()
        self.small: list[FakeFrame] = []

    def thumbnail(self, frame: FakeFrame, size: tuple[int, int]) -> FakePicture:
        self.small.append(frame)
        assert size == thumbnail_px(SIZE)
        return FakePicture(self.pixels)


def drawn(viewer: Viewer[FakeFrame]) -> bytes:
    surface = pygame.Surface(viewer.size, depth=32)
    viewer.draw(surface)
    return pygame.image.tobytes(surface, "RGB")


def point(viewer: Viewer[FakeFrame], x: int) -> None:
    viewer.handle(pygame.Event(pygame.MOUSEMOTION, pos=(x, viewer.bar.centery), rel=(0, 0), buttons=(0, 0, 0)))


def paused(studio: Studio) -> Viewer[FakeFrame]:
    viewer = Viewer(replace(studio.film(), shapes=SHAPES), SIZE)
    viewer.playhead.playing = False
    return viewer


def test_pointing_at_the_timeline_shows_a_small_picture_of_that_moment_without_words() -> None:
    studio = Thumbnails()
    viewer = paused(studio)
    viewer.film = replace(viewer.film, thumbnail=studio.thumbnail)
    plain = drawn(viewer)
    point(viewer, 640)
    assert drawn(viewer) != plain
    assert studio.small[-1].video_time == pytest.approx(DURATION_S / 2, abs=0.25)
    assert not studio.small[-1].shown.overlay
    point(viewer, 641)
    drawn(viewer)
    assert len(studio.small) == 1, "a moment further it is the same picture"
    viewer.handle(pygame.Event(pygame.MOUSEMOTION, pos=(640, 100), rel=(0, 0), buttons=(0, 0, 0)))
    assert drawn(viewer) == plain


def test_a_film_without_small_pictures_says_the_moment_in_words() -> None:
    viewer = paused(Studio())
    plain = drawn(viewer)
    point(viewer, 640)
    one = drawn(viewer)
    point(viewer, 900)
    assert len({plain, one, drawn(viewer)}) == 3


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        ((1280, 776), (16, 9)),
        ((720, 1280), (9, 16)),
        ((800, 856), (1, 1)),
        ((800, 1056), (4, 5)),
        ((4000, 60), (16, 9)),
    ],
)
def test_the_picture_is_composed_for_the_shape_of_the_window(size: tuple[int, int], shape: tuple[int, int]) -> None:
    studio = Studio()
    viewer = paused(studio)
    viewer.size = size
    drawn(viewer)
    assert studio.asked[-1].shown.shape == shape
    wide, high = studio.sizes[-1]
    assert wide / high == pytest.approx(shape[0] / shape[1], rel=0.02)


@given(st.tuples(st.integers(1, 4000), st.integers(1, 4000)))
def test_there_is_a_shape_for_every_window(size: tuple[int, int]) -> None:
    viewer = paused(Studio())
    viewer.size = size
    assert viewer.shape in SHAPES
    box = viewer.picture_box()
    assert box.width <= max(size[0], 1)
    assert box.height <= max(size[1], 1)


@pytest.mark.parametrize("size", [(1, 1), (30, 20), (320, 240), (720, 1280), (4000, 60)])
def test_windows_of_any_size_can_be_pointed_at(size: tuple[int, int]) -> None:
    viewer = paused(Studio())
    viewer.size = size
    viewer.hover_s = 7.5
    assert drawn(viewer)
