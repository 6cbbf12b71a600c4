"""Layers: pieces of picture with alpha, and laying one over another.

Everything here is BGRA, uint8, premultiplied by alpha. The canvas of a picture is a layer of full alpha; its fourth
byte means nothing to those who read the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.colour import Colour
from replay.draw.pixels.layer_kernels import lay_coverage, lay_pixels
from replay.draw.pixels.rectangles import Rect, overlap

Bytes: TypeAlias = NDArray[np.uint8]
WrittenWords: TypeAlias = tuple[str, Rect]


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A piece of picture, read-only.

    pixels   (height, width, 4)
    left     where the corner lies from the point that the layer is placed at, px
    top      likewise
    border   px around the panel itself that hold only its shadow
    words    what is written on it, each with its rectangle, px from the corner of the pixels
    """

    pixels: Bytes
    left: int
    top: int
    border: int = 0
    words: tuple[WrittenWords, ...] = ()

    @classmethod
    def of(
        cls,
        pixels: Bytes,
        *,
        left: int = 0,
        top: int = 0,
        border: int = 0,
        words: tuple[WrittenWords, ...] = (),
    ) -> Layer:
        """A layer of premultiplied pixels, which it takes over."""
        pixels = np.ascontiguousarray(pixels)
        pixels.flags.writeable = False
        return cls(pixels, left, top, border, words)

    @property
    def width(self) -> int:
        """Of the panel, without its shadow."""
        return int(self.pixels.shape[1]) - 2 * self.border

    @property
    def height(self) -> int:
        """Of the panel, without its shadow."""
        return int(self.pixels.shape[0]) - 2 * self.border


@dataclass(frozen=True, slots=True)
class Placed:
    """A layer at a place of the picture, px. Two are equal when the same layer object lies at the same place.

    rests  whether it lies on another, whose place nothing else may take anyway
    of     what it shows, where somebody may point at it
    """

    layer: Layer
    x: int
    y: int
    opacity: float = 1.0
    rests: bool = False
    of: str = ""

    @property
    def rect(self) -> Rect:
        """All that it touches."""
        height, width = self.layer.pixels.shape[:2]
        return self.x + self.layer.left, self.y + self.layer.top, width, height

    @property
    def plate(self) -> Rect:
        """The panel itself, without its shadow."""
        layer = self.layer
        return self.x + layer.left + layer.border, self.y + layer.top + layer.border, layer.width, layer.height


def lay(canvas: Bytes, placed: Placed, within: Rect | None = None) -> Rect | None:
    """Lay a layer over the canvas (height, width, 4), contiguous, in place; only inside a rectangle if one is given.

    Returns what was touched.
    """
    bounds = placed.rect
    touched = overlap(bounds, within or (0, 0, canvas.shape[1], canvas.shape[0]))
    touched = touched and overlap(touched, (0, 0, canvas.shape[1], canvas.shape[0]))
    if touched is None or placed.opacity <= 0:
        return None
    x, y, width, height = touched
    part = (x - bounds[0], y - bounds[1], width, height)
    lay_pixels(_wholes(canvas), _wholes(placed.layer.pixels), (x, y), part, round(255 * min(placed.opacity, 1.0)))
    return touched


def tint(canvas: Bytes, coverage: Bytes, x: int, y: int, colour: Colour, alpha: float = 1.0) -> None:
    """Lay one colour over the canvas through a coverage mask whose corner is at x, y; what is outside is left out."""
    touched = overlap((x, y, coverage.shape[1], coverage.shape[0]), (0, 0, canvas.shape[1], canvas.shape[0]))
    if touched is None:
        return
    left, top, width, height = touched
    part = coverage[top - y : top - y + height, left - x : left - x + width]
    lay_coverage(_wholes(canvas), (left, top), part, _colour_table(colour, round(alpha, 4)))


def coloured(coverage: Bytes, colour: Colour, alpha: float = 1.0) -> Bytes:
    """Premultiplied pixels (height, width, 4) of one colour through a coverage mask (height, width)."""
    whole = np.take(_colour_table(colour, round(alpha, 4)), coverage)
    return whole.view(np.uint8).reshape(*coverage.shape, 4)


@lru_cache(maxsize=1024)
def _colour_table(colour: Colour, alpha: float) -> NDArray[np.uint32]:
    """A colour at each of 256 coverages, its four bytes as one number."""
    red, green, blue = colour
    table = np.arange(256)[:, None] * (np.array([blue, green, red, 255]) * (alpha / 255))
    return np.ascontiguousarray(np.rint(table).astype(np.uint8)).view(np.uint32).ravel()


def shaded(pixels: Bytes, dim: float, veil: Colour = (0, 0, 0)) -> Bytes:
    """The pixels under a veil of one colour: 0 not at all, 1 nothing but it. The fourth byte stays."""
    red, green, blue = veil
    table = np.arange(256)[:, None] * np.array([1 - dim, 1 - dim, 1 - dim, 1.0])
    table = np.rint(table + dim * np.array([blue, green, red, 0.0])).astype(np.uint8)
    return _bytes(cv2.LUT(pixels, table[None]))


def _wholes(pixels: Bytes) -> NDArray[np.uint32]:
    return pixels.view(np.uint32)[..., 0]


def _bytes(array: object) -> Bytes:
    return np.asarray(array, dtype=np.uint8)
