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
PANEL_ALPHA = 235

MARGIN_PX = 3
"""Between a message and the foot of the picture."""

FOOT = 0.05
"""This share of a picture's height is below its panels: words are as large as they can be there."""

SMALL_PX = 15
"""Of words in a low window: they may cover a little of a panel, and can be read."""

WRONG: Colour = (150, 24, 36)
"""Ground of what is wrong. White on it 8:1."""

_MOST_LINES = 6


def draw_message(surface: pygame.Surface, area: pygame.Rect, words: str, *, head: bool = False) -> None:
    """One line in the middle of an area, at its foot, where panels of the picture leave room. head: at its head."""
    fitting = (size for size in range(WORDS_PX, SMALL_PX, -1) if _height_of(1, size) + MARGIN_PX <= FOOT * area.height)
    size = next(fitting, SMALL_PX)
    height = _height_of(1, size)
    top = area.top + 18 if head or area.height > area.width else area.bottom - MARGIN_PX - height
    _draw(surface, pygame.Rect(area.left, top, area.width, height), (words,), PANEL, size)


def draw_banner(surface: pygame.Surface, area: pygame.Rect, lines: Sequence[str]) -> None:
    """What is wrong, at the foot of an area: as many lines as there is room for."""
    shown = tuple(lines[:_MOST_LINES])
    height = LINE_PX * len(shown) + 2 * PADDING_PX
    _draw(surface, pygame.Rect(area.left, area.bottom - height - 18, area.width, height), shown, WRONG, WORDS_PX)


def _height_of(lines: int, size: int) -> int:
    return round(LINE_PX * size / WORDS_PX) * lines + PADDING_PX // 2 + PADDING_PX // 2 * (size == WORDS_PX)


def _draw(surface: pygame.Surface, area: pygame.Rect, lines: Sequence[str], ground: Colour, size: int) -> None:
    room, height = max(area.width - 40, 20), _height_of(len(lines), size)
    line_px = (height - PADDING_PX // 2) / max(len(lines), 1) if size < WORDS_PX else LINE_PX
    widest = max((lettering.width_of(line, size) for line in lines), default=0)
    if widest + 2 * PADDING_PX > room and widest > 0:
        size = max(round(size * (room - 2 * PADDING_PX) / widest), 9)
        widest = min(widest, room - 2 * PADDING_PX)
    panel = pygame.Surface((widest + 2 * PADDING_PX, height), pygame.SRCALPHA)
    pygame.draw.rect(panel, (*ground, PANEL_ALPHA), panel.get_rect(), border_radius=8)
    for number, line in enumerate(lines):
        middle = (height - line_px * len(lines)) / 2 + line_px * (number + 0.5)
        lettering.write(panel, line, (PADDING_PX, round(middle)), size, TEXT)
    surface.blit(panel, panel.get_rect(midtop=(area.centerx, area.top)))
