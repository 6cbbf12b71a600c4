"""Shapes of graphics as coverage: which share of each pixel they cover, for any colour to be laid through."""

from __future__ import annotations

import cv2
import numpy as np

from replay.draw.pixels.kept_pixels import kept_coverage
from replay.draw.pixels.layers import Bytes


@kept_coverage
def rounded(width: int, height: int, radius: int) -> Bytes:
    """Coverage of a rectangle with rounded corners."""
    if radius <= 0:
        return np.full((height, width), 255, dtype=np.uint8)
    x = np.abs(np.arange(width) + 0.5 - width / 2) - (width / 2 - radius)
    y = np.abs(np.arange(height) + 0.5 - height / 2) - (height / 2 - radius)
    outside = np.hypot(np.maximum(x, 0)[None], np.maximum(y, 0)[:, None]) - radius
    return np.asarray(np.rint(np.clip(0.5 - outside, 0, 1) * 255), dtype=np.uint8)


@kept_coverage
def shadow(width: int, height: int, radius: int, reach: int, blur: float) -> Bytes:
    """Coverage of the shadow of a rounded rectangle, `reach` px larger on every side. blur: standard deviation, px."""
    padded = cv2.copyMakeBorder(rounded(width, height, radius), reach, reach, reach, reach, cv2.BORDER_CONSTANT)
    return np.asarray(cv2.GaussianBlur(padded, (0, 0), max(blur, 0.5)), dtype=np.uint8)


@kept_coverage
def disc(diameter: float) -> Bytes:
    """Coverage of a disc."""
    size = int(np.ceil(diameter)) + 1
    offset = np.arange(size) + 0.5 - size / 2
    distance = np.hypot(offset[None], offset[:, None])
    return np.asarray(np.rint(np.clip(diameter / 2 + 0.5 - distance, 0, 1) * 255), dtype=np.uint8)


def rule(along: int, across: tuple[float, float]) -> Bytes:
    """Coverage (along, pixels) of an upright line between two edges `across`, which may cut pixels.

    Its first column is the pixel in which the first edge lies.
    """
    low, high = across
    edges = np.arange(int(np.floor(low)), int(np.ceil(high)))
    share = np.clip(np.minimum(edges + 1, high) - np.maximum(edges, low), 0, 1) * 255
    return np.tile(share.astype(np.uint8), (along, 1))
