"""The layers of marks: a rider's chip and name tag, the pacer's tag, and the label of the lead."""

from __future__ import annotations

from replay.base.colour import Colour
from replay.base.figure_words import WrittenFigure
from replay.draw.graphics.chip import chip_width
from replay.draw.graphics.sheet import Sheet
from replay.draw.pixels import text
from replay.draw.pixels.kept_pixels import kept_layer
from replay.draw.pixels.layers import Layer
from replay.draw.style.theme import Style


@kept_layer
def chip_layer(style: Style, marker: str, colour: Colour, high: int) -> Layer:
    """A chip with a dark edge; the origin is its middle."""
    edge = max(style.px(2), 1)
    width = chip_width((marker,), high)
    sheet = Sheet(style, width, high, border=edge)
    radius = style.px(style.sizes.chip_radius)
    sheet.fill((-edge, -edge, width + 2 * edge, high + 2 * edge), style.palette.panel, 0.6, radius=radius + edge)
    sheet.chip(marker, colour, (0, 0, width, high))
    return sheet.layer(origin=(width // 2, high // 2))


@kept_layer
def pacer_tag(style: Style) -> Layer:
    """The pacer's tag; the origin is its middle."""
    kind = style.type(style.sizes.label)
    width, high = round(text.measure("PACER", kind) + 1.3 * kind.size_px), round(kind.size_px * 1.6)
    sheet = Sheet(style, width, high, border=0)
    sheet.plate(alpha=style.palette.tag_alpha, radius=style.px(style.sizes.tag_radius), shadowed=False)
    baseline = round(high / 2 + text.cap_height(kind) / 2)
    sheet.words("PACER", style.sizes.label, width / 2, baseline, style.palette.text, anchor="centre")
    return sheet.layer(origin=(width // 2, high // 2))


@kept_layer
def name_tag(style: Style, marker: str, colour: Colour, display: str) -> Layer:
    """A chip and the surname on a plate; the origin is its middle."""
    kind = style.type(style.sizes.name_tag)
    high = style.px(style.sizes.name_tag.size_px * 1.45)
    inset = style.px(8)
    chip = high - 2 * inset
    chip_wide = chip_width((marker,), chip)
    before, after = inset + chip_wide + style.px(14), style.px(18)
    room = 0.7 * style.safe[2] - before - after
    width = before + round(text.measure(*text.fit(display, kind, room))) + after
    sheet = Sheet(style, width, high)
    sheet.plate(alpha=style.palette.tag_alpha, radius=style.px(style.sizes.tag_radius))
    sheet.chip(marker, colour, (inset, inset, chip_wide, chip))
    baseline = round(high / 2 + text.cap_height(kind) / 2)
    sheet.words(display, style.sizes.name_tag, before, baseline, style.palette.text, width=room)
    return sheet.layer(origin=(width // 2, high // 2))


@kept_layer
def lead_label(style: Style, length: WrittenFigure, time: WrittenFigure) -> Layer:
    """The lead as a label over the line; the origin is the middle of its lower edge."""
    sizes, palette = style.sizes, style.palette
    before, figure, seconds = length.before, f"{length.number} {length.unit}", str(time)
    large, small = style.type(sizes.lead_metres), style.type(sizes.lead_seconds)
    inset, gap = style.px(28), style.px(26)
    parts = (text.measure(before, style.type(sizes.number_side_second)), text.measure(figure, large))
    first = round(parts[0]) + (style.px(12) if before else 0)
    seconds_width = round(text.measure(seconds, small)) + 2 * gap if seconds else 0
    width = 2 * inset + first + round(parts[1]) + seconds_width
    height = max(style.px(118), round(text.cap_height(large)) + style.px(58))
    sheet = Sheet(style, width, height)
    sheet.plate()
    sheet.bar("bottom")
    base = round((height - style.px(sizes.bar) + text.cap_height(large)) / 2)
    sheet.words(before, sizes.number_side_second, inset, base, palette.second)
    sheet.words(figure, sizes.lead_metres, inset + first, base, palette.accent)
    if seconds:
        rule = inset + first + round(parts[1]) + gap
        sheet.fill((rule, style.px(30), style.px(1), height - style.px(60)), palette.hair, 0.25)
        sheet.words(seconds, sizes.lead_seconds, rule + gap, base, palette.text)
    return sheet.layer(origin=(width // 2, height))
