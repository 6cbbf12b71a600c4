"""Cards: the title before the race and the result after it, on one plate over the darkened track."""

from __future__ import annotations

import math

from replay.base.brand import Corner
from replay.base.colour import Colour
from replay.base.figure_words import WrittenFigure
from replay.base.letters.typefaces import capitals
from replay.draw.graphics.sheet import Sheet
from replay.draw.panels.brand_block import room_px
from replay.draw.panels.cards.card_list import LARGEST_ROW, SMALLEST_ROW, CardList, CardRow, draw_list
from replay.draw.panels.cards.official_finish import draw_official_finish, height_wanted
from replay.draw.pixels import text
from replay.draw.pixels.kept_pixels import kept_layer
from replay.draw.pixels.layers import Layer
from replay.draw.pixels.rectangles import Rect
from replay.draw.pixels.text import Type
from replay.draw.style.theme import Style, scaled
from replay.scene.frame.card import ResultCard, TitleCard

_LARGE_FIELD = 8
"""Of more riders than this all room is kept for the list."""

_HEAD_SHARE = 0.47
"""Of a wide card's width, beside the list."""

_LIST_BELOW = 54
"""Px between the head of a narrow card and its list."""

_REASON_SIZES, _MOST_LINES = (1.0, 0.85, 0.72, 0.62), 9
"""Shares of the usual size in which sentences of the commissaires are tried, and lines of one that are counted."""

_LEAD_EM, _LINE_EM = 0.95, 1.1
"""Of the commissaires' sentences: above each of them, and from line to line."""

_LEAST_EVENT = 0.78
"""An event shrinks to this share of its size before it takes two lines."""

_OPACITY = 0.94
"""Cards hold more to read than panels: less of the track shines through."""


@kept_layer
def title_card(style: Style, card: TitleCard) -> Layer:
    """The title card, laid at the picture's corner."""
    sheet, (head, body, foot) = _card(style, len(card.riders), card.source)
    x, y, width, _ = head
    pen = _Pen(sheet, x, y, width)
    pen.line(capitals(card.meet), style.sizes.small_caps, style.palette.accent)
    pen.line(card.event, style.sizes.card_title, style.palette.text, lines=2, lead=0.34)
    pen.line(card.round, style.sizes.card_event, style.palette.text, lead=0.8)
    pen.line(card.place_and_date, style.sizes.card_body, style.palette.second, lines=2, lead=0.95)
    heading = "START ORDER" if card.order_known else "RIDERS"
    places = [str(place) if card.order_known else "" for place in range(1, len(card.riders) + 1)]
    notes = card.notes or ("",) * len(card.riders)
    rows = tuple(CardRow(look, place, note=note) for look, place, note in zip(card.riders, places, notes, strict=True))
    draw_list(sheet, _beside_or_below(body, pen.y, style), CardList(heading, rows))
    _foot(sheet, foot, card.source)
    return sheet.layer()


@kept_layer
def result_card(style: Style, card: ResultCard) -> Layer:
    """The result card, laid at the picture's corner."""
    sheet, (head, body, foot) = _card(style, len(card.lines), card.sources, card.reasons, picture=True)
    x, y, width, _ = head
    pen = _Pen(sheet, x, y, width)
    pen.line(capitals(card.heading), style.sizes.small_caps, style.palette.accent)
    pen.line(card.event, _in_one_line(style, card.event, width), style.palette.text, lines=2, lead=0.5)
    pen.line(card.place_and_date, style.sizes.card_body, style.palette.second, lead=0.7)
    pen.line(card.version, style.sizes.card_body, style.palette.accent, lead=0.7)
    if card.margin:
        if not style.sizes.compact:
            first = bool(card.lines) and card.lines[0].place.strip("=") == "1"
            pen.line("WINNING MARGIN" if first else "MARGIN", style.sizes.small_caps, style.palette.second, lead=2.4)
        pen.figure(card.margin)
    pen.line(card.margin_note, style.sizes.card_body, style.palette.second, lines=2, lead=0.95)
    pen.line(card.afterwards, style.sizes.card_body, style.palette.text, lines=3, lead=0.95)
    _reasons(pen, card.reasons, _bottom_of_head(head, body, style, len(card.lines)))
    rows = tuple(
        CardRow(line.look, line.place, line.gap, line.note, first=number < card.won)
        for number, line in enumerate(card.lines)
    )
    listed = _official_finish(sheet, pen.y, head, _beside_or_below(body, pen.y, style), len(rows))
    draw_list(sheet, listed, CardList("", rows))
    _foot(sheet, foot, card.sources)
    return sheet.layer()


