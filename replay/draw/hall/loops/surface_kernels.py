"""Colours of the track's surfaces, span by span: boards, and the level ground beside them.

Textures and lines are filtered by formula: each is averaged over the pixel, and fades to its mean before one pixel
covers it, so that nothing shimmers when a picture is turned or made smaller.

Every function adds to `light` (height, width, 3), linear, the runs (R, 6) that it is given; `knots` are `step` pixels
apart: (7, K) along, across, their reaches, haze, and two more. `air` is the colour of haze.
"""

from __future__ import annotations

from math import exp, floor

import numpy as np
from numpy.typing import NDArray

from replay.draw.hall.loops.span_filters import covered, fading, segment, segments, written
from replay.draw.pixels.compiled import compiled

Singles = NDArray[np.float32]
Runs = NDArray[np.int32]
Pixels = NDArray[np.uint8]
Values = NDArray[np.float64]

_LATH_M = 0.045
"""Width of a lath. Shades go by single laths, by groups of them, and by wide strips."""

_LATHS_IN_GROUP = 6
_LATHS_IN_STRIP = 21
_BOARD_M = 5.2
"""Length of a lath."""

_SEAM_M = 0.0015
"""Width of the gap between two laths."""

_GRAIN_M = (0.45, 0.007)
"""Length and width of a streak of the grain."""

_SIDE_MASK = 511
"""Tables of chance have 512 rows and columns; boards repeat after so many."""

ALONG_LINE, ACROSS_LINE, TICKS = 0, 1, 2
"""Kinds of painted lines. Their rows: kind, then of one along the track inner and outer height; of one across it
middle, width and the heights; of ticks spacing, width, the heights and how many there are; last the colour."""


@compiled
def _lath_tone(chance: Singles, number: int, along: float, shows: tuple[float, float, float]) -> float:
    """1 plus what each scale of a lath's number adds: laths, groups of 27 cm, strips of 0.94 m."""
    tone = 1.0
    if shows[0] > 0:
        row = number & _SIDE_MASK
        board = floor(along / _BOARD_M + 7 * chance[0, row, 0]) & _SIDE_MASK
        tone += shows[0] * chance[0, row, board]
    if shows[1] > 0:
        row = number // _LATHS_IN_GROUP & _SIDE_MASK
        board = floor(along / (2 * _BOARD_M) + 7 * chance[1, row, 0]) & _SIDE_MASK
        tone += shows[1] * chance[1, row, board]
    if shows[2] > 0:
        row = number // _LATHS_IN_STRIP & _SIDE_MASK
        tone += shows[2] * chance[2, row, floor(along / 1e6 + 7 * chance[2, row, 0]) & _SIDE_MASK]
    return tone


@compiled
def _grain(chance: Singles, along: float, across: float) -> float:
    """Fine streaks along the laths, for cameras that come close; about 1."""
    row = floor(across / _GRAIN_M[1]) & _SIDE_MASK
    at = along / _GRAIN_M[0] + 5 * chance[3, row, 0]
    column = floor(at)
    past, first = at - column, int(column) & _SIDE_MASK
    return 0.05 * float(chance[3, row, first] * (1 - past) + chance[3, row, (first + 1) & _SIDE_MASK] * past)


@compiled
def _wood(
    chance: Singles, along: float, across: float, pixel: float, shows: tuple[float, float, float], seams: float
) -> float:
    """Tone of the wood, mean 1: laths of several shades, wider groups of them, and seams."""
    laths = across / _LATH_M
    lath = floor(laths)
    past = laths - lath
    edge = min(past, 1 - past) * _LATH_M
    share = min(max(0.5 - edge / pixel, 0.0), 0.5)
    tone = _lath_tone(chance, lath, along, shows)
    if share > 0:
        beside = lath - 1 if past < 0.5 else lath + 1
        tone += (_lath_tone(chance, beside, along, shows) - tone) * share
    seam = min(max((pixel / 2 + _SEAM_M / 2 - edge) / pixel, 0.0), min(1.0, _SEAM_M / pixel))
    return tone * (1 - seams * seam)


