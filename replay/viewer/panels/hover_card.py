"""What the timeline shows of the moment under the pointer: a small picture, the time, and where the race is."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from replay.base.look import ACCENT, PANEL, SECOND, TEXT
from replay.viewer import lettering

THUMBNAIL_PX = (224, 126)
"""Width and height of the small picture."""

WORDS_PX, PADDING_PX = 15, 8

MOST_SHARE = 0.3
"""Of the width of narrow windows that the picture takes at most."""

MOST_HIGH = 0.2
"""Of the height of low windows, likewise."""

SMALL_PX, MOST_SMALL_PX = 12, 160
"""Size of the words below a picture that is narrower than the second."""

PANEL_ALPHA = 240


def thumbnail_px(window: tuple[int, int]) -> tuple[int, int]:
    """Width and height of the small picture in a window of that size."""
    most = MOST_HIGH * window[1] * THUMBNAIL_PX[0] / THUMBNAIL_PX[1]
    width = min(THUMBNAIL_PX[0], max(round(min(MOST_SHARE * window[0], most)), 80))
    return width, round(width * THUMBNAIL_PX[1] / THUMBNAIL_PX[0])


def draw_hover_card(
    surface: pygame.Surface,
    area: pygame.Rect,
    x: int,
    words: Sequence[str],
    thumbnail: pygame.Surface | None,
    size: tuple[int, int],
) -> None:
    """Draw the card at the foot of an area, above a place of the timeline. Words: the time first, then where it is.

    size  width and height of the small picture
    """
    width, height = size
    words_px = SMALL_PX if width < MOST_SMALL_PX else WORDS_PX
    lines = [words[0], *(part for line in words[1:] for part in lettering.broken(line, words_px, width) if part)]
    line_px = round(words_px * 1.35)
    box = pygame.Rect(0, 0, width + 2 * PADDING_PX, height + line_px * len(lines) + 3 * PADDING_PX)
    if area.height < box.height + 8:
        return
    box.midbottom = (x, area.bottom - 6)
    box.clamp_ip(area)
    panel = pygame.Surface(box.size, pygame.SRCALPHA)
    pygame.draw.rect(panel, (*PANEL, PANEL_ALPHA), panel.get_rect(), border_radius=8)
    place = pygame.Rect(PADDING_PX, PADDING_PX, width, height)
    if thumbnail is not None:
        panel.blit(thumbnail, thumbnail.get_rect(center=place.center))
    y = place.bottom + PADDING_PX + line_px // 2
    for number, line in enumerate(lines):
        colour = ACCENT if number == 0 else TEXT if number == 1 else SECOND
        lettering.write(panel, line, (box.width // 2, y), words_px, colour, "center")
        y += line_px
    surface.blit(panel, box)
