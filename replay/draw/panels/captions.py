"""Captions, the tags at the picture's top, and the panel of the lead for pictures too narrow for a label on it."""

from __future__ import annotations

import numpy as np

from replay.base.figure_words import WrittenFigure
from replay.draw.graphics.shapes import disc
from replay.draw.graphics.sheet import Sheet
from replay.draw.marks.range_stripes import strength
from replay.draw.pixels import text
from replay.draw.pixels.kept_pixels import kept_layer
from replay.draw.pixels.layers import Layer, Placed
from replay.draw.style.theme import Style, scaled
from replay.scene.frame.panel_values import Caption
from replay.scene.likely_ranges import REACH_SD

_COLUMN, _COLUMN_TYPE, _COLUMN_LINES = 405, 0.8, 4
"""Width of a caption in a column, px of the reference size; its type, of the usual; lines of its head and its body."""

_NARROWEST = 0.6
"""A caption of few words takes this share of the widest one's width."""


_AS_LIVE = 0.05
"""Of the speed of time: who sees the picture sees no difference to live."""

LEAD = "lead"
"""What the panel of a lead is called where somebody points at it."""


@kept_layer
def caption_layer(style: Style, head: str, body: str, source: str, *, column: bool = False) -> Layer:
    """A caption: a head and a body of at most two lines each, and who told it.

    column: smaller, in as many lines as a column needs that leaves the rest of the picture's width free
    """
    sizes, palette = style.sizes, style.palette
    padding = style.px(sizes.padding)
    inset = padding + style.px(6)
    share, deepest = (_COLUMN_TYPE, _COLUMN_LINES) if column else (1.0, 2)
    widest = min(style.px(_COLUMN if column else sizes.caption_width), style.safe[2])
    kinds = [scaled(kind, share) for kind in (sizes.caption_head, sizes.caption_body, sizes.caption_source)]
    head_kind, body_kind, source_kind = kinds
    body_type, head_type = style.type(body_kind), style.type(head_kind)
    most = widest - inset - padding
    fits = text.FIT_STEPS[-1] * text.measure(head, head_type) <= most
    head, *more = [head] if fits else text.wrap(head, head_type, most, lines=deepest)
    lines = [(line, head_kind, palette.text) for line in more]
    lines += [(line, body_kind, palette.body) for line in text.wrap(body, body_type, most, lines=deepest)]
    credit = text.wrap(source[:1].upper() + source[1:], style.type(source_kind), most, lines=2 if column else 1)
    lines += [(line, source_kind, palette.second) for line in credit]
    needed = max(text.measure(line, style.type(kind)) for line, kind, _ in [(head, head_kind, ()), *lines])
    width = min(max(round(needed) + inset + padding, round(_NARROWEST * widest)), widest)
    room = width - inset - padding
    steps = [style.px(kind.size_px * (1.15 if kind is head_kind else 1.3)) for _, kind, _ in lines]
    first = padding + round(text.cap_height(head_type)) + style.px(2)
    sheet = Sheet(style, width, first + sum(steps) + padding - style.px(2))
    sheet.plate()
    sheet.bar("left")
    sheet.words(head, head_kind, inset, first, palette.text, width=room)
    baseline = first
    for (line, kind, colour), step in zip(lines, steps, strict=True):
        baseline += step
        sheet.words(line, kind, inset, baseline, colour, width=room)
    return sheet.layer()


