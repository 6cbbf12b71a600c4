"""Spans: what each stretch of a picture's rows shows of the hall, and where on it.

Between two knots, a few pixels apart, places and light change evenly: only what is fine (laths, lines, seats) has to be
worked out for each pixel.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Singles = NDArray[np.float32]
Runs = NDArray[np.int32]

KNOT_PX = 16
"""Pixels from one knot of a run to the next; the last pixel of each has one, too."""

SAMPLES = 16
"""Points of a pixel that are asked for what they show: the share of a pixel that a run stands for is out of these."""

NOTHING_PART = 255
"""The part of a run that shows nothing of the strips asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Runs of pixels in rows that show one part each, and knots along them.

    runs         (R, 6) part, row, first column, column behind the last, first knot, how many of 16 samples it fills
    along_m      (K,) metres along the measurement line, not wrapped; on the infield how near its middle, 0 to 1
    across_m     (K,) metres across the strip; on the infield metres from its edge
    reach_along_m, reach_across_m  (K,) how far a pixel reaches
    haze         (K,) share of the colour that the air takes
    daylight     (K,) light from the two main directions, about 0.5 to 1.25
    gleam        (K,) what is mirrored of the lamps, for a surface of strength 1
    rise         (K,) z of the normal
    inside       (K,) 1 on the eye's side of a place, 0 where the eye is well behind it
    """

    runs: Runs
    along_m: Singles
    across_m: Singles
    reach_along_m: Singles
    reach_across_m: Singles
    haze: Singles
    daylight: Singles
    gleam: Singles
    rise: Singles
    inside: Singles

    @classmethod
    def of(cls, runs: Runs, knots: Singles) -> Spans:
        """Spans of runs and the rows of knots (9, K), in the order of the fields."""
        return cls(runs, *knots)

    def part(self, part: int) -> Runs:
        """The runs of a part."""
        return np.ascontiguousarray(self.runs[self.runs[:, 0] == part])

    def knots(self, lit: Singles) -> Singles:
        """Knots (7, K) as shaders take them: along, across, their reaches, haze, light as `lit` says, gleam."""
        rows = self.along_m, self.across_m, self.reach_along_m, self.reach_across_m, self.haze, lit, self.gleam
        return np.stack(rows).astype(np.float32)
