"""The order tower: place, chip, nation, surname and gap of every rider, one row each."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

from replay.draw.graphics.chip import chip_width
from replay.draw.graphics.sheet import Sheet
from replay.draw.panels.rider_pictures import draw_badge, draw_portrait, has_badge, portraits_px
from replay.draw.pixels import text
from replay.draw.pixels.kept_pixels import kept_layer
from replay.draw.pixels.layers import Layer
from replay.draw.pixels.rectangles import Rect
from replay.draw.pixels.text import Type
from replay.draw.style.theme import Style, scaled
from replay.scene.frame.panel_values import Tower, TowerRow

TOWER = "tower"
"""What its panel is called where somebody points at it."""

SETTLED = 1e-3
"""A row nearer than this to a whole place stands still."""

_SMALLEST_ROW = 0.6
"""Rows of large fields shrink to this share of their height; beyond it only the first are shown."""

_CLOSER = 1.2
"""Letters of rows that shrink are so much larger in them than in rows that do not."""

_RIDES_FOR = (54, 110)
"""Width of what stands before a name, px: three letters of a nation, and the most that clubs and teams may take. Where
one needs more, none stands in the tower: a column of half a club's name is no help, and cameras keep riders clear of a
tower that is about as wide as one with nations. Cards and the finish image have room for them."""

_NAME = (158, 232)
"""Room for a name, px: what the column of names has by itself, and the most that long ones make of it."""


@dataclass(frozen=True, slots=True)
class TowerFit:
    """How a tower fits the room it has. rows: how many are shown; share: of the height that rows have by themselves."""

    rows: int
    share: float


def tower_fit(style: Style, tower: Tower, room: int) -> TowerFit:
    """The tower in a height of so many px: rows as high as they would be, else smaller, else the first of them."""
    height, count = style.px(style.sizes.row_height), max(len(tower.rows), 1)
    left = max(room - _head_height(style), 0)
    share = min(left / (height * count), 1.0)
    if share >= _SMALLEST_ROW:
        return TowerFit(len(tower.rows), share)
    return TowerFit(min(int(left / (_SMALLEST_ROW * height)), len(tower.rows)), _SMALLEST_ROW)


WHOLE = TowerFit(rows=10**6, share=1.0)
"""Of a tower that has all the room it wants."""


def tower_layer(style: Style, tower: Tower, fit: TowerFit = WHOLE) -> Layer:
    """The tower's panel, its corner at the origin.

    What changes ten times a second (gaps) is laid over what hardly ever does (everything else), which is kept.
    """
    rows = _shown_rows(tower, fit)
    columns = _columns(style, rows, fit.share, tower.decimals)
    return _with_gaps(style, (tower.heading, tower.column), rows, fit.share, columns)


def tower_size(style: Style, tower: Tower, fit: TowerFit = WHOLE) -> tuple[int, int]:
    """Width and height of the tower's panel, px."""
    rows = _shown_rows(tower, fit)
    return _columns(style, rows, fit.share, tower.decimals).width, _height(style, len(rows), fit.share)


def tower_row_at(style: Style, tower: Tower, y: float, height: int) -> TowerRow | None:
    """The row at a height of the tower's panel, px from its head; None for its heading. height: of the panel, px."""
    head = _head_height(style)
    each = (height - head) / max(len(tower.rows), 1)
    if each < round(_SMALLEST_ROW * style.px(style.sizes.row_height)):
        each = _row_height(style, _SMALLEST_ROW)  # only the first have room
    place = (y - head) / max(each, 1)
    near = (row for row in tower.rows if place >= 0 and abs(row.row + 0.5 - place) <= 0.5)
    return min(near, key=lambda row: abs(row.row + 0.5 - place), default=None)


