"""Cards: the title before the race and the result after it, on one plate over the darkened track."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from replay.base.colour import Colour
from replay.base.figure_words import WrittenFigure
from replay.draw.graphics.chip import chip_width
from replay.draw.graphics.sheet import Sheet
from replay.draw.pixels import text
from replay.draw.pixels.layers import Layer
from replay.draw.pixels.rectangles import Rect
from replay.draw.pixels.text import Type
from replay.draw.theme import Style
from replay.scene.frame.card import ResultCard, TitleCard
from replay.scene.frame.riders import RiderLook

_SMALLEST_ROW, _LARGEST_ROW = 0.62, 1.35
"""Rows of short lists grow, those of long ones shrink to this share of their height before a column is added."""

_OPACITY = 0.94
"""Cards hold more to read than panels: less of the track shines through."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a card's list. first: the winner's."""

    look: RiderLook
    place: str
    gap: str = ""
    note: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    heading: str
    rows: tuple[_Row, ...]


@lru_cache(maxsize=4)
def title_card(style: Style, card: TitleCard) -> Layer:
    """The title card, laid at the picture's corner."""
    sheet, (head, body, foot) = _card(style, len(card.riders))
    x, y, width, _ = head
    pen = _Pen(sheet, x, y, width)
    pen.line(card.meet.upper(), style.sizes.small_caps, style.palette.accent)
    pen.line(card.event, style.sizes.card_title, style.palette.text, lines=2, lead=0.34)
    pen.line(card.round, style.sizes.card_event, style.palette.text, lead=0.8)
    pen.line(card.place_and_date, style.sizes.card_body, style.palette.second, lines=2, lead=0.95)
    heading = "START ORDER" if card.order_known else "RIDERS"
    places = [str(place) if card.order_known else "" for place in range(1, len(card.riders) + 1)]
    rows = tuple(_Row(look, place) for look, place in zip(card.riders, places, strict=True))
    _list(sheet, _beside_or_below(body, pen.y, style), _List(heading, rows))
    _foot(sheet, foot, card.source)
    return sheet.layer()


@lru_cache(maxsize=4)
def result_card(style: Style, card: ResultCard) -> Layer:
    """The result card, laid at the picture's corner."""
    sheet, (head, body, foot) = _card(style, len(card.lines))
    x, y, width, _ = head
    pen = _Pen(sheet, x, y, width)
    pen.line(card.heading.upper(), style.sizes.small_caps, style.palette.accent)
    pen.line(card.event, style.sizes.card_event, style.palette.text, lines=2, lead=0.5)
    if card.margin:
        if not style.sizes.compact:
            pen.line("WINNING MARGIN", style.sizes.small_caps, style.palette.second, lead=2.4)
        pen.figure(card.margin)
    pen.line(card.margin_note, style.sizes.card_body, style.palette.second, lines=2, lead=0.95)
    pen.line(card.afterwards, style.sizes.card_body, style.palette.text, lines=3, lead=0.95)
    rows = tuple(
        _Row(line.look, line.place, line.gap, line.note, first=card.won and number == 0)
        for number, line in enumerate(card.lines)
    )
    _list(sheet, _beside_or_below(body, pen.y, style), _List("", rows))
    _foot(sheet, foot, card.sources)
    return sheet.layer()


def _card(style: Style, rows: int) -> tuple[Sheet, tuple[Rect, Rect, Rect]]:
    """A sheet of the picture's size with the card's plate on it, and its parts: head, list, foot."""
    left, top, width, height = _plate(style, rows)
    sheet = Sheet(style, *style.size_px, border=0)
    sheet.fill((left, top, width, height), style.palette.panel, _OPACITY, radius=style.px(style.sizes.radius))
    sheet.fill((left, top, width, style.px(style.sizes.bar)), style.palette.accent)
    pad = _padding(style)
    return sheet, _parts(style, (left + pad, top + pad, width - 2 * pad, height - 2 * pad))


