"""The order tower: place, chip, nation, surname and gap of every rider, one row each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from replay.draw.graphics.chip import chip_width
from replay.draw.graphics.sheet import Sheet
from replay.draw.pixels import text
from replay.draw.pixels.layers import Layer
from replay.draw.pixels.rectangles import Rect
from replay.draw.theme import Style
from replay.scene.frame.panel_values import Tower, TowerRow

SETTLED = 1e-3
"""A row nearer than this to a whole place stands still."""


def tower_layer(style: Style, tower: Tower) -> Layer:
    """The tower's panel, its corner at the origin.

    What changes ten times a second (gaps) is laid over what hardly ever does (everything else), which is kept.
    """
    return _with_gaps(style, (tower.heading, tower.column), tower.rows)


def tower_size(style: Style, tower: Tower) -> tuple[int, int]:
    """Width and height of the tower's panel, px."""
    columns = _columns(style, tower.rows)
    return columns.width, _head_height(style) + style.px(style.sizes.row_height) * len(tower.rows)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where things stand across the tower, px. place: its middle; gap: its right edge; room: of the name."""

    place: int
    chip: int
    chip_width: int
    nation: int
    name: int
    room: int
    gap: int
    width: int


def _columns(style: Style, rows: tuple[TowerRow, ...]) -> _Columns:
    """Wide enough for these places and markers, and for timed gaps in wide pictures before there are any."""
    compact = style.sizes.compact
    left = style.px(style.sizes.padding - 6 if compact else 24)
    places = round(max((text.measure(row.place, style.type(style.sizes.nation)) for row in rows), default=0.0))
    place_wide = max(places, style.px(28 if compact else 24))
    chip = left + place_wide + style.px(12)
    chip_wide = chip_width(tuple(row.look.marker for row in rows), style.px(style.sizes.row_chip))
    gaps = ("+0.0" if compact else "+0.000", *(row.gap for row in rows))
    gap_wide = round(max(text.measure(gap, style.type(style.sizes.row)) for gap in gaps))
    nation = chip + chip_wide + style.px(14)
    name = nation if compact else nation + style.px(54)
    room = 0 if compact else style.px(158)
    gap = name + room + style.px(10) + gap_wide
    inset = style.px(style.sizes.padding * 0.77)
    return _Columns(left + place_wide // 2, chip, chip_wide, nation, name, room, gap, gap + inset)


@lru_cache(maxsize=16)
def _with_gaps(style: Style, head: tuple[str, str], rows: tuple[TowerRow, ...]) -> Layer:
    columns = _columns(style, rows)
    settled = tuple(replace(row, gap="") for row in rows if not _moves(row))
    sheet = Sheet.over(style, _without_gaps(style, head, settled, len(rows), columns))
    for row in rows:
        if not _moves(row):
            _gap(sheet, row, columns)
    for row in sorted(filter(_moves, rows), key=lambda row: -row.row):
        _row(sheet, row, columns)
        _gap(sheet, row, columns)
    return sheet.layer()


@lru_cache(maxsize=64)
def _without_gaps(
    style: Style, head: tuple[str, str], rows: tuple[TowerRow, ...], count: int, columns: _Columns
) -> Layer:
    """The plate of `count` rows with those that stand still."""
    height = _head_height(style) + style.px(style.sizes.row_height) * count
    sheet = Sheet(style, columns.width, height)
    sheet.plate()
    _head(sheet, *head)
    for row in rows:
        _row(sheet, row, columns)
    return sheet.layer()


def _moves(row: TowerRow) -> bool:
    return abs(row.row - round(row.row)) > SETTLED


def _head_height(style: Style) -> int:
    return style.px(style.sizes.tower_head.size_px * 1.6 + 14)


def _baseline(style: Style, row: float) -> int:
    middle = _head_height(style) + (row + 0.5) * style.px(style.sizes.row_height)
    return round(middle + text.cap_height(style.type(style.sizes.row)) / 2)


def _head(sheet: Sheet, heading: str, column: str) -> None:
    style, colour = sheet.style, sheet.style.palette.second
    inset = style.px(style.sizes.padding * 0.77)
    height = _head_height(style)
    baseline = round(height / 2 + text.cap_height(style.type(style.sizes.tower_head)) / 2)
    unit = sheet.words(column, style.sizes.tower_head, sheet.width - inset, baseline, colour, anchor="right")
    if not style.sizes.compact:
        room = sheet.width - 3 * inset - unit
        sheet.words(heading, style.sizes.tower_head, inset, baseline, colour, width=room)
    sheet.hairline(inset, height - max(round(style.scale), 1), sheet.width - 2 * inset)


def _row(sheet: Sheet, row: TowerRow, columns: _Columns) -> None:
    style, palette, sizes = sheet.style, sheet.style.palette, sheet.style.sizes
    height = style.px(sizes.row_height)
    top = round(_head_height(style) + row.row * height)
    _back(sheet, (0, top, sheet.width, height), row)
    baseline = _baseline(style, row.row)
    place_colour = palette.accent if row.leader else palette.second
    sheet.words(row.place, sizes.nation, columns.place, baseline, place_colour, anchor="centre")
    chip = style.px(sizes.row_chip)
    box = (columns.chip, top + (height - chip) // 2, columns.chip_width, chip)
    sheet.chip(row.look.marker, row.look.kit.chip, box)
    if not sizes.compact:
        sheet.words(row.look.rides_for, sizes.nation, columns.nation, baseline, palette.second, width=style.px(48))
        sheet.words(row.look.display, sizes.row, columns.name, baseline, palette.text, width=columns.room)


def _gap(sheet: Sheet, row: TowerRow, columns: _Columns) -> None:
    colour = sheet.style.palette.accent if row.leader else sheet.style.palette.text
    sheet.words(row.gap, sheet.style.sizes.row, columns.gap, _baseline(sheet.style, row.row), colour, anchor="right")


def _back(sheet: Sheet, rect: Rect, row: TowerRow) -> None:
    """The row's ground: tinted for the leader, solid while it passes over another, else a hairline above it."""
    style, palette = sheet.style, sheet.style.palette
    if _moves(row):
        sheet.fill(rect, palette.panel)
    if row.leader:
        sheet.fill(rect, palette.accent, palette.leader_alpha)
        sheet.fill((0, rect[1], style.px(style.sizes.bar), rect[3]), palette.accent)
    elif row.row > 0.5:
        inset = style.px(style.sizes.padding * 0.77)
        sheet.hairline(inset, rect[1], sheet.width - 2 * inset)
