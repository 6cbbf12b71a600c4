"""Words, plates and chips on a finish image."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Literal

import cv2
import numpy as np
import pygame.freetype
from numpy.typing import NDArray

from replay.draw.rectangles import Rect, clip
from replay.scene.frame import Colour

Weight = Literal["Regular", "Semibold", "Bold", "Black"]
Anchor = Literal["left", "centre", "right"]
_FINE = 4


@lru_cache(maxsize=8)
def _font(weight: Weight) -> pygame.freetype.Font:
    if not pygame.freetype.get_init():
        pygame.freetype.init()
    font = pygame.freetype.Font(str(files("font_source_sans_pro") / "files" / f"SourceSansPro-{weight}.ttf"))
    font.kerning = True
    font.origin = True
    return font


@lru_cache(maxsize=256)
def _coverage(text: str, weight: Weight, size_px: float) -> tuple[NDArray[np.uint8], int, int, float]:
    """Coverage (height, width), its left and top from the pen on the baseline, and the pen's advance, pixels."""
    if not text:
        return np.zeros((1, 1), dtype=np.uint8), 0, 0, 0.0
    font = _font(weight)
    size = size_px * _FINE
    box = font.get_rect(text, size=size)
    raw, (width, height) = font.render_raw(text, size=size)
    advance = sum(metrics[4] for metrics in font.get_metrics(text, size=size) if metrics) / _FINE
    left, top = box.x // _FINE, -(-box.y // _FINE)
    pad_left, pad_top = box.x - left * _FINE, top * _FINE - box.y
    fine = np.zeros((-(-(height + pad_top) // _FINE) * _FINE, -(-(width + pad_left) // _FINE) * _FINE), np.uint8)
    fine[pad_top : pad_top + height, pad_left : pad_left + width] = np.frombuffer(raw, np.uint8).reshape(height, width)
    small = cv2.resize(fine, None, fx=1 / _FINE, fy=1 / _FINE, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8), left, -top, advance


def text_width(text: str, weight: Weight, size_px: float) -> float:
    """Width of one line of words, pixels."""
    return _coverage(text, weight, size_px)[3]


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
    coverage, left, top, advance = _coverage(text, weight, size_px)
    shift = {"left": 0.0, "centre": advance / 2, "right": advance}[anchor]
    place = (round(spot[0] - shift) + left, round(spot[1]) + top, coverage.shape[1], coverage.shape[0])
    cover(canvas, place, colour, coverage)
    return advance


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
    across = np.abs(np.arange(width) + 0.5 - width / 2) - (width / 2 - radius_px)
    down = np.abs(np.arange(height) + 0.5 - height / 2) - (height / 2 - radius_px)
    outside = np.hypot(np.maximum(across, 0)[None], np.maximum(down, 0)[:, None]) - radius_px
    mask = np.full((height, width), 255.0) if radius_px <= 0 else np.clip(0.5 - outside, 0, 1) * 255
    cover(canvas, rect, colour, mask.astype(np.uint8), alpha)


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
    mask = np.tile(share.astype(np.uint8), (max(round(length_px), 1), 1))
    rect = (first, round(along), count, mask.shape[0])
    if level:
        mask, rect = np.ascontiguousarray(mask.T), (rect[1], rect[0], rect[3], rect[2])
    cover(canvas, rect, colour, mask, alpha)


def put_chip(canvas: NDArray[np.uint8], rect: Rect, marker: str, colour: Colour) -> None:
    """A rider's chip: his colour, and his number or tag in black or white, whichever is easier to read."""
    x, y, width, height = rect
    plate(canvas, rect, colour, radius_px=height * 0.1)
    size = 0.72 * height * min(1.0, 0.88 * width / max(text_width(marker, "Bold", 0.72 * height), 1.0))
    put_text(canvas, marker, "Bold", size, (x + width / 2, y + height / 2 + 0.33 * size), ink(colour), "centre")


def chip_width(marker: str, height_px: int) -> int:
    """Width of a chip that holds a marker."""
    return max(height_px, round(text_width(marker, "Bold", 0.72 * height_px) + 0.46 * height_px))


def ink(colour: Colour) -> Colour:
    """Black or white, whichever has more contrast on a colour (relative luminance of WCAG 2)."""
    parts = [c / 255 for c in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return (10, 14, 24) if (luminance + 0.05) ** 2 > 0.05 * 1.05 else (255, 255, 255)
