"""Colours of what stands round the boards, span by span: fence, stands with their crowd, and the dark above.

Every function adds to `light` (height, width, 3), linear, the runs (R, 6) that it is given; `knots` are `step` pixels
apart: (7, K) along, across, their reaches, haze, and two more. The last of `colours` is that of the air.
"""

from __future__ import annotations

from math import exp, floor, sqrt

import numpy as np
from numpy.typing import NDArray

from replay.draw.hall.dress import people
from replay.draw.hall.loops.span_filters import covered, fading, segment, segments, written
from replay.draw.pixels.compiled import compiled

Singles = NDArray[np.float32]
Runs = NDArray[np.int32]
Pixels = NDArray[np.uint8]
Values = NDArray[np.float64]

_POST_M = 5.0
"""Distance between the posts of the fence."""

_GLOW_M = (0.90, 0.96)
"""Heights of the strip of light on the fence's inside."""

_SEAT_M, _ROW_M = people.SEAT_M, people.ROW_M
_AISLE_M = 13.0
"""Distance between aisles."""

_TAKEN = 0.93
"""Share of the seats that somebody sits on."""

_MEAN_LEVEL = 0.062
"""Mean brightness of clothes over a seat: share taken, times the mean of their levels, times their share of a seat."""

_GROUP = 3
"""Where single people are too small to be seen, so many beside each other still have a brightness of their own."""

_FLAG_M, _FLAGS = (2.08, 1.7), 0.93
"""Places of flags, one behind the other; and the chance above which one is waved."""

INSIDE, CAP, OUTSIDE = 0, 1, 2
"""Sides of the fence."""


@compiled
def paint_fence(
    light: Singles,
    runs: Runs,
    knots: Singles,
    step: int,
    side: int,
    fence: tuple[float, float, float, float],
    words: Pixels,
    colours: Values,
    least: float,
) -> None:
    """Add a side of the fence. knot 5: daylight. fence: its height, pixels a metre of its words, from where to where
    these are. colours: inside, wood, cap, glow, outside, air, words.
    """
    fence_m, per_m, low_m, high_m = fence
    colour = np.empty(3)
    for r in range(len(runs)):
        row, weight = runs[r, 1], runs[r, 5] / 16.0
        for s in range(segments(runs[r], step)):
            first, end, k, m, slope = segment(runs[r], s, step)
            for column in range(first, end):
                t = (column - first) * slope
                across = knots[1, k] + t * (knots[1, m] - knots[1, k])
                if side == INSIDE:
                    along = knots[0, k] + t * (knots[0, m] - knots[0, k])
                    up = across / fence_m
                    warm = 0.05 * exp(-up / 0.18)
                    post = covered(along % _POST_M, 0.02, 0.07, knots[2, k], least) * 0.035
                    glow = covered(across, _GLOW_M[0], _GLOW_M[1], knots[3, k], least)
                    glow += 0.10 * exp(-abs(across - (_GLOW_M[0] + _GLOW_M[1]) / 2) / 0.10)
                    ink = 0.0
                    if words.shape[2] > 1 and low_m < across < high_m:
                        reach = max(knots[2, k], knots[3, k]) * per_m
                        ink = 0.75 * written(words, (high_m - across) * per_m, -along * per_m, reach)
                    for n in range(3):
                        colour[n] = colours[0, n] * (0.55 + 0.75 * up) + warm * colours[1, n] + post * colours[2, n]
                        colour[n] += glow * colours[3, n] + ink * (colours[6, n] - colour[n])
                else:
                    lit = (knots[5, k] - 0.25) / 0.95 * 0.62 if side == CAP else 0.35 + 0.9 * exp(-across / 0.8)
                    for n in range(3):
                        colour[n] = colours[side * 2, n] * lit
                haze = knots[4, k] + t * (knots[4, m] - knots[4, k])
                for n in range(3):
                    light[row, column, n] += (colour[n] + haze * (colours[5, n] - colour[n])) * weight


