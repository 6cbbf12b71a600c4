"""Cells of strips painted into a raster, from far to near: what hides what, and which pixels show several things."""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray

from replay.draw.pixels.compiled import compiled

Cells = NDArray[np.int32]
Parts = NDArray[np.uint8]
Values = NDArray[np.float64]


@compiled
def fill_cells(
    raster: Cells, parts: Parts, polygons: Values, numbers: Cells, kinds: Parts, corner: tuple[float, float], fine: int
) -> None:
    """Fill convex polygons, one over another, into rasters (rows, columns) of numbers and of parts, in place.

    polygons (n, corners, 2) in pixels, numbers and kinds (n,). There are `fine` points along a pixel; one is filled
    where its middle is inside. Edges that two polygons share leave neither gap nor overlap.
    """
    left, top = corner
    rows, columns = raster.shape
    count = polygons.shape[1]
    for k in range(len(polygons)):
        low, high = polygons[k, 0, 1], polygons[k, 0, 1]
        for c in range(1, count):
            low, high = min(low, polygons[k, c, 1]), max(high, polygons[k, c, 1])
        first_row, end_row = max(ceil((low - top) * fine - 0.5), 0), min(ceil((high - top) * fine - 0.5), rows)
        for row in range(first_row, end_row):
            y = (row + 0.5) / fine + top
            start, end = 1e30, -1e30
            for c in range(count):
                ax, ay = polygons[k, c, 0], polygons[k, c, 1]
                bx, by = polygons[k, (c + 1) % count, 0], polygons[k, (c + 1) % count, 1]
                if ay > by:  # always from the upper end: the same for both polygons that share the edge
                    ax, ay, bx, by = bx, by, ax, ay
                if ay <= y < by:
                    x = ax + (y - ay) / (by - ay) * (bx - ax)
                    start, end = min(start, x), max(end, x)
            if start < end:
                first = min(max(ceil((start - left) * fine - 0.5), 0.0), float(columns))
                last = min(max(ceil((end - left) * fine - 0.5), 0.0), float(columns))
                for column in range(int(first), int(last)):
                    raster[row, column] = numbers[k]
                for column in range(int(first), int(last)):
                    parts[row, column] = kinds[k]


@compiled
def find_mixed(parts: NDArray[np.uint32], mixed: NDArray[np.bool_]) -> None:
    """Note which pixels (height, width) show several parts. A pixel has four rows of parts, four of them a number."""
    height, width = mixed.shape
    for row in range(height):
        for column in range(width):
            four = parts[4 * row, column]
            other = (parts[4 * row + 1, column] ^ four) | (parts[4 * row + 2, column] ^ four)
            other |= (parts[4 * row + 3, column] ^ four) | ((four & np.uint32(255)) * np.uint32(0x01010101) ^ four)
            mixed[row, column] = other != 0