@compiled
def _between(across: float, low: float, high: float, pixel: float) -> float:
    return min(max(min(across - low, high - across) / pixel + 0.5, 0.0), 1.0)


@compiled
def _past(along: float, middle: float, lap_m: float) -> float:
    """How far a place lies past another, the shorter way round."""
    return (along - middle + lap_m / 2) % lap_m - lap_m / 2


@compiled
def _line_share(
    line: Values, place: tuple[float, float], reach: tuple[float, float], lap_m: float, least: float
) -> float:
    """Which share of a pixel at (along, across), reaching so far, a painted line covers."""
    along, across = place
    if line[0] == ALONG_LINE:
        return covered(across, line[1], line[2], reach[1], least)
    if line[0] == ACROSS_LINE:
        past = _past(along, line[1], lap_m)
        low, high = -line[2] / 2, line[2] / 2
    else:
        past = along - min(max(np.rint(along / line[1]), 1.0), line[5]) * line[1]
        low, high = 0.0, line[2]
    if past < low - 2 * reach[0] or past > high + 2 * reach[0]:
        return 0.0
    return covered(past, low, high, reach[0], least) * _between(across, line[3], line[4], reach[1])


@compiled
def _near_line(
    line: Values, places: tuple[float, float, float, float], reach: tuple[float, float], lap_m: float
) -> bool:
    """Whether a line may be seen between two places (along, across, along, across)."""
    along_0, across_0, along_1, across_1 = places
    margin = 2 * reach[1]
    low, high = (line[1], line[2]) if line[0] == ALONG_LINE else (line[3], line[4])
    if max(across_0, across_1) < low - margin or min(across_0, across_1) > high + margin:
        return False
    if line[0] == ACROSS_LINE:
        apart = abs(along_1 - along_0) / 2
        return bool(abs(_past((along_0 + along_1) / 2, line[1], lap_m)) < line[2] / 2 + 2 * reach[0] + apart)
    return True


@compiled
def paint_boards(
    light: Singles, runs: Runs, knots: Singles, step: int, track: tuple[float, float], chance: Singles, edges: Singles,
    lines: Values, colours: Values, least: float,
) -> None:  # fmt: skip
    """Add boards. knots 5 and 6: daylight with all that dims it smoothly, and gleam.

    track: its lap, and rows of `edges` a metre, the light left across it. colours: dark and light wood, lamps, air.
    """
    lap_m, per_m = track
    active = np.empty(len(lines), np.bool_)
    for r in range(len(runs)):
        row, weight = runs[r, 1], runs[r, 5] / 16.0
        for s in range(segments(runs[r], step)):
            first, end, k, m, slope = segment(runs[r], s, step)
            reach = max(knots[2, k], knots[2, m]), max(knots[3, k], knots[3, m])
            places = knots[0, k], knots[1, k], knots[0, m], knots[1, m]
            for n in range(len(lines)):
                active[n] = _near_line(lines[n], places, reach, lap_m)
            strips = fading(knots[2, k], _BOARD_M)
            pixel = knots[3, k]
            shows = (
                0.10 * strips * fading(pixel, _LATH_M),
                0.065 * strips * fading(pixel, _LATHS_IN_GROUP * _LATH_M),
                0.05 * strips * fading(pixel, _LATHS_IN_STRIP * _LATH_M),
            )
            seams = 0.45 * fading(pixel, 2 * _LATH_M)
            grain = fading(pixel, _GRAIN_M[1]) * fading(knots[2, k], _GRAIN_M[0])
            laps = floor(knots[0, k] / lap_m) * lap_m
            for column in range(first, end):
                t = (column - first) * slope
                along = knots[0, k] + t * (knots[0, m] - knots[0, k]) - laps
                along = along - lap_m if along >= lap_m else along + lap_m if along < 0 else along
                across = knots[1, k] + t * (knots[1, m] - knots[1, k])
                pixel = knots[3, k] + t * (knots[3, m] - knots[3, k])
                tone = _wood(chance, along, across, pixel, shows, seams)
                if grain > 0:
                    tone *= 1.0 + grain * _grain(chance, along, across)
                lit = (knots[5, k] + t * (knots[5, m] - knots[5, k])) * edges[int(max(across, 0.0) * per_m)]
                reached = (lit - 0.25) / 0.85
                red = (colours[0, 0] + (colours[1, 0] - colours[0, 0]) * reached) * tone
                green = (colours[0, 1] + (colours[1, 1] - colours[0, 1]) * reached) * tone
                blue = (colours[0, 2] + (colours[1, 2] - colours[0, 2]) * reached) * tone
                paint = (0.30 + 0.62 * reached) * (0.6 + 0.4 * tone)
                for n in range(len(lines)):
                    if active[n]:
                        along_reach = knots[2, k] + t * (knots[2, m] - knots[2, k])
                        share = _line_share(lines[n], (along, across), (along_reach, pixel), lap_m, least)
                        red += share * (lines[n, 6] * paint - red)
                        green += share * (lines[n, 7] * paint - green)
                        blue += share * (lines[n, 8] * paint - blue)
                gleam = 0.11 * tone * (knots[6, k] + t * (knots[6, m] - knots[6, k]))
                haze = knots[4, k] + t * (knots[4, m] - knots[4, k])
                left = (1.0 - haze) * weight
                light[row, column, 0] += (red + gleam * colours[2, 0]) * left + haze * weight * colours[3, 0]
                light[row, column, 1] += (green + gleam * colours[2, 1]) * left + haze * weight * colours[3, 1]
                light[row, column, 2] += (blue + gleam * colours[2, 2]) * left + haze * weight * colours[3, 2]


