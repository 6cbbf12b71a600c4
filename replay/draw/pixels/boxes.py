"""Boxes of pixels, many at once: left, top, right, bottom; and how near they are to one another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from replay.base.units import Floats
from replay.draw.pixels.rectangles import Rect

SEEN_FROM = 0.1
"""What is fainter than this is not drawn, and gives no other cause to fade."""

TOUCH_PX, FADE_PX = 1.0, 2.0
"""What is nearer than this touches; so much farther it is not near. Places are whole pixels."""


def boxes_of(middles: Floats, sizes: Floats) -> Floats:
    """Boxes (N, 4) around middles: left, top, right, bottom."""
    return np.concatenate([middles - sizes / 2, middles + sizes / 2], axis=1)


def boxes_of_rects(rects: Sequence[Rect]) -> Floats:
    """Rectangles as boxes (N, 4)."""
    found = np.array(rects, dtype=float).reshape(-1, 4)
    found[:, 2:] += found[:, :2]
    return found


def nearness(boxes: Floats, others: Floats) -> Floats:
    """How near boxes (N, 4) are to others (M, 4), as (N, M): 1 where they touch, 0 from a few pixels on."""
    apart = np.maximum(boxes[:, None, :2] - others[None, :, 2:], others[None, :, :2] - boxes[:, None, 2:]).max(axis=2)
    return np.asarray(1 - np.clip((apart - TOUCH_PX) / FADE_PX, 0, 1))


def visible(opacity: Floats) -> Floats:
    """What is too faint to be seen is not there at all."""
    return np.clip((opacity - SEEN_FROM) / (1 - SEEN_FROM), 0, 1)
