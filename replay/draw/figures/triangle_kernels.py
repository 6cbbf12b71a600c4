"""Triangles of figures, filled by depth: colours run on in whole numbers, three of them in one."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.figures.kernels import QUARTERS, Packed, Singles
from replay.draw.pixels.compiled import compiled

Single: TypeAlias = np.float32
Edge: TypeAlias = tuple[Single, Single, Single]
Shares: TypeAlias = tuple[Single, Single, Single, Single]

_POINT = 2048.0
"""A quarter of a level in the numbers that colours are added up in."""

_FEW_SAMPLES = 4.0
"""Triangles of fewer samples have one colour: they are smaller than a pixel, and their slopes would be as large as the
errors of single numbers."""


@compiled
def packed(blue: np.float32, green: np.float32, red: np.float32) -> np.uint32:
    """A colour in one number: ten bits for each part, which comes in quarters of a level."""
    none, most, half = np.float32(0.0), np.float32(QUARTERS), np.float32(0.5)
    first = np.uint32(np.int32(min(max(blue, none), most) + half))
    second = np.uint32(np.int32(min(max(green, none), most) + half))
    third = np.uint32(np.int32(min(max(red, none), most) + half))
    return np.uint32(first | np.uint32(second << np.uint32(10)) | np.uint32(third << np.uint32(20)))


@compiled
def _up(value: np.float32) -> np.int32:
    """The least whole number that is not below a value."""
    whole = np.int32(value)
    return np.int32(whole + np.int32(np.float32(whole) < value))


@compiled
def _joined(blue: np.float32, green: np.float32, red: np.float32) -> np.int64:
    """A colour in quarters of a level, or how it changes, in one number: 21 bits for each part, of which eleven are
    behind the point. Such numbers may be added up: a part that falls takes from the next what its own sum gives back.
    """
    point, first, second = np.float32(_POINT), np.int64(21), np.int64(42)
    green_part, red_part = np.int64(np.int64(green * point) << first), np.int64(np.int64(red * point) << second)
    return np.int64(np.int64(blue * point) + np.int64(green_part + red_part))


@compiled
def _packed_again(joined: np.int64) -> np.uint32:
    """A colour whose parts are joined, as `packed` has it."""
    ten_bits = np.int64(1023)
    blue, green = np.int64(np.int64(joined >> np.int64(11)) & ten_bits), np.int64(joined >> np.int64(32)) & ten_bits
    red = np.int64(np.int64(joined >> np.int64(53)) & ten_bits)
    return np.uint32(np.int64(blue | np.int64(green << np.int64(10))) | np.int64(red << np.int64(20)))


@compiled
def put_vertices(
    corners: Floats,
    place: tuple[float, float, float, float],
    colour: Singles,
    source: NDArray[np.int32],
    vertices: Singles,
) -> None:
    """Fill in what triangles need of each vertex (n, 6): across, down and away; blue, green, red, quarters of a level.

    corners (n, 3): across and down on the picture, px, and away; place: samples to a pixel, where the first ones are,
    and how far away counts as 0; colour (n, 3): 0 to 1; source (n,): the corner that a vertex stands on
    """
    most, (fine, left, top, middle) = np.float32(QUARTERS), place
    for k in range(len(source)):
        own, corner = vertices[k], source[k]
        own[0], own[1] = np.float32(corners[corner, 0] * fine - left), np.float32(corners[corner, 1] * fine - top)
        own[2] = np.float32(corners[corner, 2] - middle)
        own[3], own[4], own[5] = most * colour[k, 0], most * colour[k, 1], most * colour[k, 2]


@compiled
def _edges(a: Singles, b: Singles, c: Singles) -> tuple[Edge, Edge, Edge, bool]:
    """Sides of a triangle, each by a place on it and how far it runs across for each row: the one that spans all of its
    rows, the ones of its upper and of its lower rows; and whether the first is on the left."""
    x0, y0, x1, y1, x2, y2 = a[0], a[1], b[0], b[1], c[0], c[1]
    if y1 < y0:
        x0, y0, x1, y1 = x1, y1, x0, y0
    if y2 < y1:
        x1, y1, x2, y2 = x2, y2, x1, y1
        if y1 < y0:
            x0, y0, x1, y1 = x1, y1, x0, y0
    none = np.float32(0.0)
    along = (x2 - x0) / (y2 - y0)
    upper = (x1 - x0) / (y1 - y0) if y1 > y0 else none
    lower = (x2 - x1) / (y2 - y1) if y2 > y1 else none
    return (x0, y0, along), (x0, y0, upper), (x1, y1, lower), x0 + (y1 - y0) * along < x1


@compiled
def _slope(own: np.float32, b: np.float32, c: np.float32, shares: Shares) -> tuple[Single, Single]:
    """How something grows from sample to sample, across and down, that the corners have so much of."""
    b, c = b - own, c - own
    return shares[0] * b + shares[2] * c, shares[1] * b + shares[3] * c


@compiled
def _fill_rows(
    shown: Packed,
    depth: Singles,
    rows: tuple[np.int32, np.int32],
    sides: tuple[Edge, Edge],
    start: Singles,
    slopes: tuple[Single, Single, Single, Single, Single, Single, Single, Single],
    even: np.int64,
) -> None:
    """Fill rows of a triangle between two of its sides. start: a vertex; slopes: of depth, blue, green and red, across
    and down; even: a colour for all of it, if it is not 0."""
    half, width, none = np.float32(0.5), np.int32(depth.shape[1]), np.int32(0)
    (left_x, left_y, left_step), (right_x, right_y, right_step) = sides
    z_x, z_y, blue_x, blue_y, green_x, green_y, red_x, red_y = slopes
    step = np.int64(0) if even else _joined(blue_x, green_x, red_x)
    for row in range(rows[0], rows[1]):
        middle = np.float32(np.int32(row)) + half
        first = max(_up(left_x + (middle - left_y) * left_step - half), none)
        last = min(_up(right_x + (middle - right_y) * right_step - half), width)
        if first >= last:
            continue
        x, y = np.float32(first) + half - start[0], middle - start[1]
        z, colour = start[2] + x * z_x + y * z_y, even
        if not even:
            blue, green = start[3] + x * blue_x + y * blue_y + half, start[4] + x * green_x + y * green_y + half
            colour = _joined(blue, green, start[5] + x * red_x + y * red_y + half)
        deep, line = depth[row, np.uint32(first) : np.uint32(last)], shown[row, np.uint32(first) : np.uint32(last)]
        for k in range(len(deep)):
            if z < deep[k]:
                deep[k] = z
                line[k] = _packed_again(colour)
            z += z_x
            colour += step


@compiled
def fill_triangles(shown: Packed, depth: Singles, vertices: Singles, triangles: NDArray[np.int32]) -> None:
    """Fill triangles (n, 3) that turn their outer side to the eye, where nothing nearer is.

    shown and depth (height, width) change. vertices: see `put_vertices`. A sample is filled where its middle is inside.
    Triangles of few samples have one colour.
    """
    height, half, none, no_row = np.int32(depth.shape[0]), np.float32(0.5), np.float32(0.0), np.int32(0)
    third, few = np.float32(1.0 / 3.0), np.float32(-2.0 * _FEW_SAMPLES)
    for t in range(triangles.shape[0]):
        a, b = vertices[np.uint32(triangles[t, 0])], vertices[np.uint32(triangles[t, 1])]
        c = vertices[np.uint32(triangles[t, 2])]
        bx, by, cx, cy = b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]
        area = bx * cy - by * cx
        if area > np.float32(-1e-4):
            continue
        top = max(_up(a[1] + min(by, cy, none) - half), no_row)
        bottom = min(_up(a[1] + max(by, cy, none) - half), height)
        if top >= bottom:
            continue
        spanning, upper, lower, on_left = _edges(a, b, c)
        turn = min(max(_up(lower[1] - half), top), bottom)
        shares = cy / area, -cx / area, -by / area, bx / area
        z_x, z_y = _slope(a[2], b[2], c[2], shares)
        even = np.int64(0)
        slopes = (z_x, z_y, none, none, none, none, none, none)
        if area > few:
            blue, green = (a[3] + b[3] + c[3]) * third + half, (a[4] + b[4] + c[4]) * third + half
            even = np.int64(_joined(blue, green, (a[5] + b[5] + c[5]) * third + half) | np.int64(1))
        else:
            blue_x, blue_y = _slope(a[3], b[3], c[3], shares)
            green_x, green_y = _slope(a[4], b[4], c[4], shares)
            red_x, red_y = _slope(a[5], b[5], c[5], shares)
            slopes = (z_x, z_y, blue_x, blue_y, green_x, green_y, red_x, red_y)
        for rows, other in (((top, turn), upper), ((turn, bottom), lower)):
            sides = (spanning, other) if on_left else (other, spanning)
            _fill_rows(shown, depth, rows, sides, a, slopes, even)
