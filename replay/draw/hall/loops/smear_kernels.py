"""The mean of a few pixels along a line, for all pixels of a picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from replay.draw.pixels.compiled import compiled

Wholes = NDArray[np.uint32]


@compiled
def mean_along(source: Wholes, target: Wholes, steps: NDArray[np.int64]) -> None:
    """Make each pixel of the target the mean of 4 or 8 of the source, byte by byte, in place.

    steps (4 or 8, 2): rows and columns from a pixel's own place in the target to those in the source
    """
    height, width = target.shape
    pair, eight = np.uint32(0x00FF00FF), np.uint32(8)
    count = len(steps)
    power = np.uint32(3 if count == 8 else 2)
    half = np.uint32(0x00040004 if count == 8 else 0x00020002)
    even, odd = np.empty(width, np.uint32), np.empty(width, np.uint32)
    for row in range(height):
        even[:], odd[:] = half, half
        for n in range(count):
            line = source[row + steps[n, 0], steps[n, 1] : steps[n, 1] + width]
            for column in range(width):  # two bytes at a time, each with room for the sum
                even[column] += np.uint32(line[column] & pair)
                odd[column] += np.uint32(np.uint32(line[column] >> eight) & pair)
        for column in range(width):
            low = np.uint32(np.uint32(even[column] >> power) & pair)
            high = np.uint32(np.uint32(odd[column] >> power) & pair)
            target[row, column] = np.uint32(low | np.uint32(high << eight))
