"""The list of a finish image: where its rows stand, and what is written in them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from replay.base.look import WHITE, Weight
from replay.draw.finish.finish_plan import ImageLayout
from replay.draw.graphics.chip import chip_width
from replay.draw.graphics.sheet import PictureSheet
from replay.draw.pixels.rectangles import Rect
from replay.draw.pixels.text import Type, fit, measure
from replay.scene.frame.card import OrderLine

CHIP_RADIUS = 0.1
"""Of a chip's height."""

_HEADING_EM = 1.6
"""Height of the heading, in labels."""

_TYPE_IN_ROW = 0.74
"""Size of the type, of the height of its row."""

_COLUMN_EM = 17.0
"""A column is at least this wide, in type sizes: place, chip, nation, name and gap."""

_READABLE = 0.7
"""Of the type size of rows: where one column is no smaller, there is no second."""

_MOST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class RowPlan:
    """Where the rows of the list stand, in its order, px, and the size of their type."""

    rows: tuple[Rect, ...]
    size: float


def row_plan(plan: ImageLayout, count: int, *, up_px: int = 0) -> RowPlan:
    """Rows for so many riders below the heading, in as few columns as can be read; all inside the list's rectangle.

    up_px: by how much the list begins higher
    """
    left, top, width, height = plan.order
    top, height = top - up_px, height + up_px
    heading = round(_HEADING_EM * plan.small)
    inside = (left, top + heading, width, height - heading)
    tried = [_in_columns(inside, plan.row, count, columns) for columns in range(1, _MOST_COLUMNS + 1)]
    readable = (rows for rows in tried if rows.size >= _READABLE * plan.row)
    return next(readable, max(tried, key=lambda rows: rows.size))


def _in_columns(inside: Rect, largest: float, count: int, columns: int) -> RowPlan:
    """Rows in so many columns, filled one after the other."""
    left, top, width, height = inside
    deep = max(math.ceil(count / columns), 1)
    between = round(0.8 * largest)
    wide = (width - (columns - 1) * between) // columns
    tall = min(round(1.6 * largest), height // deep)
    places = (divmod(index, deep) for index in range(count))
    rows = tuple((left + column * (wide + between), top + row * tall, wide, tall) for column, row in places)
    return RowPlan(rows, min(largest, _TYPE_IN_ROW * tall, wide / _COLUMN_EM))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Widths within a row, px: places, chips, nations."""

    places: float
    chips: int
    nations: float


def paint_rows(sheet: PictureSheet, lines: tuple[OrderLine, ...], plan: RowPlan) -> None:
    """Write a row for each of the lines."""
    size = plan.size
    widest = max((measure(line.place, Type(Weight.BOLD, size)) for line in lines), default=0.0)
    columns = _Columns(
        max(1.9 * size, widest + size),
        max((chip_width((line.look.marker,), round(0.9 * size)) for line in lines), default=0),
        _nations_px(lines, size),
    )
    for line, rect in zip(lines, plan.rows, strict=True):
        _paint_row(sheet, line, rect, size, columns)


def _nations_px(lines: tuple[OrderLine, ...], size: float) -> float:
    """Width of the column of nations, px: that of three letters, of a few more for clubs; 0 where nobody has any."""
    kind = Type(Weight.SEMIBOLD, 0.82 * size)
    widest = max((measure(line.look.rides_for, kind) for line in lines), default=0.0)
    return min(max(widest + 0.3 * size, 2.1 * size), 4.2 * size) if widest else 0.0


def _paint_row(sheet: PictureSheet, line: OrderLine, rect: Rect, size: float, columns: _Columns) -> None:
    palette = sheet.palette
    x, y, width, height = rect
    if line.won:
        sheet.fill(rect, palette.accent, 0.13)
        sheet.fill((x, y, max(round(0.13 * size), 1), height), palette.accent)
    else:
        sheet.level_rule((x, y), width, 1.0, WHITE, 0.12)
    base, colour = y + height / 2 + 0.33 * size, palette.accent if line.won else palette.text
    chip, pen = round(0.9 * size), x + columns.places
    middle = x + columns.places / 2 + 0.15 * size
    sheet.write(line.place, Type(Weight.BOLD, size), (middle, base), colour if line.won else palette.second, "centre")
    box = (round(pen), y + (height - chip) // 2, columns.chips, chip)
    sheet.draw_chip(line.look.marker, line.look.kit.chip, box, round(CHIP_RADIUS * chip))
    pen += columns.chips + 0.5 * size
    rides_for, kind = fit(line.look.rides_for, Type(Weight.SEMIBOLD, 0.82 * size), columns.nations - 0.2 * size)
    sheet.write(rides_for, kind, (pen, base), palette.second)
    pen += columns.nations
    name, room = line.look.display, x + width - pen - 4.3 * size
    fitted = size * min(1.0, max(room, size) / max(measure(name, Type(Weight.BOLD, size)), 1.0))
    sheet.write(name, Type(Weight.BOLD, fitted), (pen, base), palette.text)
    gap, large = (line.badge, 0.82 * size) if line.won else (line.gap, size)
    sheet.write(gap, Type(Weight.BOLD, large), (x + width - 0.6 * size, base), colour, "right")
