"""What a window shows before its film: the race's title, what is being done, and how much of it is done."""

from __future__ import annotations

import pygame

from replay.base.look import ACCENT, NIGHT, SECOND, TEXT
from replay.viewer import lettering
from replay.viewer.film import Waiting
from replay.viewer.painting.picture_area import covering
from replay.viewer.timeline_bar import RAIL

TITLE_PX, WORDS_PX = 40, 21
"""Sizes of the words in a window 720 px high; smaller in smaller ones."""

RAIL_PX = (420, 6)
"""Width and height of the line that fills up, in such a window."""

DARKENED = 150
"""Of 255: how much of the still is taken away, so that words stand out."""


def draw_waiting(surface: pygame.Surface, area: pygame.Rect, waiting: Waiting) -> None:
    """Draw title, words and progress amid an area, over the still where there is one."""
    surface.fill(NIGHT, area)
    if waiting.still is not None:
        surface.blit(covering(waiting.still, area.size), area)
        shade = pygame.Surface(area.size, pygame.SRCALPHA)
        shade.fill((*NIGHT, DARKENED))
        surface.blit(shade, area)
    scale = min(area.width / 1280, area.height / 720, 2.0)
    y = area.top + round(0.44 * area.height)
    for line in reversed(_lines(waiting.title, round(TITLE_PX * scale), area.width - 40)):
        y = lettering.write(surface, line, (area.centerx, y), max(round(TITLE_PX * scale), 15), TEXT, "midbottom").top
    y = area.top + round(0.44 * area.height) + round(34 * scale)
    if waiting.share is not None:
        y = _draw_rail(surface, (area.centerx, y), waiting.share, scale) + round(26 * scale)
    lettering.write(surface, waiting.words, (area.centerx, y), max(round(WORDS_PX * scale), 12), SECOND, "center")


def _draw_rail(surface: pygame.Surface, place: tuple[int, int], share: float, scale: float) -> int:
    """The line that fills up; returns where it ends below."""
    rail = pygame.Rect(0, 0, max(round(RAIL_PX[0] * scale), 120), max(round(RAIL_PX[1] * scale), 4))
    rail.center = place
    pygame.draw.rect(surface, RAIL, rail, border_radius=rail.height // 2)
    done = rail.copy()
    done.width = max(round(rail.width * min(max(share, 0.0), 1.0)), rail.height)
    pygame.draw.rect(surface, ACCENT, done, border_radius=rail.height // 2)
    return rail.bottom


def _lines(title: str, size_px: int, room_px: int) -> list[str]:
    """A title on as many lines as it needs: broken at its commas, then at its spaces."""
    lines: list[str] = []
    for part in title.split(", "):
        joined = f"{lines[-1]}, {part}" if lines else part
        if lines and lettering.width_of(joined, max(size_px, 15)) <= room_px:
            lines[-1] = joined
        else:
            lines += lettering.broken(part, max(size_px, 15), room_px)
    return lines
