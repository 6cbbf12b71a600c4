"""Colours of the level infield, span by span, and of a sheet that is laid on it.

Both work on `light` (height, width, 3), linear, in the runs (R, 6) that they are given.
"""

from __future__ import annotations

from math import exp

import numpy as np
from numpy.typing import NDArray

from replay.draw.hall.loops.span_filters import covered, segment, segments
from replay.draw.pixels.compiled import compiled

Singles = NDArray[np.float32]
Runs = NDArray[np.int32]
Pixels = NDArray[np.uint8]
Values = NDArray[np.float64]

_LANE_M = (1.6, 4.6)
"""The lane on which riders warm up: from and to how far inside the infield's edge."""


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
                if _LANE_M[0] < inside < _LANE_M[1]:
                    lit *= 1.5
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
def lay_over(light: Singles, runs: Runs, sheet: Pixels, to_linear: Singles, air: Singles, haze: float) -> None:
    """Lay a sheet (height, width, 4), premultiplied colour and its share, over what runs show; it is hazy itself."""
    for r in range(len(runs)):
        row, weight = runs[r, 1], runs[r, 5] / 16.0
        for column in range(runs[r, 2], runs[r, 3]):
            share = sheet[row, column, 3] / 255.0
            if share > 0:
                kept = share * weight
                for n in range(3):
                    own = to_linear[min(int(sheet[row, column, n] / share + 0.5), 255)]
                    own += haze * (air[n] - own)
                    light[row, column, n] += kept * own - kept * light[row, column, n]
