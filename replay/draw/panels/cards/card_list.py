"""The list of a card: everybody of a race, in as many columns as let the words be largest."""

from __future__ import annotations

import math
from dataclasses import dataclass

from replay.draw.graphics.chip import chip_width
from replay.draw.graphics.sheet import Sheet
from replay.draw.panels.rider_pictures import badges_px, draw_badge, draw_portrait, portraits_px
from replay.draw.pixels import text
from replay.draw.pixels.rectangles import Rect
from replay.draw.pixels.text import Type
from replay.draw.style.theme import Style, scaled
from replay.scene.frame.riders import RiderLook

SMALLEST_ROW, LARGEST_ROW = 0.62, 1.35
"""Rows of short lists grow, those of long ones shrink to this share of their height before a column is added."""

_LARGEST_NARROW = 1.15
"""Words of a narrow picture's rows grow to this share of their size at most: their names fill its width."""

_SMALLEST_OF_ALL = 0.4
"""Rows of several columns shrink to this share before the list is cut: everybody is on the card who can be read."""

_CLOSER = 1.15
"""Words of several columns are so much larger in their rows than those of one."""

_MOST_COLUMNS = 3

_LONGEST_CODE = 4
"""Letters of a nation or state; whatever is longer is the name of a club or team."""

_LEAST_OF_WORDS = 0.5
"""Words behind a name are left out where less than this share of them could be read."""

_SLACK = 1.05
"""Names have so much more room than they need: widths are rounded."""

_NAME_EM = 7.5
"""Room that names of a list get at least, em: who has a longer one may have it in smaller letters."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """One line of a card's list. first: the winner's."""

    look: RiderLook
    place: str
    gap: str = ""
    note: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class CardList:
    heading: str
    rows: tuple[CardRow, ...]


@dataclass(frozen=True, slots=True)
class _ListFit:
    """How a list fits its room. wide, step: width of a column and height of a row, px; share: of the size of type."""

    columns: int
    per_column: int
    wide: int
    step: int
    share: float


def draw_list(sheet: Sheet, rect: Rect, listed: CardList) -> None:
    style, (x, y, width, height) = sheet.style, rect
    if listed.heading:
        caps = style.type(style.sizes.tower_head)
        y += round(text.cap_height(caps))
        sheet.words(listed.heading, style.sizes.tower_head, x, y, style.palette.second, width=width)
        y += style.px(16)
    if not listed.rows:
        return
    fit = fit_of(style, listed.rows, (width, rect[1] + height - y))
    rows = _cut(listed.rows, fit.per_column * fit.columns)
    across = fit.wide + _column_gap(style)
    for number, row in enumerate(rows):
        column, line = divmod(number, fit.per_column)
        place = (x + column * across, y + line * fit.step, fit.wide, fit.step)
        _row(sheet, place, row, rows, fit.share, pictured=fit.columns == 1)
    if len(rows) < len(listed.rows):
        column, line = divmod(len(rows), fit.per_column)
        left, base = x + column * across, y + line * fit.step + round(0.65 * fit.step)
        words = f"and {len(listed.rows) - len(rows)} more"
        sheet.words(words, scaled(style.sizes.card_note, fit.share), left, base, style.palette.second, width=fit.wide)


def _cut(rows: tuple[CardRow, ...], places: int) -> tuple[CardRow, ...]:
    """The rows that have a place; the last place is left for saying how many have none."""
    return rows if len(rows) <= places else rows[: max(places - 1, 0)]


def _column_gap(style: Style) -> int:
    return style.px(24)


def fit_of(style: Style, rows: tuple[CardRow, ...], room: tuple[int, int]) -> _ListFit:
    """One column while its rows can be read with ease; else as many as let rows be largest."""
    fits = [_columned(style, rows, room, columns) for columns in range(1, _MOST_COLUMNS + 1)]
    one = fits[0]
    if one.per_column >= len(rows):
        return one
    return max(fits, key=lambda fit: (min(fit.columns * fit.per_column, len(rows)), fit.share))


def _columned(style: Style, rows: tuple[CardRow, ...], room: tuple[int, int], columns: int) -> _ListFit:
    """The list in so many columns: the largest rows that fit the height, and words that fit the width."""
    width, height = room
    row_height = style.px(style.sizes.card_row_height)
    wide = (width - _column_gap(style) * (columns - 1)) // columns
    least = max(round(row_height * (SMALLEST_ROW if columns == 1 else _SMALLEST_OF_ALL)), 1)
    needed = math.ceil(len(rows) / columns)
    step = max(min(round(row_height * LARGEST_ROW), height // needed), least)
    per_column = max(min(needed, height // step), 1)
    most = _LARGEST_NARROW if style.sizes.compact else LARGEST_ROW
    share = min(step / row_height, most)
    if columns > 1:
        share = min(share * _CLOSER, most, max(wide / _width_of(style, rows), _SMALLEST_OF_ALL))
    return _ListFit(columns, per_column, wide, step, share)


def _width_of(style: Style, rows: tuple[CardRow, ...]) -> float:
    """Width of a row of the list in full size: of everything but notes and whom somebody rides for."""
    sizes = style.sizes
    large = style.type(sizes.card_row)
    edges = sum(style.px(gap) for gap in (14, 16, 18, 18, 14))
    place = max(text.measure(row.place, style.type(sizes.card_note)) for row in rows)
    chip = chip_width(tuple(row.look.marker for row in rows), style.px(sizes.card_chip))
    longest = _SLACK * text.FIT_STEPS[-1] * max(text.measure(row.look.display, large) for row in rows)
    gap = max(text.measure(row.gap, large) for row in rows)
    return edges + place + chip + min(longest, _NAME_EM * large.size_px) + gap


def _row(sheet: Sheet, rect: Rect, row: CardRow, rows: tuple[CardRow, ...], share: float, *, pictured: bool) -> None:
    """A row of a list. pictured: with portraits and badges; rows of several columns have no room for them."""
    style, palette, sizes = sheet.style, sheet.style.palette, sheet.style.sizes
    x, y, width, height = rect
    large, small = scaled(sizes.card_row, share), scaled(sizes.card_note, share)
    edge, between, apart = (style.px(gap * min(share, 1.0)) for gap in (14, 16, 18))
    sheet.hairline(x, y, width)
    if row.first:
        sheet.fill(rect, palette.accent, palette.leader_alpha)
        sheet.fill((x, y, style.px(sizes.bar), height), palette.accent)
    baseline = y + round(height / 2 + text.cap_height(style.type(large)) / 2)
    pen, right = x + edge, x + width - edge
    if any(other.place for other in rows):
        cell = round(max(text.measure(other.place, style.type(small)) for other in rows))
        colour = palette.accent if row.first else palette.second
        sheet.words(row.place, small, pen + cell / 2, baseline, colour, anchor="centre")
        pen += cell + between
    looks = tuple(other.look for other in rows)
    if pictured:
        draw_portrait(sheet, row.look, pen, y, height)
        pen += portraits_px(style, looks, height)
    chip = round(style.px(sizes.card_chip) * share)
    wide = chip_width(tuple(look.marker for look in looks), chip)
    sheet.chip(row.look.marker, row.look.kit.chip, (pen, y + (height - chip) // 2, wide, chip))
    pen += wide + apart
    if pictured:
        draw_badge(sheet, row.look, pen, y, height)
        pen += badges_px(style, looks, height)
    colour = palette.accent if row.first else palette.text
    right -= round(sheet.words(row.gap, large, right, baseline, colour, anchor="right")) + apart
    # In a narrow picture a nation stands behind its rider's name, as clubs do in any: names begin at one edge there.
    trailing = row.look.rides_for if style.sizes.compact or _have_clubs(rows) else ""
    behind = tuple(words for words in (row.note, trailing) if words)
    _name(sheet, row, (pen, right), baseline, (large, small), _codes_px(style, rows, small), behind)


def _codes_px(style: Style, rows: tuple[CardRow, ...], kind: Type) -> int:
    """Width of the column of nations, px; 0 if there is none: names of clubs and teams stand behind the riders'."""
    codes = [row.look.rides_for for row in rows]
    if style.sizes.compact or not any(codes) or _have_clubs(rows):
        return 0
    return round(max(text.measure(words, style.type(kind)) for words in ("MMM", *codes))) + style.px(6)


