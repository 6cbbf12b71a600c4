"""The order tower of pictures for telephones: a strip of chips from first to last, each with its gap below it.

It leaves the whole height under it to the riders, where a column would take a third of the width from them.
"""

from __future__ import annotations

from replay.draw.graphics.chip import chip_width
from replay.draw.graphics.sheet import Sheet
from replay.draw.pixels import text
from replay.draw.pixels.kept_pixels import kept_layer
from replay.draw.pixels.layers import Layer
from replay.draw.style.theme import Style
from replay.scene.frame.panel_values import Tower, TowerRow

STRIP = "strip"
"""What its panel is called where somebody points at it."""

_IN_A_LINE = 7
"""Riders in one line: with more, their gaps would be too small to be read."""

_MOST_LINES = 2
"""Of larger fields the first are shown: who is last is on the map."""

_PAD, _BETWEEN = 14, 10
"""Above and below a line, and between chip and gap, px of the reference size."""


def strip_layer(style: Style, tower: Tower, width: int) -> Layer:
    """The strip, as wide as asked for, px. Its corner is the origin."""
    columns = _columns(len(tower.rows))
    shown = columns * _lines(len(tower.rows))
    rows = tuple(row for row in tower.rows if row.row <= shown - 1 + 1e-3)
    return _drawn(style, rows, columns, _lines(len(tower.rows)), width)


def strip_row_at(tower: Tower, x: float, y: float, size_px: tuple[int, int]) -> TowerRow | None:
    """The rider at a place of the strip, px from its corner. size_px: of the strip."""
    columns, lines = _columns(len(tower.rows)), _lines(len(tower.rows))
    number = int(y / size_px[1] * lines) * columns + int(x / size_px[0] * columns)
    return next((row for row in tower.rows if round(row.row) == number), None)


def _columns(count: int) -> int:
    """Riders in each line: as even as they can be."""
    lines = _lines(count)
    return min(-(-max(count, 1) // lines), _IN_A_LINE)


def _lines(count: int) -> int:
    return 1 if count <= _IN_A_LINE else _MOST_LINES


@kept_layer
def _drawn(style: Style, rows: tuple[TowerRow, ...], columns: int, lines: int, width: int) -> Layer:
    sizes = style.sizes
    line = style.px(2 * _PAD + sizes.row_chip + _BETWEEN) + round(text.cap_height(style.type(sizes.nation)))
    sheet = Sheet(style, width, line * lines)
    sheet.plate()
    # Who moves is drawn last: he passes over the others.
    for row in sorted(rows, key=lambda row: abs(row.row - round(row.row))):
        _cell(sheet, row, columns, (width / columns, line))
    return sheet.layer()


def _cell(sheet: Sheet, row: TowerRow, columns: int, size_px: tuple[float, int]) -> None:
    """A rider's chip and gap. Between two lines he moves straight from the end of the one to the start of the next."""
    style, palette, sizes = sheet.style, sheet.style.palette, sheet.style.sizes
    wide, tall = size_px
    number, past = int(row.row), row.row - int(row.row)
    column, line = number % columns, number // columns
    after_column, after_line = (number + 1) % columns, (number + 1) // columns
    left = round((column + past * (after_column - column)) * wide)
    top = round((line + past * (after_line - line)) * tall)
    if row.leader:
        sheet.fill((left, top, round(wide), tall), palette.accent, palette.leader_alpha)
        sheet.fill((left, top, round(wide), style.px(sizes.bar)), palette.accent)
    high = style.px(sizes.row_chip)
    room = round(wide) - 2 * style.px(6)
    chip = min(chip_width((row.look.marker,), high), room)
    sheet.chip(row.look.marker, row.look.kit.chip, (left + (round(wide) - chip) // 2, top + style.px(_PAD), chip, high))
    colour = palette.accent if row.leader else palette.text
    says = row.gap or row.place
    baseline = top + tall - style.px(_PAD)
    sheet.words(says, sizes.nation, left + wide / 2, baseline, colour, anchor="centre", width=room)
