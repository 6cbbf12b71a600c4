"""Logo and watermark as one block in a corner, and the room that everything else leaves for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from replay.base.brand import Corner
from replay.draw.graphics.sheet import Sheet
from replay.draw.pixels import text
from replay.draw.pixels.images import fitted
from replay.draw.pixels.layers import Layer, Placed
from replay.draw.pixels.rectangles import Rect
from replay.draw.style.theme import Style

_WIDEST = 4.5
"""A logo is at most so many times as wide as a square one of its height."""


def brand_rect(style: Style) -> Rect | None:
    """Where the block of the brand stands, None where there is none."""
    return next((placed.plate for placed in brand_panels(style)), None)


def brand_panels(style: Style) -> Iterator[Placed]:
    """The block of the brand in its corner of the safe area; nothing where there is none."""
    block = _block(style)
    if block is not None:
        left, top, width, height = style.safe
        corner = style.brand.corner
        x = left if corner in (Corner.TOP_LEFT, Corner.BOTTOM_LEFT) else left + width - block.width
        y = top if corner in (Corner.TOP_LEFT, Corner.TOP_RIGHT) else top + height - block.height
        yield Placed(block, x, y)


def room_px(style: Style, *corners: Corner) -> int:
    """Height that the block takes in one of these corners, with a gap, px; 0 where it stands in another."""
    block = _block(style)
    return block.height + style.px(style.sizes.gap) if block and style.brand.corner in corners else 0


def width_px(style: Style, *corners: Corner) -> int:
    """Likewise its width."""
    block = _block(style)
    return block.width + style.px(style.sizes.gap) if block and style.brand.corner in corners else 0


@lru_cache(maxsize=16)
def _block(style: Style) -> Layer | None:
    """The logo with the watermark below it, both at the side of the corner; None where there is neither."""
    brand, sizes = style.brand, style.sizes
    if brand.logo is None and not brand.watermark:
        return None
    short = min(style.size_px)
    high = round(brand.logo_share * short) if brand.logo else 0
    logo = fitted(brand.logo, (round(_WIDEST * high), high)).pixels if brand.logo else np.zeros((0, 0, 4), np.uint8)
    kind = style.type(sizes.label)
    wide = round(text.measure(brand.watermark, kind)) + 2 * style.px(4) if brand.watermark else 0
    between = style.px(8) if len(logo) and wide else 0
    line = round(1.5 * kind.size_px) if wide else 0
    width, height = max(logo.shape[1], wide), len(logo) + between + line
    sheet = Sheet(style, width, height, border=0)
    right = brand.corner in (Corner.TOP_RIGHT, Corner.BOTTOM_RIGHT)
    if len(logo):
        sheet.picture(logo, width - logo.shape[1] if right else 0, 0)
    if wide:
        plate = (width - wide if right else 0, height - line, wide, line)
        sheet.fill(plate, style.palette.panel, style.palette.label_alpha, radius=style.px(sizes.tag_radius))
        spot = plate[0] + wide / 2, plate[1] + round(line / 2 + text.cap_height(kind) / 2)
        sheet.write(brand.watermark, kind, spot, style.palette.text, "centre")
    return sheet.layer()
