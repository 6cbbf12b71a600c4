"""Picture: the pixels of a frame, and what of them changed since the last."""

from __future__ import annotations

import os
from dataclasses import dataclass

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame.image

from replay.draw.pixels.layers import Bytes, Size
from replay.draw.pixels.rectangles import Rect


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One painted frame.

    pixels   (height, width, 4) blue, green, red and a byte that means nothing; they belong to the painter, which
             paints over them when it is asked for the next picture (`copy` keeps them)
    changed  rectangles, none over another, outside which the picture equals the one the painter painted before;
             None: everything may have changed
    """

    pixels: Bytes
    changed: tuple[Rect, ...] | None

    @property
    def size_px(self) -> Size:
        return self.pixels.shape[1], self.pixels.shape[0]

    def surface(self) -> pygame.Surface:
        """The same pixels as a pygame Surface, without a copy. Needs no display."""
        surface = pygame.image.frombuffer(self.pixels.data, self.size_px, "BGRA")
        surface.set_alpha(None)
        return surface

    def copy(self) -> Picture:
        """A picture that stays as it is."""
        return Picture(self.pixels.copy(), self.changed)
