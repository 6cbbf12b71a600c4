"""The lines of a track, where the rule book puts them (UCI cycling regulations, part 3, chapter 6, velodromes).

Heights are metres up the boards from the inner edge, distances metres along the measurement line from the finish.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from replay.track.velodrome import MEASUREMENT_LINE_M, TrackShape

LINE_WIDTH_M = 0.05
"""Width of the lines along the track."""

CROSS_LINE_WIDTH_M = 0.04
"""Width of the lines across the track."""

SPRINTERS_LINE_OUTER_M = 0.90
STAYERS_LINE_LEAST_M = 2.45
FINISH_STRIP_M = 0.72
TICK_SPACING_M = 5.0
TICK_OVERHANG_M = 0.08
"""How far a tick reaches past the measurement line to both sides; the rules name only the spacing."""

BLUE_BAND_SHARE = 0.10
"""Of the track's width, at least."""

SAFETY_EDGE_M = 4.0
"""Blue band and safety zone together: 4 m at least on tracks of 250 m and more, 2.5 m on shorter."""

SHORT_SAFETY_EDGE_M = 2.5
_FIRST_LONG_LAP_M = 250.0
_LAST_METRES_M = 200.0


class Paint(StrEnum):
    """What a line is painted with."""

    BLACK = "black"
    WHITE = "white"
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Line:
    """A line along the whole lap, between two heights."""

    name: str
    paint: Paint
    inner_m: float
    outer_m: float

    @property
    def middle_m(self) -> float:
        return (self.inner_m + self.outer_m) / 2

    @property
    def width_m(self) -> float:
        return self.outer_m - self.inner_m


@dataclass(frozen=True, slots=True)
class CrossLine:
    """A line across the track: from start_m to end_m in the direction of travel, between two heights.

    start_m may be negative (just before the finish line); places a lap apart are the same.
    """

    name: str
    paint: Paint
    start_m: float
    end_m: float
    inner_m: float
    outer_m: float

    @property
    def middle_m(self) -> float:
        return (self.start_m + self.end_m) / 2

    @property
    def width_m(self) -> float:
        return self.end_m - self.start_m


@dataclass(frozen=True, slots=True)
class Markings:
    """All that is painted on a track, in the order in which it is painted.

    lines          along the track
    cross_lines    across it: finish strip and line, 200 m line, the two pursuit lines
    ticks          every 5 m across the measurement line, from the finish
    blue_band_m    heights (lower, upper) of the blue band, below the inner edge
    safety_zone_m  heights (lower, upper) of the safety zone, below the blue band
    """

    lines: tuple[Line, ...]
    cross_lines: tuple[CrossLine, ...]
    ticks: tuple[CrossLine, ...]
    blue_band_m: tuple[float, float]
    safety_zone_m: tuple[float, float]

    def line(self, name: str) -> Line:
        """The line of that name: 'measurement', 'sprinters' or 'stayers'."""
        return next(line for line in self.lines if line.name == name)


def markings(shape: TrackShape) -> Markings:
    """The lines of a track of that shape."""
    band = -BLUE_BAND_SHARE * shape.width_m
    edge = SAFETY_EDGE_M if shape.lap_m >= _FIRST_LONG_LAP_M else SHORT_SAFETY_EDGE_M
    return Markings(
        lines=_lines(shape),
        cross_lines=_cross_lines(shape),
        ticks=_ticks(shape),
        blue_band_m=(band, 0.0),
        safety_zone_m=(-edge, band),
    )


def _lines(shape: TrackShape) -> tuple[Line, ...]:
    stayers = max(STAYERS_LINE_LEAST_M, shape.width_m / 3)
    return (
        Line("measurement", Paint.BLACK, MEASUREMENT_LINE_M, MEASUREMENT_LINE_M + LINE_WIDTH_M),
        Line("sprinters", Paint.RED, SPRINTERS_LINE_OUTER_M - LINE_WIDTH_M, SPRINTERS_LINE_OUTER_M),
        Line("stayers", Paint.BLUE, stayers, stayers + LINE_WIDTH_M),
    )


def _cross_lines(shape: TrackShape) -> tuple[CrossLine, ...]:
    """The race is over at the near edge of the black line, so that edge is at distance 0."""
    width, half = shape.width_m, shape.width_m / 2
    margin = (FINISH_STRIP_M - CROSS_LINE_WIDTH_M) / 2
    last_metres = float(np.mod(-_LAST_METRES_M, shape.lap_m))
    home = float(np.mod(-shape.finish_m, shape.lap_m))
    back = float(np.mod(home + shape.lap_m / 2, shape.lap_m))
    return (
        CrossLine("finish strip", Paint.WHITE, -margin, CROSS_LINE_WIDTH_M + margin, 0.0, width),
        CrossLine("finish", Paint.BLACK, 0.0, CROSS_LINE_WIDTH_M, 0.0, width),
        CrossLine("200 m", Paint.WHITE, last_metres, last_metres + CROSS_LINE_WIDTH_M, 0.0, width),
        _centred("home pursuit", home, half),
        _centred("back pursuit", back, half),
    )


def _centred(name: str, distance_m: float, outer_m: float) -> CrossLine:
    half = CROSS_LINE_WIDTH_M / 2
    return CrossLine(name, Paint.RED, distance_m - half, distance_m + half, 0.0, outer_m)


def _ticks(shape: TrackShape) -> tuple[CrossLine, ...]:
    """One every 5 m from the finish, but none on the finish itself."""
    inner = MEASUREMENT_LINE_M - TICK_OVERHANG_M
    outer = MEASUREMENT_LINE_M + LINE_WIDTH_M + TICK_OVERHANG_M
    last = int(np.ceil(shape.lap_m / TICK_SPACING_M - 1e-9))
    return tuple(
        CrossLine(f"{place:g} m", Paint.BLACK, place, place + CROSS_LINE_WIDTH_M, inner, outer)
        for place in (index * TICK_SPACING_M for index in range(1, last))
    )