def _official_finish(sheet: Sheet, bottom_of_head: int, head: Rect, listed: Rect, rows: int) -> Rect:
    """The official picture below the head, or below the list of narrow cards. Returns what is left for the list."""
    style, gap = sheet.style, sheet.style.px(sheet.style.sizes.padding)
    if not style.sizes.compact:
        x, y, width, height = head
        room = y + height - bottom_of_head - 2 * gap
        tall = height_wanted(style, width, room)
        if tall:
            draw_official_finish(sheet, (x, bottom_of_head + 2 * gap, width, tall))
        return listed
    x, y, width, height = listed
    tall = height_wanted(style, width, height - rows * style.px(style.sizes.card_row_height) - gap)
    if tall:
        draw_official_finish(sheet, (x, y + height - tall, width, tall))
    return x, y, width, height - (tall + gap if tall else 0)


def _card(
    style: Style, rows: int, sources: str, reasons: tuple[str, ...] = (), *, picture: bool = False
) -> tuple[Sheet, tuple[Rect, Rect, Rect]]:
    """A sheet of the picture's size with the card's plate on it, and its parts: head, list, foot.

    picture: whether it holds the official picture of the finish, if there is one
    """
    lines = _foot_lines(style, rows, sources)
    left, top, width, height = _plate(style, rows, lines, reasons, picture=picture)
    sheet = Sheet(style, *style.size_px, border=0)
    sheet.fill((left, top, width, height), style.palette.panel, _OPACITY, radius=style.px(style.sizes.radius))
    sheet.fill((left, top, width, style.px(style.sizes.bar)), style.palette.accent)
    pad = _padding(style)
    return sheet, _parts(style, (left + pad, top + pad, width - 2 * pad, height - 2 * pad), lines)


def _plate(style: Style, rows: int, lines: int, reasons: tuple[str, ...], *, picture: bool) -> Rect:
    """Below the label; in wide pictures no higher than its words need, and in the middle of what is left."""
    left, top, width, height = style.safe
    down = max(
        style.px(style.sizes.label.size_px * 1.78 + style.sizes.gap), room_px(style, Corner.TOP_LEFT, Corner.TOP_RIGHT)
    )
    height -= room_px(style, Corner.BOTTOM_LEFT, Corner.BOTTOM_RIGHT)
    if style.sizes.compact:
        return left, top + down, width, height - down
    listed = rows * style.px(style.sizes.card_row_height * LARGEST_ROW) + style.px(40)
    across = _head_width(style, width - 2 * _padding(style))
    said = sum(_reason_height(style, across, reason) for reason in reasons)
    said += height_wanted(style, across, height) if picture else 0
    wanted = max(listed, style.px(style.sizes.card_head) + said) + _foot_height(style, lines) + 2 * _padding(style)
    tall = min(wanted, height - down)
    return left, top + down + (height - down - tall) // 2, width, tall


def _padding(style: Style) -> int:
    return style.px(style.sizes.padding * (1.3 if style.sizes.compact else 2.2))


def _foot_height(style: Style, lines: int) -> int:
    return style.px(style.sizes.card_note.size_px * (1.3 * lines + (0.4 if style.sizes.compact else 0.0)))


