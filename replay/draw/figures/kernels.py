"""Loops over what figures are made of: corners seen and lit, and a finely filled patch laid on a picture."""

from __future__ import annotations

from math import sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from replay.draw.pixels.compiled import compiled

Singles: TypeAlias = NDArray[np.float32]
Packed: TypeAlias = NDArray[np.uint32]

QUARTERS = 1020.0
"""Quarters of a level in all of the light: ten bits hold them, so that a colour is one number of four bytes."""


@compiled
def see_corners(
    stands: NDArray[np.float64],
    across: NDArray[np.float64],
    ring: NDArray[np.int32],
    section: NDArray[np.float64],
    lens: tuple[NDArray[np.float64], NDArray[np.float64], float, float, float],
    seen: NDArray[np.float64],
    facing: NDArray[np.float64],
) -> tuple[float, float, float, float]:
    """Where a camera sees the corners of a mesh, (n, 3) across, down and away, and which way they face, (n, 3).

    stands, across, ring, section: as `FigureMesh` has them. lens: turns from the figure's frame to the camera's (3, 3),
    where it is from there (3,), focal length, and half of the picture's width and height, px. Returns the bounds of
    what is seen: left, top, right, bottom.
    """
    turned, at, focal, wide, high = lens
    rings = len(across)
    axes = np.empty((rings, 4, 3))
    for r in range(rings):
        x, y, z = stands[rings + r, 0], stands[rings + r, 1], stands[rings + r, 2]
        length = sqrt(x * x + y * y + z * z)
        x, y, z = x / length, y / length, z / length
        a, b, c = across[r, 0], across[r, 1], across[r, 2]
        along = a * x + b * y + c * z
        a, b, c = a - along * x, b - along * y, c - along * z
        length = sqrt(a * a + b * b + c * c)
        a, b, c = a / length, b / length, c / length
        axes[r, 0, 0], axes[r, 0, 1], axes[r, 0, 2] = a, b, c
        axes[r, 1, 0], axes[r, 1, 1], axes[r, 1, 2] = y * c - z * b, z * a - x * c, x * b - y * a
        axes[r, 2, 0], axes[r, 2, 1], axes[r, 2, 2] = x, y, z
        axes[r, 3, 0], axes[r, 3, 1], axes[r, 3, 2] = stands[r, 0], stands[r, 1], stands[r, 2]
    left, top, right, bottom = np.inf, np.inf, -np.inf, -np.inf
    for k in range(len(ring)):
        own, part = axes[ring[k]], section[k]
        x = part[0] * own[0, 0] + part[1] * own[1, 0] + own[3, 0]
        y = part[0] * own[0, 1] + part[1] * own[1, 1] + own[3, 1]
        z = part[0] * own[0, 2] + part[1] * own[1, 2] + own[3, 2]
        for n in range(3):
            facing[k, n] = part[2] * own[0, n] + part[3] * own[1, n] + part[4] * own[2, n]
        away = x * turned[0, 2] + y * turned[1, 2] + z * turned[2, 2] + at[2]
        per_m = focal / away
        column = (x * turned[0, 0] + y * turned[1, 0] + z * turned[2, 0] + at[0]) * per_m + wide
        row = (x * turned[0, 1] + y * turned[1, 1] + z * turned[2, 1] + at[1]) * per_m + high
        seen[k, 0], seen[k, 1], seen[k, 2] = column, row, away
        left, right, top, bottom = min(left, column), max(right, column), min(top, row), max(bottom, row)
    return left, top, right, bottom


