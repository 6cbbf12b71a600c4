"""Loops over pixels of figures: triangles filled by depth, and a finely filled patch laid on a picture."""

from __future__ import annotations

from math import ceil, sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from replay.draw.pixels.compiled import compiled

Single: TypeAlias = np.float32
Singles: TypeAlias = NDArray[np.float32]


@compiled
def _turn(grow: np.float32) -> np.float32:
    """Minus one over how much a share grows from sample to sample; 0 where it does not."""
    tiny = np.float32(1e-7)
    return np.float32(-1.0) / grow if grow > tiny or grow < -tiny else np.float32(0.0)


@compiled
def _narrowed(low: np.float32, high: np.float32, share: np.float32, turn: np.float32) -> tuple[Single, Single]:
    """The stretch of a row in which a share is positive, too: `share` where it begins, see `_turn`."""
    if turn < 0:
        low = max(low, share * turn)
    elif turn > 0:
        high = min(high, share * turn)
    elif share < 0:
        high = low - np.float32(1.0)
    return low, high


@compiled
def fill_triangles(
    shown: Singles,
    depth: Singles,
    corners: Singles,
    colour: Singles,
    source: NDArray[np.int32],
    triangles: NDArray[np.int32],
) -> None:
    """Fill triangles (n, 3) that turn their outer side to the eye, where nothing nearer is.

    shown (height, width, 3) and depth (height, width) change. corners (n, 3) are across, down and away; colour is by
    vertex, which stands on the corner `source`. A sample is filled where its middle is inside.
    """
    height, width = depth.shape
    half, slack = np.float32(0.5), np.float32(1e-3)
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        i, j, k = source[a], source[b], source[c]
        ax, ay, za = corners[i, 0], corners[i, 1], corners[i, 2]
        bx, by, zb = corners[j, 0] - ax, corners[j, 1] - ay, corners[j, 2] - za
        cx, cy, zc = corners[k, 0] - ax, corners[k, 1] - ay, corners[k, 2] - za
        area = bx * cy - by * cx
        if area > np.float32(-1e-4):
            continue
        top = max(ceil(ay + min(by, cy, np.float32(0.0)) - half), 0)
        bottom = min(ceil(ay + max(by, cy, np.float32(0.0)) - half), height)
        # Shares of the second and the third corner grow by these from sample to sample, across and down.
        b_across, b_down, c_across, c_down = cy / area, -cx / area, -by / area, bx / area
        blue, green, red = colour[a, 0], colour[a, 1], colour[a, 2]
        blue_b, green_b, red_b = colour[b, 0] - blue, colour[b, 1] - green, colour[b, 2] - red
        blue_c, green_c, red_c = colour[c, 0] - blue, colour[c, 1] - green, colour[c, 2] - red
        turn_b, turn_c, turn_a = _turn(b_across), _turn(c_across), _turn(-b_across - c_across)
        start = half - ax
        for row in range(top, bottom):
            y = np.float32(row) + half - ay
            low, high = _narrowed(start, np.float32(width) + start, y * b_down, turn_b)
            low, high = _narrowed(low, high, y * c_down, turn_c)
            low, high = _narrowed(low, high, np.float32(1.0) - y * (b_down + c_down), turn_a)
            first, last = max(ceil(low - start - slack), 0), min(ceil(high - start + slack), width)
            x = np.float32(first) + start
            share_b, share_c = x * b_across + y * b_down, x * c_across + y * c_down
            for column in range(first, last):
                z = za + share_b * zb + share_c * zc
                if z < depth[row, column]:
                    depth[row, column] = z
                    shown[row, column, 0] = blue + share_b * blue_b + share_c * blue_c
                    shown[row, column, 1] = green + share_b * green_b + share_c * green_c
                    shown[row, column, 2] = red + share_b * red_b + share_c * red_c
                share_b += b_across
                share_c += c_across


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
def lay_samples(
    patch: NDArray[np.uint8],
    shown: Singles,
    depth: Singles,
    near: Singles,
    around: Singles,
    crease: tuple[float, float],
    far: float,
) -> None:
    """Lay samples, two in each direction of a pixel, over a patch (height, width, 4) of the picture, in place.

    Samples as deep as `far` are empty. near, around (height, width): depth, and its mean around; crease: the share of
    light that is lost for each metre that a pixel lies behind it, and the most; if they are empty none is.
    """
    height, width, _ = patch.shape
    empty, full, half = np.float32(far), np.float32(255.0), np.float32(0.5)
    per_m, most = np.float32(crease[0]), np.float32(crease[1])
    for row in range(height):
        above, below = depth[2 * row], depth[2 * row + 1]
        first, second, line = shown[2 * row], shown[2 * row + 1], patch[row]
        for column in range(width):
            left, right = 2 * column, 2 * column + 1
            a, b = np.float32(above[left] < empty), np.float32(above[right] < empty)
            c, d = np.float32(below[left] < empty), np.float32(below[right] < empty)
            filled = a + b + c + d
            if filled == np.float32(0.0):
                continue
            clear, light = np.float32(1.0) - filled * np.float32(0.25), np.float32(0.25) * full
            if near.size > 0:
                behind = (near[row, column] - around[row, column]) * per_m
                light *= np.float32(1.0) - min(max(behind, np.float32(0.0)), most)
            for n in range(3):
                lit = np.float32(0.0)
                lit += first[left, n] if a else np.float32(0.0)  # an empty sample may hold anything
                lit += first[right, n] if b else np.float32(0.0)
                lit += second[left, n] if c else np.float32(0.0)
                lit += second[right, n] if d else np.float32(0.0)
                line[column, n] = np.uint8(min(np.float32(line[column, n]) * clear + lit * light + half, full))


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
