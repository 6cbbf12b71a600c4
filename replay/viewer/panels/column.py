"""The column beside the picture: lines of words that are broken where they have to be, some of which lead elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from replay.base.colour import Colour
from replay.base.look import ACCENT, PANEL, SECOND, TEXT
from replay.viewer import lettering
from replay.viewer.answers import ColumnLine, LineKind
from replay.viewer.timeline_bar import DISPUTED, IMPOSSIBLE, RAIL, draw_fact_sign

WIDTH_SHARE, LEAST_PX, MOST_PX = 0.30, 190, 460
"""Of the window's width; at least, and at most."""

FOOT_SHARE = 0.42
"""Of the height of a window that is taller than wide: there it is a foot and no column."""

PADDING_PX, SIGN_PX, BETWEEN_PX = 18, 20, 5
"""Around the words, before those of facts, and between two lines, in a window 1280 px wide."""

HOVERED: Colour = (28, 42, 66)

_SIZES = {LineKind.TITLE: 25, LineKind.HEADING: 15, LineKind.QUIET: 15}
_COLOURS = {
    LineKind.HEADING: ACCENT,
    LineKind.QUIET: SECOND,
    LineKind.DISPUTED: DISPUTED,
    LineKind.IMPOSSIBLE: IMPOSSIBLE,
}
_SIGNED = (LineKind.STANDS, LineKind.DISPUTED, LineKind.IMPOSSIBLE)
_SPACE_BEFORE_PX = {LineKind.HEADING: 14, LineKind.STANDS: 5, LineKind.DISPUTED: 5, LineKind.IMPOSSIBLE: 5}


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line with its broken words and its place in the column, from the column's head."""

    line: ColumnLine
    parts: tuple[str, ...]
    size_px: int
    box: pygame.Rect


def column_area(window: pygame.Rect) -> pygame.Rect:
    """The part of a window that the column takes: its right side, or its foot."""
    if window.height > window.width:
        height = round(FOOT_SHARE * window.height)
        return pygame.Rect(window.left, window.bottom - height, window.width, height)
    width = min(max(round(WIDTH_SHARE * window.width), LEAST_PX), MOST_PX, window.width)
    return pygame.Rect(window.right - width, window.top, width, window.height)


def set_lines(lines: Sequence[ColumnLine], width: int, scale: float) -> tuple[SetLine, ...]:
    """Lines one below the other in a column of that width."""
    result, y, padding = [], round(PADDING_PX * scale), round(PADDING_PX * scale)
    for line in lines:
        size = max(round(_SIZES.get(line.kind, 18) * scale), 10)
        indent = _indent(line, scale)
        parts = tuple(lettering.broken(line.words, size, width - 2 * padding - indent))
        y += round(_SPACE_BEFORE_PX.get(line.kind, 0) * scale)
        height = round(size * 1.28) * len(parts)
        result.append(SetLine(line, parts, size, pygame.Rect(0, y, width, height)))
        y += height + round(BETWEEN_PX * scale)
    return tuple(result)


def height_of(lines: Sequence[SetLine]) -> int:
    """What they take, px."""
    return lines[-1].box.bottom + PADDING_PX if lines else 0


def draw_column(
    surface: pygame.Surface,
    area: pygame.Rect,
    lines: Sequence[SetLine],
    scroll_px: int,
    pointer: tuple[int, int] | None,
) -> None:
    """Draw lines into the column's area, moved up by so much; what is under the pointer and leads elsewhere is lit."""
    surface.fill(PANEL, area)
    before = surface.get_clip()
    surface.set_clip(area)
    scale = column_scale(area)
    padding = round(PADDING_PX * scale)
    for each in lines:
        box = each.box.move(area.left, area.top - scroll_px)
        if box.bottom < area.top or box.top > area.bottom:
            continue
        if each.line.jump_s is not None and pointer is not None and box.collidepoint(pointer):
            pygame.draw.rect(surface, HOVERED, box.inflate(-padding, 4), border_radius=6)
        x = box.left + padding + _indent(each.line, scale)
        _draw_sign(surface, each, (box.left + padding, box.top + round(each.size_px * 0.64)), scale)
        colour = _COLOURS.get(each.line.kind, TEXT)
        for number, part in enumerate(each.parts):
            y = box.top + round(each.size_px * 1.28) * number + round(each.size_px * 0.64)
            lettering.write(surface, part, (x, y), each.size_px, colour)
    _draw_scroll(surface, area, height_of(lines), scroll_px)
    surface.set_clip(before)


def _draw_scroll(surface: pygame.Surface, area: pygame.Rect, height: int, scroll_px: int) -> None:
    """How much of all lines is seen, and which: a short line at the right edge, if it is not all."""
    if height > area.height:
        share = area.height / height
        top = area.top + round(scroll_px * share)
        pygame.draw.rect(
            surface, RAIL, pygame.Rect(area.right - 6, top, 4, round(area.height * share)), border_radius=2
        )


def column_scale(area: pygame.Rect) -> float:
    """How large words are: as the column is wide."""
    return min(max(area.width / 384, 0.6), 1.2)


def _indent(line: ColumnLine, scale: float) -> int:
    return round(SIGN_PX * scale) if line.kind in _SIGNED or line.chip is not None else 0


def _draw_sign(surface: pygame.Surface, each: SetLine, place: tuple[int, int], scale: float) -> None:
    """The sign of a fact as the timeline has it, or a rider's colour."""
    x, y = place[0] + round(6 * scale), place[1]
    if each.line.chip is not None:
        side = round(12 * scale)
        pygame.draw.rect(surface, each.line.chip, pygame.Rect(place[0], y - side // 2, side, side), border_radius=3)
    elif each.line.kind in _SIGNED:
        draw_fact_sign(surface, (x, y), each.line.kind, round(5 * scale) + 1)
