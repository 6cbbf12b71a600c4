"""The help over the picture, written from the table of keys."""

from __future__ import annotations

import pygame

from replay.base.look import ACCENT, PANEL
from replay.viewer import lettering
from replay.viewer.controls import help_lines

PADDING_PX = 28
"""Around the lines."""

LINE_PX = 30
"""From line to line."""

WORDS_PX = 19
"""Size of the words."""

BETWEEN_PX = 28
"""Between keys and what they do."""

PANEL_ALPHA = 232
"""Of 255: the picture is only guessed below it."""


def draw_help(surface: pygame.Surface, area: pygame.Rect) -> None:
    """Draw the keys and what they do, amid an area; smaller if there is little room."""
    lines = help_lines()
    scale = min(1.0, area.height / (LINE_PX * (len(lines) + 2) + 2 * PADDING_PX))
    words_px, line_px = max(round(WORDS_PX * scale), 8), round(LINE_PX * scale)
    keys_px = max(lettering.width_of(keys, words_px) for keys, _ in lines)
    helps_px = max(lettering.width_of(words, words_px) for _, words in lines)
    width = keys_px + helps_px + BETWEEN_PX + 2 * PADDING_PX
    panel = pygame.Surface((width, line_px * len(lines) + 2 * PADDING_PX), pygame.SRCALPHA)
    pygame.draw.rect(panel, (*PANEL, PANEL_ALPHA), panel.get_rect(), border_radius=10)
    for number, (keys, words) in enumerate(lines):
        y = PADDING_PX + line_px * number + line_px // 2
        lettering.write(panel, keys, (PADDING_PX, y), words_px, ACCENT)
        lettering.write(panel, words, (PADDING_PX + keys_px + BETWEEN_PX, y), words_px)
    surface.blit(panel, panel.get_rect(center=area.center))
