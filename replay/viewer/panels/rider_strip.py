"""The strip over the picture: the riders that are selected, how they ride, and what is between two of them."""

from __future__ import annotations

import pygame

from replay.base.look import ACCENT, BLACK, PANEL, SECOND, TEXT, WHITE, contrast
from replay.viewer import lettering
from replay.viewer.answers import RiderCard, RiderFigures

ROW_PX, WORDS_PX, PADDING_PX, GAP_PX = 32, 19, 14, 22
"""In a picture 720 px high."""

FOOT_PX = 12
"""Below the strip in an upright picture, whose captions are at its head."""

ABOVE_CAPTIONS = 0.18
"""Share of the height below the strip in square ones: there are the captions."""

WIDE = 1.3
"""Pictures so many times as wide as tall have the strip at their head, between counter and tower: riders are below."""

WIDE_SHARE = 0.42
"""So much of its width is free there."""

UPRIGHT = 1.5
"""Pictures so many times as tall as wide have it at their foot."""

FOOT_SHARE = 0.095
"""So much of their height is free there, below the map."""

HEAD_PX = 10
"""Above the strip there."""

PANEL_ALPHA = 235


def draw_rider_strip(
    surface: pygame.Surface, picture: pygame.Rect, card: RiderCard, *, head_px: int = 0
) -> pygame.Rect:
    """Draw the strip where no riders are, as small as it has to be. Returns where it is.

    head_px: so much of the picture's head is left to something else
    """
    scale = max(min(picture.height / 720, 1.6), 0.62)
    wide = picture.width > WIDE * picture.height and not card.shared
    upright = picture.height > UPRIGHT * picture.width
    most = WIDE_SHARE * picture.width if wide else picture.width - 8
    free_px = FOOT_SHARE * picture.height if upright and not wide else picture.height
    while scale > 0.4 and (_width(card, scale) > most or _height(card, scale) + FOOT_PX * scale > free_px):
        scale *= 0.92
    row, padding = round(ROW_PX * scale), round(PADDING_PX * scale)
    panel = pygame.Surface((_width(card, scale), _height(card, scale)), pygame.SRCALPHA)
    pygame.draw.rect(panel, (*PANEL, PANEL_ALPHA), panel.get_rect(), border_radius=round(8 * scale))
    y = padding // 2 + row // 2
    for figures in card.rows:
        _draw_row(panel, figures, _columns(card, scale), y, scale)
        y += row
    if card.between:
        lettering.write(panel, card.between, (panel.get_width() // 2, y), _words_px(scale), ACCENT, "center")
    if wide:
        place = panel.get_rect(midtop=(picture.centerx, picture.top + max(round(HEAD_PX * scale), head_px)))
        surface.blit(panel, place)
        return place
    below = round(FOOT_PX * scale if upright else ABOVE_CAPTIONS * picture.height)
    place = panel.get_rect(midbottom=(picture.centerx, picture.bottom - below))
    surface.blit(panel, place)
    return place


def _height(card: RiderCard, scale: float) -> int:
    return round(ROW_PX * scale) * (len(card.rows) + bool(card.between)) + round(PADDING_PX * scale)


def _words_px(scale: float) -> int:
    return max(round(WORDS_PX * scale), 9)


def _cells(figures: RiderFigures) -> tuple[str, ...]:
    return figures.called, figures.place, figures.gap, figures.speed, figures.height


def _columns(card: RiderCard, scale: float) -> tuple[int, ...]:
    """Width of the chip, and of each cell."""
    size = _words_px(scale)
    chip = max(lettering.width_of(row.marker, size) for row in card.rows) + round(14 * scale)
    cells = zip(*map(_cells, card.rows), strict=True)
    return chip, *(max(lettering.width_of(words, size) for words in column) for column in cells)


def _width(card: RiderCard, scale: float) -> int:
    columns, gap = _columns(card, scale), round(GAP_PX * scale)
    rows = sum(columns) + gap * (len(columns) - 1)
    return max(rows, lettering.width_of(card.between, _words_px(scale))) + 2 * round(PADDING_PX * scale)


def _draw_row(panel: pygame.Surface, figures: RiderFigures, columns: tuple[int, ...], y: int, scale: float) -> None:
    size, gap = _words_px(scale), round(GAP_PX * scale)
    x = round(PADDING_PX * scale)
    chip = pygame.Rect(x, y - round(12 * scale), columns[0], round(24 * scale))
    pygame.draw.rect(panel, figures.chip, chip, border_radius=3)
    ink = max(BLACK, WHITE, key=lambda colour: contrast(colour, figures.chip))
    lettering.write(panel, figures.marker, chip.center, size, ink, "center")
    x = chip.right + gap
    for words, width, colour in zip(_cells(figures), columns[1:], (TEXT, SECOND, TEXT, TEXT, TEXT), strict=True):
        lettering.write(panel, words, (x, y), size, colour)
        x += width + gap