@compiled
def paint_plain(
    light: Singles, runs: Runs, knots: Singles, step: int, kind: int, colours: Values, least: float
) -> None:
    """Add floors and walls (kind 0), the back wall (1) or the upper stand's front with its ribbon of light (2), whose
    strength wanders slowly along the hall. knot 5: what is left of the light. colours: own, other, air.
    """
    for r in range(len(runs)):
        row = runs[r, 1]
        for s in range(segments(runs[r], step)):
            first, end, k, m, slope = segment(runs[r], s, step)
            turn = knots[0, k] * 2 * np.pi / 125.0
            slow = 0.8 + 0.16 * np.cos(5 * turn) + 0.10 * np.cos(3 * turn + 1)
            for column in range(first, end):
                t = (column - first) * slope
                across = knots[1, k] + t * (knots[1, m] - knots[1, k])
                own, other = 1.0, 0.0
                if kind == 0:
                    own = 0.6 + 0.4 * min(max(across / 2.0, 0.0), 1.0)
                elif kind == 1:
                    other = exp(-across / 3.0)
                    own = 1.0 - other
                else:
                    band = covered(across, 0.35, 1.15, knots[3, k], least)
                    core = 0.7 + 0.6 * exp(-(((across - 0.75) / 0.22) ** 2))
                    other = (band * core + 0.15 * exp(-abs(across - 0.75) / 0.5)) * slow
                left = knots[5, k] + t * (knots[5, m] - knots[5, k])
                haze = knots[4, k] + t * (knots[4, m] - knots[4, k])
                for n in range(3):
                    colour = (colours[0, n] * own + other * colours[1, n]) * left
                    light[row, column, n] += colour + haze * (colours[2, n] - colour)


@compiled
def _seat(chance: Singles, people: Pixels, place: tuple[float, float], level: int) -> tuple[int, float, float, float]:
    """A spectator at (along, across): his clothes, how much of them and of his skin is seen, and how far up a row.

    level: of the pictures of people, the softer the further they are away.
    """
    rows = place[1] / _ROW_M
    row = floor(rows)
    seats = place[0] / _SEAT_M + 0.5 * (int(row) & 1)
    seat = floor(seats)
    column, line = int(seat) & 1023, int(row) & 63
    tint, shine, taken = chance[0, column, line], chance[1, column, line], chance[2, column, line]
    up = rows - row
    if taken >= _TAKEN:
        return 0, 0.0, 0.0, up
    _, _, tall, wide, _ = people.shape
    kind = int(shine * 512) & 7
    across = seats - seat
    if tint < 0.5:
        across = 1.0 - across
    y, x = min(int(up * tall), tall - 1), min(int(across * wide), wide - 1)
    strength = (0.09 + 0.22 * shine * shine) / 255.0
    return (
        int(tint * 8),
        strength * people[level, kind, y, x, 0],
        (0.6 * strength + 0.10 / 255.0) * people[level, kind, y, x, 1],
        up,
    )


@compiled
def _flag(chance: Singles, place: tuple[float, float], reach: float) -> tuple[float, float, float]:
    """A flag at (along, across): how much of it is seen, which (0 to 1), and how far up it."""
    wide, tall = place[0] / _FLAG_M[0], place[1] / _FLAG_M[1]
    column, line = floor(wide), floor(tall)
    if chance[2, int(column * 5) & 1023, int(line * 7 + 3) & 63] < _FLAGS:
        return 0.0, 0.0, 0.0
    right, up = wide - column, tall - line
    up += 0.04 * np.sin(9.0 * right + 6.0 * chance[1, int(column) & 1023, int(line) & 63])
    soft = max(reach, 0.03)
    share = min(min(right - 0.22, 0.68 - right) * _FLAG_M[0], min(up - 0.34, 0.80 - up) * _FLAG_M[1]) / soft + 0.5
    folds = 0.82 + 0.18 * np.sin(11.0 * right + 4.0)
    return min(max(share, 0.0), 1.0) * folds, chance[0, int(column * 3) & 1023, int(line) & 63], (up - 0.34) / 0.46