def _plate(style: Style, rows: int) -> Rect:
    """Below the label; in wide pictures no higher than its words need, and in the middle of what is left."""
    left, top, width, height = style.safe
    down = style.px(style.sizes.label.size_px * 1.78 + style.sizes.gap)
    if style.sizes.compact:
        return left, top + down, width, height - down
    listed = rows * style.px(style.sizes.card_row_height * _LARGEST_ROW) + style.px(40)
    wanted = max(listed, style.px(style.sizes.card_head)) + _foot_height(style) + 2 * _padding(style)
    tall = min(wanted, height - down)
    return left, top + down + (height - down - tall) // 2, width, tall


def _padding(style: Style) -> int:
    return style.px(style.sizes.padding * (1.3 if style.sizes.compact else 2.2))


def _foot_height(style: Style) -> int:
    return style.px(style.sizes.card_note.size_px * (1.3 * _foot_lines(style) + (0.4 if style.sizes.compact else 0.0)))


def _foot_lines(style: Style) -> int:
    """Lines for the sources: narrow pictures that are tall have room for a third."""
    return 3 if style.sizes.compact and style.size_px[1] > 1.1 * style.size_px[0] else 2


def _parts(style: Style, inside: Rect) -> tuple[Rect, Rect, Rect]:
    x, y, width, height = inside
    foot = _foot_height(style)
    body = height - foot
    if style.sizes.compact:
        return inside, (x, y, width, body), (x, y + body, width, foot)
    split = round(width * 0.47)
    gap = style.px(48)
    return (x, y, split - gap, body), (x + split, y, width - split, body), (x, y + body, width, foot)


def _beside_or_below(body: Rect, bottom_of_head: int, style: Style) -> Rect:
    """Where the list goes: beside the head in wide pictures, below it in narrow ones."""
    if not style.sizes.compact:
        return body
    top = bottom_of_head + style.px(54)
    return body[0], top, body[2], body[1] + body[3] - top


class _Pen:
    """Writes lines one below the other."""

    def __init__(self, sheet: Sheet, x: int, y: int, width: int) -> None:
        self.sheet, self.x, self.y, self.width = sheet, x, y, width

    def line(self, words: str, kind: Type, colour: Colour, *, lines: int = 1, lead: float = 0.0) -> None:
        """Words in at most that many lines, `lead` em below what is above."""
        if not words:
            return
        style = self.sheet.style.type(kind)
        self.y += round(lead * style.size_px)
        for number, part in enumerate(text.wrap(words, style, self.width, lines=lines)):
            self.y += round(text.cap_height(style) + (0.42 * style.size_px if number else 0))
            self.sheet.words(part, kind, self.x, self.y, colour, width=self.width)

    def figure(self, margin: WrittenFigure) -> None:
        """The margin: a large figure with a smaller unit."""
        style, palette = self.sheet.style, self.sheet.style.palette
        kind = style.type(style.sizes.card_margin)
        unit_width = text.measure(margin.unit, style.type(style.sizes.card_event)) + style.px(14)
        fitted, shown = text.fit(margin.number, kind, self.width - unit_width)
        self.y += round(0.3 * kind.size_px + text.cap_height(kind))
        shown = Type(shown.weight, shown.size_px / style.scale)
        drawn = self.sheet.words(fitted, shown, self.x - style.px(3), self.y, palette.accent)
        self.sheet.words(margin.unit, style.sizes.card_event, self.x + drawn + style.px(12), self.y, palette.accent)