@kept_layer
def tag_layer(style: Style, words: str, *, dot: bool) -> Layer:
    """A small tag in capitals; the origin is its top right corner. With a dot in the accent if asked."""
    sizes, palette = style.sizes, style.palette
    kind = style.type(sizes.label)
    inset, height = round(kind.size_px * 0.66), round(kind.size_px * 1.78)
    point = round(kind.size_px * 0.42) if dot else 0
    gap = round(kind.size_px * 0.4) if dot else 0
    width = round(text.measure(words, kind)) + 2 * inset + point + gap
    sheet = Sheet(style, width, height, border=0)
    sheet.plate(alpha=palette.label_alpha, radius=style.px(sizes.tag_radius), shadowed=False)
    if dot:
        coverage = disc(point)
        sheet.cover(coverage, inset, (height - len(coverage)) // 2, palette.accent)
    baseline = round(height / 2 + text.cap_height(kind) / 2)
    sheet.words(words, sizes.label, inset + point + gap, baseline, palette.text)
    return sheet.layer(origin=(width, 0))


@kept_layer
def legend_layer(style: Style, words: str, *, lines: int) -> Layer:
    """What the stripes on the boards are: a small tag of that many lines, with a piece of a stripe before the words."""
    sizes, palette = style.sizes, style.palette
    kind = style.type(sizes.label)
    inset, step = round(kind.size_px * 0.66), round(kind.size_px * 1.24)
    swatch, gap = round(kind.size_px * (2.6 if lines == 1 else 1.9)), round(kind.size_px * 0.5)
    written = text.wrap(words, kind, (0.57 if lines > 1 else 1.1) * text.measure(words, kind), lines=lines)
    height = round(kind.size_px * 1.78) + step * (len(written) - 1)
    wide = max(text.measure(line, kind) for line in written)
    sheet = Sheet(style, round(wide) + 2 * inset + swatch + gap, height, border=0)
    sheet.plate(alpha=palette.label_alpha, radius=style.px(sizes.tag_radius), shadowed=False)
    bell = 255 * strength(np.linspace(-REACH_SD, REACH_SD, swatch))
    stripe = np.tile(bell.astype(np.uint8), (round(kind.size_px * 0.42), 1))
    sheet.cover(stripe, inset, (height - len(stripe)) // 2, palette.text)
    first = round((height - step * (len(written) - 1) + text.cap_height(kind)) / 2)
    for number, line in enumerate(written):
        sheet.words(line, sizes.label, inset + swatch + gap, first + number * step, palette.text)
    return sheet.layer()


def speed_words(slow_motion: float) -> str:
    """What the tag says while time does not run as it did; '' when nobody sees a difference."""
    if abs(slow_motion - 1) <= _AS_LIVE:
        return ""
    if slow_motion < 1e-6:
        return "STILL"
    return f"SLOW MOTION {slow_motion:.2g}×" if slow_motion < 1 else f"{slow_motion:.2g}× SPEED"


@kept_layer
def lead_panel(style: Style, length: WrittenFigure, time: WrittenFigure) -> Layer:
    """The lead as a column: for layouts with the track beside it."""
    sizes, palette = style.sizes, style.palette
    padding = style.px(sizes.padding)
    before, seconds = length.before, str(time)
    number, unit_type = style.type(sizes.lead_metres), style.type(sizes.lead_seconds)
    inset = padding + style.px(6)
    widest = text.measure("88", number) + text.measure(" m", unit_type)
    caps = round(text.cap_height(style.type(sizes.small_caps)))
    title = padding + caps
    base = title + style.px(26) + round(text.cap_height(number))
    below = base + style.px(24) + round(text.cap_height(unit_type)) if seconds else base
    width = max(round(widest), style.px(250)) + inset + padding
    sheet = Sheet(style, width, below + padding)
    sheet.plate()
    sheet.bar("left")
    words = f"LEAD, {before.upper()}" if before else "LEAD"
    sheet.words(words, sizes.small_caps, inset, title, palette.second, width=width - inset - padding)
    drawn = sheet.words(length.number, sizes.lead_metres, inset - style.px(4), base, palette.accent)
    sheet.words(length.unit, sizes.lead_seconds, inset + drawn + style.px(8), base, palette.accent)
    sheet.words(seconds, sizes.lead_seconds, inset, below, palette.text)
    return sheet.layer()


@kept_layer
def lead_box(style: Style, length: WrittenFigure, time: WrittenFigure, height: int) -> Layer:
    """The lead in a box of a height, px: for pictures with a counter beside it."""
    sizes, palette = style.sizes, style.palette
    inset, small = style.px(22), style.type(sizes.label)
    large = scaled(sizes.lead_metres, 0.5)
    figure, seconds = f"{length.number} {length.unit}", str(time)
    wide = text.measure(figure, style.type(large))
    after = text.measure(seconds, style.type(sizes.nation)) + style.px(22) if seconds else 0.0
    words = f"LEAD, {length.before.upper()}" if length.before else "LEAD"
    sheet = Sheet(style, round(max(wide + after, text.measure(words, small))) + 2 * inset, height)
    sheet.plate()
    sheet.bar("top")
    sheet.words(words, sizes.label, inset, style.px(18) + round(text.cap_height(small)) + style.px(6), palette.second)
    base = height - style.px(20)
    sheet.words(figure, large, inset, base, palette.accent)
    if seconds:
        sheet.words(seconds, sizes.nation, inset + wide + style.px(22), base, palette.text)
    return sheet.layer()


def caption_of(caption: Caption, style: Style, *, column: bool = False) -> Layer:
    """The layer of a caption. column: it stands in a column of panels"""
    return caption_layer(style, caption.head, caption.body, caption.source, column=column)


def sliding(layer: Layer, x: int, y: int, shown: float, style: Style, *, of: str = "") -> Placed:
    """A panel that comes by a short slide upwards and a fade."""
    shown = min(max(shown, 0.0), 1.0)
    return Placed(layer, x, y + round((1 - shown) * style.px(style.sizes.slide)), shown, of=of)
