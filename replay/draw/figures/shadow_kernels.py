"""Loops over pixels of shadows: bones and discs on a map of the ground, and the map mixed into a picture."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from replay.draw.pixels.compiled import compiled


@compiled
def fill_bones(mask: NDArray[np.uint8], ends: NDArray[np.float64], radius: NDArray[np.float64], full: int) -> None:
    """Fill round bones on a map (rows, columns) with a value, in place.

    ends (bones, 2, 2) column and row of both ends; radius (bones,).
    """
    rows, columns = mask.shape
    for k in range(len(ends)):
        ax, ay, bx, by = ends[k, 0, 0], ends[k, 0, 1], ends[k, 1, 0], ends[k, 1, 1]
        thick = radius[k]
        way_x, way_y = bx - ax, by - ay
        per = 1.0 / (way_x * way_x + way_y * way_y + 1e-12)
        for row in range(max(int(min(ay, by) - thick), 0), min(int(max(ay, by) + thick) + 1, rows)):
            for column in range(max(int(min(ax, bx) - thick), 0), min(int(max(ax, bx) + thick) + 1, columns)):
                x, y = column + 0.5 - ax, row + 0.5 - ay
                share = min(max((x * way_x + y * way_y) * per, 0.0), 1.0)
                if (x - share * way_x) ** 2 + (y - share * way_y) ** 2 <= thick * thick:
                    mask[row, column] = full


@compiled
def fill_discs(mask: NDArray[np.uint8], discs: NDArray[np.float64], full: int) -> None:
    """Fill discs that are seen aslant on a map (rows, columns) with a value, in place.

    discs (n, 3, 2): the middle, and two radii that are square to each other where the disc is not aslant.
    """
    rows, columns = mask.shape
    for k in range(len(discs)):
        mx, my = discs[k, 0, 0], discs[k, 0, 1]
        ax, ay, bx, by = discs[k, 1, 0], discs[k, 1, 1], discs[k, 2, 0], discs[k, 2, 1]
        area = ax * by - ay * bx
        if abs(area) < 1e-6:
            continue
        wide, tall = sqrt(ax * ax + bx * bx), sqrt(ay * ay + by * by)
        for row in range(max(int(my - tall), 0), min(int(my + tall) + 1, rows)):
            for column in range(max(int(mx - wide), 0), min(int(mx + wide) + 1, columns)):
                x, y = column + 0.5 - mx, row + 0.5 - my
                if ((x * by - y * bx) / area) ** 2 + ((y * ax - x * ay) / area) ** 2 <= 1.0:
                    mask[row, column] = full


@compiled
def fill_shadows(
    total: NDArray[np.uint8],
    ends: NDArray[np.float64],
    radius: NDArray[np.float64],
    discs: NDArray[np.float64],
    full: NDArray[np.int64],
) -> None:
    """Add up the shadows of some lamps on a map (rows, columns), in place: each is as dark wherever anything casts it.

    ends (lamps, bones, 2, 2), discs (lamps, n, 3, 2): see `fill_bones` and `fill_discs`; full (lamps,): how dark
    """
    rows, columns = total.shape
    mask = np.empty_like(total)
    for lamp in range(len(full)):
        mask[:] = 0
        fill_bones(mask, ends[lamp], radius, full[lamp])
        fill_discs(mask, discs[lamp], full[lamp])
        for row in range(rows):
            for column in range(columns):
                both = np.int32(total[row, column]) + np.int32(mask[row, column])
                total[row, column] = np.uint8(min(both, np.int32(255)))


@compiled
def darken(patch: NDArray[np.uint8], hidden: NDArray[np.uint8], shade: tuple[int, int, int]) -> None:
    """Mix a shade, BGR, into a patch (height, width, 4) of the picture, in place: so much of 255 as is hidden."""
    height, width = hidden.shape
    for row in range(height):
        line, covered = patch[row], hidden[row]
        for column in range(width):
            dark = np.int32(covered[column])
            if dark:
                for channel in range(3):
                    lit = np.int32(line[column, channel])
                    mixed = np.int32(lit * (255 - dark) + np.int32(shade[channel]) * dark + 128)
                    mixed = np.int32((mixed + (mixed >> 8)) >> 8)  # divided by 255 and rounded, without dividing
                    line[column, channel] = np.uint8(min(mixed, lit))
