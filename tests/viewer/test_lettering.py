"""The window's own words, in every script."""

from __future__ import annotations

from pathlib import Path

import pygame

from replay.base.letters.typefaces import use_font
from replay.viewer.lettering import width_of, write
from tests.helpers.made_fonts import make_font


def test_words_of_two_fonts_are_one_line(tmp_path: Path) -> None:
    surface = pygame.Surface((400, 60))
    latin = write(surface, "Kenny and Tian", (10, 30), 20)
    use_font(str(make_font(tmp_path / "Made.ttf", "田")))
    try:
        box = write(surface, "Kenny 田 wins", (10, 30), 20)
        assert box.width == width_of("Kenny 田 wins", 20) == width_of("Kenny  wins", 20) + width_of("田", 20)
        assert box.midleft == latin.midleft
    finally:
        use_font(None)


def test_nothing_is_a_line_too() -> None:
    assert write(pygame.Surface((40, 40)), "", (0, 20), 20).width == 0
