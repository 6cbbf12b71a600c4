"""Loops of shadows: places cast on the ground, bones and discs on a map of it, and the map mixed into a picture."""

from __future__ import annotations

from math import sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.pixels.compiled import compiled

Chart: TypeAlias = tuple[float, float, float, int, int]
"""Squares of the ground: where their first corner is, forward and left, how large one is (metres); columns, rows."""


@compiled
def _cast(place: tuple[float, float, float], ground: Floats, slant: float, aside: float) -> tuple[float, float]:
    """Where a place in space is cast on the ground by light that goes so far aside on each metre down."""
    x, y, z = place[0] - ground[0, 0], place[1] - ground[0, 1], place[2] - ground[0, 2]
    high = x * ground[3, 0] + y * ground[3, 1] + z * ground[3, 2]
    first = x * ground[1, 0] + y * ground[1, 1] + z * ground[1, 2]
    second = x * ground[2, 0] + y * ground[2, 1] + z * ground[2, 2]
    return first - high * slant, second - high * aside


@compiled
def cast_points(
    points: Floats,
    frame: Floats,
    ground: Floats,
    lamps: Floats,
    follow: tuple[float, float],
    spots: Floats,
    shares: Floats,
) -> None:
    """Fill in where rows of lamps cast points on the ground, (lamps, points, 2), and what each gives of the light.

    points (n, 3) in a frame (4, 3): its origin, and its axes, as long as one of its metres
    ground (4, 3): where a plane touches the boards, two unit vectors along it, and one across
    lamps (n, 2): y and z; follow: how much of the light's way is that from the lamp, the rest is straight down; and
    by which power of its distance a lamp gives less
    """
    share, power, whole = follow[0], follow[1], 0.0
    for n in range(len(lamps)):
        y, z = lamps[n, 0] - ground[0, 1], lamps[n, 1] - ground[0, 2]
        far = sqrt(y * y + z * z)
        light_x, light_y = (1.0 - share) * ground[3, 0], (1.0 - share) * ground[3, 1] + y * share / far
        light_z = (1.0 - share) * ground[3, 2] + z * share / far
        down = light_x * ground[3, 0] + light_y * ground[3, 1] + light_z * ground[3, 2]
        slant = (light_x * ground[1, 0] + light_y * ground[1, 1] + light_z * ground[1, 2]) / down
        aside = (light_x * ground[2, 0] + light_y * ground[2, 1] + light_z * ground[2, 2]) / down
        shares[n] = far**-power
        whole += shares[n]
        for k in range(len(points)):
            x, y, z = points[k, 0], points[k, 1], points[k, 2]
            place = (
                x * frame[1, 0] + y * frame[2, 0] + z * frame[3, 0] + frame[0, 0],
                x * frame[1, 1] + y * frame[2, 1] + z * frame[3, 1] + frame[0, 1],
                x * frame[1, 2] + y * frame[2, 2] + z * frame[3, 2] + frame[0, 2],
            )
            spots[n, k, 0], spots[n, k, 1] = _cast(place, ground, slant, aside)
    for n in range(len(lamps)):
        shares[n] /= whole


@compiled
def map_of(spots: Floats, ends: int, square_m: float, margin_m: float, most: int) -> Chart:
    """The map around what is cast (lamps, points, 2); its spots are on the map afterwards, from its first corner.

    ends: how many points are ends of bones; the others are wheels: a hub, and two places on the rim, which become how
    far they are from it. most: squares along a side
    """
    low_x, low_y, high_x, high_y = np.inf, np.inf, -np.inf, -np.inf
    for n in range(spots.shape[0]):
        for k in range(spots.shape[1]):
            x, y, reach_x, reach_y = spots[n, k, 0], spots[n, k, 1], 0.0, 0.0
            if k >= ends:
                if (k - ends) % 3 > 0:
                    continue
                for m in range(2):
                    spots[n, k + 1, m] -= spots[n, k, m]
                    spots[n, k + 2, m] -= spots[n, k, m]
                reach_x = sqrt(spots[n, k + 1, 0] ** 2 + spots[n, k + 2, 0] ** 2)
                reach_y = sqrt(spots[n, k + 1, 1] ** 2 + spots[n, k + 2, 1] ** 2)
            low_x, high_x = min(low_x, x - reach_x), max(high_x, x + reach_x)
            low_y, high_y = min(low_y, y - reach_y), max(high_y, y + reach_y)
    forward, left = low_x - margin_m, low_y - margin_m
    long, wide = high_x + margin_m - forward, high_y + margin_m - left
    square = max(square_m, max(long, wide) / most)
    for n in range(spots.shape[0]):
        for k in range(spots.shape[1]):
            rim = k >= ends and (k - ends) % 3 > 0
            spots[n, k, 0] = (spots[n, k, 0] - (0.0 if rim else forward)) / square
            spots[n, k, 1] = (spots[n, k, 1] - (0.0 if rim else left)) / square
    return forward, left, square, int(long / square) + 1, int(wide / square) + 1


@compiled
def see_map(
    chart: Chart, ground: Floats, eye: Floats, axes: Floats, lens: tuple[float, float, float], matrix: Floats
) -> tuple[float, float, float, float, float]:
    """Fill in what takes indices of a map's squares to pixels of a picture, (3, 3), each whole at its middle.

    eye, axes: of a camera, right, down, forward; lens: its focal length, and half of the picture's width and height
    Returns the bounds of the map, px: left, top, right, bottom; and how near its nearest corner is, metres.
    """
    forward, left, square, columns, rows = chart
    focal, half_wide, half_high = lens
    seen = np.empty((3, 3))  # one square along, one square aside, and the first corner, as the camera has them
    for n in range(3):
        along = axes[n, 0] * ground[1, 0] + axes[n, 1] * ground[1, 1] + axes[n, 2] * ground[1, 2]
        aside = axes[n, 0] * ground[2, 0] + axes[n, 1] * ground[2, 1] + axes[n, 2] * ground[2, 2]
        start = 0.0
        for m in range(3):
            start += axes[n, m] * (ground[0, m] - eye[m])
        seen[n, 0], seen[n, 1], seen[n, 2] = along * square, aside * square, start + along * forward + aside * left
    near, low_x, low_y, high_x, high_y = np.inf, np.inf, np.inf, -np.inf, -np.inf
    for corner in range(4):
        column, row = float(columns * (corner & 1)), float(rows * (corner >> 1))
        away = seen[2, 0] * column + seen[2, 1] * row + seen[2, 2]
        near = min(near, away)
        x = (seen[0, 0] * column + seen[0, 1] * row + seen[0, 2]) * focal / away + half_wide
        y = (seen[1, 0] * column + seen[1, 1] * row + seen[1, 2]) * focal / away + half_high
        low_x, high_x, low_y, high_y = min(low_x, x), max(high_x, x), min(low_y, y), max(high_y, y)
    for m in range(3):
        shift = 0.5 * (seen[2, 0] + seen[2, 1]) if m == 2 else 0.0
        matrix[2, m] = seen[2, m] + shift
        for n in range(2):
            half = (half_wide if n == 0 else half_high) - 0.5
            middle = 0.5 * (seen[n, 0] + seen[n, 1]) if m == 2 else 0.0
            matrix[n, m] = (seen[n, m] + middle) * focal + matrix[2, m] * half
    return low_x, low_y, high_x, high_y, near


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
