"""Words of the window over the picture: what a key did, for a moment, and what is wrong, for as long as it is."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from replay.base.colour import Colour
from replay.base.look import PANEL, TEXT
from replay.viewer import lettering

SHOWN_S = 1.4
"""How long a message stays."""

WORDS_PX, PADDING_PX, LINE_PX = 20, 12, 26
PANEL_ALPHA = 225

WRONG: Colour = (150, 24, 36)
"""Ground of what is wrong. White on it 8:1."""

_MOST_LINES = 6


def draw_message(surface: pygame.Surface, area: pygame.Rect, words: str) -> None:
    """One line at the head of an area, in its middle."""
    _draw(surface, pygame.Rect(area.left, area.top + 18, area.width, area.height), (words,), PANEL)


def draw_banner(surface: pygame.Surface, area: pygame.Rect, lines: Sequence[str]) -> None:
    """What is wrong, at the foot of an area: as many lines as there is room for."""
    shown = tuple(lines[:_MOST_LINES])
    height = LINE_PX * len(shown) + 2 * PADDING_PX
    _draw(surface, pygame.Rect(area.left, area.bottom - height - 18, area.width, height), shown, WRONG)


def _draw(surface: pygame.Surface, area: pygame.Rect, lines: Sequence[str], ground: Colour) -> None:
    room = max(area.width - 40, 20)
    size = WORDS_PX
    widest = max((lettering.width_of(line, size) for line in lines), default=0)
    if widest + 2 * PADDING_PX > room and widest > 0:
        size = max(round(size * (room - 2 * PADDING_PX) / widest), 9)
        widest = min(widest, room - 2 * PADDING_PX)
    panel = pygame.Surface((widest + 2 * PADDING_PX, LINE_PX * len(lines) + PADDING_PX), pygame.SRCALPHA)
    pygame.draw.rect(panel, (*ground, PANEL_ALPHA), panel.get_rect(), border_radius=8)
    for number, line in enumerate(lines):
        lettering.write(panel, line, (PADDING_PX, PADDING_PX // 2 + LINE_PX * number + LINE_PX // 2), size, TEXT)
    surface.blit(panel, panel.get_rect(midtop=(area.centerx, area.top)))