@compiled
def light_vertices(
    facing: NDArray[np.float64],
    shade: NDArray[np.float64],
    towards: NDArray[np.float64],
    amounts: NDArray[np.float64],
    source: NDArray[np.int32],
    worn: NDArray[np.intp],
    albedo: NDArray[np.float64],
    gloss: NDArray[np.float64],
) -> Singles:
    """What is shown at each vertex, BGR, 0 to 1, (vertices, 3).

    facing (corners, 3); towards (5, 3) the two lights, the sky, the eye, and halfway between the first and the last.
    amounts: of light from everywhere, the sky, both lights and the rim, and how far light reaches round cloth.
    """
    everywhere, sky, key, fill, rim, around = amounts
    light, gleam = np.empty(len(facing)), np.empty(len(facing))
    for k in range(len(facing)):
        x, y, z = facing[k, 0], facing[k, 1], facing[k, 2]
        first = max((towards[0, 0] * x + towards[0, 1] * y + towards[0, 2] * z + around) / (1.0 + around), 0.0)
        second = max(towards[1, 0] * x + towards[1, 1] * y + towards[1, 2] * z, 0.0)
        above = 0.5 + 0.5 * (towards[2, 0] * x + towards[2, 1] * y + towards[2, 2] * z)
        edge = 1.0 - min(max(towards[3, 0] * x + towards[3, 1] * y + towards[3, 2] * z, 0.0), 1.0)
        mirror = max(towards[4, 0] * x + towards[4, 1] * y + towards[4, 2] * z, 0.0)
        light[k] = (everywhere + sky * above + key * first + fill * second) * shade[k]
        gleam[k] = mirror**16 + rim * edge**3 * above
    shown = np.empty((len(source), 3), dtype=np.float32)
    for k in range(len(source)):
        corner, material = source[k], worn[k]
        for channel in range(3):
            linear = light[corner] * albedo[material, channel] + gleam[corner] * gloss[material]
            shown[k, channel] = sqrt(min(linear, 1.0))
    return shown


@compiled
def _mixed(
    under: np.uint32, clear: np.float32, samples: tuple[np.uint32, ...], part: np.uint32, light: np.float32
) -> np.uint32:
    """A byte of a pixel, in its place, of which a share stays clear, with that part of four samples over it."""
    place, bits, ten_bits = np.uint32(np.uint32(8) * part), np.uint32(np.uint32(10) * part), np.uint32(1023)
    lit = np.uint32(np.uint32(samples[0] >> bits) & ten_bits) + np.uint32(np.uint32(samples[1] >> bits) & ten_bits)
    lit += np.uint32(np.uint32(samples[2] >> bits) & ten_bits) + np.uint32(np.uint32(samples[3] >> bits) & ten_bits)
    shown = np.float32(np.int32(np.uint32(under >> place) & np.uint32(255))) * clear
    shown += np.float32(np.int32(lit)) * light + np.float32(0.5)
    return np.uint32(np.uint32(np.int32(min(shown, np.float32(255.0)))) << place)


@compiled
def lay_samples(
    picture: NDArray[np.uint32],
    box: tuple[int, int, int, int],
    shown: Packed,
    depth: Singles,
    near: Singles,
    around: Singles,
    crease: tuple[float, float],
    far: float,
) -> None:
    """Lay samples, two in each direction of a pixel, over a box (left, top, width, height) of the picture, in place.

    picture (height, width): BGRX pixels as whole numbers; shown: see `packed`. Samples as deep as `far` are empty.
    near, around (height, width of the box): depth, and its mean around; crease: the share of light that is lost for
    each metre that a pixel lies behind it, and the most; if they are empty none is.
    """
    left, top, width, height = box
    empty, quarter, none, one = np.float32(far), np.float32(0.25), np.float32(0.0), np.float32(1.0)
    per_m, most, nothing, unused = np.float32(crease[0]), np.float32(crease[1]), np.uint32(0), np.uint32(0xFF000000)
    blue, green, red = np.uint32(0), np.uint32(1), np.uint32(2)
    lit = np.empty(width, np.float32)
    for row in range(height):
        above, below, line = depth[2 * row], depth[2 * row + 1], picture[top + row, left : left + width]
        first, second = shown[2 * row], shown[2 * row + 1]
        lit[:] = quarter * np.float32(255.0 / QUARTERS)
        if near.size > 0:
            here, mean = near[row], around[row]
            for column in range(width):
                lit[column] *= one - min(max((here[column] - mean[column]) * per_m, none), most)
        for column in range(width):  # none is left out, so that many are worked out at a time
            k, m = 2 * column, 2 * column + 1
            a, b, c, d = above[k] < empty, above[m] < empty, below[k] < empty, below[m] < empty
            clear = one - quarter * (np.float32(a) + np.float32(b) + np.float32(c) + np.float32(d))
            # An empty sample may hold anything.
            samples = (
                first[k] if a else nothing,
                first[m] if b else nothing,
                second[k] if c else nothing,
                second[m] if d else nothing,
            )
            pixel, light = line[column], lit[column]
            mixed = _mixed(pixel, clear, samples, blue, light) | _mixed(pixel, clear, samples, green, light)
            mixed |= _mixed(pixel, clear, samples, red, light)
            line[column] = np.uint32(mixed | np.uint32(pixel & unused))