def _foot_lines(style: Style, rows: int, sources: str) -> int:
    """Lines for the sources: narrow pictures that are tall have room for a third, large fields for what is needed."""
    most = 3 if style.sizes.compact and style.size_px[1] > 1.1 * style.size_px[0] else 2
    if rows <= _LARGE_FIELD and not style.sizes.compact:
        return most
    width = style.safe[2] - 2 * _padding(style)
    return len(text.wrap(sources, style.type(style.sizes.card_note), width, lines=most))


def _parts(style: Style, inside: Rect, lines: int) -> tuple[Rect, Rect, Rect]:
    x, y, width, height = inside
    foot = _foot_height(style, lines)
    body = height - foot
    if style.sizes.compact:
        return inside, (x, y, width, body), (x, y + body, width, foot)
    split = round(width * _HEAD_SHARE)
    return (x, y, split - style.px(48), body), (x + split, y, width - split, body), (x, y + body, width, foot)


def _head_width(style: Style, width: int) -> int:
    """Width of the head beside the list, in a card whose inside is so wide."""
    return round(width * _HEAD_SHARE) - style.px(48)


def _reason_height(style: Style, width: int, reason: str) -> int:
    """About what a sentence of the commissaires takes in lines of that width."""
    kind = style.type(style.sizes.card_note)
    lines = math.ceil(1.1 * text.measure(reason, kind) / width)
    return round((_LEAD_EM + _LINE_EM * lines) * kind.size_px)


def _bottom_of_head(head: Rect, body: Rect, style: Style, rows: int) -> int:
    """To where the head may go: below it, in narrow pictures, stands the list."""
    if not style.sizes.compact:
        return head[1] + head[3]
    listed = rows * style.px(style.sizes.card_row_height * SMALLEST_ROW) + style.px(_LIST_BELOW)
    return body[1] + body[3] - listed


def _beside_or_below(body: Rect, bottom_of_head: int, style: Style) -> Rect:
    """Where the list goes: beside the head in wide pictures, below it in narrow ones."""
    if not style.sizes.compact:
        return body
    top = bottom_of_head + style.px(_LIST_BELOW)
    return body[0], top, body[2], body[1] + body[3] - top


def _in_one_line(style: Style, words: str, width: int) -> Type:
    """The type of an event: a little smaller where that keeps it in one line."""
    kind = style.sizes.card_event
    share = width / max(text.measure(words, style.type(kind)), 1.0)
    return scaled(kind, 0.99 * share) if _LEAST_EVENT <= share < 1.0 else kind


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


def _reasons(pen: _Pen, reasons: tuple[str, ...], bottom: int) -> None:
    """The sentences of the commissaires, whole and in the usual size if there is room for all, else smaller.

    Where even that is too little, each has as many lines as there is room for, one at least.
    """
    style, room = pen.sheet.style, bottom - pen.y
    shares = [share for share in _REASON_SIZES if _reasons_height(style, pen.width, reasons, share) <= room]
    kind = scaled(style.sizes.card_note, shares[0] if shares else _REASON_SIZES[-1])
    size_px = style.type(kind).size_px
    for number, reason in enumerate(reasons):
        left = (bottom - pen.y) / (1 if shares else len(reasons) - number) / size_px
        pen.line(reason, kind, style.palette.second, lines=max(int((left - _LEAD_EM) / _LINE_EM), 1), lead=_LEAD_EM)


def _reasons_height(style: Style, width: int, reasons: tuple[str, ...], share: float) -> float:
    """What the sentences take in letters of a share of the usual size, px."""
    kind = style.type(scaled(style.sizes.card_note, share))
    lines = [len(text.wrap(reason, kind, width, lines=_MOST_LINES)) for reason in reasons]
    return sum(_LEAD_EM + _LINE_EM * count for count in lines) * kind.size_px


def _foot(sheet: Sheet, rect: Rect, words: str) -> None:
    x, y, width, height = rect
    style, kind = sheet.style, sheet.style.sizes.card_note
    step = style.px(kind.size_px * 1.3)
    lines = text.wrap(words, style.type(kind), width, lines=round(height / step))
    for number, line in enumerate(reversed(lines)):
        sheet.words(line, kind, x, y + height - number * step, style.palette.second, width=width)