def _list(sheet: Sheet, rect: Rect, listed: _List) -> None:
    style, (x, y, width, height) = sheet.style, rect
    if listed.heading:
        caps = style.type(style.sizes.tower_head)
        y += round(text.cap_height(caps))
        sheet.words(listed.heading, style.sizes.tower_head, x, y, style.palette.second, width=width)
        y += style.px(16)
    if not listed.rows:
        return
    room = rect[1] + height - y
    gap = style.px(24)
    narrowest = style.px(style.sizes.card_row.size_px * _SMALLEST_ROW * (13 if any(r.gap for r in listed.rows) else 10))
    most = max((width + gap) // (narrowest + gap), 1)
    columns, step = _columns(len(listed.rows), room, style.px(style.sizes.card_row_height), most)
    per_column = max(min(math.ceil(len(listed.rows) / columns), room // step), 1)
    wide = (width - gap * (columns - 1)) // columns
    rows = _cut(listed.rows, per_column * columns)
    for number, row in enumerate(rows):
        column, line = divmod(number, per_column)
        _row(sheet, (x + column * (wide + gap), y + line * step, wide, step), row, rows)
    if len(rows) < len(listed.rows):
        column, line = divmod(len(rows), per_column)
        left, base = x + column * (wide + gap), y + line * step + round(0.65 * step)
        words = f"and {len(listed.rows) - len(rows)} more"
        sheet.words(words, style.sizes.card_note, left, base, style.palette.second, width=wide)


def _cut(rows: tuple[_Row, ...], places: int) -> tuple[_Row, ...]:
    """The rows that have a place; the last place is left for saying how many have none."""
    return rows if len(rows) <= places else rows[: max(places - 1, 0)]


def _columns(count: int, room: int, row_height: int, most: int) -> tuple[int, int]:
    """How many columns a list takes, and the height of its rows."""
    columns, least = 1, round(row_height * _SMALLEST_ROW)
    while math.ceil(count / columns) * least > room and columns < most:
        columns += 1
    step = min(round(row_height * _LARGEST_ROW), room // math.ceil(count / columns))
    return columns, max(step, least, 1)


def _row(sheet: Sheet, rect: Rect, row: _Row, rows: tuple[_Row, ...]) -> None:
    style, palette, sizes = sheet.style, sheet.style.palette, sheet.style.sizes
    x, y, width, height = rect
    share = min(height / style.px(sizes.card_row_height), 1.0 if sizes.compact else _LARGEST_ROW)
    large, small = _scaled(sizes.card_row, share), _scaled(sizes.card_note, share)
    sheet.hairline(x, y, width)
    if row.first:
        sheet.fill(rect, palette.accent, palette.leader_alpha)
        sheet.fill((x, y, style.px(sizes.bar), height), palette.accent)
    baseline = y + round(height / 2 + text.cap_height(style.type(large)) / 2)
    pen, right = x + style.px(14), x + width - style.px(14)
    if any(other.place for other in rows):
        cell = round(max(text.measure(other.place, style.type(small)) for other in rows))
        colour = palette.accent if row.first else palette.second
        sheet.words(row.place, small, pen + cell / 2, baseline, colour, anchor="centre")
        pen += cell + style.px(16)
    chip = round(style.px(sizes.card_chip) * share)
    wide = chip_width(tuple(other.look.marker for other in rows), chip)
    sheet.chip(row.look.marker, row.look.kit.chip, (pen, y + (height - chip) // 2, wide, chip))
    pen += wide + style.px(18)
    colour = palette.accent if row.first else palette.text
    right -= round(sheet.words(row.gap, large, right, baseline, colour, anchor="right")) + style.px(18)
    _name(sheet, row, (pen, right), baseline, (large, small))


def _name(sheet: Sheet, row: _Row, between: tuple[int, int], baseline: int, kinds: tuple[Type, Type]) -> None:
    """Nation, name and note between two edges: note and nation give way before the name does."""
    style, palette = sheet.style, sheet.style.palette
    (pen, right), (large, small) = between, kinds
    nation = round(max(text.measure(words, style.type(small)) for words in ("MMM", row.look.rides_for))) + style.px(6)
    wanted = text.FIT_STEPS[-1] * text.measure(row.look.display, style.type(large))
    if not style.sizes.compact and right - pen - nation >= wanted:
        sheet.words(row.look.rides_for, small, pen, baseline, palette.second)
        pen += nation
    name = min(text.measure(row.look.display, style.type(large)), right - pen)
    sheet.words(row.look.display, large, pen, baseline, palette.text, width=right - pen)
    room = right - pen - name - style.px(16)
    if row.note and room > style.px(40):
        sheet.words(row.note, small, pen + name + style.px(16), baseline, palette.second, width=room)


def _foot(sheet: Sheet, rect: Rect, words: str) -> None:
    x, y, width, height = rect
    style, kind = sheet.style, sheet.style.sizes.card_note
    step = style.px(kind.size_px * 1.3)
    lines = text.wrap(words, style.type(kind), width, lines=_foot_lines(style))
    for number, line in enumerate(reversed(lines)):
        sheet.words(line, kind, x, y + height - number * step, style.palette.second, width=width)


def _scaled(kind: Type, share: float) -> Type:
    return Type(kind.weight, kind.size_px * share, kind.spacing_em)
