"""From linear light to pixels, a tile at a time: what is behind the track, bloom, gamma, noise against banding."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from replay.draw.pixels.compiled import compiled

Singles = NDArray[np.float32]
Pixels = NDArray[np.uint8]
Runs = NDArray[np.int32]


@compiled
def _between(at: float, most: int) -> tuple[int, int, float]:
    """Two neighbouring places of a row of pixels, at most the last, and how far on the way to the second one is."""
    at = min(max(at, 0.0), float(most))
    first = int(at)
    return first, min(first + 1, most), at - first


@compiled
def add_behind(light: Singles, runs: Runs, corner: tuple[int, int], behind: Singles, shrink: float) -> None:
    """Add to a tile at a corner, in the runs that show nothing else, a layer that is so much smaller."""
    rows, columns, _ = behind.shape
    for r in range(len(runs)):
        weight = runs[r, 5] / 16.0
        y, y1, down = _between((corner[1] + runs[r, 1] + 0.5) / shrink - 0.5, rows - 1)
        for column in range(runs[r, 2], runs[r, 3]):
            x, x1, right = _between((corner[0] + column + 0.5) / shrink - 0.5, columns - 1)
            for n in range(3):
                upper = behind[y, x, n] + right * (behind[y, x1, n] - behind[y, x, n])
                lower = behind[y1, x, n] + right * (behind[y1, x1, n] - behind[y1, x, n])
                light[runs[r, 1], column, n] += weight * (upper + down * (lower - upper))


@compiled
def develop(
    pixels: Pixels,
    light: Singles,
    corner: tuple[int, int],
    bloom: Singles,
    shrink: float,
    noise: Singles,
    gamma: Singles,
) -> None:
    """Make pixels BGRX (height, width, 4) of a tile of light at a corner of the plate.

    bloom (rows, columns): light to be added, `shrink` times smaller than the plate; gamma: what is shown, 0 to 255, of
    the square root of light, by its table's length.
    """
    height, width, _ = light.shape
    rows, columns = bloom.shape
    side, most, half = len(noise), np.float32(len(gamma) - 1), np.float32(0.5)
    dark, bright = np.float32(0.0), np.float32(1.0)
    places, shares = np.empty((2, width), np.int32), np.empty(width, np.float32)
    for column in range(width):
        places[0, column], places[1, column], shares[column] = _between(
            (corner[0] + column + 0.5) / shrink - 0.5, columns - 1
        )
    added, seen, spread = np.empty(3 * width, np.float32), np.empty(3 * width, np.int32), np.empty(columns, np.float32)
    for row in range(height):
        y, y1, down = _between((corner[1] + row + 0.5) / shrink - 0.5, rows - 1)
        lower = np.float32(down)
        for column in range(places[0, 0], places[1, width - 1] + 1):
            spread[column] = bloom[y, column] + lower * (bloom[y1, column] - bloom[y, column])
        for column in range(width):
            here = spread[places[0, column]]
            more = here + shares[column] * (spread[places[1, column]] - here)
            added[3 * column], added[3 * column + 1], added[3 * column + 2] = more, more, more
        values = light[row].reshape(3 * width)
        for k in range(3 * width):  # by themselves, so that many are worked out at a time
            seen[k] = np.int32(np.sqrt(min(max(values[k] + added[k], dark), bright)) * most + half)
        line, place, target = noise[(corner[1] + row) % side], corner[0] % side, pixels[row]
        for column in range(width):
            grain = line[place] * np.float32(255.0) + half
            place = place + 1 if place + 1 < side else 0
            for n in range(3):
                shown = gamma[seen[3 * column + n]] + grain
                target[column, 2 - n] = np.uint8(min(max(shown, dark), np.float32(255.0)))


@compiled
def darken(picture: NDArray[np.uint32], kept: Pixels) -> None:
    """Multiply the four bytes of each pixel (height, width) with what is kept of it, out of 255, in place, rounded."""
    low, high, half, eight = np.uint32(0x00FF00FF), np.uint32(0xFF00FF00), np.uint32(0x00800080), np.uint32(8)
    height, width = picture.shape
    for row in range(height):
        for column in range(width):  # two bytes at a time, each with room for a product
            pixel, share = picture[row, column], np.uint32(kept[row, column])
            even = np.uint32(np.uint32(pixel & low) * share) + half
            odd = np.uint32(np.uint32(np.uint32(pixel >> eight) & low) * share) + half
            even = np.uint32(np.uint32(np.uint32(even + np.uint32(np.uint32(even >> eight) & low)) >> eight) & low)
            odd = np.uint32(np.uint32(odd + np.uint32(np.uint32(odd >> eight) & low)) & high)
            picture[row, column] = np.uint32(even | odd)
