"""The window's own words. (What is written into the picture is drawn by the painter.)"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import font_source_sans_pro
import pygame
import pygame.font

Colour = tuple[int, int, int]

TEXT: Colour = (244, 247, 251)
SECOND: Colour = (174, 187, 208)
ACCENT: Colour = (79, 227, 214)
GROUND: Colour = (10, 17, 32)
RAIL: Colour = (52, 64, 88)


def write(
    surface: pygame.Surface,
    words: str,
    place: tuple[int, int],
    size_px: int,
    colour: Colour = TEXT,
    anchor: str = "midleft",
) -> pygame.Rect:
    """Write one line; `anchor` names the point of its box that is put at `place`. Returns the box."""
    image = _font(size_px).render(words, True, colour)
    box = image.get_rect(**{anchor: place})
    surface.blit(image, box)
    return box


def width_of(words: str, size_px: int) -> int:
    """Width of a line in px."""
    return _font(size_px).size(words)[0]


@cache
def _font(size_px: int) -> pygame.font.Font:
    return pygame.font.Font(_font_file(), size_px)


def _font_file() -> Path:
    return Path(font_source_sans_pro.font_directory) / "SourceSansPro-Semibold.ttf"


def forget_fonts() -> None:
    """Let go of all fonts: they do not outlive `pygame.font.quit`."""
    _font.cache_clear()
