"""Sprites: small patches of picture that polygons are painted on several times finer than the picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.pixels.rectangles import Rect

Pixels = NDArray[np.uint8]
Polygon = NDArray[np.int32]

SHIFT_BITS = 4
"""Fixed-point bits of the corners that OpenCV fills: sixteenths of a pixel."""

_FARTHEST_PX = 1e5
"""A box that reaches further from the picture than this belongs to something at the eye: nothing of it is drawn."""


def fixed(points_px: Floats, origin_px: tuple[float, float], samples: int) -> Polygon:
    """Pixels of the picture as OpenCV's fixed-point pixels of a patch at `origin_px` that is `samples` times as fine.

    Its whole numbers are the middles of pixels.
    """
    fine = (points_px - origin_px) * samples - 0.5
    return np.asarray(np.rint(fine * (1 << SHIFT_BITS)), dtype=np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
    """A patch of picture being painted, `samples` times as fine as the picture. Colours are premultiplied BGRA."""

    rect: Rect
    samples: int
    fine: Pixels

    @property
    def origin_px(self) -> tuple[float, float]:
        return (float(self.rect[0]), float(self.rect[1]))

    def place(self, points_px: Floats) -> Polygon:
        """Points of the picture on this sprite, ready to be filled."""
        return fixed(points_px, self.origin_px, self.samples)

    def fill_each(self, polygons: Iterable[Polygon], colours: Iterable[Sequence[float]]) -> None:
        """Fill convex polygons, one over another, with colours BGRA."""
        fine, fill = self.fine, cv2.fillConvexPoly
        for polygon, colour in zip(polygons, colours, strict=True):
            fill(fine, polygon, colour, cv2.LINE_8, SHIFT_BITS)

    def composite(self, canvas: Pixels) -> Rect:
        """Lay the sprite over a canvas (height, width, 4) BGRX, in place. Returns what it covers."""
        left, top, width, height = self.rect
        coarse = cv2.resize(self.fine, (width, height), interpolation=cv2.INTER_AREA)
        patch = canvas[top : top + height, left : left + width]
        clear = cv2.bitwise_not(coarse[..., 3])
        kept = cv2.multiply(patch, cv2.merge([clear, clear, clear, np.full_like(clear, 255)]), scale=1.0 / 255.0)
        coarse[..., 3] = 0
        cv2.add(kept, coarse, dst=patch)
        return self.rect


def box_of(corners_px: Floats, margin_px: int = 0) -> Rect | None:
    """The box of whole pixels around points (..., 2), None if it is not finite or absurdly far off."""
    x, y = corners_px[..., 0], corners_px[..., 1]  # each by itself: numpy is slow along an axis of two
    return box_around(float(x.min()), float(y.min()), float(x.max()), float(y.max()), margin_px)


def box_around(left: float, top: float, right: float, bottom: float, margin_px: int = 0) -> Rect | None:
    """The box of whole pixels around bounds, None if they are not finite or absurdly far off."""
    if not all(abs(side) < _FARTHEST_PX for side in (left, top, right, bottom)):
        return None
    x, y = floor(left) - margin_px, floor(top) - margin_px
    return x, y, ceil(right) + margin_px - x, ceil(bottom) + margin_px - y