@compiled
def paint_seats(
    light: Singles,
    runs: Runs,
    knots: Singles,
    step: int,
    bright: tuple[float, float],
    chance: Singles,
    people: Pixels,
    flags: Values,
    colours: Values,
    least: float,
) -> None:
    """Add rows of people on their seats, with aisles and flags (n, 2, 3); far away groups of them, then their mean.

    bright: of the tier, and the lap. knot 5: what is left of the light. colours: seats, three skins, eight clothes, the
    mean of those, air.
    """
    of_tier, lap_m = bright
    levels, tall = people.shape[0], people.shape[2]
    for r in range(len(runs)):
        row = runs[r, 1]
        for s in range(segments(runs[r], step)):
            first, end, k, m, slope = segment(runs[r], s, step)
            reach = max(knots[2, k], knots[3, k])
            shows = fading(knots[2, k], 1.6 * _SEAT_M) * fading(knots[3, k], 1.6 * _ROW_M)
            groups = 0.5 * fading(reach, 2.5 * _GROUP * _SEAT_M)
            rising = 0.5 * fading(knots[3, k], _ROW_M)
            flagged = fading(reach, 1.6) if len(flags) else 0.0
            level, size = 0, 1.0
            while level < levels - 1 and size < reach * tall / _ROW_M:
                level, size = level + 1, size * 2.0
            lit = of_tier * (0.75 + 0.75 * exp(-knots[1, k] / 5.0))
            for column in range(first, end):
                t = (column - first) * slope
                along = (knots[0, k] + t * (knots[0, m] - knots[0, k])) % lap_m
                across = knots[1, k] + t * (knots[1, m] - knots[1, k])
                clothes, cloth, skin, up = 0, 0.0, 0.0, 0.5
                if shows > 0:
                    clothes, cloth, skin, up = _seat(chance, people, (along, across), level)
                mean = (1 - shows) * _MEAN_LEVEL
                if mean > 0 and groups > 0:
                    group = int(along / (_GROUP * _SEAT_M)) & 1023
                    mean *= 1 + groups * (2 * chance[1, group, int(across / (2 * _ROW_M)) & 63] - 1)
                seen = (1 - covered(along % _AISLE_M, 0.0, 1.0, knots[2, k], least)) * lit
                cloth, skin, mean = cloth * shows * seen, skin * shows * seen, mean * seen
                flag, which, high = _flag(chance, (along, across), reach) if flagged > 0 else (0.0, 0.0, 0.0)
                left = knots[5, k] + t * (knots[5, m] - knots[5, k])
                haze = knots[4, k] + t * (knots[4, m] - knots[4, k])
                for n in range(3):
                    colour = (
                        cloth * colours[4 + clothes, n] + skin * colours[1 + clothes % 3, n] + mean * colours[12, n]
                    )
                    colour += colours[0, n] * (1 + rising * (up - 0.5))
                    if flag * flagged > 0:
                        own = flags[int(which * len(flags)) % len(flags), 0 if high > 0.5 else 1, n]
                        colour += flag * flagged * (0.30 * lit * own - colour)
                    colour *= left
                    light[row, column, n] += colour + haze * (colours[13, n] - colour)


@compiled
def _lamp_light(eye: tuple[float, float, float], ray: tuple[float, float, float], lamps: Values) -> float:
    """What a ray upwards sees of the rows of lamps: lamps three metres long, and the glow around them."""
    far = (lamps[0] - eye[2]) / ray[2]
    x, y = eye[0] + far * ray[0], eye[1] + far * ray[1]
    glow = 0.0
    for k in range(3, len(lamps)):
        apart = abs(y - lamps[k])
        if apart < 9.0:
            ends = min(max((1.6 - abs(x % 5.0 - 2.5)) / 0.6 + 0.5, 0.0), 1.0)
            lamp = ends * exp(-((apart / 0.6) ** 2))
            glow += 0.6 * lamp + 0.10 * exp(-apart / 1.6)
    return glow * exp(-far / 90.0) if abs(x) < 60.0 else 0.0


@compiled
def paint_void(
    light: Singles, runs: Runs, corner: tuple[int, int], lens: Values, lamps: Values, colours: Values
) -> None:
    """Add the dark under the roof, a little lighter near the horizon, and the lamps. colours: the dark, air, lamps."""
    for r in range(len(runs)):
        for column in range(runs[r, 2], runs[r, 3]):
            u = (corner[0] + column + 0.5 - lens[13]) / lens[12]
            v = (corner[1] + runs[r, 1] + 0.5 - lens[14]) / lens[12]
            rise = u * lens[5] + v * lens[8] + lens[11]
            share = 0.35 * exp(-abs(rise / sqrt(u * u + v * v + 1.0) - 0.1) / 0.25)
            glow = 0.0
            if rise > 0.02 and lens[2] < lamps[0] - 1.0:
                ray = (u * lens[3] + v * lens[6] + lens[9], u * lens[4] + v * lens[7] + lens[10], rise)
                glow = _lamp_light((lens[0], lens[1], lens[2]), ray, lamps)
            for n in range(3):
                colour = colours[0, n] * 0.8 + share * (colours[1, n] - colours[0, n])
                light[runs[r, 1], column, n] += colour + glow * colours[2, n]