def _shown_rows(tower: Tower, fit: TowerFit) -> tuple[TowerRow, ...]:
    return tuple(row for row in tower.rows if row.row <= fit.rows - 1 + SETTLED)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where things stand across the tower, px. place: its middle; gap: its right edge; room: of the name."""

    place: int
    portrait: int
    chip: int
    chip_width: int
    nation: int
    name: int
    room: int
    gap: int
    width: int


@lru_cache(maxsize=8)
def _columns(style: Style, rows: tuple[TowerRow, ...], share: float, decimals: int) -> _Columns:
    """Wide enough for these places and markers, and for timed gaps in wide pictures before there are any.

    Kept: a picture asks twice, and its rows change ten times a second.
    """
    compact, sizes = style.sizes.compact, style.sizes
    left = style.px(sizes.padding - 6 if compact else 24)
    small, large = style.type(_small(style, share)), style.type(_large(style, share))
    places = round(max((text.measure(row.place, small) for row in rows), default=0.0))
    place_wide = max(places, style.px(28 if compact else 24))
    portrait = left + place_wide + style.px(12)
    looks = tuple(row.look for row in rows)
    chip = portrait + portraits_px(style, looks, _row_height(style, share))
    chip_wide = chip_width(tuple(look.marker for look in looks), style.px(sizes.row_chip * _letters(share)))
    gaps = ("+0.0" if compact else f"+{0:.{max(decimals, 1)}f}", *(row.gap for row in rows))
    gap_wide = round(max(text.measure(gap, large) for gap in gaps))
    nation = chip + chip_wide + style.px(14)
    worded = [text.measure(row.look.rides_for, small) for row in rows if not has_badge(style, row.look)]
    widest = max([1.0 if len(worded) < len(rows) else 0.0, *worded])
    least, most = (style.px(width) for width in _RIDES_FOR)
    fits = widest > 0 and round(widest) + style.px(8) <= most and not compact
    rides_for = max(round(widest) + style.px(8), least) if fits else 0
    name = nation + rides_for
    named = max((text.measure(row.look.display, large) for row in rows), default=0.0)
    short, long = (style.px(width) for width in _NAME)
    room = 0 if compact else min(max(math.ceil(named), short), long)
    gap = name + room + style.px(10) + gap_wide
    inset = style.px(sizes.padding * 0.77)
    return _Columns(left + place_wide // 2, portrait, chip, chip_wide, nation, name, room, gap, gap + inset)


@kept_layer
def _with_gaps(
    style: Style, head: tuple[str, str], rows: tuple[TowerRow, ...], share: float, columns: _Columns
) -> Layer:
    settled = tuple(replace(row, gap="") for row in rows if not _moves(row))
    sheet = Sheet.over(style, _without_gaps(style, head, settled, (len(rows), share), columns))
    for row in rows:
        if not _moves(row):
            _gap(sheet, row, columns, share)
    for row in sorted(filter(_moves, rows), key=lambda row: -row.row):
        _row(sheet, row, columns, share)
        _gap(sheet, row, columns, share)
    return sheet.layer()


@kept_layer
def _without_gaps(
    style: Style, head: tuple[str, str], rows: tuple[TowerRow, ...], size: tuple[int, float], columns: _Columns
) -> Layer:
    """The plate of a number of rows, of a share of their height, with those that stand still."""
    count, share = size
    sheet = Sheet(style, columns.width, _height(style, count, share))
    sheet.plate()
    _head(sheet, *head)
    for row in rows:
        _row(sheet, row, columns, share)
    return sheet.layer()


def _letters(share: float) -> float:
    """The share of the size of letters in rows of a share of their height: they stand closer before they get small."""
    return min(_CLOSER * share, 1.0)


def _large(style: Style, share: float) -> Type:
    return scaled(style.sizes.row, _letters(share))


def _small(style: Style, share: float) -> Type:
    return scaled(style.sizes.nation, _letters(share))


def _row_height(style: Style, share: float) -> int:
    return int(style.px(style.sizes.row_height) * share)


def _height(style: Style, rows: int, share: float) -> int:
    return _head_height(style) + _row_height(style, share) * rows


def _moves(row: TowerRow) -> bool:
    return abs(row.row - round(row.row)) > SETTLED


def _head_height(style: Style) -> int:
    return style.px(style.sizes.tower_head.size_px * 1.6 + 14)


def _baseline(style: Style, row: float, share: float) -> int:
    middle = _head_height(style) + (row + 0.5) * _row_height(style, share)
    return round(middle + text.cap_height(style.type(_large(style, share))) / 2)


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


def _row(sheet: Sheet, row: TowerRow, columns: _Columns, share: float) -> None:
    style, palette, sizes = sheet.style, sheet.style.palette, sheet.style.sizes
    height = _row_height(style, share)
    top = round(_head_height(style) + row.row * height)
    _back(sheet, (0, top, sheet.width, height), row)
    baseline = _baseline(style, row.row, share)
    small, large = _small(style, share), _large(style, share)
    place_colour = palette.accent if row.leader else palette.second
    sheet.words(row.place, small, columns.place, baseline, place_colour, anchor="centre")
    draw_portrait(sheet, row.look, columns.portrait, top, height)
    chip = style.px(sizes.row_chip * _letters(share))
    box = (columns.chip, top + (height - chip) // 2, columns.chip_width, chip)
    sheet.chip(row.look.marker, row.look.kit.chip, box)
    if not sizes.compact:
        rides_for = columns.name - columns.nation - style.px(6)
        if rides_for > 0:
            draw_badge(sheet, row.look, columns.nation, top, height)
            if not has_badge(style, row.look):
                sheet.words(row.look.rides_for, small, columns.nation, baseline, palette.second, width=rides_for)
        sheet.words(row.look.display, large, columns.name, baseline, palette.text, width=columns.room)


def _gap(sheet: Sheet, row: TowerRow, columns: _Columns, share: float) -> None:
    style = sheet.style
    colour = style.palette.accent if row.leader else style.palette.text
    kind, baseline = _large(style, share), _baseline(style, row.row, share)
    sheet.words(row.gap, kind, columns.gap, baseline, colour, anchor="right")


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
