"""Loops over pixels that no array library has: triangles filled by depth, and a finely filled patch laid on a picture.

They are compiled when first called, and kept where the compiler keeps them, so that later runs start at once.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor
from typing import ParamSpec, TypeVar

import numba
import numpy as np
from numpy.typing import NDArray

Singles = NDArray[np.float32]

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function compiled; kept on disk where there is a place for it."""
    try:
        found: Callable[P, R] = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no folder that can be written
        found = numba.njit(nogil=True)(function)
    return found


@compiled
def fill_triangles(
    shown: Singles,
    depth: Singles,
    x: Singles,
    y: Singles,
    away: Singles,
    colour: Singles,
    source: NDArray[np.int32],
    triangles: NDArray[np.int32],
) -> None:
    """Fill triangles (n, 3) that turn their outer side to the eye, where nothing nearer is.

    shown (height, width, 3) and depth (height, width) change; x, y and away are by corner, colour by vertex, which
    stands on the corner `source`. A sample is filled where its middle is inside.
    """
    height, width = depth.shape
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        i, j, k = source[a], source[b], source[c]
        ax, ay, bx, by, cx, cy = x[i], y[i], x[j], y[j], x[k], y[k]
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if area >= -1e-6:
            continue
        top = max(int(ceil(min(ay, by, cy) - 0.5)), 0)
        bottom = min(int(floor(max(ay, by, cy) - 0.5)), height - 1)
        if top > bottom:
            continue
        per = np.float32(1.0) / area
        # Shares of the second and the third corner grow by these from sample to sample, across and down.
        b_across, b_down = (cy - ay) * per, (ax - cx) * per
        c_across, c_down = (ay - by) * per, (bx - ax) * per
        za, zb, zc = away[i], away[j] - away[i], away[k] - away[i]
        z_across = zb * b_across + zc * c_across
        for row in range(top, bottom + 1):
            level = np.float32(row + 0.5)
            low, high = np.float32(1e9), np.float32(-1e9)
            for px, py, qx, qy in ((ax, ay, bx, by), (bx, by, cx, cy), (cx, cy, ax, ay)):
                if (py <= level) != (qy <= level):
                    at = px + (level - py) * (qx - px) / (qy - py)
                    low, high = min(low, at), max(high, at)
            first, last = max(int(ceil(low - 0.5)), 0), min(int(ceil(high - 0.5)) - 1, width - 1)
            if first > last:
                continue
            right = np.float32(first + 0.5) - ax
            share_b = right * b_across + (level - ay) * b_down
            share_c = right * c_across + (level - ay) * c_down
            z = za + share_b * zb + share_c * zc
            for column in range(first, last + 1):
                if z < depth[row, column]:
                    depth[row, column] = z
                    for channel in range(3):
                        shown[row, column, channel] = (
                            colour[a, channel]
                            + share_b * (colour[b, channel] - colour[a, channel])
                            + share_c * (colour[c, channel] - colour[a, channel])
                        )
                z += z_across
                share_b += b_across
                share_c += c_across


@compiled
def lay_samples(patch: NDArray[np.uint8], shown: Singles, depth: Singles, kept: Singles, fine: int, far: float) -> None:
    """Lay samples, `fine` in each direction of a pixel, over a patch (height, width, 4) of the picture, in place.

    Samples as deep as `far` are empty. kept (height, width): how much light is left of a pixel's colour.
    """
    height, width, _ = patch.shape
    whole = np.float32(1.0 / (fine * fine))
    for row in range(height):
        for column in range(width):
            filled = 0
            blue, green, red = np.float32(0.0), np.float32(0.0), np.float32(0.0)
            for y in range(row * fine, (row + 1) * fine):
                for x in range(column * fine, (column + 1) * fine):
                    if depth[y, x] < far:
                        filled += 1
                        blue += shown[y, x, 0]
                        green += shown[y, x, 1]
                        red += shown[y, x, 2]
            if filled == 0:
                continue
            clear = np.float32(1.0) - filled * whole
            light = np.float32(255.0) * whole * kept[row, column]
            patch[row, column, 0] = np.uint8(min(patch[row, column, 0] * clear + blue * light + 0.5, 255.0))
            patch[row, column, 1] = np.uint8(min(patch[row, column, 1] * clear + green * light + 0.5, 255.0))
            patch[row, column, 2] = np.uint8(min(patch[row, column, 2] * clear + red * light + 0.5, 255.0))