@compiled
def paint_ground(
    light: Singles,
    runs: Runs,
    knots: Singles,
    step: int,
    edges: tuple[float, float, float],
    words: Pixels,
    words_at: tuple[float, float, float],
    colours: Values,
    least: float,
) -> None:
    """Add the blue band and the safety zone. knots 5 and 6: light, 1 at most, and gleam.

    edges: heights at which they begin, and the width of the lines there. words_at: pixels a metre of words on the level
    ground, and heights of the tops and feet of their letters. colours: safety zone, blue band, lines, lamps, air.
    """
    band, zone, line_m = edges
    per_m, top_m, foot_m = words_at
    for r in range(len(runs)):
        for s in range(segments(runs[r], step)):
            first, end, k, m, slope = segment(runs[r], s, step)
            for column in range(first, end):
                t = (column - first) * slope
                height = knots[1, k] + t * (knots[1, m] - knots[1, k])
                pixel = knots[3, k] + t * (knots[3, m] - knots[3, k])
                lit = knots[5, k] + t * (knots[5, m] - knots[5, k])
                inside = covered(height, band, 1.0, pixel, least)
                zone_light = 1.10 + 0.25 * exp((height - band) / 1.5)
                gleam = 0.07 * (knots[6, k] + t * (knots[6, m] - knots[6, k]))
                dim = 0.60 * lit * (1 - 0.25 * exp(height / 0.12))
                first_share = covered(height, band - line_m, band, pixel, least) * 0.55
                second_share = covered(height, zone, zone + line_m, pixel, least) * 0.30
                ink = 0.0
                if words.shape[2] > 1 and top_m < height < foot_m:
                    along = knots[0, k] + t * (knots[0, m] - knots[0, k])
                    reach = max(knots[2, k], pixel) * per_m
                    ink = 0.40 * lit * written(words, (height - top_m) * per_m, along * per_m, reach)
                haze = knots[4, k] + t * (knots[4, m] - knots[4, k])
                for channel in range(3):
                    colour = (colours[0, channel] * zone_light * (1 - inside) + colours[1, channel] * inside) * dim
                    colour += first_share * (colours[2, channel] - colour)
                    colour += second_share * (colours[2, channel] - colour) + ink * (colours[2, channel] - colour)
                    colour += gleam * colours[3, channel]
                    colour += haze * (colours[4, channel] - colour)
                    light[runs[r, 1], column, channel] += colour * (runs[r, 5] / 16.0)
