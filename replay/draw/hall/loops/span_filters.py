"""What all shaders of spans use: how a line is seen by pixels of a size, and a run's stretches from knot to knot.

Compiled functions of other modules hold copies of these: see `compiled`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from replay.draw.pixels.compiled import compiled

Runs = NDArray[np.int32]
Pixels = NDArray[np.uint8]
Segment = tuple[int, int, int, int, float]


@compiled
def covered(at: float, low: float, high: float, pixel: float, least_px: float) -> float:
    """Share of a pixel, `pixel` long around `at`, that a line from low to high covers, thickened to the least width."""
    half = max((high - low) / 2, least_px / 2 * pixel)
    reach = half + pixel / 2 - abs(at - (low + high) / 2)
    return min(max(reach / pixel, 0.0), min(1.0, 2 * half / pixel))


@compiled
def fading(pixel: float, size_m: float) -> float:
    """How much of a pattern of that size a picture with such pixels still shows: 1 to 0."""
    return min(max(1.6 - 1.2 * pixel / size_m, 0.0), 1.0)


@compiled
def segment(run: Runs, number: int, step: int) -> Segment:
    """Of a run, from one knot to the next: first column, the one behind the last, both knots, and 1 over its length."""
    first, knot = run[2] + number * step, run[4] + number
    last = min(first + step, run[3] - 1)
    if last <= first:
        return first, first + 1, knot, knot, 0.0
    return first, (last if last < run[3] - 1 else last + 1), knot, knot + 1, 1.0 / (last - first)


@compiled
def segments(run: Runs, step: int) -> int:
    """How many of these a run has."""
    return int(max((run[3] - run[2] - 2 + step) // step, 1))


@compiled
def written(words: Pixels, row: float, column: float, pixel: float) -> float:
    """How much of a pixel words (levels, rows, columns) cover there, 0 to 1; pixel: how many of theirs it is long.

    Columns go round. Each level is twice as soft as the one before.
    """
    levels, rows, columns = words.shape
    if row < 0 or row >= rows:
        return 0.0
    level, size = 0, 1.0
    while level < levels - 1 and size < pixel:
        level, size = level + 1, size * 2.0
    row, column = row - 0.5, column - 0.5
    first, left = int(np.floor(row)), int(np.floor(column))
    down, right = row - first, column - left
    upper, lower = words[level, max(first, 0)], words[level, min(first + 1, rows - 1)]
    here, there = left % columns, (left + 1) % columns
    above = upper[here] * (1 - right) + upper[there] * right
    below = lower[here] * (1 - right) + lower[there] * right
    return float(above * (1 - down) + below * down) / 255.0
