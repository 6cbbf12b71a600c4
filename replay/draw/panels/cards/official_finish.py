"""The official picture of the finish on the result card, where the user brought one."""

from __future__ import annotations

from replay.draw.graphics.sheet import Sheet
from replay.draw.pixels import text
from replay.draw.pixels.images import fitted
from replay.draw.pixels.rectangles import Rect
from replay.draw.style.theme import Style

_WORDS = "Official finish image"

_LEAST_PX = 110
"""Less height than this shows nothing, px of the reference size: the card is without it then."""

_LINE_EM = 1.7
"""Of the words below it."""


def height_wanted(style: Style, width: int, room: int) -> int:
    """Height that picture and words take in a room of a width, px; 0 where there is none, or too little room."""
    image = style.brand.finish_image
    if image is None:
        return 0
    wanted = round(width / image.shape_ratio) + _line_px(style)
    height = min(wanted, room)
    return height if height - _line_px(style) >= style.px(_LEAST_PX) else 0


def draw_official_finish(sheet: Sheet, rect: Rect) -> None:
    """The whole picture in a rectangle, with words below it that say what it is, and whose."""
    style, (x, y, width, height) = sheet.style, rect
    image = style.brand.finish_image
    if image is None:
        return
    line = _line_px(style)
    pixels = fitted(image, (width, height - line)).pixels
    sheet.picture(pixels, x, y)
    credit = style.brand.finish_credit
    words = f"{_WORDS} · {credit}" if credit else _WORDS
    kind = style.sizes.card_note
    baseline = y + len(pixels) + round(line / 2 + text.cap_height(style.type(kind)) / 2)
    sheet.words(words, kind, x, baseline, style.palette.second, width=width)


def _line_px(style: Style) -> int:
    return round(_LINE_EM * style.type(style.sizes.card_note).size_px)
