"""Laying one colour, or a layer, over a picture, a pixel at a time: what nothing covers is not touched."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from replay.draw.pixels.compiled import compiled

Bytes = NDArray[np.uint8]
Wholes = NDArray[np.uint32]


@compiled
def lay_coverage(below: Wholes, corner: tuple[int, int], coverage: Bytes, table: Wholes) -> None:
    """Lay over a picture (rows, columns), four bytes a pixel, from a corner on, what a table (256,) has for coverage.

    The table's colours are premultiplied by alpha, their last byte. What nothing covers is not touched.
    """
    low, half = np.uint32(0x00FF00FF), np.uint32(0x00800080)
    eight, whole, over = np.uint32(8), np.uint32(255), np.uint32(0x01000100)
    left, top = corner
    height, width = coverage.shape
    for row in range(height):
        under, covered = below[top + row, left : left + width], coverage[row]
        for column in range(width):  # two bytes at a time, each with room for a product
            if covered[column] == 0:
                continue
            pixel, seen = table[covered[column]], under[column]
            clear = np.uint32(whole - np.uint32(pixel >> np.uint32(24)))
            first = np.uint32(np.uint32(np.uint32(seen & low) * clear) + half)
            second = np.uint32(np.uint32(np.uint32(np.uint32(seen >> eight) & low) * clear) + half)
            first = np.uint32(np.uint32(np.uint32(first + np.uint32(np.uint32(first >> eight) & low)) >> eight) & low)
            second = np.uint32(
                np.uint32(np.uint32(second + np.uint32(np.uint32(second >> eight) & low)) >> eight) & low
            )
            first = np.uint32(first + np.uint32(pixel & low))
            second = np.uint32(second + np.uint32(np.uint32(pixel >> eight) & low))
            first |= np.uint32(np.uint32(np.uint32(first & over) >> eight) * whole)  # at most 255
            second |= np.uint32(np.uint32(np.uint32(second & over) >> eight) * whole)
            under[column] = np.uint32(np.uint32(first & low) | np.uint32(np.uint32(second & low) << eight))


@compiled
def lay_pixels(
    below: Wholes, above: Wholes, corner: tuple[int, int], part: tuple[int, int, int, int], share: int
) -> None:
    """Lay a part of premultiplied pixels, four bytes each, the last of them alpha, over others, in place.

    Both are whole pictures (rows, columns), so that it is known how they lie in memory. corner: column and row of the
    part's own in the picture below; part: column, row, width and height in the one above; share: how much of it is
    seen, of 255.
    """
    low, half = np.uint32(0x00FF00FF), np.uint32(0x00800080)
    eight, whole, over = np.uint32(8), np.uint32(255), np.uint32(0x01000100)
    seen_of = np.uint32(share)
    left, top, width, height = part
    for row in range(height):
        under = below[corner[1] + row, corner[0] : corner[0] + width]
        on_top = above[top + row, left : left + width]
        for column in range(len(under)):  # two bytes at a time, each with room for a product
            pixel = on_top[column]
            even, odd = np.uint32(pixel & low), np.uint32(np.uint32(pixel >> eight) & low)
            if seen_of != whole:
                even, odd = np.uint32(np.uint32(even * seen_of) + half), np.uint32(np.uint32(odd * seen_of) + half)
                even = np.uint32(np.uint32(np.uint32(even + np.uint32(np.uint32(even >> eight) & low)) >> eight) & low)
                odd = np.uint32(np.uint32(np.uint32(odd + np.uint32(np.uint32(odd >> eight) & low)) >> eight) & low)
            clear = np.uint32(whole - np.uint32(odd >> np.uint32(16)))
            seen = under[column]
            first = np.uint32(np.uint32(np.uint32(seen & low) * clear) + half)
            second = np.uint32(np.uint32(np.uint32(np.uint32(seen >> eight) & low) * clear) + half)
            first = np.uint32(np.uint32(np.uint32(first + np.uint32(np.uint32(first >> eight) & low)) >> eight) & low)
            second = np.uint32(
                np.uint32(np.uint32(second + np.uint32(np.uint32(second >> eight) & low)) >> eight) & low
            )
            first, second = np.uint32(first + even), np.uint32(second + odd)
            first |= np.uint32(np.uint32(np.uint32(first & over) >> eight) * whole)  # at most 255
            second |= np.uint32(np.uint32(np.uint32(second & over) >> eight) * whole)
            under[column] = np.uint32(np.uint32(first & low) | np.uint32(np.uint32(second & low) << eight))


@compiled
def covered_columns(coverage: Bytes, first_row: int, end_row: int) -> tuple[int, int]:
    """The first and the past-the-last column of some rows of a mask in which anything is covered; 0, 0 if nothing."""
    width = coverage.shape[1]
    any_row = np.zeros(width, np.uint8)
    for row in range(first_row, end_row):  # many columns at a time, which a search of each row is not
        line = coverage[row]
        for column in range(width):
            any_row[column] |= line[column]
    first, end = width, 0
    for column in range(width):
        if any_row[column] != 0:
            first, end = min(first, column), column + 1
    return (first, end) if first < end else (0, 0)
