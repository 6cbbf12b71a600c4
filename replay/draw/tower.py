"""The order tower: place, chip, nation, surname and gap of every rider, one row each."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from replay.draw import text
from replay.draw.layers import Layer
from replay.draw.panels import Sheet, chip_width
from replay.draw.rectangles import Rect
from replay.draw.theme import Style
from replay.scene.frame import Tower, TowerRow

SETTLED = 1e-3


def tower_layer(style: Style, tower: Tower) -> Layer:
    """The tower's panel, its corner at the origin.

    What changes ten times a second (gaps) is laid over what hardly ever does (everything else), which is kept.
    """
    rows = tuple(replace(row, gap="") for row in tower.rows)
    gaps = tuple((row.gap, row.row, row.leader) for row in tower.rows)
    return _with_gaps(style, tower.heading, rows, gaps)


def tower_size(style: Style, tower: Tower) -> tuple[int, int]:
    """Width and height of the tower's panel, px."""
    return _measures(style, tower.rows)


@lru_cache(maxsize=16)
def _with_gaps(
    style: Style, heading: str, rows: tuple[TowerRow, ...], gaps: tuple[tuple[str, float, bool], ...]
) -> Layer:
    sheet = Sheet.over(style, _without_gaps(style, heading, rows))
    right = sheet.width - style.px(style.sizes.padding * 0.77)
    for gap, row, leader in gaps:
        colour = style.palette.accent if leader else style.palette.text
        sheet.words(gap, style.sizes.row, right, _baseline(style, row), colour, anchor="right")
    return sheet.layer()


@lru_cache(maxsize=64)
def _without_gaps(style: Style, heading: str, rows: tuple[TowerRow, ...]) -> Layer:
    width, height = _measures(style, rows)
    sheet = Sheet(style, width, height)
    sheet.plate()
    _head(sheet, heading)
    moving = [row for row in rows if abs(row.row - round(row.row)) > SETTLED]
    for row in sorted(rows, key=lambda row: (row in moving, -row.row)):
        _row(sheet, row, rows, moving=row in moving)
    return sheet.layer()


def _measures(style: Style, rows: tuple[TowerRow, ...]) -> tuple[int, int]:
    chip = chip_width(tuple(row.look.marker for row in rows), style.px(style.sizes.row_chip))
    rest = 216 if style.sizes.compact else 404 - 31
    return style.px(rest) + chip, _head_height(style) + style.px(style.sizes.row_height) * len(rows)


def _head_height(style: Style) -> int:
    return style.px(style.sizes.tower_head.size_px * 1.6 + 14)


def _baseline(style: Style, row: float) -> int:
    middle = _head_height(style) + (row + 0.5) * style.px(style.sizes.row_height)
    return round(middle + text.cap_height(style.type(style.sizes.row)) / 2)


def _head(sheet: Sheet, heading: str) -> None:
    style, colour = sheet.style, sheet.style.palette.second
    inset = style.px(style.sizes.padding * 0.77)
    height = _head_height(style)
    baseline = round(height / 2 + text.cap_height(style.type(style.sizes.tower_head)) / 2)
    unit = sheet.words("GAP, s", style.sizes.tower_head, sheet.width - inset, baseline, colour, anchor="right")
    if not style.sizes.compact:
        room = sheet.width - 3 * inset - unit
        sheet.words(heading, style.sizes.tower_head, inset, baseline, colour, width=room)
    sheet.hairline(inset, height - max(round(style.scale), 1), sheet.width - 2 * inset)


def _row(sheet: Sheet, row: TowerRow, rows: tuple[TowerRow, ...], *, moving: bool) -> None:
    style, palette, sizes = sheet.style, sheet.style.palette, sheet.style.sizes
    height = style.px(sizes.row_height)
    top = round(_head_height(style) + row.row * height)
    _back(sheet, (0, top, sheet.width, height), row, moving=moving)
    baseline = _baseline(style, row.row)
    place_colour = palette.accent if row.leader else palette.second
    centre = style.px(sizes.padding + 8 if sizes.compact else 36)
    left = style.px(sizes.padding + 36 if sizes.compact else 60)
    sheet.words(row.place, sizes.nation, centre, baseline, place_colour, anchor="centre", width=1.6 * centre)
    chip = style.px(sizes.row_chip)
    width = chip_width(tuple(other.look.marker for other in rows), chip)
    sheet.chip(row.look.marker, row.look.kit.chip, (left, top + (height - chip) // 2, width, chip))
    if sizes.compact:
        return
    nation = left + width + style.px(14)
    sheet.words(row.look.nation, sizes.nation, nation, baseline, palette.second, width=style.px(46))
    room = sheet.width - nation - style.px(54) - style.px(84)
    sheet.words(row.look.display, sizes.row, nation + style.px(54), baseline, palette.text, width=room)


def _back(sheet: Sheet, rect: Rect, row: TowerRow, *, moving: bool) -> None:
    """The row's ground: tinted for the leader, solid while it passes over another, else a hairline above it."""
    style, palette = sheet.style, sheet.style.palette
    if moving:
        sheet.fill(rect, palette.panel)
    if row.leader:
        sheet.fill(rect, palette.accent, palette.leader_alpha)
        sheet.fill((0, rect[1], style.px(style.sizes.bar), rect[3]), palette.accent)
    elif row.row > 0.5:
        inset = style.px(style.sizes.padding * 0.77)
        sheet.hairline(inset, rect[1], sheet.width - 2 * inset)
