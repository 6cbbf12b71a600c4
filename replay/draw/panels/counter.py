"""The counter: laps to go, the largest figure of the picture, and about how many metres that is."""

from __future__ import annotations

import math

import numpy as np

from replay.draw.graphics.sheet import Sheet
from replay.draw.pixels import text
from replay.draw.pixels.kept_pixels import kept_layer
from replay.draw.pixels.layers import Bytes, Layer
from replay.draw.pixels.text import Type
from replay.draw.style.theme import Style
from replay.scene.frame.panel_values import Counter

COUNTER = "counter"
"""What its panel is called where somebody points at it."""

_WIDEST = "LAPS TO GO"
"""The panel is as wide as these words while laps are counted, so that it does not change its width with them."""

_BESIDE_WORDS_PX = 34
"""Above and below words that stand alone."""

METRES_STEP = 10
"""Metres to go are shown in steps of ten: between the lines they are reconstructed."""


def counter_layer(style: Style, counter: Counter, *, beside_lead: bool) -> Layer:
    """The counter's panel, its corner at the origin. beside_lead: smaller, where the lead is the story."""
    metres = _metres(counter.metres_to_go)
    whole = f"of {counter.event_m:.0f} m" if metres and counter.event_m > 0 and not beside_lead else ""
    of_all = counter.note or whole
    if style.sizes.compact:
        metres = counter.note or metres
    roll = round(min(max(counter.roll, 0.0), 1.0), 3)
    draw = _compact if style.sizes.compact else _wide
    return draw(style, max(counter.laps_to_go, 0), counter.words, roll, metres, of_all, counter.bell, beside_lead)


def _metres(metres_to_go: float) -> str:
    if not math.isfinite(metres_to_go) or metres_to_go < METRES_STEP / 2:
        return ""
    # Rounded up: what is left is never less than the laps beside it say.
    return f"{math.ceil(metres_to_go / METRES_STEP - 1e-6) * METRES_STEP} m"


@kept_layer
def _wide(
    style: Style, laps: int, title: str, roll: float, metres: str, of_all: str, bell: bool, beside_lead: bool
) -> Layer:
    sizes, palette = style.sizes, style.palette
    width, height = (style.px(256), style.px(172)) if beside_lead else (style.px(322), style.px(206))
    kind = sizes.number_beside_lead if beside_lead else sizes.number
    padding = style.px(sizes.padding)
    base = height - style.px(24)
    if laps == 0 and not metres and not of_all:  # no figure is left: the panel closes behind the last one
        low = round(text.cap_height(style.type(sizes.card_event))) + 2 * style.px(_BESIDE_WORDS_PX)
        height = low + round((height - low) * (1.0 - roll))
    sheet = Sheet(style, width, height)
    sheet.plate()
    sheet.bar("top")
    if laps == 0:
        middle = (height + text.cap_height(style.type(sizes.card_event))) / 2
        sheet.words(title, sizes.card_event, padding, middle, palette.text, width=width - 2 * padding)
    else:
        shown = f"BELL · {title}" if bell else title
        colour = palette.accent if bell else palette.second
        sheet.words(shown, sizes.small_caps, padding, style.px(45), colour, width=width - 2 * padding)
    _number(sheet, kind, laps, roll, padding - style.px(4), base)
    right = width - padding
    if not of_all:
        sheet.words(metres, sizes.number_side, right, base, palette.text, anchor="right")
    else:
        sheet.words(metres, sizes.number_side, right, base - style.px(38), palette.text, anchor="right")
        sheet.words(of_all, sizes.number_side_second, right, base - style.px(2), palette.second, anchor="right")
    return sheet.layer()


@kept_layer
def _compact(
    style: Style, laps: int, title: str, roll: float, metres: str, of_all: str, bell: bool, beside_lead: bool
) -> Layer:
    del of_all, beside_lead  # one size in every shot, and no room for what does not change
    sizes, palette = style.sizes, style.palette
    padding = style.px(sizes.padding)
    number = style.type(sizes.number)
    figure = round(text.measure(str(max(laps, 1)), number))
    side = style.type(sizes.number_side)
    beside = 2 * padding + figure if laps > 0 else padding + style.px(6)
    widest = title if laps == 0 else _WIDEST
    second = text.measure(metres, style.type(sizes.number_side_second))
    width = beside + round(max(text.measure(widest, side), second)) + padding
    tall = round(text.cap_height(number))
    sheet = Sheet(style, width, tall + 2 * padding)
    sheet.plate()
    sheet.bar("left")
    base = padding + tall
    _number(sheet, sizes.number, laps, roll, padding, base)
    colour = palette.accent if bell else palette.text
    cap = round(text.cap_height(side))
    if metres:
        sheet.words(title, sizes.number_side, beside, padding + cap + style.px(8), colour)
        sheet.words(metres, sizes.number_side_second, beside, base - style.px(8), palette.second)
    else:
        sheet.words(title, sizes.number_side, beside, padding + (tall + cap) // 2, colour)
    return sheet.layer()


def _number(sheet: Sheet, kind: Type, laps: int, roll: float, x: int, base: int) -> None:
    """The number; while it rolls, the one before leaves upwards as it comes from below, both cut at the window."""
    if laps <= 0 and roll >= 1:
        return
    style = sheet.style.type(kind)
    window = round(text.cap_height(style)) + sheet.style.px(8)
    top = base - window + sheet.style.px(4)
    travel = window + sheet.style.px(10)
    for figure, shift in ((laps + 1, -roll), (laps, 1 - roll)):
        if abs(shift) < 1 and figure > 0:
            coverage, left, y = _cut(str(figure), style, base + round(shift * travel), top, top + window)
            sheet.cover(coverage, x + left, y, sheet.style.palette.text)


def _cut(figure: str, style: Type, base: int, top: int, bottom: int) -> tuple[Bytes, int, int]:
    """Coverage of a figure on a baseline, only between two heights; with its corner's x from the pen, and y."""
    drawn = text.mask(figure, style)
    first = base + drawn.top
    rows = np.arange(len(drawn.coverage)) + first
    kept = drawn.coverage[(rows >= top) & (rows < bottom)]
    return kept, drawn.left, max(first, top)
