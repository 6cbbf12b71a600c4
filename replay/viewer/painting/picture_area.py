"""The part of the window where the picture is: how large it is painted, and how it is fitted in."""

from __future__ import annotations

import numpy as np
import pygame
from numpy.typing import NDArray

from replay.base.colour import Colour

PAINTED_HEIGHTS = (360, 540, 720, 900, 1080, 1440, 2160)
"""Heights in which pictures are painted; between them they are scaled."""

SAFE_LINE: Colour = (255, 90, 160)


def painted_size(shape: tuple[int, int], room: tuple[int, int]) -> tuple[int, int]:
    """The size in which a picture of that shape is painted for a room: a step below it or at it, never tiny.

    Steps keep what is drawn once for a size from being drawn anew with each pixel that a window grows.
    """
    _, height = fitted((shape[0] * 1000, shape[1] * 1000), room)
    tall = next((step for step in reversed(PAINTED_HEIGHTS) if step <= height), PAINTED_HEIGHTS[0])
    return round(tall * shape[0] / shape[1] / 2) * 2, tall


def scaled(pixels: NDArray[np.uint8], room: tuple[int, int], spent: pygame.Surface | None = None) -> pygame.Surface:
    """BGRX pixels as a surface of their own, as large as fits the room, with their aspect kept.

    `spent` is a surface that was made here before and that nobody needs any more: new memory costs more than scaling.
    """
    height, width = pixels.shape[:2]
    opaque = pygame.image.frombuffer(np.ascontiguousarray(pixels).data, (width, height), "BGRA")
    opaque.set_alpha(None)  # the fourth byte is not alpha
    size = fitted((width, height), room)
    result = spent if spent is not None and spent.get_size() == size else pygame.Surface(size, depth=32)
    if size == (width, height):
        result.blit(opaque, (0, 0))
    else:
        pygame.transform.smoothscale(opaque, size, result)
    return result


def covering(pixels: NDArray[np.uint8], room: tuple[int, int]) -> pygame.Surface:
    """BGRX pixels as a surface that fills the room: as large as it takes, cut off at two sides."""
    height, width = pixels.shape[:2]
    scale = max(room[0] / width, room[1] / height)
    whole = scaled(pixels, (max(round(width * scale), 1), max(round(height * scale), 1)))
    result = pygame.Surface(room, depth=32)
    result.blit(whole, whole.get_rect(center=result.get_rect().center))
    return result


def fitted(size: tuple[int, int], room: tuple[int, int]) -> tuple[int, int]:
    """The largest size of that aspect within the room, at least one pixel."""
    scale = min(room[0] / size[0], room[1] / size[1])
    return max(round(size[0] * scale), 1), max(round(size[1] * scale), 1)


def draw_safe(surface: pygame.Surface, picture: pygame.Rect, safe: tuple[float, float, float, float]) -> None:
    """A line around what no platform covers."""
    left, top, width, height = safe
    box = pygame.Rect(
        picture.left + round(left * picture.width),
        picture.top + round(top * picture.height),
        round(width * picture.width),
        round(height * picture.height),
    )
    pygame.draw.rect(surface, SAFE_LINE, box, 1)
