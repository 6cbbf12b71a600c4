"""The help in windows of any size: all of it is in the picture's room, and as large as that allows."""

from __future__ import annotations

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"

import pygame
import pytest

from replay.viewer.controls import help_lines
from replay.viewer.handling.viewer_state import Viewer
from replay.viewer.panels import help_card
from replay.viewer.panels.help_card import draw_help, help_pages
from tests.helpers.films_shown import FakeFrame, Studio

GROUND = (200, 30, 90)


@pytest.mark.parametrize("size", [(1280, 664), (640, 304), (720, 1224), (1920, 1024), (320, 140), (100, 900)])
def test_the_help_leaves_a_frame_of_the_picture_at_every_size(size: tuple[int, int]) -> None:
    window = pygame.Surface((size[0], size[1] + 56), depth=32)
    window.fill(GROUND)
    area = pygame.Rect(0, 0, *size)
    draw_help(window, area)
    assert window.get_at((size[0] // 2, size[1] + 20))[:3] == GROUND, "the bar stays free"
    assert window.get_at((size[0] // 2, size[1] // 2))[:3] != GROUND


def test_a_wide_window_has_two_columns_and_larger_words() -> None:
    pictures = []
    for size in ((1280, 664), (700, 664)):
        window = pygame.Surface(size, depth=32)
        window.fill(GROUND)
        draw_help(window, window.get_rect())
        columns = [x for x in range(size[0]) if window.get_at((x, size[1] // 2))[:3] != GROUND]
        pictures.append(columns[-1] - columns[0])
    assert pictures[0] > 1.5 * pictures[1]


def test_an_upright_window_has_one_column_as_wide_as_it_is() -> None:
    window = pygame.Surface((720, 1224), depth=32)
    window.fill(GROUND)
    draw_help(window, window.get_rect())
    rows = [y for y in range(1224) if window.get_at((360, y))[:3] != GROUND]
    assert rows[-1] - rows[0] > 700, "two columns would have words half as large"


def test_a_small_window_has_pages_that_can_be_read_and_every_key_is_on_one() -> None:
    viewer: Viewer[FakeFrame] = Viewer(Studio().film(), (640, 360))
    viewer.playhead.playing = False
    pages, keys = help_pages(viewer.above_bar), set[str]()
    assert pages > 1
    seen = set[bytes]()
    for page in range(pages):
        viewer.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_h, mod=0))
        viewer.handle(pygame.Event(pygame.KEYUP, key=pygame.K_h, mod=0))
        assert (viewer.help_open, viewer.help_page) == (True, page)
        surface = pygame.Surface(viewer.size, depth=32)
        viewer.draw(surface)
        seen.add(pygame.image.tobytes(surface, "RGB"))
        setting, found = help_card._set(viewer.above_bar.size, page)
        assert setting.seen_px(viewer.above_bar.size) >= help_card.LEAST_PX
        keys |= {key.name for key in found}
    assert len(seen) == pages
    assert keys == {name for names, _ in help_lines() for name in names.split("  ")}
    viewer.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_h, mod=0))
    assert not viewer.help_open, "after the last page"


def test_the_wheel_turns_the_pages_and_closes_nothing() -> None:
    viewer: Viewer[FakeFrame] = Viewer(Studio().film(), (640, 360))
    viewer.playhead.playing = False
    viewer.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_h, mod=0))
    place, pages = viewer.playhead.video_time, help_pages(viewer.above_bar)
    for notches, page in ((1, 0), (-1, 1), (1, 0)):
        viewer.handle(pygame.Event(pygame.MOUSEWHEEL, x=0, y=notches))
        assert (viewer.help_open, viewer.help_page) == (True, page)
    for _ in range(2 * pages):
        viewer.handle(pygame.Event(pygame.MOUSEWHEEL, x=0, y=-1))
    assert (viewer.help_open, viewer.help_page) == (True, pages - 1)
    assert viewer.playhead.video_time == place
