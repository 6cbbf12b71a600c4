"""The window's own words. (What is written into the picture is drawn by the painter.)"""

from __future__ import annotations

import pygame

from replay.base.colour import Colour
from replay.base.look import TEXT, Weight
from replay.draw.pixels.fonts import shaped_font


def write(
    surface: pygame.Surface,
    words: str,
    place: tuple[int, int],
    size_px: int,
    colour: Colour = TEXT,
    anchor: str = "midleft",
) -> pygame.Rect:
    """Write one line; `anchor` names the point of its box that is put at `place`. Returns the box."""
    image = shaped_font(Weight.SEMIBOLD, size_px).render(words, True, colour)
    box = image.get_rect(**{anchor: place})
    surface.blit(image, box)
    return box


def width_of(words: str, size_px: int) -> int:
    """Width of a line in px."""
    return shaped_font(Weight.SEMIBOLD, size_px).size(words)[0]
