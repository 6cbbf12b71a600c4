"""A picture that two shots share: how far the second has come in, and the line between them."""

from __future__ import annotations

import numpy as np

from replay.draw.pixels.layers import Bytes, tint
from replay.draw.pixels.rectangles import Rect, Size
from replay.draw.style.theme import Style

_LINE_PX = 4.0
"""Width of the line between the two, px of the reference size."""


def come_in(pane: Rect, shown: float, size_px: Size) -> Rect:
    """The part of a pane that is covered when its shot has come in so far, from the picture's own edge.

    A pane beside the rest comes from the right, one below it from the foot.
    """
    x, y, width, height = pane
    if height == size_px[1]:
        wide = max(round(width * shown), 1)
        return x + width - wide, y, wide, height
    tall = max(round(height * shown), 1)
    return x, y + height - tall, width, tall


def draw_divider(canvas: Bytes, covered: Rect, style: Style) -> None:
    """Draw the line along the edge at which what is covered meets the first shot, in place."""
    x, y, width, height = covered
    thick = style.px(_LINE_PX)
    size = (height, thick) if height == canvas.shape[0] else (thick, width)
    tint(canvas, np.full(size, 255, np.uint8), x, y, style.palette.panel)
    thin = max(thick // 2, 1)
    inner = (height, thin) if height == canvas.shape[0] else (thin, width)
    tint(canvas, np.full(inner, 255, np.uint8), x, y, style.palette.accent)
