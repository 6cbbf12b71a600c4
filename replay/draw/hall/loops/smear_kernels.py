"""The mean of a few pixels along a line, for all pixels of a picture, and pictures made twice as long again.

Where pixels are whole numbers of four bytes, two bytes are worked on at a time, each with room for a product.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from replay.draw.pixels.compiled import compiled

Wholes = NDArray[np.uint32]
Bytes = NDArray[np.uint8]

_PAIR, _OTHERS, _HALF, _TWO = 0x00FF00FF, 0xFF00FF00, 0x00800080, 0x00020002


@compiled
def mean_along(source: Bytes, target: Bytes, steps: NDArray[np.int64], weights: NDArray[np.uint16]) -> None:
    """Make each pixel of the target a mean of some of the source, byte by byte, in place.

    source, target (rows, 4 x columns): bytes of pixels
    steps (N, 2): rows and columns from a pixel's own place in the target to those in the source
    weights (N,): of each of them, 256 together, so that no sum is larger than two bytes hold
    """
    height, width = target.shape
    half, eight, count = np.uint16(128), np.uint16(8), len(steps)
    sums = np.empty(width, np.uint16)
    for row in range(height):
        sums[:] = half
        for n in range(0, count - 1, 2):  # two at a time: the sums are fetched half as often
            left, other_left = 4 * steps[n, 1], 4 * steps[n + 1, 1]
            first = source[row + steps[n, 0], left : left + width]
            second = source[row + steps[n + 1, 0], other_left : other_left + width]
            share, other = weights[n], weights[n + 1]
            for k in range(width):
                sums[k] += np.uint16(np.uint16(first[k]) * share) + np.uint16(np.uint16(second[k]) * other)
        if count % 2 == 1:
            left, share = 4 * steps[-1, 1], weights[-1]
            last = source[row + steps[-1, 0], left : left + width]
            for k in range(width):
                sums[k] += np.uint16(np.uint16(last[k]) * share)
        into = target[row]
        for k in range(width):
            into[k] = np.uint8(sums[k] >> eight)


@compiled
def _between(near: np.uint32, far: np.uint32, kept: np.uint8) -> np.uint32:
    """Three parts of a pixel and one of another, as bright as is kept, of 255."""
    pair, others, half, two = np.uint32(_PAIR), np.uint32(_OTHERS), np.uint32(_HALF), np.uint32(_TWO)
    eight, three = np.uint32(8), np.uint32(3)
    share = np.uint32(np.uint32(kept) + np.uint32(kept >> np.uint8(7)))  # of 256
    even = np.uint32(np.uint32(np.uint32(np.uint32(near & pair) * three) + np.uint32(far & pair)) + two)
    odd = np.uint32(np.uint32(np.uint32(np.uint32(near >> eight) & pair) * three) + two)
    odd = np.uint32(odd + np.uint32(np.uint32(far >> eight) & pair))
    even = np.uint32(np.uint32(np.uint32(np.uint32(even >> np.uint32(2)) & pair) * share) + half)
    odd = np.uint32(np.uint32(np.uint32(np.uint32(odd >> np.uint32(2)) & pair) * share) + half)
    return np.uint32(np.uint32(np.uint32(even >> eight) & pair) | np.uint32(odd & others))


@compiled
def double_across(source: Wholes, target: Wholes, kept: Bytes) -> None:
    """Make the target (rows, columns) of a picture of half as many columns, as bright as is kept, of 255."""
    height, width = target.shape
    half, last = width // 2, source.shape[1] - 1
    for r in range(height):
        line, into, share = source[r], target[r], kept[r]
        for k in range(1, half - 1):
            into[2 * k] = _between(line[k], line[k - 1], share[2 * k])
            into[2 * k + 1] = _between(line[k], line[k + 1], share[2 * k + 1])
        for column in (0, 1, 2 * half - 2, 2 * half - 1, width - 1):
            near = column // 2
            far = near + 1 if column % 2 else near - 1
            into[column] = _between(line[near], line[min(max(far, 0), last)], share[column])


@compiled
def double_down(source: Wholes, target: Wholes, kept: Bytes) -> None:
    """Make the target (rows, columns) of a picture of half as many rows, as bright as is kept, of 255."""
    last = len(source) - 1
    for r in range(len(target)):
        far = min(max(r // 2 + 1 if r % 2 else r // 2 - 1, 0), last)
        line, beside, share, into = source[r // 2], source[far], kept[r], target[r]
        for column in range(len(into)):
            into[column] = _between(line[column], beside[column], share[column])


@compiled
def mean_doubled_across(
    source: Bytes, target: Wholes, steps: NDArray[np.int64], weights: NDArray[np.uint16], kept: Bytes
) -> None:
    """The mean along a line (`mean_along`) drawn out across (`double_across`), a row at a time.

    What lies between the two is a row, which the processor has at hand, and not a picture.
    """
    mean = np.empty((1, 4 * ((target.shape[1] + 1) // 2)), np.uint8)
    soft = mean.view(np.uint32)
    for row in range(len(target)):
        mean_along(source[row:], mean, steps, weights)
        double_across(soft, target[row : row + 1], kept[row : row + 1])
