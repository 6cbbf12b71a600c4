"""Words, plates and chips on a finish image."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from replay.base.colour import Colour
from replay.draw.panels.panel_kit import Anchor, ink, rounded
from replay.draw.pixels.rectangles import Rect, clip
from replay.draw.pixels.text import Type, Weight, mask, measure


def text_width(text: str, weight: Weight, size_px: float) -> float:
    """Width of one line of words, pixels."""
    return measure(text, Type(weight, size_px))


def put_text(
    canvas: NDArray[np.uint8],
    text: str,
    weight: Weight,
    size_px: float,
    spot: tuple[float, float],
    colour: Colour,
    anchor: Anchor = "left",
) -> float:
    """Draw one line of words with its baseline at `spot`; returns its width, pixels."""
    drawn = mask(text, Type(weight, size_px))
    shift = {"left": 0.0, "centre": drawn.width / 2, "right": drawn.width}[anchor]
    high, wide = drawn.coverage.shape
    place = (round(spot[0] - shift) + drawn.left, round(spot[1]) + drawn.top, wide, high)
    cover(canvas, place, colour, drawn.coverage)
    return drawn.width


def cover(
    canvas: NDArray[np.uint8], rect: Rect, colour: Colour, coverage: NDArray[np.uint8], alpha: float = 1.0
) -> None:
    """Lay a colour over a rectangle through a mask of its size."""
    inside = clip(rect, (canvas.shape[1], canvas.shape[0]))
    if inside is None:
        return
    x, y, width, height = inside
    part = coverage[y - rect[1] : y - rect[1] + height, x - rect[0] : x - rect[0] + width]
    share = (part.astype(np.float32) * np.float32(alpha / 255.0))[..., None]
    patch = canvas[y : y + height, x : x + width, :3]
    patch[:] = patch + (np.array(colour[::-1], dtype=np.float32) - patch) * share + 0.5


def plate(canvas: NDArray[np.uint8], rect: Rect, colour: Colour, alpha: float = 1.0, radius_px: float = 0.0) -> None:
    """A filled rectangle, with round corners if asked."""
    width, height = rect[2:]
    if width <= 0 or height <= 0:
        return
    cover(canvas, rect, colour, rounded(width, height, round(radius_px)), alpha)


def rule(
    canvas: NDArray[np.uint8],
    start: tuple[float, float],
    length_px: float,
    width_px: float,
    colour: Colour,
    alpha: float = 1.0,
    *,
    level: bool = False,
) -> None:
    """A straight line of any width, from the middle of its end: down, or to the right if level."""
    centre, along = (start[1], start[0]) if level else start
    low, high = centre - width_px / 2, centre + width_px / 2
    first, count = int(np.floor(low)), int(np.ceil(high)) - int(np.floor(low))
    edges = first + np.arange(count)
    share = np.clip(np.minimum(edges + 1, high) - np.maximum(edges, low), 0, 1) * 255
    coverage = np.tile(share.astype(np.uint8), (max(round(length_px), 1), 1))
    rect = (first, round(along), count, coverage.shape[0])
    if level:
        coverage, rect = np.ascontiguousarray(coverage.T), (rect[1], rect[0], rect[3], rect[2])
    cover(canvas, rect, colour, coverage, alpha)


def put_chip(canvas: NDArray[np.uint8], rect: Rect, marker: str, colour: Colour) -> None:
    """A rider's chip: his colour, and his number or tag in black or white, whichever is easier to read."""
    x, y, width, height = rect
    plate(canvas, rect, colour, radius_px=height * 0.1)
    size = 0.72 * height * min(1.0, 0.88 * width / max(text_width(marker, Weight.BOLD, 0.72 * height), 1.0))
    put_text(canvas, marker, Weight.BOLD, size, (x + width / 2, y + height / 2 + 0.33 * size), ink(colour), "centre")


def chip_width(marker: str, height_px: int) -> int:
    """Width of a chip that holds a marker."""
    return max(height_px, round(text_width(marker, Weight.BOLD, 0.72 * height_px) + 0.46 * height_px))
