"""What rides with a rider: a chip of his own, a name tag, and the pacer's tag. Each is placed by its middle."""

from __future__ import annotations

from functools import lru_cache

from replay.base.colour import Colour
from replay.draw.panels.panel_kit import Sheet, chip_width
from replay.draw.pixels import text
from replay.draw.pixels.layers import Layer
from replay.draw.theme import Style


@lru_cache(maxsize=256)
def chip_layer(style: Style, marker: str, colour: Colour, high: int) -> Layer:
    """A chip with a dark edge."""
    edge = max(style.px(2), 1)
    width = chip_width((marker,), high)
    sheet = Sheet(style, width, high, border=edge)
    radius = style.px(style.sizes.chip_radius)
    sheet.fill((-edge, -edge, width + 2 * edge, high + 2 * edge), style.palette.panel, 0.6, radius=radius + edge)
    sheet.chip(marker, colour, (0, 0, width, high))
    return sheet.layer(origin=(width // 2, high // 2))


@lru_cache(maxsize=8)
def pacer_tag(style: Style) -> Layer:
    """The pacer's tag."""
    kind = style.type(style.sizes.label)
    width, high = round(text.measure("PACER", kind) + 1.3 * kind.size_px), round(kind.size_px * 1.6)
    sheet = Sheet(style, width, high, border=0)
    sheet.plate(alpha=style.palette.tag_alpha, radius=style.px(style.sizes.tag_radius), shadow=False)
    baseline = round(high / 2 + text.cap_height(kind) / 2)
    sheet.words("PACER", style.sizes.label, width / 2, baseline, style.palette.text, anchor="centre")
    return sheet.layer(origin=(width // 2, high // 2))


@lru_cache(maxsize=64)
def name_tag(style: Style, marker: str, colour: Colour, display: str) -> Layer:
    """A chip and the surname on a plate."""
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
