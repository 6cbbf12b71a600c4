"""Colours of what stands round the boards, span by span: fence, infield, stands with their crowd, and the dark above.

Every function adds to `light` (height, width, 3), linear, the runs (R, 6) that it is given; `knots` are `step` pixels
apart: (7, K) along, across, their reaches, haze, and two more. The last of `colours` is that of the air.
"""

from __future__ import annotations

from math import exp, floor, sqrt

import numpy as np
from numpy.typing import NDArray

from replay.draw.hall.loops.span_filters import covered, fading, segment, segments
from replay.draw.pixels.compiled import compiled

Singles = NDArray[np.float32]
Runs = NDArray[np.int32]
Values = NDArray[np.float64]

_POST_M = 5.0
"""Distance between the posts of the fence."""

_GLOW_M = (0.90, 0.96)
"""Heights of the strip of light on the fence's inside."""

_SEAT_M, _ROW_M, _AISLE_M = 0.52, 0.85, 13.0
"""Width of a seat, depth of a row, distance between aisles."""

_TAKEN = 0.93
"""Share of the seats that somebody sits on."""

_MEAN_LEVEL = 0.031
"""Mean brightness of clothes over a seat: share taken, times the mean of their levels, times the dot's share."""

INSIDE, CAP, OUTSIDE = 0, 1, 2
"""Sides of the fence."""


@compiled
def paint_fence(
    light: Singles, runs: Runs, knots: Singles, step: int, side: int, fence_m: float, colours: Values, least: float
) -> None:
    """Add a side of the fence. knot 5: daylight. colours: inside, wood, cap, glow, outside, air."""
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
                    for n in range(3):
                        colour[n] = colours[0, n] * (0.55 + 0.75 * up) + warm * colours[1, n] + post * colours[2, n]
                        colour[n] += glow * colours[3, n]
                else:
                    lit = (knots[5, k] - 0.25) / 0.95 * 0.62 if side == CAP else 0.35 + 0.9 * exp(-across / 0.8)
                    for n in range(3):
                        colour[n] = colours[side * 2, n] * lit
                haze = knots[4, k] + t * (knots[4, m] - knots[4, k])
                for n in range(3):
                    light[row, column, n] += (colour[n] + haze * (colours[5, n] - colour[n])) * weight


@compiled
def paint_infield(
    light: Singles, runs: Runs, knots: Singles, step: int, rings: Values, colours: Values, least: float
) -> None:
    """Add the infield. knot 6: gleam; along says how near the middle is, across how far the edge. rings (n, 3): metres
    inside the edge, width, strength. colours: ground, lines, lamps, air.
    """
    for r in range(len(runs)):
        row, weight = runs[r, 1], runs[r, 5] / 16.0
        for s in range(segments(runs[r], step)):
            first, end, k, m, slope = segment(runs[r], s, step)
            for column in range(first, end):
                t = (column - first) * slope
                inside = knots[1, k] + t * (knots[1, m] - knots[1, k])
                middle = knots[0, k] + t * (knots[0, m] - knots[0, k])
                lit = 0.72 + 0.30 * middle
                if inside < 8.0:
                    lit += 0.25 * exp(-inside / 1.2)
                clear, ring = 1.0, 0.0
                if inside < rings[-1, 0] + 1.0 + 2 * knots[3, k]:
                    for n in range(len(rings)):
                        share = (
                            covered(inside, rings[n, 0], rings[n, 0] + rings[n, 1], knots[3, k], least) * rings[n, 2]
                        )
                        clear, ring = clear * (1 - share), ring + share * (1 - ring)
                gleam = 0.045 * (knots[6, k] + t * (knots[6, m] - knots[6, k]))
                haze = knots[4, k] + t * (knots[4, m] - knots[4, k])
                for n in range(3):
                    colour = colours[0, n] * lit * clear + ring * colours[1, n] + gleam * colours[2, n]
                    light[row, column, n] += (colour + haze * (colours[3, n] - colour)) * weight


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
def _seat(
    chance: Singles, along: float, across: float, bright: float, shows: float
) -> tuple[int, float, float, float, float]:
    """A spectator: his clothes, how much of them and of his face is seen, the mean of all, and how far up a row."""
    seats, rows = along / _SEAT_M, across / _ROW_M
    seat, row = floor(seats), floor(rows)
    column, line = int(seat) & 1023, int(row) & 63
    tint, shine, taken = chance[0, column, line], chance[1, column, line], chance[2, column, line]
    light = bright * (0.7 + 0.6 * exp(-across / 5.0))
    up = rows - row + 0.2 * (taken - 0.5)
    cloth, face = 0.0, 0.0
    if taken < _TAKEN and shows > 0:
        level = (0.04 + 0.32 * shine * shine * shine) * light * shows
        right = seats - seat - 0.5 + 0.3 * (tint - 0.5)
        cloth = level * exp(-((right / 0.30) ** 2) - ((up - 0.33) / 0.27) ** 2)
        face = 0.5 * level * exp(-((right / 0.15) ** 2) - ((up - 0.80) / 0.13) ** 2)
    return int(tint * 8), cloth, face, _MEAN_LEVEL * light * (1 - shows), up


@compiled
def paint_seats(
    light: Singles,
    runs: Runs,
    knots: Singles,
    step: int,
    bright: float,
    lap_m: float,
    chance: Singles,
    colours: Values,
    least: float,
) -> None:
    """Add rows of people, clothes and heads as soft dots, on dark seats, with aisles; far away only their mean.

    knot 5: what is left of the light. colours: seats, face, eight clothes, the mean of those, air.
    """
    for r in range(len(runs)):
        row = runs[r, 1]
        for s in range(segments(runs[r], step)):
            first, end, k, m, slope = segment(runs[r], s, step)
            shows = fading(knots[2, k], 1.5 * _SEAT_M) * fading(knots[3, k], 1.5 * _ROW_M)
            rising = 0.4 * fading(knots[3, k], _ROW_M)
            for column in range(first, end):
                t = (column - first) * slope
                along = (knots[0, k] + t * (knots[0, m] - knots[0, k])) % lap_m
                across = knots[1, k] + t * (knots[1, m] - knots[1, k])
                clothes, cloth, face, mean, up = _seat(chance, along, across, bright, shows)
                people = 1 - covered(along % _AISLE_M, 0.0, 1.0, knots[2, k], least)
                left = knots[5, k] + t * (knots[5, m] - knots[5, k])
                haze = knots[4, k] + t * (knots[4, m] - knots[4, k])
                for n in range(3):
                    colour = cloth * colours[2 + clothes, n] + face * colours[1, n] + mean * colours[10, n]
                    colour = (colours[0, n] * (1 + rising * (up - 0.5)) + people * colour) * left
                    light[row, column, n] += colour + haze * (colours[11, n] - colour)


@compiled
def paint_void(light: Singles, runs: Runs, corner: tuple[int, int], lens: Values, colours: Values) -> None:
    """Add the dark under the roof, a little lighter near the horizon. colours: the dark, the air."""
    for r in range(len(runs)):
        for column in range(runs[r, 2], runs[r, 3]):
            u = (corner[0] + column + 0.5 - lens[13]) / lens[12]
            v = (corner[1] + runs[r, 1] + 0.5 - lens[14]) / lens[12]
            rise = u * lens[5] + v * lens[8] + lens[11]
            share = 0.35 * exp(-abs(rise / sqrt(u * u + v * v + 1.0) - 0.1) / 0.25)
            for n in range(3):
                light[runs[r, 1], column, n] += colours[0, n] * 0.8 + share * (colours[1, n] - colours[0, n])
