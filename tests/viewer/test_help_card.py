"""The help in windows of any size: all of it is in the picture's room, and as large as that allows."""

from __future__ import annotations

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"

import pygame
import pytest

from replay.viewer.panels.help_card import draw_help

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