def _have_clubs(rows: tuple[CardRow, ...]) -> bool:
    """Whether somebody of a list rides for more than a code: a club or a team."""
    return any(len(row.look.rides_for) > _LONGEST_CODE for row in rows)


def _name(
    sheet: Sheet,
    row: CardRow,
    between: tuple[int, int],
    baseline: int,
    kinds: tuple[Type, Type],
    codes_px: int,
    behind: tuple[str, ...],
) -> None:
    """Nation, name and what stands behind it between two edges: the others give way before the name does."""
    style, palette = sheet.style, sheet.style.palette
    (pen, right), (large, small) = between, kinds
    wanted = text.FIT_STEPS[-1] * text.measure(row.look.display, style.type(large))
    if codes_px and right - pen - codes_px >= wanted:
        sheet.words(row.look.rides_for, small, pen, baseline, palette.second)
        pen += codes_px
    name = round(min(text.measure(row.look.display, style.type(large)), right - pen))
    sheet.words(row.look.display, large, pen, baseline, palette.text, width=right - pen)
    pen += name + style.px(16)
    for words in behind:
        room = right - pen
        # Of a nation's code no part says anything: it is there whole, or not at all.
        least = text.FIT_STEPS[-1] if len(words) <= _LONGEST_CODE else _LEAST_OF_WORDS
        if room > max(style.px(40), least * text.measure(words, style.type(small))):
            pen += round(sheet.words(words, small, pen, baseline, palette.second, width=room)) + style.px(16)
