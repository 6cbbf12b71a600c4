"""Fonts outlive whoever closes pygame."""

from __future__ import annotations

from collections.abc import Callable

import pygame
import pygame.font
import pygame.freetype
import pytest

from replay.base.look import Weight
from replay.draw.pixels import text
from replay.draw.pixels.fonts import outline_font, shaped_font
from replay.draw.pixels.text import Type

QUITS: tuple[Callable[[], None], ...] = (pygame.font.quit, pygame.freetype.quit, pygame.quit)


@pytest.mark.parametrize("quit_it", QUITS)
@pytest.mark.parametrize("started_again", [False, True])
def test_fonts_are_opened_anew_after_a_quit(quit_it: Callable[[], None], started_again: bool) -> None:
    before = shaped_font(Weight.BOLD, 40).size("AV"), outline_font(Weight.BOLD).get_rect("A", size=40)
    quit_it()
    if started_again:
        pygame.font.init()
        pygame.freetype.init()
    assert (shaped_font(Weight.BOLD, 40).size("AV"), outline_font(Weight.BOLD).get_rect("A", size=40)) == before


def test_words_never_seen_before_are_drawn_after_a_quit() -> None:
    pygame.quit()
    assert text.mask("Wjyxq", Type(Weight.BLACK, 33.25)).coverage.max() == 255


def test_a_font_is_opened_once() -> None:
    assert shaped_font(Weight.BOLD, 40) is shaped_font(Weight.BOLD, 40)
    assert outline_font(Weight.BOLD) is outline_font(Weight.BOLD)
