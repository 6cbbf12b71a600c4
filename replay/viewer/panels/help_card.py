"""The help over the picture, written from the table of keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from replay.base.look import ACCENT, PANEL
from replay.viewer import lettering
from replay.viewer.controls import help_lines
from replay.viewer.painting.picture_area import fitted

PADDING_PX = 20
"""Around the lines."""

LINE_PX = 30
"""From line to line."""

WORDS_PX = 19
"""Size of the words."""

BETWEEN_PX = 28
"""Between keys and what they do."""

LEAST_PX = 8
"""Smaller words are not set: all of it is made smaller then."""

PANEL_ALPHA = 232
"""Of 255: the picture is only guessed below it."""


LEAST_SCALE = 0.75
"""Before words are smaller than this, there are two columns where two fit."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the lines stand: in how many columns, and how large.

    keys_px, helps_px  widths of the keys and of what they do
    """

    columns: int
    rows: int
    words_px: int
    line_px: int
    keys_px: int
    helps_px: int

    @property
    def column_px(self) -> int:
        return self.keys_px + self.helps_px + BETWEEN_PX

    @property
    def size(self) -> tuple[int, int]:
        width = self.columns * self.column_px + (self.columns - 1) * BETWEEN_PX + 2 * PADDING_PX
        return width, self.line_px * self.rows + 2 * PADDING_PX


def draw_help(surface: pygame.Surface, area: pygame.Rect) -> None:
    """Draw the keys and what they do, amid an area; smaller if there is little room, and in two columns if they fit."""
    lines = help_lines()
    setting = _setting(lines, area)
    panel = pygame.Surface(setting.size, pygame.SRCALPHA)
    pygame.draw.rect(panel, (*PANEL, PANEL_ALPHA), panel.get_rect(), border_radius=10)
    for number, (keys, words) in enumerate(lines):
        column, row = divmod(number, setting.rows)
        x = PADDING_PX + column * (setting.column_px + BETWEEN_PX)
        y = PADDING_PX + setting.line_px * row + setting.line_px // 2
        lettering.write(panel, keys, (x, y), setting.words_px, ACCENT)
        lettering.write(panel, words, (x + setting.keys_px + BETWEEN_PX, y), setting.words_px)
    if panel.get_width() > area.width or panel.get_height() > area.height:
        panel = pygame.transform.smoothscale(panel, fitted(panel.get_size(), (max(area.width, 1), max(area.height, 1))))
    surface.blit(panel, panel.get_rect(center=area.center))


def _setting(lines: Sequence[tuple[str, str]], area: pygame.Rect) -> _Setting:
    """The one with the largest words; one column rather than two while its words are large enough."""
    one, two = (_columns(lines, area, columns) for columns in (1, 2))
    return one if one.words_px >= max(LEAST_SCALE * WORDS_PX, two.words_px - 1) else two


def _columns(lines: Sequence[tuple[str, str]], area: pygame.Rect, columns: int) -> _Setting:
    """The largest words in so many columns that fit the area."""
    rows = -(-len(lines) // columns)
    for words_px in range(WORDS_PX, LEAST_PX, -1):
        setting = _Setting(
            columns,
            rows,
            words_px,
            round(words_px * LINE_PX / WORDS_PX),
            max(lettering.width_of(keys, words_px) for keys, _ in lines),
            max(lettering.width_of(words, words_px) for _, words in lines),
        )
        if setting.size[0] <= area.width and setting.size[1] <= area.height:
            break
    return setting
