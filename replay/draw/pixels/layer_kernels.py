"""Laying one colour over a picture, a pixel at a time: what nothing covers is not touched."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from replay.draw.pixels.compiled import compiled

Bytes = NDArray[np.uint8]


@compiled
def lay_coverage(below: Bytes, coverage: Bytes, table: Bytes) -> None:
    """Lay over pixels (height, width, 4), in place, what a table (256, 4) has for the coverage of each of them:
    premultiplied by its alpha, the last of the four."""
    height, width = coverage.shape
    for row in range(height):
        for column in range(width):
            covered = coverage[row, column]
            if covered == 0:
                continue
            clear = 255 - np.int32(table[covered, 3])
            for n in range(4):
                seen = np.int32(below[row, column, n]) * clear + 128  # divided by 255 and rounded, without dividing
                shown = ((seen + (seen >> 8)) >> 8) + np.int32(table[covered, n])
                below[row, column, n] = np.uint8(shown if shown < 255 else 255)
